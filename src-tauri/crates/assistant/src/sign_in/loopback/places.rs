//! How many connections are open at a time.

use std::collections::VecDeque;

use tokio::task::AbortHandle;

/// A browser opens two or three, on each of the two addresses.
pub(super) const PLACES: usize = 64;

/// The open connections, the oldest one first.
///
/// Where all places are taken, the oldest connection ends: a browser sends its request at once, so that whoever keeps
/// connections open loses them, and keeps nobody out.
#[derive(Default)]
pub(super) struct Places(VecDeque<AbortHandle>);

impl Places {
    /// Takes a place for a connection.
    pub(super) fn take(&mut self, connection: AbortHandle) {
        self.0.retain(|open| !open.is_finished());
        if self.0.len() >= PLACES
            && let Some(oldest) = self.0.pop_front()
        {
            oldest.abort();
        }
        self.0.push_back(connection);
    }
}
