//! The device code grant (RFC 8628): a code that is typed in on any device. The fall-back where no browser of this
//! computer can be used.

use std::time::Duration;

use oauth2::{
    DeviceAuthorizationResponse, DeviceAuthorizationUrl, EmptyExtraDeviceAuthorizationFields, Scope,
};
use reqwest::header::{CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request};
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;
use url::Url;

use super::oauth_client::{EntraTokenResponse, Tokens, client, received, sender};
use crate::checklist::StepId;
use crate::clock::Clock;
use crate::diagnosis::{self, EntraError, PAUSE};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::{Answer, Http, is_loopback};
use crate::ids::ClientId;
use crate::tenant::Discovery;

const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:device_code";
/// What `slow_down` adds (RFC 8628 section 3.5).
const SLOWER: Duration = Duration::from_secs(5);
/// A network that is away is asked no less often than this.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);
/// Often enough for a person who waits, and no flood where a service asks for none.
const SHORTEST_PAUSE: Duration = Duration::from_secs(1);
/// Entra's codes end after 15 minutes; nobody waits for one that says that it lives for years.
const LONGEST_LIFE: Duration = Duration::from_secs(60 * 60);
/// Entra's codes have nine characters.
const MAX_USER_CODE: usize = 32;

/// A device code that waits for a person.
pub(crate) struct DeviceCode {
    /// `device_code`: whoever has it gets the tokens.
    secret: SecretString,
    pub(crate) user_code: String,
    pub(crate) verification_uri: Url,
    pub(crate) expires_in: Duration,
    interval: Duration,
    asked: Instant,
    client_id: ClientId,
}

/// What one poll brought.
enum Polled<T> {
    Done(T),
    Pending,
    SlowDown,
}

impl DeviceCode {
    /// Asks for a code.
    pub(crate) async fn request(
        http: &Http,
        authority: &Url,
        discovery: &Discovery,
        client_id: ClientId,
        scopes: Vec<Scope>,
    ) -> Result<Self> {
        let endpoint = discovery.device_authorization_endpoint.clone();
        let endpoint = endpoint.ok_or_else(|| not_understood("device_authorization_endpoint"))?;
        let client = client(discovery, client_id)
            .set_device_authorization_url(DeviceAuthorizationUrl::from_url(endpoint));
        let outcome = client
            .exchange_device_code()
            .add_scopes(scopes)
            .request_async(&sender(http))
            .await;
        Self::read(
            &outcome.map_err(super::oauth_client::failed)?,
            authority,
            client_id,
        )
    }

    /// Takes in what the service hands out.
    pub(super) fn read(
        answer: &DeviceAuthorizationResponse<EmptyExtraDeviceAuthorizationFields>,
        authority: &Url,
        client_id: ClientId,
    ) -> Result<Self> {
        let user_code = answer.user_code().secret().clone();
        if user_code.is_empty()
            || user_code.len() > MAX_USER_CODE
            || !user_code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        {
            return Err(not_understood("user_code"));
        }
        Ok(Self {
            secret: SecretString::from(answer.device_code().secret().clone()),
            user_code,
            verification_uri: page(answer.verification_uri().url(), authority)?,
            expires_in: answer.expires_in().min(LONGEST_LIFE),
            interval: answer.interval().clamp(SHORTEST_PAUSE, LONGEST_PAUSE),
            asked: Instant::now(),
            client_id,
        })
    }

    /// Waits until the person has signed in on the page.
    ///
    /// The oauth2 crate's own loop knows only the words of RFC 8628: the number that tells why Entra refuses would be
    /// lost in it.
    pub(crate) async fn tokens(
        &self,
        http: &Http,
        discovery: &Discovery,
        clock: &dyn Clock,
    ) -> Result<Tokens> {
        let ends = self.asked + self.expires_in;
        poll(self.interval, ends, clock, || self.ask(http, discovery, clock)).await
    }

    async fn ask(&self, http: &Http, discovery: &Discovery, clock: &dyn Clock) -> Result<Polled<Tokens>> {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("grant_type", GRANT_TYPE)
            .append_pair("client_id", &self.client_id.to_string())
            .append_pair("device_code", self.secret.expose_secret())
            .finish();
        let mut request = Request::new(Method::POST, discovery.token_endpoint.clone());
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers_mut().insert(CONTENT_TYPE, form);
        *request.body_mut() = Some(body.into());
        let answer = http.sign_in(request).await?;
        if answer.status.is_success() {
            answer.of_the_service()?;
            // The body stays out of what is told: half a token may be in it.
            let response = answer
                .json::<EntraTokenResponse>()
                .map_err(|_| not_understood("tokens"))?;
            return received(Ok(response), clock).map(Polled::Done);
        }
        refused(&answer)
    }
}

