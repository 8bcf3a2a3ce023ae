//! What people change of the story while it is told: owners, states, verdicts, tags and comments.

use std::collections::HashMap;

use crate::story::alert::AlertKey;
use crate::story::words::{Classification, Determination, Status};

/// Whom an incident or an alert is assigned to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Owner {
    Nobody,
    /// Free text; the portal writes a user principal name.
    Person(String),
}

/// What one request changes; `None` where it changes nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) status: Option<Status>,
    pub(crate) owner: Option<Owner>,
    pub(crate) classification: Option<Classification>,
    pub(crate) determination: Option<Determination>,
    /// In place of those before. Incidents only.
    pub(crate) tags: Option<Vec<String>>,
    /// In addition to those before.
    pub(crate) comment: Option<String>,
}

impl Change {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// It says something that the alerts of an incident follow.
    fn concerns_alerts(&self) -> bool {
        self.status.is_some()
            || self.owner.is_some()
            || self.classification.is_some()
            || self.determination.is_some()
    }
}

/// Who changed something, and when in milliseconds since 1970.
#[derive(Clone, Debug)]
pub(crate) struct By {
    pub(crate) name: String,
    pub(crate) at: i64,
}

/// A note that somebody made. The time is in milliseconds since 1970.
#[derive(Clone, Debug)]
pub(crate) struct Comment {
    pub(crate) text: String,
    pub(crate) by: String,
    pub(crate) at: i64,
}

/// All that was changed of one incident or one alert.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changed {
    /// With the time of that change.
    pub(super) status: Option<(Status, i64)>,
    pub(super) owner: Option<Owner>,
    pub(super) classification: Option<Classification>,
    pub(super) determination: Option<Determination>,
    pub(super) tags: Option<Vec<String>>,
    pub(super) comments: Vec<Comment>,
    pub(super) updated: i64,
    /// When something changed that the alerts of this incident follow.
    pub(super) alerts_updated: i64,
}

impl Changed {
    fn take(&mut self, change: &Change, by: &By) {
        self.updated = self.updated.max(by.at);
        if let Some(status) = change.status {
            self.status = Some((status, by.at));
        }
        self.owner = change.owner.clone().or_else(|| self.owner.take());
        self.classification = change.classification.or(self.classification);
        self.determination = change.determination.or(self.determination);
        self.tags = change.tags.clone().or_else(|| self.tags.take());
        self.comments.extend(change.comment.clone().map(|text| Comment {
            text,
            by: by.name.clone(),
            at: by.at,
        }));
    }

    /// Forgets what an incident now says for all its alerts.
    fn give_way_to(&mut self, change: &Change) {
        if change.status.is_some() {
            self.status = None;
        }
        if change.owner.is_some() {
            self.owner = None;
        }
        if change.classification.is_some() {
            self.classification = None;
        }
        if change.determination.is_some() {
            self.determination = None;
        }
    }
}

/// Everything that was changed since the start.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    incidents: HashMap<u32, Changed>,
    alerts: HashMap<AlertKey, Changed>,
}

impl Changes {
    pub(super) fn of_incident(&self, id: u32) -> Option<&Changed> {
        self.incidents.get(&id)
    }

    pub(super) fn of_alert(&self, key: AlertKey) -> Option<&Changed> {
        self.alerts.get(&key)
    }

    /// What is said of an incident holds for its alerts, too, as in the portal: the later word wins.
    pub(super) fn change_incident(&mut self, id: u32, change: &Change, by: &By) {
        if change.is_empty() {
            return;
        }
        let changed = self.incidents.entry(id).or_default();
        changed.take(change, by);
        if change.concerns_alerts() {
            changed.alerts_updated = by.at;
            for number in 0..=AlertKey::LAST_NUMBER {
                let key = AlertKey { incident: id, number };
                if let Some(alert) = self.alerts.get_mut(&key) {
                    alert.give_way_to(change);
                }
            }
        }
    }

    /// An incident counts as updated when one of its alerts is.
    pub(super) fn change_alert(&mut self, key: AlertKey, change: &Change, by: &By) {
        if change.is_empty() {
            return;
        }
        self.alerts.entry(key).or_default().take(change, by);
        let incident = self.incidents.entry(key.incident).or_default();
        incident.updated = incident.updated.max(by.at);
    }
}
