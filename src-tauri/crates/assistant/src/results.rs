//! Taking it away: files that are there whole or not at all.

mod arrangement;
mod asked;
mod brief;
mod chart;
mod comparison;
mod delimited;
mod files;
mod held;
mod json;
mod plain;
mod report;
mod spool;
mod table;
mod text;
mod whole;
mod words;
mod xlsx;

use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

pub(crate) use self::arrangement::row_holds;
pub use self::arrangement::{Keep, Sort, Span, TableLine, TablePage, TableQuery};
pub(crate) use self::asked::Origin;
pub(crate) use self::brief::{BriefFacts, save_brief};
pub use self::chart::{Bar, Facet, FacetValue, OverTime};
#[cfg(any(test, fuzzing))]
pub(crate) use self::comparison::fuzz;
pub use self::comparison::{ChangedRow, Comparison, LeftRow};
pub(crate) use self::comparison::{Seen, compared};
pub use self::files::ResultFormat;
pub(crate) use self::files::{Rows, copied, part_as, save, save_as, save_rows};
pub(crate) use self::held::Held;
pub use self::held::{ResultKind, ResultView};
pub(crate) use self::plain::inert;
pub use self::plain::{at_terminal, visible, visible_json};
pub(crate) use self::report::{Facts, save_report};
pub(crate) use self::spool::Spool;
pub use self::table::{Cell, CellView, Column, ColumnKind, Row, Table};
pub(crate) use self::text::{write_bytes, write_text};
pub use self::whole::write_whole;
pub(crate) use self::whole::{Named, Part, report as unwritten, settle_names, write};
#[cfg(test)]
pub(crate) use self::words::tests::Keys;

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SavedFile {
    /// `json`, `ndjson`, `csv`, `xlsx`; `html` for pages that people read.
    pub format: String,
    /// Where it is.
    pub path: String,
    /// How many rows it holds; steps in the evidence report, permissions in a page for a customer.
    pub rows: u32,
    /// Its size.
    pub bytes: u32,
}

impl SavedFile {
    pub(crate) fn new(format: &str, path: &Path, rows: usize, bytes: u64) -> Self {
        Self {
            format: format.to_owned(),
            path: path.display().to_string(),
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
            bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
        }
    }
}
