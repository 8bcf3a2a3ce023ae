//! What belongs to one connection, between two starts: one file for each, changed by one program at a time.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use handrail_assistant::given::{self, MAX_DOCUMENT};
use handrail_assistant::outside::{ConnectionDocuments, Held, ProfileStoreError};

use crate::places::{self, part};
use crate::{turns, write_whole};

/// Documents in a folder of the data folder, for its owner only.
#[derive(Clone, Debug)]
pub struct KeptDocuments(PathBuf);

impl KeptDocuments {
    /// The customers in a data folder, which is made on demand.
    pub fn of_customers(data: &Path) -> Self {
        Self(data.join("customers"))
    }

    /// What Handrail did to app registrations, in the same way.
    pub fn of_registrations(data: &Path) -> Self {
        Self(data.join("registrations"))
    }

    fn file(&self, connection: &str) -> io::Result<PathBuf> {
        Ok(self.0.join(format!("{}.json", part(connection)?)))
    }

    fn lock(&self, connection: &str, extension: &str) -> io::Result<PathBuf> {
        Ok(self.file(connection)?.with_extension(extension))
    }

    /// Waits until no other program changes the document of this connection; it may when the file is dropped.
    fn alone(&self, connection: &str) -> io::Result<File> {
        let lock = self.lock(connection, "lock")?;
        places::make_private(&self.0)?;
        turns::alone(&lock)
    }

    /// The same for longer work; `None` while another program is at it. The system ends it with the program.
    fn begin(&self, connection: &str) -> io::Result<Option<File>> {
        let held = self.lock(connection, "held")?;
        places::make_private(&self.0)?;
        turns::at_once(&held)
    }

    fn replace(
        &self,
        connection: &str,
        change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>,
    ) -> io::Result<()> {
        let _alone = self.alone(connection)?;
        let file = self.file(connection)?;
        match change(read(&file)?) {
            Some(next) => write_whole(&file, &next),
            None => Ok(()),
        }
    }

    fn remove(&self, connection: &str) -> io::Result<()> {
        let file = self.file(connection)?;
        if !self.0.is_dir() {
            return Ok(());
        }
        // Whoever changes it now has done so before it goes; whoever waits meanwhile notices that its lock went.
        let _alone = self.alone(connection)?;
        for its in [
            file.with_extension("held"),
            file.clone(),
            file.with_extension("lock"),
        ] {
            match fs::remove_file(its) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }

    fn problem(&self, connection: &str) -> impl FnOnce(io::Error) -> ProfileStoreError {
        let path = self.file(connection).ok();
        move |error| ProfileStoreError {
            path,
            reason: error.to_string(),
        }
    }
}

fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match given::read(file, MAX_DOCUMENT) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

impl ConnectionDocuments for KeptDocuments {
    fn load(&self, connection: &str) -> Result<Option<Vec<u8>>, ProfileStoreError> {
        // A file is replaced whole: whoever only reads need not wait.
        let read = self.file(connection).and_then(|file| read(&file));
        read.map_err(self.problem(connection))
    }

    fn update(
        &self,
        connection: &str,
        change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>,
    ) -> Result<(), ProfileStoreError> {
        self.replace(connection, change).map_err(self.problem(connection))
    }

    fn forget(&self, connection: &str) -> Result<(), ProfileStoreError> {
        self.remove(connection).map_err(self.problem(connection))
    }

    fn hold(&self, connection: &str) -> Result<Option<Held>, ProfileStoreError> {
        let begun = self.begin(connection).map_err(self.problem(connection))?;
        Ok(begun.map(|begun| Box::new(begun) as Held))
    }
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    /// One byte for each change.
    fn count(document: Option<Vec<u8>>) -> usize {
        document.unwrap_or_default().len()
    }

    #[test]
    fn changes_of_several_programs_follow_each_other() {
        let data = tempfile::tempdir().unwrap();
        // Each opens the files by itself, as a window and a script do.
        let add = || {
            let customers = KeptDocuments::of_customers(data.path());
            for _ in 0..20 {
                customers
                    .update("one", &mut |document| Some(vec![b'+'; count(document) + 1]))
                    .unwrap();
            }
        };
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(add);
            }
        });
        let customers = KeptDocuments::of_customers(data.path());
        assert_eq!(count(customers.load("one").unwrap()), 80);
        customers.forget("one").unwrap();
        assert_eq!(customers.load("one").unwrap(), None);
        assert_eq!(fs::read_dir(data.path().join("customers")).unwrap().count(), 0);
    }

    #[test]
    fn longer_work_is_begun_by_one_program_at_a_time_and_changes_go_on_meanwhile() {
        let data = tempfile::tempdir().unwrap();
        let window = KeptDocuments::of_registrations(data.path());
        let script = KeptDocuments::of_registrations(data.path());
        let held = window.hold("one").unwrap();
        assert!(held.is_some());
        assert!(script.hold("one").unwrap().is_none());
        assert!(script.hold("another").unwrap().is_some());
        script.update("one", &mut |_| Some(vec![b'+'])).unwrap();
        drop(held);
        let next = script.hold("one").unwrap();
        assert!(next.is_some() && window.hold("one").unwrap().is_none());
        drop(next);
        window.forget("one").unwrap();
        assert!(!data.path().join("registrations").join("one.held").exists());
    }

    #[test]
    fn a_change_that_comes_to_nothing_and_a_name_that_is_a_path_write_nothing() {
        let data = tempfile::tempdir().unwrap();
        let customers = KeptDocuments::of_customers(data.path());
        customers.update("one", &mut |_| None).unwrap();
        assert_eq!(customers.load("one").unwrap(), None);
        assert!(customers.update("../one", &mut |_| Some(vec![b'+'])).is_err());
        assert!(!data.path().join("one.json").exists());
    }
}
