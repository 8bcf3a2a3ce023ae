//! The one way out: every request of the assistant goes through here.
//!
//! No redirects are followed, answers are bounded in size, time and what they become in memory, and the system's trust
//! store and proxy settings are honoured.

mod again;
mod bounds;
mod echo;
mod failure;
mod surrogates;
mod ways;

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Certificate, Request, StatusCode};
use serde::de::DeserializeOwned;
use url::Url;

pub use self::again::Jitter;
use self::bounds::{Bounds, too_heavy};
use self::echo::Confided;
use self::failure::{failure, unusable};
use self::ways::Ways;
pub use self::ways::{Timeouts, is_loopback};
use crate::clock::Clock;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::support::{Recorder, Seen};

/// A page of 100 incidents with their alerts is some 2 MB; ten thousand alerts are some 30 MB.
const MAX_BODY: usize = 64 * 1024 * 1024;
/// What the sign-in service says of itself, its keys and its tokens is a few thousand bytes.
const MAX_DOCUMENT: usize = 1024 * 1024;

/// Entra takes what is signed five minutes ahead or behind.
const TOLERATED_AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// How requests go out.
#[derive(Clone, Debug, Default)]
pub struct Outbound {
    /// PEM bundle of certificates to trust besides those of the system.
    pub extra_roots: Option<Vec<u8>>,
    /// How long is waited for what does not come.
    pub timeouts: Timeouts,
    /// The chance in the pauses between two tries.
    pub jitter: Jitter,
}

/// A client with Handrail's rules.
#[derive(Clone)]
pub(crate) struct Http {
    ways: Ways,
    /// For answers that take minutes. Made when the first is asked for: reading the trust store takes time.
    patient: Arc<OnceLock<Ways>>,
    roots: Vec<Certificate>,
    /// Remembers what went out and what came of it.
    pub(crate) recorder: Arc<Recorder>,
    timeouts: Timeouts,
    /// The chance in the pauses between two tries.
    pub(crate) jitter: Jitter,
    clock: Arc<dyn Clock>,
}

/// A whole answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// Of a refusal, no more than its beginning.
    pub(crate) body: Vec<u8>,
    /// Where it is remembered.
    pub(crate) seen: Seen,
    /// Whose answer it is, as people read it.
    pub(crate) host: String,
    /// When it came, by the clock of this computer.
    pub(crate) at: Timestamp,
}

impl Http {
    pub(crate) fn new(outbound: &Outbound, clock: Arc<dyn Clock>) -> Result<Self> {
        let roots = match &outbound.extra_roots {
            Some(pem) => Certificate::from_pem_bundle(pem).map_err(|error| unusable(&error))?,
            None => Vec::new(),
        };
        if outbound.extra_roots.is_some() && roots.is_empty() {
            return Err(ErrorReport::new(ErrorCode::TlsRefused)
                .with("host", "")
                .detailed("no certificate in the file"));
        }
        let timeouts = outbound.timeouts;
        Ok(Self {
            ways: Ways::usual(&roots, timeouts)?,
            patient: Arc::default(),
            roots,
            recorder: Arc::default(),
            timeouts,
            jitter: outbound.jitter.clone(),
            clock,
        })
    }

    /// Sends a request to an API and reads the whole answer, whatever its status.
    pub(crate) async fn send(&self, request: Request) -> Result<Answer> {
        self.recorded(&self.ways, request, Bounds::of_size(MAX_BODY))
            .await
    }

    /// The same where the service may work for minutes before it answers, with no more than so many bytes.
    pub(crate) async fn send_patiently(&self, request: Request, most: usize) -> Result<Answer> {
        let bounds = Bounds::patient(most);
        if let Some(ways) = self.patient.get() {
            return self.recorded(ways, request, bounds).await;
        }
        let made = Ways::patient(&self.roots, self.timeouts)?;
        let ways = self.patient.get_or_init(|| made);
        self.recorded(ways, request, bounds).await
    }

