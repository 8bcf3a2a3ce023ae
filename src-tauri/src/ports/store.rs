//! Connections, hunting queries and preferences between two starts, kept by Tauri's store plugin.
//!
//! The plugin writes in place, so a program that is killed half way leaves a file that does not parse. Each
//! document is therefore written whole to a backup first, and read from there when the plugin's file is broken. It
//! also keeps what it read, and writes it again when the program ends: so it is asked to write, and to keep nothing.

use std::fs::OpenOptions;
use std::io;
use std::path::Path;

use handrail_assistant::outside::{ProfileStore, ProfileStoreError};
use handrail_doors::BackedUp;
use serde_json::Value;
use tauri::{AppHandle, Runtime};
use tauri_plugin_store::StoreExt;

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

    /// The stored document as it is now, `None` at the first start.
    pub(crate) fn load(&self) -> io::Result<Option<Value>> {
        self.files.document()
    }

    /// Reads the document, hands it to `change` and writes what comes back, with no other program in between.
    pub(crate) fn update(&self, change: &mut dyn FnMut(Option<Value>) -> Option<Value>) -> io::Result<()> {
        self.files.exchange(change, |next| self.write(next))
    }

    /// In place. The file that is there parses and belongs to this program alone.
    fn write(&self, document: &Value) -> io::Result<()> {
        let path = self.files.path();
        if !path.exists() {
            // The plugin would make a file that everybody may read.
            self.files.replace(document)?;
        }
        let builder = self.app.store_builder(path).disable_auto_save();
        let store = builder.build().map_err(io::Error::other)?;
        // From here on the plugin does not know it: what it holds would be old when the program ends.
        store.close_resource();
        store.set(self.files.name(), document.clone());
        store.save().map_err(io::Error::other)?;
        OpenOptions::new().write(true).open(path)?.sync_all()
    }
}

/// A stored document as the assistant's door: the connections, or the hunting queries.
pub(crate) struct StoredProfiles<R: Runtime>(StoredDocument<R>);

impl<R: Runtime> StoredProfiles<R> {
    /// The document of that name.
    pub(crate) fn new(app: AppHandle<R>, folder: &Path, name: &'static str) -> Self {
        Self(StoredDocument::new(app, folder, name))
    }

    fn said(&self) -> impl FnOnce(io::Error) -> ProfileStoreError {
        |error| self.0.files.problem(&error)
    }
}

impl<R: Runtime> ProfileStore for StoredProfiles<R> {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        self.0.load().map_err(self.said())
    }

    fn update(
        &self,
        change: &mut dyn FnMut(Option<Value>) -> Option<Value>,
    ) -> Result<(), ProfileStoreError> {
        self.0.update(change).map_err(self.said())
    }
}
