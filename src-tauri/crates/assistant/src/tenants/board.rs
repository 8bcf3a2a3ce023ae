//! The board: every customer as a row of a table, to be searched, sorted and taken away like any other result.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::Serialize;
use specta::Type;

use super::pace;
use super::record::{CustomerRecord, CustomerState, Grant};
use super::roster::{Roster, Wanted};
use crate::clock::rfc3339;
use crate::cloud::Api;
use crate::connection::{Connection, Goal, LastAnswer, Purpose};
use crate::defender::FilterNote;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::results::ColumnKind::{self, Boolean, List, Number, Text, Time, Word};
use crate::results::{Cell, Column, Held, ResultKind, ResultView, Spool, Table};

const COLUMNS: [(&str, ColumnKind); 13] = [
    ("customer", Text),
    ("domain", Text),
    ("cloud", Text),
    ("consent", Word),
    ("present", List),
    ("missing", List),
    ("credential", Time),
    ("last_answer", Time),
    ("rows", Number),
    ("problem", Text),
    ("skipped", Boolean),
    ("looked", Time),
    (TENANT, Text),
];

/// The column that names a customer for programs.
const TENANT: &str = "tenant";

/// How many customers are how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct StateCount {
    /// How far.
    pub state: CustomerState,
    /// So many customers.
    pub count: u32,
}

/// Something that is wanted at every customer, with what it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct WantedView {
    /// At which API.
    pub api: Api,
    /// What is done there.
    pub purpose: Purpose,
    /// The least permission for it.
    pub permission: String,
}

/// The board of a connection; its rows are the result `result_id`.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BoardView {
    /// Names the table of all customers.
    pub result_id: String,
    /// All customers, skipped ones included.
    pub total: u32,
    /// Those that are left out of looks and sweeps.
    pub skipped: u32,
    /// How far the others are.
    pub counts: Vec<StateCount>,
    /// What is wanted at every customer.
    pub wanted: Vec<WantedView>,
    /// Handrail looks at customers by itself.
    pub watching: bool,
    /// When it will look next, RFC 3339.
    pub next_look: Option<String>,
    /// When a customer was last looked at, RFC 3339.
    pub last_look: Option<String>,
    /// How many customers turned out different since the watching began.
    pub changed: u32,
    /// What keeps Handrail from looking at any customer: the partner's own registration, or this computer.
    pub problem: Option<ErrorReport>,
}

/// What a watch knows beside the roster.
#[derive(Clone, Debug, Default)]
pub(crate) struct Watched {
    pub(crate) watching: bool,
    pub(crate) changed: u32,
    pub(crate) problem: Option<ErrorReport>,
}

/// A customer that turned out different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangedCustomer {
    /// "Directory (tenant) ID".
    pub tenant_id: String,
    /// How people named it.
    pub domain: String,
    /// What people call it.
    pub name: Option<String>,
    /// Its cloud.
    pub cloud_id: String,
    /// How far it is now.
    pub state: CustomerState,
}

/// What a watch tells.
#[derive(Clone, Debug, Serialize, Type)]
pub struct BoardChange {
    /// The customers that turned out different.
    pub changed: Vec<ChangedCustomer>,
    /// The board as it is now.
    pub board: BoardView,
}

/// How far a round of looks is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct LookProgress {
    /// Customers that were looked at.
    pub done: u32,
    /// All that are to be looked at.
    pub of: u32,
}

/// A customer as scripts read it. Its names are those of the command line's contract.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomerLine {
    tenant_id: String,
    /// How people named it.
    pub domain: String,
    name: Option<String>,
    cloud: String,
    /// How far its consent is.
    pub state: CustomerState,
    /// Left out of looks and sweeps.
    pub skipped: bool,
    present: Vec<Grant>,
    missing: Vec<Grant>,
    /// Why it is not green.
    pub error: Option<ErrorReport>,
    last_answer: Option<LastAnswer>,
    seen_at: Option<String>,
}

impl CustomerLine {
    pub(crate) fn of(record: &CustomerRecord) -> Self {
        let seen = record.seen.as_ref();
        Self {
            tenant_id: record.customer.tenant_id.to_string(),
            domain: record.customer.domain.clone(),
            name: record.name.clone(),
            cloud: record.cloud.clone(),
            state: record.state(),
            skipped: record.skipped,
            present: seen.map(|seen| seen.present.clone()).unwrap_or_default(),
            missing: seen.map(|seen| seen.missing.clone()).unwrap_or_default(),
            error: seen.and_then(|seen| seen.finding.clone()),
            last_answer: record.last_answer.clone(),
            seen_at: seen.map(|seen| rfc3339(seen.at)),
        }
    }
}

impl ChangedCustomer {
    pub(crate) fn of(record: &CustomerRecord) -> Self {
        Self {
            tenant_id: record.customer.tenant_id.to_string(),
            domain: record.customer.domain.clone(),
            name: record.name.clone(),
            cloud_id: record.cloud.clone(),
            state: record.state(),
        }
    }
}

