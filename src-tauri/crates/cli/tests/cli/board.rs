//! `handrail customers board` and `watch`, as a schedule runs them.

use std::fs;
use std::io::{BufRead, BufReader};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::run::{CANCELLED, DONE, FINDING, Outcome, Practice, finish, handrail, run, signal};

pub(crate) const SECRET: &str = "PARTNER_SECRET";

/// A partner's connection with the practice tenant's customers on its roster. Nobody looked at any of them yet.
pub(crate) fn store(home: &TempDir, practice: &Practice, customers: usize) {
    let connections = json!({"connections": {"version": 1, "connections": [{
        "id": "soc", "name": "Contoso SOC", "cloud": "practice", "tenantId": practice.text("/tenantId"),
        "tenantDomain": practice.text("/tenantDomain"), "clientId": practice.text("/apps/partner/clientId"),
        "goal": {"api": "graph", "context": "application", "tenancy": "customers"},
        "secret": null, "account": null, "lastAnswer": null,
    }]}});
    let record = |customer: &Value| {
        json!({
            "tenantId": customer["tenantId"], "domain": customer["domain"], "cloud": "practice",
            "addedAt": "2026-01-01T00:00:00Z",
        })
    };
    let all = practice.ready["customers"].as_array().unwrap();
    let records: Vec<Value> = all.iter().take(customers).map(record).collect();
    let data = home.path().join("data");
    fs::create_dir_all(data.join("customers")).unwrap();
    fs::write(data.join("connections.json"), connections.to_string()).unwrap();
    let roster = json!({"version": 1, "customers": records});
    fs::write(data.join("customers/soc.json"), roster.to_string()).unwrap();
}

fn watch(home: &TempDir, practice: &Practice, line: &str) -> std::process::Child {
    let line = format!(
        "customers watch --connection soc --secret-env {SECRET} {line} {}",
        practice.cloud()
    );
    handrail(home)
        .env(SECRET, practice.text("/apps/partner/clientSecret"))
        .args(line.split_whitespace())
        .spawn()
        .unwrap()
}

fn board(home: &TempDir, practice: &Practice, line: &str) -> Outcome {
    run(
        home,
        &format!("customers board --connection soc {line} {}", practice.cloud()),
    )
}

#[test]
fn a_watch_tells_each_change_and_the_board_keeps_what_it_saw() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--customers 6");
    store(&home, &practice, 6);
    let before = board(&home, &practice, "--json");
    assert_eq!(before.code, Some(FINDING), "{before:#?}");
    assert_eq!(before.document()["counts"], json!({"unknown": 6}));

    let watched = finish(watch(&home, &practice, "--once --json"));
    assert_eq!(watched.code, Some(FINDING), "{watched:#?}");
    let lines: Vec<Value> = watched
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let (summary, changes) = lines.split_last().unwrap();
    assert_eq!(changes.len(), 6);
    assert_eq!(summary["summary"]["changed"], 6);

    let file = home.path().join("files");
    let line = format!("--json --format csv,xlsx --output {}", file.display());
    let after = board(&home, &practice, &line).document();
    let seen = |domain: &Value| {
        let customers = after["customers"].as_array().unwrap();
        customers
            .iter()
            .find(|one| &one["domain"] == domain)
            .unwrap()
            .clone()
    };
    for customer in practice.ready["customers"].as_array().unwrap() {
        let line = seen(&customer["domain"]);
        assert_eq!(line["state"], customer["state"]);
        assert_eq!(line["error"].is_null(), customer["state"] == "consented");
    }
    assert_eq!(after["saved"].as_array().unwrap().len(), 2);
    assert!(
        !watched
            .everything()
            .contains(practice.text("/apps/partner/clientSecret"))
    );
}

#[test]
fn a_board_that_is_all_green_ends_the_watch_and_both_with_success() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--customers 1");
    store(&home, &practice, 1);
    let watched = finish(watch(&home, &practice, "--json"));
    assert_eq!(watched.code, Some(DONE), "{watched:#?}");
    assert_eq!(board(&home, &practice, "").code, Some(DONE));
}

#[test]
fn a_secret_that_ended_is_told_once() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--customers 6 --scenario secret-expired");
    store(&home, &practice, 6);
    let watched = finish(watch(&home, &practice, "--json"));
    assert_eq!(watched.code, Some(FINDING), "{watched:#?}");
    let last = watched.stdout.lines().last().unwrap();
    let document: Value = serde_json::from_str(last).unwrap();
    assert_eq!(document["finding"]["id"], "secret_expired");
}

#[cfg(unix)]
#[test]
fn a_watch_that_is_ended_keeps_what_it_saw() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--customers 6");
    store(&home, &practice, 6);
    let mut child = watch(&home, &practice, "--json");
    let mut first = String::new();
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    lines.read_line(&mut first).unwrap();
    signal(&child, "INT");
    assert_eq!(finish(child).code, Some(CANCELLED));
    let first: Value = serde_json::from_str(&first).unwrap();
    let after = board(&home, &practice, "--json").document();
    let customers = after["customers"].as_array().unwrap();
    let kept = customers
        .iter()
        .find(|one| one["tenantId"] == first["tenantId"])
        .unwrap();
    assert_eq!(kept["state"], first["state"]);
}
