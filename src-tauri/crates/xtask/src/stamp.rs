//! Stamps: "this was done for exactly these files". A stamp is a hash in `target/xtask`.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

use crate::run::Stop;

/// What a piece of work depends on, and where it is noted that it was done.
pub(crate) struct Stamp {
    file: PathBuf,
    now: String,
}

impl Stamp {
    /// Looks at `sources` (files, or folders with all that is in them) under `root` as they are now.
    pub(crate) fn of(file: PathBuf, root: &Path, sources: &[&str]) -> Result<Self, Stop> {
        let mut hasher = DefaultHasher::new();
        for source in sources {
            add(&mut hasher, root, Path::new(source))
                .map_err(|error| Stop::file(&root.join(source), error))?;
        }
        Ok(Self {
            file,
            now: format!("{:016x}\n", hasher.finish()),
        })
    }

    /// Whether the work was done for the files as they are.
    pub(crate) fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|before| before == self.now)
    }

    /// Notes that the work is done.
    pub(crate) fn set(&self) -> Result<(), Stop> {
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder).map_err(|error| Stop::file(folder, error))?;
        }
        fs::write(&self.file, &self.now).map_err(|error| Stop::file(&self.file, error))
    }
}

/// A source that is not there counts as "not there": making it later changes the stamp.
fn add(hasher: &mut DefaultHasher, root: &Path, relative: &Path) -> io::Result<()> {
    relative.hash(hasher);
    let path = root.join(relative);
    if path.is_dir() {
        let mut names = fs::read_dir(&path)?
            .map(|entry| entry.map(|entry| entry.file_name()))
            .collect::<io::Result<Vec<_>>>()?;
        names.sort();
        names
            .iter()
            .try_for_each(|name| add(hasher, root, &relative.join(name)))
    } else if path.exists() {
        fs::read(&path)?.hash(hasher);
        Ok(())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(root: &Path) -> Stamp {
        Stamp::of(root.join("out/pages.stamp"), root, &["src", "package.json"]).unwrap()
    }

    fn sources() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join("src/app")).unwrap();
        fs::write(root.path().join("src/app/shell.tsx"), "one").unwrap();
        root
    }

    #[test]
    fn work_never_done_is_not_current() {
        let root = sources();
        assert!(!stamp(root.path()).is_current());
    }

    #[test]
    fn work_done_stays_current_while_nothing_changes() {
        let root = sources();
        stamp(root.path()).set().unwrap();
        assert!(stamp(root.path()).is_current());
    }

    #[test]
    fn a_changed_file_deep_in_a_folder_is_noticed() {
        let root = sources();
        stamp(root.path()).set().unwrap();
        fs::write(root.path().join("src/app/shell.tsx"), "two").unwrap();
        assert!(!stamp(root.path()).is_current());
    }

    #[test]
    fn a_file_that_moves_is_noticed() {
        let root = sources();
        stamp(root.path()).set().unwrap();
        fs::rename(
            root.path().join("src/app/shell.tsx"),
            root.path().join("src/shell.tsx"),
        )
        .unwrap();
        assert!(!stamp(root.path()).is_current());
    }

    #[test]
    fn a_source_that_appears_later_is_noticed() {
        let root = sources();
        stamp(root.path()).set().unwrap();
        fs::write(root.path().join("package.json"), "{}").unwrap();
        assert!(!stamp(root.path()).is_current());
    }
}
