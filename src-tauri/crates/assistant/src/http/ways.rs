//! The ways out: through the proxy that the system names, or straight to this computer.

use std::time::Duration;

use hyper_util::client::proxy::matcher::Matcher;
use reqwest::{Certificate, Client, ClientBuilder};
use url::{Host, Url};

use super::failure::unusable;
use crate::error::Result;

/// How long is waited for what does not come.
#[derive(Clone, Copy, Debug)]
pub struct Timeouts {
    /// For a connection.
    pub connect: Duration,
    /// Between two pieces of an answer.
    pub read: Duration,
    /// The same where the service first works for minutes.
    pub long_read: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            // Long enough for a slow proxy, short enough that nobody waits in vain.
            connect: Duration::from_secs(10),
            read: Duration::from_secs(30),
            // A hunting query may run for 200 seconds (MicrosoftDocs/defender-docs, run-advanced-query-api.md).
            long_read: Duration::from_secs(240),
        }
    }
}

/// The ways out.
#[derive(Clone, Debug)]
pub(super) struct Ways {
    proxied: Client,
    /// For what stays on this computer: a company's proxy does not know the practice tenant.
    direct: Client,
}

impl Ways {
    pub(super) fn usual(roots: &[Certificate], timeouts: Timeouts) -> Result<Self> {
        Self::new(roots, timeouts.connect, timeouts.read)
    }

    /// For answers that take minutes.
    pub(super) fn patient(roots: &[Certificate], timeouts: Timeouts) -> Result<Self> {
        Self::new(roots, timeouts.connect, timeouts.long_read)
    }

    fn new(roots: &[Certificate], connect: Duration, read: Duration) -> Result<Self> {
        let rules = || rules(roots).connect_timeout(connect).read_timeout(read);
        Ok(Self {
            proxied: rules().build().map_err(|error| unusable(&error))?,
            direct: rules().no_proxy().build().map_err(|error| unusable(&error))?,
        })
    }

    pub(super) fn to(&self, url: &Url) -> &Client {
        if is_loopback(url) {
            &self.direct
        } else {
            &self.proxied
        }
    }
}

/// The proxy on the way to an address, host and port; never the name and password in its address. It is looked for the
/// way reqwest does, with the same code, and only once something went wrong.
pub(super) fn proxy_to(url: &Url) -> Option<String> {
    if is_loopback(url) {
        return None;
    }
    let asked = url.as_str().parse().ok()?;
    let proxy = Matcher::from_system().intercept(&asked)?;
    let authority = proxy.uri().authority()?;
    Some(match authority.port_u16() {
        Some(port) => format!("{}:{port}", authority.host()),
        None => authority.host().to_owned(),
    })
}

fn rules(roots: &[Certificate]) -> ClientBuilder {
    let builder = Client::builder()
        .user_agent(concat!("Handrail/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .referer(false);
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
