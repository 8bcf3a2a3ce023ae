//! `Latest Incidents <time>.json` (or `Latest Alerts`): an array, UTF-8, also for one incident or none.

use std::io;
use std::path::Path;

use jiff::Timestamp;
use serde_json::Value;

use super::SavedFile;
use super::whole::{Named, write};
use crate::cloud::Api;
use crate::error::Result;

/// Writes the rows as the service sent them.
pub(crate) fn save(rows: &[Value], folder: &Path, api: Api, at: Timestamp) -> Result<SavedFile> {
    let named = Named {
        what: if api == Api::Mde {
            "Latest Alerts"
        } else {
            "Latest Incidents"
        },
        extension: "json",
        at,
    };
    let (path, bytes) = write(folder, &named, |mut out| {
        serde_json::to_writer_pretty(&mut out, rows).map_err(io::Error::from)?;
        out.write_all(b"\n")
    })?;
    Ok(SavedFile::new(named.extension, &path, rows.len(), bytes))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::json;

    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn one_incident_and_none_are_arrays_too() {
        let folder = tempfile::tempdir().unwrap();
        for rows in [vec![], vec![json!({"id": "é\u{202e}"})]] {
            let saved = save(&rows, folder.path(), Api::Graph, Timestamp::UNIX_EPOCH).unwrap();
            let read: Vec<Value> = serde_json::from_slice(&fs::read(&saved.path).unwrap()).unwrap();
            assert_eq!(read, rows);
        }
    }

    #[test]
    fn a_file_of_the_same_second_stays() {
        let folder = tempfile::tempdir().unwrap();
        let first = save(&[json!(1)], folder.path(), Api::Graph, Timestamp::UNIX_EPOCH).unwrap();
        let second = save(&[json!(2)], folder.path(), Api::Graph, Timestamp::UNIX_EPOCH).unwrap();
        assert_ne!(first.path, second.path);
        assert_eq!(fs::read_to_string(first.path).unwrap(), "[\n  1\n]\n");
    }

    #[test]
    fn a_folder_that_is_a_file_is_said_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("taken");
        fs::write(&file, "x").unwrap();
        let report = save(&[], &file, Api::Graph, Timestamp::UNIX_EPOCH).unwrap_err();
        assert_eq!(report.code, ErrorCode::FolderNotWritable);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
