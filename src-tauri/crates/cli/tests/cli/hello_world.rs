//! `handrail hello-world`.

use std::fs;
use std::net::TcpListener;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

#[cfg(target_os = "linux")]
use crate::run::Browsing;
use crate::run::{
    DONE, ERROR, FINDING, Outcome, Practice, WRONG_USAGE, finish, handrail, run, run_with_input,
};

const EVER: &str = "--since 1970-01-01T00:00:00Z";

fn rows_of(document: &Value) -> Vec<Value> {
    let path = document.pointer("/saved/0/path").and_then(Value::as_str).unwrap();
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// Reads as the application from a practice tenant in another process, over https.
fn read(home: &TempDir, practice: &Practice, more: &str) -> Outcome {
    let (tenant, client) = (
        practice.text("/tenantDomain"),
        practice.text("/apps/application/clientId"),
    );
    let line = format!(
        "hello-world --tenant {tenant} --client-id {client} --secret-stdin --json --output out {} {more}",
        practice.cloud()
    );
    run_with_input(home, &line, practice.text("/apps/application/clientSecret"))
}

#[test]
fn hello_world_practice_counts_what_the_tenant_holds() {
    let home = tempfile::tempdir().unwrap();
    let truth = Practice::start(&home, "").truth();
    for (api, list) in [("graph", "incidents"), ("xdr", "xdrIncidents"), ("mde", "alerts")] {
        let outcome = run(
            &home,
            &format!("hello-world --practice --json --output out --api {api} {EVER}"),
        );
        assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
        let document = outcome.document();
        let held = truth[list].as_array().unwrap().len();
        let (incidents, alerts) = if api == "mde" { (0, held) } else { (held, 0) };
        assert_eq!(
            (&document["incidents"], &document["alerts"]),
            (&incidents.into(), &alerts.into()),
            "{api}"
        );
        assert_eq!(document["saved"][0]["rows"], held, "{api}");
        assert_eq!(rows_of(&document).len(), held, "{api}");
    }
}

#[test]
fn the_file_holds_what_the_tenant_holds_for_the_window() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--seed 7");
    let outcome = read(&home, &practice, "--api graph --since 48h");
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    let document = outcome.document();
    let since: jiff::Timestamp = document["since"].as_str().unwrap().parse().unwrap();
    let ids = |rows: &[Value]| {
        rows.iter()
            .map(|row| row["id"].to_string())
            .collect::<std::collections::BTreeSet<_>>()
    };
    let mut held = practice.truth()["incidents"].as_array().unwrap().clone();
    held.retain(|row| {
        row["lastUpdateDateTime"]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .unwrap()
            >= since
    });
    assert!(!held.is_empty());
    assert_eq!(ids(&rows_of(&document)), ids(&held));
    assert_eq!(document["incidents"], held.len());
}

#[test]
fn the_document_has_the_fields_that_programs_rely_on() {
    let home = tempfile::tempdir().unwrap();
    let document = run(&home, "hello-world --practice --json --output out --api xdr").document();
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    let wanted = [
        "api",
        "kind",
        "rows",
        "tenantId",
        "since",
        "until",
        "incidents",
        "alerts",
        "requests",
        "throttled",
        "filter",
        "saved",
        "elapsedMs",
        "token",
    ];
    assert_eq!(keys, wanted);
    assert_eq!(document["filter"]["appliedBy"], "service");
    assert!(
        document["filter"]["sent"]
            .as_str()
            .unwrap()
            .starts_with("lastUpdateTime ge ")
    );
    assert_eq!(document["saved"][0]["format"], "json");
    assert!(Path::new(document["saved"][0]["path"].as_str().unwrap()).is_absolute());
    assert_eq!(
        document["token"]["audience"],
        "https://api.security.microsoft.com"
    );
    assert_eq!(document["token"]["signature"], "verified");
    assert_eq!(document["token"]["scopes"], Value::Array(Vec::new()));
    assert!(
        document["token"]["roles"]
            .as_array()
            .unwrap()
            .contains(&"Incident.Read.All".into())
    );
}

#[test]
fn every_format_is_written_once_in_the_order_named() {
    let home = tempfile::tempdir().unwrap();
    let line = format!(
        "hello-world --practice --json --output out --lang fr --format html,xlsx,csv,ndjson,json,csv {EVER}"
    );
    let outcome = run(&home, &line);
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    let document = outcome.document();
    let saved = document["saved"].as_array().unwrap();
    let formats: Vec<&str> = saved
        .iter()
        .map(|file| file["format"].as_str().unwrap())
        .collect();
    assert_eq!(formats, ["html", "xlsx", "csv", "ndjson", "json"]);
    for file in saved {
        let path = file["path"].as_str().unwrap();
        assert_eq!(
            fs::metadata(path).unwrap().len(),
            file["bytes"].as_u64().unwrap(),
            "{path}"
        );
        assert_eq!(file["rows"], document["incidents"], "{path}");
    }
    let text = |at: usize| fs::read_to_string(saved[at]["path"].as_str().unwrap()).unwrap();
    assert!(text(0).contains("<html lang=\"fr\">"));
    assert!(text(2).starts_with("severity,title,status,"));
    assert_eq!(
        text(3).lines().count() as u64,
        document["incidents"].as_u64().unwrap()
    );
    assert!(
        fs::read(saved[1]["path"].as_str().unwrap())
            .unwrap()
            .starts_with(b"PK")
    );
}

