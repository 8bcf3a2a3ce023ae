//! What the directory of Microsoft Graph refuses, and why.
//!
//! Sources: microsoftgraph/microsoft-graph-docs-contrib `concepts/errors.md`; MicrosoftDocs/entra-docs
//! `configure-app-management-policies.md`; the bodies quoted in public issue threads (hashicorp/terraform-provider-azuread,
//! Azure/azure-cli).

use serde::Deserialize;

use crate::connection::Goal;
use crate::diagnosis;
use crate::error::{ErrorCode, ErrorReport};
use crate::http::Answer;
use crate::token::Claims;

#[derive(Default, Deserialize)]
struct Body {
    #[serde(default)]
    error: Inner,
}

#[derive(Default, Deserialize)]
struct Inner {
    #[serde(default)]
    code: String,
}

/// The finding of a refused request. What is not the directory's own is read like any other answer of Graph.
pub(super) fn refusal(answer: &Answer, goal: Goal, claims: &Claims) -> ErrorReport {
    let body: Body = serde_json::from_slice(&answer.body).unwrap_or_default();
    let code = match (answer.status.as_u16(), body.error.code.as_str()) {
        (404, _) => ErrorCode::DirectoryObjectUnknown,
        (_, "CredentialTypeNotAllowedAsPerAppPolicy") => ErrorCode::SecretForbidden,
        (403, _) => ErrorCode::SetupForbidden,
        _ => return diagnosis::from_api(answer, goal, claims),
    };
    let told = diagnosis::from_api(answer, goal, claims);
    let mut report = ErrorReport::new(code).with("user", claims.account().unwrap_or_default());
    (report.trace, report.detail) = (told.trace, told.detail);
    report
}
