//! A new secret or certificate beside the old one: proved, and only then is the old one taken away.
//!
//! Killed at any place it goes on from what is on disk and from what the tenant holds. Whatever else the registration has
//! of secrets and certificates is never touched.

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::client_secret::secret_name;
use super::found::{Application, PasswordCredential};
use super::run::{Act, Entry, EntryState, RegistrationStepId, Run, RunStepState, RunStepView, RunView};
use crate::clock::rfc3339;
use crate::connection::{Connection, Credential};
use crate::error::{ErrorCode, ErrorReport};

/// A credential on its way to be replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Rotation {
    /// Names the new secret in the tenant.
    pub(crate) id: Uuid,
    pub(crate) started_at: Timestamp,
    /// "Object ID" of the registration.
    pub(crate) application: String,
    pub(crate) client_id: String,
    pub(crate) credential: Credential,
    pub(crate) phase: Phase,
    /// What is to go in the end: the key id of a secret, the thumbprint (SHA-1) of a certificate.
    pub(crate) old: Option<String>,
    /// How many other secrets there are, where which one is the old one cannot be told.
    pub(crate) unknown: Option<usize>,
    /// What takes its place, named in the same way.
    pub(crate) new: Option<String>,
    /// When a new secret ends.
    pub(crate) ends: Option<Timestamp>,
    /// Why it stopped.
    pub(crate) stopped: Option<ErrorReport>,
}

/// How far it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Phase {
    /// The new one comes into the tenant.
    Adding,
    /// A token is asked for with the new one. The old one is still what is used.
    Proving,
    /// The new one is what is used, and the old one goes.
    Removing,
    /// Nothing is left to do.
    Finished,
}

/// Which secret of a registration is in use.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum InUse {
    /// That key id.
    Known(String),
    /// None of those that are there.
    Gone,
    /// Any of so many.
    Unsure(usize),
}

/// Tells the secret in use by its key id where that is known, or by its first three characters, which Entra goes on
/// showing (resources/passwordcredential.md, `hint`).
pub(crate) fn secret_in_use(app: &Application, known: Option<&str>, value: Option<&SecretString>) -> InUse {
    let all = &app.password_credentials;
    if let Some(known) = all.iter().find(|one| Some(one.key_id.as_str()) == known) {
        return InUse::Known(known.key_id.clone());
    }
    let Some(value) = value else {
        return InUse::Gone;
    };
    let fitting: Vec<_> = all.iter().filter(|one| may_be(one, value)).collect();
    match *fitting {
        [one] if one.hint.is_some() => InUse::Known(one.key_id.clone()),
        [] => InUse::Gone,
        _ => InUse::Unsure(fitting.len()),
    }
}

/// Do its first characters say that it is this value? One that shows none may be any.
pub(crate) fn may_be(secret: &PasswordCredential, value: &SecretString) -> bool {
    let hint = secret.hint.as_deref();
    hint.is_none_or(|hint| value.expose_secret().starts_with(hint))
}

impl Rotation {
    /// Is it of the registration and of the kind of credential that a connection has now?
    pub(crate) fn is_for(&self, connection: &Connection) -> bool {
        let client_id = connection.client_id.map(|id| id.to_string());
        client_id.as_ref() == Some(&self.client_id) && self.credential == connection.goal.credential
    }

    /// The name of the new secret in the tenant.
    pub(crate) fn name(&self) -> String {
        secret_name(&self.id.simple().to_string())
    }

    pub(crate) fn step(&self) -> RegistrationStepId {
        match self.credential {
            Credential::Secret => RegistrationStepId::Secret,
            Credential::Certificate => RegistrationStepId::Certificate,
        }
    }

    /// What was found to be left in the tenant, since nobody can tell which one it is.
    fn left(&self) -> Option<ErrorReport> {
        let others = self.unknown?;
        Some(ErrorReport::new(ErrorCode::SecretNotIdentified).with("others", others))
    }

