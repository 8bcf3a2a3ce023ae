//! Incidents and alerts as the window shows them. All of it is text from a service, never markup.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::cloud::Api;
use crate::error::ErrorReport;
use crate::results::SavedFile;

/// How bad it is, in one spelling for all APIs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Severity {
    High,
    Medium,
    Low,
    Informational,
    #[default]
    Unknown,
}

impl Severity {
    /// What an API's word for it means, whatever its case: `UnSpecified`, `None` and new words are unknown, and a
    /// vulnerability's `Critical` is high.
    pub fn of(word: &str) -> Self {
        match word.to_ascii_lowercase().as_str() {
            "critical" | "high" => Self::High,
            "medium" => Self::Medium,
            "low" => Self::Low,
            "informational" => Self::Informational,
            _ => Self::Unknown,
        }
    }

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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum AppliedBy {
    /// The service took the filter.
    #[default]
    Service,
    /// Handrail left out what the service could not, or did not.
    Handrail,
}

/// What a row is filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum FilterField {
    /// The time of its last update.
    Updated,
    /// How bad it is; the risk of a device.
    Severity,
    /// What became of it; the health of a device's sensor.
    Status,
    /// Who works on it.
    AssignedTo,
    /// A text in one of its columns.
    Text,
}

/// Why Handrail filtered by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum WhyLocal {
    /// The API documents no such filter.
    NotOffered,
    /// The service sent rows that it was asked to leave out.
    SentTooMuch,
}

/// A filter that Handrail applied to what the service sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct LocalFilter {
    /// By what.
    pub field: FilterField,
    /// Why not the service.
    pub why: WhyLocal,
}

/// How the rows were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FilterNote {
    /// The `$filter` that was sent; empty where there was none.
    pub sent: String,
    /// Who filtered: the service all of it, or Handrail some of it.
    pub applied_by: AppliedBy,
    /// What Handrail filtered by.
    pub locally: Vec<LocalFilter>,
    /// Rows that came and were left out.
    pub left_out: u32,
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
