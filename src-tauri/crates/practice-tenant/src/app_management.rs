//! What the tenant's app management policy lets applications have
//! (MicrosoftDocs/entra-docs: configure-app-management-policies.md; microsoftgraph/microsoft-graph-docs-contrib:
//! resources/passwordcredentialconfiguration.md, resources/keycredentialconfiguration.md).

use jiff::{SignedDuration, Timestamp};

use crate::practice::Practice;
use crate::scenario::Scenario;

/// `passwordLifetime` and `asymmetricKeyLifetime` of the policy, in days.
pub(crate) const LONGEST_DAYS: i64 = 90;

impl Practice {
    /// `passwordAddition`: nobody adds a secret.
    pub(crate) fn forbids_secrets(&self) -> bool {
        self.switches.is_on(Scenario::SecretForbiddenByPolicy)
    }

    /// A secret or certificate may live from then till then.
    pub(crate) fn allows_lifetime(&self, start: Timestamp, end: Timestamp) -> bool {
        let longest = SignedDuration::from_hours(24 * LONGEST_DAYS);
        !self.limits_lifetimes() || end.duration_since(start) <= longest
    }

    /// The policy has a longest lifetime.
    pub(crate) fn limits_lifetimes(&self) -> bool {
        self.switches.is_on(Scenario::SecretLifetimeByPolicy)
    }
}