    /// The step of the credential, and that of its proof.
    pub(crate) fn steps(&self) -> [RunStepView; 2] {
        let left = self.left();
        let credential = match (self.phase, &left) {
            _ if self.stopped.is_some() && self.phase != Phase::Proving => RunStepState::Stopped,
            (Phase::Finished, Some(_)) => RunStepState::Left,
            (Phase::Finished, None) => RunStepState::Done,
            _ => RunStepState::Working,
        };
        let proof = match self.phase {
            Phase::Adding => RunStepState::Waiting,
            Phase::Proving if self.stopped.is_some() => RunStepState::Stopped,
            Phase::Proving => RunStepState::Working,
            Phase::Removing | Phase::Finished => RunStepState::Done,
        };
        let view = |id, state| RunStepView {
            id,
            state,
            made: Vec::new(),
            problem: match state {
                RunStepState::Stopped => self.stopped.clone(),
                RunStepState::Left => left.clone(),
                _ => None,
            },
            waited_seconds: None,
        };
        let mut credential = view(self.step(), credential);
        credential.made = self.new.iter().cloned().collect();
        [credential, view(RegistrationStepId::Proof, proof)]
    }

    /// The rotation as the window shows it.
    pub(crate) fn view(&self, connection_id: &str, run: &Run) -> RunView {
        let finished = self.phase == Phase::Finished;
        RunView {
            connection_id: connection_id.to_owned(),
            started_at: rfc3339(self.started_at),
            choices: run.choices.clone(),
            client_id: Some(self.client_id.clone()),
            steps: self.steps().into(),
            finished,
            resumable: !finished,
            undoable: run.entries.iter().any(Entry::undoable),
            undoing: false,
        }
    }

    /// The new credential as an act of the run.
    pub(crate) fn adding(&self) -> Act {
        let application = self.application.clone();
        match self.credential {
            Credential::Secret => Act::AddPassword {
                application,
                name: self.name(),
            },
            Credential::Certificate => Act::AddCertificate {
                application,
                thumbprint: self.new.clone().unwrap_or_default(),
            },
        }
    }
}

impl Run {
    /// Notes how far a rotation is. Where what is replaced was made by the run, its entries follow, so that undoing the
    /// run takes away what is there by then.
    pub(crate) fn rotated(&mut self, rotation: &Rotation, now: Timestamp) {
        let old = rotation.old.as_deref();
        let own = self.made_the_app() || self.entries.iter().any(|entry| entry.made_the(old));
        if own && (rotation.new.is_some() || rotation.credential == Credential::Secret) {
            self.follow(rotation, now);
        }
        self.rotation = (rotation.phase != Phase::Finished).then(|| rotation.clone());
    }

    fn follow(&mut self, rotation: &Rotation, now: Timestamp) {
        let act = rotation.adding();
        if !self.entries.iter().any(|entry| entry.act == act) {
            self.entries
                .push(Entry::intended(rotation.step(), act.clone(), now));
        }
        for entry in &mut self.entries {
            if entry.act == act && rotation.new.is_some() && entry.undoable() {
                (entry.state, entry.made) = (EntryState::Done, rotation.new.clone());
            } else if rotation.phase == Phase::Finished && entry.made_the(rotation.old.as_deref()) {
                entry.state = EntryState::Undone;
            }
        }
    }
}

