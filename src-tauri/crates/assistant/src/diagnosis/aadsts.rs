//! Entra's own codes. Source of the causes: Microsoft, "Microsoft Entra authentication and authorization error
//! codes", and the error catalogue's notes on what each means in practice.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::numbers::numbers;
use super::redact::unsaid;
use super::{entra, oauth};

use crate::error::{Confidence, ErrorCode, ErrorReport, Trace};

/// The longest of Entra's words and IDs have some sixty letters.
const MAX_NAME: usize = 200;
/// The longest of Entra's sentences, with the fields that follow it, has some nine hundred.
const MAX_DESCRIPTION: usize = 4000;

/// The JSON of a failed sign-in call (Microsoft, "OAuth 2.0 authorization code flow", error response).
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct EntraError {
    #[serde(default)]
    pub(crate) error: String,
    #[serde(default)]
    pub(crate) error_description: String,
    #[serde(default)]
    pub(crate) error_codes: Vec<u32>,
    pub(crate) timestamp: Option<String>,
    pub(crate) trace_id: Option<String>,
    pub(crate) correlation_id: Option<String>,
    pub(crate) suberror: Option<String>,
    /// What the next sign-in has to prove, as JSON in a string.
    pub(crate) claims: Option<String>,
}

impl fmt::Display for EntraError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.error, self.description_line())
    }
}

impl oauth2::ErrorResponse for EntraError {}

impl EntraError {
    /// The number of the code; the text counts where the list is missing.
    pub(crate) fn code(&self) -> Option<u32> {
        self.error_codes
            .first()
            .copied()
            .or_else(|| numbers(&self.error_description).cause())
    }

    /// The same with texts that can be shown anywhere: of a length that people read, and without what moves a cursor or
    /// turns the writing direction. Whoever brings the answer writes what is in it.
    fn plain(&self) -> Self {
        let name = |text: &String| plain(text, MAX_NAME);
        Self {
            error: name(&self.error),
            error_description: plain(&self.error_description, MAX_DESCRIPTION),
            error_codes: self.error_codes.clone(),
            timestamp: self.timestamp.as_ref().map(name),
            trace_id: self.trace_id.as_ref().map(name),
            correlation_id: self.correlation_id.as_ref().map(name),
            suberror: self.suberror.as_ref().map(name),
            claims: self.claims.clone(),
        }
    }

    /// The sentence, without the trace fields that follow it.
    fn description_line(&self) -> &str {
        let mut lines = self.error_description.split(['\r', '\n']);
        lines.next().unwrap_or_default()
    }
}

fn plain(text: &str, most: usize) -> String {
    let turns = |letter| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown = |letter: &char| matches!(letter, '\r' | '\n') || !(letter.is_control() || turns(*letter));
    text.chars().filter(shown).take(most).collect()
}

/// The finding of a failed sign-in call.
pub(crate) fn from_entra(error: &EntraError, http_status: Option<u16>) -> ErrorReport {
    let error = &error.plain();
    let trace = Trace {
        aadsts: error.code(),
        http_status,
        correlation_id: error.correlation_id.clone(),
        trace_id: error.trace_id.clone(),
        timestamp: error.timestamp.clone(),
    };
    let report = if let Some(code) = error.code() {
        finding(code, &error.error_description)
    } else {
        let (code, confidence) = oauth::for_checklist(&error.error);
        ErrorReport::new(code)
            .with("code", &error.error)
            .confidence(confidence)
    };
    ErrorReport {
        claims: error.claims.clone(),
        ..unsaid(report.traced(trace).detailed(error))
    }
}

/// What a number means for a checklist; the text tells apart what shares one number.
fn finding(code: u32, text: &str) -> ErrorReport {
    let report = entra::for_checklist(code, text);
    match code {
        // The three usual reasons share one answer: wrong id, wrong tenant, not installed there.
        700_016 | 7_000_215 | 500_011 | 53003 => report.confidence(Confidence::Likely),
        _ => report,
    }
}

/// The cause of Handrail's own behind a number, where it has one.
pub(super) fn meaning(code: u32) -> ErrorCode {
    match code {
        90002 | 90013 | 900_023 | 90072 | 50059 => ErrorCode::TenantNotFound,
        700_016 => ErrorCode::ClientNotFound,
        7_000_215 | 7_000_216 | 50012 => ErrorCode::SecretWrong,
        7_000_222 => ErrorCode::SecretExpired,
        50011 | 500_112 => ErrorCode::RedirectUriMismatch,
        500_113 => ErrorCode::RedirectUriMissing,
        7_000_218 => ErrorCode::PlatformIsWeb,
        9_002_325..=9_002_327 => ErrorCode::PlatformIsSinglePage,
        700_025 => ErrorCode::PublicClientWithSecret,
        65001 => ErrorCode::ConsentMissing,
        65004 => ErrorCode::ConsentDeclined,
        90094 | 90095 => ErrorCode::AdminApprovalNeeded,
        500_011 | 500_014 | 650_052 | 650_057 => ErrorCode::ResourceMissing,
        650_053 => ErrorCode::PermissionMissing,
        50020 | 50034 | 50128 | 50177 => ErrorCode::UserNotInTenant,
        50105 => ErrorCode::UserNotAssigned,
        50076 | 50079 | 50074 | 50072 => ErrorCode::MultifactorRequired,
        53000..=53004 | 50005 | 530_003 => ErrorCode::ConditionalAccess,
        7_000_229 | 7_000_112 | 650_051 => ErrorCode::ServicePrincipalMissing,
        70008 | 700_082 | 700_084 | 70043 | 50173 | 50078 | 54005 | 50089 => ErrorCode::SignInExpired,
        700_024 => ErrorCode::ClockWrong,
        90033 | 90020 | 50196 => ErrorCode::ServerTrouble,
        70011 | 1_002_012 | 900_144 | 501_481 | 9_002_313 | 900_561 | 50001 => ErrorCode::RequestRejected,
        _ => ErrorCode::EntraRefused,
    }
}

/// The redirect address that the text quotes: `The redirect URI 'http://…' specified in the request`.
pub(super) fn quoted_url(text: &str) -> Option<&str> {
    text.split(['\'', '"'])
        .find(|part| part.starts_with("http://") || part.starts_with("https://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_secret_is_recognised_by_its_number_whatever_the_language_of_the_text() {
        let error = EntraError {
            error: "invalid_client".into(),
            error_description: "AADSTS7000215: Clé secrète non valide.\r\nTrace ID: x".into(),
            ..EntraError::default()
        };
        let report = from_entra(&error, Some(401));
        assert_eq!(report.code, ErrorCode::SecretWrong);
        assert_eq!(
            report.detail.as_deref(),
            Some("invalid_client: AADSTS7000215: Clé secrète non valide.")
        );
    }

    #[test]
    fn the_redirect_address_that_entra_refused_is_named() {
        let text =
            "AADSTS50011: The redirect URI 'http://localhost/x' specified in the request does not match";
        assert_eq!(finding(50011, text).params["redirect_uri"], "http://localhost/x");
    }

    #[test]
    fn an_unknown_code_is_shown_and_not_guessed() {
        let report = finding(99999, "AADSTS99999: new");
        assert_eq!(
            (report.code, report.params["code"].as_str()),
            (ErrorCode::EntraRefused, "99999")
        );
    }
}
