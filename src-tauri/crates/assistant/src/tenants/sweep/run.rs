//! The run of a sweep: several customers at once, one call after the other at each.

use std::io;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::ask::{Answer, Asking};
use super::combined::Combined;
use super::fault::{Fault, is_stale};
use super::folder::SweepFolder;
use super::header::{Header, Listed};
use super::journal::{Ended, Journal};
use super::page_log::{PageLog, unusable};
use super::rounds::{Ending, Rounds};
use super::tally::Tally;
use super::view::{SweepProgress, SweptState};
use crate::checklist::from_customer;
use crate::cloud::Api;
use crate::connection::Connection;
use crate::defender::{ApiClient, ReadProgress, Turn, permissions};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;
use crate::outside::Speech;
use crate::session::Session;
use crate::tenants::Grant;
use crate::tenants::look::{known_grants, lacking_finding};
use crate::tenants::refusal::linked;
use crate::token::Claims;

/// Customers that may be on their way beside those that work: they wait for a service that asked them to. Each has two
/// files open.
const MOST_WAITING: usize = 56;
/// Customers in a row that no way led to, before it is the way that is at fault.
const MOST_UNREACHED: usize = 3;

/// Who asks, how it is told, and how it is ended.
pub(crate) struct Asker {
    pub(crate) session: Arc<Session>,
    /// The partner's connection.
    pub(crate) connection: Connection,
    pub(crate) speech: Arc<dyn Speech>,
    pub(crate) cancelled: CancellationToken,
    pub(crate) on_progress: Box<dyn Fn(SweepProgress) + Send + Sync>,
}

/// A sweep with everything that its customers share.
pub(crate) struct Sweep {
    pub(super) asker: Asker,
    pub(super) header: Header,
    pub(super) folder: SweepFolder,
    /// Places of those who work at the same time.
    places: Arc<Semaphore>,
    rounds: Rounds,
    /// Who came to an end so far, by the last word on each.
    pub(super) ended: Mutex<Vec<Ended>>,
    pub(super) tally: Mutex<Tally>,
    pub(super) combined: Mutex<Combined>,
    pub(super) stopped: Mutex<Option<ErrorReport>>,
    unreached: AtomicU32,
    pub(super) started: Instant,
}

impl Sweep {
    /// A sweep over what its folder holds.
    pub(super) fn over(asker: Asker, folder: SweepFolder, header: Header) -> Result<Self> {
        let (journal, ended) = Journal::open(&folder.journal()).map_err(unusable)?;
        folder.clear_parts().map_err(unusable)?;
        let mut tally = Tally::new(&header, folder.root());
        let mut last: Vec<Ended> = Vec::new();
        for one in ended {
            last.retain(|other| other.tenant_id != one.tenant_id);
            last.push(one);
        }
        // Who failed is asked again, where it stopped.
        last.retain(|one| one.problem.is_none());
        for one in &last {
            if let Some(place) = header.place_of(one.tenant_id) {
                tally.note(place, one);
            }
        }
        let kind = header.kind(asker.connection.goal.api);
        Ok(Self {
            places: Arc::new(Semaphore::new(header.concurrency)),
            rounds: Rounds::new(journal, folder.root()),
            ended: Mutex::new(last),
            tally: Mutex::new(tally),
            combined: Mutex::new(Combined::of(kind).map_err(unusable)?),
            stopped: Mutex::default(),
            unreached: AtomicU32::new(0),
            started: Instant::now(),
            asker,
            header,
            folder,
        })
    }

    /// The partner's connection, and the API that is asked.
    pub(crate) fn asked(&self) -> (Connection, Api) {
        let home = self.asker.connection.clone();
        let (api, _) = self.header.question.place(home.goal.api);
        (home, api)
    }

