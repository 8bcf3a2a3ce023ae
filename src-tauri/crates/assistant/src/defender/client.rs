//! One way to call an API: the bearer token goes to the host of its own cloud and audience only, a busy service
//! is waited for, and a token that ended on the way is renewed once.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request, StatusCode};
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::ReadProgress;
use super::turn::Turn;
use crate::clock::rfc3339;
use crate::connection::{Connection, Context, Goal, Tenancy};
use crate::diagnosis::{self, PAUSE};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Answer;
use crate::ids::TenantId;
use crate::session::Session;
use crate::token::{AccessToken, Claims};

/// Hears how far a reading is.
pub(crate) type OnProgress<'a> = &'a (dyn Fn(ReadProgress) + Send + Sync);

/// A service that keeps saying "later" is told to a person after so many times.
const MAX_WAITS: u32 = 8;
/// Longer than this nobody waits without being asked.
const MAX_PAUSE: Duration = Duration::from_secs(120);
const MAX_FAULTS: u32 = 3;
/// A hunting answer is 50 MB at most (endpoints of all three APIs), and the JSON around its rows.
const MAX_HUNTING_ANSWER: usize = 56 * 1024 * 1024;

/// Calls one API for one connection.
pub(crate) struct ApiClient<'a> {
    session: &'a Session,
    connection: &'a Connection,
    cancelled: CancellationToken,
    on_progress: OnProgress<'a>,
    pub(crate) progress: ReadProgress,
    /// How often the service asked to wait.
    pub(crate) throttled: u32,
    /// Its place among others, where there are others.
    turn: Option<Turn>,
    refusal: Refusal,
    /// Its calls say which permissions are needed.
    noted: bool,
}

/// Makes the finding of a refused call.
pub(crate) type Refusal = fn(&Answer, Goal, &Claims) -> ErrorReport;

/// What is asked of an API, and what may be done when that does not succeed at once.
#[derive(Clone, Debug)]
pub(super) struct Call {
    method: Method,
    pub(super) url: Url,
    body: Option<Value>,
    manner: Manner,
    /// Asks for what is missing to be made.
    creates_missing: bool,
}

/// What a call does to the tenant, and how much it asks of the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// Reads; asking again changes nothing.
    Reading,
    /// Reads what the service has to work for.
    Hunting,
    /// Changes something. Whether it was done is unknown where no answer came.
    Changing,
}

impl Call {
    pub(super) fn reading(url: Url) -> Self {
        Self {
            method: Method::GET,
            url,
            body: None,
            manner: Manner::Reading,
            creates_missing: false,
        }
    }

    pub(super) fn hunting(url: Url, body: Value) -> Self {
        Self {
            method: Method::POST,
            url,
            body: Some(body),
            manner: Manner::Hunting,
            creates_missing: false,
        }
    }

    pub(super) fn changing(method: Method, url: Url, body: Value) -> Self {
        Self {
            method,
            url,
            body: Some(body),
            manner: Manner::Changing,
            creates_missing: false,
        }
    }

    /// Changes the directory. One that names an alternate key makes what is missing (`Prefer: create-if-missing`).
    fn directory(method: Method, url: Url, body: Option<Value>) -> Self {
        Self {
            creates_missing: url.path().contains("(uniqueName="),
            body,
            ..Self::changing(method, url, Value::Null)
        }
    }

    /// May it be sent again after an answer that says nothing of what was done?
    fn repeatable_after(&self, status: Option<StatusCode>) -> bool {
        match self.manner {
            Manner::Reading => true,
            // A query that used up its time would use it up again.
            Manner::Hunting => status != Some(StatusCode::GATEWAY_TIMEOUT),
            Manner::Changing => false,
        }
    }

