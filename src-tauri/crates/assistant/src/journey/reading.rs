//! Reading lists, holding what was read, and keeping it.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use tokio_util::sync::CancellationToken;

use super::Assistant;
use super::presence::while_there;
use crate::checklist::{Evidence, EvidenceKind, StepId};
use crate::clock::rfc3339;
use crate::cloud::{Api, ApiPlace};
use crate::connection::{Connection, Purpose};
use crate::defender::{
    ApiClient, Estimate, ExposureView, ListQuery, ListRequest, Question, ReadProgress, Reading, kind_at,
    place_of, questions,
};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;
use crate::results::{self, Held, ResultKind, ResultView, SavedFile};
use crate::support::TaskKind;

/// One result of each kind is held for a connection.
pub(super) fn result_id(connection: &str, kind: ResultKind) -> String {
    format!("{connection}/{}", kind.name())
}

/// Where a list is read: the connection, and the same as it is used for this list.
struct Asked {
    connection: Connection,
    toward: Connection,
    place: ApiPlace,
}

impl Asked {
    /// The list is what the connection was made for. What goes wrong elsewhere says nothing about its own steps.
    fn own(&self) -> bool {
        self.toward.goal == self.connection.goal
    }
}

/// Shown again when there is so much more: every row is looked at a bounded number of times, however many come.
fn worth_showing(rows: u32, shown: u32) -> bool {
    rows >= shown.saturating_add(shown / 16)
}

impl Assistant {
    /// Reads a list, all pages, and holds it for the window. With a folder, the rows are written there as well.
    ///
    /// A reading that ends early keeps what it has: `complete` is false, `stopped` says why unless the person ended
    /// it, and [`Self::resume_list`] goes on. Before the first page there is nothing to keep, and that is an error.
    pub async fn read_list(
        &self,
        id: &str,
        query: &ListQuery,
        folder: Option<&Path>,
        on_progress: impl Fn(ReadProgress) + Send + Sync,
    ) -> Result<ResultView> {
        let asked = self.asked(id, query.kind).await?;
        let reading = Reading::new(self.request(&asked, query)?, &asked.place)?;
        self.read_on(&asked, reading, folder, &on_progress).await
    }

    /// Goes on with a reading where it stopped.
    pub async fn resume_list(
        &self,
        id: &str,
        kind: ResultKind,
        folder: Option<&Path>,
        on_progress: impl Fn(ReadProgress) + Send + Sync,
    ) -> Result<ResultView> {
        let asked = self.asked(id, kind).await?;
        let kind = kind_at(kind, asked.toward.goal.api);
        let stopped = self.0.readings.take(&result_id(id, kind));
        let reading = stopped.ok_or_else(|| ErrorReport::new(ErrorCode::ResultGone))?;
        self.read_on(&asked, reading, folder, &on_progress).await
    }

    /// What is known of a result in hand, also while it is read.
    pub fn result(&self, result_id: &str) -> Result<ResultView> {
        Ok(self.held(result_id)?.view.clone())
    }

    /// What a reading will cost: rows, calls, and the time that the limits of the API make of them.
    pub async fn estimate(&self, id: &str, query: &ListQuery) -> Result<Estimate> {
        let asked = self.asked(id, query.kind).await?;
        let request = self.request(&asked, query)?;
        let mut client = ApiClient::new(&self.0.session, &asked.toward, CancellationToken::new(), &|_| ());
        match client.estimate(&request, &asked.place).await {
            Ok(estimate) => Ok(estimate),
            Err(report) => Err(self.told(&asked, report).await),
        }
    }

    /// How exposed the devices are, in one number.
    pub async fn exposure(&self, id: &str) -> Result<ExposureView> {
        let asked = self.elsewhere(id, |_| (Api::Mde, Purpose::Score)).await?;
        let mut client = ApiClient::new(&self.0.session, &asked.toward, CancellationToken::new(), &|_| ());
        match client.exposure(&asked.place).await {
            Ok(exposure) => Ok(exposure),
            Err(report) => Err(self.told(&asked, report).await),
        }
    }

    /// Questions that are ready to be asked.
    pub fn questions(&self) -> Vec<Question> {
        questions(&*self.0.session.doors.clock)
    }

    async fn asked(&self, id: &str, kind: ResultKind) -> Result<Asked> {
        self.elsewhere(id, |api| place_of(kind, api)).await
    }

    async fn elsewhere(&self, id: &str, place: impl FnOnce(Api) -> (Api, Purpose)) -> Result<Asked> {
        let connection = self.0.connections.one(id).await?;
        let (api, purpose) = place(connection.goal.api);
        let toward = connection.toward(api, purpose);
        let place = self.0.session.place(&toward)?;
        Ok(Asked {
            connection,
            toward,
            place,
        })
    }

    fn request(&self, asked: &Asked, query: &ListQuery) -> Result<ListRequest> {
        let window = query.window(&*self.0.session.doors.clock);
        ListRequest::new(asked.toward.goal.api, query, window)
    }

    async fn read_on(
        &self,
        asked: &Asked,
        reading: Reading,
        folder: Option<&Path>,
        on_progress: &(dyn Fn(ReadProgress) + Send + Sync),
    ) -> Result<ResultView> {
        let read = Box::pin(self.go_on(asked, reading, folder, on_progress));
        let task = (TaskKind::Read, asked.connection.id.as_str());
        self.recorded(task, read, |view| view.stopped.clone()).await
    }

