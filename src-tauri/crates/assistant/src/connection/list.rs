//! The stored list of connections.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Connection, Purpose};
use crate::cloud::Api;
use crate::documents::{Document, Single};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;
use crate::outside::ProfileStore;

/// Version of the stored document.
const VERSION: u32 = 1;

/// The document as it is written.
#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    connections: Vec<Stored>,
    #[serde(flatten)]
    beyond: Map<String, Value>,
}

/// A connection of this version, or one with something in it that only a newer one knows.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Known(Box<Connection>),
    Unknown(Value),
}

/// The connections that can be used, and what is kept for a newer Handrail as it stands.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
struct List {
    version: u32,
    connections: Vec<Connection>,
    unknown: Vec<Value>,
    beyond: Map<String, Value>,
}

impl From<Written> for List {
    fn from(written: Written) -> Self {
        let (mut connections, mut unknown) = (Vec::new(), Vec::new());
        for stored in written.connections {
            match stored {
                Stored::Known(connection) => connections.push(*connection),
                Stored::Unknown(value) => unknown.push(value),
            }
        }
        Self {
            version: written.version,
            connections,
            unknown,
            beyond: written.beyond,
        }
    }
}

impl From<List> for Written {
    fn from(list: List) -> Self {
        let known = list
            .connections
            .into_iter()
            .map(|one| Stored::Known(Box::new(one)));
        let unknown = list.unknown.into_iter().map(Stored::Unknown);
        Self {
            version: list.version,
            connections: known.chain(unknown).collect(),
            beyond: list.beyond,
        }
    }
}

impl Default for List {
    fn default() -> Self {
        Self {
            version: VERSION,
            connections: Vec::new(),
            unknown: Vec::new(),
            beyond: Map::new(),
        }
    }
}

impl List {
    /// Why there is no connection of that id to be used.
    fn missing(&self, id: &str) -> ErrorReport {
        let named = |value: &&Value| value.get("id").and_then(Value::as_str) == Some(id);
        match self.unknown.iter().find(named) {
            Some(_) => ErrorReport::new(ErrorCode::StoreTooNew).with("path", List::NAME),
            None => ErrorReport::new(ErrorCode::ConnectionUnknown).with("name", id),
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
        let list = self.stored.now().await?;
        let found = list.connections.iter().find(|connection| connection.id == id);
        found.cloned().ok_or_else(|| list.missing(id))
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
        let remove = |list: &mut List| {
            let mut connections = list.connections.iter();
            let index = connections.position(|connection| connection.id == id);
            let index = index.ok_or_else(|| list.missing(id))?;
            Ok(list.connections.remove(index))
        };
        self.stored.change(remove).await
    }

    /// Changes one connection and hands back a copy of what it became.
    pub(crate) async fn update(&self, id: &str, change: impl FnOnce(&mut Connection)) -> Result<Connection> {
        let update = |list: &mut List| {
            let missing = list.missing(id);
            let mut connections = list.connections.iter_mut();
            let connection = connections.find(|connection| connection.id == id);
            let connection = connection.ok_or(missing)?;
            change(connection);
            Ok(connection.clone())
        };
        self.stored.change(update).await
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
