//! A document that outlives a kill in mid-write, also when another program writes its file in place, and that several
//! programs change one after the other.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use handrail_assistant::given::{self, MAX_DOCUMENT};
use handrail_assistant::outside::{ProfileStore, ProfileStoreError};
use serde_json::{Map, Value};

use crate::turns::{alone, together};
use crate::{places, write_whole};

/// `<name>.json`, its backup and its lock. The document stands under the key `<name>`, as Tauri's store plugin keeps it.
#[derive(Clone, Debug)]
pub struct BackedUp {
    name: &'static str,
    main: PathBuf,
    backup: PathBuf,
    lock: PathBuf,
}

impl BackedUp {
    /// The files of that name in a folder; none has to be there.
    pub fn new(folder: &Path, name: &'static str) -> Self {
        Self {
            name,
            main: folder.join(format!("{name}.json")),
            backup: folder.join(format!("{name}.backup.json")),
            lock: folder.join(format!("{name}.lock")),
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

    /// The document as it is now, `None` where the file is not there.
    ///
    /// Whoever only reads never mends: what does not parse may be a file that somebody writes in place. Only alone it
    /// is known to be cut off.
    pub fn document(&self) -> io::Result<Option<Value>> {
        let reading = together(&self.lock)?;
        let read = self.parsed();
        drop(reading);
        match read {
            Err(error) if is_broken(&error) => {
                let _alone = alone(&self.lock)?;
                self.healed()
            }
            read => read,
        }
    }

    /// Reads the document, hands it to `change`, and lets `write` put what comes back into the main file, with no other
    /// program in between. The backup is written before: `write` may do it in place.
    ///
    /// A file that is broken beyond repair is left for its owner to look at.
    pub fn exchange(
        &self,
        change: &mut dyn FnMut(Option<Value>) -> Option<Value>,
        write: impl FnOnce(&Value) -> io::Result<()>,
    ) -> io::Result<()> {
        places::make_private(self.main.parent().ok_or(ErrorKind::InvalidInput)?)?;
        let _alone = alone(&self.lock)?;
        match change(self.healed()?) {
            Some(next) => {
                write_whole(&self.backup, &self.bytes(&next)?)?;
                write(&next)
            }
            None => Ok(()),
        }
    }

    /// Replaces the main file whole.
    pub fn replace(&self, document: &Value) -> io::Result<()> {
        write_whole(&self.main, &self.bytes(document)?)
    }

    /// What the assistant says when the files cannot be used.
    pub fn problem(&self, error: &io::Error) -> ProfileStoreError {
        ProfileStoreError {
            path: Some(self.main.clone()),
            reason: error.to_string(),
        }
    }

    fn parsed(&self) -> io::Result<Option<Value>> {
        match parsed(&self.main) {
            Ok(mut everything) => Ok(everything.remove(self.name)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The document, out of the backup where the file does not parse; that is then whole again. Only for whoever is
    /// alone with it.
    ///
    /// A file that is not there stays so: somebody who removes it wants to begin anew.
    fn healed(&self) -> io::Result<Option<Value>> {
        match self.parsed() {
            Err(broken) if is_broken(&broken) => {
                if parsed(&self.backup).is_err() {
                    return Err(broken);
                }
                tracing::warn!(file = %self.main.display(), "the file was cut off; its backup takes its place");
                write_whole(&self.main, &given::read(&self.backup, MAX_DOCUMENT)?)?;
                self.parsed()
            }
            read => read,
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

    fn update(
        &self,
        change: &mut dyn FnMut(Option<Value>) -> Option<Value>,
    ) -> Result<(), ProfileStoreError> {
        let changed = self.exchange(change, |next| self.replace(next));
        changed.map_err(|error| self.problem(&error))
    }
}

/// Was it read, and is no document?
fn is_broken(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof)
}

fn parsed(path: &Path) -> io::Result<Map<String, Value>> {
    Ok(serde_json::from_slice(&given::read(path, MAX_DOCUMENT)?)?)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use serde_json::json;

    use super::*;

    const WHOLE: &str = r#"{"connections":{"version":1}}"#;

    fn files() -> (tempfile::TempDir, BackedUp) {
        let folder = tempfile::tempdir().unwrap();
        let files = BackedUp::new(&folder.path().join("made on demand"), "connections");
        fs::create_dir(folder.path().join("made on demand")).unwrap();
        (folder, files)
    }

    fn save(files: &BackedUp, document: &Value) -> Result<(), ProfileStoreError> {
        files.update(&mut |_| Some(document.clone()))
    }

    /// Killed while the main file is written in place.
    fn cut_off(files: &BackedUp, document: &Value, written: &str) {
        let in_place = |_: &Value| fs::write(files.path(), written);
        files.exchange(&mut |_| Some(document.clone()), in_place).unwrap();
    }

    #[test]
    fn what_was_saved_is_loaded() {
        let folder = tempfile::tempdir().unwrap();
        let files = BackedUp::new(&folder.path().join("made on demand"), "connections");
        assert_eq!(files.load().unwrap(), None);
        assert!(!folder.path().join("made on demand").exists(), "by looking");
        save(&files, &json!({"version": 2})).unwrap();
        assert_eq!(files.load().unwrap(), Some(json!({"version": 2})));
    }

    #[test]
    fn changes_of_several_programs_follow_each_other() {
        let folder = tempfile::tempdir().unwrap();
        // Each opens the files by itself, as a window and a script do. One of them writes in place.
        let add = |in_place: bool| {
            let files = BackedUp::new(folder.path(), "connections");
            for _ in 0..20 {
                let one_more = &mut |number: Option<Value>| {
                    Some(json!(number.map_or(0, |number| number.as_u64().unwrap()) + 1))
                };
                let write = |next: &Value| {
                    if in_place {
                        fs::write(files.path(), files.bytes(next)?)
                    } else {
                        files.replace(next)
                    }
                };
                files.exchange(one_more, write).unwrap();
                assert!(files.load().unwrap().is_some());
            }
        };
        std::thread::scope(|scope| {
            for in_place in [true, false, true, false] {
                scope.spawn(move || add(in_place));
            }
        });
        let files = BackedUp::new(folder.path(), "connections");
        assert_eq!(files.load().unwrap(), Some(json!(80)));
    }

    #[test]
    fn a_reader_waits_for_whoever_writes_in_place_and_heals_nothing() {
        let (_folder, files) = files();
        save(&files, &json!({"version": 1})).unwrap();
        let read = std::thread::scope(|scope| {
            let mut reading = None;
            let write = |next: &Value| {
                fs::write(files.path(), "{")?;
                let reader = scope.spawn(|| files.load().unwrap());
                assert!(!reader.is_finished());
                reading = Some(reader);
                fs::write(files.path(), files.bytes(next)?)
            };
            files
                .exchange(&mut |_| Some(json!({"version": 2})), write)
                .unwrap();
            reading.unwrap().join().unwrap()
        });
        assert_eq!(read, Some(json!({"version": 2})));
    }

    #[test]
    fn a_file_that_was_cut_off_anywhere_is_made_whole_from_its_backup() {
        let (_folder, files) = files();
        for length in 0..WHOLE.len() {
            cut_off(&files, &json!({"version": 2}), &WHOLE[..length]);
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
        cut_off(&files, &json!({"version": 2}), WHOLE);
        assert_eq!(files.load().unwrap(), Some(json!({"version": 1})));
    }

    #[test]
    fn a_broken_file_without_a_backup_is_said_and_left_as_it_is() {
        let (_folder, files) = files();
        fs::write(files.path(), "{").unwrap();
        assert!(files.load().is_err() && save(&files, &json!({})).is_err());
        assert_eq!(fs::read_to_string(files.path()).unwrap(), "{");
    }

    #[test]
    fn a_file_that_was_removed_is_not_brought_back() {
        let (_folder, files) = files();
        save(&files, &json!({"version": 2})).unwrap();
        fs::remove_file(files.path()).unwrap();
        assert_eq!(files.load().unwrap(), None);
        assert!(!files.path().exists());
    }
}
