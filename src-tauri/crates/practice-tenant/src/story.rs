//! What happened at the tenant, made from a seed and the time of the start.
//!
//! An incident is kept as a few numbers; its alerts, devices, people and files follow from them when somebody asks.
//! That makes a hundred thousand incidents cheap, and every API tell the same story.

mod alert;
mod cast;
mod graph;
mod mde;
mod words;
mod xdr;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::data::{KindRow, STORY};
use crate::ids::TenantId;
use crate::odata::{Record, Value};
use crate::random::Dice;
use crate::store::Tenant;
pub(crate) use alert::Alert;
pub(crate) use words::{Severity, Status, Verdict};

const HOUR: i64 = 3_600_000;

/// One incident in compact form. Times are milliseconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Incident {
    pub(crate) id: u32,
    kind: usize,
    created: i64,
    updated: i64,
    status: Status,
    verdict: Option<Verdict>,
    /// Index of the person who works on it.
    owner: Option<usize>,
    seed: u64,
}

impl Incident {
    pub(crate) fn kind(&self) -> Option<&'static KindRow> {
        STORY.kinds.get(self.kind)
    }

    pub(crate) fn severity(&self) -> Severity {
        self.kind()
            .map_or(Severity::Informational, |kind| Severity::parse(&kind.severity))
    }
}

/// All that happened at one tenant.
pub(crate) struct Story {
    pub(crate) tenant: TenantId,
    pub(crate) domain: String,
    seed: u64,
    /// Newest first.
    incidents: Vec<Incident>,
}

impl Story {
    fn new(seed: u64, tenant: &Tenant, count: u32, now: Timestamp) -> Self {
        let mut dice = Dice::new(seed, &format!("story {}", tenant.id));
        let mut incidents: Vec<Incident> = (0..count)
            .map(|number| incident(&mut dice, number, now.as_millisecond()))
            .collect();
        incidents.sort_by_key(|incident| incident.created);
        for (id, incident) in (1001..).zip(&mut incidents) {
            incident.id = id;
        }
        incidents.reverse();
        Self {
            tenant: tenant.id,
            domain: tenant.domains.first().cloned().unwrap_or_default(),
            seed,
            incidents,
        }
    }

    /// Every incident, newest first.
    pub(crate) fn incidents(&self) -> &[Incident] {
        &self.incidents
    }

    pub(crate) fn incident(&self, id: &str) -> Option<&Incident> {
        let id: u32 = id.parse().ok()?;
        self.incidents
            .binary_search_by(|incident| id.cmp(&incident.id))
            .ok()
            .and_then(|at| self.incidents.get(at))
    }

    /// Every alert that Defender for Endpoint raised, newest incident first.
    pub(crate) fn endpoint_alerts(&self) -> impl Iterator<Item = Alert<'_>> {
        self.incidents
            .iter()
            .flat_map(|incident| self.alerts(incident))
            .filter(Alert::is_endpoint)
    }
}

/// The first of all and every third after it was updated within two days. Nothing was updated near the edge of that
/// window, so that a count taken a few minutes after the start still holds.
fn incident(dice: &mut Dice, number: u32, now: i64) -> Incident {
    let kind = usize::try_from(dice.below(STORY.kinds.len() as u64)).unwrap_or_default();
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
    let verdict = (status == Status::Resolved).then(|| Verdict::of_roll(dice.below(10)));
    let owner = (status != Status::Active).then(|| usize::try_from(dice.below(4)).unwrap_or_default());
    Incident {
        id: 0,
        kind,
        created,
        updated,
        status,
        verdict,
        owner,
        seed: dice.roll(),
    }
}

impl Record for Incident {
    fn field(&self, name: &str) -> Value<'_> {
        let text = Value::text;
        match name {
            "createdDateTime" | "createdTime" => words::time_value(self.created),
            "lastUpdateDateTime" | "lastUpdateTime" => words::time_value(self.updated),
            "status" => text(self.status.incident_word()),
            "severity" => text(self.severity().word()),
            "classification" => text(self.verdict.map_or("Unknown", Verdict::classification)),
            "determination" => text(self.verdict.map_or("Unknown", Verdict::determination)),
            _ => Value::Null,
        }
    }
}

/// An incident with the story it belongs to: the owner's name is only known there.
pub(crate) struct Told<'a> {
    pub(crate) story: &'a Story,
    pub(crate) incident: &'a Incident,
}

impl Record for Told<'_> {
    fn field(&self, name: &str) -> Value<'_> {
        match name {
            "assignedTo" => self.story.owner(self.incident).map_or(Value::Null, Value::text),
            other => self.incident.field(other),
        }
    }
}

/// The stories of all tenants, each made when somebody first asks.
pub(crate) struct Stories {
    seed: u64,
    incidents: u32,
    home: TenantId,
    started: Timestamp,
    told: Mutex<HashMap<TenantId, Arc<Story>>>,
}

impl Stories {
    pub(crate) fn new(seed: u64, incidents: u32, home: TenantId, started: Timestamp) -> Self {
        Self {
            seed,
            incidents,
            home,
            started,
            told: Mutex::new(HashMap::new()),
        }
    }

    /// The story of a tenant. A customer has a sixth as many incidents as the home tenant, but never more than 60.
    pub(crate) fn of(&self, tenant: &Tenant) -> Arc<Story> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let count = if tenant.id == self.home {
            self.incidents
        } else {
            (self.incidents / 6).min(60)
        };
        let fresh = || Arc::new(Story::new(self.seed, tenant, count, self.started));
        Arc::clone(told.entry(tenant.id).or_insert_with(fresh))
    }
}