/// The page where the code is typed in, as the service names it: Entra uses several hosts, so none is built in. It is
/// shown and opened only if it is what a browser can show safely.
fn page(named: &Url, authority: &Url) -> Result<Url> {
    let plain = named.username().is_empty() && named.password().is_none();
    let of_this_computer = is_loopback(named) && is_loopback(authority);
    if plain && (named.scheme() == "https" || named.scheme() == "http" && of_this_computer) {
        return Ok(named.clone());
    }
    Err(not_understood("verification_uri").with("host", named.host_str().unwrap_or_default()))
}

/// Asks at once, and then as often as it is allowed to, until there is an answer or the code has ended.
async fn poll<T, F>(interval: Duration, ends: Instant, clock: &dyn Clock, ask: impl Fn() -> F) -> Result<T>
where
    F: Future<Output = Result<Polled<T>>>,
{
    let (mut pace, mut paused) = (Pace::new(interval), Duration::ZERO);
    let lifetime = ends.saturating_duration_since(Instant::now());
    loop {
        let (pause, trouble) = match ask().await {
            Ok(Polled::Done(value)) => return Ok(value),
            Ok(Polled::Pending) => (pace.pending(), None),
            Ok(Polled::SlowDown) => (pace.slow_down(), None),
            Err(report) if passes(&report) => (pace.trouble().max(asked(&report)), Some(report)),
            Err(report) => return Err(report),
        };
        if Instant::now() + pause >= ends || paused + pause >= lifetime {
            // That nobody could be heard is the cause; that the code ended meanwhile follows from it.
            return Err(trouble.unwrap_or_else(|| ErrorReport::new(ErrorCode::DeviceCodeExpired)));
        }
        clock.sleep(pause).await;
        paused += pause;
    }
}

/// The pause that a busy service asks for.
fn asked(report: &ErrorReport) -> Duration {
    let seconds = report.params.get(PAUSE).and_then(|seconds| seconds.parse().ok());
    seconds.map(Duration::from_secs).unwrap_or_default()
}

/// How long to wait until the next question (RFC 8628 section 3.5).
struct Pace {
    interval: Duration,
    trouble: u32,
}

impl Pace {
    fn new(interval: Duration) -> Self {
        Self { interval, trouble: 0 }
    }

    fn pending(&mut self) -> Duration {
        self.trouble = 0;
        self.interval
    }

    fn slow_down(&mut self) -> Duration {
        self.interval = self.interval.saturating_add(SLOWER);
        self.pending()
    }

    fn trouble(&mut self) -> Duration {
        self.trouble += 1;
        let longer = self.interval.saturating_mul(2_u32.saturating_pow(self.trouble));
        longer.min(LONGEST_PAUSE.max(self.interval))
    }
}

/// A network or a service that is away for a moment ends no sign-in.
fn passes(report: &ErrorReport) -> bool {
    matches!(
        report.code,
        ErrorCode::NetworkUnreachable
            | ErrorCode::NameNotFound
            | ErrorCode::ProxyUnreachable
            | ErrorCode::AnswerTooSlow
            | ErrorCode::ServerTrouble
    )
}

/// What a refused poll means. Entra asks to act on the word, and has numbers for why it is final.
fn refused<T>(answer: &Answer) -> Result<Polled<T>> {
    let word = answer
        .json::<EntraError>()
        .map(|error| error.error)
        .unwrap_or_default();
    let code = match word.as_str() {
        "authorization_pending" => return Ok(Polled::Pending),
        "slow_down" => return Ok(Polled::SlowDown),
        "authorization_declined" | "access_denied" => Some(ErrorCode::SignInDeclined),
        "expired_token" | "code_expired" => Some(ErrorCode::DeviceCodeExpired),
        _ => None,
    };
    let report = diagnosis::token_endpoint(answer);
    Err(match code.or_else(|| known_here(&report)) {
        Some(code) => ErrorReport {
            trace: report.trace,
            detail: report.detail,
            ..ErrorReport::new(code)
        },
        None => report,
    })
}

/// What is known here and not from the number alone: no redirect address is involved, and another way to sign in may
/// be open.
fn known_here(report: &ErrorReport) -> Option<ErrorCode> {
    if report.trace.as_ref().and_then(|trace| trace.aadsts) == Some(7_000_218) {
        return Some(ErrorCode::PublicClientFlowsOff);
    }
    (report.step == Some(StepId::ConditionalAccess)).then_some(ErrorCode::DeviceCodeBlocked)
}

fn not_understood(what: &str) -> ErrorReport {
    ErrorReport::new(ErrorCode::AnswerNotUnderstood).with("message", what)
}

#[cfg(test)]
mod tests;
