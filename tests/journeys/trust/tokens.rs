//! Tokens and published keys on the wire. What a forged token itself looks like is tested where it is read:
//! `assistant/src/token/{signature,verdict}/trust`.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use ::trust::{Between, Fate, Part, Tally};
use handrail_assistant::Assistant;
use handrail_assistant::clock::{Clock, SystemClock};
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::error::ErrorCode;
use handrail_assistant::token::Signature;
use http::Response;
use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serde_json::{Value, json};

use super::forger;
use super::sign_in::behind;
use crate::stranger::Stranger;
use crate::tenant::{Tenant, assistant_at};

const AUDIENCE: &str = "https://api.securitycenter.microsoft.com/.default";

/// From now on this is published in place of the tenant's keys.
fn publishes(between: &Between, body: impl Into<Vec<u8>>) {
    let body = body.into();
    between.answers(move |seen| {
        let answer = Response::new(body.clone());
        seen.path().ends_with("/keys").then_some(Fate::Answer(answer))
    });
}

/// How often the keys were asked for since the last time.
fn asked_for_keys(between: &Between) -> usize {
    let exchanges = between.taken();
    let of_keys = exchanges
        .iter()
        .filter(|exchange| exchange.request.path().ends_with("/keys"));
    of_keys.count()
}

async fn signature(assistant: &Assistant, token: String) -> Signature {
    let inspected = assistant.inspect_token(SecretString::from(token)).await;
    inspected.unwrap().signature
}

/// An assistant that knows the practice tenant, no other cloud, and no key yet.
fn fresh(tenant: &Tenant, clock: Arc<dyn Clock>) -> Assistant {
    let assistant = assistant_at(tenant, clock);
    for cloud in assistant.clouds() {
        assistant.remove_cloud(&cloud.id);
    }
    assistant.add_cloud(Cloud::parse(&tenant.cloud().to_string()).unwrap());
    assistant
}

/// Claims that name the practice tenant.
fn claims(tenant: &Tenant) -> Value {
    json!({"tid": tenant.ready().tenant_id, "aud": "https://graph.microsoft.com", "appid": "x", "exp": 99_999_999_999_i64})
}

/// A clock that is put forward by hand.
#[derive(Default)]
struct Ahead(AtomicI64);

impl Clock for Ahead {
    fn now(&self) -> Timestamp {
        Timestamp::now() + SignedDuration::from_secs(self.0.load(Ordering::Relaxed))
    }
}

#[tokio::test]
async fn a_flood_of_unknown_keys_is_no_flood_of_requests() {
    let (between, tenant) = behind().await;
    let mut tally = Tally::of(Part::Attacks, "tokens: unknown keys");
    let clock = Arc::new(Ahead::default());
    let assistant = fresh(&tenant, Arc::clone(&clock) as _);
    let inspected = async |token: String| signature(&assistant, token).await;
    let own = tenant.issued("application", AUDIENCE).await;
    assert_eq!(inspected(own.clone()).await, Signature::Verified);
    between.taken();
    for number in 0..200 {
        let forged = forger::signed(&format!("../{number}"), &claims(&tenant));
        tally.case(number, inspected(forged).await == Signature::UnknownKey);
    }
    let asked = asked_for_keys(&between);
    tally.case(format!("asked {asked} times"), asked == 1);
    tally.case(
        "its own is still known",
        inspected(own).await == Signature::Verified,
    );
    // The keys are rotated: a new one is asked for once the pause is over, and at once where nobody asked in vain.
    publishes(&between, json!({"keys": [forger::jwk("next")]}).to_string());
    let next = forger::signed("next", &claims(&tenant));
    tally.case(
        "within the pause",
        inspected(next.clone()).await == Signature::UnknownKey,
    );
    clock.0.store(61, Ordering::Relaxed);
    tally.case("after it", inspected(next).await == Signature::Verified);
    publishes(&between, json!({"keys": [forger::jwk("after next")]}).to_string());
    let after_next = forger::signed("after next", &claims(&tenant));
    tally.case("at once", inspected(after_next).await == Signature::Verified);
    tally.tell();
}

