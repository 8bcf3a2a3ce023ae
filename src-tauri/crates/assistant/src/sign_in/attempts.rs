//! Sign-ins that wait for the browser: one at a time for a connection, each used once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use secrecy::SecretString;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::LandingPage;
use super::authorization_code::Authorization;
use super::loopback::{Bound, Callback, Loopback};
use crate::diagnosis;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;

/// As long as Entra keeps a sign-in page alive.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10 * 60);

/// A sign-in that waits for the browser.
pub(crate) struct Pending {
    pub(crate) connection_id: String,
    pub(crate) url: Url,
    loopback: Loopback,
    authorization: Mutex<Option<Authorization>>,
    cancelled: CancellationToken,
}

impl Pending {
    /// Takes a port and begins to listen for the answer to a request that is made for that port.
    pub(crate) async fn begin(
        connection_id: &str,
        page: LandingPage,
        request: impl FnOnce(u16) -> Result<Authorization>,
    ) -> Result<Self> {
        let bound = Bound::bind().await?;
        let authorization = request(bound.port())?;
        let loopback = bound.listen(authorization.state.secret().clone(), page);
        Ok(Self {
            connection_id: connection_id.to_owned(),
            url: authorization.url.clone(),
            loopback,
            authorization: Mutex::new(Some(authorization)),
            cancelled: CancellationToken::new(),
        })
    }

    /// Waits for the code, or for one of the many ways in which none comes.
    pub(crate) async fn code(&self) -> Result<(SecretString, Authorization)> {
        let answer = tokio::select! {
            () = self.cancelled.cancelled() => return Err(ErrorReport::new(ErrorCode::SignInCancelled)),
            () = tokio::time::sleep(PATIENCE) => return Err(ErrorReport::new(ErrorCode::SignInTimedOut)),
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
            Callback::ForeignState => Err(ErrorReport::new(ErrorCode::StateMismatch).with("name", "state")),
        }
    }

    /// Waits until the browser shows the landing page.
    pub(crate) async fn landed(&self) {
        self.loopback.landed().await;
    }
}

/// All sign-ins that wait.
#[derive(Default)]
pub(crate) struct Attempts(Mutex<HashMap<String, Arc<Pending>>>);

impl Attempts {
    /// Adds an attempt; an older one of the same connection ends as cancelled.
    pub(crate) fn add(&self, id: &str, pending: Pending) {
        let mut attempts = lock(&self.0);
        attempts.retain(|_, older| {
            let keep = older.connection_id != pending.connection_id;
            if !keep {
                older.cancelled.cancel();
            }
            keep
        });
        attempts.insert(id.to_owned(), Arc::new(pending));
    }

    /// The attempt of that name.
    pub(crate) fn one(&self, id: &str) -> Result<Arc<Pending>> {
        lock(&self.0)
            .get(id)
            .cloned()
            .ok_or_else(|| ErrorReport::new(ErrorCode::SignInUnknown))
    }

    /// The person gave up. Whoever waits for the attempt hears of it.
    pub(crate) fn cancel(&self, id: &str) -> Result<()> {
        self.one(id)?.cancelled.cancel();
        Ok(())
    }

    /// The attempt is over.
    pub(crate) fn end(&self, id: &str) {
        lock(&self.0).remove(id);
    }
}