#[test]
fn top_asks_for_so_many_rows_and_no_more() {
    let home = tempfile::tempdir().unwrap();
    for (api, count) in [("graph", "incidents"), ("xdr", "incidents"), ("mde", "alerts")] {
        let line = format!("hello-world --practice --json --output out --api {api} --top 3 {EVER}");
        let document = run(&home, &line).document();
        assert_eq!(
            (&document[count], &document["requests"]),
            (&3.into(), &1.into()),
            "{api}: {document}"
        );
        assert_eq!(rows_of(&document).len(), 3, "{api}");
    }
}

#[test]
fn a_person_reads_words_and_a_program_reads_nothing_else() {
    let home = tempfile::tempdir().unwrap();
    let outcome = run(&home, "hello-world --practice --output out --lang fr");
    assert_eq!(
        (outcome.code, outcome.stdout.as_str()),
        (Some(DONE), ""),
        "{outcome:#?}"
    );
    assert!(outcome.stderr.contains("Enregistré dans"), "{}", outcome.stderr);
    assert!(
        !outcome.stderr.contains("cli."),
        "a text is missing: {}",
        outcome.stderr
    );
    let quiet = run(&home, "hello-world --practice --output out --json");
    assert_eq!(quiet.stderr, "");
}

#[test]
fn nothing_secret_is_written_anywhere_however_much_is_logged() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let outcome = read(&home, &practice, "--log debug");
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    for secret in [practice.text("/apps/application/clientSecret"), "eyJ"] {
        assert!(!outcome.everything().contains(secret), "{outcome:#?}");
    }
}

#[test]
fn a_secret_comes_from_the_environment_too() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let (tenant, client) = (
        practice.text("/tenantId"),
        practice.text("/apps/application/clientId"),
    );
    let line = format!(
        "hello-world --tenant {tenant} --client-id {client} --secret-env TOP_SECRET --json --output out {}",
        practice.cloud()
    );
    let mut command = handrail(&home);
    command
        .args(line.split_whitespace())
        .env("TOP_SECRET", practice.text("/apps/application/clientSecret"));
    assert_eq!(finish(command.spawn().unwrap()).code, Some(DONE));

    let unset = run(&home, &line);
    assert_eq!(unset.code, Some(WRONG_USAGE), "{unset:#?}");
    assert!(
        unset.document()["error"]["title"]
            .as_str()
            .unwrap()
            .contains("TOP_SECRET")
    );
}

#[test]
fn what_the_tenant_needs_is_a_finding() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let client = practice.text("/apps/application/clientId");
    let secret = practice.text("/apps/application/clientSecret");
    let unconsented = practice.text("/apps/unconsented/clientId");
    let its_secret = practice.text("/apps/unconsented/clientSecret");
    let secret_id = "f0b0b335-1d71-4883-8f98-567911bfdca6";
    for (tenant, client, secret, id, code) in [
        ("nowhere.example", client, secret, "tenant_not_found", Some(90002)),
        (
            "contoso.com",
            secret_id,
            secret,
            "client_not_found",
            Some(700_016),
        ),
        (
            "contoso.com",
            client,
            "Wr0ng~secret.value",
            "secret_wrong",
            Some(7_000_215),
        ),
        ("contoso.com", client, secret_id, "secret_id_pasted", None),
        ("contoso.com", unconsented, its_secret, "consent_missing", None),
    ] {
        let line = format!(
            "hello-world --tenant {tenant} --client-id {client} --secret-stdin --json --output out {}",
            practice.cloud()
        );
        let outcome = run_with_input(&home, &line, secret);
        assert_eq!(outcome.code, Some(FINDING), "{id}: {outcome:#?}");
        let finding = &outcome.document()["finding"];
        assert_eq!(finding["id"], id);
        assert_eq!(finding["code"], code.map_or(Value::Null, Value::from), "{id}");
        for field in ["step", "title", "cause", "fix", "confidence"] {
            assert!(finding[field].is_string(), "{id}: {field} in {finding}");
        }
        assert!(finding["retryable"].is_boolean(), "{id}");
        assert!(
            !outcome.everything().contains(secret),
            "{id}: the secret was written"
        );
    }
}

