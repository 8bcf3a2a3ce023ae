//! The folder of one sweep: the files of its customers in sight, and out of sight what it needs to go on.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{ErrorCode, ErrorReport, Result};
use crate::given;
use crate::ids::TenantId;
use crate::results::unwritten;

/// What a sweep needs to go on. Only the owner of the folder may look inside.
const STATE: &str = ".handrail-sweep";

/// A folder that no other Handrail works in as long as this value lives.
#[derive(Debug)]
pub(crate) struct SweepFolder {
    root: PathBuf,
    _lock: File,
}

impl SweepFolder {
    /// A folder for a sweep that begins. One that holds a sweep already is refused.
    pub(crate) fn create(root: &Path) -> Result<Self> {
        let state = root.join(STATE);
        private(&state.join("pages")).map_err(|error| unwritten(&error, root))?;
        let folder = Self::locked(root)?;
        if folder.header().exists() {
            return Err(about(ErrorCode::SweepFolderTaken, root));
        }
        Ok(folder)
    }

    /// The folder of a sweep that goes on.
    pub(crate) fn open(root: &Path) -> Result<Self> {
        if !header_in(root).is_file() {
            return Err(unreadable(root));
        }
        Self::locked(root)
    }

    /// Makes room for files on their way. What somebody who was killed left there is in the page logs.
    pub(super) fn clear_parts(&self) -> io::Result<()> {
        match fs::remove_dir_all(self.parts()) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => private(&self.parts()),
        }
    }

    fn locked(root: &Path) -> Result<Self> {
        let lock = File::create(root.join(STATE).join("lock")).map_err(|error| unwritten(&error, root))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                root: root.to_owned(),
                _lock: lock,
            }),
            Err(TryLockError::WouldBlock) => Err(about(ErrorCode::SweepRunning, root)),
            Err(TryLockError::Error(error)) => Err(unwritten(&error, root)),
        }
    }

    pub(super) fn root(&self) -> &Path {
        &self.root
    }

    fn state(&self) -> PathBuf {
        self.root.join(STATE)
    }

    /// What was asked, and of whom.
    pub(super) fn header(&self) -> PathBuf {
        header_in(&self.root)
    }

    /// Which customers came to an end.
    pub(super) fn journal(&self) -> PathBuf {
        self.state().join("journal.ndjson")
    }

    /// Files of customers before they have their names.
    pub(super) fn parts(&self) -> PathBuf {
        self.state().join("parts")
    }

    /// What a customer's service sent.
    pub(super) fn pages(&self, tenant: TenantId) -> PathBuf {
        self.state().join("pages").join(format!("{tenant}.ndjson"))
    }

    /// Is what the services sent still there?
    pub(super) fn keeps_pages(&self) -> bool {
        self.state().join("pages").is_dir()
    }

    /// Forgets what the services sent: it is in the files, and nobody is left to be asked.
    pub(super) fn forget_pages(&self) -> io::Result<()> {
        fs::remove_dir_all(self.state().join("pages"))
    }

    /// Forgets everything out of sight. The files of the customers stay.
    pub(crate) fn forget(self) -> Result<()> {
        fs::remove_dir_all(self.state()).map_err(|error| unwritten(&error, &self.root))
    }
}

/// Where the header of a sweep is.
pub(super) fn header_in(root: &Path) -> PathBuf {
    root.join(STATE).join("sweep.json")
}

/// Opens a log for what is in it and for more.
pub(super) fn open_log(path: &Path) -> io::Result<File> {
    if path.exists() {
        given::regular(path)?;
    }
    let mut log = OpenOptions::new();
    log.create(true).truncate(false).read(true).write(true).open(path)
}

/// What a sweep needs to go on is not to be had there.
pub(super) fn unreadable(root: &Path) -> ErrorReport {
    about(ErrorCode::SweepUnreadable, root)
}

fn about(code: ErrorCode, root: &Path) -> ErrorReport {
    ErrorReport::new(code).with("path", root.display())
}

/// Makes a folder and those above it; those that are new belong to their owner alone.
fn private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_sweep_works_in_a_folder_at_a_time() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(
            SweepFolder::open(root.path()).unwrap_err().code,
            ErrorCode::SweepUnreadable
        );
        let first = SweepFolder::create(root.path()).unwrap();
        fs::write(first.header(), "{}").unwrap();
        assert_eq!(
            SweepFolder::open(root.path()).unwrap_err().code,
            ErrorCode::SweepRunning
        );
        drop(first);
        assert_eq!(
            SweepFolder::create(root.path()).unwrap_err().code,
            ErrorCode::SweepFolderTaken
        );
        SweepFolder::open(root.path()).unwrap().forget().unwrap();
        assert!(SweepFolder::create(root.path()).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn what_services_sent_is_for_the_owner_only() {
        use std::os::unix::fs::PermissionsExt;

        let root = tempfile::tempdir().unwrap();
        let root = root.path().join("new");
        let folder = SweepFolder::create(&root).unwrap();
        for made in [&root, &folder.state(), &folder.state().join("pages")] {
            assert_eq!(fs::metadata(made).unwrap().permissions().mode() & 0o777, 0o700);
        }
    }
}
