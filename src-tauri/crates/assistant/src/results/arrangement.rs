//! Searching, filtering, sorting and grouping a table: which rows are shown, and in which order.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::table::{Cell, CellView, ColumnKind, Row, Table};

/// What a person wants to see of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase", default)]
pub struct TableQuery {
    /// Rows that hold this text anywhere, whatever its case.
    pub search: String,
    /// Rows that fit every one of these.
    pub keep: Vec<Keep>,
    /// Rows of this time only.
    pub span: Option<Span>,
    /// The order; without it, that of the result.
    pub sort: Option<Sort>,
    /// Name of the column whose values make groups.
    pub group: Option<String>,
    /// Values of groups that are folded.
    pub folded: Vec<String>,
}

/// Rows whose value in a column is one of these.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Keep {
    /// Name of the column.
    pub column: String,
    /// The texts; the empty one stands for rows without a value.
    pub any_of: Vec<String>,
}

/// Rows of a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Span {
    /// Name of the column.
    pub column: String,
    /// The first moment, RFC 3339.
    pub from: String,
    /// The first moment after it, RFC 3339.
    pub to: String,
}

/// An order of rows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Type)]
pub struct Sort {
    /// Name of the column.
    pub column: String,
    /// The largest first. Rows without a value are last either way.
    pub descending: bool,
}

/// A line of a table as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TableLine {
    /// The heading of a group.
    Group {
        /// The value that its rows have in common; empty where they have none.
        value: String,
        /// How many rows it has.
        count: u32,
        /// Its rows are not among the lines.
        folded: bool,
    },
    /// A row.
    Row {
        /// Its number in the result, which stays the same in every order.
        row: u32,
        /// Its values, as many as there are columns.
        cells: Vec<CellView>,
    },
}

/// The lines in sight.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
pub struct TablePage {
    /// Rows of the result.
    pub total: u32,
    /// Rows that fit the query.
    pub shown: u32,
    /// Lines of the whole arrangement, headings of groups included.
    pub lines: u32,
    /// The place of the first line of `page`, from 0.
    pub from: u32,
    /// The lines.
    pub page: Vec<TableLine>,
}

/// A table in the order of a query.
#[derive(Clone, Debug)]
pub(crate) struct Arrangement {
    lines: Vec<Line>,
    shown: usize,
}

#[derive(Clone, Debug)]
enum Line {
    Group {
        value: String,
        count: usize,
        folded: bool,
    },
    Row(usize),
}

impl Arrangement {
    /// Arranges the rows, which come in the result's own `order`.
    pub(crate) fn of(table: &Table, order: &[u32], query: &TableQuery) -> Self {
        let mut rows = fitting(table, order, query, None);
        if let Some(sort) = &query.sort
            && let Some(at) = table.column(&sort.column)
        {
            sort_by(table, &mut rows, at, sort.descending);
        }
        let shown = rows.len();
        let lines = match query.group.as_deref().and_then(|name| table.column(name)) {
            Some(at) => grouped(table, rows, at, &query.folded),
            None => rows.into_iter().map(Line::Row).collect(),
        };
        Self { lines, shown }
    }

    /// Some of its lines.
    pub(crate) fn page(&self, table: &Table, from: usize, count: usize) -> TablePage {
        let page = self.lines.iter().skip(from).take(count);
        TablePage {
            total: size(table.rows().len()),
            shown: size(self.shown),
            lines: size(self.lines.len()),
            from: size(from),
            page: page.map(|line| line.view(table)).collect(),
        }
    }

    /// The rows among some of its lines.
    pub(crate) fn rows_between(&self, from: usize, count: usize) -> impl Iterator<Item = usize> {
        let lines = self.lines.iter().skip(from).take(count);
        lines.filter_map(Line::row)
    }

    /// The rows that fit, in order; those of folded groups are not among them.
    pub(crate) fn rows(&self) -> impl Iterator<Item = usize> {
        self.lines.iter().filter_map(Line::row)
    }
}

impl Line {
    fn row(&self) -> Option<usize> {
        match self {
            Self::Row(at) => Some(*at),
            Self::Group { .. } => None,
        }
    }

    fn view(&self, table: &Table) -> TableLine {
        match self {
            Self::Group { value, count, folded } => TableLine::Group {
                value: value.clone(),
                count: size(*count),
                folded: *folded,
            },
            Self::Row(at) => TableLine::Row {
                row: size(*at),
                cells: table.rows()[*at].iter().map(Cell::view).collect(),
            },
        }
    }
}