#[test]
fn no_network_is_an_error_of_ours() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut cloud: Value = serde_json::from_slice(&fs::read(practice.text("/cloudFile")).unwrap()).unwrap();
    cloud["entra_authority"] = format!("http://{closed}").into();
    let file = home.path().join("cut-off.json");
    fs::write(&file, cloud.to_string()).unwrap();
    let line = format!(
        "hello-world --tenant contoso.com --client-id {} --secret-stdin --json --cloud {}",
        practice.text("/apps/application/clientId"),
        file.display()
    );
    let outcome = run_with_input(&home, &line, "Any~secret.value");
    assert_eq!(outcome.code, Some(ERROR), "{outcome:#?}");
    let error = &outcome.document()["error"];
    assert_eq!(
        (&error["code"], &error["finding"]),
        (&"network_unreachable".into(), &false.into())
    );
    assert_eq!(error["retryable"], true);
}

#[test]
fn a_folder_that_cannot_be_written_is_said_with_another_way() {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("taken"), "a file").unwrap();
    let outcome = run(&home, "hello-world --practice --json --output taken");
    assert_eq!(outcome.code, Some(ERROR), "{outcome:#?}");
    let error = &outcome.document()["error"];
    assert_eq!(error["code"], "folder_not_writable");
    assert!(error["action"].as_str().unwrap().contains("--output"));
}

/// A file system of one page, mounted for this process only.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_leaves_no_half_file() {
    let home = tempfile::tempdir().unwrap();
    let small = home.path().join("small");
    fs::create_dir(&small).unwrap();
    let mount = "mount -t tmpfs -o size=4k tmpfs small";
    let may_mount = Command::new("unshare")
        .args(["-rm", "sh", "-c", mount])
        .current_dir(&home)
        .output();
    if !may_mount.is_ok_and(|output| output.status.success()) {
        println!("skipped: this system lets nobody mount a small file system");
        return;
    }
    let run = handrail(&home);
    let binary = run.get_program().to_str().unwrap();
    let script = format!(
        "{mount} && '{binary}' hello-world --practice --json --output small; code=$?; ls small; exit $code"
    );
    let mut command = Command::new("unshare");
    command
        .args(["-rm", "sh", "-c", &script])
        .current_dir(&home)
        .env("LANG", "C");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(ERROR), "{output:?}");
    let stdout = String::from_utf8(output.stdout).unwrap();
    let document: Value =
        serde_json::from_str(stdout.trim()).unwrap_or_else(|_| panic!("more than a document: {stdout}"));
    assert_eq!(document["error"]["code"], "disk_full");
}

#[cfg(target_os = "linux")]
fn browsing(home: &TempDir, line: &str) -> Browsing {
    let mut command = handrail(home);
    command.args(line.split_whitespace());
    Browsing::start(home, command)
}

#[cfg(target_os = "linux")]
#[test]
fn a_person_signs_in_in_the_browser_and_the_terminal_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let line = format!(
        "hello-world --tenant contoso.com --client-id {} --json --output out {}",
        practice.text("/apps/user/clientId"),
        practice.cloud()
    );
    let mut browsing = browsing(&home, &line);
    let landing = practice.signed_in_at(&browsing.page(), 0);
    assert!(landing.contains("go back to the terminal"), "{landing}");
    let outcome = browsing.finish();
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    let document = outcome.document();
    assert_eq!(document["token"]["roles"], Value::Array(Vec::new()));
    assert!(
        document["token"]["scopes"]
            .as_array()
            .unwrap()
            .contains(&"SecurityIncident.Read.All".into())
    );
    assert_eq!(document["incidents"], rows_of(&document).len());
}

#[cfg(target_os = "linux")]
#[test]
fn ctrl_c_while_the_browser_is_open_ends_as_cancelled() {
    let home = tempfile::tempdir().unwrap();
    let mut browsing = browsing(&home, "hello-world --practice --as user --json");
    browsing.page();
    browsing.interrupt();
    let outcome = browsing.finish();
    assert_eq!(outcome.code, Some(crate::run::CANCELLED), "{outcome:#?}");
    assert_eq!(outcome.document()["error"]["code"], "cancelled");
}

#[test]
fn a_line_that_cannot_be_understood_is_wrong_usage() {
    let home = tempfile::tempdir().unwrap();
    for line in [
        "hello-world",
        "hello-world --practice --format pdf",
        "hello-world --practice --since yesterday",
        "hello-world --practice --since 2999-01-01T00:00:00Z",
        "hello-world --practice --secret-stdin",
        "hello-world --tenant contoso.com --client-id x --as application",
        "hello-world --practice --cloud no-such-file",
        "no-such-command",
    ] {
        let outcome = run(&home, &format!("{line} --json"));
        assert_eq!(outcome.code, Some(WRONG_USAGE), "{line}: {outcome:#?}");
        assert_eq!(outcome.document()["error"]["code"], "wrong_usage", "{line}");
    }
}
