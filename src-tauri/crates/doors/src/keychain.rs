//! The keychain of the system; where there is none, memory until Handrail ends.
//!
//! Linux: the Secret Service over D-Bus. Windows: the Credential Manager. macOS: the Keychain. All by the same code.

mod drawer;

use std::collections::HashMap;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::lock::lock;
use handrail_assistant::outside::{KeptIn, SecretKind, SecretName, SecretStore, SecretStoreError};
use keyring_core::{CredentialStore, Error};
use secrecy::{ExposeSecret, SecretString};

use self::drawer::Drawer;

/// How long a person may take to unlock the keychain before Handrail goes on without it.
const PATIENCE: Duration = Duration::from_secs(60);

/// What fits into one entry, in units of UTF-16, where that is little; see [`drawer`].
const LONGEST: Option<usize> = if cfg!(target_os = "windows") {
    Some(1280)
} else {
    None
};

type Opened = keyring_core::Result<Arc<CredentialStore>>;
type Job = Box<dyn FnOnce(&Opened) + Send>;

/// Keeps secrets in the system's keychain, in a thread of its own: a keychain may wait for its owner for ever.
pub struct Keychain {
    jobs: Mutex<Sender<Job>>,
    /// Closed as soon as the job that outlasted patience has ended after all.
    overdue: Mutex<Option<Receiver<()>>>,
    patience: Duration,
    memory: Mutex<HashMap<SecretName, SecretString>>,
}

/// Why the keychain did nothing.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("there is no keychain: {0}")]
    Absent(String),
    #[error("nobody unlocked it")]
    Unanswered,
    #[error(transparent)]
    Refused(Error),
}

impl Keychain {
    /// The keychain of this system, opened when it is needed first.
    pub fn of_the_system() -> Self {
        Self::new(system_store, PATIENCE)
    }

    fn new(open: impl Fn() -> Opened + Send + 'static, patience: Duration) -> Self {
        let (jobs, todo) = mpsc::channel::<Job>();
        thread::spawn(move || {
            let mut store = None;
            for job in todo {
                // A keychain that was not there may have been started since.
                let opened = store.take().filter(Result::is_ok).unwrap_or_else(&open);
                job(&opened);
                store = Some(opened);
            }
        });
        Self {
            jobs: Mutex::new(jobs),
            overdue: Mutex::default(),
            patience,
            memory: Mutex::default(),
        }
    }

    /// Asks the keychain for something about one entry, for as long as patience lasts.
    fn ask<T: Send + 'static>(
        &self,
        name: &SecretName,
        act: impl FnOnce(&Drawer<'_>) -> keyring_core::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        if self.is_overdue() {
            return Err(Trouble::Unanswered);
        }
        let (answer, answered) = mpsc::sync_channel(1);
        let (running, ended) = mpsc::channel();
        let user = name.to_string();
        let job: Job = Box::new(move |opened| {
            let outcome = match opened {
                Ok(store) => act(&Drawer {
                    store: &**store,
                    name: &user,
                    longest: LONGEST,
                })
                .map_err(Trouble::Refused),
                Err(error) => Err(Trouble::Absent(error.to_string())),
            };
            // Nobody listens any more once patience has run out.
            let _ = answer.send(outcome);
            drop(running);
        });
        let gone = || Trouble::Absent("its thread has ended".to_owned());
        lock(&self.jobs).send(job).map_err(|_| gone())?;
        match answered.recv_timeout(self.patience) {
            Ok(outcome) => outcome,
            Err(RecvTimeoutError::Timeout) => {
                *lock(&self.overdue) = Some(ended);
                Err(Trouble::Unanswered)
            }
            Err(RecvTimeoutError::Disconnected) => Err(gone()),
        }
    }

    /// Does it keep what is put into it? Tried with an entry that holds nothing, and is taken out again.
    pub fn keeps(&self) -> bool {
        let name = SecretName {
            connection: "trial".to_owned(),
            kind: SecretKind::ClientSecret,
            which: None,
        };
        let tried = self.ask(&name, |drawer| drawer.put("-").and_then(|()| drawer.remove()));
        tried.is_ok()
    }

    /// Is the keychain still busy with what nobody waits for any more?
    fn is_overdue(&self) -> bool {
        let overdue = lock(&self.overdue);
        overdue
            .as_ref()
            .is_some_and(|job| job.try_recv() == Err(TryRecvError::Empty))
    }
}

