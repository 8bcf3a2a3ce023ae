//! The seeds of a target: small files, made up or from the fixtures, and what once broke it.

use std::fs;
use std::path::{Path, PathBuf};

/// Where the seeds of a target are.
pub(crate) fn folder(target: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target)
}

/// The seeds of a target with the names of their files, in the order of these.
///
/// # Panics
///
/// Where a file cannot be read.
pub fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let folder = folder(target);
    let entries = fs::read_dir(&folder).into_iter().flatten();
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let read = |path: PathBuf| {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        match fs::read(&path) {
            Ok(bytes) => (name, bytes),
            Err(error) => panic!("{}: {error}", path.display()),
        }
    };
    files.into_iter().map(read).collect()
}
