//! The practice tenant as a program.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Command, Stdio};

use serde_json::Value;

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_practice-tenant"));
    program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    program
}

#[test]
fn it_prints_one_ready_line_and_ends_with_its_standard_input() {
    let mut running = program()
        .args(["--until-stdin-closes", "--customers", "1"])
        .spawn()
        .unwrap();
    let mut out = BufReader::new(running.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let ready: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(ready["ready"], true);
    assert_eq!(ready["customers"].as_array().unwrap().len(), 1);
    for field in [
        "origin",
        "originTls",
        "caFile",
        "cloudFile",
        "portal",
        "control",
        "tenantId",
        "tenantDomain",
        "authority",
    ] {
        assert!(ready[field].is_string(), "{field} is missing");
    }
    drop(running.stdin.take());
    assert!(running.wait().unwrap().success());
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
}

#[test]
fn a_port_in_use_ends_it_with_one_and_a_reason() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let ended = program().args(["--listen", &address]).output().unwrap();
    assert_eq!(ended.status.code(), Some(1));
    assert!(String::from_utf8(ended.stderr).unwrap().contains(&address));
}

#[test]
fn an_unknown_scenario_is_refused_with_the_list() {
    let ended = program().args(["--scenario", "quick"]).output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    assert!(String::from_utf8(ended.stderr).unwrap().contains("throttled"));
}
