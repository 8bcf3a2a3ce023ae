//! Scripts from anywhere.

use super::{examine, examine_bytes};
use crate::fuzz::{SECRET, Target, told};

pub(crate) const TARGETS: &[Target] = &[("script", script)];

/// Faults are on lines that there are, and a secret is in no part of the answer.
fn script(data: &[u8]) {
    let Ok(report) = examine_bytes(data) else { return };
    let said = told(&report, data);
    assert!(!said.contains(SECRET), "{said}");
    let lines = u32::try_from(data.split(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX);
    for fault in &report.faults {
        assert!((1..=lines).contains(&fault.line), "{fault:?} of {lines} lines");
    }
    let lines = u32::try_from(report.corrected.lines().count()).unwrap_or(u32::MAX);
    for placeholder in &report.placeholders {
        assert!(
            (1..=lines).contains(&placeholder.line),
            "{placeholder:?} of {lines} lines"
        );
    }
    // What was corrected is a script again.
    told(&examine(&report.corrected), report.corrected.as_bytes());
}
