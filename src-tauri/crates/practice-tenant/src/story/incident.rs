//! One incident: what happened, and what people made of it since.

use crate::data::{AlertRow, KindRow, STORY};
use crate::odata::{Record, Value};
use crate::random::Dice;
use crate::story::Story;
use crate::story::alert::AlertKey;
use crate::story::change::{Changed, Comment, Owner};
use crate::story::words::{self, Classification, Determination, Severity, Status};

const HOUR: i64 = 3_600_000;

/// One incident in compact form. Times are milliseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Incident {
    pub(super) created: i64,
    pub(super) updated: i64,
    pub(super) seed: u64,
    pub(crate) id: u32,
    /// Index into the kinds of `data/story.json`.
    kind: u16,
    /// Index of the person who works on it.
    owner: Option<u8>,
    status: Status,
    classification: Classification,
    determination: Determination,
}

impl Incident {
    /// The first of all and every third after it was updated within two days. Nothing was updated near the edge of that
    /// window, so that a count taken a few minutes after the start still holds.
    pub(super) fn happen(dice: &mut Dice, number: u32, now: i64) -> Self {
        let kind = u16::try_from(dice.below(STORY.kinds.len() as u64)).unwrap_or_default();
        let recent = number.is_multiple_of(3);
        let span = |dice: &mut Dice, from: i64, to: i64| {
            from + i64::try_from(dice.below(u64::try_from(to - from).unwrap_or_default())).unwrap_or_default()
        };
        let age = if recent {
            span(dice, HOUR / 20, 47 * HOUR)
        } else {
            span(dice, 49 * HOUR, 60 * 24 * HOUR)
        };
        let updated = now - age;
        let worked_on = dice.chance(60);
        let created = updated
            - if worked_on {
                span(dice, HOUR / 6, 40 * HOUR)
            } else {
                span(dice, 200, 60_000)
            };
        let status = match (worked_on, dice.below(10)) {
            (false, _) | (true, 0..=1) => Status::Active,
            (true, 2..=4) => Status::InProgress,
            (true, _) => Status::Resolved,
        };
        let (classification, determination) = if status == Status::Resolved {
            words::verdict_of_roll(dice.below(10))
        } else {
            (Classification::Unknown, Determination::Unknown)
        };
        let owner = (status != Status::Active).then(|| u8::try_from(dice.below(4)).unwrap_or_default());
        Self {
            created,
            updated,
            seed: dice.roll(),
            id: 0,
            kind,
            owner,
            status,
            classification,
            determination,
        }
    }

    fn kind(&self) -> Option<&'static KindRow> {
        STORY.kinds.get(usize::from(self.kind))
    }

    /// Its alerts by their place in it.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u8, &'static AlertRow)> + use<> {
        let rows = self.kind().map_or(&[][..], |kind| &kind.alerts);
        (0..=AlertKey::LAST_NUMBER).zip(rows)
    }
}

/// An incident with the story it belongs to and what was changed of it.
#[derive(Clone, Copy)]
pub(crate) struct Told<'a> {
    pub(super) story: &'a Story,
    pub(super) incident: &'a Incident,
    pub(super) changed: Option<&'a Changed>,
}

impl<'a> Told<'a> {
    pub(crate) fn id(&self) -> u32 {
        self.incident.id
    }

    pub(super) fn kind(&self) -> Option<&'static KindRow> {
        self.incident.kind()
    }

    pub(super) fn name(&self) -> &'static str {
        self.kind().map_or("", |kind| &kind.incident)
    }

    pub(super) fn severity(&self) -> Severity {
        self.kind()
            .map_or(Severity::Informational, |kind| Severity::parse(&kind.severity))
    }

    pub(super) fn created(&self) -> i64 {
        self.incident.created
    }

    pub(super) fn updated(&self) -> i64 {
        self.incident
            .updated
            .max(self.changed.map_or(0, |changed| changed.updated))
    }

    pub(super) fn status(&self) -> Status {
        self.changed
            .and_then(|changed| changed.status)
            .map_or(self.incident.status, |(status, _)| status)
    }

    /// When the state became what it is.
    pub(super) fn status_since(&self) -> i64 {
        self.changed
            .and_then(|changed| changed.status)
            .map_or(self.incident.updated, |(_, since)| since)
    }

    pub(super) fn classification(&self) -> Classification {
        self.changed
            .and_then(|changed| changed.classification)
            .unwrap_or(self.incident.classification)
    }

    pub(super) fn determination(&self) -> Determination {
        self.changed
            .and_then(|changed| changed.determination)
            .unwrap_or(self.incident.determination)
    }

    /// Who works on it.
    pub(super) fn owner(&self) -> Option<String> {
        match self.changed.and_then(|changed| changed.owner.as_ref()) {
            Some(Owner::Nobody) => None,
            Some(Owner::Person(name)) => Some(name.clone()),
            None => self.first_owner(),
        }
    }

    /// Who worked on it at the start: the mail address of one of the tenant's people.
    fn first_owner(&self) -> Option<String> {
        let person = self.story.person(usize::from(self.incident.owner?))?;
        Some(person.user_principal_name)
    }

    /// Tags that somebody put on the incident.
    pub(super) fn tags(&self) -> Vec<&'a str> {
        if let Some(tags) = self.changed.and_then(|changed| changed.tags.as_ref()) {
            return tags.iter().map(String::as_str).collect();
        }
        let mut dice = Dice::new(self.incident.seed, "tags");
        if dice.chance(20) {
            dice.pick(&STORY.tags).map(String::as_str).into_iter().collect()
        } else {
            Vec::new()
        }
    }

    /// What people noted down, oldest first.
    pub(super) fn comments(&self) -> Vec<Comment> {
        let mut all = self.first_comments();
        all.extend(
            self.changed
                .into_iter()
                .flat_map(|changed| changed.comments.iter().cloned()),
        );
        all
    }

    /// What the owner noted down before the start.
    pub(super) fn first_comments(&self) -> Vec<Comment> {
        let mut dice = Dice::new(self.incident.seed, "comments");
        let (Some(by), true) = (self.first_owner(), dice.chance(40)) else {
            return Vec::new();
        };
        let text = dice.pick(&STORY.comments).cloned().unwrap_or_default();
        let at = self.incident.updated;
        vec![Comment { text, by, at }]
    }
}

impl Record for Told<'_> {
    fn field(&self, name: &str) -> Value<'_> {
        match name {
            "createdDateTime" | "createdTime" => words::time_value(self.created()),
            "lastUpdateDateTime" | "lastUpdateTime" => words::time_value(self.updated()),
            "status" => Value::text(self.status().incident_word()),
            "severity" => Value::text(self.severity().word()),
            "classification" => Value::text(self.classification().word()),
            "determination" => Value::text(self.determination().graph()),
            "assignedTo" => self.owner().map_or(Value::Null, Value::text),
            _ => Value::Null,
        }
    }
}
