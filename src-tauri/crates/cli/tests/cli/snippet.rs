//! `handrail snippet`, and its scripts for bash against the practice tenant. Those of other languages are run by
//! `cargo xtask conformance`.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{DONE, ERROR, Practice, WRONG_USAGE, run};

/// The line of the application, for one language and call.
fn line(practice: &Practice, rest: &str) -> String {
    format!(
        "snippet --tenant {} --client-id {} {} {rest}",
        practice.text("/tenantDomain"),
        practice.text("/apps/application/clientId"),
        practice.cloud()
    )
}

/// What a script for bash says on standard output, run as a person would.
fn in_bash(home: &TempDir, practice: &Practice, script: &str) -> Value {
    let file = home.path().join("script.sh");
    fs::write(&file, script).unwrap();
    let output = Command::new("bash")
        .arg(&file)
        .current_dir(home.path())
        .env("CLIENT_SECRET", practice.text("/apps/application/clientSecret"))
        .env(
            "CERTIFICATE_FILE",
            practice.text("/apps/application/certificateFile"),
        )
        .env(
            "CERTIFICATE_KEY_FILE",
            practice.text("/apps/application/certificateKeyFile"),
        )
        .env("CURL_CA_BUNDLE", practice.text("/caFile"))
        .env("NO_PROXY", "localhost")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:#?}\n{script}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn ids(rows: &Value, field: &str) -> BTreeSet<String> {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row[field].to_string()).collect()
}

/// The rows of the truth that were updated in the last hours.
fn held(truth: &Value, part: &str, updated: &str, hours: i64) -> Value {
    let now: jiff::Timestamp = truth["now"].as_str().unwrap().parse().unwrap();
    let since = now - jiff::SignedDuration::from_hours(hours);
    let recent = |row: &&Value| row[updated].as_str().unwrap().parse::<jiff::Timestamp>().unwrap() >= since;
    truth[part]
        .as_array()
        .unwrap()
        .iter()
        .filter(recent)
        .cloned()
        .collect()
}

#[test]
fn a_script_for_bash_reads_all_that_the_tenant_holds() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--incidents 300");
    let truth = practice.truth();
    for (api, call, part, id, updated) in [
        ("graph", "incidents", "incidents", "id", "lastUpdateDateTime"),
        ("graph", "alerts", "graphAlerts", "id", "lastUpdateDateTime"),
        ("xdr", "incidents", "xdrIncidents", "incidentId", "lastUpdateTime"),
        ("mde", "alerts", "alerts", "id", "lastUpdateTime"),
    ] {
        for credential in ["secret", "certificate"] {
            let rest =
                format!("--language curl --call {call} --api {api} --since 30d --credential {credential}");
            let outcome = run(&home, &line(&practice, &rest));
            assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
            let rows = in_bash(&home, &practice, &outcome.stdout);
            let wanted = held(&truth, part, updated, 30 * 24);
            assert!(wanted.as_array().unwrap().len() > 100, "{api} {call}");
            assert_eq!(ids(&rows, id), ids(&wanted, id), "{api} {call} {credential}");
        }
    }
}

#[test]
fn a_script_asks_for_what_the_question_asks_for() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--incidents 200");
    let rest = "--language curl --call incidents --since 30d --severity high,medium --status active";
    let rows = in_bash(&home, &practice, &run(&home, &line(&practice, rest)).stdout);
    let mut wanted = held(&practice.truth(), "incidents", "lastUpdateDateTime", 30 * 24);
    wanted.as_array_mut().unwrap().retain(|row| {
        row["status"] == "active" && ["high", "medium"].contains(&row["severity"].as_str().unwrap())
    });
    assert!(!wanted.as_array().unwrap().is_empty());
    assert_eq!(ids(&rows, "id"), ids(&wanted, "id"));
}

#[test]
fn the_token_of_a_script_is_told_and_not_shown() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let outcome = run(&home, &line(&practice, "--language curl --call token --api xdr"));
    let claims = in_bash(&home, &practice, &outcome.stdout);
    assert_eq!(claims["aud"], "https://api.security.microsoft.com");
    assert_eq!(claims["tid"], practice.text("/tenantId"));
}

#[test]
fn the_document_says_what_is_needed_and_what_was_left_out() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let rest = "--language python --call incidents --api xdr --severity high --json";
    let document = run(&home, &line(&practice, rest)).document();
    assert_eq!(document["language"], "python");
    assert_eq!(document["fileName"], "incidents.py");
    assert_eq!(
        document["needs"],
        serde_json::json!(["python_msal", "secret_in_environment"])
    );
    assert_eq!(document["leftOut"], serde_json::json!(["severity"]));
    let secret = practice.text("/apps/application/clientSecret");
    assert!(!document["text"].as_str().unwrap().contains(secret));
}

#[test]
fn what_a_language_does_not_offer_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let outcome = run(&home, &line(&practice, "--language go --call register --json"));
    assert_eq!(outcome.code, Some(ERROR), "{outcome:#?}");
    assert_eq!(outcome.document()["error"]["code"], "snippet_not_offered");
    let outcome = run(&home, &line(&practice, "--language go --call hunting"));
    assert_eq!(outcome.code, Some(WRONG_USAGE), "{outcome:#?}");
}
