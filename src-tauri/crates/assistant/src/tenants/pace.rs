//! When a customer is looked at again. Pure: ages and words in, times out.
//!
//! Close together while somebody may be at the consent page, rarely where nothing moves, and never more at once than
//! one machine should ask of a sign-in service that it shares with others.

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};

use super::record::{CustomerRecord, CustomerState, Invited};
use crate::ids::TenantId;

/// How many customers are looked at side by side.
pub(crate) const AT_ONCE: usize = 8;
/// Looks that this process begins within a minute, whatever the number of customers and connections. Entra publishes
/// no figure for its token endpoint; ten a second leave room for the partner's other programs.
const LOOKS_A_MINUTE: usize = 600;

/// After a link was made somebody may consent at any moment.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(5);
/// Who has just made a link may sit beside the one who consents, and watches the board.
const BESIDE: SignedDuration = SignedDuration::from_mins(5);
const LONGEST_BESIDE: SignedDuration = SignedDuration::from_secs(20);
/// A link that is hours old is still looked at twice an hour for half a day.
const WAITING: SignedDuration = SignedDuration::from_mins(30);
const HALF_A_DAY: SignedDuration = SignedDuration::from_hours(12);
/// Nobody answers a link that is a week old within the hour.
const FORGOTTEN: SignedDuration = SignedDuration::from_hours(6);
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// The moment from which a customer may be looked at.
pub(crate) fn due(record: &CustomerRecord) -> Timestamp {
    let Some(seen) = record.seen.as_ref().map(|seen| seen.at) else {
        return record.next_look.unwrap_or(record.added_at);
    };
    let stored = record.next_look.unwrap_or(seen);
    let invited = record.invited.as_ref().map(Invited::moved);
    let after_link = invited
        .filter(|at| *at > seen && record.state() != CustomerState::Consented)
        .map(|at| later(at, FIRST_PAUSE));
    after_link.map_or(stored, |after_link| after_link.min(stored))
}

/// When the next look is, after one that was just taken.
pub(crate) fn next_look(record: &CustomerRecord, now: Timestamp) -> Timestamp {
    later(now, varied(record.customer.tenant_id, pause(record, now)))
}

/// When the next look is, after one that got no answer; `asked` is the pause that the service asked for.
pub(crate) fn retry(record: &CustomerRecord, now: Timestamp, asked: SignedDuration) -> Timestamp {
    let pause = growing(
        SignedDuration::from_mins(1),
        record.looks,
        SignedDuration::from_hours(1),
    );
    later(now, varied(record.customer.tenant_id, pause).max(asked))
}

fn pause(record: &CustomerRecord, now: Timestamp) -> SignedDuration {
    let state = record.state();
    let invited = record
        .invited
        .as_ref()
        .map(|invited| now.duration_since(invited.moved()));
    match (state, invited) {
        (CustomerState::Consented, _) => DAY,
        (_, Some(age)) if age < BESIDE => age.clamp(FIRST_PAUSE, LONGEST_BESIDE),
        // Twice as old at each look: 5, 10, 20 minutes and so on.
        (_, Some(age)) if age < HALF_A_DAY => age.clamp(FIRST_PAUSE, WAITING),
        (CustomerState::NotProvisioned, _) => growing(FORGOTTEN, record.looks, DAY),
        (_, Some(age)) => (age / 24).clamp(WAITING, FORGOTTEN),
        // Nobody was asked, so that only chance or another tool changes it.
        (_, None) => growing(WAITING, record.looks, HALF_A_DAY),
    }
}

/// Twice as long after each look that saw the same.
fn growing(first: SignedDuration, looks: u32, most: SignedDuration) -> SignedDuration {
    (first * (1 << looks.saturating_sub(1).min(10))).min(most)
}

/// A tenth more or less, always the same for a tenant: a thousand customers that were added together do not come due
/// together for ever.
fn varied(tenant: TenantId, pause: SignedDuration) -> SignedDuration {
    let hash = tenant.to_string().bytes().fold(5381_u32, |hash, byte| {
        hash.wrapping_mul(33).wrapping_add(u32::from(byte))
    });
    let thousandth = i64::from(hash % 201) - 100;
    let millis = i64::try_from(pause.as_millis()).unwrap_or(i64::MAX / 2000);
    pause + SignedDuration::from_millis(millis / 1000 * thousandth)
}

pub(crate) fn later(at: Timestamp, pause: SignedDuration) -> Timestamp {
    at.checked_add(pause).unwrap_or(Timestamp::MAX)
}

/// The looks of the last minute.
#[derive(Debug, Default)]
pub(crate) struct Allowance(VecDeque<Timestamp>);

impl Allowance {
    /// Takes one look where there is one left; otherwise says how long to wait for it.
    pub(crate) fn take(&mut self, now: Timestamp) -> Result<(), SignedDuration> {
        let minute = SignedDuration::from_mins(1);
        while self.0.front().is_some_and(|at| later(*at, minute) <= now) {
            self.0.pop_front();
        }
        match self.0.front() {
            Some(first) if self.0.len() >= LOOKS_A_MINUTE => Err(later(*first, minute).duration_since(now)),
            _ => {
                self.0.push_back(now);
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests;
