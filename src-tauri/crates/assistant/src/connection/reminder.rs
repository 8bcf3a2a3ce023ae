//! Credentials that end: known from the connection alone, without asking anybody.

use serde::Serialize;
use specta::Type;

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReminderKind {
    /// The client secret.
    Secret,
    /// The certificate.
    Certificate,
}

/// How near the end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReminderState {
    /// Within a month.
    Soon,
    /// It is past.
    Ended,
}

/// A credential that is to be made anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reminder {
    /// Whose.
    pub connection_id: String,
    /// What ends.
    pub kind: ReminderKind,
    /// When, RFC 3339.
    pub ends_at: String,
    /// How near that is.
    pub state: ReminderState,
}
