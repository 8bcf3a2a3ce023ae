//! The rows of every list under columns: what each API calls by another name stands in the same column.

use serde_json::Value;

use super::call::{ListCall, row_id};
use super::rows::{alert, camel, once_each, text, texts};
use super::view::{AlertRow, Severity};
use crate::cloud::Api;
use crate::results::{Cell, Column, ColumnKind, ResultKind, Table};

/// A column that shows one field of a row.
type Plain = (&'static str, ColumnKind, &'static str);

use ColumnKind::{Boolean, List, Number, Severity as Weight, Text, Time, Word};

/// MicrosoftDocs/defender-docs: defender-endpoint/api/machine.md.
const MACHINES: &[Plain] = &[
    ("risk", Weight, "riskScore"),
    ("device", Text, "computerDnsName"),
    ("exposure", Word, "exposureLevel"),
    ("health", Word, "healthStatus"),
    ("os", Text, "osPlatform"),
    ("os_version", Text, "version"),
    ("group", Text, "rbacGroupName"),
    ("value", Word, "deviceValue"),
    ("tags", List, "machineTags"),
    ("ip", Text, "lastIpAddress"),
    ("onboarding", Word, "onboardingStatus"),
    ("first_seen", Time, "firstSeen"),
    ("last_seen", Time, "lastSeen"),
    ("id", Text, "id"),
];

/// MicrosoftDocs/defender-docs: defender-endpoint/api/vulnerability.md.
const VULNERABILITIES: &[Plain] = &[
    ("id", Text, "id"),
    ("level", Word, "severity"),
    ("cvss", Number, "cvssV3"),
    ("exposed_machines", Number, "exposedMachines"),
    ("public_exploit", Boolean, "publicExploit"),
    ("exploit_verified", Boolean, "exploitVerified"),
    ("exploit_in_kit", Boolean, "exploitInKit"),
    ("exploit_types", List, "exploitTypes"),
    ("description", Text, "description"),
    ("published", Time, "publishedOn"),
    ("updated", Time, "updatedOn"),
];

/// MicrosoftDocs/defender-docs: defender-endpoint/api/recommendation.md.
const RECOMMENDATIONS: &[Plain] = &[
    ("title", Text, "recommendationName"),
    ("exposure_impact", Number, "exposureImpact"),
    ("score_impact", Number, "configScoreImpact"),
    ("exposed_machines", Number, "exposedMachinesCount"),
    ("machines", Number, "totalMachineCount"),
    ("weaknesses", Number, "weaknesses"),
    ("severity_score", Number, "severityScore"),
    ("public_exploit", Boolean, "publicExploit"),
    ("active_alert", Boolean, "activeAlert"),
    ("remediation", Word, "remediationType"),
    ("category", Text, "recommendationCategory"),
    ("component", Text, "relatedComponent"),
    ("product", Text, "productName"),
    ("vendor", Text, "vendor"),
    ("status", Word, "status"),
    ("id", Text, "id"),
];

/// Of incidents, and of alerts, which are of one incident instead of having some alerts.
const HAPPENED: &[(&str, ColumnKind)] = &[
    ("severity", Weight),
    ("title", Text),
    ("status", Word),
    ("assigned_to", Text),
    ("classification", Word),
    ("category", List),
    ("devices", List),
    ("users", List),
    ("techniques", List),
    ("alerts", Number),
    ("incident", Text),
    ("source", Word),
    ("tags", List),
    ("created", Time),
    ("updated", Time),
    ("id", Text),
];

/// Columns that only incidents have, and those that only alerts have.
const OF_INCIDENTS: [&str; 2] = ["alerts", "tags"];
const OF_ALERTS: [&str; 2] = ["incident", "source"];

/// The columns of a list.
pub(crate) fn columns(kind: ResultKind) -> Vec<Column> {
    if let Some(plain) = plain(kind) {
        let column = |(name, kind, _): &Plain| Column::new(*name, *kind);
        return plain.iter().map(column).collect();
    }
    let columns = happened(kind).map(|(name, kind)| Column::new(*name, *kind));
    columns.collect()
}

