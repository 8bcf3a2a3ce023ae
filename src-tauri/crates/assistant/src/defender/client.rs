//! One way to call an API: the bearer token goes to the host of its own cloud and audience only, a busy service
//! is waited for, and a token that ended on the way is renewed once.

use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderValue};
use reqwest::{Method, Request, StatusCode};
use tokio_util::sync::CancellationToken;
use url::Url;

use super::ReadProgress;
use super::query::retry_after;
use crate::connection::Connection;
use crate::diagnosis;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Answer;
use crate::session::Session;
use crate::token::AccessToken;

/// Hears how far a reading is.
pub(crate) type OnProgress<'a> = &'a (dyn Fn(ReadProgress) + Send + Sync);

/// A service that keeps saying "later" is told to a person after so many times.
const MAX_WAITS: u32 = 8;
/// Longer than this nobody waits without being asked.
const MAX_PAUSE: Duration = Duration::from_secs(120);
const MAX_FAULTS: u32 = 3;

/// Calls one API for one connection.
pub(crate) struct ApiClient<'a> {
    session: &'a Session,
    connection: &'a Connection,
    cancelled: CancellationToken,
    on_progress: OnProgress<'a>,
    pub(super) progress: ReadProgress,
    /// How often the service asked to wait.
    pub(super) throttled: u32,
}

enum Next {
    Answer(Answer),
    Wait(Duration),
    Renew,
}

impl<'a> ApiClient<'a> {
    pub(crate) fn new(
        session: &'a Session,
        connection: &'a Connection,
        cancelled: CancellationToken,
        on_progress: OnProgress<'a>,
    ) -> Self {
        Self {
            session,
            connection,
            cancelled,
            on_progress,
            progress: ReadProgress::default(),
            throttled: 0,
        }
    }

    /// Gets one address of the API. Any other origin is refused before a token is near it.
    pub(super) async fn fetch(&mut self, url: &Url) -> Result<Answer> {
        self.admit(url)?;
        let (mut waits, mut faults, mut renewed) = (0, 0, false);
        loop {
            let token = self
                .cancellable(self.session.access_token(self.connection))
                .await??;
            let sent = self
                .cancellable(self.session.http.send(request(url, &token)?))
                .await?;
            self.progress.requests += 1;
            match self.judge(sent, &token, waits, faults, renewed)? {
                Next::Answer(answer) => return Ok(answer),
                Next::Renew => {
                    self.session.forget_token(self.connection);
                    renewed = true;
                }
                Next::Wait(pause) => {
                    waits += 1;
                    faults += 1;
                    self.wait(pause).await?;
                }
            }
        }
    }

    /// Refuses an address that is not one of the API's own: a token has no business there.
    pub(super) fn admit(&self, url: &Url) -> Result<()> {
        let cloud = self.session.cloud(&self.connection.cloud)?;
        if cloud.answers(self.connection.goal.api, url) {
            return Ok(());
        }
        let host = url.host_str().unwrap_or_default();
        Err(ErrorReport::new(ErrorCode::NextLinkRefused).with("host", host))
    }

    fn judge(
        &mut self,
        sent: Result<Answer>,
        token: &AccessToken,
        waits: u32,
        faults: u32,
        renewed: bool,
    ) -> Result<Next> {
        let answer = match sent {
            Ok(answer) => answer,
            // A connection that broke in the middle often holds the second time; a refused one does not.
            Err(report) if report.code == ErrorCode::ServerTrouble && faults < MAX_FAULTS => {
                return Ok(Next::Wait(backoff(faults)));
            }
            Err(report) => return Err(report),
        };
        match answer.status {
            status if status.is_success() => Ok(Next::Answer(answer)),
            StatusCode::TOO_MANY_REQUESTS if waits < MAX_WAITS => {
                self.throttled += 1;
                let asked = retry_after(&answer.headers).and_then(|pause| Duration::try_from(pause).ok());
                Ok(Next::Wait(asked.unwrap_or_else(|| backoff(waits)).min(MAX_PAUSE)))
            }
            status if status.is_server_error() && faults < MAX_FAULTS => Ok(Next::Wait(backoff(faults))),
            StatusCode::UNAUTHORIZED if !renewed => Ok(Next::Renew),
            _ => Err(diagnosis::from_api(&answer, self.connection.goal, &token.claims)),
        }
    }

    async fn wait(&mut self, pause: Duration) -> Result<()> {
        let seconds = u32::try_from(pause.as_secs().max(1)).unwrap_or(u32::MAX);
        self.tell(ReadProgress {
            waiting_seconds: Some(seconds),
            ..self.progress
        });
        self.cancellable(tokio::time::sleep(pause)).await?;
        self.tell(self.progress);
        Ok(())
    }

    pub(super) fn tell(&mut self, progress: ReadProgress) {
        self.progress = ReadProgress {
            waiting_seconds: None,
            ..progress
        };
        (self.on_progress)(progress);
    }

    async fn cancellable<T>(&self, work: impl Future<Output = T>) -> Result<T> {
        tokio::select! {
            () = self.cancelled.cancelled() => Err(ErrorReport::new(ErrorCode::Cancelled)),
            done = work => Ok(done),
        }
    }
}

/// 1, 2, 4, ... seconds where the service names no pause.
fn backoff(tries: u32) -> Duration {
    Duration::from_secs(1 << tries.min(6))
}

fn request(url: &Url, token: &AccessToken) -> Result<Request> {
    let mut request = Request::new(Method::GET, url.clone());
    let mut bearer = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
        .map_err(|_| ErrorReport::new(ErrorCode::AnswerNotUnderstood).with("message", "access_token"))?;
    bearer.set_sensitive(true);
    request.headers_mut().insert(AUTHORIZATION, bearer);
    request
        .headers_mut()
        .insert(ACCEPT, HeaderValue::from_static("application/json"));
    Ok(request)
}
