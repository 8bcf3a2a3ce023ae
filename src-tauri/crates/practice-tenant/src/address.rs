//! The address a request came to, checked before anything else looks at the request.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::{HOST, ORIGIN};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use url::Url;

use crate::practice::{Practice, Shared};
use crate::ready::origin_of;

/// How the listener is reached.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Scheme {
    Http,
    Https,
}

impl Scheme {
    fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }
}

/// The origin that the client used, without a final slash: links, issuers and next pages stay on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address(String);

impl Address {
    /// Host and port.
    pub(crate) fn host(&self) -> &str {
        self.0.split_once("://").map_or(self.0.as_str(), |(_, host)| host)
    }

    pub(crate) fn is_https(&self) -> bool {
        self.0.starts_with("https:")
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<S: Sync> FromRequestParts<S> for Address {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(StatusCode::MISDIRECTED_REQUEST)
    }
}

/// Lets through only requests that name this server, so that a foreign page cannot reach it under a name of its own
/// (DNS rebinding), and only changes that come from this server's own pages or from no page at all.
pub(crate) async fn guard(
    State((practice, scheme)): State<(Shared, Scheme)>,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(address) = address_of(&practice, scheme, &request) else {
        return (
            StatusCode::MISDIRECTED_REQUEST,
            "This practice tenant does not answer to that host name.\n",
        )
            .into_response();
    };
    let path = request.uri().path();
    let guarded = path.starts_with("/portal") || path.starts_with("/practice");
    if guarded && request.method() != Method::GET && !comes_from(&address, &request) {
        return (
            StatusCode::FORBIDDEN,
            "Changes are taken from this server's own pages only.\n",
        )
            .into_response();
    }
    request.extensions_mut().insert(address);
    next.run(request).await
}

fn address_of(practice: &Practice, scheme: Scheme, request: &Request) -> Option<Address> {
    let header = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    let host = header.or_else(|| request.uri().authority().map(axum::http::uri::Authority::as_str))?;
    if let Some(advertised) = practice.advertise.as_ref().map(origin_of)
        && advertised
            .split_once("://")
            .is_some_and(|(_, own)| own.eq_ignore_ascii_case(host))
    {
        return Some(Address(advertised));
    }
    let url = Url::parse(&format!("{}://{host}/", scheme.name())).ok()?;
    is_own(practice, &url).then(|| Address(origin_of(&url)))
}

fn is_own(practice: &Practice, url: &Url) -> bool {
    if !url.username().is_empty() || url.password().is_some() {
        return false;
    }
    match url.host() {
        Some(url::Host::Domain(name)) => {
            name == "localhost" || practice.own_hosts.iter().any(|own| own == name)
        }
        Some(url::Host::Ipv4(ip)) => ip == Ipv4Addr::LOCALHOST || is_listed(practice, ip.into()),
        Some(url::Host::Ipv6(ip)) => ip == Ipv6Addr::LOCALHOST || is_listed(practice, ip.into()),
        None => false,
    }
}

fn is_listed(practice: &Practice, ip: IpAddr) -> bool {
    practice.own_hosts.iter().any(|own| own.parse() == Ok(ip))
}

fn comes_from(address: &Address, request: &Request) -> bool {
    match request.headers().get(ORIGIN) {
        None => true,
        Some(origin) => origin.to_str().is_ok_and(|origin| origin == address.0),
    }
}
