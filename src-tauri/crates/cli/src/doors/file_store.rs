//! The window's connections file, read and written without the window.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use handrail_assistant::outside::{ProfileStore, ProfileStoreError};
use serde_json::{Map, Value};
use tempfile::NamedTempFile;

/// The file in the data folder, the copy that the window writes first because its store plugin writes in place,
/// and the key under which the plugin keeps the document.
const FILE: &str = "connections.json";
const BACKUP: &str = "connections.backup.json";
const KEY: &str = "connections";

/// Keeps the connections in a file that is always whole.
#[derive(Clone, Debug)]
pub(crate) struct FileStore {
    path: PathBuf,
    backup: PathBuf,
}

impl FileStore {
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            path: folder.join(FILE),
            backup: folder.join(BACKUP),
        }
    }

    fn problem(&self, reason: impl ToString) -> ProfileStoreError {
        ProfileStoreError {
            path: Some(self.path.clone()),
            reason: reason.to_string(),
        }
    }

    /// Everything in the file; what is not ours in it stays as it is. A file that was cut off while the window
    /// wrote it is taken from the copy.
    fn everything(&self) -> Result<Map<String, Value>, ProfileStoreError> {
        match parsed(&self.path) {
            Ok(everything) => Ok(everything),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Map::new()),
            Err(error) => parsed(&self.backup).map_err(|_| self.problem(error)),
        }
    }
}

fn parsed(path: &Path) -> io::Result<Map<String, Value>> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

/// Written beside its place, then moved there.
fn replace(path: &Path, everything: &Map<String, Value>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(&serde_json::to_vec_pretty(everything)?)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

impl ProfileStore for FileStore {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        Ok(self.everything()?.remove(KEY))
    }

    fn save(&self, document: &Value) -> Result<(), ProfileStoreError> {
        let mut everything = self.everything()?;
        everything.insert(KEY.to_owned(), document.clone());
        let both = replace(&self.backup, &everything).and_then(|()| replace(&self.path, &everything));
        both.map_err(|error| self.problem(error))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_saved_is_loaded_and_what_is_not_ours_stays() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::in_folder(&folder.path().join("made on demand"));
        assert_eq!(store.load().unwrap(), None);
        store.save(&json!({"version": 1})).unwrap();
        fs::write(&store.path, r#"{"connections":{"version":1},"other":true}"#).unwrap();
        store.save(&json!({"version": 2})).unwrap();
        assert_eq!(store.load().unwrap(), Some(json!({"version": 2})));
        assert_eq!(store.everything().unwrap()["other"], true);
    }

    #[test]
    fn a_file_that_is_cut_off_is_taken_from_its_copy() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::in_folder(folder.path());
        store.save(&json!({"version": 1})).unwrap();
        fs::write(&store.path, r#"{"connections":{"#).unwrap();
        assert_eq!(store.load().unwrap(), Some(json!({"version": 1})));
    }

    #[test]
    fn a_file_that_is_cut_off_and_has_no_copy_is_said_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::in_folder(folder.path());
        fs::write(&store.path, r#"{"connections":{"#).unwrap();
        assert!(store.load().is_err());
        assert!(store.save(&json!({})).is_err());
        assert_eq!(fs::read_to_string(&store.path).unwrap(), r#"{"connections":{"#);
    }
}
