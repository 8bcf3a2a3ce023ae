//! Reading incidents and keeping them.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use tokio_util::sync::CancellationToken;

use super::Assistant;
use crate::checklist::{Evidence, EvidenceKind, StepId};
use crate::clock::rfc3339;
use crate::connection::Connection;
use crate::defender::{
    ApiClient, IncidentDetails, IncidentsView, ListQuery, ReadProgress, Reading, Window, add_row, columns,
    incident_row,
};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;
use crate::results::{self, Held, ResultKind, ResultView, SavedFile, Spool, Table};

/// One result of each kind is held for a connection.
fn result_id(connection: &str, kind: ResultKind) -> String {
    format!("{connection}/{}", kind.name())
}

fn filled(reading: &Reading) -> io::Result<(Table, Spool)> {
    let (mut table, mut spool) = (Table::new(columns()), Spool::new()?);
    for row in &reading.rows {
        add_row(&mut table, reading.api, row);
        spool.push(row)?;
    }
    Ok((table, spool))
}

impl Assistant {
    /// Reads everything that was updated in the window, all pages, and writes it to the folder if there is one.
    ///
    /// A file that cannot be written loses nothing: the rows are in the answer and can be saved again.
    pub async fn read_incidents(
        &self,
        id: &str,
        window: Window,
        folder: Option<&Path>,
        on_progress: impl Fn(ReadProgress) + Send + Sync,
    ) -> Result<IncidentsView> {
        self.read_first(id, window, None, folder, on_progress).await
    }

    /// The same for the first rows only.
    pub async fn read_first(
        &self,
        id: &str,
        window: Window,
        top: Option<u32>,
        folder: Option<&Path>,
        on_progress: impl Fn(ReadProgress) + Send + Sync,
    ) -> Result<IncidentsView> {
        let connection = self.0.connections.one(id).await?;
        let started = Instant::now();
        let outcome = self.read(&connection, window, top, &on_progress).await;
        let reading = Arc::new(self.noted(&connection, outcome).await?);
        let elapsed = started.elapsed();
        lock(&self.0.readings).insert(id.to_owned(), Arc::clone(&reading));
        self.remember_answer(&connection, &reading).await;
        let (saved, save_problem) = match folder {
            None => (None, None),
            Some(folder) => match self.save(&reading, folder).await {
                Ok(saved) => (Some(saved), None),
                Err(report) => (None, Some(report)),
            },
        };
        let token_end = self
            .0
            .session
            .token_end(&connection)
            .unwrap_or(reading.window.until);
        Ok(IncidentsView {
            connection_id: id.to_owned(),
            api: reading.api,
            since: rfc3339(reading.window.since),
            until: rfc3339(reading.window.until),
            rows: reading
                .rows
                .iter()
                .map(|row| incident_row(reading.api, row))
                .collect(),
            requests: reading.requests,
            throttled: reading.throttled,
            filter: reading.filter.clone(),
            saved,
            save_problem,
            elapsed_ms: u32::try_from(elapsed.as_millis()).unwrap_or(u32::MAX),
            token_expires: rfc3339(token_end),
        })
    }

    /// Reads a list, all pages, and holds it for the window. With a folder, the rows are written there as well.
    pub async fn read_list(
        &self,
        id: &str,
        query: &ListQuery,
        folder: Option<&Path>,
        on_progress: impl Fn(ReadProgress) + Send + Sync,
    ) -> Result<ResultView> {
        let window = Window::last_hours(&*self.0.session.doors.clock, query.hours);
        let view = self
            .read_first(id, window, query.top, folder, on_progress)
            .await?;
        let reading = lock(&self.0.readings).get(id).cloned();
        let reading = reading.ok_or_else(|| ErrorReport::new(ErrorCode::ResultGone))?;
        let (table, spool) =
            filled(&reading).map_err(|error| ErrorReport::new(ErrorCode::FileNotWritten).detailed(error))?;
        let result_id = result_id(id, query.kind);
        let shown = ResultView {
            result_id: result_id.clone(),
            connection_id: view.connection_id,
            kind: query.kind,
            api: reading.api,
            since: Some(view.since),
            until: view.until,
            rows: u32::try_from(table.rows().len()).unwrap_or(u32::MAX),
            columns: table.columns().to_vec(),
            requests: view.requests,
            throttled: view.throttled,
            filter: view.filter,
            complete: true,
            stopped: None,
            saved: view.saved,
            save_problem: view.save_problem,
            elapsed_ms: view.elapsed_ms,
            token_expires: view.token_expires,
        };
        let order = (0..shown.rows).collect();
        let between = Some((reading.window.since, reading.window.until));
        let held = Held::new(shown.clone(), query.question(), between, table, spool, order);
        lock(&self.0.results).insert(result_id, Arc::new(held));
        Ok(shown)
    }

