//! Taking a result in hand away: as a file, or into the clipboard.

use std::path::Path;
use std::sync::Arc;

use super::Assistant;
use crate::connection::Connection;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::outside::Speech;
use crate::results::{
    BriefFacts, Held, Origin, ResultFormat, Rows, SavedFile, TableQuery, copied, save_brief, save_rows,
};

impl Assistant {
    /// Writes a result into a folder: all of it, or the rows that a query shows in their order.
    pub async fn save_result(
        &self,
        result_id: &str,
        format: ResultFormat,
        shown: Option<TableQuery>,
        folder: &Path,
        speech: Arc<dyn Speech>,
    ) -> Result<SavedFile> {
        let held = self.held(result_id)?;
        let origin = self.origin(&held).await?;
        let (folder, now) = (folder.to_owned(), self.0.session.now());
        let written = tokio::task::spawn_blocking(move || {
            let rows = shown.as_ref().map_or(Rows::All, Rows::Shown);
            save_rows(&held, &rows, format, (&folder, now), (&origin, &*speech))
        });
        let written = written.await;
        written.map_err(|error| ErrorReport::new(ErrorCode::FileNotWritten).detailed(error))?
    }

    /// Writes the brief of a result into a folder: one page for people.
    pub async fn save_brief(
        &self,
        result_id: &str,
        folder: &Path,
        speech: Arc<dyn Speech>,
    ) -> Result<SavedFile> {
        let held = self.held(result_id)?;
        let connection = self.through(&held).await?;
        let facts = BriefFacts {
            origin: Origin::through(&connection, &held),
            cloud: self.0.session.cloud(&connection.cloud)?,
            tenant: connection.token_tenant(),
            comparison: held.compared.get().cloned().flatten(),
            at: self.0.session.now(),
        };
        let folder = folder.to_owned();
        let written = tokio::task::spawn_blocking(move || save_brief(&held, &facts, &folder, &*speech)).await;
        written.map_err(|error| ErrorReport::new(ErrorCode::FileNotWritten).detailed(error))?
    }

    /// Some lines of a result as text for the clipboard: tabs between values, in the person's words, without headings
    /// of groups.
    pub async fn copied_rows(
        &self,
        result_id: &str,
        query: TableQuery,
        (from, count): (u32, u32),
        speech: Arc<dyn Speech>,
    ) -> Result<String> {
        self.looking(result_id, move |held| copied(held, &query, from, count, &*speech))
            .await
    }

    /// Through whom a result was asked for.
    pub(super) async fn origin(&self, held: &Held) -> Result<Origin> {
        Ok(Origin::through(&self.through(held).await?, held))
    }

    /// The connection as the rows were read with it.
    async fn through(&self, held: &Held) -> Result<Connection> {
        match &held.through {
            Some(connection) => Ok(connection.clone()),
            None => self.0.connections.one(&held.view.connection_id).await,
        }
    }
}