    /// Asks everyone who has not answered to the end.
    pub(super) async fn ask_everyone(self: &Arc<Self>) {
        let rooms = Arc::new(Semaphore::new(self.header.concurrency + MOST_WAITING));
        let mut customers = JoinSet::new();
        for (place, customer) in self.header.customers.iter().enumerate() {
            if customer.skipped {
                self.tell(place, |_| ());
                continue;
            }
            let room = tokio::select! {
                biased;
                () = self.asker.cancelled.cancelled() => break,
                room = Arc::clone(&rooms).acquire_owned() => room,
            };
            let sweep = Arc::clone(self);
            customers.spawn(async move {
                let _room = room;
                sweep.ask(place).await;
            });
            while customers.try_join_next().is_some() {}
        }
        while customers.join_next().await.is_some() {}
    }

    async fn ask(self: Arc<Self>, place: usize) {
        let there = self.at(&self.header.customers[place]);
        let mut granted = None;
        let outcome = Box::pin(self.answer(place, &there, &mut granted)).await;
        self.asker.session.forget_token(&there);
        let sweep = Arc::clone(&self);
        // Files are written on a thread that nobody else needs.
        let ending = tokio::task::spawn_blocking(move || match outcome {
            Ok(answered) => sweep.finish(place, &there, answered, granted),
            Err(report) => sweep
                .fail(place, sweep.explained(&there, report), granted)
                .map(Some),
        });
        let ending = ending.await.map_err(|panic| unusable(io::Error::other(panic)));
        match ending.flatten() {
            Ok(Some(ending)) => self.settle(ending).await,
            Ok(None) => (),
            Err(report) => self.leave([place], report),
        }
    }

    /// Waits until the disk has an end, and whatever came to an end meanwhile. Only then it is told.
    async fn settle(&self, ending: Ending) {
        let Some(round) = self.rounds.join(ending).await else {
            return;
        };
        match round.outcome {
            Ok(()) => round.endings.into_iter().for_each(|one| self.end(one)),
            Err(report) => self.leave(round.endings.iter().map(|one| one.place), report),
        }
    }

    /// Ends the sweep and leaves these customers for the next run.
    fn leave(&self, places: impl IntoIterator<Item = usize>, report: ErrorReport) {
        self.stop(report);
        for place in places {
            self.tell(place, |tally| tally.leave(place));
        }
    }

    /// The partner's registration as it is used for this question in the tenant of a customer.
    fn at(&self, customer: &Listed) -> Connection {
        let home = &self.asker.connection;
        let (api, purpose) = self.header.question.place(home.goal.api);
        home.at_customer(&customer.customer(), &customer.cloud)
            .toward(api, purpose)
    }

    /// What a customer answers, as far as it was not sent before, and what its token carries.
    async fn answer(
        &self,
        place: usize,
        there: &Connection,
        granted: &mut Option<Vec<Grant>>,
    ) -> Result<Answered> {
        let (session, api) = (&self.asker.session, there.goal.api);
        let host = session.place(there)?;
        let told = |progress: ReadProgress| self.tell(place, |tally| tally.advance(place, progress));
        let mut client = ApiClient::new(session, there, self.asker.cancelled.clone(), &told);
        let path = self.folder.pages(self.header.customers[place].tenant_id);
        let mut log = PageLog::open(&path).map_err(unusable)?;
        let mut asking = Asking::new(&self.header, api, &host)?;
        let mut recalled = !log.kept().is_empty();
        if let Err(report) = asking.recall(&mut log, &mut client, &host) {
            tracing::warn!(%report, "what a customer's service sent cannot be used again");
            asking = self.anew(&mut log, there)?;
            recalled = false;
        }
        if !asking.complete() {
            client = client.in_turn(self.turn().await?);
            self.tell(place, |tally| tally.begin(place));
            let claims = client.token().await?.claims;
            may_ask(&claims, granted.insert(known_grants(&claims, there.goal)), there)?;
        }
        while !asking.complete() {
            match asking.step(&mut log, &mut client, &host).await {
                Err(report) if recalled && is_stale(&report) => asking = self.anew(&mut log, there)?,
                outcome => outcome?,
            }
            self.unreached.store(0, Ordering::Relaxed);
            recalled = false;
        }
        Ok(Answered {
            requests: client.progress.requests,
            throttled: client.throttled,
            answer: asking.answer()?,
        })
    }

