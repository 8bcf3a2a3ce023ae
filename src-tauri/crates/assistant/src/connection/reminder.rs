//! Credentials that end: known from the connection alone, without asking anybody.

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use specta::Type;

use super::{Connection, Context, Credential};
use crate::clock::rfc3339;
use crate::error::{ErrorCode, ErrorReport};

/// So long before its end a credential is worth a warning: everything stops with it.
const WARNING: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Is the end so near that somebody should act? Also where it is past.
pub(crate) fn ends_soon(ends: Timestamp, now: Timestamp) -> bool {
    ends.duration_since(now) <= WARNING
}

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReminderKind {
    /// The client secret.
    Secret,
    /// The certificate.
    Certificate,
}

/// How near the end is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ReminderState {
    /// Within a month.
    Soon,
    /// It is past.
    Ended,
}

/// A credential that is to be made anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Reminder {
    /// Whose.
    pub connection_id: String,
    /// What ends.
    pub kind: ReminderKind,
    /// When, RFC 3339.
    pub ends_at: String,
    /// How near that is.
    pub state: ReminderState,
    /// The same in words, with what to do.
    pub problem: ErrorReport,
}

impl ReminderKind {
    /// What is said of one that ends then.
    pub(crate) fn problem(self, ends: Timestamp, now: Timestamp) -> ErrorReport {
        let code = match (self, ends <= now) {
            (Self::Secret, false) => ErrorCode::SecretExpiresSoon,
            (Self::Secret, true) => ErrorCode::SecretExpired,
            (Self::Certificate, false) => ErrorCode::CertificateExpiresSoon,
            (Self::Certificate, true) => ErrorCode::CertificateExpired,
        };
        ErrorReport::new(code).with("expires", rfc3339(ends))
    }
}

impl Connection {
    /// When what the application proves itself with stops being good, as far as that is known.
    pub(crate) fn credential_ends(&self) -> Option<Timestamp> {
        match (self.goal.context, self.goal.credential) {
            (Context::User, _) => None,
            (Context::Application, Credential::Secret) => self.secret_ends,
            (Context::Application, Credential::Certificate) => self.certificates.ends(),
        }
    }

    /// What is to be said of that end now, if anything.
    pub(crate) fn reminder(&self, now: Timestamp) -> Option<Reminder> {
        let ends = self.credential_ends().filter(|ends| ends_soon(*ends, now))?;
        let kind = match self.goal.credential {
            Credential::Secret => ReminderKind::Secret,
            Credential::Certificate => ReminderKind::Certificate,
        };
        Some(Reminder {
            connection_id: self.id.clone(),
            kind,
            ends_at: rfc3339(ends),
            state: if ends <= now {
                ReminderState::Ended
            } else {
                ReminderState::Soon
            },
            problem: kind.problem(ends, now),
        })
    }
}
