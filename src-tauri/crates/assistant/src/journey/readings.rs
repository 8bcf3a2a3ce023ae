//! Readings that stopped before their end, and which run of a reading counts.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::defender::Reading;
use crate::lock::lock;

/// By result: two runs of the same question must not write over each other.
#[derive(Default)]
pub(super) struct Readings(Mutex<HashMap<String, Kept>>);

#[derive(Default)]
struct Kept {
    run: u64,
    stopped: Option<Reading>,
}

impl Readings {
    /// A run begins; one that still goes on counts no more.
    pub(super) fn begin(&self, result: &str) -> u64 {
        let mut kept = lock(&self.0);
        let kept = kept.entry(result.to_owned()).or_default();
        kept.run += 1;
        kept.run
    }

    /// Does this run still count?
    pub(super) fn counts(&self, result: &str, run: u64) -> bool {
        lock(&self.0).get(result).is_some_and(|kept| kept.run == run)
    }

    /// Keeps what a run read, to go on with later; or forgets what was kept, where there is nothing to go on with.
    pub(super) fn keep(&self, result: &str, stopped: Option<Reading>) {
        lock(&self.0).entry(result.to_owned()).or_default().stopped = stopped;
    }

    /// Forgets everything of the results whose names begin so.
    pub(super) fn forget(&self, prefix: &str) {
        lock(&self.0).retain(|result, _| !result.starts_with(prefix));
    }

    /// What stopped, to go on with it.
    pub(super) fn take(&self, result: &str) -> Option<Reading> {
        lock(&self.0).get_mut(result)?.stopped.take()
    }
}
