//! Where a secret could be left: files and their names, files that have no name any more, what was said, the log.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Mutex, OnceLock};

use tracing_subscriber::EnvFilter;

/// Files that have no name any more are searched up to this size: those of other tests are among them.
const MOST: u64 = 4 << 20;

/// Something that can be read afterwards.
#[derive(Clone)]
pub(super) struct Place {
    /// Begins with the kind of place.
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

impl Place {
    pub(super) fn new(name: String, bytes: Vec<u8>) -> Self {
        Self { name, bytes }
    }
}

/// Every file below a folder, and every name.
pub(super) fn files_below(folder: &Path) -> Vec<Place> {
    let mut places = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        places.push(Place::new(format!("name {name}"), name.into_bytes()));
        if path.is_dir() {
            places.extend(files_below(&path));
        } else {
            places.push(Place::new(
                format!("file {}", path.display()),
                fs::read(&path).unwrap(),
            ));
        }
    }
    places
}

/// Files of this process that nobody can open any more but through it.
#[cfg(target_os = "linux")]
pub(super) fn files_that_are_gone() -> Vec<Place> {
    let mut places = Vec::new();
    for entry in fs::read_dir("/proc/self/fd").unwrap().flatten() {
        let Ok(target) = fs::read_link(entry.path()) else {
            continue;
        };
        let target = target.to_string_lossy().into_owned();
        let is_small = fs::metadata(entry.path()).is_ok_and(|about| about.is_file() && about.len() <= MOST);
        if target.ends_with(" (deleted)")
            && is_small
            && let Ok(bytes) = fs::read(entry.path())
        {
            places.push(Place::new(format!("gone {target}"), bytes));
        }
    }
    places
}

/// Other systems have no folder of them.
#[cfg(not(target_os = "linux"))]
pub(super) fn files_that_are_gone() -> Vec<Place> {
    vec![Place::new("gone".into(), super::house::PLANTED.into())]
}

/// One of those.
pub(super) fn open_file_that_is_gone(text: &str) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file
}

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Log;

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// From here on everything that Handrail logs is kept, at the level that says most. Other tests of this process log there,
/// too: their secrets are not looked for.
pub(super) fn begin_to_log() {
    static BEGUN: OnceLock<()> = OnceLock::new();
    BEGUN.get_or_init(|| {
        let own = ["handrail_assistant", "handrail_doors", "journeys"].map(|name| format!("{name}=trace"));
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(own.join(",")))
            .with_writer(|| Log)
            .with_ansi(false)
            .init();
    });
}

pub(super) fn log_line(text: &str) {
    tracing::trace!(text, "planted");
}

pub(super) fn log() -> Place {
    Place::new("log".into(), LOG.lock().unwrap().clone())
}
