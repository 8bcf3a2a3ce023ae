//! What a sweep asks, and of whom: fixed and on disk before the first call, so that it asks the same when it goes on.

use std::io;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::folder::{SweepFolder, header_in, unreadable};
use super::names::name_files;
use super::question::{SweepQuery, SweepQuestion};
use crate::clock::{Clock, rfc3339};
use crate::cloud::Api;
use crate::connection::{Connection, Customer};
use crate::defender::{HuntQuery, ListQuery, Timespan};
use crate::error::Result;
use crate::given::{self, MAX_DOCUMENT};
use crate::ids::{ClientId, TenantId};
use crate::results::{ResultFormat, ResultKind, unwritten, write_whole};
use crate::tenants::{CustomerRecord, CustomerState};

/// Version of the stored document. Another one is left alone rather than misread.
const VERSION: u32 = 1;

/// What a sweep asks, and of whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Header {
    version: u32,
    /// The registration that asks: a stored connection may have another name when the sweep goes on.
    home: TenantId,
    client: Option<ClientId>,
    pub(super) started_at: Timestamp,
    /// The question in the words in which it was asked: two sweeps of the same one say the same here.
    pub(super) asked: SweepQuestion,
    /// The question with its time fixed.
    pub(crate) question: SweepQuestion,
    /// The time asked for.
    pub(super) since: Timestamp,
    pub(super) until: Timestamp,
    pub(super) concurrency: usize,
    pub(super) formats: Vec<ResultFormat>,
    pub(super) customers: Vec<Listed>,
}

/// A customer of the sweep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listed {
    pub(super) tenant_id: TenantId,
    pub(super) domain: String,
    pub(super) cloud: String,
    pub(super) name: Option<String>,
    /// Is listed and not asked.
    pub(super) skipped: bool,
    /// How far its consent was when the sweep began.
    #[serde(default)]
    pub(super) consent: CustomerState,
    /// What its files are called, without their ending.
    pub(super) file: String,
}

impl Listed {
    fn of(record: &CustomerRecord) -> Self {
        Self {
            tenant_id: record.customer.tenant_id,
            domain: record.customer.domain.clone(),
            cloud: record.cloud.clone(),
            name: record.name.clone(),
            skipped: record.skipped,
            consent: record.state(),
            file: String::new(),
        }
    }

    /// The customer as a connection names it.
    pub(super) fn customer(&self) -> Customer {
        Customer {
            tenant_id: self.tenant_id,
            domain: self.domain.clone(),
        }
    }
}

impl Header {
    /// A sweep that begins now.
    pub(crate) fn new(
        connection: &Connection,
        query: &SweepQuery,
        customers: &[CustomerRecord],
        clock: &dyn Clock,
    ) -> Result<Self> {
        let started_at = clock.now();
        let (question, since, until) = fixed(&query.question, clock)?;
        let mut customers: Vec<Listed> = customers.iter().map(Listed::of).collect();
        name_files(&mut customers);
        let concurrency = query.concurrency.unwrap_or(SweepQuery::CONCURRENCY);
        let mut formats = query.formats.clone();
        let mut seen = Vec::new();
        formats.retain(|format| {
            !seen.contains(format) && {
                seen.push(*format);
                true
            }
        });
        Ok(Self {
            version: VERSION,
            home: connection.tenant_id,
            client: connection.client_id,
            started_at,
            asked: query.question.clone(),
            question,
            since,
            until,
            concurrency: concurrency.clamp(1, SweepQuery::MOST) as usize,
            formats,
            customers,
        })
    }

    /// Reads the header of a sweep.
    pub(crate) fn read(folder: &SweepFolder) -> Result<Self> {
        let root = folder.root();
        let text =
            given::read(&folder.header(), MAX_DOCUMENT).map_err(|error| unreadable(root).detailed(error))?;
        let header: Self = serde_json::from_slice(&text).map_err(|error| unreadable(root).detailed(error))?;
        if header.version != VERSION {
            return Err(unreadable(root).detailed(format!("version {}", header.version)));
        }
        Ok(header)
    }

    /// The header of the sweep in a folder that somebody may be working in; `None` where there is none to be read.
    pub(crate) fn peek(root: &Path) -> Option<Self> {
        serde_json::from_slice(&given::read(&header_in(root), MAX_DOCUMENT).ok()?).ok()
    }

    /// Is it a sweep of this registration?
    pub(crate) fn belongs_to(&self, connection: &Connection) -> bool {
        (self.home, self.client) == (connection.tenant_id, connection.client_id)
    }

    /// Writes it: afterwards it is there whole.
    pub(super) fn write(&self, folder: &SweepFolder) -> Result<()> {
        written(self, &folder.header()).map_err(|error| unwritten(&error, folder.root()))
    }

    /// What the rows are, for a connection to that API.
    pub(super) fn kind(&self, api: Api) -> ResultKind {
        self.question.kind(api)
    }

    /// Is a time asked for? Other lists are of what is there now.
    pub(super) fn timed(&self) -> bool {
        self.since < self.until
    }

    /// The question as one text: two sweeps of the same one say the same.
    pub(super) fn asked_text(&self) -> String {
        serde_json::to_string(&self.asked).unwrap_or_default()
    }

    /// Where a customer is in the sweep.
    pub(super) fn place_of(&self, tenant: TenantId) -> Option<usize> {
        self.customers
            .iter()
            .position(|customer| customer.tenant_id == tenant)
    }
}

fn written(header: &Header, path: &Path) -> io::Result<()> {
    write_whole(path, &serde_json::to_vec_pretty(header)?)
}

/// The question with its time fixed, and that time.
fn fixed(question: &SweepQuestion, clock: &dyn Clock) -> Result<(SweepQuestion, Timestamp, Timestamp)> {
    Ok(match question {
        SweepQuestion::List { query } => {
            let window = query.window(clock);
            let query = ListQuery {
                since: Some(window.since),
                ..query.clone()
            };
            (SweepQuestion::List { query }, window.since, window.until)
        }
        SweepQuestion::Hunt { query } => {
            let timespan = match &query.timespan {
                Some(text) => text.parse()?,
                None => Timespan::thirty_days(),
            };
            let (since, until) = timespan.between(clock.now());
            let query = HuntQuery {
                timespan: Some(format!("{}/{}", rfc3339(since), rfc3339(until))),
                ..query.clone()
            };
            (SweepQuestion::Hunt { query }, since, until)
        }
        SweepQuestion::Score => (SweepQuestion::Score, clock.now(), clock.now()),
    })
}

#[cfg(test)]
impl Listed {
    pub(super) fn sample(number: u128, domain: &str) -> Self {
        Self {
            tenant_id: uuid::Uuid::from_u128(number).into(),
            domain: domain.to_owned(),
            cloud: "practice".to_owned(),
            name: None,
            skipped: false,
            consent: CustomerState::Unknown,
            file: domain.to_owned(),
        }
    }
}
