//! The numbers of a brief.

use std::cmp::Reverse;

use jiff::Timestamp;

use super::super::arrangement::{SEVERITIES, TableQuery, weight};
use super::super::chart::Facet;
use super::super::held::Held;
use super::super::table::{Cell, ColumnKind, Table};
use super::super::words::TableWords;

/// Values that a chart by column names.
const TOP: usize = 8;
/// Charts by column.
const CHARTS: usize = 4;

pub(super) struct Figures {
    pub(super) total: usize,
    /// By severity, the worst first.
    pub(super) severities: [usize; 5],
    /// `None` where rows have no status that ends.
    pub(super) open: Option<Open>,
    severity: Option<usize>,
}

/// What is still to be done.
#[derive(Clone, Copy, Default)]
pub(super) struct Open {
    pub(super) all: usize,
    /// Of high severity.
    pub(super) serious: usize,
    /// Nobody works on them.
    pub(super) unowned: usize,
}

impl Figures {
    pub(super) fn of(held: &Held) -> Self {
        let table = &held.table;
        let severity = table
            .columns()
            .iter()
            .position(|column| column.kind == ColumnKind::Severity);
        let mut figures = Self {
            total: held.order.len(),
            severities: [0; 5],
            open: None,
            severity,
        };
        let owner = table.column("assigned_to");
        for row in table.rows() {
            let rank = severity.map(|at| row[at].text());
            let rank = rank.and_then(|name| SEVERITIES.iter().position(|one| *one == name));
            let rank = rank.unwrap_or(SEVERITIES.len() - 1);
            figures.severities[rank] += 1;
            if let (Some(owner), Some(open)) = (owner, is_open(table, row)) {
                let count = figures.open.get_or_insert_default();
                count.all += usize::from(open);
                count.serious += usize::from(open && rank == 0);
                count.unowned += usize::from(open && row[owner] == Cell::Empty);
            }
        }
        figures
    }

    /// The name of the column that severities are in.
    pub(super) fn severity_column(&self, table: &Table) -> Option<String> {
        self.severity.map(|at| table.columns()[at].name.clone())
    }

    /// `3 High, 12 Medium`: what a picture of severities says, for those who hear it.
    pub(super) fn summary(&self, names: &[String; 5], words: TableWords<'_>) -> String {
        let counted = self.severities.iter().zip(names).filter(|(count, _)| **count > 0);
        let parts = counted.map(|(count, name)| format!("{} {name}", words.number(*count)));
        parts.collect::<Vec<_>>().join(", ")
    }
}

/// Is there still something to do? `None` where rows have no status.
fn is_open(table: &Table, row: &[Cell]) -> Option<bool> {
    let status = row[table.column("status")?].text();
    Some(status != "resolved" && status != "redirected")
}

/// The open rows in the order in which they want attention: the worst, and of these the oldest.
pub(super) fn first_to_look_at(held: &Held, count: usize) -> Vec<usize> {
    let table = &held.table;
    let (Some(severity), Some(created)) = (table.column("severity"), table.column("created")) else {
        return Vec::new();
    };
    let rows = table.rows().iter().enumerate();
    let mut open: Vec<(Reverse<usize>, Option<Timestamp>, usize)> = rows
        .filter(|(_, row)| is_open(table, row) == Some(true))
        .map(|(at, row)| {
            let begun = match row[created] {
                Cell::Time(time) => Some(time),
                _ => None,
            };
            (Reverse(weight(&row[severity].text())), begun, at)
        })
        .collect();
    open.sort_unstable();
    open.into_iter().map(|(_, _, at)| at).take(count).collect()
}

/// What is counted: what happened, to which devices and people, how; of other lists, their words.
pub(super) fn facets(held: &Held) -> Vec<Facet> {
    let columns = held.table.columns();
    let known = ["category", "devices", "users", "techniques"];
    let mut names: Vec<&str> = known
        .into_iter()
        .filter(|name| held.table.column(name).is_some())
        .collect();
    if names.len() < 2 {
        let counted = columns
            .iter()
            .filter(|column| matches!(column.kind, ColumnKind::Word | ColumnKind::List));
        names = counted.map(|column| column.name.as_str()).take(CHARTS).collect();
    }
    // The empty value may be one of the most frequent.
    let facet = |name| held.facet(&TableQuery::default(), name, TOP + 1);
    names
        .into_iter()
        .filter_map(facet)
        .filter_map(|mut facet| {
            facet.values.retain(|value| !value.value.is_empty());
            facet.values.truncate(TOP);
            (!facet.values.is_empty()).then_some(facet)
        })
        .collect()
}

/// The column that the chart over time is of.
pub(super) fn time_column(table: &Table) -> Option<String> {
    let columns = || table.columns().iter();
    let updated = columns().find(|column| column.name == "updated");
    let column = updated.or_else(|| columns().find(|column| column.kind == ColumnKind::Time));
    column.map(|column| column.name.clone())
}
