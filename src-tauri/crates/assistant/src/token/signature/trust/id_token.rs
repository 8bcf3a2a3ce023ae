//! ID tokens that are properly signed, and not meant for this sign-in.

use ::trust::{Part, Tally};

use super::*;

const TENANT_ID: &str = "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7";
const OTHER: &str = "5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7";
const CLIENT: &str = "631a96bc-a705-4eda-9f99-fdaf9f54f6a2";
const NONCE: &str = "nonce-of-this-request";
const ISSUED: i64 = 2_000_000_000;

fn issuer(tenant: &str) -> String {
    format!("https://login.microsoftonline.com/{tenant}/v2.0")
}

/// What is found of an ID token whose claims were changed.
fn checked(changes: &Value, nonce: Option<&str>) -> Result<VerifiedIdToken> {
    let mut claims = json!({
        "iss": issuer(TENANT_ID), "aud": CLIENT, "tid": TENANT_ID, "nonce": NONCE, "oid": "a-person", "sub": "pairwise",
        "iat": ISSUED, "nbf": ISSUED, "exp": ISSUED + 3600, "ver": "2.0", "preferred_username": "a@contoso.com",
    });
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    let expected = ExpectedIdToken {
        issuer: &issuer(TENANT_ID),
        tenant_id: TENANT_ID,
        client_id: CLIENT,
        nonce,
        issued: Timestamp::from_second(ISSUED).unwrap(),
    };
    let token = TENANT.signs(&header().to_string(), &claims.to_string());
    verify_id_token(&token, &published(), &expected)
}

fn refused(tally: &mut Tally, code: ErrorCode, changes: &Value) {
    let found = checked(changes, Some(NONCE)).err().map(|report| report.code);
    tally.case(format!("{changes}: {found:?}"), found == Some(code));
}

#[test]
fn an_id_token_counts_for_its_own_request_and_client_only() {
    assert!(checked(&json!({}), Some(NONCE)).is_ok());
    let mut tally = Tally::of(Part::Attacks, "tokens: ID tokens");
    for nonce in [
        json!(null),
        json!(""),
        json!("nonce-of-another-request"),
        json!("NONCE-OF-THIS-REQUEST"),
        json!([NONCE]),
        json!(1),
    ] {
        refused(&mut tally, ErrorCode::StateMismatch, &json!({ "nonce": nonce }));
    }
    for audience in [
        json!(null),
        json!(""),
        json!(OTHER),
        json!([CLIENT]),
        json!([CLIENT, OTHER]),
        json!(CLIENT.to_uppercase()),
        json!(format!("api://{CLIENT}")),
        json!(&CLIENT[..35]),
        json!(format!("{CLIENT}x")),
        json!("https://graph.microsoft.com"),
    ] {
        refused(
            &mut tally,
            ErrorCode::SignatureInvalid,
            &json!({ "aud": audience }),
        );
    }
    let nobody = json!({"oid": null, "sub": null});
    refused(&mut tally, ErrorCode::SignatureInvalid, &nobody);
    tally.tell();
}

#[test]
fn an_id_token_of_another_issuer_or_time_is_refused() {
    let mut tally = Tally::of(Part::Attacks, "tokens: issuer and time of ID tokens");
    for iss in [
        json!(null),
        json!(issuer(OTHER)),
        json!(format!("https://sts.windows.net/{TENANT_ID}/")),
        json!(issuer(TENANT_ID).replace("https", "http")),
        json!(issuer(TENANT_ID).replace(".com", ".com.evil.example")),
        json!(format!("{}/", issuer(TENANT_ID))),
        json!(issuer(TENANT_ID).to_uppercase()),
        json!([issuer(TENANT_ID)]),
    ] {
        refused(&mut tally, ErrorCode::SignatureInvalid, &json!({ "iss": iss }));
    }
    for elsewhere in [json!({"tid": OTHER}), json!({"tid": OTHER, "iss": issuer(OTHER)})] {
        refused(&mut tally, ErrorCode::WrongTenant, &elsewhere);
    }
    for exp in [
        json!(null),
        json!(ISSUED),
        json!(ISSUED - 3600),
        json!(0),
        json!(-1),
        json!((ISSUED + 3600).to_string()),
        json!(1e300),
        json!(u64::MAX),
    ] {
        refused(&mut tally, ErrorCode::SignatureInvalid, &json!({ "exp": exp }));
    }
    for later in [json!({"nbf": ISSUED + 600}), json!({"iat": ISSUED + 86_400})] {
        refused(&mut tally, ErrorCode::SignatureInvalid, &later);
    }
    tally.tell();
}

#[test]
fn without_a_nonce_everything_else_still_counts() {
    assert!(checked(&json!({"nonce": null}), None).is_ok());
    let mut tally = Tally::of(Part::Attacks, "tokens: ID tokens of a device code");
    for changes in [
        json!({"aud": OTHER}),
        json!({"iss": issuer(OTHER)}),
        json!({"tid": OTHER}),
        json!({"exp": ISSUED - 1}),
    ] {
        tally.case(&changes, checked(&changes, None).is_err());
    }
    tally.tell();
}
