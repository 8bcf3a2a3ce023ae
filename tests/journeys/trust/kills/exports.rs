//! Killed while files are saved for people.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;
use trust::{Part, Tally};

use super::evidence::connected;
use super::kills;
use super::victim::Victim;

const SEED: u64 = 0x5EED_0003;
const INCIDENTS: usize = 60;

/// Is a file under a name for people whole? Judged by what its format has at the end, and by its rows.
fn is_whole(path: &Path) -> bool {
    let bytes = fs::read(path).unwrap();
    let text = || String::from_utf8(bytes.clone()).unwrap_or_default();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => {
            serde_json::from_slice::<Vec<Value>>(&bytes).is_ok_and(|rows| rows.len() == INCIDENTS)
        }
        Some("ndjson") => {
            let rows = serde_json::Deserializer::from_slice(&bytes).into_iter::<Value>();
            rows.collect::<Result<Vec<_>, _>>()
                .is_ok_and(|rows| rows.len() == INCIDENTS)
        }
        Some("csv") => {
            let rows = csv::Reader::from_path(path).unwrap().into_records();
            rows.collect::<Result<Vec<_>, _>>()
                .is_ok_and(|rows| rows.len() == INCIDENTS)
        }
        // The directory of a zip file is at its end.
        Some("xlsx") => {
            bytes.starts_with(b"PK") && bytes.windows(4).rev().take(1024).any(|end| end == b"PK\x05\x06")
        }
        Some("html") => text().trim_end().ends_with("</html>"),
        _ => false,
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[tokio::test]
async fn a_file_that_a_person_sees_is_whole_whenever_its_writer_was_killed() {
    let mut tally = Tally::of(Part::Kills, "exports");
    let mut victim = Victim::of("exports", (6, Duration::from_millis(5)), SEED);
    let (_tenant, _) = connected(&mut victim, INCIDENTS.try_into().unwrap()).await;
    let (folder, mut formats, mut on_their_way) = (victim.folder(), BTreeSet::new(), 0);
    for kill in 0..kills() {
        let said = victim.dies().await;
        let (parts, seen): (Vec<_>, Vec<_>) = files(&folder)
            .into_iter()
            .partition(|path| path.extension().is_some_and(|it| it == "part"));
        let broken: Vec<_> = seen.iter().filter(|path| !is_whole(path)).collect();
        let missing: Vec<_> = said
            .iter()
            .filter_map(|line| line.strip_prefix("saved ")?.split_once(' '))
            .filter(|(bytes, path)| fs::metadata(path).map_or(0, |file| file.len()).to_string() != *bytes)
            .collect();
        // One more than was said is what it had just finished.
        let held = broken.is_empty() && missing.is_empty() && seen.len() <= said.len() + 1;
        tally.case(
            format_args!(
                "seed {SEED:#x}, kill {kill}: broken {broken:?}, missing {missing:?}, said {said:?}"
            ),
            held,
        );
        on_their_way += usize::from(!parts.is_empty());
        formats.extend(
            seen.iter()
                .filter_map(|path| path.extension().map(ToOwned::to_owned)),
        );
        // The next ones find what was on its way, and remove it.
        for path in seen {
            fs::remove_file(path).unwrap();
        }
        for part in parts {
            File::options()
                .write(true)
                .open(part)
                .unwrap()
                .set_modified(std::time::UNIX_EPOCH)
                .unwrap();
        }
    }
    assert_eq!(formats.len(), 5, "{formats:?}");
    assert!(
        on_their_way > kills() / 40,
        "{on_their_way} were killed while they wrote"
    );
    let left = victim.left_over();
    tally.case(format_args!("left over: {left:?}"), left.len() < 4);
    trust::matrix(&format!("kills, exports: {on_their_way} with a file on its way"));
    tally.tell();
}
