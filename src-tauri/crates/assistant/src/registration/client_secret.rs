//! The client secrets that Handrail makes: how long they are good for, and by what name they are found again.

use jiff::{SignedDuration, Timestamp};

use crate::clock::rfc3339;

/// How many days a secret is valid. Half a year is what Microsoft recommends at most; where a policy of the tenant
/// refuses that, its answer does not say what it allows, and the usual limits are tried one after the other.
pub(crate) const LIFETIMES: [i64; 4] = [180, 90, 30, 7];

/// When a secret that is made now ends, RFC 3339.
pub(crate) fn ends_after(days: i64, now: Timestamp) -> String {
    rfc3339(now + SignedDuration::from_hours(24 * days))
}

/// The name of a secret in the tenant; `id` is that of the run that makes it, in digits without hyphens.
pub(crate) fn secret_name(id: &str) -> String {
    format!("Handrail {}", id.get(..8).unwrap_or(id))
}
