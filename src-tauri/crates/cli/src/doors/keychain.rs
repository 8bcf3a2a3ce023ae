//! The keychain of the system, under the same names as the window's.

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use handrail_assistant::outside::{KeptIn, SecretName, SecretStore, SecretStoreError};
use keyring_core::{CredentialStore, Entry, Error};
use secrecy::{ExposeSecret, SecretString};

use super::Memory;

/// All of Handrail's secrets carry this name in the keychain.
const SERVICE: &str = "io.github.handrail.desktop";

type Job = Box<dyn FnOnce(Option<&CredentialStore>) + Send>;

/// Keeps secrets in the keychain; where there is none, in memory until the end of the process.
///
/// The connection to it lives in a thread of its own: it may be used, and even dropped, outside of the runtime only.
pub(crate) struct Keychain {
    jobs: Mutex<Sender<Job>>,
    memory: Memory,
}

impl Keychain {
    /// The keychain of this system, opened at the first use: most commands need no secret, and a locked keychain
    /// asks its owner.
    pub(crate) fn of_the_system() -> Self {
        let (jobs, todo) = mpsc::channel::<Job>();
        thread::spawn(move || {
            let mut store = None;
            for job in todo {
                job(store.get_or_insert_with(system_store).as_deref());
            }
        });
        Self {
            jobs: Mutex::new(jobs),
            memory: Memory::default(),
        }
    }

    /// Does something with one entry; `None` where there is no keychain.
    fn ask<T: Send + 'static>(
        &self,
        name: &SecretName,
        act: impl FnOnce(&Entry) -> keyring_core::Result<T> + Send + 'static,
    ) -> Option<keyring_core::Result<T>> {
        let (answer, answered) = mpsc::sync_channel(1);
        let user = name.to_string();
        let job: Job = Box::new(move |store| {
            let outcome = store.map(|store| store.build(SERVICE, &user, None).and_then(|entry| act(&entry)));
            let _ = answer.send(outcome);
        });
        self.jobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .send(job)
            .ok()?;
        answered.recv().ok()?
    }
}

#[cfg(target_os = "linux")]
fn system_store() -> Option<Arc<CredentialStore>> {
    let store = zbus_secret_service_keyring_store::Store::new();
    store
        .map_err(|error| tracing::info!(%error, "no keychain"))
        .ok()
        .map(|store| store as Arc<CredentialStore>)
}

#[cfg(not(target_os = "linux"))]
fn system_store() -> Option<Arc<CredentialStore>> {
    None
}

impl SecretStore for Keychain {
    fn put(&self, name: &SecretName, secret: &SecretString) -> Result<KeptIn, SecretStoreError> {
        let value = secret.clone();
        match self.ask(name, move |entry| entry.set_password(value.expose_secret())) {
            None => self.memory.put(name, secret),
            Some(Ok(())) => Ok(KeptIn::Keychain),
            Some(Err(error)) => Err(problem(&error)),
        }
    }

    fn fetch(&self, name: &SecretName) -> Result<Option<SecretString>, SecretStoreError> {
        match self.ask(name, |entry| entry.get_password().map(SecretString::from)) {
            None => self.memory.fetch(name),
            Some(Ok(secret)) => Ok(Some(secret)),
            Some(Err(Error::NoEntry)) => Ok(None),
            Some(Err(error)) => Err(problem(&error)),
        }
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretStoreError> {
        match self.ask(name, Entry::delete_credential) {
            None => self.memory.remove(name),
            Some(Ok(()) | Err(Error::NoEntry)) => Ok(()),
            Some(Err(error)) => Err(problem(&error)),
        }
    }
}

fn problem(error: &Error) -> SecretStoreError {
    SecretStoreError(error.to_string())
}
