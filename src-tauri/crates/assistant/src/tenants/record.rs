//! One customer as it is stored: what people said of it, and what was seen of it.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::look::{self, Sight};
use super::pace;
use super::roster::Wanted;
use crate::cloud::Api;
use crate::connection::{Connection, Customer, LastAnswer};
use crate::diagnosis::PAUSE;
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

/// A customer where one of many is named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerBrief {
    /// "Directory (tenant) ID".
    pub tenant_id: String,
    /// The domain by which it was named.
    pub domain: String,
    /// What people call it.
    pub name: Option<String>,
    /// The cloud that it is in.
    pub cloud_id: String,
}

/// The last link that was made for a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Comes back with the answer, and says whose it is. Not secret: it is in a link that is mailed.
    pub state: String,
    /// When the link was made.
    pub at: Timestamp,
    /// When somebody was last heard to have answered it.
    #[serde(default)]
    pub answered: Option<Timestamp>,
}

impl Invited {
    /// From this moment on consent may be there any second.
    pub(crate) fn moved(&self) -> Timestamp {
        self.answered.unwrap_or(self.at)
    }
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

/// As much of a name as is kept.
const MAX_NAME: usize = 120;

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

impl CustomerState {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::NoApp => "no-app",
            Self::NoRoles => "no-roles",
            Self::PartialRoles => "partial-roles",
            Self::Consented => "consented",
            Self::Blocked => "blocked",
            Self::NotProvisioned => "not-provisioned",
            Self::Unreachable => "unreachable",
        }
    }
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

    /// Takes what a look saw, and says when the next one is due. True where it turned out different.
    ///
    /// An answer that says nothing about the customer takes no proof away; a token that is not what was asked for does.
    pub(crate) fn saw(&mut self, sight: Sight, now: Timestamp) -> bool {
        let before = (self.state(), self.lacks());
        let mut retry = None;
        match sight {
            Sight::Customer(seen, answer) => {
                self.seen = Some(*seen);
                self.last_answer = answer.or(self.last_answer.take());
            }
            Sight::Nothing(report) => {
                let asked = report.params.get(PAUSE).and_then(|seconds| seconds.parse().ok());
                retry = Some(SignedDuration::from_secs(asked.unwrap_or_default()));
                self.saw_nothing(*report, now);
            }
            Sight::Here(_) => return false,
        }
        let changed = before != (self.state(), self.lacks());
        self.looks = if changed { 1 } else { self.looks.saturating_add(1) };
        self.next_look = Some(match retry {
            Some(asked) => pace::retry(self, now, asked),
            None => pace::next_look(self, now),
        });
        changed
    }

    /// The next look is no later than that.
    pub(crate) fn look_within(&mut self, interval: SignedDuration, now: Timestamp) {
        let latest = pace::later(now, interval);
        self.next_look = self.next_look.map(|next| next.min(latest));
    }

    fn saw_nothing(&mut self, report: ErrorReport, now: Timestamp) {
        let known = !matches!(self.state(), CustomerState::Unknown | CustomerState::Unreachable);
        if known && !report.finding {
            return;
        }
        let present = self.seen.take().map(|seen| seen.present).unwrap_or_default();
        self.seen = Some(Seen {
            at: now,
            state: CustomerState::Unreachable,
            present,
            missing: Vec::new(),
            finding: Some(report),
        });
    }

    /// Reads what was seen once more, for another list of what is wanted.
    pub(super) fn weigh_again(&mut self, wanted: &[Wanted], there: &Connection, now: Timestamp) {
        use CustomerState::{Consented, NoRoles, NotProvisioned, PartialRoles};
        let Some(seen) = self.seen.as_mut() else { return };
        if !matches!(seen.state, Consented | NoRoles | NotProvisioned | PartialRoles) {
            return;
        }
        let missing = look::missing(wanted, &seen.present, there.goal);
        if missing == seen.missing {
            return;
        }
        // Green is what an API answered to; a role that suffices now has proved nothing yet.
        seen.state = match missing.first() {
            Some(_) => look::lacking_state(&seen.present),
            None if self.last_answer.is_some() => Consented,
            None => CustomerState::Unknown,
        };
        seen.finding = missing
            .first()
            .map(|lacking| look::lacking_finding(there, lacking, &seen.present));
        seen.missing = missing;
        (self.looks, self.next_look) = (0, Some(now));
    }

    fn lacks(&self) -> Vec<Grant> {
        let seen = self.seen.as_ref();
        seen.map(|seen| seen.missing.clone()).unwrap_or_default()
    }

    /// A name as it is kept; `None` where there is nothing in it.
    pub(crate) fn tidy_name(text: &str) -> Option<String> {
        Some(on_one_line(text, MAX_NAME)).filter(|name| !name.is_empty())
    }

    /// The few words by which a list names it.
    pub fn brief(&self) -> CustomerBrief {
        CustomerBrief {
            tenant_id: self.customer.tenant_id.to_string(),
            domain: self.customer.domain.clone(),
            name: self.name.clone(),
            cloud_id: self.cloud.clone(),
        }
    }

    /// How far its consent is, as far as it was seen.
    pub fn state(&self) -> CustomerState {
        self.seen.as_ref().map(|seen| seen.state).unwrap_or_default()
    }
}

/// On one line, with nothing in it that moves a cursor, and no longer than so many letters.
pub(super) fn on_one_line(text: &str, most: usize) -> String {
    let words = text
        .split_whitespace()
        .map(|word| word.replace(char::is_control, ""));
    let line = words.collect::<Vec<_>>().join(" ");
    line.chars().take(most).collect()
}
