//! A disk without room, and one that takes nothing: a small one of its own, in a namespace where this process may mount it.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::results::{ResultFormat, ResultKind, TableQuery};
use trust::{Part, Tally};

use super::Scene;
use super::actor::Actor;
use super::fault::short;
use super::operation::{Operation, Outcome, english};
use crate::tenant::{ALWAYS, last, lines};

/// Where the small disk is, for the process inside the namespace.
const DISK: &str = "HANDRAIL_TRUST_SMALL_DISK";
/// Mounts the disk and goes on in it: temporary files are there, too.
const INSIDE: &str = r#"mount -t tmpfs -o size=64m handrail "$HANDRAIL_TRUST_SMALL_DISK" && TMPDIR="$HANDRAIL_TRUST_SMALL_DISK" exec "$@""#;

#[test]
fn a_disk_that_is_full_or_takes_nothing_is_named_and_nothing_is_half_written() {
    if let Some(disk) = std::env::var_os(DISK) {
        return inside(&PathBuf::from(disk));
    }
    let disk = tempfile::tempdir().unwrap();
    let namespace = || {
        let mut command = Command::new("unshare");
        // Root needs no namespace of users, and may be refused one.
        let is_root = fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0);
        command.args(if is_root { &["-m"][..] } else { &["-rm"] });
        command.env(DISK, disk.path());
        command
    };
    let possible = namespace()
        .args(["sh", "-c", INSIDE, "sh", "true"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !possible {
        println!("skipped: this system lets nobody mount a disk of one's own, so that none can be full");
        return;
    }
    let me = "trust::faults::disk::a_disk_that_is_full_or_takes_nothing_is_named_and_nothing_is_half_written";
    let output = namespace()
        .args(["sh", "-c", INSIDE, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", me, "--nocapture"])
        .output()
        .unwrap();
    let (said, wrong) = (
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    );
    assert!(output.status.success(), "{said}\n{wrong}");
    // What was counted inside is told here.
    for line in said.lines().filter(|line| line.starts_with("trust")) {
        println!("{line}");
    }
    assert!(said.contains("trust\tfaults"), "nothing was tried: {said}");
}

#[tokio::main(flavor = "current_thread")]
async fn inside(disk: &Path) {
    let scene = Scene::set().await;
    let mut tally = Tally::of(Part::Faults, "disk full, folder read-only");
    let (full, readonly) = ("disk_full, then ok", "folder_not_writable, then ok");
    let few = Trouble::Room(8 * 1024);
    let rows = [
        ("saving, disk full", full, saving(&scene, disk, few).await),
        (
            "saving, read-only",
            readonly,
            saving(&scene, disk, Trouble::TakesNothing).await,
        ),
        ("reading, disk full", full, reading(&scene, disk).await),
        ("sweep, disk full", full, sweeping(&scene, disk, few).await),
        (
            "sweep, read-only",
            readonly,
            sweeping(&scene, disk, Trouble::TakesNothing).await,
        ),
    ];
    let mut text = String::new();
    for (name, expected, told) in rows {
        tally.case(format!("{name}: {told} instead of {expected}"), told == expected);
        writeln!(text, "{name:<20} {told}").unwrap();
    }
    trust::matrix(&text);
    tally.tell();
}

/// What keeps the disk from taking what it is given.
#[derive(Clone, Copy)]
enum Trouble {
    /// There is room for so many bytes, and no more.
    Room(u64),
    TakesNothing,
}

impl Trouble {
    fn comes(self, disk: &Path, folder: &Path) {
        match self {
            // Temporary files are open elsewhere on the disk: only the folder itself can be made so.
            Self::TakesNothing => {
                mount(&["--bind"], folder, &[folder]);
                mount(&["-o", "remount,bind,ro"], folder, &[]);
            }
            Self::Room(left) => {
                let mut filler = fs::File::create(disk.join(FILLER)).unwrap();
                let some = vec![0; 64 * 1024];
                while filler.write_all(&some).is_ok() {}
                let length = filler.metadata().unwrap().len();
                filler.set_len(length - left).unwrap();
            }
        }
    }

    fn goes(self, disk: &Path, folder: &Path) {
        match self {
            Self::TakesNothing => {
                let unmounted = Command::new("umount").arg("-l").arg(folder).status();
                assert!(unmounted.unwrap().success());
            }
            Self::Room(_) => fs::remove_file(disk.join(FILLER)).unwrap(),
        }
    }
}

const FILLER: &str = "filler";

fn mount(options: &[&str], from: &Path, to: &[&Path]) {
    let mounted = Command::new("mount").args(options).arg(from).args(to).status();
    assert!(mounted.unwrap().success(), "{options:?} {}", from.display());
}

/// What is said, what was left behind in the folder, and what is said once there is room.
fn cell(code: Option<ErrorCode>, left: usize, afterwards: Option<ErrorCode>) -> String {
    let told = |code: Option<ErrorCode>| code.map_or_else(|| "ok".to_owned(), short);
    let left = if left > 0 { ", half a file" } else { "" };
    format!("{}{left}, then {}", told(code), told(afterwards))
}

fn names(folder: &Path) -> usize {
    fs::read_dir(folder).map_or(0, Iterator::count)
}

async fn connected(scene: &Scene, operation: Operation) -> Actor {
    let mut actor = Actor::of(scene);
    operation.prepare(scene, &mut actor).await;
    actor
}

/// The rows are in hand, and their file finds no place.
async fn saving(scene: &Scene, disk: &Path, trouble: Trouble) -> String {
    let actor = connected(scene, Operation::GraphIncidents).await;
    let folder = disk.join("saved");
    fs::create_dir_all(&folder).unwrap();
    let query = last(ALWAYS);
    let read = actor.assistant.read_list(&actor.id, &query, None, |_| ());
    let id = read.await.unwrap().result_id;
    let save = || {
        let english = english();
        actor
            .assistant
            .save_result(&id, ResultFormat::Json, None, &folder, english)
    };
    trouble.comes(disk, &folder);
    let refused = save().await;
    let left = names(&folder);
    trouble.goes(disk, &folder);
    let saved = save().await;
    fs::remove_dir_all(&folder).unwrap();
    let code = |saved: Result<_, ErrorReport>| saved.err().map(|report| report.code);
    cell(code(refused.map(drop)), left, code(saved.map(drop)))
}

/// The rows themselves find no place while they are read. Those that did stay in hand, and none is lost or there twice.
async fn reading(scene: &Scene, disk: &Path) -> String {
    let trouble = Trouble::Room(8 * 1024);
    let actor = connected(scene, Operation::GraphIncidents).await;
    let (id, query) = (actor.id.as_str(), last(ALWAYS));
    let all = actor
        .assistant
        .read_list(id, &query, None, |_| ())
        .await
        .unwrap()
        .rows;
    trouble.comes(disk, disk);
    let read = actor.assistant.read_list(id, &query, None, |_| ()).await;
    trouble.goes(disk, disk);
    let begun = read.is_ok();
    let code = match read {
        Ok(view) => view.stopped.map(|report| report.code),
        Err(report) => Some(report.code),
    };
    let on = if begun {
        actor
            .assistant
            .resume_list(id, ResultKind::Incidents, None, |_| ())
            .await
    } else {
        actor.assistant.read_list(id, &query, None, |_| ()).await
    };
    let view = on.unwrap();
    assert_eq!(view.rows, all, "{code:?}");
    let lines = lines(&actor.assistant, &view.result_id, TableQuery::default()).await;
    let ids: BTreeSet<&str> = lines.iter().map(|line| line.text("id")).collect();
    assert_eq!(ids.len(), all as usize);
    cell(code, 0, view.stopped.map(|report| report.code))
}

/// A sweep ends with one finding, and goes on in the same folder.
async fn sweeping(scene: &Scene, disk: &Path, trouble: Trouble) -> String {
    let mut actor = connected(scene, Operation::Sweep).await;
    let folder = actor.folder.path().to_owned();
    trouble.comes(disk, &folder);
    let refused = Operation::Sweep.run(scene, &mut actor).await;
    trouble.goes(disk, &folder);
    let files = files_for_people(&actor.folder.path().join("sweep"));
    // Nothing was begun where nothing could be written.
    let mut afterwards = Operation::Sweep.again(scene, &mut actor).await;
    if !actor.folder.path().join("sweep").exists() {
        afterwards = Operation::Sweep.run(scene, &mut actor).await;
    }
    let code = |outcome: Outcome| outcome.problem.map(|report| report.code);
    cell(code(refused), files, code(afterwards))
}

/// Files with names, of no length or torn: JSON that cannot be read.
fn files_for_people(folder: &Path) -> usize {
    let Ok(entries) = fs::read_dir(folder) else {
        return 0;
    };
    let files = entries.map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .filter(|path| serde_json::from_slice::<serde_json::Value>(&fs::read(path).unwrap()).is_err())
        .count()
}
