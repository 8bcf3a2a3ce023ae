//! Why no answer came, told apart by what a person can do about it: the name, the proxy, the certificate, or a service
//! that broke off.

use std::error::Error;
use std::io;

use rustls::{AlertDescription, CertificateError};
use url::Url;

use super::host;
use super::ways::proxy_to;
use crate::error::{ErrorCode, ErrorReport};

/// What hyper-util says of a proxy that did not open the way (its `TunnelError`, which is not public).
const TUNNEL: &str = "tunnel error";

/// The settings for going out cannot be used.
pub(super) fn unusable(error: &reqwest::Error) -> ErrorReport {
    ErrorReport::new(ErrorCode::TlsRefused)
        .with("host", "")
        .detailed(error)
}

/// The finding of a request that got no whole answer.
pub(super) fn failure(error: &reqwest::Error, url: &Url) -> ErrorReport {
    let reasons = reasons(error);
    let report = |code| ErrorReport::new(code).with("host", host(url)).detailed(&reasons);
    if let Some(error) = causes(error).find_map(|cause| cause.downcast_ref::<rustls::Error>()) {
        return report(of_tls(error));
    }
    if let Some(proxy) = proxy_to(url).filter(|_| error.is_connect() || reasons.contains(TUNNEL)) {
        return report(at_proxy(&reasons)).with("proxy", proxy);
    }
    let name_unknown = ["dns error", "failed to lookup"]
        .iter()
        .any(|words| reasons.contains(words));
    report(if name_unknown {
        ErrorCode::NameNotFound
    } else if error.is_connect() || error.is_timeout() {
        ErrorCode::NetworkUnreachable
    } else {
        ErrorCode::ServerTrouble
    })
}

/// Why a connection is not safe. Each has another remedy: the clock, the address, the authorities that are trusted.
fn of_tls(error: &rustls::Error) -> ErrorCode {
    match error {
        rustls::Error::InvalidCertificate(flaw) => match flaw {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
                ErrorCode::HostCertificateExpired
            }
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                ErrorCode::HostCertificateNotYetValid
            }
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                ErrorCode::HostCertificateOfAnother
            }
            _ => ErrorCode::TlsRefused,
        },
        rustls::Error::PeerIncompatible(_)
        | rustls::Error::AlertReceived(
            AlertDescription::ProtocolVersion
            | AlertDescription::HandshakeFailure
            | AlertDescription::InsufficientSecurity,
        ) => ErrorCode::HostTlsOutdated,
        rustls::Error::InvalidMessage(_) => ErrorCode::TlsNotSpoken,
        _ => ErrorCode::TlsRefused,
    }
}

/// What a proxy did instead of opening the way.
fn at_proxy(reasons: &str) -> ErrorCode {
    if reasons.contains("proxy authorization required") {
        ErrorCode::ProxySignInNeeded
    } else if reasons.contains(TUNNEL) && !reasons.contains("failed to create underlying connection") {
        ErrorCode::ProxyRefused
    } else {
        ErrorCode::ProxyUnreachable
    }
}

/// All causes in one line. The URL is left out: a next link may carry a person's data.
fn reasons(error: &reqwest::Error) -> String {
    let said: Vec<String> = causes(error).skip(1).map(ToString::to_string).collect();
    said.join(": ")
}

/// An error, and what it comes from.
fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn Error + 'static)> {
    let first: &(dyn Error + 'static) = error;
    std::iter::successors(Some(first), |error| cause(*error))
}

/// An I/O error says the words of what is inside it, and passes over it as a cause.
fn cause<'a>(error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
    let inside = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
    match inside {
        Some(inside) => Some(inside),
        None => error.source(),
    }
}
