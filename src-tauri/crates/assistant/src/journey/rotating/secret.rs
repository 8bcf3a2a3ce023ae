//! A new client secret in place of the old one.

use jiff::Timestamp;
use secrecy::SecretString;
use serde::Deserialize;

use super::Rotating;
use crate::checklist::{Evidence, EvidenceKind, StepId};
use crate::connection::Connection;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::outside::SecretKind;
use crate::registration::{
    Application, DirectoryRequest, InUse, LIFETIMES, Phase, Rotation, ends_after, may_be, secret_in_use,
};
use crate::sign_in::ClientCredential;

/// The answer that holds the secret, the only one that ever does.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Made {
    key_id: String,
    secret_text: String,
    end_date_time: Option<Timestamp>,
}

impl Rotating<'_> {
    /// Which secret is in use; one that was left over from an earlier rotation is forgotten.
    pub(super) async fn note_old_secret(
        &self,
        rotation: &mut Rotation,
        connection: &Connection,
        app: &Application,
    ) -> Result<()> {
        let session = &self.assistant.0.session;
        session.remove_secret(connection.next_secret_name()).await?;
        let used = session
            .secret(connection.secret_name(SecretKind::ClientSecret, None))
            .await?;
        match secret_in_use(app, connection.secret_key_id.as_deref(), used.as_ref()) {
            InUse::Known(key_id) => rotation.old = Some(key_id),
            InUse::Gone => {}
            InUse::Unsure(others) => rotation.unknown = Some(others),
        }
        Ok(())
    }

    /// Makes the new secret and keeps it beside the old one. One whose value was lost on the way here is removed first.
    pub(super) async fn add_secret(&mut self, rotation: &Rotation) -> Result<Rotation> {
        let session = &self.assistant.0.session;
        let connection = self.assistant.0.connections.one(self.id).await?;
        let kept = session.secret(connection.next_secret_name()).await?;
        let app = self.app(rotation).await?;
        let mut next = rotation.clone();
        next.phase = Phase::Proving;
        let name = rotation.name();
        for ours in app.password_credentials {
            if ours.display_name.as_ref() != Some(&name) {
                continue;
            }
            if kept.as_ref().is_some_and(|kept| may_be(&ours, kept)) {
                next.ends = ours.end_date_time.and_then(|end| end.parse().ok());
                next.new = Some(ours.key_id);
                return Ok(next);
            }
            self.not_cancelled()?;
            let lost = DirectoryRequest::remove_password(&rotation.application, &ours.key_id);
            self.directory.send(&lost).await?;
        }
        self.not_cancelled()?;
        let made = self.make_secret(rotation).await?;
        let value = SecretString::from(made.secret_text);
        session.put_secret(connection.next_secret_name(), value).await?;
        (next.new, next.ends) = (Some(made.key_id), made.end_date_time);
        Ok(next)
    }

    /// Makes a secret that lives as long as the tenant lets it.
    async fn make_secret(&mut self, rotation: &Rotation) -> Result<Made> {
        let now = self.assistant.0.session.now();
        let mut refused = ErrorReport::new(ErrorCode::SecretLifetimeForbidden);
        for days in LIFETIMES {
            let ends = ends_after(days, now);
            let add = DirectoryRequest::add_password(&rotation.application, &rotation.name(), &ends);
            match self.directory.object(&add).await {
                Err(report) if report.code == ErrorCode::SecretLifetimeForbidden => refused = report,
                made => return made,
            }
        }
        Err(refused)
    }

    /// Proves the new secret, and only then puts it where the old one is.
    pub(super) async fn prove_secret(&mut self, rotation: &Rotation) -> Result<Rotation> {
        let session = &self.assistant.0.session;
        let connection = self.assistant.0.connections.one(self.id).await?;
        let mut next = rotation.clone();
        let Some(new) = session.secret(connection.next_secret_name()).await? else {
            next.phase = Phase::Adding;
            return Ok(next);
        };
        self.prove(&connection, &ClientCredential::Secret(new.clone()))
            .await?;
        let name = connection.secret_name(SecretKind::ClientSecret, None);
        let kept = session.put_secret(name, new).await?;
        let proof = Evidence::new(EvidenceKind::SecretAccepted, session.now());
        let (key_id, ends) = (rotation.new.clone(), rotation.ends);
        self.taken_over(StepId::Secret, proof, move |connection| {
            connection.has_secret(kept);
            (connection.secret_key_id, connection.secret_ends) = (key_id, ends);
        })
        .await?;
        next.phase = Phase::Removing;
        Ok(next)
    }

    /// Takes the old secret away, with what an answer that was lost may have left of the new one's name.
    pub(super) async fn remove_secret(&mut self, rotation: &Rotation) -> Result<Rotation> {
        let session = &self.assistant.0.session;
        let connection = self.assistant.0.connections.one(self.id).await?;
        session.remove_secret(connection.next_secret_name()).await?;
        let (app, name) = (self.app(rotation).await?, rotation.name());
        for one in &app.password_credentials {
            let is = |key_id: &Option<String>| key_id.as_ref() == Some(&one.key_id);
            let lost = one.display_name.as_ref() == Some(&name) && !is(&rotation.new);
            if is(&rotation.old) || lost {
                self.not_cancelled()?;
                let old = DirectoryRequest::remove_password(&rotation.application, &one.key_id);
                self.directory.send(&old).await?;
            }
        }
        Ok(Rotation {
            phase: Phase::Finished,
            ..rotation.clone()
        })
    }
}
