//! Makes a key and a self-signed certificate for it. The key goes to the keychain and nowhere else.

use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, Zoned};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair, KeyUsagePurpose,
    PKCS_RSA_SHA256, RsaKeySize,
};
use secrecy::SecretString;

use super::{Certificate, CertificateLifetime};
use crate::error::{ErrorCode, ErrorReport, Result};

/// A certificate that was just made.
pub(crate) struct Made {
    pub(crate) pem: String,
    pub(crate) thumbprint: String,
    pub(crate) key: SecretString,
}

/// Makes an RSA key of 3072 bits, of the strength that NIST SP 800-57 asks for beyond 2030, and a certificate from
/// today on. Takes a second: not for a thread that others wait for.
pub(crate) fn make(subject: &str, lifetime: CertificateLifetime, now: Timestamp) -> Result<Made> {
    let failed = |error: rcgen::Error| ErrorReport::new(ErrorCode::Internal).detailed(error);
    let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_3072).map_err(failed)?;
    let certificate = params(subject, lifetime, now)
        .and_then(|params| params.self_signed(&key))
        .map_err(failed)?;
    let parsed = Certificate::parse(certificate.der());
    Ok(Made {
        pem: certificate.pem(),
        thumbprint: parsed
            .ok_or_else(|| ErrorReport::new(ErrorCode::Internal))?
            .thumbprint_sha256(),
        key: SecretString::from(key.serialize_pem()),
    })
}

fn params(
    subject: &str,
    lifetime: CertificateLifetime,
    now: Timestamp,
) -> std::result::Result<CertificateParams, rcgen::Error> {
    let mut params = CertificateParams::new(Vec::<String>::new())?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, subject);
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    let span = match lifetime {
        // Policies count in days, and the usual one is of ninety.
        CertificateLifetime::ThreeMonths => Span::new().days(90),
        CertificateLifetime::SixMonths => Span::new().months(6),
        CertificateLifetime::OneYear => Span::new().months(12),
    };
    let today = now.to_zoned(TimeZone::UTC);
    let midnight = |day: &Zoned| {
        let number = |number: i8| u8::try_from(number).unwrap_or(1);
        rcgen::date_time_ymd(i32::from(day.year()), number(day.month()), number(day.day()))
    };
    params.not_before = midnight(&today);
    params.not_after = midnight(&today.saturating_add(span));
    Ok(params)
}
