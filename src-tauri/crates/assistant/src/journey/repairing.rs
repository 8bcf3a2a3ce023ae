//! Putting right what differs of a registration: only what was picked, each change journaled before it is sent.

use std::time::Duration;

use serde_json::Value;
use tokio_util::sync::CancellationToken;

use super::Assistant;
use crate::connection::Connection;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::{
    ConsentChoice, Difference, Directory, DriftView, EntryState, Journal, Mend, RegistrationChoices,
    RegistrationStepId, RunEvent, RunStepState, RunStepView, Seen, differences,
};

/// How long the directory may take to tell itself what it was told.
const PAUSES: [Duration; 5] = [
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
    Duration::from_secs(16),
];

impl Assistant {
    /// Puts right the differences of these ids, one after the other, and compares again until the directory tells of
    /// them. What is in order by now is left alone. A refusal stops it; what was done until then stays done.
    ///
    /// Several changes of one list build on each other: each is sent as the one before left it.
    pub async fn repair_registration(
        &self,
        id: &str,
        items: &[String],
        on_event: impl Fn(RunEvent) + Send + Sync,
    ) -> Result<DriftView> {
        let connection = self.0.connections.one(id).await?;
        let setup = self.setup(&connection)?;
        let turn = self.turn(id).await?;
        let (connection, cancelled) = (self.0.connections.one(id).await?, &turn.cancelled);
        // A change that is under way is not cut off: nobody would know whether it was done.
        let mut directory = Directory::new(&self.0.session, &setup, CancellationToken::new())?;
        let (wanted, mut seen) = self
            .look_at_registration(&connection, &setup, &mut directory)
            .await?;
        let mut journal = self.journal_of_repairs(&wanted.connection, &seen).await?;
        let mut mended = Vec::new();
        for item in items {
            if cancelled.is_cancelled() {
                return Err(ErrorReport::new(ErrorCode::Cancelled));
            }
            let found = differences(&wanted, &seen).into_iter();
            // Without the right to mend it, nothing is sent and nothing is waited for.
            let mut mendable = found.filter(|one| !one.mends().is_empty());
            let Some(difference) = mendable.find(|one| one.id() == *item) else {
                continue;
            };
            for mend in difference.mends() {
                let step = difference.step();
                mended_by(mend, step, &mut seen, &mut directory, &mut journal).await?;
            }
            on_event(done(&journal, difference.step()));
            mended.push(difference);
        }
        // Tokens still say what was granted before.
        self.0.session.forget_tokens(&connection);
        self.settled(&connection, &setup, &mended, &on_event).await
    }

    /// The journal of the registration. One that was made by hand gets a journal of its own, which says only what was
    /// changed of it.
    async fn journal_of_repairs(&self, connection: &Connection, seen: &Seen) -> Result<Journal<'_>> {
        let clock = self.0.session.doors.clock.clone();
        let mut journal = Journal::open(&self.0.runs, &connection.id, clock).await?;
        let run = journal.run();
        if run.client_id.is_some() && !run.taken_away() {
            return Ok(journal);
        }
        let application = seen.application.id.clone();
        let by_hand = RegistrationChoices {
            consent: ConsentChoice::Grant,
            repair: Some(application.clone()),
            ..RegistrationChoices::default()
        };
        journal.begin(&by_hand).await?;
        let (client_id, proved) = (seen.application.app_id.clone(), connection.ready());
        let principal = seen.principal.as_ref().map(|one| one.id.clone());
        journal
            .change(move |run| {
                (run.application, run.client_id) = (Some(application), Some(client_id));
                run.service_principal = principal;
                run.done.extend(proved.then_some(RegistrationStepId::Proof));
            })
            .await?;
        Ok(journal)
    }

    /// Compares again until nothing of what was put right is told as different.
    async fn settled(
        &self,
        connection: &Connection,
        setup: &Connection,
        mended: &[Difference],
        on_event: &(impl Fn(RunEvent) + Send + Sync),
    ) -> Result<DriftView> {
        let clock = &self.0.session.doors.clock;
        let mut spent = Duration::ZERO;
        let mut pauses = PAUSES.into_iter();
        loop {
            let mut directory = Directory::new(&self.0.session, setup, CancellationToken::new())?;
            let (wanted, seen) = self
                .look_at_registration(connection, setup, &mut directory)
                .await?;
            let now = differences(&wanted, &seen);
            let late = mended
                .iter()
                .find(|one| now.iter().any(|now| now.id() == one.id()));
            let (Some(late), Some(pause)) = (late, pauses.next()) else {
                return self.drift(&wanted, &seen);
            };
            spent += pause;
            on_event(RunEvent::Waiting {
                id: late.step(),
                seconds: u32::try_from(spent.as_secs()).unwrap_or(u32::MAX),
            });
            clock.sleep(pause).await;
        }
    }
}

/// Says what is sent next, sends it, and says what came of it.
async fn mended_by(
    mend: &Mend,
    step: RegistrationStepId,
    seen: &mut Seen,
    directory: &mut Directory<'_>,
    journal: &mut Journal<'_>,
) -> Result<()> {
    let Some((act, request)) = mend.act(seen).zip(mend.request(seen)) else {
        return Ok(());
    };
    let place = journal.intend(step, act).await?;
    match directory.send(&request).await {
        Ok(answer) => {
            let answer: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
            let made = mend.learn(seen, &answer)?;
            journal.reach(place, EntryState::Done, made).await
        }
        Err(report) => {
            if refused(&report) {
                journal.reach(place, EntryState::Undone, None).await?;
            }
            Err(report)
        }
    }
}

/// Was it said that nothing was done? Without an answer, nobody knows.
fn refused(report: &ErrorReport) -> bool {
    let status = report.trace.as_ref().and_then(|trace| trace.http_status);
    status.is_some_and(|status| (400..500).contains(&status))
}

fn done(journal: &Journal<'_>, step: RegistrationStepId) -> RunEvent {
    RunEvent::Step {
        step: Box::new(RunStepView {
            state: RunStepState::Done,
            ..journal.run().step_view(step)
        }),
    }
}
