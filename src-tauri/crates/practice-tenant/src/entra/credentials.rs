//! A user's name and password, and what becomes of somebody who guesses
//! (MicrosoftDocs/entra-docs: howto-password-smart-lockout.md).

use std::collections::VecDeque;

use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::entra::error::EntraError;
use crate::ids::ObjectId;
use crate::store::Store;

/// Wrong passwords until the account is locked.
const LOCKOUT_THRESHOLD: u32 = 10;
/// How long the first lock holds.
const LOCKOUT_DURATION: SignedDuration = SignedDuration::from_secs(60);
/// One of these typed again does not count: somebody's own old password is no attack.
const REMEMBERED: usize = 3;

/// "Smart lockout" of one account.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lockout {
    wrong: u32,
    last: VecDeque<[u8; 32]>,
    until: Option<Timestamp>,
}

impl Lockout {
    fn holds(&self, now: Timestamp) -> bool {
        self.until.is_some_and(|until| now < until)
    }

    fn count(&mut self, password: &str, now: Timestamp) {
        let digest: [u8; 32] = Sha256::digest(password).into();
        if self.last.contains(&digest) {
            return;
        }
        if self.last.len() == REMEMBERED {
            self.last.pop_front();
        }
        self.last.push_back(digest);
        self.wrong += 1;
        if self.wrong >= LOCKOUT_THRESHOLD {
            self.until = now.checked_add(LOCKOUT_DURATION).ok();
        }
    }
}

/// Checks a name and a password. `directory` is the tenant as the person should read it.
///
/// AADSTS50034 for a name that nobody has, 50056 for somebody of a federated domain, 50053 while the account is locked,
/// 50126 for a wrong password, 50055 for one that has expired. Whether the account may be used at all is the policy's to
/// say.
pub(crate) fn verify(
    store: &mut Store,
    name: &str,
    password: &str,
    directory: &str,
    now: Timestamp,
) -> Result<ObjectId, EntraError> {
    let federated = store
        .user_named(name)
        .is_some_and(|user| store.is_federated(user));
    if federated {
        return Err(EntraError::new(50056));
    }
    let found = store.user_named(name).map(|user| user.object_id);
    let user = found.and_then(|id| store.user_mut(id)).ok_or_else(|| {
        EntraError::new(50034)
            .with("user", name)
            .with("tenant", directory)
    })?;
    if user.lockout.holds(now) {
        return Err(EntraError::new(50053));
    }
    if !bool::from(user.password.as_bytes().ct_eq(password.as_bytes())) {
        user.lockout.count(password, now);
        return Err(EntraError::new(50126));
    }
    user.lockout = Lockout::default();
    if user.password_expired {
        return Err(EntraError::new(50055));
    }
    Ok(user.object_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn ten_different_wrong_passwords_lock_the_account_for_a_minute() {
        let mut lockout = Lockout::default();
        for attempt in 0..10 {
            assert!(!lockout.holds(at(0)));
            lockout.count(&format!("guess {attempt}"), at(0));
        }
        assert!(lockout.holds(at(59)));
        assert!(!lockout.holds(at(60)));
    }

    #[test]
    fn the_same_wrong_password_counts_once() {
        let mut lockout = Lockout::default();
        for _ in 0..50 {
            lockout.count("my old one", at(0));
        }
        assert!(!lockout.holds(at(0)));
    }
}
