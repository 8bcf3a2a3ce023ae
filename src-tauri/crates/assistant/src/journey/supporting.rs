//! What somebody hands on who is stuck, and playing it again.

use std::path::Path;

use super::Assistant;
use crate::defender::ListQuery;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::results::{ResultKind, SavedFile};
use crate::sign_in::LandingPage;
use crate::support::{
    Gathered, Ids, Known, Masked, Replay, Replayed, SupportBundle, SupportPreview, Surroundings, TaskKind,
    save, save_as,
};

impl Assistant {
    /// Everything that is handed on about a connection, or about all: masked, and of the assistant alone.
    pub async fn support_bundle(&self, connection_id: Option<&str>) -> Result<SupportBundle> {
        let bundle = self.bundled(connection_id, Surroundings::default(), Ids::Masked);
        Ok(bundle.await?.0)
    }

    /// The same with what the program around knows, as the text that will be saved. It is held until the next one.
    pub async fn preview_support_bundle(
        &self,
        connection_id: Option<&str>,
        around: Surroundings,
        ids: Ids,
    ) -> Result<SupportPreview> {
        let (bundle, masked) = self.bundled(connection_id, around, ids).await?;
        self.0.previews.hold(&bundle, masked)
    }

    /// Writes the text that was read into a folder, byte for byte.
    pub async fn save_support_bundle(&self, preview_id: &str, folder: &Path) -> Result<SavedFile> {
        let (text, now) = (self.0.previews.text(preview_id)?, self.0.session.now());
        let folder = folder.to_owned();
        written(move || save(&text, &folder, now)).await
    }

    /// Writes it to the place that was named.
    pub async fn save_support_bundle_as(&self, preview_id: &str, path: &Path) -> Result<SavedFile> {
        let (text, path) = (self.0.previews.text(preview_id)?, path.to_owned());
        written(move || save_as(&text, &path)).await
    }

    async fn bundled(
        &self,
        connection_id: Option<&str>,
        around: Surroundings,
        ids: Ids,
    ) -> Result<(SupportBundle, Vec<Masked>)> {
        let all = self.0.connections.all().await?;
        let chosen = match connection_id {
            Some(id) => vec![self.0.connections.one(id).await?],
            None => all.clone(),
        };
        let mut connections = Vec::new();
        for connection in chosen {
            // One whose cloud is gone has no checklist.
            if let Ok(checklist) = self.shown(&connection) {
                connections.push((connection, checklist));
            }
        }
        let mut clouds = self.0.session.clouds();
        clouds.retain(|cloud| connections.iter().any(|(one, _)| one.cloud == cloud.id));
        let (exchanges, findings, forgotten) = self.0.session.http.recorder.of(connection_id);
        let mut known = Known::default();
        for (connection, _) in &connections {
            known.note(connection);
        }
        // What other connections say may stand in a line of the log.
        for connection in &all {
            known.note(connection);
        }
        for (connection, _) in connections.iter().filter(|(one, _)| one.has_customers()) {
            let roster = self.0.rosters.of(&connection.id).await?;
            roster
                .customers
                .iter()
                .for_each(|one| known.note_customer(&one.customer));
        }
        let gathered = Gathered {
            at: self.0.session.now(),
            around,
            clouds,
            connections,
            findings,
            exchanges,
            forgotten,
            known,
        };
        gathered.bundle(ids)
    }

    /// Does once more what a bundle is about, and compares what is met. The connection is there as it was, and the
    /// tenant answers as it did.
    pub async fn rerun(
        &self,
        replay: &Replay,
        connection_id: &str,
        landing: LandingPage,
    ) -> Result<Replayed> {
        let report = match replay.expected().task {
            TaskKind::Check => self.check(connection_id).await?.first_problem(),
            TaskKind::Read => {
                let everything = ListQuery::since(ResultKind::Incidents, jiff::Timestamp::UNIX_EPOCH);
                let read = self.read_list(connection_id, &everything, None, |_| ()).await;
                read.map_or_else(Some, |view| view.stopped)
            }
            TaskKind::SignIn => {
                let attempt = self.start_sign_in(connection_id, true, landing).await?;
                let signed_in = self.finish_sign_in(&attempt.attempt_id, |_| ()).await;
                signed_in.map_or_else(Some, |checklist| checklist.first_problem())
            }
            TaskKind::Hunt => return Err(ErrorReport::new(ErrorCode::SupportBundleWithoutFinding)),
        };
        Ok(replay.compared(report))
    }

    /// Does some work for a connection, and remembers what came of it.
    pub(super) async fn recorded<T>(
        &self,
        task: (TaskKind, &str),
        work: impl Future<Output = Result<T>>,
        wrong: impl FnOnce(&T) -> Option<ErrorReport>,
    ) -> Result<T> {
        // Apart, so that whoever waits does not carry the room for it.
        Box::pin(self.0.session.http.recorder.during(task, work, wrong)).await
    }
}

async fn written(write: impl FnOnce() -> Result<SavedFile> + Send + 'static) -> Result<SavedFile> {
    let written = tokio::task::spawn_blocking(write).await;
    written.map_err(|error| ErrorReport::new(ErrorCode::FileNotWritten).detailed(error))?
}
