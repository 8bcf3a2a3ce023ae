//! `handrail customers sweep`, as a schedule runs it, and as a power cut ends it.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::board::{SECRET, store};
use crate::run::{CANCELLED, DONE, ERROR, FINDING, Outcome, PARTLY, Practice, finish, handrail, signal};

fn command(home: &TempDir, practice: &Practice, line: &str) -> Command {
    let line = format!(
        "customers sweep --json --connection soc --secret-env {SECRET} --since 3650d --output swept {line} {}",
        practice.cloud()
    );
    let mut command = handrail(home);
    command
        .env(SECRET, practice.text("/apps/partner/clientSecret"))
        .args(line.split_whitespace());
    command
}

fn sweep(home: &TempDir, practice: &Practice, line: &str) -> Outcome {
    finish(command(home, practice, line).spawn().unwrap())
}

/// The lines of the customers, and the summary.
fn told(outcome: &Outcome) -> (Vec<Value>, Value) {
    let lines = outcome
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap());
    let mut lines: Vec<Value> = lines.collect();
    let last = lines.pop().unwrap_or_else(|| panic!("{outcome:#?}"));
    (lines, last["summary"].clone())
}

fn domains(practice: &Practice, state: &str) -> Vec<String> {
    let all = practice.ready["customers"].as_array().unwrap().iter();
    let same = all.filter(|one| one["state"] == state);
    same.map(|one| one["domain"].as_str().unwrap().to_owned())
        .collect()
}

/// The addresses that customers answered, each as often as it was answered.
fn answered(practice: &Practice) -> BTreeMap<String, usize> {
    let mut answered = BTreeMap::new();
    for call in practice.control("calls")["requests"].as_array().unwrap() {
        if call["status"] == 200 {
            *answered
                .entry(format!("{} {}", call["tenantId"], call["path"]))
                .or_insert(0) += 1;
        }
    }
    answered
}

/// Every file that a person sees there.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(Result::unwrap);
    let seen = entries.filter(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        entry.path().is_file() && !name.starts_with('.')
    });
    seen.map(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name, fs::read(entry.path()).unwrap())
    })
    .collect()
}

fn ids(rows: &Value) -> HashSet<String> {
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].to_string())
        .collect()
}

#[test]
fn a_line_for_each_customer_and_a_last_one_for_all_say_how_it_went() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--customers 8 --incidents 60");
    store(&home, &practice, 8);
    let swept = sweep(&home, &practice, "--format json,csv");
    assert_eq!(swept.code, Some(PARTLY), "{swept:#?}");
    let (lines, summary) = told(&swept);
    assert_eq!((lines.len(), &summary["customers"]), (8, &8.into()));
    let sum = |name: &str| lines.iter().map(|line| line[name].as_u64().unwrap()).sum::<u64>();
    assert_eq!(sum("incidents"), summary["incidents"].as_u64().unwrap());
    assert!(summary["incidents"].as_u64() > Some(0));
    for customer in practice.ready["customers"].as_array().unwrap() {
        let line = lines.iter().find(|line| line["domain"] == customer["domain"]);
        assert_eq!(line.unwrap()["state"], customer["state"], "{line:#?}");
    }
    let failed = lines.iter().filter(|line| line["outcome"] == "failed");
    assert!(failed.clone().all(|line| line["error"]["title"].is_string()));
    assert_eq!(failed.count() as u64, summary["failed"].as_u64().unwrap());
    if cfg!(target_os = "linux") {
        let peak = summary["peakRssBytes"].as_u64().unwrap();
        assert!((1_000_000..500_000_000).contains(&peak), "{peak}");
    }
    assert!(
        !swept
            .everything()
            .contains(practice.text("/apps/partner/clientSecret"))
    );

    let consented = domains(&practice, "consented").join(" ");
    let again = sweep(&home, &practice, "");
    assert_eq!(
        (again.code, &again.document()["error"]["code"]),
        (Some(ERROR), &"sweep_folder_taken".into())
    );
    let good = command(&home, &practice, &consented)
        .current_dir(fresh(&home, "good"))
        .spawn()
        .unwrap();
    assert_eq!(finish(good).code, Some(DONE));
    let bad = domains(&practice, "no-app").join(" ");
    let bad = command(&home, &practice, &bad)
        .current_dir(fresh(&home, "bad"))
        .spawn()
        .unwrap();
    assert_eq!(finish(bad).code, Some(FINDING));
}

