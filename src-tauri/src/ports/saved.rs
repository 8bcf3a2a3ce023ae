//! Files and folders that were saved since the start: what the window may ask to open, and nothing else.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use handrail_assistant::results::SavedFile;

/// The files that were saved since the start, and the folders made for them.
#[derive(Default)]
pub(crate) struct SavedFiles(Mutex<HashSet<String>>);

impl SavedFiles {
    /// Remembers a file on its way to the window.
    pub(crate) fn noted(&self, saved: SavedFile) -> SavedFile {
        self.paths(|paths| paths.insert(saved.path.clone()));
        saved
    }

    /// Remembers a folder that was made for files, on its way to the window.
    pub(crate) fn noted_folder(&self, folder: &str) {
        self.paths(|paths| paths.insert(folder.to_owned()));
    }

    /// Opens one of them in the program of its kind, a folder in the file manager.
    pub(crate) fn open(&self, path: &str) -> Result<()> {
        let refused = || ErrorReport::new(ErrorCode::FileNotOpened).with("path", path);
        if !self.paths(|paths| paths.contains(path)) {
            return Err(refused());
        }
        open::that_detached(path).map_err(|error| refused().detailed(error))
    }

    fn paths<T>(&self, look: impl FnOnce(&mut HashSet<String>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_not_saved_here_is_not_opened() {
        let refused = SavedFiles::default().open("/etc/passwd").unwrap_err();
        assert_eq!(refused.code, ErrorCode::FileNotOpened);
        assert!(refused.detail.is_none(), "nothing was tried");
    }
}
