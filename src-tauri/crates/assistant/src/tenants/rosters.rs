//! The stored rosters. The window and a script may both have one open: what is changed is read again first.

use std::sync::Arc;

use super::roster::{Roster, VERSION};
use crate::error::{ErrorReport, Result};
use crate::outside::{CustomerStore, ProfileStoreError};

/// What cannot be read, where the store names no file.
const DOCUMENT: &str = "customers";

/// The rosters of all connections.
pub(crate) struct Rosters(Arc<dyn CustomerStore>);

impl Rosters {
    pub(crate) fn new(store: Arc<dyn CustomerStore>) -> Self {
        Self(store)
    }

    /// The customers of a connection as they are now; none where nobody added one.
    pub(crate) async fn of(&self, connection: &str) -> Result<Roster> {
        let (store, connection) = (Arc::clone(&self.0), connection.to_owned());
        blocking(move || parsed(store.load(&connection).map_err(unusable)?)).await
    }

    /// Changes the customers of a connection. What others wrote meanwhile is there when `change` begins.
    pub(crate) async fn change<T: Send + 'static>(
        &self,
        connection: &str,
        change: impl FnOnce(&mut Roster) -> T + Send + 'static,
    ) -> Result<T> {
        let (store, connection) = (Arc::clone(&self.0), connection.to_owned());
        blocking(move || {
            let (mut change, mut outcome) = (Some(change), None);
            store
                .update(&connection, &mut |document| {
                    let changed = parsed(document).and_then(|mut roster| {
                        let done = change.take().map(|change| change(&mut roster));
                        let document = serde_json::to_vec(&roster).map_err(unreadable)?;
                        Ok((document, done))
                    });
                    match changed {
                        Ok((document, done)) => {
                            outcome = done.map(Ok);
                            Some(document)
                        }
                        Err(report) => {
                            outcome = Some(Err(report));
                            None
                        }
                    }
                })
                .map_err(unusable)?;
            outcome.unwrap_or_else(|| Err(unreadable("the roster was not asked for")))
        })
        .await
    }

    /// Forgets the customers of a connection that is removed.
    pub(crate) async fn forget(&self, connection: &str) -> Result<()> {
        let (store, connection) = (Arc::clone(&self.0), connection.to_owned());
        blocking(move || store.forget(&connection).map_err(unusable)).await
    }
}

fn parsed(document: Option<Vec<u8>>) -> Result<Roster> {
    let Some(document) = document else {
        return Ok(Roster::default());
    };
    let roster: Roster = serde_json::from_slice(&document).map_err(unreadable)?;
    if roster.version() > VERSION {
        return Err(unreadable(format!(
            "version {} is newer than {VERSION}",
            roster.version()
        )));
    }
    Ok(roster)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(unreadable)?
}

fn unusable(error: ProfileStoreError) -> ErrorReport {
    error.report(DOCUMENT)
}

fn unreadable(reason: impl ToString) -> ErrorReport {
    let reason = reason.to_string();
    unusable(ProfileStoreError { path: None, reason })
}

#[cfg(test)]
mod tests;
