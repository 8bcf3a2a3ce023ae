//! The whole trail of a connection as a page for others.

use std::path::Path;
use std::sync::Arc;

use super::Assistant;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::outside::Speech;
use crate::results::{Facts, SavedFile, save_report};

impl Assistant {
    /// Writes the evidence report of a connection: what was seen, when, and what was not. Nothing is probed for it.
    pub async fn save_evidence_report(
        &self,
        id: &str,
        folder: &Path,
        speech: Arc<dyn Speech>,
    ) -> Result<SavedFile> {
        let connection = self.0.connections.one(id).await?;
        let facts = Facts {
            checklist: self.shown(&connection)?,
            cloud: self.0.session.cloud(&connection.cloud)?,
            place: self.0.session.place(&connection)?,
            at: self.0.session.now(),
        };
        let folder = folder.to_owned();
        let written = tokio::task::spawn_blocking(move || save_report(&facts, &folder, &*speech)).await;
        written.map_err(|error| ErrorReport::new(ErrorCode::FileNotWritten).detailed(error))?
    }
}
