//! Files that somebody named, or that stand where Handrail keeps its own: they are read only where they are files, and
//! never more of them than their kind can hold.
//!
//! A pipe that nobody writes to would hold whoever opens it for ever, and a device has no end.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

/// What a document of Handrail's own holds at most. Five thousand customers are 2 MB.
pub const MAX_DOCUMENT: u64 = 64 * 1024 * 1024;
/// What a file holds at most that a person writes or is sent: a cloud, certificates, a query.
pub const MAX_SENT: u64 = 4 * 1024 * 1024;

/// Opens a file for reading.
///
/// # Errors
///
/// What the system says; [`ErrorKind::InvalidInput`] where it is a folder, a pipe or a device.
pub fn open(path: &Path) -> io::Result<File> {
    regular(path)?;
    File::open(path)
}

/// Refuses what is there and no file.
pub(crate) fn regular(path: &Path) -> io::Result<()> {
    if fs::metadata(path)?.is_file() {
        return Ok(());
    }
    Err(io::Error::new(ErrorKind::InvalidInput, "not a regular file"))
}

/// Reads a file whole.
///
/// # Errors
///
/// Those of [`open`], and [`ErrorKind::FileTooLarge`] where it has more than so many bytes: none of it is read then.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let file = open(path)?;
    let too_large = || io::Error::new(ErrorKind::FileTooLarge, format!("more than {most} bytes"));
    if file.metadata()?.len() > most {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    // It may grow meanwhile.
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(too_large());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_are_read_and_no_more_than_they_may_hold() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path, 5).unwrap(), b"12345");
        assert_eq!(read(&path, 4).unwrap_err().kind(), ErrorKind::FileTooLarge);
        assert_eq!(
            read(folder.path(), 4).unwrap_err().kind(),
            ErrorKind::InvalidInput
        );
        let nothing = folder.path().join("nothing");
        assert_eq!(read(&nothing, 4).unwrap_err().kind(), ErrorKind::NotFound);
    }
}
