//! `handrail practice`.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;

use serde_json::Value;

use crate::run::{DONE, ERROR, Practice, WRONG_USAGE, handrail, run};

#[test]
fn the_ready_line_has_every_address_id_and_credential() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--customers 6");
    assert_eq!(practice.ready["ready"], true);
    for pointer in [
        "/origin",
        "/originTls",
        "/caFile",
        "/cloudFile",
        "/portal",
        "/control",
        "/tenantId",
        "/tenantDomain",
        "/authority",
        "/graph",
        "/defenderXdr",
        "/defenderForEndpoint",
        "/users/0/userPrincipalName",
        "/users/0/password",
        "/users/0/roles/0",
        "/apps/application/clientId",
        "/apps/application/clientSecret",
        "/apps/application/certificateFile",
        "/apps/application/certificateKeyFile",
        "/apps/user/clientId",
        "/apps/user/redirectUri",
        "/apps/partner/clientId",
        "/apps/partner/clientSecret",
        "/apps/unconsented/clientId",
        "/apps/unconsented/clientSecret",
        "/customers/5/tenantId",
        "/customers/5/domain",
        "/customers/5/state",
    ] {
        assert!(
            practice.ready.pointer(pointer).is_some_and(Value::is_string),
            "{pointer}: {}",
            practice.ready
        );
    }
    assert_eq!(practice.truth()["incidents"].as_array().map(Vec::len), Some(180));
}

#[test]
fn it_ends_when_standard_input_closes() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(Practice::start(&home, "--incidents 1").end(), Some(DONE));
}

#[cfg(unix)]
#[test]
fn it_ends_well_when_the_system_asks_it_to() {
    for signal in ["TERM", "INT"] {
        let home = tempfile::tempdir().unwrap();
        let mut child = handrail(&home)
            .args(["practice", "--incidents", "1"])
            .spawn()
            .unwrap();
        let mut ready = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut ready)
            .unwrap();
        let ready: Value = serde_json::from_str(&ready).unwrap();
        crate::run::signal(&child, signal);
        assert_eq!(child.wait().unwrap().code(), Some(DONE), "{signal}");
        let left_behind = std::path::Path::new(ready["caFile"].as_str().unwrap()).exists();
        assert!(
            !left_behind,
            "{signal}: the files of the practice tenant are still there"
        );
    }
}

#[test]
fn a_port_that_is_in_use_is_said_with_its_number() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let home = tempfile::tempdir().unwrap();
    let outcome = run(&home, &format!("practice --listen {address} --json"));
    assert_eq!(outcome.code, Some(ERROR), "{outcome:#?}");
    let error = &outcome.document()["error"];
    assert_eq!(error["code"], "port_in_use");
    assert!(
        error["title"]
            .as_str()
            .unwrap()
            .contains(&address.port().to_string()),
        "{error}"
    );
}

#[test]
fn every_scenario_is_explained_in_a_line() {
    let home = tempfile::tempdir().unwrap();
    let listed = run(&home, "practice --list-scenarios --json");
    assert_eq!((listed.code, listed.stderr.as_str()), (Some(DONE), ""));
    let document = listed.document();
    let scenarios = document["scenarios"].as_array().unwrap();
    assert!(scenarios.len() >= 19);

    let read = run(&home, "practice --list-scenarios");
    assert_eq!((read.code, read.stderr.as_str()), (Some(DONE), ""));
    assert_eq!(read.stdout.lines().count(), scenarios.len());
    for (line, scenario) in read.stdout.lines().zip(scenarios) {
        assert!(line.starts_with(scenario["name"].as_str().unwrap()), "{line}");
        assert!(
            line.ends_with(scenario["explanation"].as_str().unwrap()),
            "{line}"
        );
    }
}

#[test]
fn an_unknown_scenario_is_wrong_usage_and_answered_with_the_list() {
    let home = tempfile::tempdir().unwrap();
    let told = run(&home, "practice --scenario throttled --scenario quick");
    assert_eq!((told.code, told.stdout.as_str()), (Some(WRONG_USAGE), ""));
    assert!(
        told.stderr.contains("\"quick\"") && told.stderr.contains("key-rotated"),
        "{told:#?}"
    );

    let refused = run(&home, "practice --scenario quick --json");
    assert_eq!(refused.code, Some(WRONG_USAGE));
    let error = &refused.document()["error"];
    assert_eq!(error["code"], "wrong_usage");
    assert!(
        error["title"].as_str().unwrap().contains("propagation-delay"),
        "{error}"
    );
}

#[test]
fn options_that_cannot_be_are_wrong_usage() {
    let home = tempfile::tempdir().unwrap();
    for line in [
        "practice --listen nowhere",
        "practice --tls-cert one.pem",
        "practice --tls-key one.pem",
        "practice --advertise ftp://practice.example",
        "practice --advertise https://practice.example/tenant",
        "practice --incidents many",
    ] {
        assert_eq!(run(&home, line).code, Some(WRONG_USAGE), "{line}");
    }
}

#[test]
fn a_certificate_that_cannot_be_read_is_named() {
    let home = tempfile::tempdir().unwrap();
    let outcome = run(&home, "practice --tls-cert absent.pem --tls-key absent.key");
    assert_eq!(outcome.code, Some(ERROR));
    assert!(outcome.stderr.contains("absent.pem"), "{outcome:#?}");
}

#[test]
fn an_advertised_address_stands_in_the_ready_line_and_in_the_cloud_file() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--incidents 1 --advertise https://practice.example:8443");
    let origin = "https://practice.example:8443";
    for pointer in ["/originTls", "/graph", "/defenderXdr", "/defenderForEndpoint"] {
        assert_eq!(practice.text(pointer), origin, "{pointer}");
    }
    let authority = format!("{origin}/{}", practice.text("/tenantId"));
    assert_eq!(practice.text("/authority"), authority);
    let cloud = std::fs::read_to_string(practice.text("/cloudFile")).unwrap();
    assert_eq!(
        serde_json::from_str::<Value>(&cloud).unwrap()["entra_authority"],
        origin
    );
}

#[test]
fn a_certificate_of_ones_own_is_served_and_needs_no_authority_file() {
    let home = tempfile::tempdir().unwrap();
    let first = Practice::start(&home, "--incidents 1");
    let (certificate, key) = (
        first.text("/apps/application/certificateFile"),
        first.text("/apps/application/certificateKeyFile"),
    );
    let own = Practice::start(
        &home,
        &format!("--incidents 1 --tls-cert {certificate} --tls-key {key}"),
    );
    assert!(own.ready.get("caFile").is_none(), "{}", own.ready);
    assert!(own.text("/originTls").starts_with("https://localhost:"));
}
