//! The bodies against the published samples, when a folder with them is at hand.
//!
//! The samples are Microsoft's documentation and no part of this project: `HANDRAIL_REFERENCE_SAMPLES` names the folder
//! that holds them, and without it these tests say that they were skipped. A room per module: each lists the samples it
//! compares, and a sample that nobody compares must stand in [`NOT_COMPARED`] with a reason.

mod defender;
mod directory;
mod hunting;
mod security;
mod shape;
mod sign_in;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde_json::Value;

use shape::Shape;

/// Samples compared by the modules beside this one.
const ROOMS: [&[&str]; 5] = [
    defender::SAMPLES,
    directory::SAMPLES,
    hunting::SAMPLES,
    security::SAMPLES,
    sign_in::SAMPLES,
];

/// Samples of response data that nobody compares, and why.
const NOT_COMPARED: &[(&str, &[&str])] = &[
    (
        "an older edition of the page, with another spelling",
        &["graph_hunting_result_legacy_casing.json"],
    ),
    (
        "answered only when the engine breaks",
        &["graph_error_500_hunting_unknown.json"],
    ),
    (
        "indicators and machine actions are not offered",
        &[
            "mde_indicators_list.json",
            "mde_machineaction_single.json",
            "mde_machineactions_list.json",
        ],
    ),
    (
        "a request, not an answer",
        &[
            "graph_hunting_request.json",
            "mde_alerts_batch_update_request.json",
            "mde_isolate_request.json",
            "xdr_hunting_request.json",
            "xdr_incident_update_request.json",
        ],
    ),
];

/// The folder of the samples, or a line that says why the test does nothing.
fn folder() -> Option<PathBuf> {
    let folder = std::env::var_os("HANDRAIL_REFERENCE_SAMPLES").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: HANDRAIL_REFERENCE_SAMPLES names no folder");
    }
    folder
}

/// A difference that is meant, with the reason. The path is one of a report, without what follows the colon.
pub(crate) type Tolerance = (&'static str, &'static str);

/// The samples of one room, and what was found to differ so far.
pub(crate) struct Samples {
    folder: PathBuf,
    compared: RefCell<BTreeSet<&'static str>>,
    differences: RefCell<Vec<String>>,
}

impl Samples {
    /// `None`, with a line that says so, when no folder is at hand.
    pub(crate) fn open() -> Option<Self> {
        Some(Self {
            folder: folder()?,
            compared: RefCell::default(),
            differences: RefCell::default(),
        })
    }

    pub(crate) fn read(&self, name: &str) -> Value {
        let text =
            std::fs::read_to_string(self.folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Compares one answer with samples of the same body, taken together: what one edition of the page leaves out,
    /// another may have. A tolerance that tolerates nothing is a difference, too.
    pub(crate) fn compare(&self, names: &[&'static str], answer: &Value, tolerances: &[Tolerance]) {
        self.compared.borrow_mut().extend(names);
        let mut sample = Shape::default();
        for name in names {
            sample.learn(&self.read(name));
        }
        let mut answered = Shape::default();
        answered.learn(answer);
        let mut found: BTreeMap<String, String> = sample.differences(&answered).into_iter().collect();
        let mut report = self.differences.borrow_mut();
        for (path, _) in tolerances {
            if found.remove(*path).is_none() {
                report.push(format!(
                    "{}: {path}: tolerated, but no difference",
                    names.join(", ")
                ));
            }
        }
        for (path, what) in found {
            report.push(format!("{}: {path}: {what}", names.join(", ")));
        }
    }

    /// Fails with everything that differs, and when a sample of the room was left out.
    pub(crate) fn finish(self, room: &'static [&'static str]) {
        let mut report = self.differences.into_inner();
        let compared = self.compared.into_inner();
        report.extend(
            room.iter()
                .filter(|name| !compared.contains(*name))
                .map(|name| format!("{name}: listed, but not compared")),
        );
        report.extend(
            compared
                .iter()
                .filter(|name| !room.contains(name))
                .map(|name| format!("{name}: compared, but not listed")),
        );
        assert!(report.is_empty(), "{}", report.join("\n"));
    }
}

#[test]
fn every_published_sample_is_compared_or_has_a_reason_not_to_be() {
    let Some(folder) = folder() else { return };
    let there: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    let mut spoken_for = BTreeMap::new();
    let left_out = NOT_COMPARED.iter().map(|(_, names)| *names);
    for name in ROOMS.into_iter().chain(left_out).flatten() {
        *spoken_for.entry((*name).to_owned()).or_insert(0) += 1;
    }
    let unclear: Vec<String> = spoken_for
        .iter()
        .filter(|(name, times)| **times > 1 || !there.contains(*name))
        .map(|(name, times)| format!("{name} is spoken for {times} times, and may not exist"))
        .chain(
            there
                .iter()
                .filter(|name| !spoken_for.contains_key(*name))
                .map(|name| format!("{name} is compared by nobody")),
        )
        .collect();
    assert!(unclear.is_empty(), "{}", unclear.join("\n"));
}
