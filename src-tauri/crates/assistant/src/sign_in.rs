//! Getting tokens: one file a grant, the loopback listener that hears the browser's answer, and the certificates with
//! which an application proves itself.

mod admin_consent;
mod attempts;
mod authorization_code;
mod certificate;
mod client_assertion;
mod client_credentials;
mod device_code;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod landing;
mod loopback;
mod oauth_client;
mod pending;
mod refresh;
#[cfg(test)]
mod unspoken;

use serde::Serialize;
use specta::Type;

pub use self::admin_consent::{ConsentAttempt, ConsentLink};
pub(crate) use self::admin_consent::{ConsentQuery, PendingConsent, consent_page, consent_url, refusal};
pub(crate) use self::attempts::{Attempt, Attempts, Way};
pub(crate) use self::authorization_code::{Authorization, Expectation, scopes, scopes_for_once};
pub(crate) use self::certificate::{Certificate, make};
pub use self::certificate::{
    CertificateLifetime, CertificateState, CertificateView, CertificatesView, ClientCertificate,
    SealedCertificate,
};
pub(crate) use self::client_assertion::AssertionForm;
pub(crate) use self::client_credentials::{ClientCredential, application_token, probe_client_id};
pub(crate) use self::device_code::DeviceCode;
pub use self::landing::{LandingPage, LandingPages};
pub(crate) use self::oauth_client::Tokens;
pub(crate) use self::pending::{PATIENCE, Pending};
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

/// A sign-in that waits for a code to be typed in, on this or another device.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct DeviceSignInAttempt {
    /// Names this attempt.
    pub attempt_id: String,
    /// The connection.
    pub connection_id: String,
    /// What is typed in. Worth nothing without the device code, which stays in Rust.
    pub user_code: String,
    /// The page where it is typed in.
    pub verification_uri: String,
    /// RFC 3339.
    pub started_at: String,
    /// When the code ends, RFC 3339.
    pub expires_at: String,
}

/// How far a sign-in is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SignInStage {
    /// The browser has it, or the code waits to be typed in.
    Waiting,
    /// The browser came back.
    Answered,
    /// The code is being exchanged for a token.
    Redeeming,
    /// The token is being checked.
    Verifying,
}
