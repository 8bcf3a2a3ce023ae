//! Tokens from anywhere, and the keys that tenants publish.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;

use serde_json::Value;

use super::signature::verify;
use super::{Claims, ExpectedIdToken, KeySet, Signature, inspect, verify_id_token};
use crate::fuzz::{CLOUDS, Target, told};

pub(crate) const TARGETS: &[Target] = &[
    ("token-claims", claims),
    ("token-signature", signature),
    ("key-set", key_set),
];

/// A token, and the keys of whoever signed it; the private one was thrown away.
const SIGNED: &str = include_str!("../../../../../tests/fuzz/seeds/token-signature/signed.jwt");
const KEYS: &[u8] = include_bytes!("../../../../../tests/fuzz/seeds/key-set/keys.json");
const ISSUER: &str = "https://sign-in.example/v2.0";
const TENANT: &str = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const CLIENT: &str = "631a96bc-a705-4eda-9f99-fdaf9f54f6a2";

/// What is said of a token is no multiple of it, and never its signature.
fn claims(data: &[u8]) {
    let pasted = String::from_utf8_lossy(data);
    let wrapped = format!("e30.{}.bWFkZS11cC1zaWduYXR1cmU", URL_SAFE_NO_PAD.encode(data));
    for token in [&*pasted, &wrapped] {
        let Some(claims) = Claims::decode(token) else {
            continue;
        };
        let inspected = inspect(token, Signature::NotChecked, &CLOUDS, Timestamp::UNIX_EPOCH);
        let said = told(&inspected, data) + &told(&claims.listed(), data);
        assert!(
            claims
                .permissions()
                .iter()
                .all(|one| said.contains(one) || one.contains(['"', '\\']))
        );
        let end = token.rsplit('.').next().unwrap_or_default();
        assert!(end.len() < 16 || pasted.matches(end).count() > 1 || !said.contains(end));
    }
}

static PUBLISHED: LazyLock<KeySet> = LazyLock::new(|| keys_of(KEYS));

fn keys_of(document: &[u8]) -> KeySet {
    let document: Value = serde_json::from_slice(document).unwrap_or_default();
    KeySet::of(document["keys"].as_array().cloned().unwrap_or_default())
}

/// Nobody without the key makes a token that is believed: as a whole, or of a header, a payload and a signature in lines.
fn signature(data: &[u8]) {
    let pasted = String::from_utf8_lossy(data);
    let parts: Vec<String> = data
        .splitn(3, |byte| *byte == b'\n')
        .map(|part| URL_SAFE_NO_PAD.encode(part))
        .collect();
    for token in [&*pasted, &parts.join(".")] {
        let believed = verify(token, &PUBLISHED) == Signature::Verified;
        assert!(!believed || token == SIGNED, "{token}");
        for nonce in [None, Some("made-up-nonce"), Some("another")] {
            let expected = ExpectedIdToken {
                issuer: ISSUER,
                tenant_id: TENANT,
                client_id: CLIENT,
                nonce,
                issued: Timestamp::from_second(1_763_740_800).unwrap_or_default(),
            };
            let id_token = verify_id_token(token, &PUBLISHED, &expected);
            assert!(
                id_token.is_err() || (token == SIGNED && nonce != Some("another")),
                "{token}"
            );
        }
    }
}

/// A key set signs nothing that its own keys did not sign.
fn key_set(data: &[u8]) {
    let keys = keys_of(data);
    keys.knows(SIGNED);
    if verify(SIGNED, &keys) == Signature::Verified {
        let keys = String::from_utf8_lossy(KEYS);
        let modulus = keys.split('"').find(|text| text.len() > 300).unwrap_or_default();
        assert!(String::from_utf8_lossy(data).replace('\\', "").contains(modulus));
    }
}
