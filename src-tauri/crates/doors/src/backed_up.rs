//! A document that outlives a kill in mid-write, also when another program writes its file in place.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use handrail_assistant::outside::{ProfileStore, ProfileStoreError};
use serde_json::{Map, Value};

use crate::write_whole;

/// `<name>.json` and its backup. The document stands under the key `<name>`, as Tauri's store plugin keeps it.
#[derive(Clone, Debug)]
pub struct BackedUp {
    name: &'static str,
    main: PathBuf,
    backup: PathBuf,
}

impl BackedUp {
    /// The files of that name in a folder; neither has to be there.
    pub fn new(folder: &Path, name: &'static str) -> Self {
        Self {
            name,
            main: folder.join(format!("{name}.json")),
            backup: folder.join(format!("{name}.backup.json")),
        }
    }

    /// The key of the document.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The file that counts.
    pub fn path(&self) -> &Path {
        &self.main
    }

    /// Makes the file whole again out of the backup where it does not parse.
    ///
    /// A file that is not there stays so: somebody who removes it wants to begin anew.
    pub fn heal(&self) -> io::Result<()> {
        let broken = match parsed(&self.main) {
            Ok(_) => return Ok(()),
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => error,
        };
        if parsed(&self.backup).is_err() {
            return Err(broken);
        }
        tracing::warn!(file = %self.main.display(), "the file was cut off; its backup takes its place");
        write_whole(&self.main, &fs::read(&self.backup)?)
    }

    /// Writes the document to the backup, before somebody writes the file in place.
    pub fn back_up(&self, document: &Value) -> io::Result<()> {
        write_whole(&self.backup, &self.bytes(document)?)
    }

    /// The document, `None` where the file is not there.
    pub fn document(&self) -> io::Result<Option<Value>> {
        self.heal()?;
        match parsed(&self.main) {
            Ok(mut everything) => Ok(everything.remove(self.name)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Replaces the document in both files. A file that is broken beyond repair is left for its owner to look at.
    pub fn replace(&self, document: &Value) -> io::Result<()> {
        self.heal()?;
        self.back_up(document)?;
        write_whole(&self.main, &self.bytes(document)?)
    }

    /// What the assistant says when the files cannot be used.
    pub fn problem(&self, error: &io::Error) -> ProfileStoreError {
        ProfileStoreError {
            path: Some(self.main.clone()),
            reason: error.to_string(),
        }
    }

    fn bytes(&self, document: &Value) -> io::Result<Vec<u8>> {
        let everything = Map::from_iter([(self.name.to_owned(), document.clone())]);
        Ok(serde_json::to_vec_pretty(&everything)?)
    }
}

/// The window's connections, read and written without the window.
impl ProfileStore for BackedUp {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        self.document().map_err(|error| self.problem(&error))
    }

    fn save(&self, document: &Value) -> Result<(), ProfileStoreError> {
        self.replace(document).map_err(|error| self.problem(&error))
    }
}

fn parsed(path: &Path) -> io::Result<Map<String, Value>> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const WHOLE: &str = r#"{"connections":{"version":1}}"#;

    fn files() -> (tempfile::TempDir, BackedUp) {
        let folder = tempfile::tempdir().unwrap();
        let files = BackedUp::new(&folder.path().join("made on demand"), "connections");
        fs::create_dir(folder.path().join("made on demand")).unwrap();
        (folder, files)
    }

    #[test]
    fn what_was_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let files = BackedUp::new(&folder.path().join("made on demand"), "connections");
        assert_eq!(files.load().unwrap(), None);
        files.save(&json!({"version": 2})).unwrap();
        assert_eq!(files.load().unwrap(), Some(json!({"version": 2})));
    }

    #[test]
    fn a_file_that_was_cut_off_anywhere_is_made_whole_from_its_backup() {
        let (_folder, files) = files();
        files.back_up(&json!({"version": 2})).unwrap();
        for length in 0..WHOLE.len() {
            fs::write(files.path(), &WHOLE[..length]).unwrap();
            assert_eq!(
                files.load().unwrap(),
                Some(json!({"version": 2})),
                "cut off after {length} bytes"
            );
        }
    }

    #[test]
    fn a_whole_file_counts_more_than_its_backup() {
        let (_folder, files) = files();
        files.back_up(&json!({"version": 2})).unwrap();
        fs::write(files.path(), WHOLE).unwrap();
        assert_eq!(files.load().unwrap(), Some(json!({"version": 1})));
    }

    #[test]
    fn a_broken_file_without_a_backup_is_said_and_left_as_it_is() {
        let (_folder, files) = files();
        fs::write(files.path(), "{").unwrap();
        assert!(files.load().is_err() && files.save(&json!({})).is_err());
        assert_eq!(fs::read_to_string(files.path()).unwrap(), "{");
    }

    #[test]
    fn a_file_that_was_removed_is_not_brought_back() {
        let (_folder, files) = files();
        files.back_up(&json!({"version": 2})).unwrap();
        assert_eq!(files.load().unwrap(), None);
        assert!(!files.path().exists());
    }
}
