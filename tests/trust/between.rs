//! The way to the practice tenant, on which whole exchanges are seen, kept, and changed.

mod told;

use std::future::{Future, pending};
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use http::header::{CONNECTION, CONTENT_LENGTH, HOST, TRANSFER_ENCODING};
use http::{HeaderMap, Method, Request, Response, StatusCode};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use url::Url;

use self::told::{Told, whole};

/// An HTTP proxy in front of the practice tenant.
///
/// The tenant listens at [`listen`](Self::listen) and says that it is at [`origin`](Self::origin), so that nobody
/// reaches it in another way.
pub struct Between {
    listen: SocketAddr,
    address: SocketAddr,
    origin: Url,
    happening: Arc<Happening>,
    /// Keep the ports from other tests while nobody listens on them.
    _reserved: (TcpSocket, Option<TcpSocket>),
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What is to be done.
    pub method: Method,
    /// Path and query.
    pub target: String,
    /// As they were sent.
    pub headers: HeaderMap,
    /// The whole of it.
    pub body: Vec<u8>,
}

impl Seen {
    /// The target without its query.
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The body as text; what is no text is replaced.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A request, and what its sender was told.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// What was sent.
    pub request: Seen,
    /// What came back, as far as it came; `None` where nothing did.
    pub answer: Option<Response<Vec<u8>>>,
}

/// What becomes of a request.
pub enum Fate {
    /// The connection is closed before the request reaches the tenant.
    Refused,
    /// The tenant's own answer, whose connection is closed after so many bytes of its body.
    ResetAfter(usize),
    /// Nothing is ever answered, and the tenant hears nothing.
    Hang,
    /// This instead; the tenant hears nothing.
    Answer(Response<Vec<u8>>),
    /// The tenant's own answer, changed.
    Changed(Box<Change>),
}

/// Ends everything from within a rule.
pub struct Line(Arc<Happening>);

impl Line {
    /// From now on nobody listens, as after [`Between::gone`].
    pub fn cut(&self) {
        self.0.there.send_replace(false);
    }
}

type Change = dyn FnOnce(Response<Vec<u8>>) -> Response<Vec<u8>> + Send;
type Rule = Arc<dyn Fn(&Seen) -> Option<Fate> + Send + Sync>;

struct Happening {
    to: SocketAddr,
    client: reqwest::Client,
    rule: Mutex<Rule>,
    exchanges: Mutex<Vec<Exchange>>,
    /// Whether anybody is there; connections end where nobody is.
    there: watch::Sender<bool>,
}

impl Between {
    /// Two free ports of this computer, with the tenant's own answers between them.
    #[expect(
        clippy::unused_async,
        reason = "there has to be a runtime, in which it listens"
    )]
    pub async fn laid() -> Self {
        let (reserved, listen) = free_port().unwrap();
        Self::before(listen, Some(reserved))
    }

    fn before(listen: SocketAddr, reserved: Option<TcpSocket>) -> Self {
        let (also_reserved, address) = free_port().unwrap();
        let client = reqwest::Client::builder()
            .no_proxy()
            .no_gzip()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        let happening = Arc::new(Happening {
            to: listen,
            client,
            rule: Mutex::new(Arc::new(|_| None)),
            exchanges: Mutex::default(),
            there: watch::Sender::new(true),
        });
        let laid = Self {
            listen,
            address,
            origin: Url::parse(&format!("http://{address}")).unwrap(),
            happening,
            _reserved: (also_reserved, reserved),
        };
        laid.open();
        laid
    }

    /// Where the practice tenant has to listen.
    pub fn listen(&self) -> SocketAddr {
        self.listen
    }

    /// What clients use, and what the practice tenant has to advertise.
    pub fn origin(&self) -> &Url {
        &self.origin
    }

    /// From now on this decides what becomes of each request; `None` is the tenant's own answer.
    pub fn answers(&self, rule: impl Fn(&Seen) -> Option<Fate> + Send + Sync + 'static) {
        *self.happening.rule.lock().unwrap() = Arc::new(rule);
    }

    /// From now on everything is the tenant's own answer.
    pub fn at_peace(&self) {
        self.answers(|_| None);
    }

    /// Nobody listens any more: connections are refused by the system, and those that stand end.
    pub async fn gone(&self) {
        self.happening.there.send_replace(false);
        // Who accepted may not have heard of it yet.
        self.happening.there.closed().await;
    }

    /// What hangs up by itself, from within a rule.
    pub fn line(&self) -> Line {
        Line(Arc::clone(&self.happening))
    }

    /// Listens again.
    pub fn back(&self) {
        if !self.happening.there.send_replace(true) {
            self.open();
        }
    }

    /// What was sent and told so far, in the order of the requests.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.happening.exchanges.lock().unwrap().clone()
    }

    /// The same, forgotten: so that the next call tells what came after this one.
    pub fn taken(&self) -> Vec<Exchange> {
        std::mem::take(&mut *self.happening.exchanges.lock().unwrap())
    }

    fn open(&self) {
        let socket = reusable(self.address).unwrap();
        let listener = socket.listen(1024).unwrap();
        tokio::spawn(accept(listener, Arc::clone(&self.happening)));
    }
}

