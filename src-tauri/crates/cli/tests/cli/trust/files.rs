//! Files that a person is made to open: each is refused with what is wrong, soon, and what was stored stays.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use trust::{Part, Tally};

use crate::run::{DONE, ERROR, Outcome, finish, handrail, run};

const TENANT: &str = "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7";

/// The binary where the system gives it two gigabytes of addresses and twenty seconds: who reads a huge file into memory
/// or waits at a pipe does not come to an end of its own.
fn confined(home: &TempDir, line: &str) -> Outcome {
    let plain = handrail(home);
    let mut command = Command::new("sh");
    let run = "ulimit -v 2000000; exec timeout -s KILL 20 \"$0\" \"$@\"";
    command.args(["-c", run]).arg(plain.get_program());
    command.args(line.split_whitespace()).current_dir(home.path());
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let streams = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    finish(streams.spawn().unwrap())
}

/// Everything in the data folder, but for the locks.
fn kept(home: &TempDir) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(home.path().join("data"))
        .into_iter()
        .flatten()
        .flatten();
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|kind| kind == "json"));
    files
        .filter(|entry| entry.metadata().is_ok_and(|known| known.len() < 1 << 20))
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .collect()
}

/// What can stand where a file is expected.
const KINDS: [&str; 13] = [
    "empty", "zeros", "text", "latin-1", "utf-16", "deep", "wide", "number", "huge", "pipe", "folder",
    "endless", "nowhere",
];

fn put(path: &Path, kind: &str) {
    let _ = fs::remove_file(path);
    let _ = fs::remove_dir_all(path);
    let written = |bytes: &[u8]| fs::write(path, bytes).unwrap();
    match kind {
        "empty" => written(b""),
        "zeros" => written(&[0; 5000]),
        "text" => written(b"not what you expect"),
        "latin-1" => written(b"{\"name\": \"Soci\xe9t\xe9\"}"),
        "utf-16" => written(
            &"{\"a\": 1}"
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>(),
        ),
        "deep" => written("[".repeat(200_000).as_bytes()),
        "wide" => written(format!("{{{}\"a\":0}}", "\"a\":0,".repeat(300_000)).as_bytes()),
        "number" => written(b"1e999999999"),
        "huge" => File::create(path).unwrap().set_len(8 << 30).unwrap(),
        "pipe" => assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        "folder" => fs::create_dir(path).unwrap(),
        "endless" => std::os::unix::fs::symlink("/dev/zero", path).unwrap(),
        _ => std::os::unix::fs::symlink("/nowhere/at/all", path).unwrap(),
    }
}

/// Ended by itself, with one document that says what is wrong, and not for want of anything of its own.
fn is_refused(outcome: &Outcome) -> bool {
    let document: Value = serde_json::from_str(&outcome.stdout).unwrap_or_default();
    let code = document
        .pointer("/error/code")
        .or(document.pointer("/finding/id"));
    let code = code.and_then(Value::as_str).unwrap_or_default();
    matches!(outcome.code, Some(1..=3)) && !code.is_empty() && code != "internal"
}

fn connection(id: &str) -> Value {
    json!({
        "id": id, "name": id, "cloud": "commercial", "tenantId": TENANT, "tenantDomain": "contoso.com",
        "clientId": null, "goal": {"api": "graph", "context": "application"}, "secret": null, "account": null,
        "lastAnswer": null,
    })
}

fn store(home: &TempDir, document: &Value) {
    fs::create_dir_all(home.path().join("data")).unwrap();
    let document = json!({"connections": document}).to_string();
    fs::write(home.path().join("data/connections.json"), document).unwrap();
}

#[test]
fn what_is_opened_and_is_no_such_file_is_refused_and_nothing_stored_changes() {
    let mut tally = Tally::of(Part::Attacks, "files: what a person is made to open");
    let home = tempfile::tempdir().unwrap();
    store(&home, &json!({"version": 1, "connections": [connection("one")]}));
    let before = kept(&home);
    // Nobody is asked: whoever comes so far meets a port at which nobody listens.
    let closed = json!({
        "id": "own", "name": "Own", "entra_authority": "http://127.0.0.1:1", "graph_base": "http://127.0.0.1:1",
        "token": {"graph": {"resource_v1": "https://graph.microsoft.com"}},
    });
    fs::write(home.path().join("closed"), closed.to_string()).unwrap();
    let named = "--tenant contoso.com --client-id 631a96bc-a705-4eda-9f99-fdaf9f54f6a2";
    let lines = [
        "connections import given --trust --json".to_owned(),
        "connections list --cloud given --json".to_owned(),
        "connections list --ca-file given --json".to_owned(),
        format!("hello-world {named} --certificate given --json"),
        format!("customers add {named} --cloud closed --csv given --json"),
    ];
    for line in lines {
        // A wide line is a list with one customer that is none.
        let is_file = |kind: &&str| !(*kind == "wide" && line.starts_with("customers"));
        for kind in KINDS.into_iter().filter(is_file) {
            put(&home.path().join("given"), kind);
            let outcome = confined(&home, &line);
            let held = is_refused(&outcome) && kept(&home) == before;
            tally.case(format!("{kind}: {line}: {outcome:#?}"), held);
        }
    }
    tally.tell();
}

