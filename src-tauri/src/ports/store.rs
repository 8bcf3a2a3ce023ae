//! Connections, hunting queries and preferences between two starts, kept by Tauri's store plugin.
//!
//! The plugin writes in place, so a program that is killed half way leaves a file that does not parse. Each
//! document is therefore written whole to a backup first, and read from there when the plugin's file is broken.

use std::io;
use std::path::Path;
use std::sync::Arc;

use handrail_assistant::outside::{ProfileStore, ProfileStoreError};
use handrail_doors::BackedUp;
use serde_json::Value;
use tauri::{AppHandle, Runtime};
use tauri_plugin_store::{Store, StoreExt};

/// A JSON document under one key of a file of the store plugin, as the command line reads it too.
pub(crate) struct StoredDocument<R: Runtime> {
    app: AppHandle<R>,
    files: BackedUp,
}

impl<R: Runtime> StoredDocument<R> {
    /// The document called `name`, in `<name>.json` of that folder.
    pub(crate) fn new(app: AppHandle<R>, folder: &Path, name: &'static str) -> Self {
        Self {
            app,
            files: BackedUp::new(folder, name),
        }
    }

    /// The stored document, `None` at the first start.
    pub(crate) fn load(&self) -> io::Result<Option<Value>> {
        self.files.heal()?;
        Ok(self.opened()?.get(self.files.name()))
    }

    /// Replaces the stored document.
    pub(crate) fn save(&self, document: &Value) -> io::Result<()> {
        self.files.heal()?;
        let store = self.opened()?;
        self.files.back_up(document)?;
        store.set(self.files.name(), document.clone());
        store.save().map_err(io::Error::other)
    }

    /// The plugin's store. Opened only when its file is known to parse: the plugin takes a broken file for an
    /// empty one and writes that over it when the program ends.
    fn opened(&self) -> io::Result<Arc<Store<R>>> {
        let store = self.app.store_builder(self.files.path()).disable_auto_save();
        store.build().map_err(io::Error::other)
    }
}

/// A stored document as the assistant's door: the connections, or the hunting queries.
pub(crate) struct StoredProfiles<R: Runtime>(StoredDocument<R>);

impl<R: Runtime> StoredProfiles<R> {
    /// The document of that name.
    pub(crate) fn new(app: AppHandle<R>, folder: &Path, name: &'static str) -> Self {
        Self(StoredDocument::new(app, folder, name))
    }
}

impl<R: Runtime> ProfileStore for StoredProfiles<R> {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        self.0.load().map_err(|error| self.0.files.problem(&error))
    }

    fn save(&self, document: &Value) -> Result<(), ProfileStoreError> {
        self.0
            .save(document)
            .map_err(|error| self.0.files.problem(&error))
    }
}
