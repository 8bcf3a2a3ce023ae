//! A file at a place that the person chose.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::whole::{report, write_whole};
use crate::error::Result;

/// Writes the text beside the place, then moves it there. A file that is there already is replaced: the dialog asked.
pub(crate) fn write_text(path: &Path, text: &str) -> Result<()> {
    write_bytes(path, text.as_bytes())
}

/// The same for what is no text.
pub(crate) fn write_bytes(path: &Path, bytes: &[u8]) -> Result<()> {
    write(path, bytes).map_err(|error| report(&error, path))
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // A person chose among folders that are there.
    let folder = path.parent().filter(|folder| folder.is_dir());
    folder.ok_or(ErrorKind::NotFound)?;
    write_whole(path, bytes)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::error::ErrorCode;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("handrail.cer");
        write_text(&path, "old").unwrap();
        write_text(&path, "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_is_not_there_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let refused = write_text(&folder.path().join("gone/handrail.cer"), "x").unwrap_err();
        assert_eq!(refused.code, ErrorCode::FolderNotWritable);
    }
}
