//! A certificate and its key from a person's own PEM file (RFC 7468). Read, used, never kept.

use aws_lc_rs::error::KeyRejected;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::KeyPair as _;
use x509_parser::pem::Pem;
use x509_parser::prelude::{FromDer as _, X509Certificate};
use x509_parser::public_key::PublicKey;
use zeroize::Zeroizing;

use super::{Certificate, ClientCertificate};
use crate::error::{ErrorCode, ErrorReport, Result};

/// The blocks of a PEM file that matter here.
#[derive(Default)]
struct Blocks {
    certificates: Vec<Vec<u8>>,
    key: Option<Key>,
}

enum Key {
    Rsa(KeyPair),
    Encrypted,
    OfAnotherKind,
}

impl ClientCertificate {
    /// Reads a PEM file that holds a certificate and its RSA key, in any order; of a chain, the certificate that the key
    /// belongs to.
    pub fn parse(file: &[u8]) -> Result<Self> {
        let refused = |code| Err(ErrorReport::new(code));
        let blocks = Blocks::read(file)?;
        let pair = match blocks.key {
            Some(Key::Rsa(pair)) => pair,
            Some(Key::Encrypted) => return refused(ErrorCode::CertificateKeyEncrypted),
            Some(Key::OfAnotherKind) => return refused(ErrorCode::CertificateKeyNotRsa),
            None if blocks.certificates.is_empty() => return refused(ErrorCode::CertificateFileMalformed),
            None => return refused(ErrorCode::CertificateKeyMissing),
        };
        if blocks.certificates.is_empty() {
            return refused(ErrorCode::CertificateNotInFile);
        }
        let own = blocks.certificates.iter().find(|der| belongs(der, &pair));
        let Some(der) = own else {
            return refused(ErrorCode::CertificateKeyMismatch);
        };
        match Certificate::parse(der) {
            Some(certificate) => Ok(Self::new(certificate, pair)),
            None => refused(ErrorCode::CertificateFileMalformed),
        }
    }
}

impl Blocks {
    fn read(file: &[u8]) -> Result<Self> {
        let mut blocks = Self::default();
        for pem in Pem::iter_from_buffer(file) {
            let Pem { label, contents } = pem.map_err(|_| unreadable(file))?;
            let contents = Zeroizing::new(contents);
            match label.as_str() {
                "CERTIFICATE" => blocks.certificates.push(contents.to_vec()),
                "ENCRYPTED PRIVATE KEY" => blocks.key = Some(Key::Encrypted),
                "PRIVATE KEY" => blocks.key = Some(Key::of(KeyPair::from_pkcs8(&contents))),
                // The form of older tools (RFC 8017 appendix A.1.2).
                "RSA PRIVATE KEY" => blocks.key = Some(Key::of(KeyPair::from_der(&contents))),
                "EC PRIVATE KEY" => blocks.key = Some(Key::OfAnotherKind),
                _ => {}
            }
        }
        Ok(blocks)
    }
}

impl Key {
    /// What is no RSA key of 2048 bits or more is of no use to Entra.
    fn of(read: std::result::Result<KeyPair, KeyRejected>) -> Self {
        read.map_or(Self::OfAnotherKind, Self::Rsa)
    }
}

/// Older tools write the cipher into the head of the block (RFC 1421 section 4.6), and what follows is no DER.
fn unreadable(file: &[u8]) -> ErrorReport {
    const CIPHER: &[u8] = b"Proc-Type: 4,ENCRYPTED";
    ErrorReport::new(if file.windows(CIPHER.len()).any(|part| part == CIPHER) {
        ErrorCode::CertificateKeyEncrypted
    } else {
        ErrorCode::CertificateFileMalformed
    })
}

/// Is the key the one that the certificate names?
fn belongs(der: &[u8], pair: &KeyPair) -> bool {
    let Ok((_, certificate)) = X509Certificate::from_der(der) else {
        return false;
    };
    let named = matches!(certificate.public_key().parsed(), Ok(PublicKey::RSA(_)));
    named && certificate.public_key().subject_public_key.data.as_ref() == pair.public_key().as_ref()
}
