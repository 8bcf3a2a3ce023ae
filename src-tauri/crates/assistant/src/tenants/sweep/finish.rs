//! The ends of a sweep: of a customer, whose files are written, and of everything, which is held in one table.

use std::fs;
use std::sync::Arc;

use super::ask::Answer;
use super::folder::SweepFolder;
use super::header::Header;
use super::journal::{Ended, Journal};
use super::page_log::unusable;
use super::rounds::Ending;
use super::run::{Answered, Asker, Sweep};
use super::view::{SweepView, SweptState, UnfinishedSweep};
use crate::clock::rfc3339;
use crate::connection::Connection;
use crate::error::Result;
use crate::lock::lock;
use crate::results::{Held, Origin, Part, ResultFormat, ResultView, SavedFile, part_as, save_as};
use crate::tenants::Grant;

/// What the files with all rows are called. No domain has a blank.
const ALL: &str = "All customers";

/// What a sweep leaves behind: what is told of it, its rows in hand, and the last word on each customer.
pub(crate) struct Swept {
    pub(crate) view: SweepView,
    /// Nothing where an earlier run was at its end already.
    pub(crate) held: Option<Arc<Held>>,
    pub(crate) ended: Vec<Ended>,
}

impl Sweep {
    /// Begins a sweep in a folder of its own.
    pub(crate) fn begin(asker: Asker, folder: SweepFolder, header: Header) -> Result<Arc<Self>> {
        header.write(&folder)?;
        Ok(Arc::new(Self::over(asker, folder, header)?))
    }

    /// Goes on with the sweep of a folder.
    pub(crate) fn resume(asker: Asker, folder: SweepFolder) -> Result<Arc<Self>> {
        let header = Header::read(&folder)?;
        if !header.belongs_to(&asker.connection) {
            return Err(super::folder::unreadable(folder.root()));
        }
        Ok(Arc::new(Self::over(asker, folder, header)?))
    }

    /// Asks until everyone came to an end, or the sweep is ended.
    pub(crate) async fn run(self: Arc<Self>) -> Result<Swept> {
        if self.everyone_answered() && !self.folder.keeps_pages() {
            return Ok(self.left_behind(None, self.files_there()));
        }
        self.ask_everyone().await;
        let concluded = tokio::task::spawn_blocking(move || self.conclude());
        concluded
            .await
            .map_err(|error| unusable(std::io::Error::other(error)))?
    }

    fn everyone_answered(&self) -> bool {
        let tally = lock(&self.tally);
        let open = |state: SweptState| !matches!(state, SweptState::Done | SweptState::Skipped);
        !tally.customers.iter().any(|one| open(one.state))
    }

    /// A customer answered to the end: its files are written, and its rows are among all. What the disk has to have
    /// before it is told comes back; nothing where an earlier run told it.
    pub(super) fn finish(
        &self,
        place: usize,
        there: &Connection,
        answered: Answered,
        granted: Option<Vec<Grant>>,
    ) -> Result<Option<Ending>> {
        let Answered {
            answer,
            requests,
            throttled,
        } = answered;
        let customer = &self.header.customers[place];
        let rows = u32::try_from(answer.order.len()).unwrap_or(u32::MAX);
        self.among_all(place, &answer)?;
        if self.ended_before(place) {
            self.tell(place, |_| ());
            return Ok(None);
        }
        let held = self.held(there, &answer, (requests, throttled));
        let (parts, files) = self.parts(&held, &customer.file, &Origin::through(there, &held))?;
        let ended = Ended {
            tenant_id: customer.tenant_id,
            at: self.asker.session.now(),
            rows,
            requests,
            throttled,
            files: files.into_iter().map(named).collect(),
            granted,
            problem: None,
        };
        Ok(Some(Ending { place, ended, parts }))
    }

    fn among_all(&self, place: usize, answer: &Answer) -> Result<()> {
        let customer = &self.header.customers[place];
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        lock(&self.combined)
            .add(place, customer, answer)
            .map_err(unusable)
    }

    /// The files of a customer, without their names.
    fn parts(&self, held: &Held, name: &str, origin: &Origin) -> Result<(Vec<Part>, Vec<SavedFile>)> {
        let (folder, at) = (self.folder.root(), self.header.started_at);
        let (within, speech) = (self.folder.parts(), &*self.asker.speech);
        let formats = self.header.formats.iter();
        let part =
            |format: &ResultFormat| part_as(held, *format, (folder, name), &within, (origin, speech, at));
        formats.map(part).collect()
    }

    /// The files with all rows.
    fn saved(&self, held: &Held, origin: &Origin) -> Result<Vec<SavedFile>> {
        let (folder, at) = (self.folder.root(), self.header.started_at);
        let formats = self.header.formats.iter();
        let save =
            |format: &ResultFormat| save_as(held, *format, (folder, ALL), (origin, &*self.asker.speech, at));
        formats.map(save).collect()
    }

