//! A connection of the window, with its secret in a real keychain.

use std::fs;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::run::{DONE, Practice, handrail};

/// What a desktop has and a bare machine may not: a session bus, and a keychain on it.
const NEEDED: [&str; 3] = ["dbus-run-session", "gnome-keyring-daemon", "secret-tool"];

pub(crate) fn missing() -> Option<&'static str> {
    let there = |tool: &str| {
        Command::new("which")
            .arg(tool)
            .output()
            .is_ok_and(|output| output.status.success())
    };
    NEEDED.into_iter().find(|tool| !there(tool))
}

/// Runs a script beside a keychain of its own, until something in it fails. `$HANDRAIL` is the binary.
pub(crate) fn with_keychain(home: &TempDir, script: &str, secret: &str) -> Output {
    let script = format!(
        "set -e
         printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null
         {script}"
    );
    Command::new("dbus-run-session")
        .args(["--", "sh", "-c", &script])
        .current_dir(home)
        .env("HOME", home.path())
        .env("XDG_RUNTIME_DIR", home.path())
        .env("XDG_DATA_HOME", home.path().join("share"))
        .env("HANDRAIL_DATA_DIR", home.path().join("data"))
        .env("HANDRAIL", handrail(home).get_program())
        .env("SECRET", secret)
        .output()
        .unwrap()
}

/// The connections file of a window that keeps the application's secret in the keychain.
pub(crate) fn stored(practice: &Practice) -> Value {
    let connection = json!({
        "id": "one", "name": "contoso.com", "cloud": "practice", "tenantId": practice.text("/tenantId"),
        "tenantDomain": "contoso.com", "clientId": practice.text("/apps/application/clientId"),
        "goal": {"api": "graph", "context": "application"}, "secret": "keychain", "account": null, "lastAnswer": null,
    });
    json!({"connections": {"version": 1, "connections": [connection]}})
}

#[test]
fn a_connection_reads_with_the_secret_of_the_keychain_and_removing_it_empties_the_keychain() {
    if let Some(tool) = missing() {
        println!("skipped: there is no {tool} here");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    fs::create_dir(home.path().join("data")).unwrap();
    fs::write(
        home.path().join("data/connections.json"),
        stored(&practice).to_string(),
    )
    .unwrap();
    let entry = "service io.github.handrail.desktop username client-secret:one";
    let script = format!(
        "printf %s \"$SECRET\" | secret-tool store --label=handrail {entry}
         \"$HANDRAIL\" hello-world --connection Contoso.com --json --output out {cloud} >read.json
         \"$HANDRAIL\" connections remove Contoso.com --json {cloud} >removed.json
         secret-tool lookup {entry} >left || true",
        cloud = practice.cloud()
    );
    let output = with_keychain(&home, &script, practice.text("/apps/application/clientSecret"));
    assert_eq!(output.status.code(), Some(DONE), "{output:?}");
    let file = |name: &str| fs::read(home.path().join(name)).unwrap();
    let read: Value = serde_json::from_slice(&file("read.json")).unwrap();
    assert!(
        read["incidents"].as_u64().is_some_and(|incidents| incidents > 0),
        "{read}"
    );
    let removed: Value = serde_json::from_slice(&file("removed.json")).unwrap();
    assert_eq!(removed["removed"]["id"], "one");
    assert_eq!(
        String::from_utf8(file("left")).unwrap(),
        "",
        "the secret is still in the keychain"
    );
}

#[test]
fn a_certificate_leaves_the_keychain_only_under_a_password_of_some_length_and_opens_with_it() {
    if let Some(tool) = missing() {
        println!("skipped: there is no {tool} here");
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let key = practice.text("/apps/application/certificateKeyFile");
    let pem = fs::read_to_string(practice.text("/apps/application/certificateFile")).unwrap();
    let mut document = stored(&practice);
    let connection = &mut document["connections"]["connections"][0];
    connection["goal"]["credential"] = json!("certificate");
    connection["certificates"] =
        json!({"current": {"pem": pem, "thumbprint": "AB", "kept": "keychain"}, "next": null});
    fs::create_dir(home.path().join("data")).unwrap();
    fs::write(home.path().join("data/connections.json"), document.to_string()).unwrap();
    let script = format!(
        "export=\"$HANDRAIL certificate export --connection Contoso.com --json {cloud}\"
         secret-tool store --label=handrail service io.github.handrail.desktop username certificate-key:one:AB <{key}
         printf short | $export --output short.pfx --password-stdin >short.json || true
         $export --output made.pfx --password-env SECRET >made.json
         openssl pkcs12 -in made.pfx -passin env:SECRET -nodes -nocerts | openssl pkey -pubout >exported
         openssl pkey -in {key} -pubout >own",
        cloud = practice.cloud()
    );
    let output = with_keychain(&home, &script, "correct horse battery staple");
    assert_eq!(output.status.code(), Some(DONE), "{output:?}");
    let file = |name: &str| fs::read_to_string(home.path().join(name)).unwrap();
    assert_eq!(file("exported"), file("own"));
    assert!(!file("exported").is_empty());
    let made: Value = serde_json::from_str(&file("made.json")).unwrap();
    assert!(
        made["path"]
            .as_str()
            .is_some_and(|path| path.ends_with("made.pfx"))
    );
    assert!(file("short.json").contains("15"), "{}", file("short.json"));
    assert!(!home.path().join("short.pfx").exists());
}
