//! A registration that Handrail made, taken away again.

use super::Assistant;
use super::registration::OF_THE_CLIENT;
use crate::checklist::Checklist;
use crate::connection::{Accounts, Connection, StoredCertificate};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::outside::{SecretKind, SecretName};
use crate::registration::{Act, Directory, EntryState, Run, RunEvent, RunView, Undo};
use crate::sign_in::Certificate;

impl Assistant {
    /// Removes exactly what was made for a connection, backwards, and puts back what stood there before. Stopped at any
    /// place, it goes on from there when it is asked for again.
    ///
    /// Entra keeps a deleted app for thirty days (application-delete.md). Needs somebody who signed in for the set-up.
    pub async fn undo_registration(
        &self,
        id: &str,
        on_event: impl Fn(RunEvent) + Send + Sync,
    ) -> Result<RunView> {
        let connection = self.0.connections.one(id).await?;
        let nothing = || ErrorReport::new(ErrorCode::NothingToUndo);
        if self.0.runs.of(id).await?.entries.is_empty() {
            return Err(nothing());
        }
        let setup = self.setup(&connection)?;
        let (session, turn) = (&self.0.session, self.turn(id).await?);
        let (connection, cancelled) = (self.0.connections.one(id).await?, turn.cancelled.clone());
        let cloud = session.cloud(&connection.cloud)?;
        let mut undo = Undo {
            directory: Directory::new(session, &setup, cancelled.clone())?,
            runs: &self.0.runs,
            connection: id,
            clock: &*session.doors.clock,
            cancelled,
            tell: &on_event,
            link: &|report| connection.link(report, &cloud),
        };
        let run = Box::pin(undo.undo()).await?;
        let view = run.view(id).ok_or_else(nothing)?;
        if run.taken_away() {
            let checklist = Box::new(self.forget_registration(&connection, &run).await?);
            on_event(RunEvent::Checklist { checklist });
        }
        Ok(view)
    }

    /// Forgets what is known of a registration that is gone; then the journal too, unless something was left that is to
    /// be shown.
    async fn forget_registration(&self, connection: &Connection, run: &Run) -> Result<Checklist> {
        let session = &self.0.session;
        let gone = run.made_the_app() && connection.client_id.map(|id| id.to_string()) == run.client_id;
        if gone {
            session.remove_secrets(connection).await?;
        } else {
            for name in credentials_of(run, connection) {
                session.remove_secret(name).await?;
            }
        }
        let forgetting = self.change(&connection.id, |connection| {
            if gone {
                connection.client_id = None;
                connection.accounts = Accounts::default();
                connection.last_answer = None;
            }
            if gone || has_secret_of(run, connection) {
                connection.secret = None;
                connection.secret_key_id = None;
                connection.secret_ends = None;
            }
            let kept = |one: &StoredCertificate| !gone && !has_added(run, one);
            connection.certificates.retain(kept);
            connection.trail.forget(&OF_THE_CLIENT);
        });
        let checklist = forgetting.await?;
        let begin_anew = |run: &mut Run| {
            run.rotation = None;
            if run.entries.iter().all(|entry| entry.state == EntryState::Undone) {
                *run = Run::default();
            }
        };
        self.0.runs.change(&connection.id, begin_anew).await?;
        Ok(checklist)
    }
}

/// What the run made for an app that stays, and that this connection holds the other half of.
fn credentials_of(run: &Run, connection: &Connection) -> Vec<SecretName> {
    let secret =
        has_secret_of(run, connection).then(|| connection.secret_name(SecretKind::ClientSecret, None));
    let added = connection.certificates.all().filter(|one| has_added(run, one));
    let keys = added.map(|one| connection.certificate_key_name(one));
    secret.into_iter().chain(keys).collect()
}

fn has_secret_of(run: &Run, connection: &Connection) -> bool {
    let added = |act: &Act| matches!(act, Act::AddPassword { .. });
    let its = |made: &Option<String>| made.is_some() && *made == connection.secret_key_id;
    (run.entries.iter()).any(|entry| added(&entry.act) && its(&entry.made))
}

fn has_added(run: &Run, certificate: &StoredCertificate) -> bool {
    let of_portal = Certificate::parse_pem(&certificate.pem).map(|one| one.thumbprint());
    let added = |act: &Act| matches!(act, Act::AddCertificate { thumbprint, .. } if Some(thumbprint) == of_portal.as_ref());
    run.entries.iter().any(|entry| added(&entry.act))
}
