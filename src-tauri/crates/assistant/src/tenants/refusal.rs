//! What a refusal says of a customer: how far its consent is, or that the fault is elsewhere.

use super::record::CustomerState;
use crate::checklist::{StepId, lacks_the_app};
use crate::cloud::Cloud;
use crate::connection::Connection;
use crate::error::{ErrorCode, ErrorReport, Remedy};
use crate::sign_in::consent_url;

/// How far a customer's consent is, by the reason why it did not answer; `None` where the reason says nothing of the
/// customer. The report is one as a partner meets it.
pub(super) fn state_behind(report: &ErrorReport) -> Option<CustomerState> {
    let said_by_entra = report.trace.as_ref().is_some_and(|trace| trace.aadsts.is_some());
    match report.code {
        ErrorCode::SingleTenant => None,
        _ if says_nothing(report) || is_on_this_side(report.code) => None,
        ErrorCode::CustomerConsentMissing if lacks_the_app(report) => Some(CustomerState::NoApp),
        ErrorCode::CustomerConsentMissing => Some(CustomerState::NoRoles),
        ErrorCode::CustomerConsentPartial | ErrorCode::PermissionMissing | ErrorCode::PermissionKindWrong => {
            Some(CustomerState::PartialRoles)
        }
        ErrorCode::CustomerDefenderNotActive => Some(CustomerState::NotProvisioned),
        ErrorCode::CustomerBlocked | ErrorCode::CustomerAppDisabled | ErrorCode::EntraRefused => {
            Some(CustomerState::Blocked)
        }
        // Whatever else its directory gives as the reason, it hands out no token.
        _ => said_by_entra.then_some(CustomerState::Blocked),
    }
}

/// No answer that says anything about the customer: a service in trouble, or a token that is not what was asked for.
pub(super) fn says_nothing(report: &ErrorReport) -> bool {
    is_about_the_token(report.code) || !report.finding
}

/// The report with the link that helps: what is wrong at a customer is mended in a tenant whose portal the partner does
/// not see, so there is the consent link or none.
pub(super) fn linked(report: ErrorReport, there: &Connection, cloud: &Cloud) -> ErrorReport {
    let partners_own = report.code == ErrorCode::SingleTenant || is_on_this_side(report.code);
    let report = there.link_elsewhere(report, cloud);
    if partners_own {
        return report;
    }
    let consent = matches!(report.step, Some(StepId::Consent | StepId::Permissions));
    let link = consent.then(|| consent_url(there, cloud, None)).flatten();
    let remedy = match report.remedy {
        Remedy::OpenPortal => Remedy::AskAdmin,
        other => other,
    };
    ErrorReport {
        link: link.map(String::from),
        page: None,
        remedy,
        ..report
    }
}

/// The token itself is not what was asked for, which says nothing of what the customer granted.
fn is_about_the_token(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::SignatureInvalid
            | ErrorCode::WrongTenant
            | ErrorCode::WrongClient
            | ErrorCode::WrongAudience
            | ErrorCode::TokenExpired
            | ErrorCode::ApiThrottled
    )
}

/// What the partner proves itself with, the way to the sign-in service, and what is kept on this computer.
pub(super) fn is_on_this_side(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::SecretWrong
            | ErrorCode::SecretIdPasted
            | ErrorCode::SecretExpired
            | ErrorCode::SecretMissing
            | ErrorCode::PublicClientWithSecret
            | ErrorCode::CertificateMissing
            | ErrorCode::CertificateNotRegistered
            | ErrorCode::CertificateRefused
            | ErrorCode::CertificateExpired
            | ErrorCode::ClientIdMalformed
            | ErrorCode::CloudUnknown
            | ErrorCode::ApiNotInCloud
            | ErrorCode::KeychainUnavailable
    ) || code.is_of_the_way()
}
