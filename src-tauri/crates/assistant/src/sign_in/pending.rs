//! A sign-in that waits for the browser of this computer.

use std::sync::Mutex;
use std::time::Duration;

use secrecy::SecretString;
use url::Url;

use super::LandingPage;
use super::authorization_code::Authorization;
use super::loopback::{Bound, Callback, Loopback};
use crate::diagnosis;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;

/// As long as Entra keeps a sign-in page alive.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// A request that was made, and the port on which its answer is awaited.
pub(crate) struct Pending {
    pub(crate) url: Url,
    pub(crate) redirect_uri: String,
    loopback: Loopback,
    authorization: Mutex<Option<Authorization>>,
}

impl Pending {
    /// Takes a port and begins to listen for the answer to a request that is made for that port.
    pub(crate) async fn begin(
        page: LandingPage,
        request: impl FnOnce(u16) -> Result<Authorization>,
    ) -> Result<Self> {
        let bound = Bound::bind().await?;
        let authorization = request(bound.port())?;
        let loopback = bound.listen(authorization.expected(), page);
        Ok(Self {
            url: authorization.url.clone(),
            redirect_uri: authorization.redirect_uri.clone(),
            loopback,
            authorization: Mutex::new(Some(authorization)),
        })
    }

    /// Waits for the code, or for one of the many ways in which none comes.
    pub(crate) async fn code(&self) -> Result<(SecretString, Authorization)> {
        let answer = tokio::select! {
            () = tokio::time::sleep(PATIENCE) => return Err(self.loopback.silence()),
            answer = self.loopback.answer() => answer?,
        };
        match answer {
            Callback::Code(code) => {
                let authorization = lock(&self.authorization).take();
                Ok((
                    code,
                    authorization.ok_or_else(|| ErrorReport::new(ErrorCode::SignInUnknown))?,
                ))
            }
            Callback::Refused(error) => Err(diagnosis::from_entra(&error, None)),
            Callback::Consented { .. } => Err(ErrorReport::new(ErrorCode::SignInUnknown)),
            Callback::OtherIssuer => Err(ErrorReport::new(ErrorCode::StateMismatch).with("name", "iss")),
        }
    }

    /// A browser that answered is given the time to show the landing page.
    pub(crate) async fn landed_after<T>(&self, outcome: &Result<T>) {
        let unanswered = |report: &ErrorReport| {
            matches!(
                report.code,
                ErrorCode::SignInCancelled | ErrorCode::SignInTimedOut | ErrorCode::SignInUnknown
            )
        };
        if !outcome.as_ref().is_err_and(unanswered) {
            self.loopback.landed().await;
        }
    }
}
