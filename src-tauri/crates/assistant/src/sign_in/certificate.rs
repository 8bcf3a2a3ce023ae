//! The certificate with which an application proves itself: its public half, and the key that signs for it.

mod file;
mod make;
mod pkcs12;

use std::sync::Arc;

use aws_lc_rs::digest::{Algorithm, SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use aws_lc_rs::rsa::KeyPair;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use specta::Type;
use x509_parser::pem::parse_x509_pem;
use x509_parser::prelude::{FromDer as _, X509Certificate};
use zeroize::Zeroizing;

pub(crate) use self::make::make;
pub use self::pkcs12::SealedCertificate;
use super::client_assertion::AssertionForm;
use crate::clock::rfc3339;
use crate::connection::{SecretState, StoredCertificate, ends_soon};

/// The public half of a certificate (RFC 5280).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Certificate {
    der: Vec<u8>,
    subject: String,
    not_before: Timestamp,
    not_after: Timestamp,
}

impl Certificate {
    /// Reads DER; `None` where it is no certificate.
    pub(crate) fn parse(der: &[u8]) -> Option<Self> {
        let (_, parsed) = X509Certificate::from_der(der)
            .ok()
            .filter(|(rest, _)| rest.is_empty())?;
        let time = |seconds| Timestamp::from_second(seconds).ok();
        Some(Self {
            der: der.to_vec(),
            subject: parsed.subject().to_string(),
            not_before: time(parsed.validity().not_before.timestamp())?,
            not_after: time(parsed.validity().not_after.timestamp())?,
        })
    }

    /// Reads PEM (RFC 7468).
    pub(crate) fn parse_pem(pem: &str) -> Option<Self> {
        let (_, pem) = parse_x509_pem(pem.as_bytes()).ok()?;
        Self::parse(&pem.contents)
    }

    /// DER.
    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    /// The thumbprint that the portal shows: SHA-1 of the DER.
    pub(crate) fn thumbprint(&self) -> String {
        self.hex(&SHA1_FOR_LEGACY_USE_ONLY)
    }

    /// The same with SHA-256.
    pub(crate) fn thumbprint_sha256(&self) -> String {
        self.hex(&SHA256)
    }

    /// Header `x5t#S256` of what it signs (RFC 7515 section 4.1.8).
    pub(crate) fn x5t_s256(&self) -> String {
        URL_SAFE_NO_PAD.encode(digest(&SHA256, &self.der))
    }

    /// Header `x5t` of what it signs for a service that knows the older form only (RFC 7515 section 4.1.7).
    pub(crate) fn x5t(&self) -> String {
        URL_SAFE_NO_PAD.encode(digest(&SHA1_FOR_LEGACY_USE_ONLY, &self.der))
    }

    /// When it ends to hold.
    pub(crate) fn not_after(&self) -> Timestamp {
        self.not_after
    }

    /// How long it still holds.
    pub(crate) fn state(&self, now: Timestamp) -> CertificateState {
        if self.not_after <= now {
            CertificateState::Expired
        } else if ends_soon(self.not_after, now) {
            CertificateState::ExpiresSoon
        } else {
            CertificateState::Valid
        }
    }

    fn hex(&self, algorithm: &'static Algorithm) -> String {
        let digits = digest(algorithm, &self.der);
        digits
            .as_ref()
            .iter()
            .fold(String::new(), |hex, byte| hex + &format!("{byte:02X}"))
    }
}

/// A certificate whose private key is at hand. Prints no key.
#[derive(Clone)]
pub struct ClientCertificate {
    pub(crate) certificate: Certificate,
    pub(super) key: Arc<KeyPair>,
    pub(super) form: AssertionForm,
}

impl ClientCertificate {
    fn new(certificate: Certificate, key: KeyPair) -> Self {
        Self {
            certificate,
            key: Arc::new(key),
            form: AssertionForm::default(),
        }
    }

    /// The same for a cloud that wants its assertions in that form.
    pub(crate) fn signing(self, form: AssertionForm) -> Self {
        Self { form, ..self }
    }

