//! The APIs' own shapes of alerts. What is missing or of another type is left empty, never guessed.

use serde_json::Value;

use super::view::{AlertRow, Severity};
use crate::cloud::Api;
use crate::results::visible;

/// What an incident says of itself under another name at each API.
pub(super) struct Heading {
    pub(super) title: String,
    pub(super) severity: Severity,
    pub(super) assigned_to: Option<String>,
    /// RFC 3339, as the service wrote it.
    pub(super) created: String,
    /// RFC 3339, as the service wrote it.
    pub(super) updated: String,
    pub(super) tags: Vec<String>,
}

/// The heading of an incident, or of an alert of Defender for Endpoint.
pub(super) fn incident(api: Api, row: &Value) -> Heading {
    let (title, created, updated) = match api {
        Api::Graph => ("displayName", "createdDateTime", "lastUpdateDateTime"),
        Api::Xdr => ("incidentName", "createdTime", "lastUpdateTime"),
        Api::Mde => ("title", "alertCreationTime", "lastUpdateTime"),
    };
    let tags = if api == Api::Graph { "customTags" } else { "tags" };
    Heading {
        title: text(row, title).unwrap_or_default(),
        severity: severity(row),
        assigned_to: text(row, "assignedTo"),
        created: text(row, created).unwrap_or_default(),
        updated: text(row, updated).unwrap_or_default(),
        tags: texts(row.get(tags)),
    }
}

/// One alert.
pub(super) fn alert(alert: &Value) -> AlertRow {
    let first = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| text(alert, name))
            .unwrap_or_default()
    };
    AlertRow {
        id: first(&["id", "alertId"]),
        title: first(&["title"]),
        severity: severity(alert),
        time: first(&[
            "firstActivityDateTime",
            "firstActivity",
            "firstEventTime",
            "createdDateTime",
            "creationTime",
        ]),
        category: text(alert, "category"),
        techniques: texts(alert.get("mitreTechniques")),
        devices: devices(alert),
        users: users(alert),
    }
}

/// Graph puts devices among the evidence, Defender XDR beside it, Defender for Endpoint on the alert.
fn devices(alert: &Value) -> Vec<String> {
    let listed = list(alert, "devices")
        .chain(list(alert, "evidence"))
        .filter_map(|item| text(item, "deviceDnsName"));
    once_each(listed.chain(text(alert, "computerDnsName")))
}

fn users(alert: &Value) -> Vec<String> {
    let named = |item: &Value| text(item, "userPrincipalName").or_else(|| text(item, "accountName"));
    let entities = list(alert, "entities").filter(|item| text(item, "entityType").as_deref() == Some("User"));
    let evidence = list(alert, "evidence").filter_map(|item| item.get("userAccount"));
    let related = alert.get("relatedUser").and_then(|user| text(user, "userName"));
    once_each(entities.chain(evidence).filter_map(named).chain(related))
}

pub(super) fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value.get(name).and_then(Value::as_array).into_iter().flatten()
}

pub(super) fn once_each(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    seen
}

/// What a stranger wrote, with everything in sight.
pub(super) fn text(value: &Value, name: &str) -> Option<String> {
    value
        .get(name)
        .and_then(Value::as_str)
        .filter(|text| !text.is_empty())
        .map(|text| visible(text).into_owned())
}

pub(super) fn texts(value: Option<&Value>) -> Vec<String> {
    let list = value.and_then(Value::as_array);
    list.map(|list| {
        list.iter()
            .filter_map(Value::as_str)
            .map(|text| visible(text).into_owned())
            .collect()
    })
    .unwrap_or_default()
}

fn severity(row: &Value) -> Severity {
    Severity::of(&text(row, "severity").unwrap_or_default())
}

/// `InProgress` of one API is `inProgress` of the other.
pub(super) fn camel(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn devices_and_users_are_found_where_each_api_keeps_them() {
        let graph = alert(
            &json!({"evidence": [{"deviceDnsName": "pc"}, {"userAccount": {"userPrincipalName": "u@c"}}]}),
        );
        let xdr = alert(
            &json!({"devices": [{"deviceDnsName": "pc"}, {"deviceDnsName": "pc"}],
            "entities": [{"entityType": "User", "userPrincipalName": "u@c"}, {"entityType": "Ip", "accountName": "no"}]}),
        );
        let mde = alert(&json!({"computerDnsName": "pc", "relatedUser": {"userName": "u@c"}}));
        for row in [graph, xdr, mde] {
            assert_eq!(
                (row.devices, row.users),
                (vec!["pc".to_owned()], vec!["u@c".to_owned()])
            );
        }
    }
}
