//! The secret or the certificate of a connection, replaced without a moment in which neither works.

mod certificate;
mod secret;

use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::Assistant;
use crate::checklist::{Evidence, PATIENCE, StepId, pause};
use crate::connection::{Connection, Context, Credential};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::{
    Application, Directory, DirectoryRequest, Phase, RegistrationStepId, Rotation, Run, RunEvent, RunView,
};
use crate::sign_in::{ClientCredential, application_token};

impl Assistant {
    /// Adds a new secret, or certificate, to the registration of a connection; asks for a token with it until it works;
    /// uses it from then on; and takes the old one away. Works for registrations made by hand as well. Stopped at any
    /// place, it goes on from there when it is asked for again.
    ///
    /// Needs somebody who signed in for the set-up: what an app may change of itself without anybody (`addKey` with a
    /// proof, application-addkey.md) is not used.
    pub async fn rotate_credential(
        &self,
        id: &str,
        on_event: impl Fn(RunEvent) + Send + Sync,
    ) -> Result<RunView> {
        let connection = self.0.connections.one(id).await?;
        if connection.goal.context != Context::Application || connection.client_id.is_none() {
            return Err(ErrorReport::new(ErrorCode::NothingToRotate));
        }
        let setup = self.setup(&connection)?;
        let turn = self.turn(id).await?;
        let (connection, cancelled) = (self.0.connections.one(id).await?, turn.cancelled.clone());
        let mut rotating = Rotating {
            assistant: self,
            id,
            directory: Directory::new(&self.0.session, &setup, cancelled.clone())?,
            cancelled,
            tell: &on_event,
        };
        let rotation = Box::pin(rotating.rotate(&connection)).await?;
        let checklist = Box::new(self.checklist(id).await?);
        on_event(RunEvent::Checklist { checklist });
        Ok(rotation.view(id, &self.0.runs.of(id).await?))
    }
}

/// A rotation under way.
struct Rotating<'a> {
    assistant: &'a Assistant,
    id: &'a str,
    directory: Directory<'a>,
    cancelled: CancellationToken,
    tell: &'a (dyn Fn(RunEvent) + Send + Sync),
}