impl SecretStore for Keychain {
    fn put(&self, name: &SecretName, secret: &SecretString) -> Result<KeptIn, SecretStoreError> {
        let value = secret.clone();
        match self.ask(name, move |drawer| drawer.put(value.expose_secret())) {
            Ok(()) => {
                lock(&self.memory).remove(name);
                Ok(KeptIn::Keychain)
            }
            Err(trouble) => {
                tracing::info!(%trouble, "the secret is kept in memory");
                lock(&self.memory).insert(name.clone(), secret.clone());
                Ok(KeptIn::Session)
            }
        }
    }

    fn fetch(&self, name: &SecretName) -> Result<Option<SecretString>, SecretStoreError> {
        if let Some(secret) = lock(&self.memory).get(name) {
            return Ok(Some(secret.clone()));
        }
        match self.ask(name, |drawer| drawer.fetch().map(SecretString::from)) {
            Ok(secret) => Ok(Some(secret)),
            Err(Trouble::Refused(Error::NoEntry) | Trouble::Absent(_)) => Ok(None),
            Err(trouble) => Err(problem(&trouble)),
        }
    }

    #[expect(
        clippy::redundant_closure_for_method_calls,
        reason = "the method itself is of one lifetime, and the door asks for one of any"
    )]
    fn remove(&self, name: &SecretName) -> Result<(), SecretStoreError> {
        lock(&self.memory).remove(name);
        match self.ask(name, |drawer| drawer.remove()) {
            Ok(()) | Err(Trouble::Refused(Error::NoEntry) | Trouble::Absent(_)) => Ok(()),
            Err(trouble) => Err(problem(&trouble)),
        }
    }
}

#[cfg(target_os = "linux")]
fn system_store() -> Opened {
    zbus_secret_service_keyring_store::Store::new().map(|store| store as Arc<CredentialStore>)
}

#[cfg(target_os = "windows")]
fn system_store() -> Opened {
    windows_native_keyring_store::Store::new().map(|store| store as Arc<CredentialStore>)
}

#[cfg(target_os = "macos")]
fn system_store() -> Opened {
    apple_native_keyring_store::keychain::Store::new().map(|store| store as Arc<CredentialStore>)
}

#[cfg(not(any(target_os = "linux", target_os = "windows", target_os = "macos")))]
fn system_store() -> Opened {
    Err(Error::NotSupportedByStore(
        "this system's keychain is not joined yet".to_owned(),
    ))
}

fn problem(trouble: &Trouble) -> SecretStoreError {
    SecretStoreError(trouble.to_string())
}

#[cfg(test)]
mod tests {
    use keyring_core::mock;

    use super::*;

    fn name() -> SecretName {
        SecretName {
            connection: "one".to_owned(),
            kind: SecretKind::ClientSecret,
            which: None,
        }
    }

    fn fetched(keychain: &Keychain) -> Option<String> {
        keychain
            .fetch(&name())
            .unwrap()
            .map(|secret| secret.expose_secret().to_owned())
    }

    fn kept_by(keychain: &Keychain) -> KeptIn {
        keychain
            .put(&name(), &SecretString::from("value".to_owned()))
            .unwrap()
    }

    #[test]
    fn a_secret_goes_to_the_keychain_and_comes_back() {
        let store = mock::Store::new().unwrap();
        let keychain = Keychain::new(move || Ok(store.clone() as Arc<CredentialStore>), PATIENCE);
        assert!(keychain.keeps());
        assert_eq!(fetched(&keychain), None);
        assert_eq!(kept_by(&keychain), KeptIn::Keychain);
        assert_eq!(fetched(&keychain).as_deref(), Some("value"));
        keychain.remove(&name()).unwrap();
        assert_eq!(fetched(&keychain), None);
        keychain.remove(&name()).unwrap();
    }

    #[test]
    fn without_a_keychain_a_secret_lives_for_this_session_and_that_is_said() {
        let keychain = Keychain::new(|| Err(Error::NoDefaultStore), PATIENCE);
        assert!(!keychain.keeps());
        assert_eq!(kept_by(&keychain), KeptIn::Session);
        assert_eq!(fetched(&keychain).as_deref(), Some("value"));
        keychain.remove(&name()).unwrap();
        assert_eq!(fetched(&keychain), None);
    }

    #[test]
    fn a_keychain_that_does_not_answer_is_not_waited_for_twice() {
        let (unlock, locked) = mpsc::channel::<()>();
        let opening = move || {
            // Ends when the test does.
            let _ = locked.recv();
            Err(Error::NoDefaultStore)
        };
        let keychain = Keychain::new(opening, Duration::from_millis(20));
        assert_eq!(kept_by(&keychain), KeptIn::Session);
        let patient = Keychain {
            patience: PATIENCE,
            ..keychain
        };
        assert_eq!(fetched(&patient).as_deref(), Some("value"));
        patient.remove(&name()).unwrap_err();
        drop(unlock);
    }
}