    /// The question from its beginning, with nothing kept of it.
    fn anew(&self, log: &mut PageLog, there: &Connection) -> Result<Asking> {
        log.clear().map_err(unusable)?;
        let host = self.asker.session.place(there)?;
        Asking::new(&self.header, there.goal.api, &host)
    }

    async fn turn(&self) -> Result<Turn> {
        tokio::select! {
            biased;
            () = self.asker.cancelled.cancelled() => Err(ErrorReport::new(ErrorCode::Cancelled)),
            turn = Turn::taken(&self.places) => Ok(turn),
        }
    }

    /// Why a customer could not be asked to the end; an error, where it is not the customer's fault.
    fn fail(&self, place: usize, report: ErrorReport, granted: Option<Vec<Grant>>) -> Result<Ending> {
        let unreached = || self.unreached.fetch_add(1, Ordering::Relaxed) as usize + 1;
        match Fault::of(&report) {
            Fault::Ended | Fault::Own => return Err(report),
            Fault::Way if unreached() >= MOST_UNREACHED.max(self.header.concurrency) => return Err(report),
            Fault::Way | Fault::Customers => (),
        }
        let asked = lock(&self.tally).customers[place].requests;
        let ended = Ended {
            tenant_id: self.header.customers[place].tenant_id,
            at: self.asker.session.now(),
            rows: 0,
            requests: asked,
            throttled: 0,
            files: Vec::new(),
            granted,
            problem: Some(Box::new(report)),
        };
        Ok(Ending {
            place,
            ended,
            parts: Vec::new(),
        })
    }

    /// A customer is at its end, and the next run knows it.
    fn end(&self, Ending { place, ended, .. }: Ending) {
        self.tell(place, |tally| tally.end(place, &ended));
        lock(&self.ended).push(ended);
    }

    /// Did this customer answer to the end in an earlier run?
    pub(super) fn ended_before(&self, place: usize) -> bool {
        lock(&self.tally).customers[place].state == SweptState::Done
    }

    /// The cause as a partner meets it, with the link that helps.
    fn explained(&self, there: &Connection, report: ErrorReport) -> ErrorReport {
        let report = from_customer(report, there);
        match self.asker.session.cloud(&there.cloud) {
            Ok(cloud) => linked(report, there, &cloud),
            Err(_) => report,
        }
    }

    /// Ends the sweep. The first reason is the one that is told.
    fn stop(&self, report: ErrorReport) {
        self.asker.cancelled.cancel();
        if report.code != ErrorCode::Cancelled {
            lock(&self.stopped).get_or_insert(report);
        }
    }

    /// Changes the tally and tells what is new, in the order in which it happened.
    pub(super) fn tell(&self, place: usize, change: impl FnOnce(&mut Tally)) {
        let mut tally = lock(&self.tally);
        change(&mut tally);
        (self.asker.on_progress)(tally.progress(Some(place)));
    }
}

/// A token that lacks the permission says so by itself: no call is made that can only be refused.
fn may_ask(claims: &Claims, granted: &[Grant], there: &Connection) -> Result<()> {
    if claims.has_any(permissions::sufficient(there.goal)) {
        return Ok(());
    }
    let lacking = Grant {
        api: there.goal.api,
        permission: permissions::least(there.goal).to_owned(),
    };
    Err(lacking_finding(there, &lacking, granted))
}

/// What a customer answered, and what it took.
pub(super) struct Answered {
    pub(super) answer: Answer,
    pub(super) requests: u32,
    pub(super) throttled: u32,
}
