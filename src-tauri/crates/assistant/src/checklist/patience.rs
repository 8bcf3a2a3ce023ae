//! After a change in the portal it takes Entra a while to know of it everywhere. Instead of "wait a few minutes",
//! Handrail looks again with growing pauses and says how long it took.

use std::time::Duration;

use serde::Serialize;
use specta::Type;

use super::view::Checklist;
use crate::error::{ErrorCode, ErrorReport};

/// After that a change that is not known yet was probably not made. Entra publishes no figure; a new secret, the
/// slowest of all, is refused for a minute or two in public issue threads.
pub(crate) const PATIENCE: Duration = Duration::from_secs(5 * 60);

const PAUSES: [u64; 6] = [1, 2, 4, 8, 15, 30];

/// How far the waiting for a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CheckProgress {
    /// How many looks there were, this one included.
    pub looks: u32,
    /// How long it has been waited for so far, in milliseconds.
    pub waited_ms: u32,
    /// When the next look is, in milliseconds from now; `None` while Handrail looks.
    pub next_in_ms: Option<u32>,
}

impl CheckProgress {
    pub(crate) fn new(looks: u32, waited: Duration, next: Option<Duration>) -> Self {
        let milliseconds = |time: Duration| u32::try_from(time.as_millis()).unwrap_or(u32::MAX);
        Self {
            looks,
            waited_ms: milliseconds(waited),
            next_in_ms: next.map(milliseconds),
        }
    }
}

/// The pause after so many looks.
pub(crate) fn pause(looks: u32) -> Duration {
    let index = usize::try_from(looks.saturating_sub(1)).unwrap_or(usize::MAX);
    Duration::from_secs(PAUSES[index.min(PAUSES.len() - 1)])
}

/// Can what stands in the way pass by itself? Where nothing was found, somebody has to act first.
pub(crate) fn worth_waiting(checklist: &Checklist) -> bool {
    let in_the_way = checklist.steps.iter().find_map(|step| step.problem.as_ref());
    in_the_way.is_some_and(may_pass)
}

/// What a change in the portal would have mended, once it is known everywhere; and what was only a bad moment.
fn may_pass(report: &ErrorReport) -> bool {
    if !report.finding {
        return report.retryable;
    }
    matches!(
        report.code,
        ErrorCode::ClientNotFound
            | ErrorCode::SingleTenant
            | ErrorCode::SecretWrong
            | ErrorCode::CertificateNotRegistered
            | ErrorCode::ConsentMissing
            | ErrorCode::CustomerConsentMissing
            | ErrorCode::CustomerDefenderNotActive
            | ErrorCode::PermissionMissing
            | ErrorCode::PermissionKindWrong
            | ErrorCode::ResourceMissing
            | ErrorCode::ServicePrincipalMissing
            | ErrorCode::UserLacksDefenderRole
            | ErrorCode::ApiForbidden
            | ErrorCode::ApiThrottled
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_grow_and_stay_at_half_a_minute() {
        let seconds: Vec<u64> = (1..=8).map(|looks| pause(looks).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 15, 30, 30, 30]);
    }

    #[test]
    fn what_only_a_person_can_change_is_not_waited_for() {
        assert!(may_pass(&ErrorReport::new(ErrorCode::ConsentMissing)));
        assert!(may_pass(&ErrorReport::new(ErrorCode::CertificateNotRegistered)));
        assert!(may_pass(&ErrorReport::new(ErrorCode::NetworkUnreachable)));
        assert!(!may_pass(&ErrorReport::new(ErrorCode::SecretExpired)));
        assert!(!may_pass(&ErrorReport::new(ErrorCode::SecretIdPasted)));
    }
}