/// A count for the window.
pub(super) fn size(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The rows that fit a query. A chart of a column shows all its values, so it leaves out that column's own filter.
pub(super) fn fitting(
    table: &Table,
    order: &[u32],
    query: &TableQuery,
    without: Option<usize>,
) -> Vec<usize> {
    let sieve = Sieve::new(table, query, without);
    let rows = order.iter().map(|&at| at as usize);
    rows.filter(|&at| table.rows().get(at).is_some_and(|row| sieve.lets_through(row)))
        .collect()
}

/// A query, made ready to be asked of every row.
struct Sieve<'a> {
    search: String,
    keep: Vec<(usize, &'a [String])>,
    span: Option<(usize, Timestamp, Timestamp)>,
}

impl<'a> Sieve<'a> {
    fn new(table: &Table, query: &'a TableQuery, without: Option<usize>) -> Self {
        let keep = query.keep.iter().filter_map(|keep| {
            let at = table.column(&keep.column)?;
            (Some(at) != without && !keep.any_of.is_empty()).then_some((at, keep.any_of.as_slice()))
        });
        let span = query.span.as_ref().and_then(|span| {
            let at = table.column(&span.column)?;
            (Some(at) != without).then_some(())?;
            Some((at, span.from.parse().ok()?, span.to.parse().ok()?))
        });
        Self {
            search: query.search.trim().to_lowercase(),
            keep: keep.collect(),
            span,
        }
    }

    fn lets_through(&self, row: &Row) -> bool {
        let kept = self.keep.iter().all(|(at, any_of)| has_any(&row[*at], any_of));
        kept && self.in_span(row) && self.found_in(row)
    }

    fn in_span(&self, row: &Row) -> bool {
        let Some((at, from, to)) = self.span else {
            return true;
        };
        matches!(row[at], Cell::Time(time) if from <= time && time < to)
    }

    fn found_in(&self, row: &Row) -> bool {
        row_holds(row, &self.search)
    }
}

fn has_any(cell: &Cell, any_of: &[String]) -> bool {
    cell.texts()
        .iter()
        .any(|text| any_of.iter().any(|one| one == text))
}

/// Does any value of a row hold a text, which is in small letters?
pub(crate) fn row_holds(row: &[Cell], small: &str) -> bool {
    small.is_empty() || row.iter().any(|cell| holds(cell, small))
}

/// Does a value hold a text, which is in small letters?
fn holds(cell: &Cell, small: &str) -> bool {
    match cell {
        Cell::Empty | Cell::Boolean(_) => false,
        Cell::List(texts) => texts.iter().any(|text| text_holds(text, small)),
        other => text_holds(&other.text(), small),
    }
}

fn text_holds(text: &str, small: &str) -> bool {
    if text.is_ascii() && small.is_ascii() {
        let parts = text.as_bytes().windows(small.len());
        return parts
            .into_iter()
            .any(|part| part.eq_ignore_ascii_case(small.as_bytes()));
    }
    text.to_lowercase().contains(small)
}

fn sort_by(table: &Table, rows: &mut [usize], at: usize, descending: bool) {
    let kind = table.columns()[at].kind;
    let cell = |row: usize| &table.rows()[row][at];
    rows.sort_by(|&a, &b| match (cell(a), cell(b)) {
        (Cell::Empty, Cell::Empty) => Ordering::Equal,
        (Cell::Empty, _) => Ordering::Greater,
        (_, Cell::Empty) => Ordering::Less,
        (a, b) if descending => compare(kind, b, a),
        (a, b) => compare(kind, a, b),
    });
}

fn compare(kind: ColumnKind, a: &Cell, b: &Cell) -> Ordering {
    match (a, b) {
        (Cell::Number(a), Cell::Number(b)) => a.total_cmp(b),
        (Cell::Time(a), Cell::Time(b)) => a.cmp(b),
        (Cell::Boolean(a), Cell::Boolean(b)) => a.cmp(b),
        (Cell::List(a), Cell::List(b)) => a.len().cmp(&b.len()).then_with(|| a.cmp(b)),
        _ if kind == ColumnKind::Severity => weight(&a.text()).cmp(&weight(&b.text())),
        (Cell::Text(a), Cell::Text(b)) => natural(a, b),
        _ => a.text().cmp(&b.text()),
    }
}

/// `high` weighs most.
pub(super) fn weight(severity: &str) -> usize {
    SEVERITIES
        .iter()
        .rev()
        .position(|one| *one == severity)
        .unwrap_or_default()
}

/// All severities, the worst first.
pub(super) const SEVERITIES: [&str; 5] = ["high", "medium", "low", "informational", "unknown"];

/// Text without regard to case; numbers by their value, so that incident 99 comes before incident 100.
fn natural(a: &str, b: &str) -> Ordering {
    if let (Ok(a), Ok(b)) = (a.parse::<u64>(), b.parse::<u64>()) {
        return a.cmp(&b);
    }
    Iterator::cmp(small_letters(a), small_letters(b))
}

fn small_letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

/// Groups in the order in which their first rows come; severities by weight.
fn grouped(table: &Table, rows: Vec<usize>, at: usize, folded: &[String]) -> Vec<Line> {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    let mut places = HashMap::new();
    for row in rows {
        let value = table.rows()[row][at].text().into_owned();
        let place = *places.entry(value.clone()).or_insert_with(|| {
            groups.push((value, Vec::new()));
            groups.len() - 1
        });
        groups[place].1.push(row);
    }
    if table.columns()[at].kind == ColumnKind::Severity {
        groups.sort_by_key(|(value, _)| Reverse(weight(value)));
    }
    let mut lines = Vec::new();
    for (value, rows) in groups {
        let is_folded = folded.contains(&value);
        lines.push(Line::Group {
            value,
            count: rows.len(),
            folded: is_folded,
        });
        if !is_folded {
            lines.extend(rows.into_iter().map(Line::Row));
        }
    }
    lines
}

#[cfg(test)]
mod tests;