    /// Puts a certificate that Handrail made together with its key from the keychain; `None` where either is damaged.
    pub(crate) fn stored(stored: &StoredCertificate, key: &SecretString) -> Option<Self> {
        let (_, pem) = parse_x509_pem(key.expose_secret().as_bytes()).ok()?;
        let key = Zeroizing::new(pem.contents);
        Some(Self::new(
            Certificate::parse_pem(&stored.pem)?,
            KeyPair::from_pkcs8(&key).ok()?,
        ))
    }
}

impl std::fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ClientCertificate")
            .field("certificate", &self.certificate.thumbprint())
            .field("key", &"[redacted]")
            .field("form", &self.form)
            .finish()
    }
}

/// How long a certificate is to hold. Application management policies often allow a year at most, so nothing longer
/// is offered (Microsoft, "Application authentication methods policy").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum CertificateLifetime {
    ThreeMonths,
    SixMonths,
    #[default]
    OneYear,
}

/// How a certificate stands in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum CertificateState {
    /// For more than a month.
    Valid,
    /// For a month at most: a new one should be made.
    ExpiresSoon,
    /// Not any more.
    Expired,
}

/// The public half of a certificate as the window shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CertificateView {
    /// SHA-1 of the DER, capital hexadecimal digits: "Thumbprint" in the portal.
    pub thumbprint: String,
    /// SHA-256 of the DER.
    pub thumbprint_sha256: String,
    /// Whose it is: `CN=Handrail application`.
    pub subject: String,
    /// When it begins to hold, RFC 3339.
    pub not_before: String,
    /// When it ends to hold, RFC 3339.
    pub not_after: String,
    /// How it stands in time.
    pub state: CertificateState,
    /// Where the private key is.
    pub key: SecretState,
}

/// The certificates of a connection as the window shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CertificatesView {
    /// The one in use.
    pub current: Option<CertificateView>,
    /// A newer one, to be uploaded; it takes over as soon as Entra accepts it.
    pub next: Option<CertificateView>,
}

impl CertificateView {
    /// What the window shows of a stored certificate; `None` where the file was damaged.
    pub(crate) fn of(stored: &StoredCertificate, now: Timestamp) -> Option<Self> {
        let certificate = Certificate::parse_pem(&stored.pem)?;
        Some(Self {
            thumbprint: certificate.thumbprint(),
            thumbprint_sha256: certificate.thumbprint_sha256(),
            subject: certificate.subject.clone(),
            not_before: rfc3339(certificate.not_before),
            not_after: rfc3339(certificate.not_after),
            state: certificate.state(now),
            key: Some(stored.kept).into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(lifetime: CertificateLifetime) -> Certificate {
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        Certificate::parse_pem(&make("Handrail application", lifetime, now).unwrap().pem).unwrap()
    }

    #[test]
    fn a_certificate_is_worth_a_warning_in_its_last_month() {
        let certificate = made(CertificateLifetime::OneYear);
        let state = |time: &str| certificate.state(time.parse().unwrap());
        assert_eq!(state("2026-11-21T12:00:00Z"), CertificateState::Valid);
        assert_eq!(state("2027-10-20T00:00:00Z"), CertificateState::Valid);
        assert_eq!(state("2027-10-22T00:00:00Z"), CertificateState::ExpiresSoon);
        assert_eq!(state("2027-11-21T00:00:00Z"), CertificateState::Expired);
    }

    #[test]
    fn the_shortest_one_holds_no_longer_than_a_policy_of_ninety_days_allows() {
        let certificate = made(CertificateLifetime::ThreeMonths);
        let held = certificate.not_after.duration_since(certificate.not_before);
        assert_eq!(held.as_hours(), 90 * 24);
    }

    #[test]
    fn thumbprints_have_the_length_of_their_hashes() {
        let certificate = made(CertificateLifetime::ThreeMonths);
        assert_eq!(certificate.thumbprint().len(), 40);
        assert_eq!(certificate.thumbprint_sha256().len(), 64);
        assert_eq!(certificate.x5t_s256().len(), 43);
    }
}