fn happened(kind: ResultKind) -> impl Iterator<Item = &'static (&'static str, ColumnKind)> {
    let left_out = if kind == ResultKind::Alerts {
        OF_INCIDENTS
    } else {
        OF_ALERTS
    };
    HAPPENED.iter().filter(move |(name, _)| !left_out.contains(name))
}

/// The column of time that the result is in the order of, the newest first.
pub(crate) fn newest_by(kind: ResultKind) -> Option<&'static str> {
    match kind {
        ResultKind::Incidents | ResultKind::Alerts | ResultKind::Vulnerabilities => Some("updated"),
        ResultKind::Machines => Some("last_seen"),
        ResultKind::Recommendations | ResultKind::Hunting | ResultKind::Score | ResultKind::Customers => None,
    }
}

fn plain(kind: ResultKind) -> Option<&'static [Plain]> {
    match kind {
        ResultKind::Machines => Some(MACHINES),
        ResultKind::Vulnerabilities => Some(VULNERABILITIES),
        ResultKind::Recommendations => Some(RECOMMENDATIONS),
        ResultKind::Incidents
        | ResultKind::Alerts
        | ResultKind::Hunting
        | ResultKind::Score
        | ResultKind::Customers => None,
    }
}

/// The cells of a row, under [`columns`].
pub(super) fn cells(table: &mut Table, call: &ListCall, row: &Value) -> Vec<Cell> {
    if let Some(plain) = plain(call.kind) {
        let value = |field: &str| row.get(field).unwrap_or(&Value::Null);
        let shown = plain
            .iter()
            .map(|(_, kind, field)| shown(table, *kind, value(field)));
        return shown.collect();
    }
    let alerts = alerts(call.kind, row);
    happened(call.kind)
        .map(|(column, _)| told(table, call, row, &alerts, column))
        .collect()
}

/// Words come in the same spelling from every API, and a risk of "none" is no risk.
fn shown(table: &mut Table, kind: ColumnKind, value: &Value) -> Cell {
    match (kind, value) {
        (Weight, Value::String(word)) => match Severity::of(word) {
            Severity::Unknown => Cell::Empty,
            known => table.text(known.name()),
        },
        (Word, Value::String(word)) => table.text(&camel(word)),
        _ => table.value(kind, value),
    }
}

/// The alerts of an incident, as far as the list has them; an alert is its own.
fn alerts(kind: ResultKind, row: &Value) -> Vec<AlertRow> {
    if kind == ResultKind::Alerts {
        return vec![alert(row)];
    }
    let listed = row.get("alerts").and_then(Value::as_array);
    listed
        .map(|list| list.iter().map(alert).collect())
        .unwrap_or_default()
}

/// The names of the fields that differ, by API and kind: title, creation, tags.
fn names(call: &ListCall) -> (&'static str, &'static str, &'static str) {
    match (call.kind, call.api) {
        (ResultKind::Alerts, Api::Graph) => ("title", "createdDateTime", "systemTags"),
        (ResultKind::Alerts, Api::Xdr) => ("title", "creationTime", "tags"),
        (_, Api::Mde) => ("title", "alertCreationTime", "tags"),
        (_, Api::Graph) => ("displayName", "createdDateTime", "customTags"),
        (_, Api::Xdr) => ("incidentName", "createdTime", "tags"),
    }
}

