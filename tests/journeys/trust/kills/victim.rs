//! One that works until it is killed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read as _};
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use handrail_assistant::cloud::Cloud;
use handrail_assistant::{Assistant, Outbound};
use handrail_doors::{Memory, stored_in};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::person::Person;
use crate::tenant::Tenant;

/// SIGKILL: nobody can refuse it.
const KILLED: Option<i32> = Some(9);

/// Stores of a person, and the programs that work on them one after the other.
pub(super) struct Victim {
    home: TempDir,
    work: &'static str,
    job: Value,
    moments: Moments,
    /// They say so much at most before their last moments begin.
    says: u64,
    /// Their last moments take so long at most.
    last: Duration,
}

impl Victim {
    /// Programs that do this work until they have said so much, and for so long after that at most. The seed gives the
    /// moments.
    pub(super) fn of(work: &'static str, (says, last): (u64, Duration), seed: u64) -> Self {
        // What a kill leaves is the same in memory, where nobody waits for a disk: more of the moments are in the code.
        let memory = Path::new("/dev/shm");
        let home = if memory.is_dir() {
            tempfile::tempdir_in(memory)
        } else {
            tempfile::tempdir()
        };
        let home = home.unwrap();
        let job = json!({
            "data": home.path().join("data"), "folder": home.path().join("files"), "cloud": null,
            "connection": "", "client_id": "", "secret": "", "in_place": false,
        });
        Self {
            home,
            work,
            job,
            moments: Moments(seed),
            says,
            last,
        }
    }

    /// Tells the next ones more.
    pub(super) fn knows(&mut self, name: &str, what: impl Into<Value>) {
        self.job[name] = what.into();
    }

    pub(super) fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// Where the files for people are.
    pub(super) fn folder(&self) -> PathBuf {
        self.home.path().join("files")
    }

    /// A program that begins after the kill, in this process.
    pub(super) fn next_program(&self, tenant: &Tenant) -> Assistant {
        let person = Person::with(&tenant.ready().users[0]);
        let doors = stored_in(&self.data(), person, Arc::new(Memory::default()));
        let assistant = Assistant::new(doors, Vec::new(), &Outbound::default()).unwrap();
        assistant.add_cloud(Cloud::parse(&tenant.cloud().to_string()).unwrap());
        assistant
    }

    /// One life: begins, works, is killed. Answers with what it said it would do and had done.
    pub(super) async fn dies(&mut self) -> Vec<String> {
        let job = self.home.path().join("job.json");
        fs::write(&job, self.job.to_string()).unwrap();
        // Some do not even come to begin.
        let early = self.moments.next().is_multiple_of(16);
        let lines = if early {
            0
        } else {
            1 + self.moments.next() % (self.says + 1)
        };
        let span = u64::try_from(self.last.as_micros()).unwrap();
        let last = Duration::from_micros(self.moments.next() % span);
        let work = self.work;
        let life = tokio::task::spawn_blocking(move || killed(work, &job, lines, last));
        life.await.unwrap()
    }

    /// Files that killed programs left on their way, anywhere below the home.
    pub(super) fn left_over(&self) -> BTreeSet<PathBuf> {
        let mut found = BTreeSet::new();
        let mut folders = vec![self.home.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if entry.file_name().to_string_lossy().ends_with(".part") {
                    found.insert(path);
                }
            }
        }
        found
    }

    /// Some time goes by.
    pub(super) fn grow_old(&self) {
        let hour_ago = SystemTime::now() - Duration::from_secs(3600);
        for left in self.left_over() {
            File::options()
                .write(true)
                .open(left)
                .unwrap()
                .set_modified(hour_ago)
                .unwrap();
        }
    }
}

/// Waits until it has said so many lines, the first of which is that it is ready, and then so long.
fn killed(work: &str, job: &Path, lines: u64, last: Duration) -> Vec<String> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_writer"))
        .arg(work)
        .arg(job)
        // Reading the trust store of the system takes longer than such a life, and nothing here asks for it.
        .env("SSL_CERT_FILE", "/dev/null")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut said = String::new();
    for _ in 0..lines {
        assert!(out.read_line(&mut said).unwrap() > 0, "{work} ended by itself");
    }
    thread::sleep(last);
    child.kill().unwrap();
    let ended = child.wait().unwrap();
    assert_eq!(ended.signal(), KILLED, "{work} ended by itself");
    out.read_to_string(&mut said).unwrap();
    let said = said.lines().filter(|line| *line != "ready");
    said.map(str::to_owned).collect()
}

/// Random moments, the same each time (splitmix64).
pub(super) struct Moments(u64);

impl Moments {
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}
