//! `handrail clinic`, and its scripts against the practice tenant.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{DONE, FINDING, Practice, WRONG_USAGE, run, run_with_input};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../tests/fixtures/clinic")
        .join(name)
}

/// What the clinic makes of a fixture, with the tenant and the application of the practice.
fn corrected(home: &TempDir, practice: &Practice, name: &str) -> String {
    let outcome = run(home, &format!("clinic {} --json", fixture(name).display()));
    assert_eq!(outcome.code, Some(FINDING), "{outcome:#?}");
    outcome.document()["corrected"]
        .as_str()
        .unwrap()
        .replace("0f1e2d3c-aaaa-4bbb-8ccc-1234567890ab", practice.text("/tenantId"))
        .replace(
            "9a8b7c6d-1111-4222-8333-abcdef012345",
            practice.text("/apps/application/clientId"),
        )
}

/// Runs a script as a person would, with the practice tenant's addresses in its environment.
fn run_script(home: &TempDir, practice: &Practice, program: &str, script: &str) -> Output {
    let file = home.path().join("script");
    fs::write(&file, script).unwrap();
    let (tls, authority) = (practice.text("/caFile"), practice.text("/originTls"));
    Command::new(program)
        .arg(&file)
        .current_dir(home.path())
        .env("AUTHORITY", authority)
        .env("API", authority)
        .env("TENANT_ID", practice.text("/tenantId"))
        .env("CLIENT_ID", practice.text("/apps/application/clientId"))
        .env("CLIENT_SECRET", practice.text("/apps/application/clientSecret"))
        .env("SSL_CERT_FILE", tls)
        .env("CURL_CA_BUNDLE", tls)
        .env("NO_PROXY", "localhost")
        .output()
        .unwrap()
}

/// The incidents of the last two days that the tenant really holds.
fn held(practice: &Practice) -> usize {
    let truth = practice.truth();
    let since =
        truth["now"].as_str().unwrap().parse::<jiff::Timestamp>().unwrap() - jiff::Span::new().hours(48);
    let updated = |row: &Value| {
        row["lastUpdateTime"]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .unwrap()
    };
    let rows = truth["xdrIncidents"].as_array().unwrap();
    rows.iter().filter(|row| updated(row) >= since).count()
}

#[test]
fn the_corrected_scripts_read_what_the_tenant_holds() {
    for (name, program) in [
        ("faults/python/all_at_once.py", "python3"),
        ("faults/curl/all_at_once.sh", "bash"),
    ] {
        let home = tempfile::tempdir().unwrap();
        let practice = Practice::start(&home, "");
        let script = corrected(&home, &practice, name);
        let output = run_script(&home, &practice, program, &script);
        assert!(output.status.success(), "{name}: {output:#?}");
        let rows: Vec<Value> =
            serde_json::from_slice(&fs::read(home.path().join("incidents.json")).unwrap()).unwrap();
        assert!(!rows.is_empty());
        assert_eq!(rows.len(), held(&practice), "{name}");
    }
}

#[test]
fn the_corrected_page_shows_claims_and_no_token() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let script = corrected(&home, &practice, "faults/curl/windows_page.sh");
    let output = run_script(&home, &practice, "bash", &script);
    assert!(output.status.success(), "{output:#?}");
    let claims: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(claims["tid"], practice.text("/tenantId"));
    assert!(!String::from_utf8(output.stdout).unwrap().contains("eyJ"));
}

#[test]
fn faults_are_named_with_words_in_both_languages() {
    let home = tempfile::tempdir().unwrap();
    let file = fixture("faults/powershell/filter_lost.ps1");
    for (language, title) in [
        ("en", "The filter is lost on the way"),
        ("fr", "Le filtre se perd en route"),
    ] {
        let outcome = run(
            &home,
            &format!("clinic {} --json --lang {language}", file.display()),
        );
        assert_eq!(outcome.code, Some(FINDING), "{outcome:#?}");
        let document = outcome.document();
        assert_eq!(document["language"], "powershell");
        assert_eq!(document["faults"][0]["id"], "filter_lost");
        assert_eq!(document["faults"][0]["line"], 5);
        assert_eq!(document["faults"][0]["title"], title);
        let read = run(&home, &format!("clinic {} --lang {language}", file.display()));
        assert!(read.stderr.contains(title), "{read:#?}");
        assert!(read.stdout.contains("?`$filter="), "{read:#?}");
    }
}

#[test]
fn a_correct_script_ends_without_a_finding() {
    let home = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(fixture("correct/python_msal.py")).unwrap();
    let outcome = run_with_input(&home, "clinic - --json", &text);
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    assert_eq!(outcome.document()["corrected"], text);
}

#[test]
fn what_is_no_script_is_wrong_usage() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run(&home, "clinic nowhere.ps1 --json").code, Some(WRONG_USAGE));
    for input in ["", " \n", "\u{1}\u{2}"] {
        assert_eq!(
            run_with_input(&home, "clinic - --json", input).code,
            Some(WRONG_USAGE),
            "{input:?}"
        );
    }
}

#[test]
fn a_secret_is_in_nothing_that_the_program_says() {
    let home = tempfile::tempdir().unwrap();
    let secret = "abc8Q~0123456789abcdefghijklmnopqrstuvwx";
    let text = format!("import msal\nclient_secret = \"{secret}\"\n# the same again: {secret}\n");
    for arguments in ["clinic -", "clinic - --json"] {
        let outcome = run_with_input(&home, arguments, &text);
        assert_eq!(outcome.code, Some(FINDING), "{outcome:#?}");
        assert!(!format!("{outcome:?}").contains(secret), "{outcome:#?}");
    }
}

#[test]
fn more_than_a_megabyte_is_no_script() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("long.sh");
    fs::write(&file, "a".repeat(1024 * 1024 + 1)).unwrap();
    let outcome = run(&home, &format!("clinic {} --json", file.display()));
    assert_eq!(outcome.code, Some(WRONG_USAGE), "{outcome:#?}");
}
