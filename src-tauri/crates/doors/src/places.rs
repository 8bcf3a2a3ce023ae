//! Where things are kept: the same places for the window and the command line.

use std::env;
use std::io;
use std::path::{Path, PathBuf};

/// The identifier of the desktop app: its data folder carries this name.
const IDENTIFIER: &str = "io.github.handrail.desktop";

/// Where connections and preferences are kept: `HANDRAIL_DATA_DIR`, or the place that the system has for this app;
/// `None` where the system names none.
pub fn data() -> Option<PathBuf> {
    variable("HANDRAIL_DATA_DIR").or_else(|| Some(dirs::data_dir()?.join(IDENTIFIER)))
}

/// Where incidents are saved as long as the person has not chosen: `HANDRAIL_RESULTS_DIR`, or `Handrail` among the
/// documents, or in the home folder where there are none.
pub fn results() -> PathBuf {
    let documents = || {
        dirs::document_dir()
            .filter(|folder| folder.is_dir())
            .or_else(dirs::home_dir)
    };
    variable("HANDRAIL_RESULTS_DIR")
        .unwrap_or_else(|| documents().unwrap_or_else(env::temp_dir).join("Handrail"))
}

/// The home folder of whoever runs this.
pub fn home() -> Option<PathBuf> {
    dirs::home_dir()
}

/// Makes a folder that only its owner may look into.
#[cfg(unix)]
pub fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

/// Makes a folder; on this system it inherits the rights of its owner's folder.
#[cfg(not(unix))]
pub fn make_private(folder: &Path) -> io::Result<()> {
    std::fs::create_dir_all(folder)
}

/// A name that is one part of a path and nothing else: ids come out of files that people can write.
pub(crate) fn part(name: &str) -> io::Result<&str> {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    if !name.is_empty() && name.chars().all(plain) {
        return Ok(name);
    }
    Err(io::ErrorKind::InvalidInput.into())
}

fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
