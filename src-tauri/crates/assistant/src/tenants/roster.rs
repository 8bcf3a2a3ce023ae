//! All customers of one connection, and what the partner wants to do at each.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::record::{CustomerRecord, Grant};
use crate::cloud::Api;
use crate::connection::{Connection, Goal, Purpose};
use crate::defender::permissions;
use crate::documents::{Document, Documents};
use crate::ids::TenantId;

/// Version of the stored document.
const VERSION: u32 = 1;

/// The rosters of all connections.
pub(crate) type Rosters = Documents<Roster>;

/// Something that the partner does at every customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
pub struct Wanted {
    /// At which API.
    pub api: Api,
    /// What is done there.
    pub purpose: Purpose,
}

/// The customers of one connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Roster {
    version: u32,
    /// What the partner wants beside the goal of the connection itself.
    #[serde(default)]
    pub(crate) wanted: Vec<Wanted>,
    /// When the secret in use ends, as earlier versions noted it; now it stands in the connection.
    #[serde(default)]
    pub(crate) secret_ends: Option<Timestamp>,
    /// In the order in which they were added.
    pub(crate) customers: Vec<CustomerRecord>,
}

impl Default for Roster {
    fn default() -> Self {
        Self {
            version: VERSION,
            wanted: Vec::new(),
            secret_ends: None,
            customers: Vec::new(),
        }
    }
}

impl Document for Roster {
    const NAME: &'static str = "customers";
    const VERSION: u32 = VERSION;

    fn version(&self) -> u32 {
        self.version
    }
}

impl Roster {
    /// The customer with that tenant.
    pub(crate) fn customer(&self, tenant: TenantId) -> Option<&CustomerRecord> {
        self.customers
            .iter()
            .find(|record| record.customer.tenant_id == tenant)
    }

    /// The same, to be changed.
    pub(crate) fn customer_mut(&mut self, tenant: TenantId) -> Option<&mut CustomerRecord> {
        self.customers
            .iter_mut()
            .find(|record| record.customer.tenant_id == tenant)
    }

    /// What is wanted at every customer: the goal of the connection first, each thing once.
    pub(crate) fn all_wanted(&self, goal: Goal) -> Vec<Wanted> {
        let own = Wanted {
            api: goal.api,
            purpose: goal.purpose,
        };
        let mut all = vec![own];
        for wanted in &self.wanted {
            if !all.contains(wanted) {
                all.push(*wanted);
            }
        }
        all
    }
}

impl Roster {
    /// Replaces what is wanted. What was seen of each customer is read anew: who lacks something turns amber at once.
    pub(crate) fn want(&mut self, wanted: Vec<Wanted>, connection: &Connection, now: Timestamp) {
        self.wanted = wanted;
        let all = self.all_wanted(connection.goal);
        for record in &mut self.customers {
            let there = connection.at_customer(&record.customer, &record.cloud);
            record.weigh_again(&all, &there, now);
        }
    }
}

impl Wanted {
    /// The least permission that it needs, in the context of a goal.
    pub(crate) fn least(self, goal: Goal) -> Grant {
        Grant {
            api: self.api,
            permission: permissions::least(self.toward(goal)).to_owned(),
        }
    }

    /// The goal of a connection that is used for this.
    pub(crate) fn toward(self, goal: Goal) -> Goal {
        Goal {
            api: self.api,
            purpose: self.purpose,
            ..goal
        }
    }
}

#[cfg(test)]
mod tests;
