//! A server between Handrail and Entra, or beside it: other issuers, weaker PKCE, ID tokens of other sign-ins.

use ::trust::{Fate, Part, Tally};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::forger;
use super::*;

const DISCOVERY: &str = "/.well-known/openid-configuration";

/// From now on the discovery document says this, too.
fn discovers(between: &Between, changes: Value) {
    forger::says(between, DISCOVERY, changes);
}

#[tokio::test]
async fn whoever_answers_has_to_be_who_was_asked() {
    let mut tally = Tally::of(Part::Attacks, "sign-in: issuer of the answer");
    for announced in [true, false] {
        let (between, tenant) = behind().await;
        discovers(
            &between,
            json!({"authorization_response_iss_parameter_supported": announced}),
        );
        let ready = tenant.ready();
        let own = format!("{}/{}/v2.0", ready.origin, ready.tenant_id);
        let elsewhere = own.replace(&ready.tenant_id, &ready.customers[0].tenant_id);
        let wrong = [
            elsewhere,
            format!("{own}/"),
            own.to_uppercase(),
            own.replace("http", "https"),
            format!("https://sts.windows.net/{}/", ready.tenant_id),
            "https://evil.test".to_owned(),
            "null".to_owned(),
        ];
        for issuer in wrong {
            let held = Held::at(&tenant).await;
            let answer = with(&held.answer, "iss", Some(&issuer));
            assert!(held.brings(answer.query().unwrap()).await);
            let report = held.finishes(&tenant).await.unwrap_err();
            tally.case(
                format!("{announced} {issuer}: {:?}", report.code),
                report.code == ErrorCode::StateMismatch,
            );
        }
        tally.case("no code was redeemed", redemptions(&between.exchanges()) == 0);
        let held = Held::at(&tenant).await;
        held.brings_its_own().await;
        let unnamed = held.finishes(&tenant).await.is_ok();
        tally.case(format!("{announced}, unnamed"), unnamed != announced);
        let held = Held::at(&tenant).await;
        let answer = with(&held.answer, "iss", Some(&own));
        held.brings(answer.query().unwrap()).await;
        tally.case(
            format!("{announced}, its own"),
            held.finishes(&tenant).await.is_ok(),
        );
    }
    tally.tell();
}

#[tokio::test]
async fn nobody_signs_in_where_pkce_is_weaker_than_s256() {
    let mut tally = Tally::of(Part::Attacks, "sign-in: PKCE downgrade");
    let (between, tenant) = behind().await;
    for methods in [
        json!(["plain"]),
        json!([]),
        json!(["s256"]),
        json!(["S512", "none"]),
    ] {
        discovers(&between, json!({"code_challenge_methods_supported": methods}));
        let connection = tenant.user(Api::Graph).await;
        let started = tenant
            .assistant
            .start_sign_in(&connection.id, false, crate::tenant::landing())
            .await;
        let refused = started.is_err_and(|report| report.code == ErrorCode::AnswerNotUnderstood);
        tally.case(&methods, refused && tenant.person.opened().is_empty());
    }
    discovers(
        &between,
        json!({"code_challenge_methods_supported": ["plain", "S256"]}),
    );
    let held = Held::at(&tenant).await;
    let s256 = held.asked("code_challenge_method") == "S256";
    tally.case("plain beside S256", s256);
    tally.tell();
}

#[tokio::test]
async fn an_id_token_of_another_sign_in_keeps_nobody_signed_in() {
    let (between, tenant) = behind().await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: ID tokens on the wire");
    let other = tenant.ready().customers[0].tenant_id.clone();
    let issuer = format!("{}/{other}/v2.0", tenant.ready().origin);
    for (name, changes, code) in [
        (
            "another nonce",
            json!({"nonce": "another"}),
            ErrorCode::StateMismatch,
        ),
        ("no nonce", json!({"nonce": null}), ErrorCode::StateMismatch),
        (
            "another client",
            json!({"aud": other}),
            ErrorCode::SignatureInvalid,
        ),
        (
            "several clients",
            json!({"aud": [other]}),
            ErrorCode::SignatureInvalid,
        ),
        ("another tenant", json!({"tid": other}), ErrorCode::WrongTenant),
        (
            "another tenant throughout",
            json!({"tid": other, "iss": issuer}),
            ErrorCode::WrongTenant,
        ),
        (
            "another issuer",
            json!({"iss": issuer}),
            ErrorCode::SignatureInvalid,
        ),
        ("expired", json!({"exp": 1}), ErrorCode::SignatureInvalid),
        (
            "nobody",
            json!({"oid": null, "sub": null}),
            ErrorCode::SignatureInvalid,
        ),
    ] {
        hands_out(&between, "forger", move |claims| merged(claims, &changes));
        let held = Held::at(&tenant).await;
        held.brings_its_own().await;
        let report = held.finishes(&tenant).await.unwrap_err();
        let nothing = nothing_came_of_it(&tenant, &held.connection).await;
        tally.case(
            format!("{name}: {:?}", report.code),
            report.code == code && nothing,
        );
    }
    hands_out(&between, "nobody publishes this", |claims| claims);
    let held = Held::at(&tenant).await;
    held.brings_its_own().await;
    let unknown = held.finishes(&tenant).await.unwrap_err().code;
    tally.case("another key", unknown == ErrorCode::SignatureInvalid);
    // Changed in nothing, it is believed: the cases above fail for what they change.
    hands_out(&between, "forger", |claims| claims);
    let held = Held::at(&tenant).await;
    held.brings_its_own().await;
    assert!(held.finishes(&tenant).await.is_ok());
    tally.tell();
}

