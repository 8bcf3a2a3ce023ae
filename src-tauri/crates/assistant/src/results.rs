//! Taking it away: files that are there whole or not at all.

mod arrangement;
mod chart;
mod held;
mod json;
mod report;
mod spool;
mod table;
mod text;
mod whole;

use std::path::Path;

use serde::{Deserialize, Serialize};
use specta::Type;

pub(crate) use self::arrangement::row_holds;
pub use self::arrangement::{Keep, Sort, Span, TableLine, TablePage, TableQuery};
pub use self::chart::{Bar, Facet, FacetValue, OverTime};
pub(crate) use self::held::Held;
pub use self::held::{ResultKind, ResultView};
pub(crate) use self::json::save;
pub(crate) use self::report::{Facts, save_report};
pub(crate) use self::spool::Spool;
pub use self::table::{Cell, CellView, Column, ColumnKind, Row, Table};
pub(crate) use self::text::write_text;

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SavedFile {
    /// `json`, or `html` for the evidence report.
    pub format: String,
    /// Where it is.
    pub path: String,
    /// How many rows it holds; steps in the evidence report.
    pub rows: u32,
    /// Its size.
    pub bytes: u32,
}

impl SavedFile {
    fn new(format: &str, path: &Path, rows: usize, bytes: u64) -> Self {
        Self {
            format: format.to_owned(),
            path: path.display().to_string(),
            rows: u32::try_from(rows).unwrap_or(u32::MAX),
            bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
        }
    }
}
