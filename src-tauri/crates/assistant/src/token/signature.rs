//! The signature, checked against the keys that the tenant publishes.
//!
//! For display: the API decides. Algorithms other than RS256 are refused whatever the header says, and so is every key
//! that the header brings along or points to.

use jiff::Timestamp;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde_json::{Map, Value};
use subtle::ConstantTimeEq;

use super::claims::{Claims, part};
use super::keys::KeySet;
use super::verdict::CLOCKS_DIFFER_BY;
use super::view::Signature;
use crate::connection::AccountId;
use crate::error::{ErrorCode, ErrorReport, Result};

/// Checks the signature of a token against a key set.
pub(crate) fn verify(token: &str, keys: &KeySet) -> Signature {
    let Some(header) = part(token, 0).filter(is_of_our_kind) else {
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

/// RS256, and nothing that would have to be understood first (RFC 7515 section 4.1.11).
fn is_of_our_kind(header: &Map<String, Value>) -> bool {
    header.get("alg").and_then(Value::as_str) == Some("RS256") && !header.contains_key("crit")
}

/// The claims, if a key of the set signed them; otherwise what the signature check found.
fn verified_claims(token: &str, keys: &KeySet) -> std::result::Result<Claims, Signature> {
    let header = part(token, 0).filter(is_of_our_kind).ok_or(Signature::Invalid)?;
    let kid = header
        .get("kid")
        .and_then(Value::as_str)
        .ok_or(Signature::Invalid)?;
    let mut named = keys.named(kid).peekable();
    named.peek().ok_or(Signature::UnknownKey)?;
    if !named.any(|key| signed_by(token, key)) {
        return Err(Signature::Invalid);
    }
    Claims::decode(token).ok_or(Signature::Invalid)
}

fn signed_by(token: &str, key: &Jwk) -> bool {
    let mut rules = Validation::new(Algorithm::RS256);
    // Time and audience are judged elsewhere, with Handrail's clock and each with words of its own.
    rules.validate_exp = false;
    rules.validate_aud = false;
    rules.required_spec_claims.clear();
    DecodingKey::from_jwk(key)
        .is_ok_and(|key| jsonwebtoken::decode::<Map<String, Value>>(token, &key, &rules).is_ok())
}

/// An ID token that passed every check of `OpenID` Connect Core section 3.1.3.7.
#[derive(Debug)]
pub(crate) struct VerifiedIdToken {
    /// Who signed in, for display only.
    pub(crate) user_name: Option<String>,
    /// Who signed in, for good.
    pub(crate) account: AccountId,
}

/// What an ID token has to be.
pub(crate) struct ExpectedIdToken<'a> {
    /// The issuer, as the discovery document names it.
    pub(crate) issuer: &'a str,
    pub(crate) tenant_id: &'a str,
    pub(crate) client_id: &'a str,
    /// `None` where the request had none: that of a device code.
    pub(crate) nonce: Option<&'a str>,
    /// When the service handed it out, by the service's own clock: this computer's may be wrong.
    pub(crate) issued: Timestamp,
}

/// Checks an ID token: signature, nonce, issuer, tenant, audience, time.
pub(crate) fn verify_id_token(
    token: &str,
    keys: &KeySet,
    expected: &ExpectedIdToken<'_>,
) -> Result<VerifiedIdToken> {
    let refuse = |name: &str| ErrorReport::new(ErrorCode::SignatureInvalid).with("name", name);
    let claims = verified_claims(token, keys).map_err(|_| refuse("signature"))?;
    let sent = claims.text("nonce").unwrap_or_default();
    if let Some(nonce) = expected.nonce
        && !bool::from(sent.as_bytes().ct_eq(nonce.as_bytes()))
    {
        return Err(ErrorReport::new(ErrorCode::StateMismatch).with("name", "nonce"));
    }
    let tenant = claims.tenant_id();
    if !tenant.is_empty() && !tenant.eq_ignore_ascii_case(expected.tenant_id) {
        return Err(ErrorReport::new(ErrorCode::WrongTenant).with("tenant", tenant));
    }
    if claims.text("iss") != Some(expected.issuer) {
        return Err(refuse("iss"));
    }
    if claims.audience() != expected.client_id {
        return Err(refuse("aud"));
    }
    if !holds(&claims, expected.issued) {
        return Err(refuse("exp"));
    }
    let oid = claims
        .text("oid")
        .or_else(|| claims.text("sub"))
        .ok_or_else(|| refuse("oid"))?;
    Ok(VerifiedIdToken {
        user_name: claims.account().map(str::to_owned),
        account: AccountId::new(oid, tenant),
    })
}

/// Does it hold at the time when it was handed out?
fn holds(claims: &Claims, issued: Timestamp) -> bool {
    let ends_later = claims.time("exp").is_some_and(|end| end > issued);
    let begun = |name: &str| {
        claims
            .time(name)
            .is_none_or(|begin| begin <= issued + CLOCKS_DIFFER_BY)
    };
    ends_later && begun("nbf") && begun("iat")
}

#[cfg(test)]
mod trust;
