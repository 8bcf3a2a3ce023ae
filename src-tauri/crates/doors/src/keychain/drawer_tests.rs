//! A keychain like Windows' own, in memory: small entries, and a day on which it stops in the middle.

use std::any::Any;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use keyring_core::Credential;
use keyring_core::api::{CredentialApi, CredentialStoreApi};

use super::*;

const LIMIT: usize = 2560;
const LONGEST: Option<usize> = Some(LIMIT / 2);

#[derive(Clone, Debug, Default)]
struct Manager {
    entries: Arc<Mutex<BTreeMap<String, String>>>,
    /// Writes that are left before it refuses; none left counts from the end.
    left: Arc<AtomicUsize>,
}

#[derive(Debug)]
struct Slot(Manager, String);

impl Manager {
    fn patient() -> Self {
        let manager = Self::default();
        manager.left.store(usize::MAX, Ordering::SeqCst);
        manager
    }

    fn drawer(&self) -> Drawer<'_> {
        Drawer {
            store: self,
            name: "refresh-token:one",
            longest: LONGEST,
        }
    }

    fn names(&self) -> usize {
        self.entries.lock().unwrap().len()
    }
}

impl CredentialStoreApi for Manager {
    fn vendor(&self) -> String {
        String::new()
    }

    fn id(&self) -> String {
        String::new()
    }

    fn build(&self, service: &str, user: &str, _: Option<&HashMap<&str, &str>>) -> Result<Entry> {
        let slot: Arc<Credential> = Arc::new(Slot(self.clone(), format!("{user}.{service}")));
        Ok(Entry::new_with_credential(slot))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl CredentialApi for Slot {
    fn set_secret(&self, secret: &[u8]) -> Result<()> {
        let text = String::from_utf8(secret.to_vec()).unwrap();
        if text.encode_utf16().count() * 2 > LIMIT {
            return Err(Error::TooLong("secret".into(), 2560));
        }
        let left = self.0.left.load(Ordering::SeqCst);
        if left == 0 {
            return Err(Error::NoStorageAccess("locked".into()));
        }
        self.0.left.store(left - 1, Ordering::SeqCst);
        self.0.entries.lock().unwrap().insert(self.1.clone(), text);
        Ok(())
    }

    fn get_secret(&self) -> Result<Vec<u8>> {
        let entries = self.0.entries.lock().unwrap();
        entries
            .get(&self.1)
            .map(|text| text.clone().into_bytes())
            .ok_or(Error::NoEntry)
    }

    fn delete_credential(&self) -> Result<()> {
        let gone = self.0.entries.lock().unwrap().remove(&self.1);
        gone.map(|_| ()).ok_or(Error::NoEntry)
    }

    fn get_credential(&self) -> Result<Option<Arc<Credential>>> {
        Ok(None)
    }

    fn get_specifiers(&self) -> Option<(String, String)> {
        None
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// So many characters, some of them wide.
fn long(characters: usize) -> String {
    "eyJ0~é😀".chars().cycle().take(characters).collect()
}

#[test]
fn a_secret_of_any_length_comes_back_and_leaves_nothing_when_it_is_removed() {
    let manager = Manager::patient();
    let drawer = manager.drawer();
    for length in [1, 1279, 1280, 1281, 2560, 4000, 30_000, 10, 1500] {
        drawer.put(&long(length)).unwrap();
        assert_eq!(drawer.fetch().unwrap(), long(length), "{length}");
    }
    assert!(manager.names() <= 4, "older pieces are still there");
    drawer.remove().unwrap();
    assert_eq!(manager.names(), 0);
    assert!(matches!(drawer.fetch(), Err(Error::NoEntry)));
    assert!(matches!(drawer.remove(), Err(Error::NoEntry)));
}

#[test]
fn a_secret_that_looks_like_the_mark_comes_back_as_it_is() {
    let manager = Manager::patient();
    let odd = format!("{MARK}a3");
    manager.drawer().put(&odd).unwrap();
    assert_eq!(manager.drawer().fetch().unwrap(), odd);
}

#[test]
fn whoever_is_interrupted_leaves_the_old_secret() {
    let manager = Manager::patient();
    manager.drawer().put(&long(3000)).unwrap();
    let before = manager.names();
    for writes in 0..4 {
        manager.left.store(writes, Ordering::SeqCst);
        manager.drawer().put(&long(3500)).unwrap_err();
        assert_eq!(manager.drawer().fetch().unwrap(), long(3000), "{writes}");
        assert_eq!(manager.names(), before, "{writes}");
    }
}
