//! The tenant's signing key, and the certificates it hands out.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation};
use rcgen::{
    CertificateParams, DistinguishedName, DnType, KeyPair, PKCS_RSA_SHA256, RsaKeySize, SigningKey as _,
};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::certificate::{Certificate, NotACertificate};
use crate::ids::CertificateId;

/// A key or certificate could not be made or used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum KeyError {
    #[error("could not make a key or certificate: {0}")]
    Made(#[from] rcgen::Error),
    #[error("could not use a key: {0}")]
    Used(#[from] jsonwebtoken::errors::Error),
    #[error("could not write a token: {0}")]
    Written(#[from] serde_json::Error),
    #[error("could not read a certificate just made: {0}")]
    Read(#[from] NotACertificate),
}

/// A fresh RSA key with a self-signed certificate.
pub(crate) struct Pair {
    key: Arc<KeyPair>,
    pub(crate) certificate_pem: String,
    pub(crate) key_pem: String,
    pub(crate) certificate: Certificate,
}

impl Pair {
    /// Makes a key of 2048 bits; takes a noticeable part of a second.
    pub(crate) fn generate(common_name: &str) -> Result<Self, KeyError> {
        let key = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048)?;
        let mut params = CertificateParams::new(Vec::<String>::new())?;
        params.distinguished_name = DistinguishedName::new();
        params.distinguished_name.push(DnType::CommonName, common_name);
        let today = Timestamp::now().to_zoned(TimeZone::UTC);
        let midnight = |day: &Zoned| {
            let number = |number: i8| u8::try_from(number).unwrap_or(1);
            rcgen::date_time_ymd(i32::from(day.year()), number(day.month()), number(day.day()))
        };
        params.not_before = midnight(&today);
        params.not_after = midnight(&today.saturating_add(jiff::Span::new().years(2)));
        let certificate = params.self_signed(&key)?;
        let id = CertificateId(Uuid::new_v4());
        Ok(Self {
            certificate_pem: certificate.pem(),
            key_pem: key.serialize_pem(),
            key: Arc::new(key),
            certificate: Certificate::parse(id, None, certificate.der())?,
        })
    }
}

/// The tenant's key, and the one that takes its place when it is rotated.
pub(crate) struct SigningKeys {
    pub(crate) first: SigningKey,
    pub(crate) next: SigningKey,
}

/// A key that signs tokens of this practice tenant.
pub(crate) struct SigningKey {
    /// Read once: reading a key takes longer than signing with it.
    private: Arc<KeyPair>,
    decoding: DecodingKey,
    certificate: Certificate,
    x5c: String,
}

impl SigningKey {
    pub(crate) fn new(pair: &Pair) -> Result<Self, KeyError> {
        Ok(Self {
            private: Arc::clone(&pair.key),
            decoding: DecodingKey::from_rsa_components(&pair.certificate.n, &pair.certificate.e)?,
            certificate: pair.certificate.clone(),
            x5c: STANDARD.encode(&pair.certificate.der),
        })
    }

    /// Signs with RS256; `x5t` and `kid` name the key, as version 1.0 tokens do.
    pub(crate) fn sign(&self, claims: &Value) -> Result<String, KeyError> {
        let header = Header {
            kid: Some(self.certificate.x5t.clone()),
            x5t: Some(self.certificate.x5t.clone()),
            ..Header::new(Algorithm::RS256)
        };
        let header = serde_json::to_vec(&header)?;
        let [header, claims] =
            [header, claims.to_string().into_bytes()].map(|part| URL_SAFE_NO_PAD.encode(part));
        let signed = format!("{header}.{claims}");
        let signature = self.private.sign(signed.as_bytes())?;
        Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    /// The claims of a token that this key signed, or `None`. Times are the caller's to check, by the practice clock.
    pub(crate) fn verify(&self, token: &str) -> Option<Map<String, Value>> {
        jsonwebtoken::decode(token, &self.decoding, &signature_only(Algorithm::RS256))
            .ok()
            .map(|data| data.claims)
    }

    /// The key set (RFC 7517) with Entra's extra field `issuer`.
    pub(crate) fn key_set(&self, issuer: &str) -> Value {
        let Certificate { x5t, n, e, .. } = &self.certificate;
        json!({"keys": [{
            "kty": "RSA", "use": "sig", "kid": x5t, "x5t": x5t, "n": n, "e": e, "x5c": [self.x5c], "issuer": issuer,
        }]})
    }
}

/// Checks the signature and nothing else.
pub(crate) fn signature_only(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    validation
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_of_another_key_is_not_ours() {
        let ours = SigningKey::new(&Pair::generate("ours").unwrap()).unwrap();
        let theirs = SigningKey::new(&Pair::generate("theirs").unwrap()).unwrap();
        let token = theirs.sign(&json!({"aud": "x"})).unwrap();
        assert!(theirs.verify(&token).is_some());
        assert!(ours.verify(&token).is_none());
        assert!(ours.verify("a.b.c").is_none());
    }
}
