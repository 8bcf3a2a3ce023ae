//! Taking it away: files that are there whole or not at all.

mod json;

use serde::{Deserialize, Serialize};
use specta::Type;

pub(crate) use self::json::save;

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct SavedFile {
    /// `json`.
    pub format: String,
    /// Where it is.
    pub path: String,
    /// How many rows it holds.
    pub rows: u32,
    /// Its size.
    pub bytes: u32,
}
