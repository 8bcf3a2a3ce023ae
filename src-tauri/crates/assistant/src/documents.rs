//! Documents of one kind, one for each connection. The window and a script may both have one open: what is changed is
//! read again first.

#[cfg(test)]
pub(crate) mod paper;
mod single;

use std::marker::PhantomData;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub(crate) use self::single::Single;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::outside::{ConnectionDocuments, Held, ProfileStoreError};

/// What is stored. A document of a newer version is left alone rather than misread.
pub(crate) trait Document: Default + Serialize + DeserializeOwned + Send + 'static {
    /// What it is called where the store names no file.
    const NAME: &'static str;
    /// The newest version that is understood.
    const VERSION: u32;

    /// The version of this one.
    fn version(&self) -> u32;
}

/// The documents of all connections.
pub(crate) struct Documents<T> {
    store: Arc<dyn ConnectionDocuments>,
    kind: PhantomData<fn() -> T>,
}

impl<T: Document> Documents<T> {
    pub(crate) fn new(store: Arc<dyn ConnectionDocuments>) -> Self {
        Self {
            store,
            kind: PhantomData,
        }
    }

    /// The document of a connection as it is now; an empty one where nobody wrote any.
    pub(crate) async fn of(&self, connection: &str) -> Result<T> {
        let (store, connection) = (Arc::clone(&self.store), connection.to_owned());
        blocking::<T, _>(move || parsed(store.load(&connection).map_err(unusable::<T>)?)).await
    }

    /// Changes the document of a connection. What others wrote meanwhile is there when `change` begins; when this ends,
    /// the change is on disk.
    pub(crate) async fn change<R: Send + 'static>(
        &self,
        connection: &str,
        change: impl FnOnce(&mut T) -> R + Send + 'static,
    ) -> Result<R> {
        let (store, connection) = (Arc::clone(&self.store), connection.to_owned());
        blocking::<T, _>(move || {
            let (mut change, mut outcome) = (Some(change), None);
            store
                .update(&connection, &mut |stored| {
                    let changed = parsed::<T>(stored).and_then(|mut document| {
                        let done = change.take().map(|change| change(&mut document));
                        let bytes = serde_json::to_vec(&document).map_err(unreadable::<T>)?;
                        Ok((bytes, done))
                    });
                    match changed {
                        Ok((bytes, done)) => {
                            outcome = done.map(Ok);
                            Some(bytes)
                        }
                        Err(report) => {
                            outcome = Some(Err(report));
                            None
                        }
                    }
                })
                .map_err(unusable::<T>)?;
            outcome.unwrap_or_else(|| Err(unreadable::<T>("the document was not asked for")))
        })
        .await
    }

    /// Begins longer work on a connection; `None` while another program is at it.
    pub(crate) async fn hold(&self, connection: &str) -> Result<Option<Held>> {
        let (store, connection) = (Arc::clone(&self.store), connection.to_owned());
        blocking::<T, _>(move || store.hold(&connection).map_err(unusable::<T>)).await
    }

    /// Forgets the document of a connection that is removed.
    pub(crate) async fn forget(&self, connection: &str) -> Result<()> {
        let (store, connection) = (Arc::clone(&self.store), connection.to_owned());
        blocking::<T, _>(move || store.forget(&connection).map_err(unusable::<T>)).await
    }
}

fn parsed<T: Document>(stored: Option<Vec<u8>>) -> Result<T> {
    let Some(stored) = stored else {
        return Ok(T::default());
    };
    let document = serde_json::from_slice(&stored);
    // What a newer one has in it need not be known to be seen to be newer.
    verified(document, || serde_json::from_slice(&stored).ok())
}

/// The version of a document of any kind.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

/// A document of a version that is understood.
fn verified<T: Document>(
    document: serde_json::Result<T>,
    versioned: impl FnOnce() -> Option<Versioned>,
) -> Result<T> {
    let version = match &document {
        Ok(document) => document.version(),
        Err(_) => versioned().map_or(0, |document| document.version),
    };
    if version > T::VERSION {
        return Err(ErrorReport::new(ErrorCode::StoreTooNew)
            .with("path", T::NAME)
            .detailed(format!("version {version} is newer than {}", T::VERSION)));
    }
    document.map_err(unreadable::<T>)
}

async fn blocking<T: Document, R: Send + 'static>(
    work: impl FnOnce() -> Result<R> + Send + 'static,
) -> Result<R> {
    tokio::task::spawn_blocking(work).await.map_err(unreadable::<T>)?
}

fn unusable<T: Document>(error: ProfileStoreError) -> ErrorReport {
    error.report(T::NAME)
}

fn unreadable<T: Document>(reason: impl ToString) -> ErrorReport {
    let reason = reason.to_string();
    unusable::<T>(ProfileStoreError { path: None, reason })
}
