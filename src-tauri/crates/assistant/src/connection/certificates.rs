//! The certificates that Handrail made for a connection: the one in use, and the one that takes its place once Entra
//! has accepted it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::outside::KeptIn;
use crate::sign_in::Certificate;

/// The public half of a certificate. Its private key is with the secrets, under the thumbprint.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredCertificate {
    /// PEM.
    pub pem: String,
    /// SHA-256 of the DER, capital hexadecimal digits.
    pub thumbprint: String,
    /// Where the private key is.
    pub kept: KeptIn,
}

/// What a connection has of certificates.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Certificates {
    /// The one in use.
    pub(crate) current: Option<StoredCertificate>,
    /// A newer one that Entra has not accepted yet.
    pub(crate) next: Option<StoredCertificate>,
}

impl StoredCertificate {
    /// When it stops being good.
    pub(crate) fn ends(&self) -> Option<Timestamp> {
        Certificate::parse_pem(&self.pem).map(|certificate| certificate.not_after())
    }
}

impl Certificates {
    /// When the one in use stops being good.
    pub(crate) fn ends(&self) -> Option<Timestamp> {
        self.current.as_ref().and_then(StoredCertificate::ends)
    }

    /// Newest first: the order in which they are tried.
    pub(crate) fn all(&self) -> impl Iterator<Item = &StoredCertificate> {
        self.next.iter().chain(&self.current)
    }

    /// The one that is to be uploaded.
    pub(crate) fn newest(&self) -> Option<&StoredCertificate> {
        self.all().next()
    }

    /// Adds one that was just made; an older one stays in use until this one is accepted. Answers the one that nobody
    /// needs any more.
    pub(crate) fn made(&mut self, certificate: StoredCertificate) -> Option<StoredCertificate> {
        if self.current.is_none() {
            self.current = Some(certificate);
            return None;
        }
        self.next.replace(certificate)
    }

    /// Forgets those that are not to be kept.
    pub(crate) fn retain(&mut self, kept: impl Fn(&StoredCertificate) -> bool) {
        self.next.take_if(|next| !kept(next));
        self.current.take_if(|current| !kept(current));
        if self.current.is_none() {
            self.current = self.next.take();
        }
    }

    /// Entra accepted the certificate of that thumbprint. Answers the one that it takes the place of.
    pub(crate) fn accepted(&mut self, thumbprint: &str) -> Option<StoredCertificate> {
        let next = self.next.take_if(|next| next.thumbprint == thumbprint)?;
        self.current.replace(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate(thumbprint: &str) -> StoredCertificate {
        StoredCertificate {
            pem: String::new(),
            thumbprint: thumbprint.to_owned(),
            kept: KeptIn::Keychain,
        }
    }

    #[test]
    fn the_old_certificate_stays_in_use_until_the_new_one_is_accepted() {
        let mut certificates = Certificates::default();
        assert_eq!(certificates.made(certificate("A")), None);
        assert_eq!(certificates.made(certificate("B")), None);
        assert_eq!(certificates.current, Some(certificate("A")));
        assert_eq!(certificates.newest(), Some(&certificate("B")));
        assert_eq!(certificates.accepted("A"), None);
        assert_eq!(certificates.accepted("B"), Some(certificate("A")));
        assert_eq!(certificates.current, Some(certificate("B")));
        assert_eq!(certificates.next, None);
    }

    #[test]
    fn a_third_certificate_replaces_the_one_that_was_never_accepted() {
        let mut certificates = Certificates::default();
        certificates.made(certificate("A"));
        certificates.made(certificate("B"));
        assert_eq!(certificates.made(certificate("C")), Some(certificate("B")));
        assert_eq!(certificates.current, Some(certificate("A")));
    }
}
