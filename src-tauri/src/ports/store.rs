//! Connections and preferences between two starts, kept by Tauri's store plugin.
//!
//! The plugin writes in place, so a program that is killed half way leaves a file that does not parse. Each
//! document is therefore written whole to a backup first, and read from there when the plugin's file is broken.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use handrail_assistant::outside::{ProfileStore, ProfileStoreError};
use serde_json::{Map, Value};
use tauri::{AppHandle, Runtime};
use tauri_plugin_store::{Store, StoreExt};

use super::write_whole;

/// A JSON document under one key of a file of the store plugin, as the command line reads it too.
pub(crate) struct StoredDocument<R: Runtime> {
    app: AppHandle<R>,
    files: Files,
    key: &'static str,
}

impl<R: Runtime> StoredDocument<R> {
    /// The document called `key`, in `<key>.json` of that folder.
    pub(crate) fn new(app: AppHandle<R>, folder: &Path, key: &'static str) -> Self {
        Self {
            app,
            files: Files::new(folder, key),
            key,
        }
    }

    /// The stored document, `None` at the first start.
    pub(crate) fn load(&self) -> io::Result<Option<Value>> {
        self.files.heal()?;
        Ok(self.opened()?.get(self.key))
    }

    /// Replaces the stored document.
    pub(crate) fn save(&self, document: &Value) -> io::Result<()> {
        self.files.heal()?;
        let store = self.opened()?;
        self.files.back_up(self.key, document)?;
        store.set(self.key, document.clone());
        store.save().map_err(io::Error::other)
    }

    /// The plugin's store. Opened only when its file is known to parse: the plugin takes a broken file for an
    /// empty one and writes that over it when the program ends.
    fn opened(&self) -> io::Result<Arc<Store<R>>> {
        self.app
            .store_builder(&self.files.main)
            .disable_auto_save()
            .build()
            .map_err(io::Error::other)
    }
}

/// The stored connections, as the assistant's door.
pub(crate) struct StoredConnections<R: Runtime>(StoredDocument<R>);

impl<R: Runtime> StoredConnections<R> {
    pub(crate) fn new(app: AppHandle<R>, folder: &Path) -> Self {
        Self(StoredDocument::new(app, folder, "connections"))
    }

    #[allow(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
    fn problem(&self, error: io::Error) -> ProfileStoreError {
        ProfileStoreError {
            path: Some(self.0.files.main.clone()),
            reason: error.to_string(),
        }
    }
}

impl<R: Runtime> ProfileStore for StoredConnections<R> {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        self.0.load().map_err(|error| self.problem(error))
    }

    fn save(&self, document: &Value) -> Result<(), ProfileStoreError> {
        self.0.save(document).map_err(|error| self.problem(error))
    }
}

/// The plugin's file and its backup.
struct Files {
    main: PathBuf,
    backup: PathBuf,
}

impl Files {
    fn new(folder: &Path, name: &str) -> Self {
        Self {
            main: folder.join(format!("{name}.json")),
            backup: folder.join(format!("{name}.backup.json")),
        }
    }

    /// Makes the plugin's file whole again out of the backup where it does not parse.
    ///
    /// A file that is not there stays so: somebody who removes it wants to begin anew.
    fn heal(&self) -> io::Result<()> {
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

    fn back_up(&self, key: &str, document: &Value) -> io::Result<()> {
        let everything = Map::from_iter([(key.to_owned(), document.clone())]);
        write_whole(&self.backup, &serde_json::to_vec_pretty(&everything)?)
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

    fn files() -> (tempfile::TempDir, Files) {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path(), "connections");
        (folder, files)
    }

    #[test]
    fn a_file_that_was_cut_off_is_made_whole_from_its_backup() {
        let (_folder, files) = files();
        files.back_up("connections", &json!({"version": 2})).unwrap();
        for length in 0..WHOLE.len() {
            fs::write(&files.main, &WHOLE[..length]).unwrap();
            files.heal().unwrap();
            assert_eq!(
                parsed(&files.main).unwrap()["connections"]["version"],
                2,
                "cut off after {length} bytes"
            );
        }
    }

    #[test]
    fn a_whole_file_counts_more_than_its_backup() {
        let (_folder, files) = files();
        files.back_up("connections", &json!({"version": 2})).unwrap();
        fs::write(&files.main, WHOLE).unwrap();
        files.heal().unwrap();
        assert_eq!(fs::read_to_string(&files.main).unwrap(), WHOLE);
    }

    #[test]
    fn a_broken_file_without_a_backup_is_said_and_left_as_it_is() {
        let (_folder, files) = files();
        fs::write(&files.main, "{").unwrap();
        assert!(files.heal().is_err());
        assert_eq!(fs::read_to_string(&files.main).unwrap(), "{");
    }

    #[test]
    fn a_file_that_was_removed_is_not_brought_back() {
        let (_folder, files) = files();
        files.back_up("connections", &json!({"version": 2})).unwrap();
        files.heal().unwrap();
        assert!(!files.main.exists());
    }
}
