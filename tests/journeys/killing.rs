//! A program that is killed while it works: from one of its writes on nothing of it reaches its stores, and it goes no
//! further. Another one begins on the same stores afterwards.
//!
//! Everything that matters lies between two writes: a call that goes out is written down before, and its answer after.

use std::future::Future;
use std::sync::{Arc, Condvar, Mutex};

use handrail_assistant::clock::Clock;
use handrail_assistant::cloud::Cloud;
use handrail_assistant::outside::{
    ConnectionDocuments, Doors, Held, KeptIn, ProfileStore, ProfileStoreError, SecretName, SecretStore,
    SecretStoreError,
};
use handrail_assistant::{Assistant, Outbound};
use secrecy::SecretString;
use serde_json::Value;
use tokio::sync::watch;

use crate::tenant::{Paper, Tenant};

/// Does the last write still reach the store?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// It does not: what was done last is written nowhere.
    BeforeTheWrite,
    /// It does, and nothing after it.
    AfterTheWrite,
}

/// When a program dies.
pub(crate) struct Death {
    /// At which write from now on; `None` while it lives in peace.
    due: Mutex<Option<(usize, Moment)>>,
    dead: watch::Sender<bool>,
    /// What the program was doing is dropped.
    over: (Mutex<bool>, Condvar),
}

impl Death {
    pub(crate) fn far_off() -> Arc<Self> {
        Arc::new(Self {
            due: Mutex::new(None),
            dead: watch::Sender::new(false),
            over: Default::default(),
        })
    }

    /// The program dies at its write of that number from now on, counted from one.
    pub(crate) fn comes_at(&self, write: usize, moment: Moment) {
        *self.due.lock().unwrap() = Some((write, moment));
    }

    /// Lets something go on until it ends, or until the program dies: then `None`.
    pub(crate) async fn or<T>(&self, life: impl Future<Output = T>) -> Option<T> {
        let mut dead = self.dead.subscribe();
        let ended = tokio::select! {
            biased;
            died = dead.wait_for(|dead| *dead) => {
                died.unwrap();
                None
            }
            ended = life => Some(ended),
        };
        *self.over.0.lock().unwrap() = true;
        self.over.1.notify_all();
        ended
    }

    /// Did the program die?
    pub(crate) fn came(&self) -> bool {
        *self.dead.borrow()
    }

    fn write<T>(&self, write: impl FnOnce() -> T) -> Option<T> {
        let Some(moment) = self.falls_due() else {
            return (!self.came()).then(write);
        };
        let written = (moment == Moment::AfterTheWrite).then(write);
        self.dead.send_replace(true);
        // Nobody who waits for this write goes on: it returns when they are gone.
        let over = self.over.0.lock().unwrap();
        drop(self.over.1.wait_while(over, |over| !*over).unwrap());
        written
    }

    /// Is it at this write?
    fn falls_due(&self) -> Option<Moment> {
        let mut due = self.due.lock().unwrap();
        let (left, moment) = due.as_mut()?;
        *left -= 1;
        let moment = (*left == 0).then_some(*moment)?;
        *due = None;
        Some(moment)
    }
}

/// A store of a program that can be killed.
struct Mortal<T: ?Sized> {
    store: Arc<T>,
    death: Arc<Death>,
}

impl<T: ?Sized> Mortal<T> {
    fn of(store: Arc<T>, death: &Arc<Death>) -> Arc<Self> {
        let death = Arc::clone(death);
        Arc::new(Self { store, death })
    }
}

fn killed() -> ProfileStoreError {
    ProfileStoreError {
        path: None,
        reason: "killed".into(),
    }
}

impl<T: ConnectionDocuments + ?Sized> ConnectionDocuments for Mortal<T> {
    fn load(&self, connection: &str) -> Result<Option<Vec<u8>>, ProfileStoreError> {
        self.store.load(connection)
    }

    fn update(
        &self,
        connection: &str,
        change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>,
    ) -> Result<(), ProfileStoreError> {
        let written = self.death.write(|| self.store.update(connection, change));
        written.unwrap_or_else(|| Err(killed()))
    }

    fn forget(&self, connection: &str) -> Result<(), ProfileStoreError> {
        let written = self.death.write(|| self.store.forget(connection));
        written.unwrap_or_else(|| Err(killed()))
    }

    fn hold(&self, connection: &str) -> Result<Option<Held>, ProfileStoreError> {
        self.store.hold(connection)
    }
}

impl<T: ProfileStore + ?Sized> ProfileStore for Mortal<T> {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        self.store.load()
    }

    fn update(
        &self,
        change: &mut dyn FnMut(Option<Value>) -> Option<Value>,
    ) -> Result<(), ProfileStoreError> {
        let written = self.death.write(|| self.store.update(change));
        written.unwrap_or_else(|| Err(killed()))
    }
}

impl<T: SecretStore + ?Sized> SecretStore for Mortal<T> {
    fn put(&self, name: &SecretName, secret: &SecretString) -> Result<KeptIn, SecretStoreError> {
        let written = self.death.write(|| self.store.put(name, secret));
        written.unwrap_or_else(|| Err(SecretStoreError("killed".into())))
    }

    fn fetch(&self, name: &SecretName) -> Result<Option<SecretString>, SecretStoreError> {
        self.store.fetch(name)
    }

    fn remove(&self, name: &SecretName) -> Result<(), SecretStoreError> {
        let written = self.death.write(|| self.store.remove(name));
        written.unwrap_or_else(|| Err(SecretStoreError("killed".into())))
    }
}

/// An assistant over the tenant's own stores that can be killed. Any number of them follow each other on these stores.
pub(crate) fn mortal(tenant: &Tenant, clock: &Arc<dyn Clock>, death: &Arc<Death>) -> Assistant {
    let memory = &tenant.memory;
    let doors = Doors {
        browser: Arc::clone(&tenant.person) as _,
        secrets: Mortal::of(Arc::clone(memory), death),
        profiles: Mortal::of(Arc::clone(memory), death),
        queries: Arc::new(Paper::default()),
        runs: Arc::clone(memory) as _,
        customers: Arc::clone(memory) as _,
        registrations: Mortal::of(Arc::clone(&memory.registrations), death),
        clock: Arc::clone(clock),
    };
    let assistant = Assistant::new(doors, Vec::new(), &Outbound::default()).unwrap();
    assistant.add_cloud(Cloud::parse(&tenant.cloud().to_string()).unwrap());
    assistant
}
