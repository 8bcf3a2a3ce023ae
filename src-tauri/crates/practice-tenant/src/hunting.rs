//! Hunting: queries over what the tenant's sensors saw (MicrosoftDocs/defender-docs:
//! defender-xdr/advanced-hunting-schema-tables.md).
//!
//! The tables tell the story that the other APIs tell: an alert's id, devices, people, files and addresses are those of
//! its evidence. Around the traces that the incidents left there are the rows of ordinary days. Nothing in them is newer
//! than the start of the practice tenant, and nothing changes afterwards.

mod alerts;
mod everyday;
mod inventory;
mod pen;
mod printed;
mod process;
mod schema;
mod tables;
mod timespan;
mod traces;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use handrail_kql::{Limits, QueryErrorKind, Table, run};
use jiff::{SignedDuration, Timestamp};

use crate::ids::TenantId;
use crate::story::Story;
use everyday::Sender;
pub(crate) use printed::Casing;
use printed::print;
use tables::{Tables, View};
pub(crate) use timespan::Timespan;

/// Rows of one answer at most, in all three APIs (MicrosoftDocs/defender-docs: defender-xdr/api-advanced-hunting.md).
const MOST_ROWS: usize = 100_000;

/// Stands for the three minutes after which a request is ended. Rows that are looked at and cells that are made are counted
/// and not seconds, so that the same query has the same answer on every computer; and what is made has to fit into memory.
const MOST_WORK: u64 = 6_000_000;

/// What lies behind when a request names no time span.
const USUAL_HISTORY: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The tables of every tenant, each made when somebody first asks.
#[derive(Default)]
pub(crate) struct Hunting {
    tables: Mutex<HashMap<TenantId, Arc<Tables>>>,
}

/// Why a query has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HuntingError {
    /// The query itself is wrong; what the service says of it.
    Query(String),
    /// More rows, more bytes or more work than one request may cost.
    TooLarge,
    /// The engine broke.
    Failed,
}

impl HuntingError {
    /// What all three APIs print under `BadRequest`. The second sentence is that of
    /// defender-endpoint/api/run-advanced-query-api.md; the others were quoted by people whose queries were refused.
    pub(crate) fn message(&self) -> &str {
        match self {
            Self::Query(message) => message,
            Self::Failed => "",
            Self::TooLarge => {
                "Query execution has exceeded the allowed result size. Optimize your query by limiting the number of results and try again"
            }
        }
    }
}

/// Which tables a query may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Everything,
    /// Those of Defender for Endpoint.
    Devices,
}

impl Hunting {
    fn tables(&self, story: &Arc<Story>) -> Arc<Tables> {
        let mut all = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(
            all.entry(story.tenant)
                .or_insert_with(|| Arc::new(Tables::new(Arc::clone(story)))),
        )
    }

    /// Asks a question in a thread of its own: it may take seconds.
    pub(crate) async fn ask(
        &self,
        story: &Arc<Story>,
        question: Question,
        casing: Casing,
        now: Timestamp,
    ) -> Result<Found, HuntingError> {
        let tables = self.tables(story);
        let work = move || question.answer(&tables, casing, now);
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a hunting query broke the engine");
            Err(HuntingError::Failed)
        })
    }
}

/// A query, and what it may see.
pub(crate) struct Question {
    pub(crate) query: String,
    pub(crate) scope: Scope,
    pub(crate) span: Timespan,
}

impl Question {
    fn answer(&self, tables: &Tables, casing: Casing, now: Timestamp) -> Result<Found, HuntingError> {
        let started = Instant::now();
        let view = View::new(tables, self.scope, self.span);
        let limits = Limits {
            rows: MOST_ROWS,
            work: MOST_WORK,
        };
        let table = run(&self.query, &view, now, limits).map_err(|error| match error.kind {
            QueryErrorKind::Limit => HuntingError::TooLarge,
            QueryErrorKind::Syntax => advised(&error.message, "Fix syntax errors in your query."),
            QueryErrorKind::Semantic => advised(&error.message, "Fix semantic errors in your query."),
        })?;
        Ok(Found {
            lists: print(&table, casing)?,
            rows: table.rows.len(),
            took: started.elapsed(),
        })
    }
}

/// An answer, printed.
pub(crate) struct Found {
    /// The list of columns and the list of rows, without the braces around them.
    pub(crate) lists: Vec<u8>,
    pub(crate) rows: usize,
    pub(crate) took: Duration,
}

impl Found {
    /// No columns and no rows.
    pub(crate) fn nothing(casing: Casing) -> Self {
        Self {
            lists: print(&Table::default(), casing).unwrap_or_default(),
            rows: 0,
            took: Duration::ZERO,
        }
    }
}

/// The engine's sentence, and what the service adds to it.
fn advised(message: &str, advice: &str) -> HuntingError {
    HuntingError::Query(format!("{}. {advice}", message.trim_end_matches('.')))
}

/// From then on the calls of Defender XDR and Defender for Endpoint return no data (Microsoft 365 message center
/// MC1220762 of 22 January 2026).
pub(crate) const OLDER_CALLS_END: Timestamp = Timestamp::constant(1_801_440_000, 0);

#[cfg(test)]
mod tests;
