//! The assistant and the practice tenant share no type: a shared one would let one mistake pass on both sides.
//!
//! A type that both use would have to come from a crate of this workspace that both reach. What comes from outside
//! cannot depend on a crate of ours, so the dependencies among ours are the whole picture.

#![allow(
    clippy::unwrap_used,
    reason = "what a test cannot read is a failure; clippy knows only functions marked as tests"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value;

/// Crates by name, each with the crates of this workspace that it is built with.
type Arrows = BTreeMap<String, Vec<String>>;

#[test]
fn assistant_and_practice_tenant_share_no_crate() {
    let arrows = workspace();
    for name in ["handrail-assistant", "handrail-practice-tenant"] {
        assert!(arrows.contains_key(name), "{name} is not there any more");
    }
    let shared = shared(&arrows, "handrail-assistant", "handrail-practice-tenant");
    assert!(shared.is_empty(), "both are built with {shared:?}");
}

#[test]
fn the_arrows_are_read_from_cargo() {
    let arrows = workspace();
    assert!(reached(&arrows, "handrail-cli").contains("handrail-assistant"));
    assert!(reached(&arrows, "handrail-cli").contains("handrail-practice-tenant"));
}

#[test]
fn a_crate_below_both_is_found_at_any_depth() {
    let arrows = made_up(&[
        ("a", &["x"]),
        ("b", &["y"]),
        ("x", &["z"]),
        ("y", &["z"]),
        ("z", &[]),
    ]);
    assert_eq!(shared(&arrows, "a", "b"), BTreeSet::from(["z"]));
}

#[test]
fn one_that_is_built_with_the_other_is_found() {
    let arrows = made_up(&[("a", &["x"]), ("x", &["b"]), ("b", &[])]);
    assert_eq!(shared(&arrows, "a", "b"), BTreeSet::from(["b"]));
    assert_eq!(shared(&arrows, "b", "a"), BTreeSet::from(["b"]));
}

#[test]
fn who_is_above_both_does_not_join_them() {
    let arrows = made_up(&[
        ("top", &["a", "b"]),
        ("a", &["x"]),
        ("b", &["y"]),
        ("x", &[]),
        ("y", &[]),
    ]);
    assert!(shared(&arrows, "a", "b").is_empty());
}

/// What both are built with, themselves included.
fn shared<'a>(arrows: &'a Arrows, one: &'a str, other: &'a str) -> BTreeSet<&'a str> {
    &reached(arrows, one) & &reached(arrows, other)
}

/// A crate with all that it is built with.
fn reached<'a>(arrows: &'a Arrows, start: &'a str) -> BTreeSet<&'a str> {
    let mut reached = BTreeSet::new();
    let mut next = vec![start];
    while let Some(name) = next.pop() {
        if reached.insert(name) {
            next.extend(arrows.get(name).into_iter().flatten().map(String::as_str));
        }
    }
    reached
}

fn made_up(arrows: &[(&str, &[&str])]) -> Arrows {
    let owned = |names: &[&str]| names.iter().copied().map(str::to_owned).collect();
    arrows
        .iter()
        .map(|(name, to)| ((*name).to_owned(), owned(to)))
        .collect()
}

/// Optional dependencies count too; those of tests do not, as they are no part of what is built.
fn workspace() -> Arrows {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|package| (name(package), built_with(package)))
        .collect()
}

fn built_with(package: &Value) -> Vec<String> {
    package["dependencies"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| one["path"].is_string() && one["kind"] != "dev")
        .map(name)
        .collect()
}

fn name(described: &Value) -> String {
    described["name"].as_str().unwrap().to_owned()
}
