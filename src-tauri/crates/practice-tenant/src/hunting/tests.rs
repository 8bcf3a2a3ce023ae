//! The tables tell the story of the other APIs.

use std::collections::{BTreeMap, BTreeSet};

use handrail_kql::{Database as _, Value};

use super::*;
use crate::hunting::schema::SCHEMAS;
use crate::random::Dice;

fn story(incidents: u32) -> Arc<Story> {
    let tenant = TenantId(Dice::new(1, "tenant").guid());
    Arc::new(Story::new(1, tenant, "contoso.com", incidents, now()))
}

fn now() -> Timestamp {
    "2026-11-20T18:00:00Z".parse().unwrap()
}

fn all() -> Timespan {
    Timespan::parse("P90D", now()).unwrap()
}

/// A table with its columns by name.
struct Read(Arc<Table>);

impl Read {
    fn of(tables: &Tables, name: &str, span: Timespan) -> Self {
        Self(View::new(tables, Scope::Everything, span).table(name).unwrap())
    }

    fn values(&self, column: &str) -> impl Iterator<Item = &Value> {
        let at = self.0.columns.iter().position(|one| one.name == column).unwrap();
        self.0.rows.iter().map(move |row| &row[at])
    }

    fn texts(&self, column: &str) -> Vec<&str> {
        self.values(column)
            .map(|value| match value {
                Value::String(text) => text.as_ref(),
                other => panic!("{other:?} is no text"),
            })
            .collect()
    }

    /// How many rows say this.
    fn count(&self, column: &str, text: &str) -> usize {
        self.texts(column).into_iter().filter(|one| *one == text).count()
    }
}

#[test]
fn the_older_calls_end_on_the_first_of_february() {
    assert_eq!(OLDER_CALLS_END.to_string(), "2027-02-01T00:00:00Z");
}

#[test]
fn the_advice_follows_one_full_stop() {
    let of = |message| advised(message, "Fix it.").message().to_owned();
    assert_eq!(of("No such table"), "No such table. Fix it.");
    assert_eq!(of("No such table."), "No such table. Fix it.");
}

#[test]
fn every_alert_of_the_story_is_in_the_tables_and_no_other() {
    let story = story(180);
    let tables = Tables::new(Arc::clone(&story));
    let told: BTreeSet<String> = story.alerts().map(|alert| alert.id()).collect();
    for table in ["AlertInfo", "AlertEvidence"] {
        let read = Read::of(&tables, table, all());
        let found: BTreeSet<String> = read.texts("AlertId").into_iter().map(str::to_owned).collect();
        assert_eq!(found, told, "{table}");
    }
    let recent = Read::of(&tables, "AlertInfo", Timespan::usual(now()));
    let rows = recent.0.rows.len();
    assert!(rows > 0 && rows < told.len(), "{rows} of the last thirty days");
}

#[test]
fn every_device_and_person_of_the_tables_is_one_of_the_tenant() {
    let story = story(180);
    let tables = Tables::new(Arc::clone(&story));
    let devices: BTreeMap<String, String> = story.devices().map(|one| (one.id, one.dns_name)).collect();
    let people: BTreeSet<String> = (0..20)
        .filter_map(|number| story.person(number))
        .map(|person| person.user_principal_name)
        .collect();
    for schema in SCHEMAS.iter() {
        let read = Read::of(&tables, schema.name, all());
        if schema.place("DeviceId").is_some() {
            for (id, name) in read.texts("DeviceId").into_iter().zip(read.texts("DeviceName")) {
                let known = id.is_empty() || devices.get(id).is_some_and(|one| one == name);
                assert!(known, "{name} of {}", schema.name);
            }
        }
        for column in ["AccountUpn", "RecipientEmailAddress"] {
            if schema.place(column).is_some() {
                for upn in read.texts(column) {
                    assert!(upn.is_empty() || people.contains(upn), "{upn} of {}", schema.name);
                }
            }
        }
    }
}

