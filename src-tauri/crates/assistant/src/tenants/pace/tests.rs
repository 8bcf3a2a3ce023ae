use super::*;
use crate::connection::Customer;
use crate::tenants::record::{Invited, Seen};

const BEGIN: Timestamp = Timestamp::UNIX_EPOCH;

fn customer(number: u32, state: CustomerState) -> CustomerRecord {
    let customer = Customer {
        tenant_id: format!("8d1f6f1e-7a7b-4a63-9c7e-{number:012x}").parse().unwrap(),
        domain: format!("customer{number}.example"),
    };
    let mut record = CustomerRecord::new(customer, "worldwide".into(), BEGIN);
    record.seen = Some(Seen {
        at: BEGIN,
        state,
        present: Vec::new(),
        missing: Vec::new(),
        finding: None,
    });
    record
}

/// Every look within so many hours, each of which sees the same as the one before.
fn looks(mut record: CustomerRecord, hours: i64) -> Vec<SignedDuration> {
    let (mut now, mut looks) = (BEGIN, Vec::new());
    loop {
        record.looks += 1;
        now = next_look(&record, now);
        if now >= later(BEGIN, SignedDuration::from_hours(hours)) {
            return looks;
        }
        looks.push(now.duration_since(BEGIN));
    }
}

fn invited(mut record: CustomerRecord) -> CustomerRecord {
    record.invited = Some(Invited {
        state: "s".into(),
        at: BEGIN,
        answered: None,
    });
    record
}

#[test]
fn consent_is_seen_within_seconds_of_the_link_and_later_within_the_half_hour() {
    let looks = looks(invited(customer(1, CustomerState::NoApp)), 12);
    let early = looks.iter().filter(|at| at.as_mins() < 5).count();
    assert!((14..=20).contains(&early), "{looks:?}");
    for pair in looks.windows(2) {
        let beside = pair[0].as_mins() < 5;
        assert!(
            !beside || pair[1] - pair[0] <= SignedDuration::from_secs(22),
            "{pair:?}"
        );
        assert!(pair[1] - pair[0] <= SignedDuration::from_mins(33), "{pair:?}");
        assert!(pair[1] - pair[0] >= SignedDuration::from_secs(4), "{pair:?}");
    }
}

#[test]
fn a_thousand_customers_cost_less_than_two_requests_a_minute() {
    let states = [
        CustomerState::NoApp,
        CustomerState::NoRoles,
        CustomerState::PartialRoles,
        CustomerState::Blocked,
        CustomerState::NotProvisioned,
    ];
    let requests: usize = (0..1000_u32)
        .map(
            |number| match (number % 10, number as usize / 10 % states.len()) {
                (0, broken) => looks(customer(number, states[broken]), 240).len(),
                _ => looks(customer(number, CustomerState::Consented), 240).len(),
            },
        )
        .sum();
    let an_hour = requests / 240;
    // One token request each; an answered customer is not asked again for rows.
    assert!((35..60).contains(&an_hour), "{an_hour} requests an hour");
}

#[test]
fn customers_that_were_added_together_drift_apart() {
    let mut times: Vec<Timestamp> = (0..1000)
        .map(|number| next_look(&customer(number, CustomerState::Consented), BEGIN))
        .collect();
    times.sort();
    let spread = times[999].duration_since(times[0]);
    assert!(spread > SignedDuration::from_hours(4), "{spread:?}");
    let seventh = || next_look(&customer(7, CustomerState::Consented), BEGIN);
    assert_eq!(seventh(), seventh());
}

#[test]
fn a_service_that_asks_for_a_longer_pause_gets_it() {
    let asked = SignedDuration::from_hours(2);
    let next = retry(&customer(1, CustomerState::Consented), BEGIN, asked);
    assert_eq!(next.duration_since(BEGIN), asked);
}

#[test]
fn a_link_brings_the_next_look_forward_and_consent_needs_none() {
    let mut waiting = customer(1, CustomerState::NoApp);
    waiting.next_look = Some(later(BEGIN, DAY));
    let after = later(BEGIN, SignedDuration::from_mins(1));
    waiting.invited = Some(Invited {
        state: "s".into(),
        at: after,
        answered: None,
    });
    assert_eq!(due(&waiting), later(after, FIRST_PAUSE));
    let mut green = customer(1, CustomerState::Consented);
    (green.invited, green.next_look) = (waiting.invited.clone(), waiting.next_look);
    assert_eq!(due(&green), later(BEGIN, DAY));
}

#[test]
fn an_interval_is_the_longest_pause_and_lengthens_none() {
    let minutes = SignedDuration::from_mins;
    let mut green = customer(1, CustomerState::Consented);
    green.next_look = Some(later(BEGIN, DAY));
    green.look_within(minutes(5), BEGIN);
    assert_eq!(due(&green), later(BEGIN, minutes(5)));
    green.look_within(minutes(10), BEGIN);
    assert_eq!(due(&green), later(BEGIN, minutes(5)));
}

#[test]
fn no_more_looks_begin_within_a_minute_than_are_allowed() {
    let mut allowance = Allowance::default();
    let taken = (0..10_000).filter(|_| allowance.take(BEGIN).is_ok()).count();
    assert_eq!(taken, LOOKS_A_MINUTE);
    let wait = allowance
        .take(later(BEGIN, SignedDuration::from_secs(20)))
        .unwrap_err();
    assert_eq!(wait, SignedDuration::from_secs(40));
    assert!(allowance.take(later(BEGIN, SignedDuration::from_mins(1))).is_ok());
}
