//! The folders of the window, found without it.

use std::env;
use std::path::PathBuf;

/// The identifier of the desktop app: its data folder carries this name.
const IDENTIFIER: &str = "io.github.handrail.desktop";

/// Where the window keeps its connections; `None` where the system names no place for data.
pub(crate) fn data() -> Option<PathBuf> {
    Some(dirs::data_dir()?.join(IDENTIFIER))
}

/// Where incidents are saved when nothing else is said: the folder of the environment, the window's own place
/// among the documents, or, on a computer without documents, the current folder.
pub(crate) fn results() -> PathBuf {
    let documents = || {
        dirs::document_dir()
            .filter(|folder| folder.is_dir())
            .map(|folder| folder.join("Handrail"))
    };
    env::var_os("HANDRAIL_RESULTS_DIR")
        .filter(|folder| !folder.is_empty())
        .map(PathBuf::from)
        .or_else(documents)
        .unwrap_or_else(|| PathBuf::from("."))
}
