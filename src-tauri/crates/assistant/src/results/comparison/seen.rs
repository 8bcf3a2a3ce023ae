//! What is kept of a run until the next one: of each row its id, title, status and severity, and of everything else
//! only a fingerprint, so that a difference is seen and nothing can be read.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::LeftRow;
use crate::results::held::Held;
use crate::results::table::{Cell, Column, ColumnKind, Table};

/// Version of the stored document. Another one counts as no last run.
const VERSION: u32 = 1;

/// A run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Seen {
    version: u32,
    at: String,
    /// The columns that have fingerprints.
    columns: Vec<String>,
    rows: Vec<Mark>,
}

/// A row: id, title, status, severity, and a fingerprint for each column.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Mark(String, String, String, String, Vec<u32>);

impl Mark {
    pub(super) fn id(&self) -> &str {
        &self.0
    }

    pub(super) fn title(&self) -> &str {
        &self.1
    }

    pub(super) fn status(&self) -> &str {
        &self.2
    }

    pub(super) fn severity(&self) -> &str {
        &self.3
    }

    pub(super) fn is_resolved(&self) -> bool {
        self.2 == "resolved"
    }

    pub(super) fn left(&self) -> LeftRow {
        LeftRow {
            id: self.0.clone(),
            title: self.1.clone(),
            status: self.2.clone(),
            severity: self.3.clone(),
        }
    }
}

impl Seen {
    /// What a result has to be remembered by; `None` where its rows have no ids.
    pub(crate) fn of(held: &Held) -> Option<Self> {
        let table = &held.table;
        let id = table.column("id")?;
        // Two tenants may number their rows alike.
        let tenant = table.column("tenant");
        let title = table
            .column("title")
            .or_else(|| table.column("name"))
            .unwrap_or(id);
        let (status, severity) = (table.column("status"), severity(table));
        let compared: Vec<usize> = (0..table.columns().len())
            .filter(|at| *at != id && is_compared(&table.columns()[*at]))
            .collect();
        let rows = table.rows().iter().map(|row| {
            let text = |at: Option<usize>| at.map(|at| row[at].text().into_owned()).unwrap_or_default();
            let marks = compared.iter().map(|&at| fingerprint(&row[at]));
            Mark(
                format!("{} {}", text(tenant), text(Some(id)))
                    .trim_start()
                    .to_owned(),
                text(Some(title)),
                text(status),
                text(severity),
                marks.collect(),
            )
        });
        Some(Self {
            version: VERSION,
            at: held.view.until.clone(),
            rows: rows.collect(),
            columns: compared
                .iter()
                .map(|&at| table.columns()[at].name.clone())
                .collect(),
        })
    }

    /// As it was stored; `None` for what another version wrote, or a disk broke.
    pub(crate) fn decode(stored: &[u8]) -> Option<Self> {
        let seen: Self = serde_json::from_slice(stored).ok()?;
        (seen.version == VERSION).then_some(seen)
    }

    /// As it is stored.
    pub(crate) fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// When the run was, RFC 3339.
    pub(super) fn at(&self) -> &str {
        &self.at
    }

    pub(super) fn marks(&self) -> &[Mark] {
        &self.rows
    }

    /// The columns in which a row of this run differs from the same row of the last one. A column that only one of the
    /// runs has says nothing.
    pub(super) fn differences(&self, mark: &Mark, last: &Self, was: &Mark) -> Vec<String> {
        let before = |name: &str| {
            let at = last.columns.iter().position(|column| column == name)?;
            was.4.get(at)
        };
        let now = self.columns.iter().zip(&mark.4);
        now.filter(|(name, print)| before(name).is_some_and(|was| was != *print))
            .map(|(name, _)| name.clone())
            .collect()
    }
}

fn severity(table: &Table) -> Option<usize> {
    table
        .columns()
        .iter()
        .position(|column| column.kind == ColumnKind::Severity)
}

/// Time passes for every device; what happened to an incident shows in when it was updated.
fn is_compared(column: &Column) -> bool {
    column.name != super::SINCE_LAST && (column.kind != ColumnKind::Time || column.name == "updated")
}

/// Enough to see that a value is another one.
fn fingerprint(cell: &Cell) -> u32 {
    let digest = Sha256::digest(cell.text().as_bytes());
    digest
        .iter()
        .take(4)
        .fold(0, |print, byte| print << 8 | u32::from(*byte))
}
