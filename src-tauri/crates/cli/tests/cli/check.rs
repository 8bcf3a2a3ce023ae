//! `handrail check`, on the connections that the window keeps.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::run::{DONE, ERROR, FINDING, Practice, run};

/// A stored connection as the application, whose secret nobody gave yet.
fn store(home: &TempDir, practice: &Practice, client_id: &str) {
    store_until(home, practice, client_id, None);
}

/// The same, with the end of that secret.
fn store_until(home: &TempDir, practice: &Practice, client_id: &str, ends: Option<&str>) {
    let document = json!({"connections": {"version": 1, "connections": [{
        "id": "one", "name": "Contoso", "cloud": "practice", "tenantId": practice.text("/tenantId"),
        "tenantDomain": practice.text("/tenantDomain"), "clientId": client_id,
        "goal": {"api": "graph", "context": "application"}, "secret": null, "secretEnds": ends, "account": null, "lastAnswer": null,
    }]}});
    fs::create_dir_all(home.path().join("data")).unwrap();
    fs::write(home.path().join("data/connections.json"), document.to_string()).unwrap();
}

fn step(document: &Value, id: &str) -> Value {
    let steps = document["connections"][0]["steps"].as_array().unwrap();
    steps.iter().find(|step| step["id"] == id).unwrap().clone()
}

#[test]
fn what_is_proved_is_listed_with_its_evidence() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    store(&home, &practice, practice.text("/apps/application/clientId"));
    let outcome = run(&home, &format!("check --json {}", practice.cloud()));
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    let document = outcome.document();
    assert_eq!(document["findings"], 0);
    let register = step(&document, "register");
    assert_eq!(register["state"], "proved");
    assert_eq!(register["evidence"][0]["kind"], "client_id_known");
    assert_eq!(step(&document, "secret")["state"], "open");
    assert_eq!(document["connections"][0]["ready"], false);
}

#[test]
fn a_finding_ends_with_its_own_exit_code_and_words() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    store(&home, &practice, "0b9bcb1e-2e0c-4f5b-9a3e-5b8f5a6d7c10");
    let line = format!("check --connection Contoso {}", practice.cloud());
    let outcome = run(&home, &format!("{line} --json"));
    assert_eq!(outcome.code, Some(FINDING), "{outcome:#?}");
    let document = outcome.document();
    assert_eq!(document["findings"], 1);
    let finding = &step(&document, "register")["finding"];
    assert_eq!(
        (&finding["id"], &finding["code"]),
        (&json!("client_not_found"), &json!(700_016))
    );
    let told = run(&home, &line);
    assert!(
        told.stdout.is_empty() && told.stderr.contains("Contoso"),
        "{told:#?}"
    );
}

#[test]
fn a_secret_that_has_ended_is_a_finding_before_anybody_uses_it() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let client_id = practice.text("/apps/application/clientId");
    store_until(&home, &practice, client_id, Some("2020-01-01T00:00:00Z"));
    let outcome = run(&home, &format!("check --json {}", practice.cloud()));
    assert_eq!(outcome.code, Some(FINDING), "{outcome:#?}");
    let document = outcome.document();
    assert_eq!(
        (&document["findings"], &document["errors"]),
        (&json!(1), &json!(0))
    );
    let reminder = &document["connections"][0]["reminders"][0];
    assert_eq!(
        (&reminder["kind"], &reminder["state"], &reminder["finding"]["id"]),
        (&json!("secret"), &json!("ended"), &json!("secret_expired"))
    );
}

#[test]
fn a_tenant_that_cannot_be_reached_is_an_error_and_no_finding() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    store(&home, &practice, practice.text("/apps/application/clientId"));
    let cloud = home.path().join("cloud.json");
    let kept = fs::read_to_string(practice.text("/cloudFile")).unwrap();
    fs::write(&cloud, kept).unwrap();
    practice.end();
    let outcome = run(&home, &format!("check --json --cloud {}", cloud.display()));
    assert_eq!(outcome.code, Some(ERROR), "{outcome:#?}");
    let document = outcome.document();
    assert_eq!(
        (&document["findings"], &document["errors"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(step(&document, "tenant")["error"]["finding"], false);
}