fn fresh(home: &TempDir, name: &str) -> std::path::PathBuf {
    let folder = home.path().join(name);
    fs::create_dir(&folder).unwrap();
    folder
}

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// Waits until so many calls were answered; `false` where the sweep was at its end before.
fn wait_for(child: &mut Child, practice: &Practice, calls: usize) -> bool {
    while answered(practice).values().sum::<usize>() < calls {
        if child.try_wait().unwrap().is_some() {
            return false;
        }
    }
    true
}

#[cfg(unix)]
#[test]
fn a_sweep_that_is_killed_again_and_again_ends_with_everything_and_asks_nothing_twice() {
    const AT_ONCE: usize = 3;
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--customers 16 --incidents 360 --scenario slow");
    store(&home, &practice, 16);
    let folder = home.path().join("swept");
    let (mut dice, mut kills) = (Dice(7), 0);
    let line = format!("--resume --concurrency {AT_ONCE}");
    loop {
        let kept = files(&folder);
        let before: usize = answered(&practice).values().sum();
        let mut child = command(&home, &practice, &line)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let running = wait_for(&mut child, &practice, before + 1 + dice.below(2 * AT_ONCE));
        signal_if(running, &child);
        child.wait().unwrap();
        for (name, content) in &kept {
            assert!(
                name == "All customers.json" || files(&folder)[name] == *content,
                "{name} changed"
            );
        }
        if !running {
            break;
        }
        kills += 1;
        assert!(kills < 100, "it never ends");
    }
    assert!(kills >= 3, "killed {kills} times only");
    let twice: usize = answered(&practice).values().map(|times| times - 1).sum();
    assert!(
        twice <= kills * AT_ONCE,
        "{twice} answers were asked for again after {kills} kills"
    );

    let consented = domains(&practice, "consented");
    let mut all = 0;
    for domain in &consented {
        let file = fs::read(folder.join(format!("{domain}.json"))).unwrap();
        let rows: Value = serde_json::from_slice(&file).unwrap();
        let truth = practice.control(&format!("truth?tenant={domain}&only=incidents"));
        assert_eq!(ids(&rows), ids(&truth["incidents"]), "{domain}");
        all += rows.as_array().unwrap().len();
    }
    let combined: Value =
        serde_json::from_slice(&fs::read(folder.join("All customers.json")).unwrap()).unwrap();
    assert_eq!(combined.as_array().unwrap().len(), all);
    println!("killed {kills} times, {twice} answers in flight, {all} rows");
}

#[cfg(unix)]
fn signal_if(running: bool, child: &Child) {
    if running {
        signal(child, "KILL");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_what_is_there_and_the_rest_comes_later() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--customers 9 --incidents 360 --scenario slow");
    store(&home, &practice, 9);
    let mut child = command(&home, &practice, "--concurrency 1").spawn().unwrap();
    assert!(wait_for(&mut child, &practice, 3));
    signal(&child, "INT");
    let stopped = finish(child);
    assert_eq!(stopped.code, Some(CANCELLED), "{stopped:#?}");
    let (lines, summary) = told(&stopped);
    assert_eq!((lines.len(), &summary["complete"]), (9, &false.into()));
    assert!(lines.iter().any(|line| line["outcome"] == "waiting"));

    let (_, summary) = told(&sweep(&home, &practice, "--resume"));
    assert_eq!(summary["complete"], true);
    assert_eq!(summary["succeeded"], domains(&practice, "consented").len());
}