impl Drop for Between {
    fn drop(&mut self) {
        self.happening.there.send_replace(false);
    }
}

async fn accept(listener: TcpListener, happening: Arc<Happening>) {
    let mut there = happening.there.subscribe();
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = gone(&mut there) => return,
        };
        if let Ok((near, _)) = accepted {
            tokio::spawn(carry(near, Arc::clone(&happening)));
        }
    }
}

async fn carry(near: TcpStream, happening: Arc<Happening>) {
    let mut there = happening.there.subscribe();
    let service = service_fn(|request| answer(request, Arc::clone(&happening)));
    let connection = hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(near), service);
    tokio::select! {
        // Both ways to end are told to whoever waits at the other end.
        _ = connection => {}
        () = gone(&mut there) => {}
    }
}

async fn gone(there: &mut watch::Receiver<bool>) {
    // Without a sender nobody is there either.
    let _ = there.wait_for(|there| !there).await;
}

async fn answer(request: Request<Incoming>, happening: Arc<Happening>) -> io::Result<Response<Told>> {
    let (parts, body) = request.into_parts();
    let seen = Seen {
        method: parts.method,
        target: parts.uri.to_string(),
        headers: parts.headers,
        body: whole(body).await?,
    };
    let rule = Arc::clone(&happening.rule.lock().unwrap());
    let fate = rule(&seen);
    let noted = happening.note(&seen);
    let (answer, cut) = match fate {
        Some(Fate::Refused) => return Err(io::ErrorKind::ConnectionReset.into()),
        Some(Fate::Hang) => pending().await,
        Some(Fate::Answer(answer)) => (answer, None),
        Some(Fate::ResetAfter(bytes)) => (happening.asked(seen).await, Some(bytes)),
        Some(Fate::Changed(change)) => (change(happening.asked(seen).await), None),
        None => (happening.asked(seen).await, None),
    };
    let length = answer.body().len();
    let (mut parts, mut body) = answer.into_parts();
    if let Some(bytes) = cut {
        body.truncate(bytes);
        parts.headers.insert(CONTENT_LENGTH, length.into());
    }
    happening.tell(noted, Response::from_parts(parts.clone(), body.clone()));
    let told = if cut.is_some() {
        Told::cut_off(body)
    } else {
        Told::whole(body)
    };
    Ok(Response::from_parts(parts, told))
}

impl Happening {
    fn note(&self, seen: &Seen) -> usize {
        let mut exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        exchanges.push(Exchange {
            request: seen.clone(),
            answer: None,
        });
        exchanges.len() - 1
    }

    fn tell(&self, noted: usize, answer: Response<Vec<u8>>) {
        let mut exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(exchange) = exchanges.get_mut(noted) {
            exchange.answer = Some(answer);
        }
    }

    /// What the tenant says. What stands in its place says so.
    fn asked(&self, seen: Seen) -> impl Future<Output = Response<Vec<u8>>> {
        let url = format!("http://{}{}", self.to, seen.target);
        let mut headers = seen.headers;
        headers.remove(CONNECTION);
        headers.remove(TRANSFER_ENCODING);
        headers.remove(CONTENT_LENGTH);
        debug_assert!(
            headers.contains_key(HOST),
            "the tenant hears the address that clients use"
        );
        let request = self
            .client
            .request(seen.method, url)
            .headers(headers)
            .body(seen.body);
        async {
            let answer = async {
                let heard = request.send().await?;
                let (status, mut headers) = (heard.status(), heard.headers().clone());
                headers.remove(CONNECTION);
                headers.remove(TRANSFER_ENCODING);
                headers.remove(CONTENT_LENGTH);
                let mut answer = Response::new(heard.bytes().await?.to_vec());
                *answer.status_mut() = status;
                *answer.headers_mut() = headers;
                Ok::<_, reqwest::Error>(answer)
            };
            answer.await.unwrap_or_else(|error| {
                let mut answer = Response::new(format!("nobody behind Between: {error}").into_bytes());
                *answer.status_mut() = StatusCode::BAD_GATEWAY;
                answer
            })
        }
    }
}

