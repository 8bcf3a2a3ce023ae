//! Looking at customers: at once because somebody asked, or by itself until it is stopped.

use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::Assistant;
use crate::checklist::{StepId, place};
use crate::connection::Connection;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::TenantId;
use crate::lock::lock;
use crate::tenants::{
    AT_ONCE, BoardChange, BoardView, ChangedCustomer, CustomerRecord, Look, LookProgress, Looked, Roster,
    Sight, Wanted, claimed, due, noted,
};

/// What was seen is written so often at most: a kill loses no more than this.
const WRITTEN_EVERY: Duration = Duration::from_millis(500);
/// Where writing takes long, since there are thousands of customers: looking goes on for so many times as long.
const WRITING_SHARE: u32 = 4;
/// What another program changed in the roster is noticed after this time.
const ASLEEP: SignedDuration = SignedDuration::from_mins(1);
/// After a fault on this side, the next try; twice as long each time.
const FIRST_PAUSE: SignedDuration = SignedDuration::from_secs(30);
const LONGEST_PAUSE: SignedDuration = SignedDuration::from_mins(30);

/// Looks that belong together: of one connection, for one list of what is wanted.
struct Round {
    connection: Arc<Connection>,
    wanted: Arc<[Wanted]>,
    cancelled: CancellationToken,
    /// No customer waits longer than that for its next look.
    interval: Option<SignedDuration>,
}

/// What is due.
enum Claim {
    Customers(Vec<CustomerRecord>, Arc<[Wanted]>),
    /// Nobody, for so long.
    Nobody(SignedDuration),
}

impl Assistant {
    /// Looks at customers now, whenever their next look would be. Ends at the first fault that is not a customer's.
    pub async fn look_at(
        &self,
        id: &str,
        tenants: &[TenantId],
        on_progress: impl Fn(LookProgress) + Send + Sync,
    ) -> Result<BoardView> {
        let connection = self.partner(id).await?;
        let roster = self.0.rosters.of(id).await?;
        let records: Vec<CustomerRecord> = tenants
            .iter()
            .filter_map(|tenant| roster.customer(*tenant).cloned())
            .collect();
        let round = Round {
            wanted: roster.all_wanted(connection.goal).into(),
            connection: Arc::new(connection),
            cancelled: self.0.looking.begin(id),
            interval: None,
        };
        let of = count(records.len());
        on_progress(LookProgress { done: 0, of });
        let mut done = 0;
        let told = |looked: usize, _: &[ChangedCustomer], _: &BoardView| {
            done += count(looked);
            on_progress(LookProgress { done, of });
        };
        self.look_at_each(&round, records, told).await?;
        self.board(id).await
    }

    /// The person does not want to wait for the looks.
    pub fn cancel_look(&self, id: &str) {
        self.0.looking.cancel(id);
    }

    /// Looks at every customer when it is due, until [`Self::stop_watching`]. With an `interval`, none waits longer
    /// than that for its next look.
    ///
    /// A fault that every look would meet (a secret that ended, no network) is one finding on the board, noted at its
    /// step, and tried again with growing pauses.
    pub async fn watch_customers(
        &self,
        id: &str,
        interval: Option<Duration>,
        on_change: impl Fn(BoardChange) + Send + Sync,
    ) -> Result<()> {
        let interval = interval.and_then(|interval| SignedDuration::try_from(interval).ok());
        self.partner(id).await?;
        let (cancelled, wake) = self.0.watches.begin(id);
        let outcome = self.watch(id, interval, (&cancelled, &wake), &on_change).await;
        if !cancelled.is_cancelled() {
            self.0.watches.stop(id);
        }
        outcome
    }

    /// Looks at every customer that is due, and ends: what a schedule runs. A fault on this side ends it too.
    pub async fn look_at_due(
        &self,
        id: &str,
        interval: Option<Duration>,
        on_change: impl Fn(BoardChange) + Send + Sync,
    ) -> Result<()> {
        let interval = interval.and_then(|interval| SignedDuration::try_from(interval).ok());
        let cancelled = self.0.looking.begin(id);
        self.hasten(id, interval).await?;
        while self
            .look_once(id, interval, &cancelled, &on_change)
            .await?
            .is_none()
        {}
        Ok(())
    }

    /// Ends a watch; what was seen is written.
    pub fn stop_watching(&self, id: &str) {
        self.0.watches.stop(id);
    }

