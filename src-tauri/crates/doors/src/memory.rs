//! For one run only: connections and secrets that nobody asked to keep.

use std::collections::{HashMap, HashSet};
use std::io;
use std::sync::{Arc, Mutex};

use crate::lock::lock;
use handrail_assistant::outside::{
    ConnectionDocuments, Held, KeptIn, LastRuns, ProfileStore, ProfileStoreError, RunName, SecretName,
    SecretStore, SecretStoreError,
};
use secrecy::SecretString;
use serde_json::Value;

/// Forgets everything at the end of the process.
#[derive(Debug, Default)]
pub struct Memory {
    secrets: Mutex<HashMap<SecretName, SecretString>>,
    document: Mutex<Option<Value>>,
    runs: Mutex<HashMap<RunName, Vec<u8>>>,
    customers: Mutex<HashMap<String, Vec<u8>>>,
    held: Arc<Mutex<HashSet<String>>>,
}

/// Longer work on a connection.
struct Begun {
    connection: String,
    all: Arc<Mutex<HashSet<String>>>,
}

impl Drop for Begun {
    fn drop(&mut self) {
        lock(&self.all).remove(&self.connection);
    }
}

impl SecretStore for Memory {
    fn put(&self, name: &SecretName, secret: &SecretString) -> Result<KeptIn, SecretStoreError> {
        lock(&self.secrets).insert(name.clone(), secret.clone());
        Ok(KeptIn::Session)
    }

    fn fetch(&self, name: &SecretName) -> Result<Option<SecretString>, SecretStoreError> {
        Ok(lock(&self.secrets).get(name).cloned())
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretStoreError> {
        lock(&self.secrets).remove(name);
        Ok(())
    }
}

impl ProfileStore for Memory {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        Ok(lock(&self.document).clone())
    }

    fn update(
        &self,
        change: &mut dyn FnMut(Option<Value>) -> Option<Value>,
    ) -> Result<(), ProfileStoreError> {
        let mut document = lock(&self.document);
        if let Some(next) = change(document.clone()) {
            *document = Some(next);
        }
        Ok(())
    }
}

impl LastRuns for Memory {
    fn load(&self, question: &RunName) -> io::Result<Option<Vec<u8>>> {
        Ok(lock(&self.runs).get(question).cloned())
    }

    fn save(&self, question: &RunName, seen: &[u8]) -> io::Result<()> {
        lock(&self.runs).insert(question.clone(), seen.to_vec());
        Ok(())
    }

    fn forget(&self, connection: &str) -> io::Result<()> {
        lock(&self.runs).retain(|name, _| name.connection != connection);
        Ok(())
    }
}

impl ConnectionDocuments for Memory {
    fn load(&self, connection: &str) -> Result<Option<Vec<u8>>, ProfileStoreError> {
        Ok(lock(&self.customers).get(connection).cloned())
    }

    fn update(
        &self,
        connection: &str,
        change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>,
    ) -> Result<(), ProfileStoreError> {
        let mut customers = lock(&self.customers);
        if let Some(next) = change(customers.get(connection).cloned()) {
            customers.insert(connection.to_owned(), next);
        }
        Ok(())
    }

    fn forget(&self, connection: &str) -> Result<(), ProfileStoreError> {
        lock(&self.customers).remove(connection);
        Ok(())
    }

    fn hold(&self, connection: &str) -> Result<Option<Held>, ProfileStoreError> {
        let free = lock(&self.held).insert(connection.to_owned());
        let begun = || Begun {
            connection: connection.to_owned(),
            all: Arc::clone(&self.held),
        };
        Ok(free.then(|| Box::new(begun()) as Held))
    }
}
