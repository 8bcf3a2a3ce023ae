//! Work that runs for a connection: one at a time of a kind, and it can be ended.

use std::collections::HashMap;
use std::sync::Mutex;

use tokio_util::sync::CancellationToken;

use crate::lock::lock;

/// What runs, by connection.
#[derive(Default)]
pub(super) struct Running(Mutex<HashMap<String, CancellationToken>>);

impl Running {
    /// Begins; what was still running of this kind for the connection ends.
    pub(super) fn begin(&self, connection: &str) -> CancellationToken {
        let cancelled = CancellationToken::new();
        if let Some(older) = lock(&self.0).insert(connection.to_owned(), cancelled.clone()) {
            older.cancel();
        }
        cancelled
    }

    /// Ends what runs.
    pub(super) fn cancel(&self, connection: &str) {
        if let Some(running) = lock(&self.0).remove(connection) {
            running.cancel();
        }
    }
}
