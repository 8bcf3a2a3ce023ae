//! The one way out: every request of the assistant goes through here.
//!
//! No redirects are followed, answers are bounded in size and time, and the system's trust store and proxy
//! settings are honoured.

use std::error::Error as _;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::{Certificate, Client, ClientBuilder, Request, Response, StatusCode};
use url::{Host, Url};

use crate::error::{ErrorCode, ErrorReport, Result};

/// Long enough for a slow proxy, short enough that nobody waits in vain.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Between two pieces of an answer.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// The same where the service first works for minutes: a hunting query may run for 200 seconds
/// (MicrosoftDocs/defender-docs, run-advanced-query-api.md).
const LONG_READ_TIMEOUT: Duration = Duration::from_secs(240);
/// A page of 100 incidents with their alerts is some 2 MB; ten thousand alerts are some 30 MB.
const MAX_BODY: usize = 64 * 1024 * 1024;

/// How requests go out.
#[derive(Clone, Debug, Default)]
pub struct Outbound {
    /// PEM bundle of certificates to trust besides those of the system.
    pub extra_roots: Option<Vec<u8>>,
}

/// A client with Handrail's rules.
#[derive(Clone, Debug)]
pub(crate) struct Http {
    ways: Ways,
    /// For answers that take minutes. Made when the first is asked for: reading the trust store takes time.
    patient: Arc<OnceLock<Ways>>,
    roots: Vec<Certificate>,
}

/// The ways out.
#[derive(Clone, Debug)]
struct Ways {
    proxied: Client,
    /// For what stays on this computer: a company's proxy does not know the practice tenant.
    direct: Client,
}

impl Ways {
    fn new(roots: &[Certificate], read_timeout: Duration) -> Result<Self> {
        let rules = || rules(roots).read_timeout(read_timeout);
        Ok(Self {
            proxied: rules().build().map_err(|error| unusable(&error))?,
            direct: rules().no_proxy().build().map_err(|error| unusable(&error))?,
        })
    }

    fn to(&self, url: &Url) -> &Client {
        if is_loopback(url) {
            &self.direct
        } else {
            &self.proxied
        }
    }
}

/// A whole answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Http {
    pub(crate) fn new(outbound: &Outbound) -> Result<Self> {
        let roots = match &outbound.extra_roots {
            Some(pem) => Certificate::from_pem_bundle(pem).map_err(|error| unusable(&error))?,
            None => Vec::new(),
        };
        if outbound.extra_roots.is_some() && roots.is_empty() {
            return Err(ErrorReport::new(ErrorCode::TlsRefused)
                .with("host", "")
                .detailed("no certificate in the file"));
        }
        Ok(Self {
            ways: Ways::new(&roots, READ_TIMEOUT)?,
            patient: Arc::default(),
            roots,
        })
    }

    /// Sends a request and reads the whole answer, whatever its status.
    pub(crate) async fn send(&self, request: Request) -> Result<Answer> {
        exchange(&self.ways, request, MAX_BODY).await
    }

    /// The same where the service may work for minutes before it answers, with no more than so many bytes.
    pub(crate) async fn send_patiently(&self, request: Request, most: usize) -> Result<Answer> {
        if let Some(ways) = self.patient.get() {
            return exchange(ways, request, most).await;
        }
        let made = Ways::new(&self.roots, LONG_READ_TIMEOUT)?;
        exchange(self.patient.get_or_init(|| made), request, most).await
    }

    /// Gets a JSON document that needs no token.
    pub(crate) async fn fetch(&self, url: Url) -> Result<Answer> {
        self.send(Request::new(reqwest::Method::GET, url)).await
    }
}

impl Answer {
    /// The pause that the service asks for (RFC 9110 section 10.2.3): seconds, at least one.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        let header = self.headers.get(reqwest::header::RETRY_AFTER)?;
        let seconds: u64 = header.to_str().ok()?.trim().parse().ok()?;
        Some(Duration::from_secs(seconds.max(1)))
    }

    /// Reads the body as JSON; an HTML page or half a document is told as such.
    pub(crate) fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T> {
        serde_json::from_slice(&self.body).map_err(|error| {
            let kind = self
                .headers
                .get(reqwest::header::CONTENT_TYPE)
                .and_then(|value| value.to_str().ok());
            ErrorReport::new(ErrorCode::AnswerNotUnderstood)
                .with("message", error.classify_for_people())
                .detailed(format!(
                    "{} {}: {error}",
                    self.status,
                    kind.unwrap_or("no content type")
                ))
        })
    }
}

async fn exchange(ways: &Ways, request: Request, most: usize) -> Result<Answer> {
    let url = request.url().clone();
    let sent = ways.to(&url).execute(request).await;
    let response = sent.map_err(|error| failure(&error, &url))?;
    Ok(Answer {
        status: response.status(),
        headers: response.headers().clone(),
        body: bounded_body(response, &url, most).await?,
    })
}

fn rules(roots: &[Certificate]) -> ClientBuilder {
    let builder = Client::builder()
        .user_agent(concat!("Handrail/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        .connect_timeout(CONNECT_TIMEOUT);
    if roots.is_empty() {
        builder
    } else {
        builder.tls_certs_merge(roots.to_vec())
    }
}

/// Does the address stay on this computer?
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
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

async fn bounded_body(mut response: Response, url: &Url, most: usize) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error, url))? {
        if body.len() + chunk.len() > most {
            return Err(ErrorReport::new(ErrorCode::AnswerTooLarge).with("host", host(url)));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn unusable(error: &reqwest::Error) -> ErrorReport {
    ErrorReport::new(ErrorCode::TlsRefused)
        .with("host", "")
        .detailed(error)
}

/// Tells apart what a person can act on: name, way, certificate, or a service that broke off.
fn failure(error: &reqwest::Error, url: &Url) -> ErrorReport {
    let reasons = reasons(error);
    let said = |words: &[&str]| words.iter().any(|word| reasons.contains(word));
    let code = if said(&[
        "dns error",
        "failed to lookup",
        "Name or service not known",
        "No address associated",
    ]) {
        ErrorCode::NameNotFound
    } else if said(&["certificate", "UnknownIssuer", "tls", "TLS", "handshake"]) {
        ErrorCode::TlsRefused
    } else if error.is_connect() || error.is_timeout() {
        ErrorCode::NetworkUnreachable
    } else {
        ErrorCode::ServerTrouble
    };
    ErrorReport::new(code).with("host", host(url)).detailed(reasons)
}

/// All causes in one line. The URL is left out: a next link may carry a person's data.
fn reasons(error: &reqwest::Error) -> String {
    let mut text = Vec::new();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push(error.to_string());
        cause = error.source();
    }
    text.join(": ")
}

fn host(url: &Url) -> String {
    match (url.host_str(), url.port()) {
        (Some(host), Some(port)) => format!("{host}:{port}"),
        (Some(host), None) => host.to_owned(),
        (None, _) => String::new(),
    }
}
