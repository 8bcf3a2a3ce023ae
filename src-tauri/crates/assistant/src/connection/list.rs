//! The stored list of connections.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Connection, Purpose};
use crate::cloud::Api;
use crate::documents::{Document, Single};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;
use crate::outside::ProfileStore;

/// Version of the stored document.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct List {
    version: u32,
    connections: Vec<Connection>,
}

impl Default for List {
    fn default() -> Self {
        Self {
            version: VERSION,
            connections: Vec::new(),
        }
    }
}

impl Document for List {
    const NAME: &'static str = "connections.json";
    const VERSION: u32 = VERSION;

    fn version(&self) -> u32 {
        self.version
    }
}

/// All connections. Read anew each time: another program may have changed them.
pub(crate) struct Connections {
    stored: Single<List>,
    /// The uses that this program knows to be noted, with their latest day: a sweep makes one thousands of times.
    noted: Mutex<HashMap<(String, Api, Purpose), Date>>,
}

impl Connections {
    pub(crate) fn new(store: Arc<dyn ProfileStore>) -> Self {
        Self {
            stored: Single::new(store),
            noted: Mutex::default(),
        }
    }

    /// A copy of all connections, in the order in which they were made.
    pub(crate) async fn all(&self) -> Result<Vec<Connection>> {
        Ok(self.stored.now().await?.connections)
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

    /// Adds a connection where no other is the `same` already, and hands back which one is there.
    pub(crate) async fn add_once(
        &self,
        connection: Connection,
        same: impl Fn(&Connection) -> bool,
    ) -> Result<Connection> {
        self.change(|list| {
            if let Some(there) = list.iter().find(|one| same(one)) {
                return Ok(there.clone());
            }
            list.push(connection.clone());
            Ok(connection)
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

    /// Notes that something was asked of an API with success: once a day. Of a connection that is not in the list
    /// nothing is noted.
    pub(crate) async fn note_use(&self, id: &str, api: Api, purpose: Purpose, today: Date) -> Result<()> {
        let key = (id.to_owned(), api, purpose);
        if lock(&self.noted).get(&key).is_some_and(|last| *last >= today) {
            return Ok(());
        }
        let all = self.all().await?;
        let found = all.iter().find(|connection| connection.id == id);
        if found.is_some_and(|connection| !connection.uses.knows(api, purpose, today)) {
            let note = |connection: &mut Connection| connection.uses.note(api, purpose, today);
            self.update(id, note).await?;
        }
        lock(&self.noted).insert(key, today);
        Ok(())
    }

    async fn change<T>(&self, change: impl FnOnce(&mut Vec<Connection>) -> Result<T>) -> Result<T> {
        self.stored.change(|list| change(&mut list.connections)).await
    }
}

fn unknown(id: &str) -> ErrorReport {
    ErrorReport::new(ErrorCode::ConnectionUnknown).with("name", id)
}