    async fn watch(
        &self,
        id: &str,
        interval: Option<SignedDuration>,
        (cancelled, wake): (&CancellationToken, &Notify),
        on_change: &(impl Fn(BoardChange) + Send + Sync),
    ) -> Result<()> {
        self.hasten(id, interval).await?;
        let (mut faults, mut at) = (0, None);
        while !cancelled.is_cancelled() {
            let mut pause = match self.look_once(id, interval, cancelled, on_change).await {
                Ok(Some(pause)) => pause,
                Ok(None) => {
                    if faults > 0 {
                        self.clear_fault(id, at.take(), on_change).await?;
                        faults = 0;
                    }
                    continue;
                }
                Err(report) if report.code == ErrorCode::Cancelled => break,
                Err(report) => {
                    at = self.note_fault(id, report, on_change).await?;
                    faults += 1;
                    (FIRST_PAUSE * (1 << (faults - 1).min(6))).min(LONGEST_PAUSE)
                }
            };
            // A whole second at least, so that a clock that counts in seconds gets there.
            pause = pause.max(SignedDuration::from_secs(1));
            tokio::select! {
                () = cancelled.cancelled() => break,
                () = wake.notified() => {}
                () = self.0.session.doors.clock.sleep(Duration::try_from(pause).unwrap_or_default()) => {}
            }
        }
        Ok(())
    }

    /// Looks at the customers that are due. Where there are none, says how long that lasts.
    async fn look_once(
        &self,
        id: &str,
        interval: Option<SignedDuration>,
        cancelled: &CancellationToken,
        on_change: &(impl Fn(BoardChange) + Send + Sync),
    ) -> Result<Option<SignedDuration>> {
        let connection = Arc::new(self.partner(id).await?);
        let (records, wanted) = match self.claim(&connection).await? {
            Claim::Customers(records, wanted) => (records, wanted),
            Claim::Nobody(pause) => return Ok(Some(pause)),
        };
        let round = Round {
            connection,
            wanted,
            cancelled: cancelled.clone(),
            interval,
        };
        let told = |_: usize, changed: &[ChangedCustomer], board: &BoardView| {
            let (changed, board) = (changed.to_vec(), board.clone());
            on_change(BoardChange { changed, board });
        };
        self.look_at_each(&round, records, told).await?;
        Ok(None)
    }

    /// Takes the customers that are due, the longest waiting first, and puts their next look off a little, so that
    /// nobody else takes them.
    async fn claim(&self, connection: &Connection) -> Result<Claim> {
        let (id, now) = (connection.id.as_str(), self.0.session.now());
        let roster = self.0.rosters.of(id).await?;
        let active = roster.customers.iter().filter(|record| !record.skipped);
        let next = active.map(due).min();
        if next.is_none_or(|next| next > now) {
            let pause = next.map_or(ASLEEP, |next| next.duration_since(now));
            return Ok(Claim::Nobody(pause.min(ASLEEP)));
        }
        let wanted = roster.all_wanted(connection.goal).into();
        let taken = self
            .0
            .rosters
            .change(id, move |roster| claimed(roster, now))
            .await?;
        Ok(Claim::Customers(taken, wanted))
    }

    /// Brings forward what is due later than an interval from now.
    async fn hasten(&self, id: &str, interval: Option<SignedDuration>) -> Result<()> {
        let Some(interval) = interval else { return Ok(()) };
        let now = self.0.session.now();
        let hasten = move |roster: &mut Roster| {
            for record in &mut roster.customers {
                record.look_within(interval, now);
            }
        };
        self.0.rosters.change(id, hasten).await
    }

