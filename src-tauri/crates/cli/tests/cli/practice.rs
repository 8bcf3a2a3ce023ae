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
fn scenarios_are_listed_and_unknown_ones_refused() {
    let home = tempfile::tempdir().unwrap();
    let listed = run(&home, "practice --list-scenarios --json");
    assert_eq!(listed.code, Some(DONE));
    let scenarios = listed.document()["scenarios"].as_array().unwrap().clone();
    assert!(scenarios.iter().any(|scenario| scenario["name"] == "throttled"));

    let refused = run(&home, "practice --scenario quick --json");
    assert_eq!(refused.code, Some(WRONG_USAGE));
    assert_eq!(refused.document()["error"]["code"], "wrong_usage");
}
