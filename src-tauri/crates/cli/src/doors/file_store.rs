//! The window's connections file, read and written without the window.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use handrail_assistant::outside::{ProfileStore, ProfileStoreError};
use serde_json::{Map, Value};
use tempfile::NamedTempFile;

/// The file in the data folder, and the key under which the window's store plugin keeps the document.
const FILE: &str = "connections.json";
const KEY: &str = "connections";

/// Keeps the connections in a file that is always whole.
#[derive(Clone, Debug)]
pub(crate) struct FileStore {
    path: PathBuf,
}

impl FileStore {
    pub(crate) fn in_folder(folder: &Path) -> Self {
        Self {
            path: folder.join(FILE),
        }
    }

    fn problem(&self, reason: impl ToString) -> ProfileStoreError {
        ProfileStoreError {
            path: Some(self.path.clone()),
            reason: reason.to_string(),
        }
    }

    /// Everything in the file; what is not ours in it stays as it is.
    fn everything(&self) -> Result<Map<String, Value>, ProfileStoreError> {
        match fs::read(&self.path) {
            Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| self.problem(error)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Map::new()),
            Err(error) => Err(self.problem(error)),
        }
    }

    fn replace(&self, everything: &Map<String, Value>) -> std::io::Result<()> {
        let folder = self.path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let mut file = NamedTempFile::new_in(folder)?;
        file.write_all(&serde_json::to_vec_pretty(everything)?)?;
        file.as_file().sync_all()?;
        file.persist(&self.path)?;
        Ok(())
    }
}

impl ProfileStore for FileStore {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        Ok(self.everything()?.remove(KEY))
    }

    fn save(&self, document: &Value) -> Result<(), ProfileStoreError> {
        let mut everything = self.everything()?;
        everything.insert(KEY.to_owned(), document.clone());
        self.replace(&everything).map_err(|error| self.problem(error))
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
    fn a_file_that_is_cut_off_is_said_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::in_folder(folder.path());
        fs::write(&store.path, r#"{"connections":{"#).unwrap();
        assert!(store.load().is_err());
        assert!(store.save(&json!({})).is_err());
        assert_eq!(fs::read_to_string(&store.path).unwrap(), r#"{"connections":{"#);
    }
}
