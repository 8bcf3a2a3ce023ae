//! What is remembered of the last run.

use super::Seen;
use crate::fuzz::Target;

pub(crate) const TARGETS: &[Target] = &[("last-run", last_run)];

/// What is read is written as it was read, and compares with itself without a difference.
fn last_run(data: &[u8]) {
    let Some(seen) = Seen::decode(data) else { return };
    let written = seen.encode();
    let Some(again) = Seen::decode(&written) else {
        panic!("what was written cannot be read");
    };
    assert_eq!(again.encode(), written);
    for mark in seen.marks() {
        assert!(seen.differences(mark, &seen, mark).is_empty());
    }
}
