//! `Latest Incidents <time>.json` (or `Latest Alerts`): an array, UTF-8, also for one incident or none.

use std::io;
use std::path::Path;

use jiff::Timestamp;
use serde::Serializer as _;
use serde::ser::SerializeSeq as _;
use serde_json::{Serializer, Value};

use super::SavedFile;
use super::held::{Held, ResultKind};
use super::whole::{Named, write};
use crate::error::Result;

/// Writes the rows as the service sent them.
pub(crate) fn save(held: &Held, folder: &Path, at: Timestamp) -> Result<SavedFile> {
    written(held.raw_rows(), held.view.kind, folder, at)
}

fn written(
    rows: impl ExactSizeIterator<Item = io::Result<Value>>,
    kind: ResultKind,
    folder: &Path,
    at: Timestamp,
) -> Result<SavedFile> {
    let named = Named {
        what: match kind {
            ResultKind::Alerts => "Latest Alerts",
            ResultKind::Machines => "Latest Devices",
            ResultKind::Vulnerabilities => "Latest Vulnerabilities",
            ResultKind::Recommendations => "Latest Recommendations",
            ResultKind::Incidents | ResultKind::Hunting => "Latest Incidents",
        },
        extension: "json",
        at,
    };
    let count = rows.len();
    let (path, bytes) = write(folder, &named, |mut out| {
        let mut json = Serializer::pretty(&mut out);
        let mut array = json.serialize_seq(Some(count))?;
        for row in rows {
            array.serialize_element(&row?)?;
        }
        array.end()?;
        out.write_all(b"\n")
    })?;
    Ok(SavedFile::new(named.extension, &path, count, bytes))
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
            let saved = written(
                rows.clone().into_iter().map(Ok),
                ResultKind::Incidents,
                folder.path(),
                Timestamp::UNIX_EPOCH,
            )
            .unwrap();
            let read: Vec<Value> = serde_json::from_slice(&fs::read(&saved.path).unwrap()).unwrap();
            assert_eq!(read, rows);
        }
    }

    #[test]
    fn a_file_of_the_same_second_stays() {
        let folder = tempfile::tempdir().unwrap();
        let first = written(
            [Ok(json!(1))].into_iter(),
            ResultKind::Incidents,
            folder.path(),
            Timestamp::UNIX_EPOCH,
        )
        .unwrap();
        let second = written(
            [Ok(json!(2))].into_iter(),
            ResultKind::Incidents,
            folder.path(),
            Timestamp::UNIX_EPOCH,
        )
        .unwrap();
        assert_ne!(first.path, second.path);
        assert_eq!(fs::read_to_string(first.path).unwrap(), "[\n  1\n]\n");
    }

    #[test]
    fn a_folder_that_is_a_file_is_said_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("taken");
        fs::write(&file, "x").unwrap();
        let report = written(
            std::iter::empty(),
            ResultKind::Incidents,
            &file,
            Timestamp::UNIX_EPOCH,
        )
        .unwrap_err();
        assert_eq!(report.code, ErrorCode::FolderNotWritable);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
