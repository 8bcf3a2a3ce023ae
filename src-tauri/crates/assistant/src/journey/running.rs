//! Work that runs for a connection: one at a time of a kind, and it can be ended.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio::sync::OwnedMutexGuard;
use tokio_util::sync::CancellationToken;

use super::Assistant;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;
use crate::outside::Held;

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

/// Who is at the registration of a connection, in this program.
#[derive(Default)]
pub(super) struct Turns(Mutex<HashMap<String, Arc<tokio::sync::Mutex<()>>>>);

/// Nobody else changes the registration of a connection until this is dropped.
pub(super) struct Turn {
    pub(super) cancelled: CancellationToken,
    _held: Held,
    _alone: OwnedMutexGuard<()>,
}

impl Turns {
    async fn of(&self, connection: &str) -> OwnedMutexGuard<()> {
        let turn = Arc::clone(lock(&self.0).entry(connection.to_owned()).or_default());
        turn.lock_owned().await
    }
}

impl Assistant {
    /// The turn to change the registration of a connection. What this program was doing to it ends first; another
    /// program is not disturbed: two of them would make everything twice.
    pub(super) async fn turn(&self, connection: &str) -> Result<Turn> {
        let cancelled = self.0.registering.begin(connection);
        let alone = self.0.turns.of(connection).await;
        let held = self.0.runs.hold(connection).await?;
        Ok(Turn {
            cancelled,
            _held: held.ok_or_else(|| ErrorReport::new(ErrorCode::RegistrationBusy))?,
            _alone: alone,
        })
    }
}
