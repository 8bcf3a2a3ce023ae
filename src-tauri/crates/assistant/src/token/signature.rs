//! The signature, checked against the keys that the tenant publishes.
//!
//! For display: the API decides. Algorithms other than RS256 are refused whatever the header says.

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Map, Value};
use subtle::ConstantTimeEq;
use url::Url;

use super::claims::{Claims, part};
use super::view::Signature;
use crate::connection::AccountId;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Http;

/// The tenant's public keys (RFC 7517).
#[derive(Clone, Debug)]
pub(crate) struct KeySet(JwkSet);

impl KeySet {
    /// Reads the keys from the address that the discovery document names.
    pub(crate) async fn fetch(http: &Http, jwks_uri: &Url) -> Result<Self> {
        let answer = http.fetch(jwks_uri.clone()).await?;
        if !answer.status.is_success() {
            return Err(crate::diagnosis::token_endpoint(&answer));
        }
        answer.json().map(Self)
    }

    /// Is there a key of the name that the token's header carries?
    pub(crate) fn knows(&self, token: &str) -> bool {
        kid(token).is_some_and(|kid| self.0.find(&kid).is_some())
    }
}

fn kid(token: &str) -> Option<String> {
    part(token, 0)?.get("kid")?.as_str().map(str::to_owned)
}

/// Checks the signature of a token against a key set.
pub(crate) fn verify(token: &str, keys: &KeySet) -> Signature {
    let Some(header) = part(token, 0) else {
        return Signature::Invalid;
    };
    if header.contains_key("nonce") {
        // Microsoft hashes this value into what it signs, and keeps how to itself.
        return Signature::NotChecked;
    }
    match verified_claims(token, keys) {
        Ok(_) => Signature::Verified,
        Err(verdict) => verdict,
    }
}

/// The claims, if a key of the set signed them; otherwise what the signature check found.
fn verified_claims(token: &str, keys: &KeySet) -> std::result::Result<Map<String, Value>, Signature> {
    let kid = kid(token).ok_or(Signature::Invalid)?;
    let jwk = keys.0.find(&kid).ok_or(Signature::UnknownKey)?;
    let key = DecodingKey::from_jwk(jwk).map_err(|_| Signature::Invalid)?;
    let mut rules = Validation::new(Algorithm::RS256);
    // Time and audience are judged elsewhere, with Handrail's clock and each with words of its own.
    rules.validate_exp = false;
    rules.validate_aud = false;
    rules.required_spec_claims.clear();
    let data = jsonwebtoken::decode::<Map<String, Value>>(token, &key, &rules);
    data.map(|data| data.claims).map_err(|_| Signature::Invalid)
}

/// An ID token that passed every check of `OpenID` Connect Core section 3.1.3.7.
#[derive(Debug)]
pub(crate) struct VerifiedIdToken {
    /// Who signed in, for display only.
    pub(crate) user_name: Option<String>,
    /// Who signed in, for good.
    pub(crate) account: AccountId,
}

/// Checks an ID token: signature, issuer, audience, and the nonce where the request had one: a device code has none.
pub(crate) fn verify_id_token(
    token: &str,
    keys: &KeySet,
    issuer: &str,
    client_id: &str,
    nonce: Option<&str>,
) -> Result<VerifiedIdToken> {
    let refuse = |name: &str| ErrorReport::new(ErrorCode::SignatureInvalid).with("name", name);
    let claims = verified_claims(token, keys)
        .map(Claims::from_map)
        .map_err(|_| refuse("signature"))?;
    let sent = claims.text("nonce").unwrap_or_default();
    if nonce.is_some_and(|nonce| !bool::from(sent.as_bytes().ct_eq(nonce.as_bytes()))) {
        return Err(ErrorReport::new(ErrorCode::StateMismatch).with("name", "nonce"));
    }
    if claims.text("iss") != Some(issuer) {
        let tenant = claims.tenant_id();
        let elsewhere = !tenant.is_empty() && !issuer.contains(tenant);
        return Err(if elsewhere {
            ErrorReport::new(ErrorCode::WrongTenant).with("tenant", tenant)
        } else {
            refuse("iss")
        });
    }
    if claims.audience() != client_id {
        return Err(refuse("aud"));
    }
    let oid = claims
        .text("oid")
        .or_else(|| claims.text("sub"))
        .ok_or_else(|| refuse("oid"))?;
    Ok(VerifiedIdToken {
        user_name: claims.account().map(str::to_owned),
        account: AccountId::new(oid, claims.tenant_id()),
    })
}
