//! Answers of the sign-in endpoints without a number: RFC 6749 leaves only the word, Entra sometimes a suberror.

use super::aadsts::meaning;
use super::catalogue::entry;
use super::clues::Clues;
use super::decision::Decision;
use super::phrases;
use super::places::signs_in;
use super::request;
use super::view::Attempted;
use crate::checklist::StepId;
use crate::error::{Confidence, ErrorCode};

/// The cause behind an OAuth error.
pub(super) fn decide(clues: &Clues) -> Option<Decision> {
    let word = clues.oauth.as_deref()?;
    // A sentence beside the word says more than the word.
    if let Some(decision) = phrases::sure(clues) {
        return Some(decision);
    }
    if foreign(clues) {
        return None;
    }
    by_suberror(clues).or_else(|| by_word(word, clues))
}

/// A client that threw the body away: what is left is the status of the sign-in endpoint.
pub(super) fn status_only(clues: &Clues) -> Option<Decision> {
    let asked = clues.hosts.iter().any(|host| signs_in(host));
    if !asked
        || clues
            .hosts
            .iter()
            .any(|host| host.contains("graph") || host.starts_with("api"))
    {
        return None;
    }
    match clues.status? {
        // RFC 6749 section 5.2: 401 is for invalid_client only.
        401 => by_word("invalid_client", clues),
        400 => request::decide(clues).or_else(|| by_word("invalid_request", clues)),
        429 | 500..=599 => by_word("temporarily_unavailable", clues),
        _ => None,
    }
}

fn by_suberror(clues: &Clues) -> Option<Decision> {
    let decision = match clues.suberror.as_deref()? {
        "basic_action" | "additional_action" => number(50076),
        "message_only" => number(53003),
        "consent_required" => number(65001),
        "user_password_expired" => number(50055),
        "bad_token" => number(50173),
        "token_expired" => number(70008),
        "protection_policy_required" => number(53002),
        "client_mismatch" => number(70000),
        "cancel" => number(65004),
        _ => None,
    };
    decision.map(Decision::likely)
}

fn by_word(word: &str, clues: &Clues) -> Option<Decision> {
    let likely = |code| number(code).map(Decision::likely);
    let unsure = |code| number(code).map(Decision::unsure);
    match word {
        "invalid_client" => {
            let decision = unsure(7_000_215)?
                .or_number(entry(7_000_222)?)
                .or_number(entry(7_000_218)?);
            Some(decision.or(StepId::Secret, ErrorCode::SecretIdPasted))
        }
        "unauthorized_client" => Some(unsure(700_016)?.or(StepId::Tenant, ErrorCode::ClientElsewhere)),
        "invalid_grant" => Some(unsure(70000)?.or_number(entry(50076)?).or_number(entry(65001)?)),
        "consent_required" => likely(65001),
        "access_denied" | "permission_denied" if clues.hints.flow == Some(Attempted::AdminConsent) => {
            likely(65004)
        }
        "permission_denied" => likely(65004),
        "access_denied" => Some(
            unsure(65004)?
                .or_number(entry(50105)?)
                .or(StepId::Consent, ErrorCode::AdminApprovalNeeded),
        ),
        "interaction_required" => Some(unsure(700_020)?.or_number(entry(50076)?).or_number(entry(65001)?)),
        "login_required" => likely(50058),
        "invalid_scope" => Some(likely(70011)?.or(StepId::Permissions, ErrorCode::PermissionNameUnknown)),
        "invalid_resource" => Some(likely(500_011)?.or(StepId::Tenant, ErrorCode::DefenderNotActive)),
        "invalid_tenant" => likely(90002),
        "unsupported_grant_type" => likely(70003),
        "unsupported_response_type" => likely(70005),
        "invalid_request" => Some(unsure(90100)?.or_number(entry(50011)?)),
        "temporarily_unavailable" => likely(90006),
        "server_error" => likely(50000),
        "authorization_pending" | "slow_down" => likely(70016),
        "expired_token" | "code_expired" => likely(70019),
        "bad_verification_code" => likely(70018),
        "authorization_declined" => likely(65004).map(|decision| decision.at(StepId::SignIn)),
        _ => None,
    }
}

fn number(code: u32) -> Option<Decision> {
    entry(code).map(|row| Decision::number(row, meaning(code)))
}

/// Many servers speak OAuth: without a sign of Microsoft's, the words of another one are not explained.
fn foreign(clues: &Clues) -> bool {
    let ours = |host: &str| {
        [
            "microsoft",
            "windows",
            "azure",
            "live.com",
            "localhost",
            "127.0.0.1",
            "office",
        ]
        .iter()
        .any(|sign| host.contains(sign))
    };
    let foreign = clues.says(&[
        "auth0",
        "okta",
        "googleapis",
        "accounts.google",
        "keycloak",
        "cognito",
        "salesforce",
        "github.com/login",
    ]);
    foreign && !clues.hosts.iter().any(|host| ours(host))
}

/// The report of an answer without a number, for the steps of a checklist.
pub(super) fn for_checklist(word: &str) -> (ErrorCode, Confidence) {
    let code = match word {
        "access_denied" => ErrorCode::ConsentDeclined,
        "consent_required" => ErrorCode::ConsentMissing,
        "interaction_required" | "login_required" => ErrorCode::SignInExpired,
        "temporarily_unavailable" | "server_error" => ErrorCode::ServerTrouble,
        _ => ErrorCode::EntraRefused,
    };
    (code, Confidence::Likely)
}
