//! Incidents and alerts as the window shows them. All of it is text from a service, never markup.

use serde::{Deserialize, Serialize};
use specta::Type;

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
