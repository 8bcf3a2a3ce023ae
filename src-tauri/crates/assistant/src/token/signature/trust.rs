//! Tokens as a forger makes them, and key sets as a careless or hostile server has them.

mod forged;
mod id_token;
mod key_set;
mod malformed;

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_RSA_SHA256, RsaKeySize};
use serde_json::{Value, json};

use super::*;

/// The key that the tenant publishes under the name of [`KID`].
static TENANT: LazyLock<Signer> = LazyLock::new(Signer::rsa);
/// A key that nobody publishes.
static STRANGER: LazyLock<Signer> = LazyLock::new(Signer::rsa);

const KID: &str = "nOo3ZDrODXEK1jKWhXslHR_KXEg";

/// Somebody with a private key.
struct Signer {
    key: EncodingKey,
    algorithm: Algorithm,
}

impl Signer {
    fn rsa() -> Self {
        let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
        Self {
            key: EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes()).unwrap(),
            algorithm: Algorithm::RS256,
        }
    }

    fn elliptic() -> Self {
        let pair = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        Self {
            key: EncodingKey::from_ec_pem(pair.serialize_pem().as_bytes()).unwrap(),
            algorithm: Algorithm::ES256,
        }
    }

    fn with_secret(secret: &[u8], algorithm: Algorithm) -> Self {
        Self {
            key: EncodingKey::from_secret(secret),
            algorithm,
        }
    }

    /// The public half, as a key set has it.
    fn jwk(&self, kid: &str) -> Value {
        let jwk = Jwk::from_encoding_key(&self.key, self.algorithm).unwrap();
        let mut jwk = serde_json::to_value(jwk).unwrap();
        jwk["kid"] = kid.into();
        jwk["use"] = "sig".into();
        jwk
    }

    /// A token of a header and a payload, as the texts that they are.
    fn signs(&self, header: &str, payload: &str) -> String {
        self.signs_as(self.algorithm, header.as_bytes(), payload.as_bytes())
    }

    fn signs_as(&self, algorithm: Algorithm, header: &[u8], payload: &[u8]) -> String {
        let signed = format!(
            "{}.{}",
            URL_SAFE_NO_PAD.encode(header),
            URL_SAFE_NO_PAD.encode(payload)
        );
        let signature = crypto::sign(signed.as_bytes(), &self.key, algorithm).unwrap();
        format!("{signed}.{signature}")
    }
}

/// The set that the tenant publishes.
fn published() -> KeySet {
    KeySet::of(vec![TENANT.jwk(KID)])
}

fn header() -> Value {
    json!({"typ": "JWT", "alg": "RS256", "kid": KID})
}

/// The right header with something else in it.
fn header_with(changes: &Value) -> String {
    let mut header = header();
    for (name, value) in changes.as_object().unwrap() {
        header[name] = value.clone();
    }
    header.to_string()
}

fn payload() -> String {
    json!({"aud": "https://graph.microsoft.com", "roles": ["SecurityIncident.Read.All"]}).to_string()
}

/// What the check finds where the tenant's set is as it should be.
fn found(token: &str) -> Signature {
    verify(token, &published())
}

#[test]
fn the_tenants_own_token_is_verified() {
    assert_eq!(
        found(&TENANT.signs(&header().to_string(), &payload())),
        Signature::Verified
    );
}