fn told(table: &mut Table, call: &ListCall, row: &Value, alerts: &[AlertRow], column: &str) -> Cell {
    let said = |name: &str| text(row, name).unwrap_or_default();
    let each = |of: fn(&AlertRow) -> &[String]| once_each(alerts.iter().flat_map(of).cloned());
    let list = |table: &mut Table, texts: Vec<String>| table.list(texts.iter().map(String::as_str));
    let (title, created, tags) = names(call);
    match column {
        "severity" => table.text(Severity::of(&said("severity")).name()),
        "title" => table.text(&said(title)),
        "status" => table.text(&camel(&said("status"))),
        "assigned_to" => table.text(&said("assignedTo")),
        "classification" => table.text(&camel(&said("classification"))),
        "category" => list(
            table,
            once_each(alerts.iter().filter_map(|one| one.category.clone())),
        ),
        "devices" => list(table, each(|one| &one.devices)),
        "users" => list(table, each(|one| &one.users)),
        "techniques" => list(table, each(|one| &one.techniques)),
        "alerts" => counted(row.get("alerts")),
        "incident" => table.text(&row_id(row, "incidentId")),
        "source" => table.text(&camel(
            &text(row, "serviceSource").unwrap_or_else(|| said("detectionSource")),
        )),
        "tags" => list(table, texts(row.get(tags))),
        "created" => table.time(&said(created)),
        "updated" => table.time(&said(call.updated.unwrap_or_default())),
        "id" => table.text(&row_id(row, call.id)),
        _ => Cell::Empty,
    }
}

fn counted(list: Option<&Value>) -> Cell {
    let count = list.and_then(Value::as_array).map(Vec::len);
    count
        .and_then(|count| u32::try_from(count).ok())
        .map_or(Cell::Empty, |count| Cell::Number(f64::from(count)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::call::list_call;
    use super::*;

    /// What a row looks like, column by column.
    fn shown_as(kind: ResultKind, api: Api, row: &Value) -> Vec<(String, String)> {
        let mut table = Table::new(columns(kind));
        let cells = cells(&mut table, list_call(kind, api).unwrap(), row);
        assert_eq!(cells.len(), table.columns().len());
        let names = table.columns().iter().map(|column| column.name.clone());
        names
            .zip(cells.iter().map(|cell| cell.text().into_owned()))
            .collect()
    }

    #[test]
    fn the_same_incident_is_the_same_row_from_both_apis() {
        let graph = json!({"id": "924", "displayName": "T", "severity": "high", "status": "inProgress",
            "classification": "truePositive", "customTags": ["a"], "assignedTo": null,
            "createdDateTime": "2026-01-01T00:00:00Z", "lastUpdateDateTime": "2026-01-02T00:00:00Z", "alerts": []});
        let xdr = json!({"incidentId": 924, "incidentName": "T", "severity": "High", "status": "InProgress",
            "classification": "TruePositive", "tags": ["a"], "assignedTo": null,
            "createdTime": "2026-01-01T00:00:00Z", "lastUpdateTime": "2026-01-02T00:00:00Z", "alerts": []});
        assert_eq!(
            shown_as(ResultKind::Incidents, Api::Graph, &graph),
            shown_as(ResultKind::Incidents, Api::Xdr, &xdr)
        );
    }

    #[test]
    fn a_row_of_unexpected_types_is_shown_with_what_it_has() {
        let row = json!({"id": 7, "displayName": ["x"], "severity": 3, "alerts": "many"});
        let shown = shown_as(ResultKind::Incidents, Api::Graph, &row);
        let said: Vec<(&str, &str)> = shown
            .iter()
            .filter(|(_, text)| !text.is_empty())
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        assert_eq!(said, [("severity", "unknown"), ("id", "7")]);
    }

    #[test]
    fn a_device_without_a_known_risk_has_none_and_words_have_one_spelling() {
        let row = json!({"riskScore": "None", "healthStatus": "NoSensorData", "rbacGroupId": 3, "machineTags": ["a", "b"]});
        let shown = shown_as(ResultKind::Machines, Api::Mde, &row);
        let text = |name: &str| {
            shown
                .iter()
                .find(|(one, _)| one == name)
                .map(|(_, text)| text.as_str())
        };
        assert_eq!(text("risk"), Some(""));
        assert_eq!(text("health"), Some("noSensorData"));
        assert_eq!(text("tags"), Some("a, b"));
    }
}
