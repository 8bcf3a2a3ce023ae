//! The keychain of the system, under the same names as the window's.

use std::sync::{Arc, OnceLock};

use handrail_assistant::outside::{KeptIn, SecretName, SecretStore, SecretStoreError};
use keyring_core::{CredentialStore, Entry, Error};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::Memory;

/// All of Handrail's secrets carry this name in the keychain.
const SERVICE: &str = "io.github.handrail.desktop";

/// Keeps secrets in the keychain; where there is none, in memory until the end of the process.
#[derive(Default)]
pub(crate) struct Keychain {
    opened: OnceLock<Option<Arc<CredentialStore>>>,
    memory: Memory,
}

impl Keychain {
    /// Opened at the first use: most commands need no secret, and a locked keychain asks its owner.
    fn entry(&self, name: &SecretName) -> Result<Option<Entry>, SecretStoreError> {
        let Some(store) = self.opened.get_or_init(system_store) else {
            return Ok(None);
        };
        store
            .build(SERVICE, &name.to_string(), None)
            .map(Some)
            .map_err(problem)
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
        let Some(entry) = self.entry(name)? else {
            return self.memory.put(name, secret);
        };
        entry.set_password(secret.expose_secret()).map_err(problem)?;
        Ok(KeptIn::Keychain)
    }

    fn fetch(&self, name: &SecretName) -> Result<Option<SecretString>, SecretStoreError> {
        let Some(entry) = self.entry(name)? else {
            return self.memory.fetch(name);
        };
        match entry.get_password().map(Zeroizing::new) {
            Ok(secret) => Ok(Some(SecretString::from(secret.as_str()))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(problem(error)),
        }
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretStoreError> {
        let Some(entry) = self.entry(name)? else {
            return self.memory.remove(name);
        };
        match entry.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(problem(error)),
        }
    }
}

#[allow(clippy::needless_pass_by_value, reason = "it is what map_err hands over")]
fn problem(error: Error) -> SecretStoreError {
    SecretStoreError(error.to_string())
}
