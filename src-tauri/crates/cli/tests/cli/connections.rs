//! `handrail connections`, on the file that the window keeps.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::run::{DONE, ERROR, WRONG_USAGE, run};

fn file(home: &TempDir) -> PathBuf {
    home.path().join("data/connections.json")
}

fn store(home: &TempDir, connections: &[(&str, &str)]) {
    let connections: Vec<Value> = connections
        .iter()
        .map(|(id, name)| {
            json!({
                "id": id, "name": name, "cloud": "commercial", "tenantId": "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7",
                "tenantDomain": name, "clientId": null, "goal": {"api": "graph", "context": "application"},
                "secret": null, "account": null, "lastAnswer": null,
            })
        })
        .collect();
    fs::create_dir_all(file(home).parent().unwrap()).unwrap();
    let document = json!({"connections": {"version": 1, "connections": connections}});
    fs::write(file(home), document.to_string()).unwrap();
}

fn ids(home: &TempDir) -> Vec<String> {
    let outcome = run(home, "connections list --json");
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    let list = outcome.document()["connections"].as_array().unwrap().clone();
    list.iter()
        .map(|connection| connection["id"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_first_start_has_no_connections_and_makes_no_file() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(ids(&home), Vec::<String>::new());
    assert!(!file(&home).exists());
}

#[test]
fn connections_of_the_window_are_listed_and_removed_by_name_or_id() {
    let home = tempfile::tempdir().unwrap();
    store(&home, &[("one", "contoso.com"), ("two", "fabrikam.com")]);
    assert_eq!(ids(&home), ["one", "two"]);
    assert!(run(&home, "connections list").stderr.contains("fabrikam.com"));

    let outcome = run(&home, "connections remove Contoso.com --json");
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    assert_eq!(outcome.document()["removed"]["id"], "one");
    assert_eq!(ids(&home), ["two"]);
    assert_eq!(run(&home, "connections remove two").code, Some(DONE));
    assert_eq!(ids(&home), Vec::<String>::new());
}

#[test]
fn a_name_of_two_connections_asks_for_the_id() {
    let home = tempfile::tempdir().unwrap();
    store(&home, &[("one", "contoso.com"), ("two", "contoso.com")]);
    let outcome = run(&home, "connections remove contoso.com --json");
    assert_eq!(outcome.code, Some(WRONG_USAGE), "{outcome:#?}");
    assert!(
        outcome.document()["error"]["title"]
            .as_str()
            .unwrap()
            .contains("one, two")
    );
    assert_eq!(ids(&home).len(), 2);
}

#[test]
fn a_name_that_nobody_has_is_an_error() {
    let home = tempfile::tempdir().unwrap();
    for line in [
        "connections remove nobody --json",
        "hello-world --connection nobody --json",
    ] {
        let outcome = run(&home, line);
        assert_eq!(outcome.code, Some(ERROR), "{outcome:#?}");
        assert_eq!(outcome.document()["error"]["code"], "connection_unknown");
    }
}

#[test]
fn a_file_that_is_damaged_is_said_and_left_alone() {
    let home = tempfile::tempdir().unwrap();
    store(&home, &[]);
    fs::write(file(&home), "{\"connections\":").unwrap();
    let outcome = run(&home, "connections list --json");
    assert_eq!(outcome.code, Some(ERROR), "{outcome:#?}");
    assert_eq!(outcome.document()["error"]["code"], "store_unreadable");
    assert_eq!(fs::read_to_string(file(&home)).unwrap(), "{\"connections\":");
}
