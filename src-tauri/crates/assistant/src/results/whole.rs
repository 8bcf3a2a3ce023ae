//! Files that are there whole or not at all: with a time in their name and never over another one, or in place of one.

use std::fs::{self, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use tempfile::{Builder, NamedTempFile, TempPath};

use crate::error::{ErrorCode, ErrorReport, Result};

/// What a file is called on its way.
const PREFIX: &str = ".handrail-";
const SUFFIX: &str = ".part";

/// So long after it was written to, a file that nobody holds is nobody's.
const ABOUT_TO_BE_HELD: Duration = Duration::from_secs(60);

/// Two files of one second get a number; more than that is not a person at work.
const MAX_SAME_NAME: u32 = 100;

/// What a file is called, without its time.
pub(crate) struct Named<'a> {
    pub(crate) what: &'a str,
    pub(crate) extension: &'a str,
    pub(crate) at: Timestamp,
}

/// Writes beside the final place, then moves the file there. Answers with where it is and its size in bytes.
pub(crate) fn write(
    folder: &Path,
    named: &Named<'_>,
    content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> Result<(PathBuf, u64)> {
    written(folder, named, content).map_err(|error| report(&error, folder))
}

fn written(
    folder: &Path,
    named: &Named<'_>,
    content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> io::Result<(PathBuf, u64)> {
    let (file, bytes) = beside(folder, content)?;
    Ok((persist(file, folder, named)?, bytes))
}

/// A file that is written and has no name for people yet, and no file open. Dropped, it is gone.
///
/// Its name belongs to the writer: an older file of that name makes room, whole for whole.
#[derive(Debug)]
pub(crate) struct Part {
    file: TempPath,
    path: PathBuf,
}

impl Part {
    /// Writes what will be the file of this path, in a folder of the same disk. Answers with its size in bytes, too.
    pub(crate) fn write(
        within: &Path,
        path: PathBuf,
        content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
    ) -> Result<(Self, u64)> {
        let (file, bytes) = filled(within, content).map_err(|error| report(&error, within))?;
        let file = file.into_temp_path();
        Ok((Self { file, path }, bytes))
    }

    /// When this returns, what is in it outlives a power cut.
    pub(crate) fn settle(&self) -> Result<()> {
        // Windows settles only what is open for writing.
        let opened = OpenOptions::new().write(true).open(&self.file);
        let settled = opened.and_then(|file| file.sync_all());
        settled.map_err(|error| report(&error, &self.path))
    }

    /// Gives it its name. It is the caller who knows that it is settled.
    pub(crate) fn publish(self) -> Result<()> {
        let Self { file, path } = self;
        file.persist(&path).map_err(|error| report(&error.error, &path))
    }
}

/// Replaces a file: afterwards the old or the new bytes are there, also after a power cut. Only the owner may read it.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    let (file, _) = beside(folder, |out| out.write_all(bytes))?;
    file.persist(path)?;
    names_settled(folder)
}

/// When this returns, the names in a folder outlive a power cut.
pub(crate) fn settle_names(folder: &Path) -> Result<()> {
    names_settled(folder).map_err(|error| report(&error, folder))
}

fn names_settled(folder: &Path) -> io::Result<()> {
    // Elsewhere a folder cannot be opened, and the journal of the file system holds the names.
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

/// A file in the folder that has no name for people yet and outlives a power cut, and its size in bytes.
fn beside(
    folder: &Path,
    content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> io::Result<(NamedTempFile, u64)> {
    fs::create_dir_all(folder)?;
    remove_leftovers(folder);
    let (file, bytes) = filled(folder, content)?;
    file.as_file().sync_all()?;
    Ok((file, bytes))
}

fn filled(
    folder: &Path,
    content: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>,
) -> io::Result<(NamedTempFile, u64)> {
    fs::create_dir_all(folder)?;
    // What a killed writer leaves behind says what it is, and stays out of sight.
    let mut file = Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?;
    // Held until it has its name: see `remove_leftovers`. Where files cannot be locked, nothing is removed either.
    let _ = file.as_file().try_lock();
    let mut out = BufWriter::new(file.as_file_mut());
    content(&mut out)?;
    out.flush()?;
    drop(out);
    let bytes = file.as_file().metadata()?.len();
    Ok((file, bytes))
}

/// Removes what killed writers left on its way in a folder: files of that name that nobody holds, and that are not so
/// young that their writer may only be about to. What cannot be removed stays.
fn remove_leftovers(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let on_its_way = name
            .to_str()
            .is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
        if on_its_way && is_left(&entry.path()) {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_left(path: &Path) -> bool {
    let Ok(file) = OpenOptions::new().write(true).open(path) else {
        return false;
    };
    let written = file.metadata().and_then(|metadata| metadata.modified());
    let age = written.ok().and_then(|written| written.elapsed().ok());
    age.is_some_and(|age| age > ABOUT_TO_BE_HELD) && file.try_lock().is_ok()
}

fn persist(mut file: NamedTempFile, folder: &Path, named: &Named<'_>) -> io::Result<PathBuf> {
    let time = named
        .at
        .to_zoned(TimeZone::system())
        .strftime("%Y-%m-%dT%H.%M.%S")
        .to_string();
    let Named { what, extension, .. } = named;
    for number in 1..=MAX_SAME_NAME {
        let suffix = if number == 1 {
            String::new()
        } else {
            format!(" ({number})")
        };
        let path = folder.join(format!("{what} {time}{suffix}.{extension}"));
        match file.persist_noclobber(&path) {
            Ok(_) => return Ok(path),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => file = error.file,
            Err(error) => return Err(error.error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// What kept a file from being written.
pub(crate) fn report(error: &io::Error, folder: &Path) -> ErrorReport {
    let code = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => ErrorCode::DiskFull,
        ErrorKind::PermissionDenied
        | ErrorKind::ReadOnlyFilesystem
        | ErrorKind::NotADirectory
        | ErrorKind::AlreadyExists
        | ErrorKind::NotFound => ErrorCode::FolderNotWritable,
        _ => ErrorCode::FileNotWritten,
    };
    ErrorReport::new(code)
        .with("path", folder.display())
        .detailed(error)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    use std::time::SystemTime;

    use super::*;
    use crate::error::ErrorCode;

    fn named(content: &[u8], folder: &Path) -> Result<(PathBuf, u64)> {
        let named = Named {
            what: "Latest Incidents",
            extension: "json",
            at: Timestamp::UNIX_EPOCH,
        };
        write(folder, &named, |out| out.write_all(content))
    }

    /// Names the folder for the writer of the test below.
    const WRITER: &str = "HANDRAIL_TEST_WRITER";

    /// Writes half a file, says so, and waits to be killed.
    fn write_half(folder: &Path) {
        let named = Named {
            what: "Latest Incidents",
            extension: "json",
            at: Timestamp::UNIX_EPOCH,
        };
        let half = |out: &mut (dyn Write + Send)| {
            out.write_all(&vec![b'x'; 1 << 20])?;
            out.flush()?;
            println!("half");
            loop {
                std::thread::park();
            }
        };
        write(folder, &named, half).unwrap();
    }

    #[test]
    fn a_killed_writer_leaves_the_old_file_whole_and_nothing_that_looks_like_a_new_one() {
        if let Some(folder) = std::env::var_os(WRITER) {
            return write_half(Path::new(&folder));
        }
        let folder = tempfile::tempdir().unwrap();
        let (old, _) = named(b"[1]", folder.path()).unwrap();
        let me = "results::whole::tests::a_killed_writer_leaves_the_old_file_whole_and_nothing_that_looks_like_a_new_one";
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", me, "--nocapture"])
            .env(WRITER, folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(writer.stdout.take().unwrap()).lines();
        assert!(said.map_while(io::Result::ok).any(|line| line.ends_with("half")));
        writer.kill().unwrap();
        writer.wait().unwrap();
        let left = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().path());
        let (parts, whole): (Vec<PathBuf>, Vec<PathBuf>) =
            left.partition(|path| path.extension().is_some_and(|extension| extension == "part"));
        assert_eq!(parts.len(), 1, "it was killed in the middle");
        assert_eq!(whole, std::slice::from_ref(&old));
        assert_eq!(fs::read(old).unwrap(), b"[1]");
    }

    #[test]
    fn what_killed_writers_left_goes_with_the_next_file_and_what_is_being_written_stays() {
        let folder = tempfile::tempdir().unwrap();
        let part = |name: &str| {
            let path = folder.path().join(name);
            let file = fs::File::create(&path).unwrap();
            file.set_modified(SystemTime::now() - 2 * ABOUT_TO_BE_HELD)
                .unwrap();
            (path, file)
        };
        let (left, _) = part(".handrail-left.part");
        let (held, holding) = part(".handrail-held.part");
        holding.lock().unwrap();
        let (others, _) = part(".part");
        let young = folder.path().join(".handrail-young.part");
        fs::write(&young, "").unwrap();
        let written = folder.path().join("connections.json");
        write_whole(&written, b"{}").unwrap();
        assert!(!left.exists());
        for stays in [&held, &others, &young, &written] {
            assert!(stays.exists(), "{}", stays.display());
        }
    }

    #[test]
    fn a_file_is_replaced_and_nothing_else_is_left_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new folder/file.json");
        write_whole(&path, b"first").unwrap();
        write_whole(&path, b"second").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"second");
        assert_eq!(fs::read_dir(folder.path().join("new folder")).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file.json");
        write_whole(&path, b"{}").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_of_the_same_second_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (first, bytes) = named(b"[1]", folder.path()).unwrap();
        let (second, _) = named(b"[2]", folder.path()).unwrap();
        assert_ne!(first, second);
        assert_eq!((fs::read(first).unwrap(), bytes), (b"[1]".to_vec(), 3));
    }

    #[test]
    fn a_part_is_out_of_sight_until_it_is_published_and_gone_where_it_never_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("contoso.example.json");
        fs::write(&path, "old").unwrap();
        let written = |text: &'static [u8]| {
            let part = Part::write(folder.path(), path.clone(), |out| out.write_all(text));
            let (part, bytes) = part.unwrap();
            assert_eq!(bytes, text.len() as u64);
            part.settle().unwrap();
            assert_eq!(fs::read(&path).unwrap(), b"old");
            part
        };
        drop(written(b"dropped"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        written(b"new").publish().unwrap();
        settle_names(folder.path()).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn a_folder_that_is_a_file_is_said_and_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("taken");
        fs::write(&file, "x").unwrap();
        let report = named(b"[]", &file).unwrap_err();
        assert_eq!(report.code, ErrorCode::FolderNotWritable);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_full_disk_is_told_apart_from_a_folder_without_rights() {
        let of = |kind: ErrorKind| report(&kind.into(), Path::new("/x")).code;
        assert_eq!(of(ErrorKind::StorageFull), ErrorCode::DiskFull);
        assert_eq!(of(ErrorKind::ReadOnlyFilesystem), ErrorCode::FolderNotWritable);
    }
}
