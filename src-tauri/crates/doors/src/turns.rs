//! Whose turn it is among several programs: locks on files beside the documents. The system ends a lock with its
//! program, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind};
use std::path::Path;

/// Waits until nobody else reads or writes; others may when the file is dropped.
pub(crate) fn alone(lock: &Path) -> io::Result<File> {
    loop {
        let file = opened(lock)?;
        file.lock()?;
        if is_there(&file, lock) {
            return Ok(file);
        }
    }
}

/// Waits until nobody writes. `None` where this account may not write there: then no program of its does.
pub(crate) fn together(lock: &Path) -> io::Result<Option<File>> {
    match opened(lock) {
        Ok(file) => file.lock_shared().map(|()| Some(file)),
        Err(error) => match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem | ErrorKind::NotFound => Ok(None),
            _ => Err(error),
        },
    }
}

/// Does not wait: `None` while somebody else is at it.
pub(crate) fn at_once(lock: &Path) -> io::Result<Option<File>> {
    loop {
        let file = opened(lock)?;
        match file.try_lock() {
            Ok(()) if is_there(&file, lock) => return Ok(Some(file)),
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(error),
        }
    }
}

/// For its owner only: nobody else can make Handrail wait.
fn opened(lock: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(lock)
}

/// Is this still the file of that name? One that was removed while it was waited for keeps nobody else away.
#[cfg(unix)]
fn is_there(file: &File, lock: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let of = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata(), lock.metadata()) {
        (Ok(locked), Ok(named)) => of(locked) == of(named),
        _ => false,
    }
}

/// A file that is open keeps its name on this system.
#[cfg(not(unix))]
fn is_there(_: &File, _: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn readers_share_and_a_writer_is_alone() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join("connections.lock");
        let readers = (together(&lock).unwrap(), together(&lock).unwrap());
        assert!(readers.0.is_some() && readers.1.is_some());
        assert!(at_once(&lock).unwrap().is_none());
        drop(readers);
        let writer = alone(&lock).unwrap();
        assert!(at_once(&lock).unwrap().is_none());
        drop(writer);
        assert!(at_once(&lock).unwrap().is_some());
        assert!(together(&folder.path().join("gone/x.lock")).unwrap().is_none());
    }

    #[cfg(unix)]
    #[test]
    fn whoever_waited_for_a_lock_that_was_removed_takes_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let lock = folder.path().join("one.lock");
        let first = alone(&lock).unwrap();
        let waited = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| alone(&lock).unwrap());
            fs::remove_file(&lock).unwrap();
            drop(first);
            waiting.join().unwrap()
        });
        assert!(is_there(&waited, &lock) && at_once(&lock).unwrap().is_none());
    }
}