    /// Sends a request to a sign-in service, whose answers are short.
    pub(crate) async fn sign_in(&self, request: Request) -> Result<Answer> {
        self.recorded(&self.ways, request, Bounds::of_size(MAX_DOCUMENT))
            .await
    }

    async fn recorded(&self, ways: &Ways, request: Request, bounds: Bounds) -> Result<Answer> {
        let sent = self.recorder.sends(&request);
        let outcome = self.exchange(ways, request, bounds).await;
        let number = self.recorder.came_of(sent, &outcome);
        outcome.map(|answer| Answer {
            seen: Seen::at(&self.recorder, number),
            ..answer
        })
    }

    /// Gets a JSON document that needs no token.
    pub(crate) async fn fetch(&self, url: Url) -> Result<Answer> {
        self.sign_in(Request::new(reqwest::Method::GET, url)).await
    }

    async fn exchange(&self, ways: &Ways, request: Request, bounds: Bounds) -> Result<Answer> {
        let (url, confided) = (request.url().clone(), Confided::in_request(&request));
        // Apart, so that a whole journey does not carry the room for one answer.
        let answer = Box::pin(async {
            let sent = ways.to(&url).execute(request).await;
            let response = sent.map_err(|error| failure(&error, &url))?;
            let (status, headers) = (response.status(), response.headers().clone());
            let mut body = bounds.body(response, &url).await?;
            surrogates::mend(&mut body);
            Ok(confided.unsaid(Answer {
                status,
                headers,
                body,
                host: host(&url),
                at: self.clock.now(),
                seen: Seen::default(),
            }))
        });
        bounds.in_time(&url, answer).await
    }
}

impl Answer {
    /// The pause that the service asks for: at least a second.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        again::retry_after(&self.headers, self.at)
    }

    /// How far the clock of this computer is ahead of the server's, where that is more than Entra forgives.
    pub(crate) fn clock_ahead(&self) -> Option<SignedDuration> {
        let ahead = self.at.duration_since(again::date(&self.headers)?);
        (ahead.abs() > TOLERATED_AHEAD).then_some(ahead)
    }

    /// Refuses the page of a proxy, or of a network that wants a sign-in of its own: the services that Handrail calls
    /// answer with JSON, or with nothing.
    pub(crate) fn of_the_service(&self) -> Result<()> {
        let html = |kind: &str| kind.trim_start().to_ascii_lowercase().starts_with("text/html");
        if !self.kind().is_some_and(html) && !self.body.trim_ascii_start().starts_with(b"<") {
            return Ok(());
        }
        if self.status.is_success() {
            self.seen.useless(ErrorCode::ProxyAnswered);
        }
        Err(ErrorReport::new(ErrorCode::ProxyAnswered)
            .with("host", &self.host)
            .detailed(format!("{} {}", self.status, self.kind().unwrap_or_default())))
    }

    /// Reads the body as JSON, whatever it is called: proxies rename types, and what is in it decides. A page and half
    /// a document are told as such.
    pub(crate) fn json<T: DeserializeOwned>(&self) -> Result<T> {
        self.of_the_service()?;
        if too_heavy(&self.body) {
            return Err(ErrorReport::new(ErrorCode::AnswerTooLarge).with("host", &self.host));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            if self.status.is_success() {
                self.seen.useless(ErrorCode::AnswerNotUnderstood);
            }
            ErrorReport::new(ErrorCode::AnswerNotUnderstood)
                .with("message", error.classify_for_people())
                .detailed(format!(
                    "{} {}: {error}",
                    self.status,
                    self.kind().unwrap_or("no content type")
                ))
        })
    }

    fn kind(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }
}

trait Classify {
    fn classify_for_people(&self) -> &'static str;
}

impl Classify for serde_json::Error {
    fn classify_for_people(&self) -> &'static str {
        match self.classify() {
            serde_json::error::Category::Eof => "cut short",
            serde_json::error::Category::Data => "unexpected fields",
            _ => "not JSON",
        }
    }
}

fn host(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => String::new(),
    }
}
