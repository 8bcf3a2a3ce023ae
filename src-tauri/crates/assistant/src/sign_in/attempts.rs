//! Sign-ins that wait for a person: one at a time for a connection, each used once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tokio_util::sync::CancellationToken;
use url::Url;

use super::device_code::DeviceCode;
use super::pending::Pending;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;

/// A sign-in that waits.
pub(crate) struct Attempt {
    pub(crate) connection_id: String,
    pub(crate) way: Way,
    cancelled: CancellationToken,
}

/// What it waits for.
pub(crate) enum Way {
    /// The browser of this computer.
    Browser(Box<Pending>),
    /// A code that is typed in anywhere.
    Device(Box<DeviceCode>),
}

impl Attempt {
    pub(crate) fn new(connection_id: &str, way: Way) -> Self {
        Self {
            connection_id: connection_id.to_owned(),
            way,
            cancelled: CancellationToken::new(),
        }
    }

    /// The page that the person has to open.
    pub(crate) fn page(&self) -> &Url {
        match &self.way {
            Way::Browser(pending) => &pending.url,
            Way::Device(code) => &code.verification_uri,
        }
    }

    /// Does the waiting, unless the person gives up before.
    pub(crate) async fn unless_cancelled<T>(&self, waiting: impl Future<Output = Result<T>>) -> Result<T> {
        tokio::select! {
            // An answer that came along with it is not used any more.
            biased;
            () = self.cancelled.cancelled() => Err(ErrorReport::new(ErrorCode::SignInCancelled)),
            outcome = waiting => outcome,
        }
    }
}

/// All sign-ins that wait.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<HashMap<String, Arc<Attempt>>>);

impl Attempts {
    /// Adds an attempt; an older one of the same connection ends as cancelled.
    pub(crate) fn add(&self, id: &str, attempt: Attempt) {
        let mut attempts = lock(&self.0);
        attempts.retain(|_, older| {
            let keep = older.connection_id != attempt.connection_id;
            if !keep {
                older.cancelled.cancel();
            }
            keep
        });
        attempts.insert(id.to_owned(), Arc::new(attempt));
    }

    /// The attempt of that name.
    pub(crate) fn one(&self, id: &str) -> Result<Arc<Attempt>> {
        lock(&self.0)
            .get(id)
            .cloned()
            .ok_or_else(|| ErrorReport::new(ErrorCode::SignInUnknown))
    }

    /// The person gave up. Whoever waits for the attempt hears of it.
    pub(crate) fn cancel(&self, id: &str) -> Result<()> {
        self.one(id)?.cancelled.cancel();
        Ok(())
    }

    /// The attempt is over.
    pub(crate) fn end(&self, id: &str) {
        lock(&self.0).remove(id);
    }
}
