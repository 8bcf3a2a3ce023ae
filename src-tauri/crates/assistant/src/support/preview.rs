//! The text that somebody reads before it is saved. What is saved is this text, byte for byte.

use std::path::Path;
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use serde::Serialize;
use specta::Type;
use uuid::Uuid;

use super::bundle::{Counts, Ids, SupportBundle};
use super::masking::Masked;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;
use crate::results::{Named, SavedFile, write, write_text};

/// A bundle as it will be saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SupportPreview {
    /// Names it: this one is saved, and no other.
    pub id: String,
    /// Exactly what the file will hold.
    pub text: String,
    /// Its size.
    pub bytes: u32,
    /// How much there is of each.
    pub counts: Counts,
    /// Are the ids the real ones?
    pub ids: Ids,
    /// The made values that stand in the text.
    pub masked: Vec<Masked>,
}

/// The text that is being read. A newer one takes its place.
#[derive(Default)]
pub(crate) struct Previews(Mutex<Option<(String, Arc<str>)>>);

impl Previews {
    /// Holds the text of a bundle for whoever reads it.
    pub(crate) fn hold(&self, bundle: &SupportBundle, masked: Vec<Masked>) -> Result<SupportPreview> {
        let text = serde_json::to_string_pretty(bundle)
            .map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))?;
        let text = text + "\n";
        let id = Uuid::new_v4().to_string();
        *lock(&self.0) = Some((id.clone(), Arc::from(text.as_str())));
        Ok(SupportPreview {
            id,
            bytes: u32::try_from(text.len()).unwrap_or(u32::MAX),
            counts: bundle.counts.clone(),
            ids: bundle.ids,
            masked,
            text,
        })
    }

    /// The text that was read.
    pub(crate) fn text(&self, id: &str) -> Result<Arc<str>> {
        let held = lock(&self.0);
        let held = held.as_ref().filter(|(held, _)| held == id);
        let gone = || ErrorReport::new(ErrorCode::ResultGone);
        held.map(|(_, text)| Arc::clone(text)).ok_or_else(gone)
    }
}

/// Writes it into a folder, under a name with its time.
pub(crate) fn save(text: &str, folder: &Path, at: Timestamp) -> Result<SavedFile> {
    let named = Named {
        what: "handrail-support",
        extension: "json",
        at,
    };
    let (path, bytes) = write(folder, &named, |out| out.write_all(text.as_bytes()))?;
    Ok(SavedFile::new("json", &path, 1, bytes))
}

/// Writes it to the place that was named.
pub(crate) fn save_as(text: &str, path: &Path) -> Result<SavedFile> {
    write_text(path, text)?;
    Ok(SavedFile::new("json", path, 1, text.len() as u64))
}
