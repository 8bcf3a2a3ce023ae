//! What is asked, and of whom.

use serde::{Deserialize, Serialize};
use specta::Type;

use crate::cloud::Api;
use crate::connection::Purpose;
use crate::defender::{HuntQuery, ListQuery, kind_at, place_of};
use crate::results::{ResultFormat, ResultKind};

/// Any question that one tenant can be asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum SweepQuestion {
    /// A list.
    List {
        /// What it is asked for.
        query: ListQuery,
    },
    /// A query over the hunting tables.
    Hunt {
        /// The query.
        query: HuntQuery,
    },
    /// How exposed the devices are.
    Score,
}

impl SweepQuestion {
    /// What the rows of the answer are, for a connection to that API.
    pub fn kind(&self, api: Api) -> ResultKind {
        match self {
            Self::List { query } => kind_at(query.kind, self.place(api).0),
            Self::Hunt { .. } => ResultKind::Hunting,
            Self::Score => ResultKind::Score,
        }
    }

    /// Where it is asked through a connection to that API, and for what.
    pub(crate) fn place(&self, api: Api) -> (Api, Purpose) {
        match self {
            Self::List { query } => place_of(query.kind, api),
            Self::Hunt { query } => (query.api, Purpose::Hunting),
            Self::Score => place_of(ResultKind::Score, api),
        }
    }
}

/// A question for many customers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SweepQuery {
    /// What is asked.
    pub question: SweepQuestion,
    /// Who is asked, by tenant IDs or domains; without it every customer. One that is skipped is listed and not asked in either case.
    #[serde(default)]
    pub tenant_ids: Option<Vec<String>>,
    /// How many are asked at the same time; without it [`SweepQuery::CONCURRENCY`].
    #[serde(default)]
    pub concurrency: Option<u32>,
    /// The files that are written: one of each for every customer, and one with all rows.
    #[serde(default)]
    pub formats: Vec<ResultFormat>,
}

impl SweepQuery {
    /// Customers that are asked at the same time where nobody says otherwise.
    pub const CONCURRENCY: u32 = 8;
    /// More than so many connections at once make nothing faster.
    pub const MOST: u32 = 64;
}
