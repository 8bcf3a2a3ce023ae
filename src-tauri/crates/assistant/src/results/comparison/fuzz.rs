//! What is remembered of the last run.

use super::Seen;
use crate::fuzz::Target;

pub(crate) const TARGETS: &[Target] = &[("last-run", last_run)];

/// What is read is written as it was read, and compares with itself without a difference.
fn last_run(data: &[u8]) {
    let Some(seen) = Seen::decode(data) else { return };
    let written = seen.encode();
    let again = Seen::decode(&written).map(|again| again.encode());
    assert_eq!(again.as_ref(), Some(&written));
    for mark in seen.marks() {
        assert!(seen.differences(mark, &seen, mark).is_empty());
    }
}
