//! Eight hours of use in fast time, in a program of its own beside a practice tenant of its own: what it holds on to does
//! not grow.

mod desk;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::{env, fs};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use tokio::runtime::{Builder, Handle, Runtime};
use trust::{Part, Tally, matrix};

use self::desk::Desk;

const NAME: &str = "trust::endurance::hours::eight_hours_of_use_leave_nothing_behind";
/// Who this process is, where it was started by the test itself.
const ROLE: &str = "HANDRAIL_TEST_ROLE";
/// The tenant's addresses and made-up credentials.
const READY: &str = "HANDRAIL_TEST_READY";
/// Where the person's figures go.
const FIGURES: &str = "HANDRAIL_TEST_FIGURES";

/// Five minutes each.
const ROUNDS: usize = 96;
/// Until everything was done once, and what is kept for later is there.
const WARM: usize = 24;

/// What a program holds on to after a round.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Figures {
    tasks: u64,
    files: u64,
    threads: u64,
    /// Kilobytes.
    memory: u64,
    temporary: u64,
}

#[cfg(target_os = "linux")]
#[test]
fn eight_hours_of_use_leave_nothing_behind() {
    match env::var(ROLE).as_deref() {
        Ok("tenant") => return tenant(),
        Ok("person") => return person(),
        _ => {}
    }
    let folder = tempfile::tempdir().unwrap();
    let mut tenant = played("tenant", &folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let ready = ready(&mut tenant);
    let figures = folder.path().join("figures");
    let person = played("person", &folder)
        .env(READY, ready)
        .env(FIGURES, &figures)
        .output()
        .unwrap();
    drop(tenant.stdin.take());
    tenant.wait().unwrap();
    let told =
        String::from_utf8_lossy(&person.stderr).into_owned() + &String::from_utf8_lossy(&person.stdout);
    assert!(person.status.success(), "{told}");
    let figures: Vec<Figures> = serde_json::from_slice(&fs::read(figures).unwrap()).unwrap();
    assert_eq!(figures.len(), ROUNDS);
    judged(&figures);
}

/// This test again, as somebody else.
fn played(role: &str, folder: &TempDir) -> Command {
    let temporary = folder.path().join(role);
    fs::create_dir_all(&temporary).unwrap();
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["--exact", NAME, "--nocapture", "--test-threads=1"])
        .env(ROLE, role)
        .env("TMPDIR", temporary);
    command
}

/// The line in which the tenant says where it is; the test's own name stands before it.
fn ready(tenant: &mut Child) -> String {
    let lines = BufReader::new(tenant.stdout.take().unwrap()).lines();
    let mut lines = lines.map(Result::unwrap);
    let line = lines.find_map(|line| line.find('{').map(|at| line[at..].to_owned()));
    // Whoever writes into a pipe that nobody reads ends.
    std::thread::spawn(move || lines.for_each(drop));
    line.unwrap()
}

fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

fn tenant() {
    runtime().block_on(async {
        let options = handrail_practice_tenant::Options {
            listen_tls: None,
            incidents: 40,
            customers: 6,
            ..Default::default()
        };
        let practice = handrail_practice_tenant::start(options).await.unwrap();
        let ready = serde_json::json!({"ready": practice.ready(), "cloud": practice.cloud()});
        println!("{ready}");
        let ended = tokio::task::spawn_blocking(|| std::io::stdin().lines().for_each(drop));
        ended.await.unwrap();
    });
}

fn person() {
    let ready = serde_json::from_str(&env::var(READY).unwrap()).unwrap();
    let figures = runtime().block_on(async {
        let desk = Desk::of(&ready).await;
        let mut figures = Vec::new();
        for round in 0..ROUNDS {
            desk.work(round).await;
            figures.push(held());
        }
        figures
    });
    fs::write(env::var(FIGURES).unwrap(), serde_json::to_vec(&figures).unwrap()).unwrap();
}

/// What this process holds on to now.
fn held() -> Figures {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let number = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    };
    let entries = |folder: &str| fs::read_dir(folder).unwrap().count() as u64;
    Figures {
        tasks: Handle::current().metrics().num_alive_tasks() as u64,
        files: entries("/proc/self/fd"),
        threads: number("Threads:"),
        memory: number("VmRSS:"),
        temporary: entries(&env::var("TMPDIR").unwrap()),
    }
}

/// What is held of one kind, in the first hours that count and in the last ones.
struct Held {
    kind: &'static str,
    first: u64,
    last: u64,
    /// What comes and goes.
    noise: u64,
}

impl Held {
    fn grew(&self) -> bool {
        self.last > self.first + self.noise
    }
}

/// What is looked at, and how far it may go up and down.
type Kind = (&'static str, fn(&Figures) -> u64, u64);

/// The middle of two hours at the beginning, once everything was done before, and at the end.
fn compared(figures: &[Figures]) -> [Held; 5] {
    let kinds: [Kind; 5] = [
        // Some end after seconds that no clock can skip: more of them are there where rounds are quick.
        ("tasks", |now| now.tasks, 10),
        ("open files", |now| now.files, 3),
        ("threads", |now| now.threads, 2),
        ("memory in kB", |now| now.memory, 6 * 1024),
        ("temporary files", |now| now.temporary, 1),
    ];
    kinds.map(|(kind, of, noise)| Held {
        kind,
        first: middle(figures[WARM..WARM * 2].iter().map(of).collect()),
        last: middle(figures[ROUNDS - WARM..].iter().map(of).collect()),
        noise,
    })
}

fn judged(figures: &[Figures]) {
    let mut tally = Tally::of(Part::Endurance, "eight hours of use");
    tally.cases(figures.len() as u64);
    let mut table =
        vec!["eight hours: what is held in the middle of the first two hours and of the last two".to_owned()];
    for held in compared(figures) {
        let Held {
            kind, first, last, ..
        } = held;
        table.push(format!("{kind:<16}{first:>10}{last:>10}"));
        tally.case(format!("{kind} grew from {first} to {last}"), !held.grew());
    }
    matrix(&table.join("\n"));
    tally.tell();
}

fn middle(mut numbers: Vec<u64>) -> u64 {
    numbers.sort_unstable();
    numbers[numbers.len() / 2]
}

#[test]
fn a_task_that_stays_every_twenty_minutes_is_growth() {
    let figures: Vec<Figures> = (0..ROUNDS as u64)
        .map(|round| Figures {
            tasks: 15 + round / 4,
            files: 28 + round % 3,
            threads: 10,
            memory: 70_000 + round * 200,
            temporary: 1,
        })
        .collect();
    let grown: Vec<&str> = compared(&figures)
        .iter()
        .filter(|held| held.grew())
        .map(|held| held.kind)
        .collect();
    assert_eq!(grown, ["tasks", "memory in kB"]);
}
