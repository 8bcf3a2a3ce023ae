//! How to start, and why it may fail.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use crate::scenario::Scenario;

/// How to start a practice tenant.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where to listen for http; port 0 picks a free one.
    pub listen: SocketAddr,
    /// Where to listen for https; `None` for not at all.
    pub listen_tls: Option<SocketAddr>,
    /// A certificate chain (PEM) for https, instead of one made for this run. Needs `tls_key`.
    pub tls_cert: Option<PathBuf>,
    /// The private key (PEM) of `tls_cert`.
    pub tls_key: Option<PathBuf>,
    /// The address that clients use, when it is not the one listened on. An https address stands for the https
    /// listener or for a proxy in front.
    pub advertise: Option<Url>,
    /// Faults to switch on from the start.
    pub scenarios: Vec<Scenario>,
    /// What is answered in place of the tenant's own words, as `POST /practice/answers` takes it.
    pub answers: Option<Value>,
    /// How many incidents the home tenant has.
    pub incidents: u32,
    /// How many customer tenants there are.
    pub customers: u32,
    /// Nothing is registered but the app for setting up others, and no Defender API has come into the home tenant. There
    /// are no customers then.
    pub empty: bool,
    /// Decides every id, name, password and incident. The same seed gives the same tenant.
    pub seed: u64,
    /// Where the certificate and cloud files go; `None` for a fresh folder that is removed at the end.
    pub directory: Option<PathBuf>,
    /// What time it is at the tenant when it starts; the computer's when `None`. Tokens are judged by this clock, so
    /// clients that look at their own need `None`.
    pub starts_at: Option<Timestamp>,
}

impl Default for Options {
    fn default() -> Self {
        let any_port = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        Self {
            listen: any_port,
            listen_tls: Some(any_port),
            tls_cert: None,
            tls_key: None,
            advertise: None,
            scenarios: Vec::new(),
            answers: None,
            incidents: 180,
            customers: 3,
            empty: false,
            seed: 1,
            directory: None,
            starts_at: None,
        }
    }
}

impl Options {
    /// Reads an address for `advertise`: http or https, a host, perhaps a port, and nothing behind it.
    pub fn parse_advertise(text: &str) -> Result<Url, NotAnOrigin> {
        let url = Url::parse(text).map_err(|_| NotAnOrigin)?;
        let bare = matches!(url.scheme(), "http" | "https")
            && url.username().is_empty()
            && url.password().is_none()
            && url.path() == "/"
            && url.query().is_none()
            && url.fragment().is_none();
        if bare { Ok(url) } else { Err(NotAnOrigin) }
    }
}

/// An address to advertise has more than an origin, or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an http or https address without a path is needed, such as https://practice.example:8443")]
pub struct NotAnOrigin;

/// Why a practice tenant could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Another program listens there.
    #[error("{address} is in use by another program; choose another port, or port 0 for any free one")]
    AddressInUse {
        /// The address asked for.
        address: SocketAddr,
    },
    /// The system does not let us listen there.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system says.
        source: std::io::Error,
    },
    /// A certificate or key could not be made, read or used.
    #[error("the certificate cannot be used: {reason}")]
    Certificate {
        /// What is wrong with it.
        reason: String,
    },
    /// The certificate and cloud files could not be written.
    #[error("cannot write to {}: {source}", directory.display())]
    Directory {
        /// The folder.
        directory: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The answers that were to be set cannot be meant.
    #[error("the answers cannot be set: {reason}")]
    Answers {
        /// Why.
        reason: String,
    },
    /// Two options do not go together.
    #[error("{reason}")]
    Options {
        /// Which, and why.
        reason: &'static str,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_origin_can_be_advertised() {
        for origin in [
            "https://practice.example:8443",
            "http://10.0.0.1/",
            "https://localhost",
        ] {
            assert!(Options::parse_advertise(origin).is_ok(), "{origin}");
        }
        for other in [
            "practice.example",
            "ftp://practice.example",
            "https://practice.example/tenant",
            "https://practice.example?a=b",
            "https://somebody@practice.example",
            "",
        ] {
            assert_eq!(Options::parse_advertise(other), Err(NotAnOrigin), "{other}");
        }
    }
}