    /// Looks at some customers side by side and writes what was seen every moment. `told` hears how many were looked
    /// at, and which of them turned out different.
    async fn look_at_each(
        &self,
        round: &Round,
        records: Vec<CustomerRecord>,
        mut told: impl FnMut(usize, &[ChangedCustomer], &BoardView),
    ) -> Result<()> {
        let (mut waiting, mut looks) = (records.into_iter(), JoinSet::new());
        let (mut seen, mut fault) = (Vec::new(), None);
        let (mut written, mut pause) = (Instant::now(), WRITTEN_EVERY);
        loop {
            while looks.len() < AT_ONCE && fault.is_none() && !round.cancelled.is_cancelled() {
                let Some(record) = waiting.next() else { break };
                self.await_turn(&round.cancelled).await;
                self.begin_look(round, record, &mut looks);
            }
            let Some(looked) = looks.join_next().await else {
                break;
            };
            match looked.map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))? {
                // What is under way may still tell something of its customer.
                (_, Sight::Here(report), _) => fault = fault.or(Some(*report)),
                customer => seen.push(customer),
            }
            if written.elapsed() >= pause {
                let (batch, began) = (std::mem::take(&mut seen), Instant::now());
                self.write(round, batch, &mut told).await?;
                written = Instant::now();
                pause = WRITTEN_EVERY.max((written - began) * WRITING_SHARE);
            }
        }
        self.write(round, seen, &mut told).await?;
        match fault {
            Some(report) => Err(report),
            None if round.cancelled.is_cancelled() => Err(ErrorReport::new(ErrorCode::Cancelled)),
            None => Ok(()),
        }
    }

    fn begin_look(&self, round: &Round, record: CustomerRecord, looks: &mut JoinSet<Looked>) {
        let (assistant, connection) = (self.clone(), Arc::clone(&round.connection));
        let (wanted, cancelled) = (Arc::clone(&round.wanted), round.cancelled.clone());
        looks.spawn(async move {
            let session = &assistant.0.session;
            let look = Look {
                session,
                home: &connection,
                wanted: &wanted,
            };
            let sight = tokio::select! {
                () = cancelled.cancelled() => Sight::Here(Box::new(ErrorReport::new(ErrorCode::Cancelled))),
                sight = look.at(&record) => sight,
            };
            (record.customer.tenant_id, sight, session.now())
        });
    }

    /// Waits until one more look is allowed on this machine.
    async fn await_turn(&self, cancelled: &CancellationToken) {
        loop {
            let taken = lock(&self.0.allowance).take(self.0.session.now());
            let Err(pause) = taken else { return };
            let pause = Duration::try_from(pause).unwrap_or_default();
            tokio::select! {
                () = cancelled.cancelled() => return,
                () = self.0.session.doors.clock.sleep(pause.max(Duration::from_secs(1))) => {}
            }
        }
    }

    async fn write(
        &self,
        round: &Round,
        seen: Vec<Looked>,
        told: &mut impl FnMut(usize, &[ChangedCustomer], &BoardView),
    ) -> Result<()> {
        if seen.is_empty() {
            return Ok(());
        }
        let (id, looked) = (round.connection.id.as_str(), seen.len());
        let interval = round.interval;
        let (changed, roster) = self
            .0
            .rosters
            .change(id, move |roster| (noted(roster, seen, interval), roster.clone()))
            .await?;
        self.0
            .watches
            .note(id, |known| known.changed += count(changed.len()));
        let board = self.show_board(&round.connection, roster).await?;
        told(looked, &changed, &board);
        Ok(())
    }

    /// Every look would end so: it is told once, and stands at its step of the connection, which comes back.
    async fn note_fault(
        &self,
        id: &str,
        report: ErrorReport,
        on_change: &(impl Fn(BoardChange) + Send + Sync),
    ) -> Result<Option<StepId>> {
        let connection = self.partner(id).await?;
        let step = report.step.and_then(|step| place(connection.goal, step));
        let step = report.finding.then_some(step.unwrap_or(StepId::Token));
        if let Some(step) = step {
            self.note(&connection, step, &report).await;
        }
        let linked = connection.link(report, &self.0.session.cloud(&connection.cloud)?);
        self.0.watches.note(id, |known| known.problem = Some(linked));
        self.tell_board(id, on_change).await?;
        Ok(step)
    }

    /// Customers answer again: the fault is no more, and its step is open until somebody looks at it.
    async fn clear_fault(
        &self,
        id: &str,
        at: Option<StepId>,
        on_change: &(impl Fn(BoardChange) + Send + Sync),
    ) -> Result<()> {
        if let Some(step) = at {
            let open = |connection: &mut Connection| connection.trail.forget(&[step]);
            self.0.connections.update(id, open).await?;
        }
        self.0.watches.note(id, |known| known.problem = None);
        self.tell_board(id, on_change).await
    }

    async fn tell_board(&self, id: &str, on_change: &(impl Fn(BoardChange) + Send + Sync)) -> Result<()> {
        let (changed, board) = (Vec::new(), self.board(id).await?);
        on_change(BoardChange { changed, board });
        Ok(())
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
