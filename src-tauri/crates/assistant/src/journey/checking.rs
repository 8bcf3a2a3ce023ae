//! Looking at the steps: as they are known, afresh, or until one of them is proved.

use std::time::Duration;

use super::Assistant;
use crate::checklist::{
    CheckProgress, Checklist, PATIENCE, PortalPage, Probe, StepId, StepState, pause, place, worth_waiting,
};
use crate::connection::Connection;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::support::TaskKind;

impl Assistant {
    /// The steps of a connection with what has been seen of them so far.
    pub async fn checklist(&self, id: &str) -> Result<Checklist> {
        let connection = self.0.connections.one(id).await?;
        self.shown(&connection)
    }

    /// Remembers which step the person looks at, so that the next start goes on there.
    pub async fn choose_step(&self, id: &str, step: Option<StepId>) -> Result<Checklist> {
        let choose = |connection: &mut Connection| connection.chosen_step = step;
        let chosen = self.0.connections.update(id, choose).await?;
        self.shown(&chosen)
    }

    /// Looks at every step afresh.
    pub async fn check(&self, id: &str) -> Result<Checklist> {
        let looked = Box::pin(self.looked_afresh(id));
        self.recorded((TaskKind::Check, id), looked, Checklist::first_problem)
            .await
    }

    async fn looked_afresh(&self, id: &str) -> Result<Checklist> {
        let connection = self.0.connections.one(id).await?;
        let mut probe = Probe::new(&self.0.session, connection);
        probe.run().await;
        self.note_accepted_certificate(&probe.connection).await?;
        self.keep_trail(probe).await
    }

    /// Looks again with growing pauses until a step is proved, and keeps how long that took with the proof.
    ///
    /// Ends early where only a person can go on, and after some minutes without success: the checklist says then
    /// how things stand.
    pub async fn check_until(
        &self,
        id: &str,
        step: StepId,
        on_progress: impl Fn(CheckProgress) + Send + Sync,
    ) -> Result<Checklist> {
        let cancelled = self.0.checking.begin(id);
        let patient = self.check_patiently(id, step, &on_progress);
        tokio::select! {
            () = cancelled.cancelled() => Err(ErrorReport::new(ErrorCode::Cancelled)),
            checklist = patient => checklist,
        }
    }

    async fn check_patiently(
        &self,
        id: &str,
        step: StepId,
        on_progress: &(impl Fn(CheckProgress) + Send + Sync),
    ) -> Result<Checklist> {
        let clock = &self.0.session.doors.clock;
        let begun = clock.now();
        let waited = || Duration::try_from(clock.now() - begun).unwrap_or_default();
        for looks in 1.. {
            on_progress(CheckProgress::new(looks, waited(), None));
            let checklist = self.check(id).await?;
            let step = place(checklist.connection.goal, step).unwrap_or(step);
            let proved = checklist
                .step(step)
                .is_some_and(|step| step.state == StepState::Proved);
            if proved && looks > 1 {
                return self.note_wait(id, step, waited()).await;
            }
            let next = pause(looks);
            if proved || !worth_waiting(&checklist) || waited() + next > PATIENCE {
                return Ok(checklist);
            }
            on_progress(CheckProgress::new(looks, waited(), Some(next)));
            clock.sleep(next).await;
        }
        self.checklist(id).await
    }

    async fn note_wait(&self, id: &str, step: StepId, waited: Duration) -> Result<Checklist> {
        let note = |connection: &mut Connection| connection.trail.waited(step, waited.as_millis());
        let noted = self.0.connections.update(id, note).await?;
        self.shown(&noted)
    }

    /// The person does not want to wait any longer.
    pub fn cancel_check(&self, id: &str) {
        self.0.checking.cancel(id);
    }

    /// Opens a page of the portal in the system browser.
    pub async fn open_portal(&self, id: &str, page: PortalPage) -> Result<()> {
        let connection = self.0.connections.one(id).await?;
        let cloud = self.0.session.cloud(&connection.cloud)?;
        let link = cloud.portal_link(page, connection.client_id);
        self.open(&link.ok_or_else(|| ErrorReport::new(ErrorCode::BrowserNotOpened))?)
    }
}
