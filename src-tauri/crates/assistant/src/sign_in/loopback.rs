//! The loopback listener (RFC 8252 section 7.3): hears one answer on one path, then sends the browser on so that
//! the code leaves the address bar.

mod callback;
mod gate;
mod places;

use std::convert::Infallible;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderValue, Request, Response, StatusCode, header};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub(super) use self::callback::{Callback, Expected, Issuer};
use self::callback::{Heard, read};
use self::places::Places;
use super::LandingPage;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::lock::lock;

/// hyper's least buffer: a callback with its code is some 2 kB.
const MAX_HEAD: usize = 8 * 1024;
const HEAD_TIMEOUT: Duration = Duration::from_secs(5);
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(10);
/// How long the landing page stays there after the answer.
const LANDING_TIME: Duration = Duration::from_secs(20);
/// A system that has no more sockets is asked again after this.
const BREATH: Duration = Duration::from_millis(50);
/// A port may be free on one of the two loopback addresses only.
const BIND_ATTEMPTS: usize = 8;
const DONE: &str = "/done";

/// A listening loopback port.
pub(super) struct Loopback {
    port: u16,
    answer: Mutex<Option<oneshot::Receiver<Callback>>>,
    landed: watch::Receiver<bool>,
    listening: Arc<Listening>,
    stop: CancellationToken,
}

struct Listening {
    port: u16,
    expected: Expected,
    page: LandingPage,
    answer: Mutex<Option<oneshot::Sender<Callback>>>,
    /// Somebody brought an answer to another request.
    disturbed: AtomicBool,
    landed: watch::Sender<bool>,
    stop: CancellationToken,
}

/// A bound port whose request is not known yet.
pub(super) struct Bound {
    listeners: Vec<TcpListener>,
    port: u16,
}

impl Bound {
    /// Takes a free port on both loopback addresses; where there is no IPv6, on one.
    pub(super) async fn bind() -> Result<Self> {
        let unavailable =
            |error: std::io::Error| ErrorReport::new(ErrorCode::LoopbackUnavailable).detailed(error);
        for _ in 0..BIND_ATTEMPTS {
            let v4 = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
                .await
                .map_err(unavailable)?;
            let port = v4.local_addr().map_err(unavailable)?.port();
            match TcpListener::bind((Ipv6Addr::LOCALHOST, port)).await {
                Ok(v6) => {
                    return Ok(Self {
                        listeners: vec![v4, v6],
                        port,
                    });
                }
                Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
                Err(_) => {
                    return Ok(Self {
                        listeners: vec![v4],
                        port,
                    });
                }
            }
        }
        Err(ErrorReport::new(ErrorCode::LoopbackUnavailable))
    }

    pub(super) fn port(&self) -> u16 {
        self.port
    }

    /// Begins to hear, for one request only.
    pub(super) fn listen(self, expected: Expected, page: LandingPage) -> Loopback {
        let (sender, receiver) = oneshot::channel();
        let (landed, landed_receiver) = watch::channel(false);
        let stop = CancellationToken::new();
        let listening = Arc::new(Listening {
            port: self.port,
            expected,
            page,
            answer: Mutex::new(Some(sender)),
            disturbed: AtomicBool::new(false),
            landed,
            stop: stop.clone(),
        });
        for listener in self.listeners {
            tokio::spawn(accept(listener, Arc::clone(&listening)));
        }
        Loopback {
            port: self.port,
            answer: Mutex::new(Some(receiver)),
            landed: landed_receiver,
            listening,
            stop,
        }
    }
}

impl Loopback {
    /// Waits for the answer. A second call finds nothing to wait for.
    pub(super) async fn answer(&self) -> Result<Callback> {
        let receiver = lock(&self.answer).take();
        let gone = || ErrorReport::new(ErrorCode::SignInUnknown);
        receiver.ok_or_else(gone)?.await.map_err(|_| gone())
    }

    /// Why nothing came in all the time that was given.
    pub(super) fn silence(&self) -> ErrorReport {
        if self.listening.disturbed.load(Ordering::Relaxed) {
            return ErrorReport::new(ErrorCode::StateMismatch).with("name", "state");
        }
        ErrorReport::new(ErrorCode::SignInTimedOut)
    }

