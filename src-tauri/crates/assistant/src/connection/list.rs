//! The stored list of connections.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::sync::Mutex;

use super::{Connection, Uses};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::outside::{ProfileStore, ProfileStoreError};

/// Version of the stored document. A newer one is left alone rather than misread.
const VERSION: u32 = 1;
/// What cannot be read, where the store names no file.
const DOCUMENT: &str = "connections.json";

#[derive(Serialize, Deserialize)]
struct Document {
    version: u32,
    connections: Vec<Connection>,
}

/// All connections; each change is stored before it is seen.
pub(crate) struct Connections {
    store: Arc<dyn ProfileStore>,
    list: Mutex<Option<Vec<Connection>>>,
}

impl Connections {
    pub(crate) fn new(store: Arc<dyn ProfileStore>) -> Self {
        Self {
            store,
            list: Mutex::new(None),
        }
    }

    /// A copy of all connections, in the order in which they were made.
    pub(crate) async fn all(&self) -> Result<Vec<Connection>> {
        let mut list = self.list.lock().await;
        Ok(self.loaded(&mut list).await?.clone())
    }

    /// A copy of one connection.
    pub(crate) async fn one(&self, id: &str) -> Result<Connection> {
        self.all()
            .await?
            .into_iter()
            .find(|connection| connection.id == id)
            .ok_or_else(|| unknown(id))
    }

    /// Adds a connection.
    pub(crate) async fn add(&self, connection: Connection) -> Result<()> {
        self.change(|list| {
            list.push(connection);
            Ok(())
        })
        .await
    }

    /// Removes a connection and hands it back, so that its secrets can go too.
    pub(crate) async fn remove(&self, id: &str) -> Result<Connection> {
        self.change(|list| {
            let index = list
                .iter()
                .position(|connection| connection.id == id)
                .ok_or_else(|| unknown(id))?;
            Ok(list.remove(index))
        })
        .await
    }

    /// Changes one connection and hands back a copy of what it became.
    pub(crate) async fn update(&self, id: &str, change: impl FnOnce(&mut Connection)) -> Result<Connection> {
        self.change(|list| {
            let connection = list
                .iter_mut()
                .find(|connection| connection.id == id)
                .ok_or_else(|| unknown(id))?;
            change(connection);
            Ok(connection.clone())
        })
        .await
    }

    /// Lets `note` look at the uses of a connection; stored only where it says that there is something new. Of a
    /// connection that is not in the list nothing is noted.
    pub(crate) async fn note(&self, id: &str, note: impl Fn(&mut Uses) -> bool) -> Result<()> {
        let mut list = self.list.lock().await;
        let found = self
            .loaded(&mut list)
            .await?
            .iter()
            .find(|connection| connection.id == id);
        let Some(mut uses) = found.map(|connection| connection.uses.clone()) else {
            return Ok(());
        };
        drop(list);
        if note(&mut uses) {
            self.update(id, |connection| {
                note(&mut connection.uses);
            })
            .await?;
        }
        Ok(())
    }

    async fn change<T>(&self, change: impl FnOnce(&mut Vec<Connection>) -> Result<T>) -> Result<T> {
        let mut list = self.list.lock().await;
        let mut next = self.loaded(&mut list).await?.clone();
        let outcome = change(&mut next)?;
        self.save(&next).await?;
        *list = Some(next);
        Ok(outcome)
    }

    async fn loaded<'a>(&self, list: &'a mut Option<Vec<Connection>>) -> Result<&'a mut Vec<Connection>> {
        if list.is_none() {
            *list = Some(self.load().await?);
        }
        Ok(list.get_or_insert_default())
    }

    async fn load(&self) -> Result<Vec<Connection>> {
        let store = Arc::clone(&self.store);
        let document = tokio::task::spawn_blocking(move || store.load())
            .await
            .map_err(unreadable)?;
        let Some(document) = document.map_err(unusable)? else {
            return Ok(Vec::new());
        };
        let document: Document = serde_json::from_value(document).map_err(unreadable)?;
        if document.version > VERSION {
            return Err(unreadable(format!(
                "version {} is newer than {VERSION}",
                document.version
            )));
        }
        Ok(document.connections)
    }

    async fn save(&self, list: &[Connection]) -> Result<()> {
        let document = Document {
            version: VERSION,
            connections: list.to_vec(),
        };
        let document = serde_json::to_value(document).map_err(unreadable)?;
        let store = Arc::clone(&self.store);
        let saved = tokio::task::spawn_blocking(move || store.save(&document))
            .await
            .map_err(unreadable)?;
        saved.map_err(unusable)
    }
}

fn unknown(id: &str) -> ErrorReport {
    ErrorReport::new(ErrorCode::ConnectionUnknown).with("name", id)
}

fn unusable(error: ProfileStoreError) -> ErrorReport {
    error.report(DOCUMENT)
}

fn unreadable(reason: impl ToString) -> ErrorReport {
    let reason = reason.to_string();
    unusable(ProfileStoreError { path: None, reason })
}
