//! The page of one incident, or of one alert of Defender for Endpoint: everything that the APIs say of it, in one shape.

mod evidence;
mod techniques;
mod touched;

use serde::Serialize;
use serde_json::Value;
use specta::Type;
use url::Url;

pub use self::evidence::{AlertEvidence, AlertEvidenceKind};
pub use self::techniques::Technique;
pub use self::touched::{TouchedDevice, TouchedUser};
use super::change::spelled;
use super::client::ApiClient;
use super::rows::{self, list, text, texts};
use super::view::{AlertRow, Severity};
use crate::cloud::{Api, ApiPlace};
use crate::error::Result;

/// A note of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct CommentRow {
    /// What it says.
    pub text: String,
    /// Who wrote it.
    pub by: Option<String>,
    /// When, RFC 3339, as the service wrote it.
    pub at: Option<String>,
}

/// One alert of the story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StoryAlert {
    /// What the table shows of it, too.
    #[serde(flatten)]
    pub row: AlertRow,
    /// What the service says of it.
    pub description: Option<String>,
    /// In one spelling for all APIs: `active`, `inProgress`, `resolved`, ...
    pub status: Option<String>,
    /// Who works on it.
    pub assigned_to: Option<String>,
    /// What kind of thing it was.
    pub classification: Option<String>,
    /// What it was.
    pub determination: Option<String>,
    /// The product that raised it, in the service's word.
    pub source: Option<String>,
    /// When it ended, RFC 3339; as long as it goes on, when it was seen last.
    pub last: Option<String>,
}

/// The page of one incident. Words of closed lists are in one spelling for all APIs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IncidentDetails {
    /// Its number or id, as text.
    pub id: String,
    /// The incident that an alert of Defender for Endpoint belongs to.
    pub incident_id: Option<String>,
    /// The incident that took this one in: the work goes on there.
    pub redirected_to: Option<String>,
    /// What happened.
    pub title: String,
    /// What the service says of it.
    pub description: Option<String>,
    /// How bad.
    pub severity: Severity,
    /// `active`, `inProgress`, `resolved`, ...
    pub status: Option<String>,
    /// Who works on it.
    pub assigned_to: Option<String>,
    /// What kind of thing it was; `None` as long as nobody said it.
    pub classification: Option<String>,
    /// What it was; `None` as long as nobody said it.
    pub determination: Option<String>,
    /// Tags of people.
    pub tags: Vec<String>,
    /// Notes of people, the oldest first.
    pub comments: Vec<CommentRow>,
    /// RFC 3339, as the service wrote it.
    pub created: String,
    /// RFC 3339, as the service wrote it.
    pub updated: String,
    /// Its alerts, the oldest first.
    pub alerts: Vec<StoryAlert>,
    /// The devices of all alerts, each once.
    pub devices: Vec<TouchedDevice>,
    /// The accounts of all alerts, each once.
    pub users: Vec<TouchedUser>,
    /// Files, processes, addresses and what else was found, each once.
    pub evidence: Vec<AlertEvidence>,
    /// MITRE ATT&CK techniques of all alerts, each once.
    pub techniques: Vec<Technique>,
    /// Its page in the Defender portal.
    pub portal_url: Option<String>,
}

impl ApiClient<'_> {
    /// One incident with its alerts.
    pub(crate) async fn story(&mut self, api: Api, place: &ApiPlace, id: &str) -> Result<IncidentDetails> {
        let mut url = item_url(api, place, id);
        if api == Api::Graph {
            url.query_pairs_mut().append_pair("$expand", "alerts");
        }
        let incident: Value = self.fetch(&url).await?.json()?;
        Ok(story(api, id, &incident))
    }
}

/// The address of one incident, or of one alert of Defender for Endpoint.
pub(super) fn item_url(api: Api, place: &ApiPlace, id: &str) -> Url {
    let path: &[&str] = match api {
        Api::Graph => &["v1.0", "security", "incidents", id],
        Api::Xdr => &["api", "incidents", id],
        Api::Mde => &["api", "alerts", id],
    };
    let mut url = place.host.clone();
    // Pushed as segments, so that no id can climb out of its place in the path.
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.clear().extend(path);
    }
    url
}

/// The page of an incident as an API describes it. An alert of Defender for Endpoint is a story of one.
pub(super) fn story(api: Api, id: &str, incident: &Value) -> IncidentDetails {
    let row = rows::incident(api, incident);
    let mut raw: Vec<&Value> = match api {
        Api::Mde => vec![incident],
        Api::Graph | Api::Xdr => list(incident, "alerts").collect(),
    };
    raw.sort_by_cached_key(|raw| rows::alert(raw).time);
    let number = |name: &str| match incident.get(name)? {
        Value::Null => None,
        Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        other => Some(other.to_string()),
    };
    IncidentDetails {
        id: id.to_owned(),
        incident_id: number("incidentId").filter(|_| api == Api::Mde),
        redirected_to: number("redirectIncidentId"),
        title: row.title,
        description: text(incident, "description"),
        severity: row.severity,
        status: word(incident, "status"),
        assigned_to: row.assigned_to,
        classification: word(incident, "classification"),
        determination: word(incident, "determination"),
        // A page of Graph's shows them under the older name.
        tags: Some(row.tags)
            .filter(|tags| !tags.is_empty())
            .unwrap_or_else(|| texts(incident.get("tags"))),
        comments: comments(incident),
        created: row.created,
        updated: row.updated,
        alerts: raw.iter().map(|raw| alert(raw)).collect(),
        devices: touched::devices(&raw),
        users: touched::users(&raw),
        evidence: evidence::evidence(&raw),
        techniques: techniques::techniques(&raw),
        portal_url: None,
    }
}

