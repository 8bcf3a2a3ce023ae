//! A result in hand as a file: which rows, in which form, under which name.

use std::io::{self, Write};
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::SavedFile;
use super::arrangement::TableQuery;
use super::asked::{Origin, asked};
use super::delimited::{tabbed, write_csv};
use super::held::{Held, ResultKind};
use super::json::{write_array, write_lines};
use super::whole::{Named, Part, write};
use super::words::TableWords;
use super::xlsx::Book;
use crate::error::Result;
use crate::outside::Speech;

/// The forms in which rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ResultFormat {
    /// An array of the rows as the service sent them.
    Json,
    /// The same, a row on each line.
    Ndjson,
    /// The table, for programs.
    Csv,
    /// The table, for people.
    Xlsx,
}

impl ResultFormat {
    /// The word for it, which is also how its files end.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

/// Which rows of a result are written.
pub(crate) enum Rows<'a> {
    /// All of them, in the result's own order.
    All,
    /// Those that a query shows, in its order. Rows of folded groups are among them: folding tidies the screen only.
    Shown(&'a TableQuery),
}

impl Rows<'_> {
    fn of(&self, held: &Held) -> Vec<usize> {
        match self {
            Self::All => held.order.iter().map(|&at| at as usize).collect(),
            Self::Shown(query) => {
                let unfolded = TableQuery {
                    folded: Vec::new(),
                    ..(*query).clone()
                };
                held.arranged(&unfolded).rows().collect()
            }
        }
    }
}

/// Writes rows of a result into a folder.
pub(crate) fn save_rows(
    held: &Held,
    rows: &Rows<'_>,
    format: ResultFormat,
    (folder, at): (&Path, Timestamp),
    (origin, speech): (&Origin, &dyn Speech),
) -> Result<SavedFile> {
    let rows = rows.of(held);
    written(held, format, rows.len(), (folder, at), |out| {
        fill(out, held, &rows, format, (origin, speech, at))
    })
}

/// Writes all rows of a result under a name of its own, in place of an older file of that name.
pub(crate) fn save_as(
    held: &Held,
    format: ResultFormat,
    (folder, name): (&Path, &str),
    as_said: (&Origin, &dyn Speech, Timestamp),
) -> Result<SavedFile> {
    let (part, saved) = part_as(held, format, (folder, name), folder, as_said)?;
    part.settle()?;
    part.publish()?;
    Ok(saved)
}

/// The same up to its last step: what is written in a folder of the same disk is neither settled nor published yet.
pub(crate) fn part_as(
    held: &Held,
    format: ResultFormat,
    (folder, name): (&Path, &str),
    within: &Path,
    as_said: (&Origin, &dyn Speech, Timestamp),
) -> Result<(Part, SavedFile)> {
    let rows = Rows::All.of(held);
    let path = folder.join(format!("{name}.{}", format.name()));
    let (part, bytes) = Part::write(within, path.clone(), |out| {
        fill(out, held, &rows, format, as_said)
    })?;
    Ok((part, SavedFile::new(format.name(), &path, rows.len(), bytes)))
}

fn fill(
    out: &mut (dyn Write + Send),
    held: &Held,
    rows: &[usize],
    format: ResultFormat,
    (origin, speech, at): (&Origin, &dyn Speech, Timestamp),
) -> io::Result<()> {
    let words = TableWords(speech);
    let raw = || rows.iter().map(|&row| held.spool.row(row));
    match format {
        ResultFormat::Json => write_array(out, raw()),
        ResultFormat::Ndjson => write_lines(out, raw()),
        ResultFormat::Csv => write_csv(out, &held.table, rows.iter().copied()),
        ResultFormat::Xlsx => {
            let asked = asked(held, rows.len(), origin, words);
            let book = Book {
                table: &held.table,
                kind: held.view.kind,
                words,
                asked: &asked,
                at,
            };
            book.write(out, rows)
        }
    }
}

/// Writes all rows of a result as the service sent them.
pub(crate) fn save(held: &Held, folder: &Path, at: Timestamp) -> Result<SavedFile> {
    let rows = held.raw_rows();
    written(held, ResultFormat::Json, rows.len(), (folder, at), |out| {
        write_array(out, rows)
    })
}

fn written(
    held: &Held,
    format: ResultFormat,
    rows: usize,
    (folder, at): (&Path, Timestamp),
    content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> Result<SavedFile> {
    let named = Named {
        what: what(held.view.kind),
        extension: format.name(),
        at,
    };
    let (path, bytes) = write(folder, &named, content)?;
    Ok(SavedFile::new(named.extension, &path, rows, bytes))
}

/// Some lines of a result as text for the clipboard. Headings of groups are left out.
pub(crate) fn copied(held: &Held, query: &TableQuery, from: u32, count: u32, speech: &dyn Speech) -> String {
    let arranged = held.arranged(query);
    let rows = arranged.rows_between(from as usize, count as usize);
    tabbed(&held.table, rows, TableWords(speech))
}

/// What a file of results is called, in every language: scripts look for it.
fn what(kind: ResultKind) -> &'static str {
    match kind {
        ResultKind::Incidents => "Latest Incidents",
        ResultKind::Alerts => "Latest Alerts",
        ResultKind::Machines => "Latest Devices",
        ResultKind::Vulnerabilities => "Latest Vulnerabilities",
        ResultKind::Recommendations => "Latest Recommendations",
        ResultKind::Hunting => "Hunting Results",
        ResultKind::Score => "Exposure Scores",
        ResultKind::Customers => "Customers",
    }
}
