//! What the directory of Microsoft Graph refuses, and why; and what a refused sign-in means for a set-up.
//!
//! Sources: microsoftgraph/microsoft-graph-docs-contrib `concepts/errors.md` and the permissions that the page of each
//! call names; MicrosoftDocs/entra-docs `configure-app-management-policies.md`, `reference-error-codes.md`,
//! `claims-challenge.md`; the bodies quoted in public issue threads (OfficeDev/microsoft-365-agents-toolkit #10998,
//! hashicorp/terraform-provider-azuread, Azure/azure-cli).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reqwest::header::WWW_AUTHENTICATE;
use serde::Deserialize;

use super::plan::NeededScope;
use super::request::RequestId;
use super::setup::REGISTERS_AS_AN_APPLICATION;
use crate::connection::{Connection, Goal};
use crate::defender::Refusal;
use crate::diagnosis;
use crate::error::{ErrorCode, ErrorReport};
use crate::http::Answer;
use crate::token::{Claims, TokenKind};

/// `TokenForItselfRequiresGraphPermission`: nobody consented to what the client asks for.
const PERMISSION_NOT_GRANTED: u32 = 90_008;
/// A client of Microsoft's asks for an API that it is not preauthorized for.
const NOT_PREAUTHORIZED: u32 = 65_002;

#[derive(Default, Deserialize)]
struct Body {
    #[serde(default)]
    error: Inner,
}

#[derive(Default, Deserialize)]
struct Inner {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
}

/// What a request is about: which permission it takes, and which policy may forbid it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum About {
    Registrations,
    Secrets,
    Certificates,
    Roles,
    Scopes,
    GrantedScopes,
}

impl About {
    /// Any of these is enough, the least first.
    fn permissions(self, kind: TokenKind) -> &'static [&'static str] {
        match (self, kind) {
            (Self::Roles, _) => &["AppRoleAssignment.ReadWrite.All"],
            (Self::Scopes, _) => &["DelegatedPermissionGrant.ReadWrite.All"],
            (Self::GrantedScopes, _) => &[
                "DelegatedPermissionGrant.Read.All",
                "DelegatedPermissionGrant.ReadWrite.All",
                "Directory.Read.All",
                "Directory.ReadWrite.All",
            ],
            (_, TokenKind::Application) => &REGISTERS_AS_AN_APPLICATION,
            (_, _) => &["Application.ReadWrite.All"],
        }
    }

    /// Graph answers the same to whoever lacks a role and to whoever lacks a permission: the token tells them apart
    /// (`Authorization_RequestDenied`, "Insufficient privileges to complete the operation.").
    fn forbidden(self, claims: &Claims) -> ErrorReport {
        let enough = self.permissions(claims.kind());
        if !claims.has_any(enough) {
            let least = enough.first().copied().unwrap_or_default();
            return ErrorReport::new(ErrorCode::SetupScopeMissing)
                .with("permission", least)
                .with("client_id", claims.client_id());
        }
        ErrorReport::new(match self {
            Self::Roles | Self::Scopes => ErrorCode::GrantForbidden,
            _ => ErrorCode::SetupForbidden,
        })
    }

    /// A rule about applications (`CredentialInvalidLifetimeAsPerAppPolicy`: "Credential lifetime exceeds the max value
    /// allowed as per assigned policy '…'."). The answer names the policy and not the time that it allows.
    fn against_policy(self, inner: &Inner) -> Option<ErrorReport> {
        let code = match (inner.code.as_str(), self) {
            ("CredentialTypeNotAllowedAsPerAppPolicy", _) => ErrorCode::SecretForbidden,
            ("CredentialInvalidLifetimeAsPerAppPolicy", Self::Certificates) => {
                ErrorCode::CertificateLifetimeForbidden
            }
            ("CredentialInvalidLifetimeAsPerAppPolicy", _) => ErrorCode::SecretLifetimeForbidden,
            _ => return None,
        };
        let report = ErrorReport::new(code);
        Some(match inner.message.split('\'').nth(1) {
            Some(policy) => report.with("policy", policy),
            None => report,
        })
    }
}

