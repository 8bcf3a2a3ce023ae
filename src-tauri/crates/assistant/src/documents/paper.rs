//! A document that is kept as long as a test lasts.

use std::sync::{Mutex, MutexGuard};

use serde_json::Value;

use crate::lock::lock;
use crate::outside::{ProfileStore, ProfileStoreError};

/// What is written down.
#[derive(Default)]
pub(crate) struct Paper(Mutex<Option<Value>>);

impl Paper {
    pub(crate) fn written(&self) -> MutexGuard<'_, Option<Value>> {
        lock(&self.0)
    }
}

impl ProfileStore for Paper {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        Ok(self.written().clone())
    }

    fn update(
        &self,
        change: &mut dyn FnMut(Option<Value>) -> Option<Value>,
    ) -> Result<(), ProfileStoreError> {
        let mut written = self.written();
        if let Some(next) = change(written.clone()) {
            *written = Some(next);
        }
        Ok(())
    }
}