/// A port that stays taken as long as the socket lives, though nobody listens on it.
fn free_port() -> io::Result<(TcpSocket, SocketAddr)> {
    let socket = reusable((Ipv4Addr::LOCALHOST, 0).into())?;
    let address = socket.local_addr()?;
    Ok((socket, address))
}

fn reusable(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    // So that it can be taken twice, once by somebody who listens.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A tenant that says what it was asked, and the way to it.
    async fn laid() -> (Between, Between) {
        let tenant = Between::laid().await;
        tenant.answers(|seen| {
            let said = format!("{} {} {}", seen.method, seen.target, seen.text());
            Some(Fate::Answer(Response::new(said.into_bytes())))
        });
        let between = Between::before(tenant.address, None);
        (tenant, between)
    }

    async fn asked(between: &Between) -> reqwest::Result<String> {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let url = between.origin().join("/a?b=c").unwrap();
        client.post(url).body("hello").send().await?.text().await
    }

    #[tokio::test]
    async fn at_peace_the_tenant_answers_and_everything_is_seen() {
        let (_tenant, between) = laid().await;
        assert_eq!(asked(&between).await.unwrap(), "POST /a?b=c hello");
        let exchanges = between.taken();
        assert_eq!(exchanges.len(), 1);
        assert_eq!(
            (exchanges[0].request.path(), &*exchanges[0].request.text()),
            ("/a", "hello")
        );
        assert_eq!(exchanges[0].answer.as_ref().unwrap().body(), b"POST /a?b=c hello");
        assert!(between.exchanges().is_empty());
    }

    #[tokio::test]
    async fn an_answer_is_changed_or_replaced() {
        let (tenant, between) = laid().await;
        between.answers(|_| {
            Some(Fate::Changed(Box::new(|answer| {
                answer.map(|body| body.to_ascii_uppercase())
            })))
        });
        assert_eq!(asked(&between).await.unwrap(), "POST /A?B=C HELLO");
        between.answers(|_| Some(Fate::Answer(Response::new(b"no".to_vec()))));
        assert_eq!(asked(&between).await.unwrap(), "no");
        assert_eq!(tenant.exchanges().len(), 1, "the tenant heard of the second, too");
    }

    #[tokio::test]
    async fn an_answer_is_cut_off_after_its_head_came() {
        let (_tenant, between) = laid().await;
        for bytes in [0, 4] {
            between.answers(move |_| Some(Fate::ResetAfter(bytes)));
            let client = reqwest::Client::builder().no_proxy().build().unwrap();
            let mut answer = client.get(between.origin().clone()).send().await.unwrap();
            assert_eq!(answer.content_length(), Some(6));
            let mut heard = Vec::new();
            let ended = loop {
                match answer.chunk().await {
                    Ok(chunk) => heard.extend(chunk.unwrap()),
                    Err(error) => break error,
                }
            };
            assert!(ended.is_body() || ended.is_decode(), "{ended:?}");
            assert_eq!(heard, b"GET / "[..bytes]);
            assert_eq!(
                between.taken()[0].answer.as_ref().unwrap().body(),
                &b"GET / "[..bytes]
            );
        }
    }

    #[tokio::test]
    async fn who_is_refused_is_told_nothing_and_the_tenant_hears_nothing() {
        let (tenant, between) = laid().await;
        between.answers(|_| Some(Fate::Refused));
        assert!(asked(&between).await.unwrap_err().is_request());
        assert!(between.exchanges()[0].answer.is_none());
        assert!(tenant.exchanges().is_empty());
        between.at_peace();
        assert!(asked(&between).await.is_ok());
    }

    #[tokio::test]
    async fn who_hangs_waits_as_long_as_it_likes() {
        let (tenant, between) = laid().await;
        between.answers(|_| Some(Fate::Hang));
        let client = reqwest::Client::builder()
            .no_proxy()
            .read_timeout(std::time::Duration::from_millis(20))
            .build();
        let asked = client.unwrap().get(between.origin().clone()).send();
        assert!(asked.await.unwrap_err().is_timeout());
        assert!(tenant.exchanges().is_empty());
    }

    #[tokio::test]
    async fn where_nobody_listens_connections_are_refused_until_somebody_is_back() {
        let (_tenant, between) = laid().await;
        for _ in 0..3 {
            assert!(asked(&between).await.is_ok());
            between.gone().await;
            assert!(asked(&between).await.unwrap_err().is_connect());
            between.back();
        }
        assert!(asked(&between).await.is_ok());
    }
}
