//! What is different from the last run of the same question: new, changed, resolved, and no longer in the list.

#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod seen;

use std::collections::HashMap;

use serde::Serialize;
use specta::Type;

use self::seen::Mark;
pub(crate) use self::seen::Seen;
use super::arrangement::size;
use super::held::Held;
use super::table::{Cell, Column, ColumnKind};

/// The column that a comparison adds to a result: each row's own difference.
pub(crate) const SINCE_LAST: &str = "since_last";
/// Rows that are listed; all of them are in the table.
const LISTED: usize = 100;

/// A result beside the last run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// When the last run was, RFC 3339.
    pub last: String,
    /// The name of the column that says it of each row: `added`, `changed`, `resolved` or `same`.
    pub column: String,
    /// Rows that were not there.
    pub added: u32,
    /// Rows that are different, and were not resolved meanwhile.
    pub changed: u32,
    /// Rows that were resolved meanwhile.
    pub resolved: u32,
    /// Rows that are the same.
    pub same: u32,
    /// Rows that are no longer in the list. Unknown, and 0, while the list is not whole.
    pub gone: u32,
    /// The first rows that changed or were resolved.
    pub changes: Vec<ChangedRow>,
    /// The first rows that are gone.
    pub left: Vec<LeftRow>,
}

/// A row that is different.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ChangedRow {
    /// Its number in the result.
    pub row: u32,
    /// What it is called.
    pub title: String,
    /// The columns that are different.
    pub columns: Vec<String>,
    /// What its status was.
    pub status_before: String,
    /// How bad it was.
    pub severity_before: String,
}

/// A row that is no longer in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct LeftRow {
    /// Its id.
    pub id: String,
    /// What it was called.
    pub title: String,
    /// What its status was.
    pub status: String,
    /// How bad it was.
    pub severity: String,
}

/// What became of a row.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Added,
    Changed,
    Resolved,
    Same,
}

impl Fate {
    fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Resolved => "resolved",
            Self::Same => "same",
        }
    }
}

/// Compares a result with the last run, and says the difference in a column of the result that comes back.
/// `None` where rows have no ids.
pub(crate) fn compared(held: &Held, last: &Seen) -> Option<(Held, Comparison)> {
    let now = Seen::of(held)?;
    let mut before: HashMap<&str, &Mark> = last.marks().iter().map(|mark| (mark.id(), mark)).collect();
    let mut comparison = Comparison {
        last: last.at().to_owned(),
        column: SINCE_LAST.to_owned(),
        added: 0,
        changed: 0,
        resolved: 0,
        same: 0,
        gone: 0,
        changes: Vec::new(),
        left: Vec::new(),
    };
    let mut fates = Vec::with_capacity(now.marks().len());
    for (row, mark) in now.marks().iter().enumerate() {
        let was = before.remove(mark.id());
        let columns = was.map(|was| now.differences(mark, last, was));
        let fate = fate(mark, was, columns.as_deref());
        comparison.count(fate);
        if let (Fate::Changed | Fate::Resolved, Some(was), Some(columns)) = (fate, was, columns)
            && comparison.changes.len() < LISTED
        {
            comparison.changes.push(ChangedRow {
                row: size(row),
                title: mark.title().to_owned(),
                columns,
                status_before: was.status().to_owned(),
                severity_before: was.severity().to_owned(),
            });
        }
        fates.push(fate);
    }
    if held.view.complete {
        comparison.gone = size(before.len());
        let left = last.marks().iter().filter(|mark| before.contains_key(mark.id()));
        comparison.left = left.take(LISTED).map(Mark::left).collect();
    }
    let column = Column::new(SINCE_LAST, ColumnKind::Word);
    let cells = fates.into_iter().map(|fate| Cell::Text(fate.name().into()));
    Some((held.with_column(column, cells), comparison))
}

fn fate(mark: &Mark, was: Option<&Mark>, columns: Option<&[String]>) -> Fate {
    match (was, columns) {
        (Some(was), _) if mark.is_resolved() && !was.is_resolved() => Fate::Resolved,
        (Some(_), Some(columns)) if !columns.is_empty() => Fate::Changed,
        (Some(_), _) => Fate::Same,
        (None, _) => Fate::Added,
    }
}

impl Comparison {
    fn count(&mut self, fate: Fate) {
        let counter = match fate {
            Fate::Added => &mut self.added,
            Fate::Changed => &mut self.changed,
            Fate::Resolved => &mut self.resolved,
            Fate::Same => &mut self.same,
        };
        *counter += 1;
    }
}

#[cfg(test)]
mod tests;
