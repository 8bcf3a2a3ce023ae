//! Access tokens: kept in memory, decoded, verified, judged. The token itself never leaves this crate except
//! in the `Authorization` header of a request to a host of its own cloud and audience.

mod cache;
mod claims;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod inspect;
mod keys;
mod signature;
mod verdict;
mod view;

use std::fmt;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};

pub(crate) use self::cache::{TokenCache, TokenKey};
pub use self::claims::Claims;
pub(crate) use self::inspect::inspect;
pub use self::inspect::{Opens, TokenInspection};
pub(crate) use self::keys::{KeyRing, KeySet};
pub(crate) use self::signature::{ExpectedIdToken, verify_id_token};
pub(crate) use self::verdict::{Expected, Judged, judge, lacking};
pub use self::view::{Claim, Signature, TokenCheck, TokenCheckId, TokenKind, TokenView};

/// An access token with what its holder needs to know of it. Prints `[redacted]`.
#[derive(Clone)]
pub(crate) struct AccessToken {
    secret: SecretString,
    /// The claims, decoded and not yet believed.
    pub(crate) claims: Claims,
    /// When the service said that it ends.
    pub(crate) expires: Timestamp,
}

impl AccessToken {
    pub(crate) fn new(secret: SecretString, claims: Claims, expires: Timestamp) -> Self {
        Self {
            secret,
            claims,
            expires,
        }
    }

    /// The token, for the `Authorization` header and the signature check only.
    pub(crate) fn expose(&self) -> &str {
        self.secret.expose_secret()
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessToken")
            .field("secret", &"[redacted]")
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}
