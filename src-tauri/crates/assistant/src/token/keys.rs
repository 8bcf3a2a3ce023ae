//! The keys that a tenant publishes (RFC 7517), and when they are asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, KeyAlgorithm, KeyOperations, PublicKeyUse};
use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::claims::part;
use super::signature::verify;
use super::view::Signature;
use crate::error::Result;
use crate::http::Http;
use crate::lock::lock;

/// How long a key set that did not have the key is not asked for again.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);

/// The tenant's public keys for signatures.
#[derive(Clone, Debug, Default)]
pub(crate) struct KeySet(Vec<Jwk>);

#[derive(Deserialize)]
struct Document {
    keys: Vec<Value>,
}

impl KeySet {
    /// Reads the keys from the address that the discovery document names.
    pub(crate) async fn fetch(http: &Http, jwks_uri: &Url) -> Result<Self> {
        let answer = http.fetch(jwks_uri.clone()).await?;
        if !answer.status.is_success() {
            return Err(crate::diagnosis::token_endpoint(&answer));
        }
        answer.json().map(|document: Document| Self::of(document.keys))
    }

    /// Takes the keys that can sign as Entra does. Others may stand beside them and are left alone.
    pub(super) fn of(keys: Vec<Value>) -> Self {
        let keys = keys
            .into_iter()
            .filter_map(|key| serde_json::from_value(key).ok());
        Self(keys.filter(signs).collect())
    }

    /// Is there a key of the name that the token's header carries?
    pub(super) fn knows(&self, token: &str) -> bool {
        let header = part(token, 0);
        let kid = header.as_ref().and_then(|header| header.get("kid")?.as_str());
        kid.is_some_and(|kid| self.named(kid).next().is_some())
    }

    /// The keys of that name: nothing keeps a set from having two (RFC 7517 section 4.5).
    pub(super) fn named<'a>(&'a self, kid: &'a str) -> impl Iterator<Item = &'a Jwk> {
        let has_name = move |key: &&Jwk| key.common.key_id.as_deref() == Some(kid);
        self.0.iter().filter(has_name)
    }
}

/// Is the key one for RS256, by all that it says of itself?
fn signs(key: &Jwk) -> bool {
    let common = &key.common;
    let for_signatures = common
        .public_key_use
        .as_ref()
        .is_none_or(|purpose| *purpose == PublicKeyUse::Signature);
    let verifies = common
        .key_operations
        .as_ref()
        .is_none_or(|operations| operations.contains(&KeyOperations::Verify));
    let algorithm = common.key_algorithm.as_ref();
    matches!(key.algorithm, AlgorithmParameters::RSA(_))
        && for_signatures
        && verifies
        && algorithm.is_none_or(|algorithm| *algorithm == KeyAlgorithm::RS256)
}

/// The published keys of each cloud. They are the same whichever of its tenants they are asked at.
#[derive(Debug, Default)]
pub(crate) struct KeyRing(Mutex<HashMap<String, Held>>);

#[derive(Debug)]
struct Held {
    keys: Arc<KeySet>,
    /// When they were asked for a key that was not among them.
    in_vain: Option<Timestamp>,
}

impl KeyRing {
    /// Checks a signature. Keys are rotated, so one that is not known is asked for: but what is no key of the cloud's is
    /// not asked for again and again, whoever makes up names for it.
    pub(crate) async fn signature(
        &self,
        http: &Http,
        jwks_uri: &Url,
        token: &str,
        now: Timestamp,
    ) -> Result<Signature> {
        let address = jwks_uri.origin().ascii_serialization();
        let held = lock(&self.0)
            .get(&address)
            .filter(|held| held.keys.knows(token) || held.rests(now))
            .map(|held| Arc::clone(&held.keys));
        if let Some(keys) = held {
            return Ok(verify(token, &keys));
        }
        let keys = Arc::new(KeySet::fetch(http, jwks_uri).await?);
        let in_vain = (!keys.knows(token)).then_some(now);
        let signature = verify(token, &keys);
        lock(&self.0).insert(address, Held { keys, in_vain });
        Ok(signature)
    }
}

impl Held {
    /// A clock that was put back ends the pause.
    fn rests(&self, now: Timestamp) -> bool {
        self.in_vain.is_some_and(|then| then <= now && now < then + PAUSE)
    }
}
