//! Certificates that an app may prove itself with: only the public half is ever seen here.

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use x509_parser::prelude::{FromDer as _, X509Certificate};
use x509_parser::public_key::PublicKey;

use crate::ids::CertificateId;

/// The public half of a certificate that an app may sign with.
#[derive(Clone, Debug)]
pub(crate) struct Certificate {
    /// Graph's `keyId`, the portal's "Certificate ID".
    pub(crate) id: CertificateId,
    /// Graph's `displayName`, the portal's "Description": the subject, when nobody gave another.
    pub(crate) name: String,
    /// When it begins and ends to hold.
    pub(crate) start: Timestamp,
    pub(crate) end: Timestamp,
    /// base64url of the SHA-1 of the DER, header `x5t`.
    pub(crate) x5t: String,
    /// base64url of the SHA-256 of the DER, header `x5t#S256`.
    pub(crate) x5t_s256: String,
    /// Modulus and exponent, base64url.
    pub(crate) n: String,
    pub(crate) e: String,
    /// The SHA-1 of the DER.
    pub(crate) thumbprint: Vec<u8>,
    /// Graph's `customKeyIdentifier`: the thumbprint, when nobody gave another.
    pub(crate) custom_identifier: Vec<u8>,
    /// The whole certificate.
    pub(crate) der: Vec<u8>,
}

/// Why a file or a text is no certificate that an app can sign with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotACertificate {
    /// Neither PEM nor DER, or cut off.
    #[error("this is not an X.509 certificate")]
    Unreadable,
    /// Entra takes RSA keys only (MicrosoftDocs/entra-docs: certificate-credentials.md).
    #[error("the certificate's key is not an RSA key")]
    NotRsa,
}

impl Certificate {
    /// Reads DER (RFC 5280 section 4.1).
    pub(crate) fn parse(
        id: CertificateId,
        name: Option<String>,
        der: &[u8],
    ) -> Result<Self, NotACertificate> {
        let (rest, parsed) = X509Certificate::from_der(der).map_err(|_| NotACertificate::Unreadable)?;
        if !rest.is_empty() {
            return Err(NotACertificate::Unreadable);
        }
        let Ok(PublicKey::RSA(key)) = parsed.public_key().parsed() else {
            return Err(NotACertificate::NotRsa);
        };
        let time = |seconds| Timestamp::from_second(seconds).map_err(|_| NotACertificate::Unreadable);
        let number = |bytes: &[u8]| {
            let leading = bytes.iter().take_while(|byte| **byte == 0).count();
            URL_SAFE_NO_PAD.encode(bytes.get(leading..).unwrap_or_default())
        };
        let thumbprint = digest(&SHA1_FOR_LEGACY_USE_ONLY, der).as_ref().to_vec();
        Ok(Self {
            id,
            name: name.unwrap_or_else(|| parsed.subject().to_string()),
            start: time(parsed.validity().not_before.timestamp())?,
            end: time(parsed.validity().not_after.timestamp())?,
            x5t: URL_SAFE_NO_PAD.encode(&thumbprint),
            x5t_s256: URL_SAFE_NO_PAD.encode(digest(&SHA256, der)),
            n: number(key.modulus),
            e: number(key.exponent),
            custom_identifier: thumbprint.clone(),
            thumbprint,
            der: der.to_vec(),
        })
    }

    /// Reads what a person uploads or pastes: DER, or PEM with whatever stands around it (RFC 7468 section 2).
    pub(crate) fn parse_file(
        id: CertificateId,
        name: Option<String>,
        file: &[u8],
    ) -> Result<Self, NotACertificate> {
        const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
        const END: &str = "-----END CERTIFICATE-----";
        let armoured = std::str::from_utf8(file)
            .ok()
            .and_then(|text| text.split_once(BEGIN))
            .and_then(|(_, after)| after.split_once(END));
        let Some((body, _)) = armoured else {
            return Self::parse(id, name, file);
        };
        let packed: String = body.split_whitespace().collect();
        let der = STANDARD.decode(packed).map_err(|_| NotACertificate::Unreadable)?;
        Self::parse(id, name, &der)
    }

    /// The thumbprint as the portal prints it: capital hexadecimal digits.
    pub(crate) fn thumbprint_hex(&self) -> String {
        hex(&self.thumbprint)
    }
}

/// Capital hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    digits.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair};
    use uuid::Uuid;

    use crate::keys::Pair;

    const ID: CertificateId = CertificateId(Uuid::nil());

    #[test]
    fn pem_and_der_are_the_same_certificate() {
        let pair = Pair::generate("Incident reader").unwrap();
        let pem = format!("comment\n{}\nmore", pair.certificate_pem);
        let from_pem = Certificate::parse_file(ID, None, pem.as_bytes()).unwrap();
        let from_der = Certificate::parse_file(ID, None, &pair.certificate.der).unwrap();
        assert_eq!(from_pem.x5t_s256, from_der.x5t_s256);
        assert_eq!(from_pem.name, "CN=Incident reader");
        assert_eq!(from_pem.thumbprint_hex().len(), 40);
        assert_eq!(
            Certificate::parse(ID, Some("mine".to_owned()), &from_der.der)
                .unwrap()
                .name,
            "mine"
        );
        assert!(from_pem.start < from_pem.end);
    }

    #[test]
    fn a_private_key_a_half_and_an_elliptic_curve_are_refused() {
        let pair = Pair::generate("Incident reader").unwrap();
        let der = &pair.certificate.der;
        for wrong in [pair.key_pem.as_bytes(), &der[..der.len() / 2], b"", b"hello"] {
            let refused = Certificate::parse_file(ID, None, wrong).unwrap_err();
            assert_eq!(refused, NotACertificate::Unreadable);
        }
        let key = KeyPair::generate().unwrap();
        let curve = CertificateParams::new(vec![]).unwrap().self_signed(&key).unwrap();
        assert_eq!(
            Certificate::parse_file(ID, None, curve.der()).unwrap_err(),
            NotACertificate::NotRsa
        );
    }
}
