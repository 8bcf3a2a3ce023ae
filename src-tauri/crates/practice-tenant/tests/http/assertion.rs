//! Client assertions: how an app signs one, and everything that can be wrong with it.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::harness::{Practice, XDR};

pub(crate) const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The certificate and key of the ready application.
pub(crate) struct Signer {
    pub(crate) der: Vec<u8>,
    key: EncodingKey,
    client_id: String,
    audience: String,
}

impl Signer {
    pub(crate) fn of(practice: &Practice) -> Self {
        let app = &practice.ready().apps.application;
        let pem = std::fs::read_to_string(app.certificate_file.as_ref().unwrap()).unwrap();
        let body: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
        let key = std::fs::read(app.certificate_key_file.as_ref().unwrap()).unwrap();
        Self {
            der: STANDARD.decode(body).unwrap(),
            key: EncodingKey::from_rsa_pem(&key).unwrap(),
            client_id: app.client_id.clone(),
            audience: practice.url(&format!("/{}/oauth2/v2.0/token", practice.ready().tenant_id)),
        }
    }

    /// A header as MSAL makes it.
    pub(crate) fn header(&self) -> Header {
        Header {
            x5t_s256: Some(URL_SAFE_NO_PAD.encode(Sha256::digest(&self.der))),
            ..Header::new(Algorithm::PS256)
        }
    }

    /// Signs the usual claims, with changes.
    pub(crate) fn sign(&self, header: &Header, changes: &Value) -> String {
        let now = jiff::Timestamp::now().as_second();
        let mut claims = json!({
            "aud": self.audience, "iss": self.client_id, "sub": self.client_id,
            "jti": "1", "nbf": now, "iat": now, "exp": now + 600,
        });
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
        jsonwebtoken::encode(header, &claims, &self.key).unwrap()
    }
}

impl Practice {
    /// The ready application asks for a token with this assertion.
    pub(crate) async fn by_assertion(&self, assertion: &str) -> (reqwest::StatusCode, Value) {
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", self.ready().apps.application.client_id.as_str()),
            ("client_assertion_type", JWT_BEARER),
            ("client_assertion", assertion),
            ("scope", XDR),
        ];
        self.token("contoso.com", &form).await
    }
}
