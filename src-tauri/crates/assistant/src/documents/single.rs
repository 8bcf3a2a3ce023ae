//! A document that belongs to no connection: the list of connections, the hunting queries. The window and a script may
//! both have it open: it is read anew each time, and what is changed is what stands there then.

use std::marker::PhantomData;
use std::sync::{Arc, mpsc};

use serde_json::Value;
use tokio::sync::{Mutex, oneshot};

use super::{Document, Versioned, unreadable, unusable, verified};
use crate::error::Result;
use crate::outside::ProfileStore;

/// The one document of its kind.
pub(crate) struct Single<T> {
    store: Arc<dyn ProfileStore>,
    /// Whoever waits for another request of this program waits here, and takes no thread for it.
    one_at_a_time: Mutex<()>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Document> Single<T> {
    pub(crate) fn new(store: Arc<dyn ProfileStore>) -> Self {
        Self {
            store,
            one_at_a_time: Mutex::default(),
            kind: PhantomData,
        }
    }

    /// The document as it is now; an empty one where nobody wrote any.
    pub(crate) async fn now(&self) -> Result<T> {
        let store = Arc::clone(&self.store);
        let loaded = tokio::task::spawn_blocking(move || store.load()).await;
        parsed(loaded.map_err(unreadable::<T>)?.map_err(unusable::<T>)?)
    }

    /// Changes the document. What others wrote meanwhile is there when `change` begins; when this ends, the change is
    /// on disk. Nothing is written where `change` refuses, or where nobody waits for it any more.
    pub(crate) async fn change<R>(&self, change: impl FnOnce(&mut T) -> Result<R>) -> Result<R> {
        let _turn = self.one_at_a_time.lock().await;
        let (hand_over, stored) = oneshot::channel();
        let (decide, decided) = mpsc::channel();
        let (store, mut hand_over) = (Arc::clone(&self.store), Some(hand_over));
        // The thread that holds the file waits for the change, which is made here: it may borrow.
        let written = tokio::task::spawn_blocking(move || {
            store.update(&mut |stored| {
                hand_over.take()?.send(stored).ok()?;
                decided.recv().ok()
            })
        });
        let outcome = match stored.await {
            Ok(stored) => Some(changed(stored, change).map(|(next, outcome)| {
                // Where the other end is gone, the store says why.
                let _ = decide.send(next);
                outcome
            })),
            Err(_) => None,
        };
        drop(decide);
        written.await.map_err(unreadable::<T>)?.map_err(unusable::<T>)?;
        outcome.unwrap_or_else(|| Err(unreadable::<T>("the document was not asked for")))
    }
}

fn changed<T: Document, R>(
    stored: Option<Value>,
    change: impl FnOnce(&mut T) -> Result<R>,
) -> Result<(Value, R)> {
    let mut document = parsed::<T>(stored)?;
    let outcome = change(&mut document)?;
    let next = serde_json::to_value(&document).map_err(unreadable::<T>)?;
    Ok((next, outcome))
}

fn parsed<T: Document>(stored: Option<Value>) -> Result<T> {
    match stored {
        Some(stored) => {
            let version = stored.get("version").cloned();
            let versioned = || {
                let version = version?.as_u64()?.try_into().ok()?;
                Some(Versioned { version })
            };
            verified(serde_json::from_value(stored), versioned)
        }
        None => Ok(T::default()),
    }
}
