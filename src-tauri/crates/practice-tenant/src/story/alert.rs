//! The alerts of an incident.

use uuid::Uuid;

use crate::data::AlertRow;
use crate::odata::{Record, Value};
use crate::random::Dice;
use crate::story::change::{Changed, Comment, Owner};
use crate::story::incident::Told;
use crate::story::words::{
    Classification, Determination, Severity, Status, detection_source, service_source, time_value,
};
use crate::story::{FIRST_ID, Story};

/// Names one alert within a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct AlertKey {
    pub(crate) incident: u32,
    /// Place in the incident, from 0.
    pub(crate) number: u8,
}

impl AlertKey {
    /// No incident has more alerts than fit in three bits.
    pub(super) const LAST_NUMBER: u8 = 7;
    /// An odd number and its inverse modulo 2^32: they scatter neighbours and bring them back.
    const SCATTER: u32 = 0x9E37_79B1;
    const GATHER: u32 = 0x0E8B_2F51;

    /// The key as a number that looks like any other: it is part of the alert's id, so that the id leads to the alert.
    fn scattered(self) -> u32 {
        let plain = (self.incident << 3) | u32::from(self.number & Self::LAST_NUMBER);
        plain.wrapping_mul(Self::SCATTER)
    }

    fn gathered(scattered: u32) -> Self {
        let plain = scattered.wrapping_mul(Self::GATHER);
        Self {
            incident: plain >> 3,
            number: u8::try_from(plain & u32::from(Self::LAST_NUMBER)).unwrap_or_default(),
        }
    }
}

/// One alert. Times are milliseconds since 1970.
#[derive(Clone, Copy)]
pub(crate) struct Alert<'a> {
    pub(super) incident: Told<'a>,
    pub(crate) row: &'static AlertRow,
    number: u8,
    pub(crate) created: i64,
    pub(crate) seed: u64,
    changed: Option<&'a Changed>,
}

impl<'a> Told<'a> {
    /// The alerts of an incident. The first is as old as the incident.
    pub(crate) fn alerts(self) -> impl Iterator<Item = Alert<'a>> {
        self.rows().map(move |(number, row)| self.alert(number, row))
    }

    /// Those that Defender for Endpoint raised.
    pub(crate) fn endpoint_alerts(self) -> impl Iterator<Item = Alert<'a>> {
        self.rows()
            .filter(|(_, row)| is_endpoint(row))
            .map(move |(number, row)| self.alert(number, row))
    }

    fn rows(&self) -> impl Iterator<Item = (u8, &'static AlertRow)> + use<> {
        self.incident.rows()
    }

    pub(super) fn alert(self, number: u8, row: &'static AlertRow) -> Alert<'a> {
        let span = (self.incident.updated - self.incident.created).max(1);
        let mut dice = Dice::new(self.incident.seed, row.title.as_str());
        let later = i64::try_from(dice.below(u64::try_from(span).unwrap_or(1))).unwrap_or_default();
        let key = AlertKey {
            incident: self.incident.id,
            number,
        };
        Alert {
            incident: self,
            row,
            number,
            created: self.incident.created + if number == 0 { 0 } else { later },
            seed: dice.roll() ^ u64::from(number),
            changed: self.story.changes.of_alert(key),
        }
    }
}

pub(super) fn is_endpoint(row: &AlertRow) -> bool {
    row.source == "endpoint"
}

/// 100-nanosecond steps from the year 1 to 1970.
const TICKS_TO_1970: i64 = 621_355_968_000_000_000;

impl Story {
    /// The alert of that id. The end of an id says where the alert is, the rest must fit.
    pub(crate) fn alert(&self, id: &str) -> Option<Alert<'_>> {
        let scattered = match id.rsplit_once('_') {
            Some((_, hash)) => u32::from_le_bytes(hash.parse::<i32>().ok()?.to_le_bytes()),
            None => u32::from_str_radix(id.get(id.len().checked_sub(8)?..)?, 16).ok()?,
        };
        let key = AlertKey::gathered(scattered);
        if key.incident < FIRST_ID {
            return None;
        }
        let incident = self.numbered(key.incident)?;
        let (number, row) = incident.rows().nth(usize::from(key.number))?;
        Some(incident.alert(number, row)).filter(|alert| alert.id() == id)
    }
}

