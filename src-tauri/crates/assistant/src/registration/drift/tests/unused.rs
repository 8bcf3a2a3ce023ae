//! Permissions that the calls really made did not need.

use jiff::ToSpan;
use serde_json::json;

use super::{Compared, in_order, now};
use crate::cloud::Api;
use crate::connection::{Context, Purpose, day};
use crate::registration::drift::unused::unused;

const READ: &str = "SecurityIncident.Read.All";
const WRITE: &str = "SecurityIncident.ReadWrite.All";
const HUNTING: &str = "ThreatHunting.Read.All";

fn application() -> Compared {
    in_order(Api::Graph, Context::Application)
}

/// A call of that purpose succeeded so many days ago.
fn called(mut compared: Compared, purpose: Purpose, days: i64) -> Compared {
    let at = day(now()).checked_sub(days.days()).unwrap();
    compared.wanted.connection.uses.note(Api::Graph, purpose, at);
    compared
}

/// What could go, and what would be enough instead.
fn hints(compared: &Compared) -> Vec<(String, Option<String>)> {
    let all = unused(&compared.wanted, &compared.seen).into_iter();
    all.map(|one| (one.permission, one.smaller)).collect()
}

fn goes(name: &str) -> Vec<(String, Option<String>)> {
    vec![(name.to_owned(), None)]
}

#[test]
fn before_any_call_there_is_nothing_to_say() {
    assert_eq!(hints(&application().granting(Api::Graph, HUNTING)), []);
}

#[test]
fn what_no_call_needed_could_go_and_what_one_needed_stays() {
    let granted = application().granting(Api::Graph, HUNTING);
    let compared = called(granted, Purpose::Incidents, 1);
    assert_eq!(hints(&compared), goes(HUNTING));
    let compared = called(compared, Purpose::Hunting, 0);
    assert_eq!(hints(&compared), []);
}

#[test]
fn a_use_is_forgotten_after_ninety_days_and_no_sooner() {
    let hunted = |days| {
        let granted = application().granting(Api::Graph, HUNTING);
        hints(&called(
            called(granted, Purpose::Hunting, days),
            Purpose::Incidents,
            0,
        ))
    };
    assert_eq!(hunted(90), []);
    assert_eq!(hunted(91), goes(HUNTING));
}

#[test]
fn where_only_reading_was_seen_the_smaller_permission_is_named() {
    let larger = application().without_grants().granting(Api::Graph, WRITE);
    let read = called(larger, Purpose::Incidents, 1);
    assert_eq!(hints(&read), [(WRITE.to_owned(), Some(READ.to_owned()))]);
    let both = called(application().granting(Api::Graph, WRITE), Purpose::Incidents, 1);
    assert_eq!(hints(&both), goes(WRITE), "the smaller one is there");
    let changed = called(read, Purpose::Changing, 1);
    assert_eq!(hints(&changed), []);
}

/// Of what the goal asks for, only a whole quarter says that it is not needed, and the registration has to be as old.
#[test]
fn the_goals_own_permission_could_go_after_a_quarter_of_its_life() {
    let hunted = |days| called(called(application(), Purpose::Hunting, days), Purpose::Hunting, 0);
    assert_eq!(hints(&hunted(89)), []);
    assert_eq!(hints(&hunted(91)), goes(READ));
    let young = hunted(91).written(&json!({"createdDateTime": "2026-11-01T00:00:00Z"}));
    assert_eq!(hints(&young), []);
    let old = hunted(91).written(&json!({"createdDateTime": "2020-01-01T00:00:00Z"}));
    let [hint] = unused(&old.wanted, &old.seen).try_into().unwrap();
    assert_eq!(hint.since, "2026-08-23");
}