impl WantedView {
    /// `None` where the API does not have that.
    pub(crate) fn of(wanted: Wanted, goal: Goal) -> Option<Self> {
        let permission = wanted.least(goal).permission;
        (!permission.is_empty()).then_some(Self {
            api: wanted.api,
            purpose: wanted.purpose,
            permission,
        })
    }
}

impl BoardView {
    /// The numbers above the table.
    pub(crate) fn of(result_id: &str, roster: &Roster, goal: Goal, watched: Watched) -> Self {
        let active = || roster.customers.iter().filter(|record| !record.skipped);
        let mut counts: BTreeMap<CustomerState, u32> = BTreeMap::new();
        for record in active() {
            *counts.entry(record.state()).or_default() += 1;
        }
        let next = active().map(pace::due).min();
        let looked = |record: &CustomerRecord| record.seen.as_ref().map(|seen| seen.at);
        let wanted = roster.all_wanted(goal).into_iter();
        Self {
            result_id: result_id.to_owned(),
            total: size(roster.customers.len()),
            skipped: size(roster.customers.len() - active().count()),
            counts: counts
                .into_iter()
                .map(|(state, count)| StateCount { state, count })
                .collect(),
            wanted: wanted.filter_map(|wanted| WantedView::of(wanted, goal)).collect(),
            watching: watched.watching,
            next_look: next.filter(|_| watched.watching).map(rfc3339),
            last_look: roster.customers.iter().filter_map(looked).max().map(rfc3339),
            changed: watched.changed,
            problem: watched.problem,
        }
    }

    /// How many customers are so far.
    pub fn count(&self, state: CustomerState) -> u32 {
        let counted = self.counts.iter().find(|counted| counted.state == state);
        counted.map_or(0, |counted| counted.count)
    }

    /// Every customer that is not skipped is green.
    pub fn all_green(&self) -> bool {
        self.count(CustomerState::Consented) == self.total - self.skipped
    }
}

/// The table of all customers. `ends` is when what the partner proves itself with stops being good.
pub(crate) fn held(
    result_id: &str,
    connection: &Connection,
    roster: &Roster,
    ends: Option<Timestamp>,
    now: Timestamp,
) -> Result<Held> {
    let columns = COLUMNS.map(|(name, kind)| Column::new(name, kind));
    let mut table = Table::new(columns.to_vec());
    let spool = Spool::new().map_err(unwritten)?;
    for record in &roster.customers {
        let cells = cells(&mut table, record, ends);
        table.push(cells);
        spool.push(&CustomerLine::of(record)).map_err(unwritten)?;
    }
    let rows = size(table.rows().len());
    let view = ResultView {
        result_id: result_id.to_owned(),
        connection_id: connection.id.clone(),
        kind: ResultKind::Customers,
        api: connection.goal.api,
        since: None,
        until: rfc3339(now),
        rows,
        columns: table.columns().to_vec(),
        requests: 0,
        throttled: 0,
        filter: FilterNote::default(),
        complete: true,
        stopped: None,
        saved: None,
        save_problem: None,
        elapsed_ms: 0,
        token_expires: rfc3339(now),
    };
    Ok(Held::new(
        view,
        String::new(),
        None,
        table,
        spool,
        (0..rows).collect(),
    ))
}

fn cells(table: &mut Table, record: &CustomerRecord, ends: Option<Timestamp>) -> Vec<Cell> {
    let seen = record.seen.as_ref();
    let grants = |table: &mut Table, grants: &[Grant]| {
        table.list(grants.iter().map(|grant| grant.permission.as_str()))
    };
    let answer = record.last_answer.as_ref();
    let finding = seen.and_then(|seen| seen.finding.as_ref());
    vec![
        table.text(record.name.as_deref().unwrap_or(&record.customer.domain)),
        table.text(&record.customer.domain),
        table.text(&record.cloud),
        table.text(record.state().word()),
        grants(table, seen.map_or(&[], |seen| &seen.present)),
        grants(table, seen.map_or(&[], |seen| &seen.missing)),
        ends.map_or(Cell::Empty, Cell::Time),
        answer.map_or(Cell::Empty, |answer| table.time(&answer.at)),
        answer.map_or(Cell::Empty, |answer| Cell::Number(f64::from(answer.rows))),
        finding.map_or(Cell::Empty, |report| table.text(&report.code.name())),
        Cell::Boolean(record.skipped),
        seen.map_or(Cell::Empty, |seen| Cell::Time(seen.at)),
        table.text(&record.customer.tenant_id.to_string()),
    ]
}

/// The tenant IDs of some rows.
pub(crate) fn tenants_of(held: &Held, rows: impl Iterator<Item = usize>) -> Vec<String> {
    let Some(at) = held.table.column(TENANT) else {
        return Vec::new();
    };
    let all = held.table.rows();
    rows.filter_map(|row| Some(all.get(row)?[at].text().into_owned()))
        .collect()
}

fn size(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn unwritten(error: impl ToString) -> ErrorReport {
    ErrorReport::new(ErrorCode::FileNotWritten).detailed(error)
}
