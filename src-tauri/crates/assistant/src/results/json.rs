//! `Latest Incidents <time>.json` (or `Latest Alerts`): an array, UTF-8, also for one incident or none.

use std::fs;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use tempfile::NamedTempFile;

use super::SavedFile;
use crate::cloud::Api;
use crate::error::{ErrorCode, ErrorReport, Result};

/// Two files of one second get a number; more than that is not a person at work.
const MAX_SAME_NAME: u32 = 100;

/// Writes the rows beside the final place, then moves them there: the file is whole or is not there.
pub(crate) fn save(rows: &[Value], folder: &Path, api: Api, at: Timestamp) -> Result<SavedFile> {
    write(rows, folder, api, at).map_err(|error| report(&error, folder))
}

fn write(rows: &[Value], folder: &Path, api: Api, at: Timestamp) -> io::Result<SavedFile> {
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    let mut out = BufWriter::new(file.as_file_mut());
    serde_json::to_writer_pretty(&mut out, rows).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    out.flush()?;
    drop(out);
    file.as_file().sync_all()?;
    let bytes = file.as_file().metadata()?.len();
    let path = persist(file, folder, api, at)?;
    Ok(SavedFile {
        format: "json".to_owned(),
        path: path.display().to_string(),
        rows: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
    })
}

/// Never over a file that is already there.
fn persist(mut file: NamedTempFile, folder: &Path, api: Api, at: Timestamp) -> io::Result<PathBuf> {
    let time = at
        .to_zoned(TimeZone::system())
        .strftime("%Y-%m-%dT%H.%M.%S")
        .to_string();
    let what = if api == Api::Mde { "Alerts" } else { "Incidents" };
    for number in 1..=MAX_SAME_NAME {
        let suffix = if number == 1 {
            String::new()
        } else {
            format!(" ({number})")
        };
        let path = folder.join(format!("Latest {what} {time}{suffix}.json"));
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(error.error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn report(error: &io::Error, folder: &Path) -> ErrorReport {
    let code = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotADirectory
        | ErrorKind::AlreadyExists
        | ErrorKind::NotFound => ErrorCode::FolderNotWritable,
        _ => ErrorCode::FileNotWritten,
    };
    ErrorReport::new(code)
        .with("path", folder.display())
        .detailed(error)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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

    #[test]
    fn a_full_disk_is_told_apart_from_a_folder_without_rights() {
        let of = |kind: ErrorKind| report(&kind.into(), Path::new("/x")).code;
        assert_eq!(of(ErrorKind::StorageFull), ErrorCode::DiskFull);
        assert_eq!(of(ErrorKind::ReadOnlyFilesystem), ErrorCode::FolderNotWritable);
    }
}
