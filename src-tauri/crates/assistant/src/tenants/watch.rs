//! What a watch does to the roster: customers are claimed before they are looked at, and what was seen is noted.

use jiff::{SignedDuration, Timestamp};

use super::board::ChangedCustomer;
use super::look::Sight;
use super::pace::{due, later};
use super::record::CustomerRecord;
use super::roster::Roster;
use crate::ids::TenantId;

/// Customers that a watch takes on at once. The window and a script may watch the same: each leaves those alone that
/// the other took, until this time has passed.
const CLAIMED: usize = 64;
const CLAIM: SignedDuration = SignedDuration::from_mins(2);

/// What a look saw, and when.
pub(crate) type Looked = (TenantId, Sight, Timestamp);

/// Takes customers that are due, the longest waiting first, and puts their next look off a little, so that nobody else
/// takes them.
pub(crate) fn claimed(roster: &mut Roster, now: Timestamp) -> Vec<CustomerRecord> {
    let mut waiting: Vec<(Timestamp, &mut CustomerRecord)> = roster
        .customers
        .iter_mut()
        .filter(|record| !record.skipped)
        .map(|record| (due(record), record))
        .filter(|(due, _)| *due <= now)
        .collect();
    waiting.sort_by_key(|(due, _)| *due);
    let taken = waiting.into_iter().take(CLAIMED).map(|(_, record)| {
        let before = record.clone();
        record.next_look = Some(later(now, CLAIM));
        before
    });
    taken.collect()
}

/// Takes what was seen into the roster; those that turned out different come back. A customer that was removed
/// meanwhile stays removed.
pub(crate) fn noted(
    roster: &mut Roster,
    seen: Vec<Looked>,
    interval: Option<SignedDuration>,
) -> Vec<ChangedCustomer> {
    let changed = seen.into_iter().filter_map(|(tenant, sight, at)| {
        let record = roster.customer_mut(tenant)?;
        let changed = record.saw(sight, at);
        if let Some(interval) = interval {
            record.look_within(interval, at);
        }
        changed.then(|| ChangedCustomer::of(record))
    });
    changed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::Customer;
    use crate::error::{ErrorCode, ErrorReport};
    use crate::tenants::record::{CustomerState, Seen};

    const BEGIN: Timestamp = Timestamp::UNIX_EPOCH;

    fn tenant(number: u128) -> TenantId {
        uuid::Uuid::from_u128(number).into()
    }

    fn roster(customers: u128) -> Roster {
        let record = |number| {
            let customer = Customer {
                tenant_id: tenant(number),
                domain: format!("customer{number}.example"),
            };
            CustomerRecord::new(customer, "worldwide".into(), BEGIN)
        };
        let mut roster = Roster::default();
        roster.customers.extend((0..customers).map(record));
        roster
    }

    fn green() -> Sight {
        let seen = Seen {
            at: BEGIN,
            state: CustomerState::Consented,
            present: Vec::new(),
            missing: Vec::new(),
            finding: None,
        };
        Sight::Customer(Box::new(seen), None)
    }

    fn nothing(code: ErrorCode) -> Sight {
        Sight::Nothing(Box::new(ErrorReport::new(code)))
    }

    /// What a customer is after these sights, and whether the last one was news.
    fn after(sights: impl IntoIterator<Item = Sight>) -> (CustomerState, bool) {
        let mut roster = roster(1);
        let mut news = false;
        for sight in sights {
            news = !noted(&mut roster, vec![(tenant(0), sight, BEGIN)], None).is_empty();
        }
        (roster.customers[0].state(), news)
    }

    #[test]
    fn two_watches_never_take_the_same_customer() {
        let mut roster = roster(100);
        let (one, other) = (claimed(&mut roster, BEGIN), claimed(&mut roster, BEGIN));
        assert_eq!((one.len(), other.len()), (64, 36));
        assert!(claimed(&mut roster, BEGIN).is_empty());
        // Nobody came back with an answer: whoever took them is gone.
        assert_eq!(claimed(&mut roster, later(BEGIN, CLAIM)).len(), 64);
    }

    #[test]
    fn a_skipped_customer_is_left_alone() {
        let mut roster = roster(2);
        roster.customers[0].skipped = true;
        let taken = claimed(&mut roster, BEGIN);
        assert_eq!((taken.len(), taken[0].customer.tenant_id), (1, tenant(1)));
    }

    #[test]
    fn a_service_in_trouble_takes_no_proof_away() {
        let trouble = || nothing(ErrorCode::ServerTrouble);
        assert_eq!(after([green(), trouble()]), (CustomerState::Consented, false));
        assert_eq!(after([trouble()]), (CustomerState::Unreachable, true));
        assert_eq!(after([trouble(), green()]), (CustomerState::Consented, true));
    }

    #[test]
    fn a_token_of_another_tenant_is_no_proof_and_ends_one() {
        let foreign = || nothing(ErrorCode::WrongTenant);
        assert_eq!(after([foreign()]), (CustomerState::Unreachable, true));
        assert_eq!(after([green(), foreign()]), (CustomerState::Unreachable, true));
    }

    #[test]
    fn the_partners_own_fault_says_nothing_about_a_customer() {
        let here = || Sight::Here(Box::new(ErrorReport::new(ErrorCode::SecretExpired)));
        assert_eq!(after([here()]), (CustomerState::Unknown, false));
        assert_eq!(after([green(), here()]), (CustomerState::Consented, false));
    }

    #[test]
    fn a_customer_that_was_removed_while_it_was_looked_at_stays_removed() {
        let mut roster = roster(1);
        assert!(noted(&mut roster, vec![(tenant(7), green(), BEGIN)], None).is_empty());
        assert_eq!(roster.customers.len(), 1);
    }
}
