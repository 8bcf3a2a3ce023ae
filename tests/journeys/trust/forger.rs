//! Somebody who can sign: with a key that the practice tenant does not have, and publishes where the test says so.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::Response;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use rcgen::{KeyPair, PKCS_RSA_SHA256, RsaKeySize};
use serde_json::{Map, Value, json};
use trust::{Between, Fate};
use url::Url;

/// Made once: it takes a noticeable part of a second.
static KEY: LazyLock<EncodingKey> = LazyLock::new(|| {
    let pair = KeyPair::generate_rsa_for(&PKCS_RSA_SHA256, RsaKeySize::_2048).unwrap();
    EncodingKey::from_rsa_pem(pair.serialize_pem().as_bytes()).unwrap()
});

/// The forger's public key under a name.
pub(super) fn jwk(kid: &str) -> Value {
    let jwk = Jwk::from_encoding_key(&KEY, Algorithm::RS256).unwrap();
    let mut jwk = serde_json::to_value(jwk).unwrap();
    jwk["kid"] = kid.into();
    jwk
}

/// Signs claims under the name of a key.
pub(super) fn signed(kid: &str, claims: &Value) -> String {
    signed_under(&json!({"typ": "JWT", "alg": "RS256", "kid": kid}), claims)
}

/// Signs claims, and says in the header where the key is.
pub(super) fn signed_with(place: &str, address: &Url, claims: &Value) -> String {
    let header = json!({"typ": "JWT", "alg": "RS256", "kid": "forger", place: address});
    signed_under(&header, claims)
}

fn signed_under(header: &Value, claims: &Value) -> String {
    let [header, claims] = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
    let text = format!("{header}.{claims}");
    let signature = crypto::sign(text.as_bytes(), &KEY, Algorithm::RS256).unwrap();
    format!("{text}.{signature}")
}

/// The claims of a token that somebody else signed.
pub(super) fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap()
}

/// From now on the answers of addresses that end so say this, too; `null` leaves a member out.
pub(super) fn says(between: &Between, end: &'static str, changes: Value) {
    between.answers(move |seen| {
        let changes = changes.clone();
        seen.path()
            .ends_with(end)
            .then(|| Fate::Changed(Box::new(move |answer| changed(answer, &changes))))
    });
}

/// A JSON answer with other members; `null` leaves one out.
pub(super) fn changed(answer: Response<Vec<u8>>, changes: &Value) -> Response<Vec<u8>> {
    answer.map(|body| {
        let mut object: Map<String, Value> = serde_json::from_slice(&body).unwrap();
        for (name, value) in changes.as_object().unwrap() {
            if value.is_null() {
                object.remove(name);
            } else {
                object.insert(name.clone(), value.clone());
            }
        }
        Value::Object(object).to_string().into_bytes()
    })
}