    async fn go_on(
        &self,
        asked: &Asked,
        mut reading: Reading,
        folder: Option<&Path>,
        on_progress: &(dyn Fn(ReadProgress) + Send + Sync),
    ) -> Result<ResultView> {
        let result_id = result_id(&asked.connection.id, reading.kind());
        let run = self.0.readings.begin(&result_id);
        // A reading that was still running for this connection ends: two would write over each other's progress.
        let cancelled = self.0.running.begin(&asked.connection.id);
        let (started, before) = (Instant::now(), reading.elapsed);
        let mut client = ApiClient::new(&self.0.session, &asked.toward, cancelled, on_progress);
        let mut shown = 0;
        let show = |reading: &Reading| {
            if worth_showing(reading.rows(), shown) && self.0.readings.counts(&result_id, run) {
                shown = reading.rows();
                self.hold(self.view(asked, reading, &result_id), reading);
            }
        };
        let (id, read) = (
            &asked.connection.id,
            reading.read(&mut client, &asked.place, show),
        );
        let outcome = while_there(&self.0.connections, id, read, || self.cancel_read(id)).await;
        reading.elapsed = before + started.elapsed();
        if !self.0.readings.counts(&result_id, run) {
            return Err(ErrorReport::new(ErrorCode::Cancelled));
        }
        let stopped = match outcome {
            Ok(()) => None,
            Err(report) => Some(self.told(asked, report).await),
        };
        match stopped {
            Some(report) if !reading.begun() => Err(report),
            stopped => Ok(self.ended(asked, reading, &result_id, stopped, folder).await),
        }
    }

    /// Holds what was read. A whole reading is written to the folder; what is missing of another can be read later.
    async fn ended(
        &self,
        asked: &Asked,
        reading: Reading,
        result_id: &str,
        stopped: Option<ErrorReport>,
        folder: Option<&Path>,
    ) -> ResultView {
        let mut view = self.view(asked, &reading, result_id);
        view.stopped = stopped.filter(|report| report.code != ErrorCode::Cancelled);
        let held = self.hold(view.clone(), &reading);
        if view.complete {
            self.remember_answer(asked, &view).await;
            if let Some(folder) = folder {
                match self.save(&held, folder).await {
                    Ok(saved) => view.saved = Some(saved),
                    Err(report) => view.save_problem = Some(report),
                }
                self.hold(view.clone(), &reading);
            }
        }
        self.0
            .readings
            .keep(result_id, (!view.complete).then_some(reading));
        view
    }

    fn view(&self, asked: &Asked, reading: &Reading, result_id: &str) -> ResultView {
        let request = &reading.request;
        let token_end = self.0.session.token_end(&asked.toward);
        ResultView {
            result_id: result_id.to_owned(),
            connection_id: asked.connection.id.clone(),
            kind: reading.kind(),
            api: reading.api(),
            since: request.window.map(|window| rfc3339(window.since)),
            until: rfc3339(request.asked),
            rows: reading.rows(),
            columns: reading.table.columns().to_vec(),
            requests: reading.progress.requests,
            throttled: reading.throttled,
            filter: reading.filter(),
            complete: reading.complete(),
            stopped: None,
            saved: None,
            save_problem: None,
            elapsed_ms: u32::try_from(reading.elapsed.as_millis()).unwrap_or(u32::MAX),
            token_expires: rfc3339(token_end.unwrap_or(request.asked)),
        }
    }

    fn hold(&self, view: ResultView, reading: &Reading) -> Arc<Held> {
        let between = reading.request.window.map(|window| (window.since, window.until));
        let (result_id, question) = (view.result_id.clone(), reading.request.query.question());
        let (table, spool) = (reading.table.snapshot(), Arc::clone(&reading.spool));
        let held = Arc::new(Held::new(view, question, between, table, spool, reading.order()));
        lock(&self.0.results).insert(result_id, Arc::clone(&held));
        held
    }

    /// A report on its way to the person; in the connection's trail only where it is about what that is for.
    async fn told(&self, asked: &Asked, report: ErrorReport) -> ErrorReport {
        if asked.own() {
            let noted = self.noted::<()>(&asked.connection, Err(report.clone())).await;
            return noted.err().unwrap_or(report);
        }
        let linked = self.linked::<()>(&asked.toward, Err(report.clone()));
        linked.err().unwrap_or(report)
    }

    /// A store that cannot be written costs the note, never the rows.
    async fn remember_answer(&self, asked: &Asked, view: &ResultView) {
        let connection = &asked.connection;
        if !asked.own() || view.kind != kind_at(ResultKind::Incidents, connection.goal.api) {
            return;
        }
        let now = self.0.session.now();
        let host = asked.place.host.host_str().unwrap_or_default();
        let answered = Evidence::new(EvidenceKind::IncidentsAnswered, now).with("host", host);
        let remember = |connection: &mut Connection| {
            connection.answered(view.rows, now);
            connection.trail.prove(StepId::Incidents, answered);
        };
        if let Err(report) = self.0.connections.update(&connection.id, remember).await {
            tracing::warn!(%report, "the answer was not noted");
        }
    }

    /// Ends a reading that runs; what was read so far stays, and so does what was saved before.
    pub fn cancel_read(&self, id: &str) {
        self.0.running.cancel(id);
    }

    async fn save(&self, held: &Arc<Held>, folder: &Path) -> Result<SavedFile> {
        let (held, folder, now) = (Arc::clone(held), folder.to_owned(), self.0.session.now());
        let written = tokio::task::spawn_blocking(move || results::save(&held, &folder, now)).await;
        written.map_err(|error| ErrorReport::new(ErrorCode::FileNotWritten).detailed(error))?
    }
}
