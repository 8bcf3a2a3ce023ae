//! Key sets that are not what they should be.

use ::trust::{Part, Tally};

use super::*;

/// The tenant's key with something else in it.
fn key_with(changes: &Value) -> Value {
    let mut key = TENANT.jwk(KID);
    for (name, value) in changes.as_object().unwrap() {
        key[name] = value.clone();
    }
    key
}

#[test]
fn only_keys_for_the_tenants_own_signatures_count() {
    let mut tally = Tally::of(Part::Attacks, "tokens: key sets");
    let token = TENANT.signs(&header().to_string(), &payload());
    let against = |keys: Vec<Value>| verify(&token, &KeySet::of(keys));
    for (name, changes) in [
        ("for encryption", json!({"use": "enc"})),
        ("for something else", json!({"use": "tls"})),
        ("for signing only", json!({"key_ops": ["sign"]})),
        ("for wrapping keys", json!({"key_ops": ["encrypt", "wrapKey"]})),
        ("of RS512", json!({"alg": "RS512"})),
        ("of OAEP", json!({"alg": "RSA-OAEP"})),
        ("of HS256", json!({"alg": "HS256"})),
        ("of another kind", json!({"kty": "EC"})),
        ("without a modulus", json!({"n": null})),
        ("with a number for a name", json!({"kid": 1})),
        ("without a name", json!({"kid": null})),
    ] {
        let found = against(vec![key_with(&changes)]);
        tally.case(format!("{name}: {found:?}"), found == Signature::UnknownKey);
    }
    for (name, changes) in [
        ("with an empty modulus", json!({"n": ""})),
        ("with a short modulus", json!({"n": "AQAB"})),
        ("with an exponent of one", json!({"e": "AQ"})),
        ("with a modulus that is none", json!({"n": "!"})),
    ] {
        let found = against(vec![key_with(&changes)]);
        tally.case(format!("{name}: {found:?}"), found == Signature::Invalid);
    }
    tally.case("no keys", against(vec![]) == Signature::UnknownKey);
    let stray = vec![json!(1), json!({}), json!({"kty": "unheard-of"}), TENANT.jwk(KID)];
    tally.case("strays beside it", against(stray) == Signature::Verified);
    tally.tell();
}

#[test]
fn two_keys_of_one_name_are_each_tried_and_a_secret_among_them_is_not() {
    let mut tally = Tally::of(Part::Attacks, "tokens: keys of one name");
    let signed = |signer: &Signer, alg: &str| signer.signs(&header_with(&json!({ "alg": alg })), &payload());
    let (own, other) = (TENANT.jwk(KID), STRANGER.jwk(KID));
    let ours = signed(&TENANT, "RS256");
    for keys in [vec![other.clone(), own.clone()], vec![own.clone(), other]] {
        tally.case(
            "either order",
            verify(&ours, &KeySet::of(keys)) == Signature::Verified,
        );
    }
    let secret = Signer::with_secret(b"everybody reads this", Algorithm::HS256);
    let elliptic = Signer::elliptic();
    for (signer, own_algorithm) in [(&secret, "HS256"), (&elliptic, "ES256")] {
        for alg in [own_algorithm, "RS256"] {
            let forged = signed(signer, alg);
            let alone = verify(&forged, &KeySet::of(vec![signer.jwk(KID)]));
            let refused = matches!(alone, Signature::Invalid | Signature::UnknownKey);
            tally.case(format!("{own_algorithm} as {alg}, alone"), refused);
            let beside = KeySet::of(vec![signer.jwk(KID), own.clone()]);
            let found = verify(&forged, &beside);
            tally.case(
                format!("{own_algorithm} as {alg}, beside"),
                found == Signature::Invalid,
            );
        }
    }
    tally.tell();
}