impl Rotating<'_> {
    async fn rotate(&mut self, connection: &Connection) -> Result<Rotation> {
        let begun = self.assistant.0.runs.of(self.id).await?.rotation;
        // One that was begun for another app, or with another kind of credential, is not the one that is asked for.
        let mut rotation = match begun.filter(|begun| begun.is_for(connection)) {
            Some(begun) => self.noted(begun, |rotation| rotation.stopped = None).await?,
            None => self.begun(connection).await?,
        };
        while rotation.phase != Phase::Finished {
            self.tell_steps(&rotation);
            let next = match (rotation.phase, rotation.credential) {
                (Phase::Adding, Credential::Secret) => self.add_secret(&rotation).await,
                (Phase::Adding, Credential::Certificate) => self.add_certificate(&rotation).await,
                (Phase::Proving, Credential::Secret) => self.prove_secret(&rotation).await,
                (Phase::Proving, Credential::Certificate) => self.prove_certificate(&rotation).await,
                (_, Credential::Secret) => self.remove_secret(&rotation).await,
                (_, Credential::Certificate) => self.remove_certificate(&rotation).await,
            };
            rotation = match next {
                Ok(next) => self.noted(next, |_| ()).await?,
                Err(report) => {
                    let report = connection.link(report, &self.assistant.0.session.cloud(&connection.cloud)?);
                    let stop = |rotation: &mut Rotation| rotation.stopped = Some(report);
                    let stopped = self.noted(rotation, stop).await?;
                    self.tell_steps(&stopped);
                    return Ok(stopped);
                }
            };
        }
        self.tell_steps(&rotation);
        Ok(rotation)
    }

    /// What is to be replaced is told before anything is new: afterwards nobody could.
    async fn begun(&mut self, connection: &Connection) -> Result<Rotation> {
        let client_id = connection.client_id.map(|id| id.to_string()).unwrap_or_default();
        let key = format!("(appId='{client_id}')");
        let found = DirectoryRequest::find_application(&key);
        let app = self.directory.found::<Application>(&found).await?;
        let Some(app) = app else {
            return Err(self.assistant.not_there(connection).await?);
        };
        let mut rotation = Rotation {
            id: Uuid::new_v4(),
            started_at: self.assistant.0.session.now(),
            application: app.id.clone(),
            client_id,
            credential: connection.goal.credential,
            phase: Phase::Adding,
            old: None,
            unknown: None,
            new: None,
            ends: None,
            stopped: None,
        };
        match rotation.credential {
            Credential::Secret => self.note_old_secret(&mut rotation, connection, &app).await?,
            Credential::Certificate => Self::note_old_certificate(&mut rotation, connection),
        }
        self.noted(rotation, |_| ()).await
    }

    /// Writes down how far it is; a call that changes something goes out only afterwards.
    async fn noted(&self, mut rotation: Rotation, change: impl FnOnce(&mut Rotation)) -> Result<Rotation> {
        change(&mut rotation);
        let (noted, now) = (rotation.clone(), self.assistant.0.session.now());
        let note = move |run: &mut Run| run.rotated(&noted, now);
        self.assistant.0.runs.change(self.id, note).await?;
        Ok(rotation)
    }

    async fn app(&mut self, rotation: &Rotation) -> Result<Application> {
        let find = DirectoryRequest::find_application(&rotation.application);
        match self.directory.found(&find).await? {
            Some(app) => Ok(app),
            None => Err(ErrorReport::new(ErrorCode::RegistrationGone).with("client_id", &rotation.client_id)),
        }
    }

    /// Asks for a token with the new credential until Entra takes it; a new secret is refused for a minute or two.
    async fn prove(&self, connection: &Connection, new: &ClientCredential) -> Result<()> {
        let session = &self.assistant.0.session;
        // At home the credential is judged as well, and no customer has to have consented.
        let home = connection.at_home();
        let client_id = crate::session::Session::client_id(&home)?;
        let (discovery, place) = (session.discovery(&home).await?, session.place(&home)?);
        let (clock, begun) = (&*session.doors.clock, session.now());
        for looks in 1.. {
            let taken = application_token(&session.http, &discovery, client_id, new, &place, clock).await;
            let Err(report) = taken else {
                return Ok(());
            };
            let may_pass = matches!(
                report.code,
                ErrorCode::SecretWrong | ErrorCode::CertificateNotRegistered
            );
            if !may_pass
                || !self
                    .waited(RegistrationStepId::Proof, begun, pause(looks))
                    .await?
            {
                return Err(report);
            }
        }
        Ok(())
    }

    /// Waits, and says for how long so far; false where patience is at its end.
    async fn waited(&self, id: RegistrationStepId, begun: Timestamp, pause: Duration) -> Result<bool> {
        let clock = &self.assistant.0.session.doors.clock;
        let so_far = Duration::try_from(clock.now().duration_since(begun)).unwrap_or_default();
        if so_far + pause > PATIENCE {
            return Ok(false);
        }
        let seconds = u32::try_from(so_far.as_secs()).unwrap_or_default();
        (self.tell)(RunEvent::Waiting { id, seconds });
        tokio::select! {
            () = self.cancelled.cancelled() => Err(ErrorReport::new(ErrorCode::Cancelled)),
            () = clock.sleep(pause) => Ok(true),
        }
    }

    fn not_cancelled(&self) -> Result<()> {
        if self.cancelled.is_cancelled() {
            return Err(ErrorReport::new(ErrorCode::Cancelled));
        }
        Ok(())
    }

    /// From now on the new one is what is used: the step is proved by the token that it brought.
    async fn taken_over(
        &self,
        step: StepId,
        proof: Evidence,
        change: impl FnOnce(&mut Connection),
    ) -> Result<()> {
        let changed = self.assistant.0.connections.update(self.id, |connection| {
            change(connection);
            connection.trail.prove(step, proof);
        });
        // What somebody brought along for this process was the old one.
        self.assistant.0.session.give_back(&changed.await?);
        Ok(())
    }

    fn tell_steps(&self, rotation: &Rotation) {
        for step in rotation.steps() {
            (self.tell)(RunEvent::Step { step: Box::new(step) });
        }
    }
}
