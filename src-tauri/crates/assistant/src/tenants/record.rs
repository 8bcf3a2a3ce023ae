//! One customer as it is stored: what people said of it, and what was seen of it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;

use crate::cloud::Api;
use crate::connection::{Customer, LastAnswer};
use crate::error::ErrorReport;

/// How far the partner's app got in a customer's tenant. Its words are those of the command line's contract.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum CustomerState {
    /// Nobody looked yet.
    #[default]
    Unknown,
    /// The tenant holds no enterprise application of the partner: nobody consented yet.
    NoApp,
    /// The enterprise application is there, and nothing is granted to it.
    NoRoles,
    /// Some of what is wanted is granted.
    PartialRoles,
    /// Everything that is wanted is granted.
    Consented,
    /// A policy of the customer, or its directory, refuses the application.
    Blocked,
    /// Everything is granted, and there is no Defender to read from.
    NotProvisioned,
    /// No answer that says anything about the customer.
    Unreachable,
}

/// A permission at an API.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Type)]
pub struct Grant {
    /// The API that takes it.
    pub api: Api,
    /// Its value, such as `Incident.Read.All`.
    pub permission: String,
}

/// The last link that was made for a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Comes back with the answer, and says whose it is. Not secret: it is in a link that is mailed.
    pub state: String,
    /// When the link was made.
    pub at: Timestamp,
}

/// What the last look at a customer saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Seen {
    /// When.
    pub at: Timestamp,
    /// What it came to.
    pub state: CustomerState,
    /// What is granted of all that was asked about.
    #[serde(default)]
    pub present: Vec<Grant>,
    /// What is wanted and not granted.
    #[serde(default)]
    pub missing: Vec<Grant>,
    /// Why it is not green: one cause and one next action.
    #[serde(default)]
    pub finding: Option<ErrorReport>,
}

/// A customer of a partner's connection. Holds no secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerRecord {
    /// Its tenant, and the domain by which it was named.
    #[serde(flatten)]
    pub customer: Customer,
    /// The cloud that it is in; shares the sign-in service of the partner's own.
    pub cloud: String,
    /// What people call it.
    #[serde(default)]
    pub name: Option<String>,
    /// When it was added.
    pub added_at: Timestamp,
    /// Left out of looks and sweeps, and shown all the same.
    #[serde(default)]
    pub skipped: bool,
    /// The last link.
    #[serde(default)]
    pub invited: Option<Invited>,
    /// The last look.
    #[serde(default)]
    pub seen: Option<Seen>,
    /// The last answer of an API.
    #[serde(default)]
    pub last_answer: Option<LastAnswer>,
    /// How many looks in a row saw the same; the pauses between them grow with it.
    #[serde(default)]
    pub looks: u32,
    /// Not before this moment is it looked at again, unless somebody asks.
    #[serde(default)]
    pub next_look: Option<Timestamp>,
}

impl CustomerRecord {
    /// A customer whose tenant was just found.
    pub fn new(customer: Customer, cloud: String, now: Timestamp) -> Self {
        Self {
            customer,
            cloud,
            name: None,
            added_at: now,
            skipped: false,
            invited: None,
            seen: None,
            last_answer: None,
            looks: 0,
            next_look: None,
        }
    }

    /// How far its consent is, as far as it was seen.
    pub fn state(&self) -> CustomerState {
        self.seen.as_ref().map(|seen| seen.state).unwrap_or_default()
    }
}