    /// A result as its files and its table need it.
    fn held(&self, connection: &Connection, answer: &Answer, (requests, throttled): (u32, u32)) -> Held {
        let header = &self.header;
        let view = ResultView {
            result_id: format!("{}/sweep", connection.id),
            connection_id: connection.id.clone(),
            kind: header.kind(self.asker.connection.goal.api),
            api: connection.goal.api,
            since: header.timed().then(|| rfc3339(header.since)),
            until: rfc3339(header.until),
            rows: u32::try_from(answer.order.len()).unwrap_or(u32::MAX),
            columns: answer.table.columns().to_vec(),
            requests,
            throttled,
            filter: answer.filter.clone(),
            complete: true,
            stopped: None,
            saved: None,
            save_problem: None,
            elapsed_ms: 0,
            token_expires: rfc3339(header.until),
        };
        let between = header.timed().then_some((header.since, header.until));
        let (table, spool) = (answer.table.snapshot(), Arc::clone(&answer.spool));
        Held::new(
            view,
            header.asked_text(),
            between,
            table,
            spool,
            answer.order.clone(),
        )
    }

    /// Holds all rows, and writes them where nobody is left to be asked.
    fn conclude(self: Arc<Self>) -> Result<Swept> {
        let (requests, throttled, waiting) = {
            let tally = lock(&self.tally);
            (
                tally.requests(),
                tally.throttled,
                tally.count(SweptState::Waiting),
            )
        };
        let home = self.asker.connection.at_home();
        let (api, purpose) = self.header.question.place(home.goal.api);
        let all = lock(&self.combined).take();
        let mut held = self.held(&home.toward(api, purpose), &all, (requests, throttled));
        held.view.complete = self.everyone_answered();
        held.view.elapsed_ms = self.elapsed_ms();
        held.through = Some(home.clone());
        let mut files = Vec::new();
        if waiting == 0 {
            files = self.saved(&held, &Origin::through(&home, &held))?;
        }
        if held.view.complete
            && let Err(error) = self.folder.forget_pages()
        {
            tracing::warn!(%error, "what services sent is still beside the files");
        }
        Ok(self.left_behind(Some(Arc::new(held)), files))
    }

    fn left_behind(&self, held: Option<Arc<Held>>, files: Vec<SavedFile>) -> Swept {
        let tally = lock(&self.tally);
        let connection = &self.asker.connection;
        let view = SweepView {
            folder: self.folder.root().display().to_string(),
            result_id: format!("{}/sweep", connection.id),
            kind: self.header.kind(connection.goal.api),
            question: self.header.question.clone(),
            started_at: rfc3339(self.header.started_at),
            customers: tally.customers.clone(),
            succeeded: tally.count(SweptState::Done),
            failed: tally.count(SweptState::Failed),
            skipped: tally.count(SweptState::Skipped),
            rows: tally.rows(),
            requests: tally.requests(),
            throttled: tally.throttled,
            elapsed_ms: self.elapsed_ms(),
            complete: tally.count(SweptState::Waiting) == 0,
            stopped: lock(&self.stopped).clone(),
            failures: tally.failures(),
            files,
        };
        Swept {
            view,
            held,
            ended: lock(&self.ended).clone(),
        }
    }

    fn elapsed_ms(&self) -> u32 {
        u32::try_from(self.started.elapsed().as_millis()).unwrap_or(u32::MAX)
    }

    /// The files with all rows, as an earlier run wrote them.
    fn files_there(&self) -> Vec<SavedFile> {
        let rows = lock(&self.tally).rows();
        let there = self.header.formats.iter().filter_map(|format| {
            let path = self.folder.root().join(format!("{ALL}.{}", format.name()));
            let bytes = fs::metadata(&path).ok()?.len();
            Some(SavedFile {
                format: format.name().to_owned(),
                path: path.display().to_string(),
                rows,
                bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
            })
        });
        there.collect()
    }
}

/// How far the sweep of a folder is; nothing where it is at its end, or belongs to another registration.
pub(crate) fn unfinished(folder: &SweepFolder, connection: &Connection) -> Option<UnfinishedSweep> {
    let header = Header::read(folder)
        .ok()
        .filter(|header| header.belongs_to(connection))?;
    let mut last = std::collections::HashMap::new();
    for ended in Journal::look(&folder.journal()).ok()? {
        last.insert(ended.tenant_id, ended.problem.is_some());
    }
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let unfinished = UnfinishedSweep {
        folder: folder.root().display().to_string(),
        started_at: rfc3339(header.started_at),
        question: header.question,
        done: count(last.values().filter(|failed| !**failed).count()),
        of: count(
            header
                .customers
                .iter()
                .filter(|customer| !customer.skipped)
                .count(),
        ),
        failed: count(last.values().filter(|failed| **failed).count()),
    };
    (unfinished.done < unfinished.of).then_some(unfinished)
}

/// A file by its name: the folder may be moved before the sweep goes on.
fn named(file: SavedFile) -> SavedFile {
    let name = std::path::Path::new(&file.path).file_name();
    SavedFile {
        path: name.unwrap_or_default().to_string_lossy().into_owned(),
        ..file
    }
}
