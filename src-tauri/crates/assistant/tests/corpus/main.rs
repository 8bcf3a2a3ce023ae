//! The recorded corpus of `tests/fixtures/diagnosis`: failures as people paste them, each with the step where its cause is.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

mod case;

use std::collections::BTreeSet;

use handrail_assistant::diagnosis::catalogue;

use crate::case::{Case, recorded};

#[test]
fn every_case_has_a_name_of_its_own_and_says_why() {
    let cases = recorded();
    assert!(cases.len() >= 300, "{} cases", cases.len());
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len());
    for case in &cases {
        assert!(!case.why.is_empty() && !case.source.is_empty(), "{}", case.name);
    }
}

#[test]
fn a_number_is_expected_at_the_step_of_its_catalogue_entry() {
    let strays = |case: &&Case| {
        let mut codes = case.expected.code.iter();
        codes
            .any(|code| catalogue::entry(*code).is_none_or(|entry| !case.expected.step.contains(&entry.step)))
    };
    let cases = recorded();
    let strays: Vec<&str> = cases
        .iter()
        .filter(strays)
        .map(|case| case.name.as_str())
        .collect();
    assert_eq!(strays, Vec::<&str>::new());
}

#[test]
fn every_recorded_failure_ends_at_its_step() {
    let cases = recorded();
    let misses: Vec<String> = cases.iter().filter_map(Case::miss).collect();
    assert!(
        misses.is_empty(),
        "{} of {} missed:\n{}",
        misses.len(),
        cases.len(),
        misses.join("\n")
    );
}
