//! The watches that run, and what is known of each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::lock::lock;
use crate::tenants::Watched;

/// The watches of this process, by connection.
#[derive(Default)]
pub(super) struct Watches(Mutex<HashMap<String, Watch>>);

struct Watch {
    cancelled: CancellationToken,
    wake: Arc<Notify>,
    known: Watched,
}

impl Watches {
    /// What is known of a connection's watch.
    pub(super) fn of(&self, id: &str) -> Watched {
        lock(&self.0)
            .get(id)
            .map(|watch| watch.known.clone())
            .unwrap_or_default()
    }

    /// Something happened that may be worth a look: a customer was added, a link was made, an answer came.
    pub(super) fn wake(&self, id: &str) {
        if let Some(watch) = lock(&self.0).get(id) {
            watch.wake.notify_one();
        }
    }

    /// Begins; a watch that still runs for the connection ends.
    pub(super) fn begin(&self, id: &str) -> (CancellationToken, Arc<Notify>) {
        let watch = Watch {
            cancelled: CancellationToken::new(),
            wake: Arc::default(),
            known: Watched {
                watching: true,
                ..Watched::default()
            },
        };
        let handles = (watch.cancelled.clone(), Arc::clone(&watch.wake));
        if let Some(older) = lock(&self.0).insert(id.to_owned(), watch) {
            older.cancelled.cancel();
        }
        handles
    }

    pub(super) fn note(&self, id: &str, note: impl FnOnce(&mut Watched)) {
        if let Some(watch) = lock(&self.0).get_mut(id) {
            note(&mut watch.known);
        }
    }

    /// Ends a watch.
    pub(super) fn stop(&self, id: &str) {
        if let Some(watch) = lock(&self.0).remove(id) {
            watch.cancelled.cancel();
        }
    }
}
