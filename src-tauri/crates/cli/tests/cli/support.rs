//! `handrail support`, on the connections that the window keeps.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::run::{DONE, ERROR, FINDING, Practice, WRONG_USAGE, run};

/// A stored connection whose client ID nobody knows.
fn store(home: &TempDir, practice: &Practice) {
    let document = json!({"connections": {"version": 1, "connections": [{
        "id": "one", "name": "Contoso production", "cloud": "practice", "tenantId": practice.text("/tenantId"),
        "tenantDomain": practice.text("/tenantDomain"), "clientId": UNKNOWN,
        "goal": {"api": "graph", "context": "application"}, "secret": null, "account": null, "lastAnswer": null,
    }]}});
    fs::create_dir_all(home.path().join("data")).unwrap();
    fs::write(home.path().join("data/connections.json"), document.to_string()).unwrap();
}

const UNKNOWN: &str = "0b9bcb1e-2e0c-4f5b-9a3e-5b8f5a6d7c10";

/// Saves a bundle, and says what the command answered and what is in the file.
fn saved(home: &TempDir, practice: &Practice, more: &str) -> (Value, String) {
    let file = home.path().join("bundle.json");
    let line = format!(
        "support save --json --output {} {more} {}",
        file.display(),
        practice.cloud()
    );
    let outcome = run(home, &line);
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    (outcome.document(), fs::read_to_string(file).unwrap())
}

#[test]
fn what_does_not_work_is_saved_without_names_and_met_again_elsewhere() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    store(&home, &practice);
    let (document, bundle) = saved(&home, &practice, "");
    assert_eq!(document["counts"]["findings"], 1, "{document}");
    assert_eq!(document["saved"]["bytes"], bundle.len());
    for name in [
        practice.text("/tenantId"),
        practice.text("/tenantDomain"),
        UNKNOWN,
        "Contoso production",
    ] {
        assert!(!bundle.contains(name), "{name} in {bundle}");
    }
    // Somebody else, elsewhere: nothing of the first practice tenant is needed.
    drop(practice);
    let file = home.path().join("bundle.json");
    let elsewhere = tempfile::tempdir().unwrap();
    let outcome = run(&elsewhere, &format!("support replay --json {}", file.display()));
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    let replayed = outcome.document();
    assert_eq!(replayed["same"], true);
    assert_eq!(
        replayed["met"],
        json!({"task": "check", "step": "register", "code": "client_not_found"})
    );
    assert_eq!(replayed["finding"]["id"], "client_not_found");
}

#[test]
fn ids_are_kept_where_support_asks_for_them() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    store(&home, &practice);
    let (_, bundle) = saved(&home, &practice, "--keep-ids --connection one");
    assert!(
        bundle.contains(UNKNOWN) && bundle.contains(practice.text("/tenantId")),
        "{bundle}"
    );
}

#[test]
fn another_outcome_than_the_recorded_one_ends_as_a_finding() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    store(&home, &practice);
    let (_, bundle) = saved(&home, &practice, "");
    let mut changed: Value = serde_json::from_str(&bundle).unwrap();
    changed["exchanges"] = json!([]);
    let file = home.path().join("changed.json");
    fs::write(&file, changed.to_string()).unwrap();
    let outcome = run(&home, &format!("support replay --json {}", file.display()));
    assert_eq!(outcome.code, Some(FINDING), "{outcome:#?}");
    assert_eq!(outcome.document()["same"], false);
}

#[test]
fn what_is_no_bundle_is_an_error_of_its_own() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("other.json");
    fs::write(&file, "{\"format\": \"handrail-support-9\"}").unwrap();
    let outcome = run(&home, &format!("support replay --json {}", file.display()));
    assert_eq!(outcome.code, Some(ERROR), "{outcome:#?}");
    assert_eq!(outcome.document()["error"]["code"], "support_bundle_malformed");
    let absent = run(&home, "support replay --json nowhere.json");
    assert_eq!(absent.code, Some(WRONG_USAGE), "{absent:#?}");
}

#[test]
fn a_practice_tenant_answers_what_a_file_says_and_refuses_what_cannot_be_meant() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("answers.json");
    fs::write(
        &file,
        json!({"answers": [{"path": "/v1.0/security/incidents", "status": 418}]}).to_string(),
    )
    .unwrap();
    let practice = Practice::start(&home, &format!("--answers {}", file.display()));
    assert!(practice.text("/origin").starts_with("http://"));
    fs::write(
        &file,
        json!({"answers": [{"path": "/x", "status": 418, "colour": "red"}]}).to_string(),
    )
    .unwrap();
    let outcome = run(&home, &format!("practice --json --answers {}", file.display()));
    assert_eq!(outcome.code, Some(ERROR), "{outcome:#?}");
}