fn alert(raw: &Value) -> StoryAlert {
    let last = ["lastActivityDateTime", "lastActivity", "lastEventTime"];
    StoryAlert {
        row: rows::alert(raw),
        description: text(raw, "description"),
        status: word(raw, "status"),
        assigned_to: text(raw, "assignedTo"),
        classification: word(raw, "classification"),
        determination: word(raw, "determination"),
        source: text(raw, "serviceSource").or_else(|| text(raw, "detectionSource")),
        last: last.iter().find_map(|name| text(raw, name)),
    }
}

fn word(value: &Value, name: &str) -> Option<String> {
    spelled(&text(value, name)?)
}

/// Graph's own page and its service name author and time differently.
fn comments(incident: &Value) -> Vec<CommentRow> {
    let comment = |raw: &Value| {
        Some(CommentRow {
            text: text(raw, "comment")?,
            by: text(raw, "createdByDisplayName").or_else(|| text(raw, "createdBy")),
            at: text(raw, "createdDateTime").or_else(|| text(raw, "createdTime")),
        })
    };
    let mut comments: Vec<_> = list(incident, "comments").filter_map(comment).collect();
    comments.sort_by(|a, b| a.at.cmp(&b.at));
    comments
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::cloud::Cloud;

    #[test]
    fn no_id_climbs_out_of_its_place_in_the_path() {
        let cloud = &Cloud::microsoft()[0];
        let url = item_url(Api::Xdr, cloud.api(Api::Xdr).unwrap(), "../machines?x=1");
        assert_eq!(
            url.as_str(),
            "https://api.security.microsoft.com/api/incidents/..%2Fmachines%3Fx=1"
        );
    }

    #[test]
    fn the_same_page_comes_from_the_words_of_each_api() {
        let graph = story(
            Api::Graph,
            "7",
            &json!({"id": "7", "displayName": "T", "severity": "high", "status": "inProgress", "customTags": ["VIP"],
                "classification": "falsePositive", "determination": "notMalicious", "assignedTo": "ana",
                "createdDateTime": "2026-01-01T00:00:00Z", "lastUpdateDateTime": "2026-01-02T00:00:00Z",
                "comments": [{"comment": "b", "createdByDisplayName": "Ben", "createdDateTime": "2026-01-02T00:00:00Z"},
                    {"comment": "a", "createdByDisplayName": "Ana", "createdDateTime": "2026-01-01T00:00:00Z"}]}),
        );
        let xdr = story(
            Api::Xdr,
            "7",
            &json!({"incidentId": 7, "incidentName": "T", "severity": "High", "status": "InProgress", "tags": ["VIP"],
                "classification": "FalsePositive", "determination": "Clean", "assignedTo": "ana", "alerts": [],
                "createdTime": "2026-01-01T00:00:00Z", "lastUpdateTime": "2026-01-02T00:00:00Z",
                "comments": [{"comment": "a", "createdBy": "Ana", "createdTime": "2026-01-01T00:00:00Z"},
                    {"comment": "b", "createdBy": "Ben", "createdTime": "2026-01-02T00:00:00Z"}]}),
        );
        assert_eq!(graph, xdr);
        assert_eq!(graph.determination.as_deref(), Some("notMalicious"));
        assert_eq!(graph.comments[0].by.as_deref(), Some("Ana"));
    }

    #[test]
    fn nothing_that_nobody_said_is_shown() {
        let page = story(
            Api::Xdr,
            "7",
            &json!({"incidentId": 7, "classification": "Unknown", "determination": "NotAvailable", "comments": null,
                "redirectIncidentId": null, "alerts": [{"status": "New", "classification": null}]}),
        );
        assert_eq!(
            (page.classification, page.determination, page.redirected_to),
            (None, None, None)
        );
        assert_eq!(page.alerts[0].status.as_deref(), Some("active"));
        let merged = story(Api::Xdr, "7", &json!({"redirectIncidentId": 9}));
        assert_eq!(merged.redirected_to.as_deref(), Some("9"));
    }

    #[test]
    fn an_endpoint_alert_is_a_story_of_one_that_belongs_to_an_incident() {
        let page = story(
            Api::Mde,
            "da1",
            &json!({"id": "da1", "incidentId": 1_126_093, "title": "T", "computerDnsName": "pc", "machineId": "m",
                "mitreTechniques": ["T1064", "T9999"], "relatedUser": {"userName": "ana", "domainName": "CONTOSO"}}),
        );
        assert_eq!(page.incident_id.as_deref(), Some("1126093"));
        assert_eq!(page.alerts.len(), 1);
        assert_eq!(page.devices[0].id.as_deref(), Some("m"));
        assert_eq!(page.users[0].name, "CONTOSO\\ana");
        let names: Vec<_> = page.techniques.iter().map(|one| one.name.is_some()).collect();
        assert_eq!(names, [true, false], "an unknown technique is shown by its id");
    }
}