    async fn read(
        &self,
        connection: &Connection,
        window: Window,
        top: Option<u32>,
        on_progress: &(dyn Fn(ReadProgress) + Send + Sync),
    ) -> Result<Reading> {
        // A reading that was still running for this connection ends: two would write over each other's progress.
        let cancelled = self.0.running.begin(&connection.id);
        let place = self.0.session.place(connection)?;
        let mut client = ApiClient::new(&self.0.session, connection, cancelled, on_progress);
        client.read(connection.goal.api, &place, window, top).await
    }

    /// A store that cannot be written costs the note, never the rows.
    async fn remember_answer(&self, connection: &Connection, reading: &Reading) {
        let now = self.0.session.now();
        let host = self
            .0
            .session
            .place(connection)
            .map(|place| place.host.host_str().unwrap_or_default().to_owned());
        let answered =
            Evidence::new(EvidenceKind::IncidentsAnswered, now).with("host", host.unwrap_or_default());
        let rows = reading.rows.len();
        let remember = |connection: &mut Connection| {
            connection.answered(rows, now);
            connection.trail.prove(StepId::Incidents, answered);
        };
        if let Err(report) = self.0.connections.update(&connection.id, remember).await {
            tracing::warn!(%report, "the answer was not noted");
        }
    }

    /// Ends a reading that runs; what was read so far is dropped, what was saved before stays.
    pub fn cancel_read(&self, id: &str) {
        self.0.running.cancel(id);
    }

    /// Writes the last reading once more, without asking the service again.
    pub async fn save_again(&self, id: &str, folder: &Path) -> Result<SavedFile> {
        let reading = lock(&self.0.readings).get(id).cloned();
        self.save(
            &reading.ok_or_else(|| ErrorReport::new(ErrorCode::ConnectionUnknown).with("name", id))?,
            folder,
        )
        .await
    }

    /// The last reading as the service sent it.
    pub fn rows(&self, id: &str) -> Option<Vec<serde_json::Value>> {
        lock(&self.0.readings).get(id).map(|reading| reading.rows.clone())
    }

    async fn save(&self, reading: &Arc<Reading>, folder: &Path) -> Result<SavedFile> {
        let (reading, folder, now) = (Arc::clone(reading), folder.to_owned(), self.0.session.now());
        let written =
            tokio::task::spawn_blocking(move || results::save(&reading.rows, &folder, reading.api, now))
                .await;
        written.map_err(|error| ErrorReport::new(ErrorCode::FileNotWritten).detailed(error))?
    }

    /// One incident with its alerts.
    pub async fn incident_details(&self, id: &str, incident: &str) -> Result<IncidentDetails> {
        let connection = self.0.connections.one(id).await?;
        let place = self.0.session.place(&connection)?;
        let api = connection.goal.api;
        let mut client = ApiClient::new(&self.0.session, &connection, CancellationToken::new(), &|_| ());
        let mut details = client.details(api, &place, incident).await?;
        let cloud = self.0.session.cloud(&connection.cloud)?;
        details.portal_url = cloud
            .incident_link(api, incident, connection.token_tenant())
            .map(String::from);
        Ok(details)
    }

    /// Opens the incident's page in the Defender portal.
    pub async fn open_incident(&self, id: &str, incident: &str) -> Result<()> {
        let connection = self.0.connections.one(id).await?;
        let cloud = self.0.session.cloud(&connection.cloud)?;
        let link = cloud.incident_link(connection.goal.api, incident, connection.token_tenant());
        self.open(&link.ok_or_else(|| ErrorReport::new(ErrorCode::BrowserNotOpened))?)
    }
}
