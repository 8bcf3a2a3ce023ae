//! A certificate together with its key, for a program of the person's own: as PKCS#12 (RFC 7292), encrypted with AES-256
//! under a password that is made here, or chosen where no person could take it from the clipboard.

use std::path::Path;

use aws_lc_rs::rand;
use p12_keystore::{EncryptionAlgorithm, KeyStore, KeyStoreEntry, MacAlgorithm, PrivateKey, PrivateKeyChain};
use secrecy::{ExposeSecret, SecretString};
use x509_parser::pem::parse_x509_pem;
use zeroize::Zeroizing;

use crate::connection::StoredCertificate;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::results::write_bytes;

/// Letters and digits that nobody takes for one another. 64 would be even; of 56, 24 signs have 139 bits, so that the
/// number of rounds below is no matter of strength.
const SIGNS: &[u8; 56] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789";
const LENGTH: usize = 24;
const ROUNDS: u32 = 10_000;
/// A chosen password is tried at the speed of a computer, and each round makes it slower.
const ROUNDS_OF_CHOSEN: u32 = 100_000;

/// A certificate with its key, encrypted, and the password that opens it. Prints neither.
pub struct SealedCertificate {
    file: Vec<u8>,
    password: SecretString,
}

impl SealedCertificate {
    /// Seals a certificate that Handrail made with its key from the keychain; without a chosen password, under one made here.
    pub(crate) fn seal(
        stored: &StoredCertificate,
        key: &SecretString,
        name: &str,
        chosen: Option<SecretString>,
    ) -> Result<Self> {
        let damaged = || ErrorReport::new(ErrorCode::CertificateMissing);
        let (_, certificate) = parse_x509_pem(stored.pem.as_bytes()).map_err(|_| damaged())?;
        let (_, key) = parse_x509_pem(key.expose_secret().as_bytes()).map_err(|_| damaged())?;
        let key = Zeroizing::new(key.contents);
        let certificate =
            p12_keystore::Certificate::from_der(&certificate.contents).map_err(|_| damaged())?;
        let key = PrivateKey::from_der(&key).map_err(|_| damaged())?;
        let chain = PrivateKeyChain::new(stored.thumbprint.as_str(), key, [certificate]);
        let mut store = KeyStore::new();
        store.add_entry(name, KeyStoreEntry::PrivateKeyChain(chain));
        let (password, rounds) = match chosen {
            Some(chosen) => (chosen, ROUNDS_OF_CHOSEN),
            None => (password()?, ROUNDS),
        };
        let file = store
            .writer(password.expose_secret())
            .encryption_algorithm(EncryptionAlgorithm::PbeWithHmacSha256AndAes256)
            .encryption_iterations(rounds)
            .mac_algorithm(MacAlgorithm::HmacSha256)
            .mac_iterations(rounds)
            .write()
            .map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))?;
        Ok(Self { file, password })
    }

    /// What opens the file. It is for the clipboard, and is kept nowhere.
    pub fn password(&self) -> &SecretString {
        &self.password
    }

    /// Writes the file, whole or not at all.
    pub fn write(&self, path: &Path) -> Result<()> {
        write_bytes(path, &self.file)
    }
}

/// A password of which every sign is as likely as any other.
fn password() -> Result<SecretString> {
    let mut password = Zeroizing::new(String::with_capacity(LENGTH));
    let mut bytes = Zeroizing::new([0_u8; 4 * LENGTH]);
    // Bytes beyond the last multiple would make some signs likelier; with 224 of 256 good, one round is enough but for
    // a chance of less than one in 10^40.
    while password.len() < LENGTH {
        rand::fill(&mut *bytes).map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))?;
        let even = bytes
            .iter()
            .filter(|byte| **byte < 224)
            .map(|byte| usize::from(byte % 56));
        let missing = LENGTH - password.len();
        password.extend(
            even.take(missing)
                .filter_map(|at| SIGNS.get(at))
                .map(|sign| char::from(*sign)),
        );
    }
    Ok(SecretString::from(password.as_str()))
}

impl std::fmt::Debug for SealedCertificate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedCertificate")
            .field("file", &self.file.len())
            .field("password", &"[redacted]")
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use p12_keystore::Pkcs12ImportPolicy;

    use super::super::{CertificateLifetime, make};
    use super::*;
    use crate::outside::KeptIn;

    #[test]
    fn a_sealed_certificate_opens_with_its_password_and_with_no_other() {
        let now = "2026-11-21T12:00:00Z".parse().unwrap();
        let made = make("Handrail application", CertificateLifetime::OneYear, now).unwrap();
        let stored = StoredCertificate {
            pem: made.pem,
            thumbprint: made.thumbprint,
            kept: KeptIn::Session,
        };
        let sealed = SealedCertificate::seal(&stored, &made.key, "Handrail application", None).unwrap();
        let open =
            |password: &str| KeyStore::from_pkcs12(&sealed.file, password, Pkcs12ImportPolicy::Relaxed);
        let opened = open(sealed.password().expose_secret()).unwrap();
        let (name, chain) = opened.private_key_chain().unwrap();
        let (_, key) = parse_x509_pem(made.key.expose_secret().as_bytes()).unwrap();
        assert_eq!(name.to_lowercase(), "handrail application");
        assert_eq!(chain.key().as_der(), key.contents);
        assert!(open("").is_err());
        assert!(open(password().unwrap().expose_secret()).is_err());
    }

    #[test]
    fn passwords_are_long_plain_and_never_the_same() {
        let (one, other) = (password().unwrap(), password().unwrap());
        assert_eq!(one.expose_secret().len(), LENGTH);
        assert!(one.expose_secret().bytes().all(|sign| SIGNS.contains(&sign)));
        assert_ne!(one.expose_secret(), other.expose_secret());
    }
}
