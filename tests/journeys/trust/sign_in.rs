//! Sign-ins under attack, by whatever else runs on this computer or stands between it and Entra.

mod answers;
mod device_code;
mod injected;
mod listener;
mod mixed_up;
mod visits;

use std::net::Ipv4Addr;

use ::trust::{Between, Exchange};
use handrail_assistant::checklist::Checklist;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::outside::Browser as _;
use handrail_assistant::sign_in::SignInAttempt;
use handrail_practice_tenant::Options;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::Url;

use crate::person::{Manner, Seen};
use crate::tenant::Tenant;

/// A practice tenant whose every exchange is seen, and may be changed.
pub(super) async fn behind() -> (Between, Tenant) {
    let between = Between::laid().await;
    let tenant = Tenant::with(Options {
        listen: between.listen(),
        advertise: Some(between.origin().clone()),
        incidents: 12,
        ..Options::default()
    })
    .await;
    (between, tenant)
}

/// A person signed in, and the answer has not reached Handrail yet.
struct Held {
    connection: ConnectionView,
    attempt: SignInAttempt,
    answer: Url,
}

impl Held {
    async fn at(tenant: &Tenant) -> Self {
        let connection = tenant.user(Api::Graph).await;
        Self::of(tenant, connection).await
    }

    async fn of(tenant: &Tenant, connection: ConnectionView) -> Self {
        tenant.person.will(Manner::KeepsTheAnswer);
        let attempt = tenant.begin(&connection).await;
        Self {
            answer: answered(tenant).await,
            connection,
            attempt,
        }
    }

    fn port(&self) -> u16 {
        Url::parse(&self.attempt.redirect_uri).unwrap().port().unwrap()
    }

    fn asked(&self, name: &str) -> String {
        value(&Url::parse(&self.attempt.authorize_url).unwrap(), name)
    }

    fn code(&self) -> String {
        value(&self.answer, "code")
    }

    fn state(&self) -> String {
        value(&self.answer, "state")
    }

    /// Brings a query to the listener and goes where it is sent, as a browser does. Says whether it was taken for the
    /// answer.
    async fn brings(&self, query: &str) -> bool {
        let port = self.port();
        let taken = taken(&visited(port, &format!("/?{query}")).await);
        if taken {
            visited(port, "/done").await;
        }
        taken
    }

    /// Brings the real answer.
    async fn brings_its_own(&self) -> bool {
        self.brings(self.answer.query().unwrap()).await
    }

    async fn finishes(&self, tenant: &Tenant) -> Result<Checklist, ErrorReport> {
        tenant.finish(&self.attempt).await
    }
}

/// The address with which the person's browser would have come back.
async fn answered(tenant: &Tenant) -> Url {
    match tenant.person.saw().await {
        Seen::AddressBar(answer) => answer,
        seen => panic!("no answer: {seen:?}"),
    }
}

/// Where an attacker's own sign-in through another address ends.
async fn signed_in_at(tenant: &Tenant, page: &Url) -> Url {
    tenant.person.will(Manner::KeepsTheAnswer);
    tenant.person.open(page).unwrap();
    answered(tenant).await
}

fn value(url: &Url, name: &str) -> String {
    let mut pairs = url.query_pairs();
    pairs
        .find(|(key, _)| key == name)
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// The address with another value for one parameter; `None` leaves it out.
fn with(url: &Url, name: &str, value: Option<&str>) -> Url {
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(key, _)| key != name)
        .map(|(key, value)| (key.into_owned(), value.into_owned()))
        .collect();
    let mut changed = url.clone();
    changed
        .query_pairs_mut()
        .clear()
        .extend_pairs(kept)
        .extend_pairs(value.map(|value| (name, value)));
    changed
}

async fn visited(port: u16, target: &str) -> String {
    sent(
        port,
        format!("GET {target} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"),
    )
    .await
}

/// Sends bytes as they are, and reads until the listener closes.
async fn sent(port: u16, request: impl AsRef<[u8]>) -> String {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await else {
        return String::new();
    };
    // Who refuses early may close while the rest is still on its way.
    let _ = stream.write_all(request.as_ref()).await;
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> &str {
    answer.split_whitespace().nth(1).unwrap_or_default()
}

/// The browser is sent on once its answer was heard.
fn taken(answer: &str) -> bool {
    status(answer) == "303"
}

/// How often a code was redeemed, or tried to be.
fn redemptions(exchanges: &[Exchange]) -> usize {
    let redeems = |exchange: &&Exchange| {
        let request = &exchange.request;
        request.path().ends_with("/token") && request.text().contains("grant_type=authorization_code")
    };
    exchanges.iter().filter(redeems).count()
}

/// Nobody is signed in, and nothing is kept.
async fn nothing_came_of_it(tenant: &Tenant, connection: &ConnectionView) -> bool {
    let report = tenant.read(connection, 48).await.err();
    tenant.memory.secrets() == 0 && report.is_some_and(|report| report.code == ErrorCode::NotSignedIn)
}