#[tokio::test]
async fn a_key_set_that_is_none_verifies_nothing() {
    let (between, tenant) = behind().await;
    let mut tally = Tally::of(Part::Attacks, "tokens: published keys");
    let symmetric = json!({"keys": [{"kty": "oct", "kid": "forger", "k": "c2VjcmV0"}]}).to_string();
    let encrypting = {
        let mut key = forger::jwk("forger");
        key["use"] = "enc".into();
        json!({"keys": [key]}).to_string()
    };
    for (name, body) in [
        ("empty", Vec::new()),
        ("no keys", b"{\"keys\":[]}".to_vec()),
        ("another member", b"{\"key\":[]}".to_vec()),
        ("a list", b"[]".to_vec()),
        (
            "HTML",
            b"<!doctype html><title>Sign in to the network</title>".to_vec(),
        ),
        ("cut off", b"{\"keys\":[{\"kty\":\"RSA\"".to_vec()),
        ("symmetric", symmetric.into_bytes()),
        ("for encryption", encrypting.into_bytes()),
        ("deep", "[".repeat(100_000).into_bytes()),
        (
            "4 MB",
            format!("{{\"keys\":[],\"x\":\"{}\"}}", "x".repeat(4 * 1024 * 1024)).into_bytes(),
        ),
    ] {
        between.at_peace();
        let connection = tenant.application(Api::Mde).await;
        let own = tenant.issued("application", AUDIENCE).await;
        publishes(&between, body);
        let assistant = fresh(&tenant, Arc::new(SystemClock));
        let forged = forger::signed("forger", &claims(&tenant));
        for (whose, token) in [("its own", own), ("a forged one", forged)] {
            let found = signature(&assistant, token).await;
            tally.case(format!("{name}, {whose}"), found == Signature::UnknownKey);
        }
        let judged = assistant.token(&connection.id).await;
        let refused = match &judged {
            Ok(view) => !view.usable,
            Err(report) => report.code != ErrorCode::Internal,
        };
        tally.case(format!("{name}, judged"), refused);
    }
    tally.tell();
}

#[tokio::test]
async fn keys_elsewhere_are_never_asked_for() {
    let (between, tenant) = behind().await;
    let mut tally = Tally::of(Part::Attacks, "tokens: keys elsewhere");
    let assistant = fresh(&tenant, Arc::new(SystemClock));
    let keys = json!({"keys": [forger::jwk("forger")]}).to_string();
    let elsewhere = Stranger::saying(keys).await;
    for header in ["jku", "x5u", "jwk"] {
        let token = forger::signed_with(header, &elsewhere.origin, &claims(&tenant));
        let found = signature(&assistant, token).await;
        tally.case(header, found == Signature::UnknownKey);
    }
    let address = elsewhere.origin.to_string();
    forger::says(&between, "/openid-configuration", json!({ "jwks_uri": address }));
    let token = forger::signed("forger", &claims(&tenant));
    let found = signature(&assistant, token).await;
    tally.case(format!("jwks_uri: {found:?}"), found == Signature::NotChecked);
    tally.case("nobody asked there", elsewhere.requests().is_empty());
    tally.tell();
}

#[tokio::test]
async fn keys_that_never_come_are_not_waited_for_without_end() {
    let (between, tenant) = behind().await;
    let mut tally = Tally::of(Part::Attacks, "tokens: keys that hang");
    let assistant = fresh(&tenant, Arc::new(SystemClock));
    let own = tenant.issued("application", AUDIENCE).await;
    between.answers(|seen| seen.path().ends_with("/keys").then_some(Fate::Hang));
    let asking = tokio::spawn(async move { signature(&assistant, own).await });
    while asked_for_keys(&between) == 0 {
        tokio::task::yield_now().await;
    }
    // From here on nothing but the bounds of the answer is waited for, so that time may run ahead.
    tokio::time::pause();
    tally.case("given up", asking.await.unwrap() == Signature::UnknownKey);
    tally.tell();
}
