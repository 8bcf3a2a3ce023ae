//! Other algorithms, other keys, and keys that the token brings along.

use ::trust::{Part, Tally};

use super::*;

#[test]
fn no_algorithm_but_the_tenants_own_is_believed() {
    let mut tally = Tally::of(Part::Attacks, "tokens: algorithm");
    let signed = TENANT.signs(&header().to_string(), &payload());
    let signature = signed.rsplit('.').next().unwrap();
    for alg in ["none", "None", "NONE", "nOnE", "", "RS256 ", "rs256", "RS1"] {
        let header = URL_SAFE_NO_PAD.encode(header_with(&json!({"alg": alg})));
        let unsigned = format!("{header}.{}", URL_SAFE_NO_PAD.encode(payload()));
        for signature in ["", signature] {
            let token = format!("{unsigned}.{signature}");
            tally.case(format!("alg {alg:?}"), found(&token) == Signature::Invalid);
        }
    }
    for alg in [json!(null), json!(256), json!(["RS256"]), json!({"RS256": true})] {
        let token = TENANT.signs(&header_with(&json!({ "alg": alg })), &payload());
        tally.case(format!("alg {alg}"), found(&token) == Signature::Invalid);
    }
    // The key is right, the algorithm is another one than the tenant's.
    for (name, algorithm) in [
        ("RS384", Algorithm::RS384),
        ("RS512", Algorithm::RS512),
        ("PS256", Algorithm::PS256),
    ] {
        let header = header_with(&json!({"alg": name}));
        let token = TENANT.signs_as(algorithm, header.as_bytes(), payload().as_bytes());
        tally.case(name, found(&token) == Signature::Invalid);
    }
    tally.tell();
}

#[test]
fn the_public_key_is_no_secret_to_sign_with() {
    let mut tally = Tally::of(Part::Attacks, "tokens: public key as a secret");
    let jwk = TENANT.jwk(KID);
    let modulus = jwk["n"].as_str().unwrap();
    let secrets = [
        jwk.to_string().into_bytes(),
        modulus.as_bytes().to_vec(),
        URL_SAFE_NO_PAD.decode(modulus).unwrap(),
        KID.as_bytes().to_vec(),
    ];
    for secret in secrets {
        for (name, algorithm) in [
            ("HS256", Algorithm::HS256),
            ("HS384", Algorithm::HS384),
            ("HS512", Algorithm::HS512),
        ] {
            let signer = Signer::with_secret(&secret, algorithm);
            for said in [name, "RS256"] {
                let token = signer.signs(&header_with(&json!({"alg": said})), &payload());
                let case = format!("{name} as {said} with {} bytes", secret.len());
                tally.case(case, found(&token) == Signature::Invalid);
            }
        }
    }
    tally.tell();
}

#[test]
fn a_key_that_the_token_brings_along_opens_nothing() {
    let mut tally = Tally::of(Part::Attacks, "tokens: keys in the header");
    let own = STRANGER.jwk(KID);
    for (name, changes) in [
        ("jwk", json!({ "jwk": own })),
        ("jku", json!({"jku": "https://evil.example/keys"})),
        ("x5u", json!({"x5u": "https://evil.example/cert.pem"})),
        ("x5c", json!({"x5c": ["MIIB"]})),
        ("x5t", json!({"x5t": KID, "x5t#S256": KID})),
    ] {
        let token = STRANGER.signs(&header_with(&changes), &payload());
        tally.case(name, found(&token) == Signature::Invalid);
        let mut unknown = changes.clone();
        unknown["kid"] = "another".into();
        let token = STRANGER.signs(&header_with(&unknown), &payload());
        tally.case(
            format!("{name}, unknown kid"),
            found(&token) == Signature::UnknownKey,
        );
        unknown["kid"] = Value::Null;
        let token = STRANGER.signs(&header_with(&unknown), &payload());
        tally.case(format!("{name}, no kid"), found(&token) == Signature::Invalid);
    }
    let wrong_key = STRANGER.signs(&header().to_string(), &payload());
    tally.case("another key", found(&wrong_key) == Signature::Invalid);
    tally.tell();
}

#[test]
fn the_name_of_a_key_is_compared_and_nothing_else() {
    let mut tally = Tally::of(Part::Attacks, "tokens: name of the key");
    let unknown = [
        "",
        "../../../../dev/null",
        "/etc/passwd",
        "' OR '1'='1",
        "x' UNION SELECT 'key' --",
        "https://evil.example/key",
        "nOo3ZDrODXEK1jKWhXslHR_KXEg ",
        "\u{0}nOo3ZDrODXEK1jKWhXslHR_KXEg",
        "nOo3ZDrODXEK1jKWhXslHR_KXEg\u{0}",
        "NOO3ZDRODXEK1JKWHXSLHR_KXEG",
        "nOo3ZDrODXEK1jKWhXslHR",
        "*",
        "\u{202e}gEXK",
    ];
    let long = "k".repeat(40_000);
    for kid in unknown.into_iter().chain([long.as_str()]) {
        for signer in [&TENANT, &STRANGER] {
            let token = signer.signs(&header_with(&json!({ "kid": kid })), &payload());
            let name: String = kid.chars().take(40).collect();
            tally.case(name, found(&token) == Signature::UnknownKey);
        }
    }
    let huge = "k".repeat(1024 * 1024);
    let token = TENANT.signs(&header_with(&json!({ "kid": huge })), &payload());
    tally.case("1 MB", found(&token) == Signature::Invalid);
    for kid in [
        json!(null),
        json!(0),
        json!([KID]),
        json!({ "kid": KID }),
        json!(true),
    ] {
        let token = TENANT.signs(&header_with(&json!({ "kid": kid })), &payload());
        tally.case(&kid, found(&token) == Signature::Invalid);
    }
    tally.tell();
}

#[test]
fn what_would_have_to_be_understood_first_is_refused() {
    let mut tally = Tally::of(Part::Attacks, "tokens: critical and sealed headers");
    for crit in [
        json!(["exp"]),
        json!([]),
        json!(["b64"]),
        json!(null),
        json!("exp"),
    ] {
        let header = header_with(&json!({"crit": crit, "b64": false}));
        let found = found(&TENANT.signs(&header, &payload()));
        tally.case(format!("crit {crit}"), found == Signature::Invalid);
    }
    // Microsoft's own seal keeps outsiders from checking; it excuses nothing else.
    let sealed = |changes: &Value| {
        let mut header = changes.clone();
        header["nonce"] = "seal".into();
        found(&STRANGER.signs(&header_with(&header), &payload()))
    };
    tally.case("sealed", sealed(&json!({})) == Signature::NotChecked);
    for alg in ["none", "HS256", "PS256"] {
        let found = sealed(&json!({ "alg": alg }));
        tally.case(format!("sealed, {alg}"), found == Signature::Invalid);
    }
    let critical = sealed(&json!({"crit": ["nonce"]}));
    tally.case("sealed, crit", critical == Signature::Invalid);
    tally.tell();
}
