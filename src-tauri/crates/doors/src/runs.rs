//! What the last runs saw, between two starts: one file for each question, in a folder for each connection.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use handrail_assistant::given::{self, MAX_DOCUMENT};
use handrail_assistant::outside::{LastRuns, RunName};

use crate::places::{self, part};
use crate::{turns, write_whole};

/// Free text makes a question of its own each time: only the latest of a connection are kept.
const MAX_QUESTIONS: usize = 20;

/// Of two programs that keep their runs at the same time, each removes what is too much after the other.
const LOCK: &str = "runs.lock";

/// Runs in the data folder, for its owner only.
#[derive(Clone, Debug)]
pub struct KeptRuns(PathBuf);

impl KeptRuns {
    /// The runs in a data folder, which is made on demand.
    pub fn new(data: &Path) -> Self {
        Self(data.join("runs"))
    }

    /// A connection's folder. Its id comes out of a file that people can write: it must not lead elsewhere.
    fn folder(&self, connection: &str) -> io::Result<PathBuf> {
        Ok(self.0.join(part(connection)?))
    }

    fn file(&self, question: &RunName) -> io::Result<PathBuf> {
        let folder = self.folder(&question.connection)?;
        Ok(folder.join(format!("{}.json", part(&question.question)?)))
    }
}

impl LastRuns for KeptRuns {
    fn load(&self, question: &RunName) -> io::Result<Option<Vec<u8>>> {
        match given::read(&self.file(question)?, MAX_DOCUMENT) {
            Ok(seen) => Ok(Some(seen)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn save(&self, question: &RunName, seen: &[u8]) -> io::Result<()> {
        let folder = self.folder(&question.connection)?;
        let file = self.file(question)?;
        places::make_private(&folder)?;
        let _alone = turns::alone(&folder.join(LOCK))?;
        write_whole(&file, seen)?;
        thin(&folder, &file)
    }

    fn forget(&self, connection: &str) -> io::Result<()> {
        match fs::remove_dir_all(self.folder(connection)?) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Removes the oldest files of a folder that has too many, and never the newest one.
fn thin(folder: &Path, newest: &Path) -> io::Result<()> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let is_run = entry.path().extension() == newest.extension();
        if entry.path() == newest || !is_run {
            continue;
        }
        let written = entry.metadata()?.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        files.push((written, entry.path()));
    }
    files.sort_unstable();
    let too_many = (files.len() + 1).saturating_sub(MAX_QUESTIONS);
    files
        .into_iter()
        .take(too_many)
        .try_for_each(|(_, path)| fs::remove_file(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(connection: &str, question: &str) -> RunName {
        RunName {
            connection: connection.into(),
            question: question.into(),
        }
    }

    fn kept(data: &Path) -> usize {
        let files = fs::read_dir(data.join("runs/one"))
            .unwrap()
            .map(|entry| entry.unwrap().path());
        files
            .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
            .count()
    }

    #[test]
    fn a_run_is_there_after_a_restart_and_gone_with_its_connection() {
        let data = tempfile::tempdir().unwrap();
        let (one, other) = (name("one", "aa"), name("other", "aa"));
        let runs = KeptRuns::new(data.path());
        assert_eq!(runs.load(&one).unwrap(), None);
        runs.forget("one").unwrap();
        runs.save(&one, b"first").unwrap();
        runs.save(&one, b"second").unwrap();
        runs.save(&other, b"other").unwrap();
        let restarted = KeptRuns::new(data.path());
        assert_eq!(restarted.load(&one).unwrap().unwrap(), b"second");
        restarted.forget("one").unwrap();
        assert_eq!(restarted.load(&one).unwrap(), None);
        assert_eq!(restarted.load(&other).unwrap().unwrap(), b"other");
    }

    #[test]
    fn only_the_latest_questions_of_a_connection_are_kept() {
        let data = tempfile::tempdir().unwrap();
        let runs = KeptRuns::new(data.path());
        for question in 0..MAX_QUESTIONS + 5 {
            runs.save(&name("one", &question.to_string()), b"{}").unwrap();
        }
        assert_eq!(kept(data.path()), MAX_QUESTIONS);
    }

    #[test]
    fn several_programs_keep_the_latest_runs_together() {
        let data = tempfile::tempdir().unwrap();
        std::thread::scope(|scope| {
            for program in 0..4 {
                let runs = KeptRuns::new(data.path());
                scope.spawn(move || {
                    for question in 0..MAX_QUESTIONS {
                        runs.save(&name("one", &format!("{program}-{question}")), b"{}")
                            .unwrap();
                    }
                });
            }
        });
        assert_eq!(kept(data.path()), MAX_QUESTIONS);
    }

    #[test]
    fn a_connection_whose_name_is_a_path_reaches_no_other_folder() {
        let data = tempfile::tempdir().unwrap();
        fs::write(data.path().join("connections.json"), "{}").unwrap();
        let runs = KeptRuns::new(data.path());
        for escape in ["..", "../..", "", "a/b", "a\\b"] {
            assert!(runs.forget(escape).is_err(), "{escape}");
            assert!(runs.save(&name("one", escape), b"").is_err(), "{escape}");
        }
        assert!(data.path().join("connections.json").exists());
    }

    #[cfg(unix)]
    #[test]
    fn runs_are_for_their_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().unwrap();
        KeptRuns::new(data.path())
            .save(&name("one", "aa"), b"{}")
            .unwrap();
        let mode = |path: &str| fs::metadata(data.path().join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("runs/one"), mode("runs/one/aa.json")), (0o700, 0o600));
    }
}