    fn request(&self, token: &AccessToken) -> Result<Request> {
        let mut request = Request::new(self.method.clone(), self.url.clone());
        let mut bearer = HeaderValue::from_str(&format!("Bearer {}", token.expose()))
            .map_err(|_| ErrorReport::new(ErrorCode::AnswerNotUnderstood).with("message", "access_token"))?;
        bearer.set_sensitive(true);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, bearer);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if self.creates_missing {
            let prefer = HeaderValue::from_static("create-if-missing");
            headers.insert("prefer", prefer);
        }
        if let Some(body) = &self.body {
            // With the character set, as the page of runHuntingQuery asks for where a query is not all ASCII.
            let json = HeaderValue::from_static("application/json; charset=utf-8");
            headers.insert(CONTENT_TYPE, json);
            *request.body_mut() = Some(body.to_string().into());
        }
        Ok(request)
    }
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
            turn: None,
            refusal: diagnosis::from_api,
            noted: true,
        }
    }

    /// The same as one of several that take turns: while it waits for the service, another works.
    pub(crate) fn in_turn(mut self, turn: Turn) -> Self {
        self.turn = Some(turn);
        self
    }

    /// The same for calls that say nothing of what the connection is used for.
    pub(crate) fn unnoted(mut self) -> Self {
        self.noted = false;
        self
    }

    /// From now on, what is refused is told in these words.
    pub(crate) fn refuse_with(&mut self, refusal: Refusal) {
        self.refusal = refusal;
    }

    /// A request to the directory: what only reads may be asked again. A registration is made by a name that is unique
    /// in its tenant, so that asking twice makes one (application-upsert.md).
    pub(crate) async fn directory_call(
        &mut self,
        method: Method,
        url: Url,
        body: Option<Value>,
    ) -> Result<Answer> {
        let call = match body {
            None if method == Method::GET => Call::reading(url),
            body => Call::directory(method, url, body),
        };
        self.send(&call).await
    }

    /// Gets one address of the API.
    pub(crate) async fn fetch(&mut self, url: &Url) -> Result<Answer> {
        let call = Call::reading(url.clone());
        // Apart, so that a whole journey does not carry the room for one call.
        Box::pin(self.send(&call)).await
    }

    /// Makes a call. Any other origin than the API's is refused before a token is near it.
    pub(super) async fn send(&mut self, call: &Call) -> Result<Answer> {
        self.admit(&call.url)?;
        let (mut waits, mut faults, mut renewed) = (0, 0, false);
        loop {
            let token = self.token().await?;
            self.belongs(&token)?;
            let exchange = self.exchange(call, &token);
            // What changes something is not cut off: nobody would know whether it was done.
            let sent = match call.manner {
                Manner::Changing => exchange.await,
                Manner::Reading | Manner::Hunting => self.cancellable(exchange).await?,
            };
            self.progress.requests += 1;
            match self.judge(call, sent, &token, (waits, faults, renewed))? {
                Next::Answer(answer) => {
                    if self.noted {
                        self.session.note_use(self.connection).await;
                    }
                    return Ok(answer);
                }
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

    /// The token of the connection. A sign-in service that is busy is waited for like any other: whoever asks twice for
    /// the same token has two that are good.
    pub(crate) async fn token(&mut self) -> Result<AccessToken> {
        let mut faults = 0;
        loop {
            let taken = self.cancellable(self.session.access_token(self.connection));
            let report = match taken.await? {
                Err(report) if report.code == ErrorCode::ServerTrouble && faults < MAX_FAULTS => report,
                taken => return taken,
            };
            let seconds = report.params.get(PAUSE).and_then(|seconds| seconds.parse().ok());
            let asked = seconds.map(Duration::from_secs);
            if asked.is_some_and(|pause| pause > MAX_PAUSE) {
                return Err(self.too_long(report, asked.unwrap_or_default()));
            }
            self.throttled += u32::from(asked.is_some());
            self.wait(asked.unwrap_or_else(|| self.backoff(faults))).await?;
            faults += 1;
        }
    }

    /// A pause that nobody waits for unasked: until when it lasts.
    fn too_long(&self, refused: ErrorReport, pause: Duration) -> ErrorReport {
        let pause = SignedDuration::try_from(pause).unwrap_or(SignedDuration::MAX);
        let until = self.session.now().checked_add(pause).unwrap_or(Timestamp::MAX);
        let host = refused.params.get("host").cloned().unwrap_or_default();
        ErrorReport {
            trace: refused.trace,
            detail: refused.detail,
            ..ErrorReport::new(ErrorCode::LongPause)
        }
        .with("host", host)
        .with("until", rfc3339(until))
        .with(PAUSE, pause.as_secs())
    }

    fn backoff(&self, tries: u32) -> Duration {
        self.session.http.jitter.backoff(tries)
    }

    /// Refuses a customer's call with the token of anybody else.
    fn belongs(&self, token: &AccessToken) -> Result<()> {
        let (expected, actual) = (self.connection.token_tenant(), token.claims.tenant_id());
        let at_customer = self.connection.goal.tenancy == Tenancy::Customers;
        if !at_customer || actual.parse().is_ok_and(|actual: TenantId| actual == expected) {
            return Ok(());
        }
        let domain = self.connection.customer.as_ref().map(|one| one.domain.as_str());
        Err(ErrorReport::new(ErrorCode::WrongTenant)
            .with("expected", expected)
            .with("actual", actual)
            .with("domain", domain.unwrap_or_default()))
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

    async fn exchange(&self, call: &Call, token: &AccessToken) -> Result<Answer> {
        let (http, request) = (&self.session.http, call.request(token)?);
        match call.manner {
            Manner::Hunting => http.send_patiently(request, MAX_HUNTING_ANSWER).await,
            Manner::Reading | Manner::Changing => http.send(request).await,
        }
    }

    fn judge(
        &mut self,
        call: &Call,
        sent: Result<Answer>,
        token: &AccessToken,
        (waits, faults, renewed): (u32, u32, bool),
    ) -> Result<Next> {
        let again = |status| faults < MAX_FAULTS && call.repeatable_after(status);
        let answer = match sent {
            Ok(answer) => answer,
            // A connection that broke in the middle often holds the second time; a refused one does not.
            Err(report) if report.code == ErrorCode::ServerTrouble && again(None) => {
                return Ok(Next::Wait(self.backoff(faults)));
            }
            Err(report) => return Err(report),
        };
        let refusal = |answer: &Answer| {
            let report = (self.refusal)(answer, self.connection.goal, &token.claims);
            match report.code {
                ErrorCode::ServerTrouble => report.with("host", &answer.host),
                _ => report,
            }
        };
        let asked = answer.retry_after();
        let too_long = asked.is_some_and(|pause| pause > MAX_PAUSE);
        let busy = match answer.status {
            StatusCode::TOO_MANY_REQUESTS => waits < MAX_WAITS,
            status => status.is_server_error() && again(Some(status)),
        };
        match answer.status {
            status if status.is_success() => answer.of_the_service().map(|()| Next::Answer(answer)),
            // The share of computing time has words of its own.
            _ if busy && too_long && call.manner != Manner::Hunting => {
                let refused = refusal(&answer).with("host", &answer.host);
                Err(self.too_long(refused, asked.unwrap_or_default()))
            }
            _ if busy && !too_long => {
                self.throttled += u32::from(asked.is_some() || answer.status.is_client_error());
                Ok(Next::Wait(asked.unwrap_or_else(|| self.backoff(waits))))
            }
            StatusCode::TOO_MANY_REQUESTS => {
                Err(refusal(&answer).with(PAUSE, asked.map_or(0, |pause| pause.as_secs())))
            }
            StatusCode::UNAUTHORIZED if !renewed && self.renewable() => Ok(Next::Renew),
            _ => Err(refusal(&answer)),
        }
    }

    /// Without a refresh token, only a person brings another one.
    fn renewable(&self) -> bool {
        self.connection.goal.context == Context::Application || self.connection.accounts.current().is_some()
    }

    async fn wait(&mut self, pause: Duration) -> Result<()> {
        let seconds = u32::try_from(pause.as_secs().max(1)).unwrap_or(u32::MAX);
        self.tell(ReadProgress {
            waiting_seconds: Some(seconds),
            ..self.progress
        });
        let mut turn = self.turn.take();
        let clock = &self.session.doors.clock;
        let waited = self.cancellable(async {
            if let Some(turn) = &mut turn {
                turn.hand_back();
                clock.sleep(pause).await;
                turn.take().await;
            } else {
                clock.sleep(pause).await;
            }
        });
        let waited = waited.await;
        self.turn = turn;
        waited?;
        self.tell(self.progress);
        Ok(())
    }

    pub(crate) fn tell(&mut self, progress: ReadProgress) {
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
