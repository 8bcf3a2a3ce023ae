//! Getting tokens: one file a grant, and the loopback listener that hears the browser's answer.

mod admin_consent;
mod attempts;
mod authorization_code;
mod client_credentials;
mod landing;
mod loopback;
mod oauth_client;
mod refresh;

use serde::Serialize;
use specta::Type;

pub use self::admin_consent::{ConsentAttempt, ConsentLink};
pub(crate) use self::admin_consent::{PendingConsent, consent_url};
pub(crate) use self::attempts::{Attempts, PATIENCE, Pending};
pub(crate) use self::authorization_code::{Authorization, Redeemed};
pub(crate) use self::client_credentials::{application_token, probe_client_id};
pub use self::landing::LandingPage;
pub(crate) use self::oauth_client::Tokens;
pub(crate) use self::refresh::refreshed;
use crate::error::ErrorReport;

/// A sign-in that waits for the browser.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SignInAttempt {
    /// Names this attempt.
    pub attempt_id: String,
    /// The connection.
    pub connection_id: String,
    /// What the browser shows. Holds the challenge and the state, nothing secret.
    pub authorize_url: String,
    /// Where the answer comes to.
    pub redirect_uri: String,
    /// RFC 3339.
    pub started_at: String,
    /// When it gives up, RFC 3339.
    pub expires_at: String,
    /// The browser could not be opened: the link can be copied instead.
    pub browser_problem: Option<ErrorReport>,
}

/// How far a sign-in is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SignInStage {
    /// The browser has it.
    Waiting,
    /// The browser came back.
    Answered,
    /// The code is being exchanged for a token.
    Redeeming,
    /// The token is being checked.
    Verifying,
}
