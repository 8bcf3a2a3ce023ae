//! Incidents and alerts as the window shows them. All of it is text from a service, never markup.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::cloud::Api;
use crate::error::ErrorReport;
use crate::results::SavedFile;

/// How bad it is, in one spelling for all APIs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Severity {
    High,
    Medium,
    Low,
    Informational,
    Unknown,
}

impl Severity {
    /// The word for it, as the window and files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Informational => "informational",
            Self::Unknown => "unknown",
        }
    }
}

/// A row of the table: an incident, or an alert with Defender for Endpoint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IncidentRow {
    /// Its number or id, as text.
    pub id: String,
    /// What happened.
    pub title: String,
    /// How bad.
    pub severity: Severity,
    /// In one spelling for all APIs: `active`, `inProgress`, `resolved`, ...
    pub status: String,
    /// Who works on it.
    pub assigned_to: Option<String>,
    /// The verdict of a person.
    pub classification: Option<String>,
    /// RFC 3339, as the service wrote it.
    pub created: String,
    /// RFC 3339, as the service wrote it.
    pub updated: String,
    /// Tags of people.
    pub tags: Vec<String>,
    /// How many alerts, where the list says it.
    pub alerts: Option<u32>,
}

/// Who filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AppliedBy {
    /// The service took the filter.
    Service,
    /// The service sent too much and Handrail left out the rest.
    Handrail,
}

/// How the window of time was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FilterNote {
    /// The `$filter` that was sent.
    pub sent: String,
    /// Who filtered.
    pub applied_by: AppliedBy,
}

/// How far a reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ReadProgress {
    /// Calls answered.
    pub requests: u32,
    /// Rows so far.
    pub rows: u32,
    /// The service asked for this pause.
    pub waiting_seconds: Option<u32>,
}

/// What was read.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IncidentsView {
    /// The connection.
    pub connection_id: String,
    /// Which API answered.
    pub api: Api,
    /// Begin of the window, RFC 3339.
    pub since: String,
    /// End of the window, RFC 3339.
    pub until: String,
    /// All rows, the newest update first.
    pub rows: Vec<IncidentRow>,
    /// Calls answered.
    pub requests: u32,
    /// How often the service asked to wait.
    pub throttled: u32,
    /// How the window was asked for.
    pub filter: FilterNote,
    /// The file, where it could be written.
    pub saved: Option<SavedFile>,
    /// Why it could not be written. The rows are there all the same.
    pub save_problem: Option<ErrorReport>,
    /// From the first call to the last answer.
    pub elapsed_ms: u32,
    /// When the token that was used ends, RFC 3339.
    pub token_expires: String,
}

/// One alert of an incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct AlertRow {
    /// Its id.
    pub id: String,
    /// What happened.
    pub title: String,
    /// How bad.
    pub severity: Severity,
    /// When it began, RFC 3339.
    pub time: String,
    /// The stage of an attack.
    pub category: Option<String>,
    /// MITRE ATT&CK techniques.
    pub techniques: Vec<String>,
    /// Device names.
    pub devices: Vec<String>,
    /// Account names.
    pub users: Vec<String>,
}

/// The story of one incident.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct IncidentDetails {
    /// Its number, as text.
    pub id: String,
    /// What the service says of it.
    pub description: Option<String>,
    /// Its alerts, the oldest first.
    pub alerts: Vec<AlertRow>,
    /// Its page in the Defender portal.
    pub portal_url: Option<String>,
}