#[test]
fn tables_are_the_same_each_time_and_hold_a_few_thousand_rows_at_most() {
    let (once, again) = (Tables::new(story(180)), Tables::new(story(180)));
    for schema in SCHEMAS.iter() {
        let table = Read::of(&once, schema.name, all()).0;
        assert_eq!(table, Read::of(&again, schema.name, all()).0, "{}", schema.name);
        assert!(!table.rows.is_empty(), "{} is empty", schema.name);
        assert!(table.rows.len() < 12_000, "{}: {}", schema.name, table.rows.len());
        let width = schema.columns.len();
        assert!(table.rows.iter().all(|row| row.len() == width));
    }
}

#[test]
fn what_hunters_look_for_is_there() {
    let tables = Tables::new(story(180));
    for (table, column, text) in [
        ("DeviceEvents", "ActionType", "OpenProcessApiCall"),
        ("DeviceEvents", "ActionType", "AntivirusDetection"),
        ("DeviceEvents", "ActionType", "LdapSearch"),
        ("DeviceEvents", "ActionType", "TamperingAttempt"),
        ("DeviceEvents", "ActionType", "ScheduledTaskCreated"),
        ("DeviceLogonEvents", "ActionType", "LogonFailed"),
        ("DeviceLogonEvents", "LogonType", "RemoteInteractive"),
        ("DeviceProcessEvents", "InitiatingProcessFileName", "winword.exe"),
        ("DeviceRegistryEvents", "RegistryValueName", "DisableAntiSpyware"),
        ("EmailEvents", "ThreatTypes", "Phish"),
        ("EmailEvents", "LatestDeliveryLocation", "Quarantine"),
        ("UrlClickEvents", "ActionType", "ClickAllowed"),
        ("IdentityLogonEvents", "FailureReason", "WrongPassword"),
        (
            "IdentityDirectoryEvents",
            "ActionType",
            "Directory Services replication",
        ),
        ("CloudAppEvents", "ActionType", "New-InboxRule"),
    ] {
        let found = Read::of(&tables, table, all()).count(column, text);
        assert!(found > 0, "{table} has no {text}");
    }
    let commands = Read::of(&tables, "DeviceProcessEvents", all());
    let encoded = commands.texts("ProcessCommandLine");
    let encoded = encoded.into_iter().filter(|line| line.contains(" -enc ")).count();
    assert!(encoded > 0 && encoded < 100, "{encoded}");
}

#[test]
fn nothing_is_newer_than_the_story() {
    let tables = Tables::new(story(60));
    for schema in SCHEMAS
        .iter()
        .filter(|schema| schema.place("Timestamp").is_some())
    {
        let read = Read::of(&tables, schema.name, all());
        for value in read.values("Timestamp") {
            assert!(
                matches!(value, Value::Datetime(at) if *at <= now()),
                "{}: {value:?}",
                schema.name
            );
        }
    }
}

#[test]
fn the_tables_of_devices_are_all_that_defender_for_endpoint_shows() {
    let tables = Tables::new(story(6));
    let view = View::new(&tables, Scope::Devices, all());
    assert!(view.table("DeviceInfo").is_some() && view.table("EmailEvents").is_none());
    assert!(view.names().iter().all(|name| name.starts_with("Device")));
    assert!(
        View::new(&tables, Scope::Everything, all())
            .table("deviceinfo")
            .is_none()
    );
}

#[test]
fn only_the_newest_of_a_large_tenant_leave_traces() {
    let story = story(20_000);
    let traced: BTreeSet<u32> = traces::alerts(&story).map(|alert| alert.key().incident).collect();
    let newest: BTreeSet<u32> = story
        .incidents()
        .take(traced.len())
        .map(|told| told.id())
        .collect();
    assert_eq!(traces::alerts(&story).count(), 20_000);
    assert!(story.alerts().count() > 20_000);
    assert_eq!(traced, newest);
}
