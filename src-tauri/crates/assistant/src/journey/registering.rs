//! A registration that Handrail makes: step by step, with its journal on disk, up to the first real call.

mod consent;
mod credential;
mod proof;

use std::sync::Arc;

use super::Assistant;
use crate::connection::{Connection, Credential};
use crate::error::Result;
use crate::ids::ClientId;
use crate::registration::{
    Applying, Directory, Journal, RegistrationChoices, RegistrationStepId, RunEvent, RunStepState, RunView,
    Target,
};
use crate::sign_in::LandingPages;

/// Hears how far it is.
type Tell<'a> = &'a (dyn Fn(RunEvent) + Send + Sync);

/// A registration that is being made.
struct Making<'a> {
    assistant: &'a Assistant,
    id: &'a str,
    applying: Applying<'a>,
    pages: &'a LandingPages,
    tell: Tell<'a>,
}

impl Assistant {
    /// Makes the registration that a connection needs, or makes it whole, and proves it by a real call.
    ///
    /// Where it stops, the answer says why, and the same call goes on from there. Done already, it only looks.
    ///
    /// # Errors
    ///
    /// [`SetupMissing`](crate::error::ErrorCode::SetupMissing) while nobody is signed in for the set-up; what keeps the
    /// journal from being written. Everything else is in the view.
    pub async fn apply_registration(
        &self,
        id: &str,
        choices: &RegistrationChoices,
        pages: &LandingPages,
        on_event: impl Fn(RunEvent) + Send + Sync,
    ) -> Result<RunView> {
        let connection = self.0.connections.one(id).await?;
        let (session, setup) = (&self.0.session, self.setup(&connection)?);
        let (turn, clock) = (self.turn(id).await?, &session.doors.clock);
        let (connection, cancelled) = (self.0.connections.one(id).await?, turn.cancelled.clone());
        let mut journal = Journal::open(&self.0.runs, id, Arc::clone(clock)).await?;
        journal.begin(choices).await?;
        let directory = Directory::new(session, &setup, cancelled.clone())?;
        let target = Target::of(&connection, choices);
        let tell: Tell<'_> = &on_event;
        let making = Making {
            assistant: self,
            id,
            applying: Applying::new((directory, journal), target, Arc::clone(clock), cancelled, tell),
            pages,
            tell,
        };
        Box::pin(making.finish()).await
    }

    /// Ends what is being done to a registration, after the call that is under way.
    pub fn cancel_registration(&self, id: &str) {
        self.0.registering.cancel(id);
    }

    /// What was done to the registration of a connection; `None` where nothing ever was.
    pub async fn registration_run(&self, id: &str) -> Result<Option<RunView>> {
        Ok(self.0.runs.of(id).await?.view(id))
    }
}

impl Making<'_> {
    async fn finish(mut self) -> Result<RunView> {
        let outcome = self.every_step().await;
        if let Err(report) = outcome {
            let (connection, step) = (self.connection().await?, self.applying.step());
            let cloud = self.assistant.0.session.cloud(&connection.cloud)?;
            let report = connection.link(report, &cloud);
            self.applying
                .journal
                .change(move |run| run.stopped = Some((step, report)))
                .await?;
            self.tell_step(None);
        }
        let unknown = || crate::error::ErrorReport::new(crate::error::ErrorCode::Internal);
        self.applying.journal.run().view(self.id).ok_or_else(unknown)
    }

    async fn every_step(&mut self) -> Result<()> {
        self.step(RegistrationStepId::Application).await?;
        self.step(RegistrationStepId::ServicePrincipal).await?;
        if self.applying.lacks_resources().await? {
            self.step(RegistrationStepId::Resource).await?;
        }
        match self.applying.target.credential {
            Some(Credential::Secret) => self.step(RegistrationStepId::Secret).await?,
            Some(Credential::Certificate) => self.step(RegistrationStepId::Certificate).await?,
            None => (),
        }
        self.step(RegistrationStepId::Consent).await?;
        self.step(RegistrationStepId::Proof).await
    }

    async fn step(&mut self, step: RegistrationStepId) -> Result<()> {
        self.applying.enter(step)?;
        self.tell_step(Some(RunStepState::Working));
        match step {
            RegistrationStepId::Application => self.application().await?,
            RegistrationStepId::ServicePrincipal => {
                self.applying.service_principal().await?;
            }
            RegistrationStepId::Resource => self.applying.missing_resources().await?,
            RegistrationStepId::Secret => self.secret().await?,
            RegistrationStepId::Certificate => self.certificate().await?,
            RegistrationStepId::Consent => self.consent().await?,
            RegistrationStepId::Proof => self.proof().await?,
        }
        self.applying.leave().await?;
        self.tell_step(None);
        Ok(())
    }

    async fn application(&mut self) -> Result<()> {
        let application = self.applying.application().await?;
        let client_id: ClientId = application.app_id.parse()?;
        let connection = self.connection().await?;
        if connection.client_id != Some(client_id) {
            // What the app before was given proves nothing of this one.
            self.assistant.0.session.forget_tokens(&connection);
        }
        self.assistant.note_client_id(self.id, client_id).await?;
        Ok(())
    }

    async fn connection(&self) -> Result<Connection> {
        self.assistant.0.connections.one(self.id).await
    }

    /// Tells how the step under way stands, in a state of its own or as the journal has it.
    fn tell_step(&self, state: Option<RunStepState>) {
        let mut step = self.applying.journal.run().step_view(self.applying.step());
        step.state = state.unwrap_or(step.state);
        (self.tell)(RunEvent::Step { step: Box::new(step) });
    }
}
