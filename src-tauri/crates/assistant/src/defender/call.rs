//! Which call answers for which list, and what its API offers: names of fields, filters, pages, limits.
//!
//! Field names differ from API to API for the same thing. Sources: MicrosoftDocs/defender-docs
//! `defender-xdr/api-list-incidents.md`, `defender-endpoint/api/get-alerts.md`, `get-machines.md`,
//! `get-all-vulnerabilities.md`, `get-all-recommendations.md`; microsoftgraph/microsoft-graph-docs-contrib
//! `security-list-incidents.md`, `security-list-alerts_v2.md`.

use serde_json::Value;

use super::view::Severity;
use crate::cloud::Api;
use crate::connection::Purpose;
use crate::results::ResultKind;

/// One list of one API.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListCall {
    pub(super) kind: ResultKind,
    pub(super) api: Api,
    pub(super) path: &'static str,
    /// What makes a row the same row on two pages.
    pub(super) id: &'static str,
    /// When a row was last updated; `None` where the list is of what is there now.
    pub(super) updated: Option<&'static str>,
    pub(super) severity: Option<Field>,
    pub(super) status: Option<Field>,
    pub(super) assigned_to: Option<Field>,
    /// The rows are in this field of what the list holds.
    pub(super) inside: Option<Inside>,
    /// What `$expand` adds the alerts of an incident.
    pub(super) expand: Option<&'static str>,
    /// Rows of a full page.
    pub(super) page: u32,
    /// That size has to be asked for; otherwise the service sends so many anyway.
    pub(super) names_page: bool,
    pub(super) paging: Paging,
    /// Calls that the API documents as allowed, in a minute and in an hour.
    pub(super) limits: (Option<u32>, Option<u32>),
}

/// How the next page is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paging {
    /// The service says where it is.
    NextLink,
    /// By the number of rows so far, unless the service says where it is; a short page is the last.
    Skip,
}

/// A field of the rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    /// Every value that its page lists, as it is spelled there; empty for free text.
    pub(super) words: &'static [&'static str],
    /// Its page names it among those that can be filtered by.
    pub(super) filterable: bool,
}

/// Rows that come inside of others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inside {
    pub(super) list: &'static str,
    /// What makes two of those that they are inside of the same.
    pub(super) id: &'static str,
    /// When what they are inside of was last updated.
    pub(super) updated: &'static str,
}