impl Entry {
    /// Is it the act that made this credential?
    fn made_the(&self, credential: Option<&str>) -> bool {
        let made = match &self.act {
            Act::AddPassword { .. } => self.made.as_deref(),
            Act::AddCertificate { thumbprint, .. } => Some(thumbprint.as_str()),
            _ => None,
        };
        credential.is_some() && made == credential
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn app(secrets: &[(&str, Option<&str>)]) -> Application {
        let secret = |(key_id, hint): &(&str, Option<&str>)| PasswordCredential {
            key_id: (*key_id).to_owned(),
            hint: hint.map(str::to_owned),
            ..PasswordCredential::default()
        };
        Application {
            password_credentials: secrets.iter().map(secret).collect(),
            ..Application::default()
        }
    }

    fn in_use(secrets: &[(&str, Option<&str>)], known: Option<&str>) -> InUse {
        let value = SecretString::from("abc~value");
        secret_in_use(&app(secrets), known, Some(&value))
    }

    #[test]
    fn a_key_id_that_is_known_counts_more_than_the_first_characters() {
        let secrets = [("1", Some("abc")), ("2", Some("xyz"))];
        assert_eq!(in_use(&secrets, Some("2")), InUse::Known("2".into()));
        assert_eq!(in_use(&secrets, Some("gone")), InUse::Known("1".into()));
    }

    #[test]
    fn where_several_secrets_begin_alike_none_is_chosen() {
        let secrets = [("1", Some("abc")), ("2", Some("abc")), ("3", Some("xyz"))];
        assert_eq!(in_use(&secrets, None), InUse::Unsure(2));
        assert_eq!(in_use(&secrets[2..], None), InUse::Gone);
    }

    fn rotation(phase: Phase) -> Rotation {
        Rotation {
            id: Uuid::from_u128(0x1234_5678 << 96),
            started_at: Timestamp::UNIX_EPOCH,
            application: "object".into(),
            client_id: "client".into(),
            credential: Credential::Secret,
            phase,
            old: Some("old".into()),
            unknown: None,
            new: Some("new".into()),
            ends: None,
            stopped: None,
        }
    }

    fn states(rotation: &Rotation) -> [RunStepState; 2] {
        rotation.steps().map(|step| step.state)
    }

    #[test]
    fn a_secret_that_shows_no_characters_may_be_any() {
        let value = SecretString::from("abc~value");
        let showing = |hint: Option<&str>| PasswordCredential {
            hint: hint.map(str::to_owned),
            ..PasswordCredential::default()
        };
        assert!(may_be(&showing(None), &value));
        assert!(may_be(&showing(Some("abc")), &value));
        assert!(!may_be(&showing(Some("xyz")), &value));
    }

    #[test]
    fn an_old_secret_that_nobody_can_tell_is_left_and_that_is_said() {
        let mut rotation = rotation(Phase::Finished);
        assert_eq!(states(&rotation), [RunStepState::Done, RunStepState::Done]);
        rotation.unknown = Some(2);
        assert_eq!(states(&rotation), [RunStepState::Left, RunStepState::Done]);
        let problem = rotation.steps()[0].problem.clone().unwrap();
        assert_eq!(problem.code, ErrorCode::SecretNotIdentified);
        assert_eq!(problem.params["others"], "2");
    }

    #[test]
    fn a_proof_that_fails_stops_the_proof_and_not_the_secret() {
        let mut rotation = rotation(Phase::Proving);
        rotation.stopped = Some(ErrorReport::new(ErrorCode::SecretWrong));
        assert_eq!(states(&rotation), [RunStepState::Working, RunStepState::Stopped]);
        rotation.phase = Phase::Removing;
        assert_eq!(states(&rotation), [RunStepState::Stopped, RunStepState::Done]);
    }

    #[test]
    fn undoing_the_run_takes_away_the_newer_secret() {
        let (mut run, now) = (Run::default(), Timestamp::UNIX_EPOCH);
        let rotation = rotation(Phase::Removing);
        run.rotated(&rotation, now);
        assert!(
            run.entries.is_empty(),
            "a registration made by hand is not the run's to undo"
        );

        let first = Act::AddPassword {
            application: "object".into(),
            name: "Handrail first".into(),
        };
        let mut entry = Entry::intended(RegistrationStepId::Secret, first, now);
        (entry.state, entry.made) = (EntryState::Done, Some("old".into()));
        run.entries.push(entry);
        let finished = Rotation {
            phase: Phase::Finished,
            ..rotation
        };
        run.rotated(&finished, now);
        let made = |entry: &Entry| (entry.made.clone().unwrap(), entry.state);
        let made: Vec<_> = run.entries.iter().map(made).collect();
        assert_eq!(
            made,
            [
                ("old".into(), EntryState::Undone),
                ("new".into(), EntryState::Done)
            ]
        );
        assert_eq!(run.rotation, None);
    }
}
