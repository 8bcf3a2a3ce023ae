//! A result that is held in hand: its rows for people, its rows as the service sent them, and the last arrangement.

use std::io;
use std::sync::{Arc, Mutex, OnceLock};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use super::SavedFile;
use super::arrangement::{Arrangement, TablePage, TableQuery};
use super::chart::{Facet, OverTime, facet, over_time};
use super::comparison::Comparison;
use super::spool::Spool;
use super::table::{Cell, Column, Table};
use crate::cloud::Api;
use crate::connection::Connection;
use crate::defender::FilterNote;
use crate::error::ErrorReport;
use crate::lock::lock;

/// What the rows of a result are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum ResultKind {
    Incidents,
    Alerts,
    Machines,
    Vulnerabilities,
    Recommendations,
    Hunting,
    /// The exposure score of several tenants, a row each.
    Score,
    /// The customers of a partner: what was seen of each, not what an API lists.
    Customers,
}

impl ResultKind {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Incidents => "incidents",
            Self::Alerts => "alerts",
            Self::Machines => "machines",
            Self::Vulnerabilities => "vulnerabilities",
            Self::Recommendations => "recommendations",
            Self::Hunting => "hunting",
            Self::Score => "score",
            Self::Customers => "customers",
        }
    }
}

/// What the window learns of a result; its lines are asked for by themselves.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ResultView {
    /// Names it for [`crate::Assistant::table_page`] and for saving.
    pub result_id: String,
    /// The connection that it was read with.
    pub connection_id: String,
    /// What the rows are.
    pub kind: ResultKind,
    /// Which API answered.
    pub api: Api,
    /// Begin of the time asked for, RFC 3339; where a time was asked for.
    pub since: Option<String>,
    /// The moment of asking, RFC 3339.
    pub until: String,
    /// How many rows there are.
    pub rows: u32,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Calls answered.
    pub requests: u32,
    /// How often the service asked to wait.
    pub throttled: u32,
    /// What the service filtered by, and what Handrail did.
    pub filter: FilterNote,
    /// Every page is there. Otherwise reading can go on where it stopped.
    pub complete: bool,
    /// Why it stopped early, unless the person ended it.
    pub stopped: Option<ErrorReport>,
    /// The file, where it was written at once.
    pub saved: Option<SavedFile>,
    /// Why it could not be written. The rows are there all the same.
    pub save_problem: Option<ErrorReport>,
    /// From the first call to the last answer.
    pub elapsed_ms: u32,
    /// When the token that was used ends, RFC 3339.
    pub token_expires: String,
}

/// A result in hand.
pub(crate) struct Held {
    /// How it was asked and answered, for whoever writes it down.
    pub(crate) view: ResultView,
    /// What was asked, as one text: two runs of the same question say the same here.
    pub(crate) question: String,
    /// The time asked for.
    pub(crate) between: Option<(Timestamp, Timestamp)>,
    pub(crate) table: Table,
    pub(crate) spool: Arc<Spool>,
    /// The rows in the result's own order: incidents by their last update, hunting as the service sent them.
    pub(crate) order: Vec<u32>,
    /// What is different from the last run, once somebody asked; `None` inside where there was no last run.
    pub(crate) compared: OnceLock<Option<Comparison>>,
    /// The connection as it was used, where that is not as it reads by itself: at a customer, or at many.
    pub(crate) through: Option<Connection>,
    arranged: Mutex<Option<(TableQuery, Arc<Arrangement>)>>,
}

impl Held {
    /// Holds rows in their order.
    pub(crate) fn new(
        view: ResultView,
        question: String,
        between: Option<(Timestamp, Timestamp)>,
        table: Table,
        spool: impl Into<Arc<Spool>>,
        order: Vec<u32>,
    ) -> Self {
        Self {
            view,
            question,
            between,
            table,
            spool: spool.into(),
            order,
            compared: OnceLock::new(),
            through: None,
            arranged: Mutex::default(),
        }
    }

    /// The same result with one more column.
    pub(crate) fn with_column(&self, column: Column, cells: impl IntoIterator<Item = Cell>) -> Self {
        let table = self.table.with_column(column, cells);
        let view = ResultView {
            columns: table.columns().to_vec(),
            ..self.view.clone()
        };
        let spool = Arc::clone(&self.spool);
        let (question, order) = (self.question.clone(), self.order.clone());
        Self {
            through: self.through.clone(),
            ..Self::new(view, question, self.between, table, spool, order)
        }
    }

    /// The rows that a query shows, in its order. The last one is kept: scrolling asks for it again and again.
    pub(crate) fn arranged(&self, query: &TableQuery) -> Arc<Arrangement> {
        if let Some((last, arrangement)) = &*lock(&self.arranged)
            && last == query
        {
            return Arc::clone(arrangement);
        }
        let arrangement = Arc::new(Arrangement::of(&self.table, &self.order, query));
        *lock(&self.arranged) = Some((query.clone(), Arc::clone(&arrangement)));
        arrangement
    }

    pub(crate) fn page(&self, query: &TableQuery, from: u32, count: u32) -> TablePage {
        let arranged = self.arranged(query);
        arranged.page(&self.table, from as usize, count as usize)
    }

    pub(crate) fn over_time(&self, query: &TableQuery, column: &str) -> Option<OverTime> {
        over_time(&self.table, &self.order, query, column, self.between)
    }

    pub(crate) fn facet(&self, query: &TableQuery, column: &str, top: usize) -> Option<Facet> {
        facet(&self.table, &self.order, query, column, top)
    }

    /// One row as the service sent it, by its number in the table.
    pub(crate) fn raw_row(&self, row: u32) -> io::Result<Value> {
        self.spool.row(row as usize)
    }

    /// The rows as the service sent them, in the result's own order.
    pub(crate) fn raw_rows(&self) -> impl ExactSizeIterator<Item = io::Result<Value>> + '_ {
        self.order.iter().map(|&at| self.spool.row(at as usize))
    }
}

#[cfg(test)]
pub(crate) mod sample;