    /// Waits until the browser has fetched the landing page, so that a program may end without leaving an
    /// error page behind; not for long.
    pub(super) async fn landed(&self) {
        let mut landed = self.landed.clone();
        let _ = tokio::time::timeout(Duration::from_secs(2), landed.wait_for(|landed| *landed)).await;
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        tracing::debug!(port = self.port, "loopback listener ends");
        self.stop.cancel();
    }
}

async fn accept(listener: TcpListener, listening: Arc<Listening>) {
    let mut places = Places::default();
    loop {
        let accepted = tokio::select! {
            () = listening.stop.cancelled() => return,
            accepted = listener.accept() => accepted,
        };
        let Ok((stream, peer)) = accepted else {
            tokio::time::sleep(BREATH).await;
            continue;
        };
        let connection = tokio::spawn(serve(stream, peer, Arc::clone(&listening)));
        places.take(connection.abort_handle());
        // Whoever came is looked at before the next one, who may cost the oldest its place.
        tokio::task::yield_now().await;
    }
}

async fn serve(stream: TcpStream, peer: SocketAddr, listening: Arc<Listening>) {
    if !peer.ip().is_loopback() {
        return;
    }
    let _ = tokio::time::timeout(CONNECTION_TIMEOUT, hear(stream, &listening)).await;
}

/// Answers what comes over one connection, within bounds.
async fn hear(stream: impl AsyncRead + AsyncWrite + Unpin, listening: &Arc<Listening>) {
    let service = service_fn(|request| {
        let listening = Arc::clone(listening);
        async move { Ok::<_, Infallible>(respond(&request, &listening)) }
    });
    // What breaks off was no answer.
    let _ = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_TIMEOUT)
        .max_buf_size(MAX_HEAD)
        .keep_alive(false)
        .serve_connection(TokioIo::new(stream), service)
        .await;
}

fn respond(request: &Request<Incoming>, listening: &Arc<Listening>) -> Response<String> {
    if let Err(status) = gate::admits(request, listening.port) {
        return empty(status);
    }
    match (request.uri().path(), request.uri().query()) {
        (DONE, None) => {
            let page = landing(&listening.page);
            let _ = listening.landed.send(true);
            page
        }
        ("/", Some(query)) => answered(query, listening),
        _ => empty(StatusCode::NOT_FOUND),
    }
}

fn answered(query: &str, listening: &Arc<Listening>) -> Response<String> {
    let callback = match read(query, &listening.expected) {
        Heard::Answer(callback) => callback,
        Heard::Foreign => {
            // Whatever runs on this computer can send this, so it must not end what it cannot answer.
            tracing::warn!(port = listening.port, "an answer to another request was refused");
            listening.disturbed.store(true, Ordering::Relaxed);
            return empty(StatusCode::BAD_REQUEST);
        }
        Heard::Nothing => return empty(StatusCode::BAD_REQUEST),
    };
    let sender = lock(&listening.answer).take();
    // The first answer counts; a later one changes nothing.
    if let Some(sender) = sender {
        let _ = sender.send(callback);
        let stop = listening.stop.clone();
        tokio::spawn(async move {
            tokio::time::sleep(LANDING_TIME).await;
            stop.cancel();
        });
    }
    let mut response = empty(StatusCode::SEE_OTHER);
    response
        .headers_mut()
        .insert(header::LOCATION, HeaderValue::from_static(DONE));
    response
}

fn empty(status: StatusCode) -> Response<String> {
    let mut response = Response::new(String::new());
    *response.status_mut() = status;
    with_rules(&mut response, "default-src 'none'");
    response
}

fn landing(page: &LandingPage) -> Response<String> {
    let nonce = Uuid::new_v4().simple().to_string();
    let mut response = Response::new(page.html(&nonce));
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    with_rules(
        &mut response,
        &format!("default-src 'none'; style-src 'nonce-{nonce}'; frame-ancestors 'none'"),
    );
    response
}

fn with_rules(response: &mut Response<String>, policy: &str) {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    if let Ok(policy) = HeaderValue::from_str(policy) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

#[cfg(any(test, fuzzing))]
pub(super) mod fuzz;
#[cfg(test)]
mod tests;
