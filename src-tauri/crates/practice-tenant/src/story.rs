//! What happened at the tenant, made from a seed and the time of the start.
//!
//! An incident is kept as a few numbers; its alerts, devices, people and files follow from them when somebody asks.
//! That makes a hundred thousand incidents cheap, and every API tell the same story. What people change is kept beside
//! the numbers; every request sees the story as it was when the request came.

mod alert;
mod alerts;
mod cast;
mod change;
mod device;
mod entity;
mod graph;
mod incident;
mod mde;
mod recommendation;
mod software;
mod user;
mod weakness;
mod words;
mod xdr;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use crate::ids::TenantId;
use crate::random::Dice;
use crate::store::Tenant;
pub(crate) use alert::{Alert, AlertKey};
pub(crate) use alerts::Alerts;
pub(crate) use cast::{Cast, Image, Person, outside_ip};
pub(crate) use change::{By, Change, Changes, Owner};
pub(crate) use device::Device;
pub(crate) use entity::{HIVE, KEY, VALUE, VALUE_NAME};
pub(crate) use incident::{Incident, Told};
pub(crate) use recommendation::Recommendation;
pub(crate) use software::Installed;
pub(crate) use user::is_domain_admin;
pub(crate) use weakness::{Software, Vulnerability};
pub(crate) use words::{Classification, Determination, Status, small, time};

/// All that happened at one tenant.
#[derive(Clone)]
pub(crate) struct Story {
    pub(crate) tenant: TenantId,
    pub(crate) domain: String,
    seed: u64,
    /// Milliseconds since 1970.
    started: i64,
    /// Newest first, without what was changed since.
    incidents: Arc<[Incident]>,
    changes: Changes,
}

/// The number of the oldest incident.
const FIRST_ID: u32 = 1001;

impl Story {
    pub(crate) fn new(seed: u64, tenant: TenantId, domain: &str, count: u32, now: Timestamp) -> Self {
        let mut dice = Dice::new(seed, &format!("story {tenant}"));
        let started = now.as_millisecond();
        let mut incidents: Vec<Incident> = (0..count)
            .map(|number| Incident::happen(&mut dice, number, started))
            .collect();
        incidents.sort_by_key(|incident| incident.created);
        for (id, incident) in (FIRST_ID..).zip(&mut incidents) {
            incident.id = id;
        }
        incidents.reverse();
        Self {
            tenant,
            domain: domain.to_owned(),
            seed,
            started,
            incidents: incidents.into(),
            changes: Changes::default(),
        }
    }

    /// Decides what happened.
    pub(crate) fn seed(&self) -> u64 {
        self.seed
    }

    /// The end of the story, in milliseconds since 1970: nothing happens after the start, but for what people change.
    pub(crate) fn started(&self) -> i64 {
        self.started
    }

    /// Every incident, newest first.
    pub(crate) fn incidents(&self) -> impl DoubleEndedIterator<Item = Told<'_>> + ExactSizeIterator + Clone {
        self.incidents.iter().map(|incident| self.told(incident))
    }

    /// The incident at that place of the list, from 0.
    pub(crate) fn nth(&self, at: usize) -> Option<Told<'_>> {
        self.incidents.get(at).map(|incident| self.told(incident))
    }

    fn told<'a>(&'a self, incident: &'a Incident) -> Told<'a> {
        Told {
            story: self,
            incident,
            changed: self.changes.of_incident(incident.id),
        }
    }

    /// The incident of that number, as the APIs print it.
    pub(crate) fn incident(&self, id: &str) -> Option<Told<'_>> {
        self.numbered(id.parse().ok()?)
    }

    /// The incident of that number. Numbers go up with time, without a gap.
    fn numbered(&self, id: u32) -> Option<Told<'_>> {
        let newest = self.incidents.first()?.id;
        let at = usize::try_from(newest.checked_sub(id)?).ok()?;
        self.nth(at)
    }

    /// Every alert of every product, newest incident first.
    pub(crate) fn alerts(&self) -> Alerts<'_> {
        Alerts::new(self, |_| true)
    }

    /// Every alert that Defender for Endpoint raised, newest incident first.
    pub(crate) fn endpoint_alerts(&self) -> Alerts<'_> {
        Alerts::new(self, alert::is_endpoint)
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

    /// The story of a tenant as it is now. A customer has a sixth as many incidents as the home tenant, but never more
    /// than 60.
    pub(crate) fn of(&self, tenant: &Tenant) -> Arc<Story> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(told.entry(tenant.id).or_insert_with(|| self.fresh(tenant)))
    }

    fn fresh(&self, tenant: &Tenant) -> Arc<Story> {
        let count = if tenant.id == self.home {
            self.incidents
        } else {
            (self.incidents / 6).min(60)
        };
        let domain = tenant.domains.first().map_or("", String::as_str);
        Arc::new(Story::new(self.seed, tenant.id, domain, count, self.started))
    }

    /// Changes an incident; the story as it is then.
    pub(crate) fn change_incident(&self, tenant: &Tenant, id: u32, change: &Change, by: &By) -> Arc<Story> {
        self.change(tenant, |changes| changes.change_incident(id, change, by))
    }

    /// Changes alerts; the story as it is then.
    pub(crate) fn change_alerts(
        &self,
        tenant: &Tenant,
        keys: &[AlertKey],
        change: &Change,
        by: &By,
    ) -> Arc<Story> {
        self.change(tenant, |changes| {
            for key in keys {
                changes.change_alert(*key, change, by);
            }
        })
    }

    /// Requests under way keep the story that they began with.
    fn change(&self, tenant: &Tenant, change: impl FnOnce(&mut Changes)) -> Arc<Story> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let story = told.entry(tenant.id).or_insert_with(|| self.fresh(tenant));
        change(&mut Arc::make_mut(story).changes);
        Arc::clone(story)
    }
}

#[cfg(test)]
mod tests;