#[test]
fn what_is_stored_and_cannot_be_read_is_said_and_left_as_it_is() {
    let mut tally = Tally::of(Part::Attacks, "files: what is stored");
    for kind in KINDS.into_iter().filter(|kind| *kind != "nowhere") {
        let home = tempfile::tempdir().unwrap();
        store(&home, &json!({"version": 1, "connections": []}));
        put(&home.path().join("data/connections.json"), kind);
        let before = kept(&home);
        for line in ["connections list --json", "connections remove one --json"] {
            let outcome = confined(&home, line);
            tally.case(
                format!("{kind}: {line}: {outcome:#?}"),
                // An object without the document in it is a first start.
                (is_refused(&outcome) || kind == "wide" && outcome.code.is_some_and(|code| code < 2))
                    && kept(&home) == before,
            );
        }
    }
    tally.tell();
}

#[test]
fn what_a_newer_handrail_wrote_is_kept_and_the_rest_can_be_used() {
    let mut tally = Tally::of(Part::Attacks, "files: of a newer version");
    let home = tempfile::tempdir().unwrap();
    let with = |id: &str, field: &str, value: Value| {
        let mut connection = connection(id);
        connection[field] = value;
        connection
    };
    let unknown = [
        with(
            "other-api",
            "goal",
            json!({"api": "sentinel", "context": "application"}),
        ),
        with("other-keeping", "secret", json!("hardware")),
        with("other-step", "chosenStep", json!("quantum")),
        json!({"id": "another shape"}),
    ];
    let mut connections = unknown.to_vec();
    connections.push(with("newer-field", "colour", json!({"of": ["the", "year"]})));
    connections.push(connection("plain"));
    store(
        &home,
        &json!({"version": 1, "connections": connections, "folders": [1, 2]}),
    );

    let before = kept(&home);
    let listed = run(&home, "connections list --json").document();
    let listed = listed["connections"].as_array().unwrap().len();
    tally.case(format!("{listed} can be used"), listed == 2);
    for one in &unknown {
        let id = one["id"].as_str().unwrap();
        let outcome = finish(
            handrail(&home)
                .args(["connections", "remove", id, "--json"])
                .spawn()
                .unwrap(),
        );
        let code = outcome.document()["error"]["code"].clone();
        let known = code == "store_too_new" || code == "connection_unknown";
        tally.case(
            format!("{id}: {code}"),
            outcome.code == Some(ERROR) && known && kept(&home) == before,
        );
    }
    let removed = run(&home, "connections remove plain --json");
    assert_eq!(removed.code, Some(DONE), "{removed:#?}");
    let text = fs::read(home.path().join("data/connections.json")).unwrap();
    let document: Value = serde_json::from_slice(&text).unwrap();
    let after = &document["connections"];
    let there = after["connections"].as_array().unwrap();
    tally.case("a field beside the list", after["folders"] == json!([1, 2]));
    for one in unknown {
        tally.case(format!("{one} is there"), there.contains(&one));
    }
    let colour = there
        .iter()
        .find(|one| one["id"] == "newer-field")
        .map(|one| &one["colour"]);
    tally.case(
        format!("{colour:?}"),
        colour == Some(&json!({"of": ["the", "year"]})),
    );

    store(&home, &json!({"version": 2, "connections": {"another": "shape"}}));
    let before = kept(&home);
    for line in ["connections list --json", "connections remove one --json"] {
        let outcome = run(&home, line);
        let code = outcome.document()["error"]["code"].clone();
        tally.case(
            format!("{line}: {code}"),
            code == "store_too_new" && kept(&home) == before,
        );
    }
    tally.tell();
}