const fn by(name: &'static str, words: &'static [&'static str]) -> Field {
    Field {
        name,
        words,
        filterable: true,
    }
}

const fn shown(name: &'static str, words: &'static [&'static str]) -> Field {
    Field {
        name,
        words,
        filterable: false,
    }
}

const GRAPH_SEVERITIES: &[&str] = &["high", "medium", "low", "informational", "unknown"];
const SEVERITIES: &[&str] = &["High", "Medium", "Low", "Informational", "UnSpecified"];

static GRAPH: ListCall = ListCall {
    kind: ResultKind::Incidents,
    api: Api::Graph,
    path: "/v1.0/security/incidents",
    id: "id",
    updated: Some("lastUpdateDateTime"),
    severity: Some(by("severity", GRAPH_SEVERITIES)),
    // `awaitingAction` comes under its name only to those who ask for values of the future.
    status: Some(by("status", &["active", "inProgress", "resolved", "redirected"])),
    assigned_to: Some(by("assignedTo", &[])),
    inside: None,
    expand: Some("alerts"),
    page: 50,
    names_page: false,
    paging: Paging::NextLink,
    limits: (None, None),
};

static XDR: ListCall = ListCall {
    api: Api::Xdr,
    path: "/api/incidents",
    id: "incidentId",
    updated: Some("lastUpdateTime"),
    severity: Some(shown("severity", SEVERITIES)),
    status: Some(by("status", &["Active", "InProgress", "Resolved", "Redirected"])),
    expand: None,
    page: 100,
    names_page: true,
    paging: Paging::Skip,
    limits: (Some(50), Some(1500)),
    ..GRAPH
};

static ENDPOINT: ListCall = ListCall {
    kind: ResultKind::Alerts,
    api: Api::Mde,
    path: "/api/alerts",
    id: "id",
    severity: Some(by("severity", SEVERITIES)),
    status: Some(by("status", &["New", "InProgress", "Resolved", "Unknown"])),
    // Ten thousand are allowed; so many alerts are more than an answer is let to hold.
    page: 2000,
    limits: (Some(100), Some(1500)),
    ..XDR
};

static GRAPH_ALERTS: ListCall = ListCall {
    kind: ResultKind::Alerts,
    path: "/v1.0/security/alerts_v2",
    status: Some(by("status", &["new", "inProgress", "resolved", "unknown"])),
    expand: None,
    page: 2000,
    names_page: true,
    limits: (Some(150), None),
    ..GRAPH
};

static XDR_ALERTS: ListCall = ListCall {
    kind: ResultKind::Alerts,
    id: "alertId",
    updated: Some("lastUpdatedTime"),
    // The list filters by the incident's own; an alert has others.
    status: Some(shown("status", &["New", "InProgress", "Resolved", "Unknown"])),
    assigned_to: Some(shown("assignedTo", &[])),
    inside: Some(Inside {
        list: "alerts",
        id: "incidentId",
        updated: "lastUpdateTime",
    }),
    ..XDR
};

static MACHINES: ListCall = ListCall {
    kind: ResultKind::Machines,
    path: "/api/machines",
    updated: None,
    severity: Some(by(
        "riskScore",
        &["High", "Medium", "Low", "Informational", "None"],
    )),
    status: Some(by(
        "healthStatus",
        &[
            "Active",
            "Inactive",
            "ImpairedCommunication",
            "NoSensorData",
            "NoSensorDataImpairedCommunication",
            "Unknown",
        ],
    )),
    assigned_to: None,
    page: 10_000,
    ..ENDPOINT
};

static VULNERABILITIES: ListCall = ListCall {
    kind: ResultKind::Vulnerabilities,
    path: "/api/vulnerabilities",
    updated: None,
    severity: Some(by("severity", &["Critical", "High", "Medium", "Low"])),
    status: None,
    assigned_to: None,
    page: 8000,
    limits: (None, None),
    ..ENDPOINT
};

static RECOMMENDATIONS: ListCall = ListCall {
    kind: ResultKind::Recommendations,
    path: "/api/recommendations",
    updated: None,
    severity: None,
    status: Some(by("status", &["Active", "Exception"])),
    assigned_to: None,
    page: 10_000,
    limits: (None, None),
    ..ENDPOINT
};

/// The list call of a kind at an API; `None` where there is no such list.
pub(super) fn list_call(kind: ResultKind, api: Api) -> Option<&'static ListCall> {
    Some(match (kind, api) {
        (ResultKind::Incidents, Api::Graph) => &GRAPH,
        (ResultKind::Incidents, Api::Xdr) => &XDR,
        (ResultKind::Incidents | ResultKind::Alerts, Api::Mde) => &ENDPOINT,
        (ResultKind::Alerts, Api::Graph) => &GRAPH_ALERTS,
        (ResultKind::Alerts, Api::Xdr) => &XDR_ALERTS,
        (ResultKind::Machines, Api::Mde) => &MACHINES,
        (ResultKind::Vulnerabilities, Api::Mde) => &VULNERABILITIES,
        (ResultKind::Recommendations, Api::Mde) => &RECOMMENDATIONS,
        _ => return None,
    })
}

/// Where a kind is read for a connection to an API, and under which purpose: devices and what is known of their
/// weaknesses are at Defender for Endpoint only.
pub(crate) fn place_of(kind: ResultKind, api: Api) -> (Api, Purpose) {
    match (kind, api) {
        (ResultKind::Alerts, Api::Graph) => (api, Purpose::Alerts),
        (ResultKind::Incidents | ResultKind::Alerts | ResultKind::Customers, _) => (api, Purpose::Incidents),
        (ResultKind::Machines, _) => (Api::Mde, Purpose::Machines),
        (ResultKind::Vulnerabilities, _) => (Api::Mde, Purpose::Vulnerabilities),
        (ResultKind::Recommendations, _) => (Api::Mde, Purpose::Recommendations),
        (ResultKind::Hunting, _) => (api, Purpose::Hunting),
        (ResultKind::Score, _) => (Api::Mde, Purpose::Score),
    }
}

/// What is read when this kind is asked for: Defender for Endpoint has alerts and no incidents.
pub(crate) fn kind_at(kind: ResultKind, api: Api) -> ResultKind {
    match (kind, api) {
        (ResultKind::Incidents, Api::Mde) => ResultKind::Alerts,
        _ => kind,
    }
}

/// An id as text: some APIs number their rows.
pub(super) fn row_id(row: &Value, name: &str) -> String {
    match row.get(name) {
        Some(Value::String(id)) => id.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}

impl Field {
    /// The words of the API that mean one of these severities.
    pub(super) fn words_of(&self, severities: &[Severity]) -> Vec<&'static str> {
        let fits = |word: &&&str| severities.contains(&Severity::of(word));
        self.words.iter().filter(fits).copied().collect()
    }
}

impl ListCall {
    /// Its pages show `or` among the operators of filters.
    pub(super) fn offers_or(&self) -> bool {
        self.api == Api::Graph
    }

    /// `$count=true` tells how many rows there are.
    pub(super) fn counts(&self) -> bool {
        self.api == Api::Graph
    }
}
