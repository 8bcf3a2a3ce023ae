//! Device codes that wait for a person (RFC 8628 sections 3.2 to 3.5; MicrosoftDocs/entra-docs: v2-oauth2-device-code.md).

use std::collections::HashMap;
use std::fmt;

use jiff::{SignedDuration, Timestamp};

use crate::entra::error::EntraError;
use crate::entra::grants::{REMEMBERED, SignedIn};
use crate::entra::scope::Asked;
use crate::ids::ClientId;
use crate::random::{Dice, opaque};

/// `expires_in`: 15 minutes.
pub(crate) const LIFETIME: SignedDuration = SignedDuration::from_mins(15);
/// `interval`: how long an app waits between two polls.
pub(crate) const INTERVAL: SignedDuration = SignedDuration::from_secs(5);
/// What `slow_down` adds to the interval (RFC 8628 section 3.5).
const SLOWER: SignedDuration = SignedDuration::from_secs(5);
/// Timers of clients and the way through the network are not exact.
const TOLERANCE: SignedDuration = SignedDuration::from_secs(1);

/// What the person types, without blanks and in capitals.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct UserCode(String);

impl UserCode {
    /// Nine characters, none of which looks like another.
    fn generate() -> Self {
        Self(Dice::unrepeatable().text(9, "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"))
    }

    /// Reads what somebody typed: case, blanks and hyphens do not matter (RFC 8628 section 6.1). `None` when nothing
    /// is left.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|one| !one.is_whitespace() && *one != '-');
        let code: String = letters.flat_map(char::to_uppercase).collect();
        (!code.is_empty()).then_some(Self(code))
    }
}

impl fmt::Display for UserCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How far the person has come.
#[derive(Clone, Debug)]
pub(crate) enum Progress {
    Pending,
    Approved(SignedIn),
    Declined,
    /// A policy refused the sign-in; the app is told by the same error as the person.
    Refused(EntraError),
    Redeemed,
}

/// A device code that was handed out.
#[derive(Clone)]
pub(crate) struct DeviceCode {
    pub(crate) user_code: UserCode,
    /// The tenant as it stood in the path.
    pub(crate) authority: String,
    pub(crate) client_id: ClientId,
    pub(crate) asked: Asked,
    pub(crate) progress: Progress,
    issued: Timestamp,
    interval: SignedDuration,
    polled: Option<Timestamp>,
}

impl DeviceCode {
    /// The person has still to decide.
    pub(crate) fn waits(&self) -> bool {
        matches!(self.progress, Progress::Pending)
    }

    pub(crate) fn has_expired(&self, now: Timestamp) -> bool {
        now.duration_since(self.issued) > LIFETIME
    }

    /// One question of the app: who signed in, or the error that says what to do next.
    pub(crate) fn poll(&mut self, now: Timestamp) -> Result<SignedIn, EntraError> {
        if self.has_expired(now) {
            return Err(EntraError::new(70020));
        }
        let waited = self.polled.map(|last| now.duration_since(last) + TOLERANCE);
        self.polled = Some(now);
        match &self.progress {
            Progress::Pending if waited.is_some_and(|waited| waited < self.interval) => {
                self.interval += SLOWER;
                Err(EntraError::new(70016).under("slow_down"))
            }
            Progress::Pending => Err(EntraError::new(70016)),
            Progress::Approved(who) => Ok(*who),
            Progress::Declined => Err(EntraError::new(65004).under("authorization_declined")),
            Progress::Refused(error) => Err(error.clone()),
            Progress::Redeemed => Err(EntraError::new(54005)),
        }
    }
}

/// All of them, by the code that the app holds.
#[derive(Default)]
pub(crate) struct DeviceCodes(HashMap<String, DeviceCode>);

impl DeviceCodes {
    /// Hands out a code; returns the device code and the user code.
    pub(crate) fn issue(
        &mut self,
        authority: &str,
        client_id: ClientId,
        asked: Asked,
        now: Timestamp,
    ) -> (String, UserCode) {
        self.0
            .retain(|_, one| now.duration_since(one.issued) < LIFETIME + REMEMBERED);
        let name = format!("E{}", opaque(9));
        let user_code = UserCode::generate();
        let code = DeviceCode {
            user_code: user_code.clone(),
            authority: authority.to_owned(),
            client_id,
            asked,
            progress: Progress::Pending,
            issued: now,
            interval: INTERVAL,
            polled: None,
        };
        self.0.insert(name.clone(), code);
        (name, user_code)
    }

    /// By the code that the app holds.
    pub(crate) fn named_mut(&mut self, device_code: &str) -> Option<&mut DeviceCode> {
        self.0.get_mut(device_code)
    }

    /// By the code that the person types.
    pub(crate) fn typed(&self, user_code: &UserCode) -> Option<&DeviceCode> {
        self.0.values().find(|one| one.user_code == *user_code)
    }

    /// Notes what the person decided, once.
    pub(crate) fn decide(&mut self, user_code: &UserCode, progress: Progress) {
        let waiting = self
            .0
            .values_mut()
            .find(|one| one.user_code == *user_code && one.waits());
        if let Some(code) = waiting {
            code.progress = progress;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_blanks_and_hyphens_of_a_typed_code_do_not_matter() {
        let typed = UserCode::parse(" abcd-e fgh2\t").unwrap();
        assert_eq!(typed.to_string(), "ABCDEFGH2");
        assert_eq!(UserCode::parse(" - "), None);
        let code = UserCode::generate();
        assert_eq!(UserCode::parse(&code.to_string()), Some(code));
    }
}
