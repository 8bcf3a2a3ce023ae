//! What a list is asked for: the part of the question that the same words ask of every API.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::query::Window;
use super::view::Severity;
use crate::clock::Clock;
use crate::results::ResultKind;

/// A question for a list. What the API cannot filter by, Handrail leaves out afterwards, and says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ListQuery {
    /// What is asked for.
    pub kind: ResultKind,
    /// Updated in the last hours; counts for incidents and alerts.
    pub hours: u32,
    /// Updated since this moment; counts instead of `hours`.
    #[serde(default)]
    #[specta(type = Option<String>)]
    pub since: Option<Timestamp>,
    /// Only these; empty means all. Of devices it is the risk; of vulnerabilities `high` has the critical ones with it.
    #[serde(default)]
    pub severities: Vec<Severity>,
    /// Only these, as `active`, `inProgress`, `resolved`; empty means all. Of devices it is the health of the sensor.
    #[serde(default)]
    pub statuses: Vec<String>,
    /// Only those of this person; the empty text means those that nobody works on.
    #[serde(default)]
    pub assigned_to: Option<String>,
    /// Only rows that hold this text in one of their columns.
    #[serde(default)]
    pub text: String,
    /// With the alerts of each incident, where the API leaves them out otherwise: devices, users, categories.
    #[serde(default)]
    pub with_alerts: bool,
    /// No more than the first so many.
    #[serde(default)]
    pub top: Option<u32>,
}

impl ListQuery {
    /// Everything of the last hours.
    pub fn last_hours(kind: ResultKind, hours: u32) -> Self {
        Self {
            kind,
            hours,
            since: None,
            severities: Vec::new(),
            statuses: Vec::new(),
            assigned_to: None,
            text: String::new(),
            with_alerts: false,
            top: None,
        }
    }

    /// Everything since a moment.
    pub fn since(kind: ResultKind, since: Timestamp) -> Self {
        Self {
            since: Some(since),
            ..Self::last_hours(kind, 0)
        }
    }

    /// The time asked for, seen from now.
    pub(crate) fn window(&self, clock: &dyn Clock) -> Window {
        match self.since {
            Some(since) => Window::since(clock, since),
            None => Window::last_hours(clock, self.hours),
        }
    }

    /// The question as one text: two runs of the same question say the same.
    pub(crate) fn question(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