/// Makes the finding of a refused request of this kind.
pub(super) fn refusal_of(request: RequestId) -> Refusal {
    match request {
        RequestId::AddPassword | RequestId::RemovePassword => |a, g, c| refused(About::Secrets, a, g, c),
        RequestId::ReplaceCertificates => |a, g, c| refused(About::Certificates, a, g, c),
        RequestId::AssignRole | RequestId::RemoveRole => |a, g, c| refused(About::Roles, a, g, c),
        RequestId::Grant | RequestId::ChangeGrant | RequestId::RemoveGrant => {
            |a, g, c| refused(About::Scopes, a, g, c)
        }
        RequestId::ListGrants => |a, g, c| refused(About::GrantedScopes, a, g, c),
        _ => |a, g, c| refused(About::Registrations, a, g, c),
    }
}

/// The finding of a refused request. What is not the directory's own is read like any other answer of Graph.
fn refused(about: About, answer: &Answer, goal: Goal, claims: &Claims) -> ErrorReport {
    let inner = serde_json::from_slice::<Body>(&answer.body)
        .unwrap_or_default()
        .error;
    let told = diagnosis::from_api(answer, goal, claims);
    let report = match answer.status.as_u16() {
        401 => unauthorized(answer),
        404 => ErrorReport::new(ErrorCode::DirectoryObjectUnknown),
        status => match about.against_policy(&inner) {
            Some(report) => report,
            None if status == 403 => about.forbidden(claims),
            None => return told,
        },
    };
    ErrorReport {
        trace: told.trace,
        detail: told.detail,
        ..report.with("user", who(claims))
    }
}

/// The token ended, or the person has to prove more before it counts.
fn unauthorized(answer: &Answer) -> ErrorReport {
    match challenge(answer) {
        Some(claims) => ErrorReport {
            claims: Some(claims),
            ..ErrorReport::new(ErrorCode::ClaimsChallenge)
        },
        None => ErrorReport::new(ErrorCode::SetupMissing),
    }
}

/// What the next sign-in has to prove: the header carries it as JSON in Base64.
fn challenge(answer: &Answer) -> Option<String> {
    let header = answer.headers.get(WWW_AUTHENTICATE)?.to_str().ok()?;
    let encoded = header.split("claims=\"").nth(1)?.split('"').next()?;
    let claims = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
    serde_json::from_str::<serde_json::Value>(&claims).ok()?;
    Some(claims)
}

/// The person, or the application by its name or its ID.
fn who(claims: &Claims) -> &str {
    let application = || claims.text("app_displayname");
    let named = claims.account().or_else(application);
    named.unwrap_or_else(|| claims.client_id())
}

/// What a refused sign-in means for a set-up: its client is none of the registrations that the checklist is about.
pub(crate) fn sign_in_refused(
    setup: &Connection,
    needed: &[NeededScope],
    report: ErrorReport,
) -> ErrorReport {
    let number = report.trace.as_ref().and_then(|trace| trace.aadsts);
    let code = match (number, report.code) {
        (Some(NOT_PREAUTHORIZED), _) => ErrorCode::SetupClientNotCleared,
        (Some(PERMISSION_NOT_GRANTED), _)
        | (_, ErrorCode::ConsentMissing | ErrorCode::AdminApprovalNeeded) => ErrorCode::SetupScopeMissing,
        (_, ErrorCode::ClientNotFound | ErrorCode::ServicePrincipalMissing) => ErrorCode::SetupClientUnknown,
        (_, code) => code,
    };
    let mut report = if code == report.code {
        report
    } else {
        let scopes: Vec<&str> = needed.iter().map(|one| one.scope.as_str()).collect();
        ErrorReport {
            trace: report.trace,
            detail: report.detail,
            claims: report.claims,
            ..ErrorReport::new(code).with("permission", scopes.join(", "))
        }
    };
    if let Some(client_id) = setup.client_id {
        report = report.with("client_id", client_id);
    }
    report
        .with("tenant", &setup.tenant_domain)
        .with("domain", &setup.tenant_domain)
}

#[cfg(test)]
mod tests;