#[tokio::test]
async fn a_token_answer_without_a_proper_id_token_signs_nobody_in() {
    let (between, tenant) = behind().await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: answers of the token endpoint");
    for (name, changes) in [
        ("no ID token", json!({"id_token": null})),
        ("an empty one", json!({"id_token": ""})),
        ("no token at all", json!({"id_token": "not a token"})),
        ("a number", json!({"id_token": 1})),
        ("no access token", json!({"access_token": null})),
        ("a text for an access token", json!({"access_token": "opaque"})),
        (
            "an access token of 1 MB",
            json!({"access_token": "a".repeat(1024 * 1024)}),
        ),
        ("a lifetime below zero", json!({"expires_in": -1})),
        ("a lifetime that is none", json!({"expires_in": {"seconds": 1}})),
    ] {
        forger::says(&between, "/token", changes);
        let held = Held::at(&tenant).await;
        held.brings_its_own().await;
        let report = held.finishes(&tenant).await.err();
        let nothing = nothing_came_of_it(&tenant, &held.connection).await;
        tally.case(
            format!("{name}: {report:?}"),
            nothing && report.is_some_and(|report| report.code != ErrorCode::Internal),
        );
    }
    for lifetime in [json!(u64::MAX), json!(1_000_000_000_000_000_u64)] {
        let changes = json!({ "expires_in": lifetime });
        forger::says(&between, "/token", changes);
        let held = Held::at(&tenant).await;
        held.brings_its_own().await;
        held.finishes(&tenant).await.unwrap();
        let ends = tenant.assistant.token(&held.connection.id).await.unwrap().expires;
        let left = ends
            .parse::<Timestamp>()
            .unwrap()
            .duration_since(Timestamp::now());
        tally.case(
            format!("a lifetime of {lifetime} seconds: until {ends}"),
            left.as_hours() < 24,
        );
        tenant
            .assistant
            .remove_connection(&held.connection.id)
            .await
            .unwrap();
    }
    // The access token in the ID token's place: properly signed, for somebody else.
    between.answers(|seen| {
        seen.path().ends_with("/token").then(|| {
            Fate::Changed(Box::new(|answer| {
                let body: Value = serde_json::from_slice(answer.body()).unwrap();
                forger::changed(answer, &json!({"id_token": body["access_token"]}))
            }))
        })
    });
    let held = Held::at(&tenant).await;
    held.brings_its_own().await;
    let report = held.finishes(&tenant).await.unwrap_err();
    let nothing = nothing_came_of_it(&tenant, &held.connection).await;
    tally.case(format!("an access token: {:?}", report.code), nothing);
    tally.tell();
}

#[tokio::test]
async fn tokens_are_kept_for_whoever_signed_in_and_not_for_whom_was_expected() {
    let (_between, tenant) = behind().await;
    let mut tally = Tally::of(Part::Attacks, "sign-in: another person than expected");
    let held = Held::at(&tenant).await;
    held.brings_its_own().await;
    let first = held.finishes(&tenant).await.unwrap().connection;
    let other = &tenant.ready().users[1];
    tenant.person.is(other);
    let second = Held::of(&tenant, first.clone()).await;
    let expected = tenant.ready().users[0].user_principal_name.clone();
    tally.case("one was expected", second.asked("login_hint") == expected);
    second.brings_its_own().await;
    let now = second.finishes(&tenant).await;
    let account = match now {
        Ok(checklist) => checklist.connection.account,
        Err(_) => None,
    };
    tally.case(
        format!("it is the other: {account:?}"),
        account.as_ref() == Some(&other.user_principal_name),
    );
    tally.case("each has a token of their own", tenant.memory.secrets() == 2);
    let token = tenant.assistant.token(&first.id).await.unwrap();
    tally.case(
        "the token in use is the other's",
        token.account.as_ref() == Some(&other.user_principal_name),
    );
    tally.tell();
}

/// From now on ID tokens are signed by the forger, whose key the tenant seems to publish as `forger`.
fn hands_out(
    between: &Between,
    kid: &'static str,
    change: impl Fn(Value) -> Value + Send + Sync + Clone + 'static,
) {
    between.answers(move |seen| {
        let change = change.clone();
        if seen.path().ends_with("/token") {
            return Some(Fate::Changed(Box::new(move |answer| {
                let body: Value = serde_json::from_slice(answer.body()).unwrap();
                let Some(own) = body["id_token"].as_str() else {
                    return answer;
                };
                let forged = forger::signed(kid, &change(forger::claims(own)));
                forger::changed(answer, &json!({ "id_token": forged }))
            })));
        }
        seen.path().ends_with("/keys").then(|| {
            Fate::Changed(Box::new(|answer| {
                answer.map(|body| {
                    let mut keys: Value = serde_json::from_slice(&body).unwrap();
                    keys["keys"].as_array_mut().unwrap().push(forger::jwk("forger"));
                    keys.to_string().into_bytes()
                })
            }))
        })
    });
}

fn merged(mut claims: Value, changes: &Value) -> Value {
    for (name, value) in changes.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}