impl<'a> Alert<'a> {
    pub(super) fn story(&self) -> &'a Story {
        self.incident.story
    }

    pub(crate) fn is_endpoint(&self) -> bool {
        is_endpoint(self.row)
    }

    pub(crate) fn key(&self) -> AlertKey {
        AlertKey {
            incident: self.incident.id(),
            number: self.number,
        }
    }

    /// Defender for Endpoint numbers alerts by ticks and a hash; the other products use GUIDs.
    pub(crate) fn id(&self) -> String {
        let mut dice = Dice::new(self.seed, "id");
        let scattered = self.key().scattered();
        if self.is_endpoint() {
            let ticks =
                TICKS_TO_1970 + self.created * 10_000 + i64::try_from(dice.below(10_000)).unwrap_or_default();
            let hash = i32::from_le_bytes(scattered.to_le_bytes());
            return format!("da{ticks}_{hash}");
        }
        let prefix = match self.row.source.as_str() {
            "office" => "fa",
            "apps" => "ca",
            "identity" => "aa",
            _ => "ad",
        };
        let guid = dice.guid().to_string();
        let (start, _) = guid.split_at(guid.len() - 8);
        format!("{prefix}{start}{scattered:08x}")
    }

    pub(super) fn detector_id(&self) -> Uuid {
        Dice::new(0, &self.row.title).guid()
    }

    pub(crate) fn severity(&self) -> Severity {
        Severity::parse(&self.row.severity)
    }

    pub(crate) fn first_activity(&self) -> i64 {
        self.created - 90_000
    }

    pub(crate) fn last_activity(&self) -> i64 {
        self.created - 1_000
    }

    pub(super) fn updated(&self) -> i64 {
        let of_incident = self.incident.changed.map_or(0, |changed| changed.alerts_updated);
        let own = self.changed.map_or(0, |changed| changed.updated);
        let first = self.incident.incident.updated.max(self.created);
        first.max(of_incident).max(own)
    }

    pub(super) fn status(&self) -> Status {
        self.changed
            .and_then(|changed| changed.status)
            .map_or_else(|| self.incident.status(), |(status, _)| status)
    }

    pub(super) fn resolved(&self) -> Option<i64> {
        let since = self
            .changed
            .and_then(|changed| changed.status)
            .map_or_else(|| self.incident.status_since(), |(_, since)| since);
        (self.status() == Status::Resolved).then_some(since)
    }

    pub(super) fn classification(&self) -> Classification {
        self.changed
            .and_then(|changed| changed.classification)
            .unwrap_or_else(|| self.incident.classification())
    }

    pub(super) fn determination(&self) -> Determination {
        self.changed
            .and_then(|changed| changed.determination)
            .unwrap_or_else(|| self.incident.determination())
    }

    pub(super) fn owner(&self) -> Option<String> {
        match self.changed.and_then(|changed| changed.owner.as_ref()) {
            Some(Owner::Nobody) => None,
            Some(Owner::Person(name)) => Some(name.clone()),
            None => self.incident.owner(),
        }
    }

    /// What was noted down. At the start the owner's note stands at the incident and at its first alert.
    pub(super) fn comments(&self) -> Vec<Comment> {
        let mut all = if self.number == 0 {
            self.incident.first_comments()
        } else {
            Vec::new()
        };
        all.extend(
            self.changed
                .into_iter()
                .flat_map(|changed| changed.comments.iter().cloned()),
        );
        all
    }

    pub(super) fn investigation_id(&self) -> Option<u64> {
        let mut dice = Dice::new(self.seed, "investigation");
        (self.is_endpoint() && dice.chance(40)).then(|| 10_000 + dice.below(90_000))
    }

    /// Queued, when an automated investigation was started.
    pub(super) fn investigation_state(&self) -> &'static str {
        if self.investigation_id().is_some() {
            "Queued"
        } else {
            "UnsupportedAlertType"
        }
    }
}

impl Record for Alert<'_> {
    fn field(&self, name: &str) -> Value<'_> {
        #[expect(
            clippy::cast_precision_loss,
            reason = "incident and investigation numbers are far below 2^52"
        )]
        let number = |number: u64| Value::Number(number as f64);
        match name {
            "alertCreationTime" | "createdDateTime" => time_value(self.created),
            "lastUpdateTime" | "lastUpdateDateTime" => time_value(self.updated()),
            "lastEventTime" => time_value(self.last_activity()),
            "incidentId" => number(self.incident.id().into()),
            "investigationId" | "InvestigationId" => self.investigation_id().map_or(Value::Null, number),
            "id" => Value::text(self.id()),
            "assignedTo" => self.owner().map_or(Value::Null, Value::text),
            "detectionSource" => Value::text(detection_source(&self.row.detection).1),
            "serviceSource" => Value::text(service_source(&self.row.source).0),
            "status" => Value::text(self.status().alert_word()),
            "severity" => Value::text(self.severity().word()),
            "classification" => Value::text(self.classification().word()),
            "determination" => Value::text(self.determination().graph()),
            "category" => Value::text(self.row.category.as_str()),
            _ => Value::Null,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scattered_key_comes_back() {
        assert_eq!(AlertKey::SCATTER.wrapping_mul(AlertKey::GATHER), 1);
        for incident in [FIRST_ID, 1002, 101_000, (1 << 29) - 1] {
            for number in 0..=AlertKey::LAST_NUMBER {
                let key = AlertKey { incident, number };
                assert_eq!(AlertKey::gathered(key.scattered()), key);
            }
        }
    }
}
