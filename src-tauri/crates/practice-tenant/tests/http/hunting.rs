//! Hunting at the three addresses.

mod answers;

use handrail_practice_tenant::{Options, Scenario};
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{ANALYST, GRAPH, MDE, MEMBER, Practice, XDR};

pub(crate) const BY_GRAPH: &str = "/v1.0/security/runHuntingQuery";
pub(crate) const BY_GRAPH_IN_FULL: &str = "/v1.0/security/microsoft.graph.security.runHuntingQuery";
pub(crate) const BY_XDR: &str = "/api/advancedhunting/run";
pub(crate) const BY_MDE: &str = "/api/advancedqueries/run";

/// A tenant before the older calls end, whatever the computer's clock says.
pub(crate) async fn while_the_older_calls_last(options: Options) -> Practice {
    Practice::with(Options {
        starts_at: Some("2026-11-20T18:00:00Z".parse().unwrap()),
        ..options
    })
    .await
}

fn error(answer: &Value) -> (&str, &str) {
    let error = &answer["error"];
    (
        error["code"].as_str().unwrap(),
        error["message"].as_str().unwrap(),
    )
}

#[tokio::test]
async fn each_address_wants_a_token_of_its_own_api_with_its_own_permission() {
    let practice = while_the_older_calls_last(Options::default()).await;
    let tokens = [
        practice.application_token(GRAPH).await,
        practice.application_token(XDR).await,
        practice.application_token(MDE).await,
    ];
    let without = [
        (GRAPH, BY_GRAPH, "ThreatHunting.Read.All"),
        (XDR, BY_XDR, "AdvancedHunting.Read.All"),
        (MDE, BY_MDE, "AdvancedQuery.Read.All"),
    ];
    let unconsented = practice.ready().apps.unconsented.clone();
    let secret = unconsented.client_secret.unwrap();
    for (number, (scope, path, permission)) in without.into_iter().enumerate() {
        for (other, token) in tokens.iter().enumerate() {
            let (status, answer) = practice.hunt(path, token, "print 1").await;
            let refused = status == 401 || status == 403;
            assert_eq!(refused, other != number, "{path} with token {other}: {answer}");
        }
        let (_, token) = practice
            .by_secret("contoso.com", &unconsented.client_id, &secret, scope)
            .await;
        let token = token["access_token"].as_str().unwrap();
        let (status, answer) = practice.hunt(path, token, "print 1").await;
        let (code, message) = error(&answer);
        assert_eq!((status.as_u16(), code), (403, "Forbidden"));
        assert!(
            message.contains(&format!("API required roles: {permission}, application roles: .")),
            "{message}"
        );
        let (status, _) = practice.hunt(path, "none", "print 1").await;
        assert_eq!(status, 401, "{path}");
        let (status, answer) = practice.call(path, token).await;
        assert_eq!((status.as_u16(), error(&answer).0), (405, "MethodNotAllowed"));
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_person_needs_the_delegated_permission_and_a_role_in_defender() {
    let practice = Practice::start().await;
    let scope = "https://graph.microsoft.com/ThreatHunting.Read.All";
    for (user, expected) in [(ANALYST, false), (MEMBER, true)] {
        let code = practice.signed_in(user, &[("scope", scope)]).await.code();
        let (_, answer) = practice.redeem(&code, &[("scope", scope)]).await;
        let token = answer["access_token"].as_str().unwrap();
        let (status, _) = practice.hunt(BY_GRAPH, token, "AlertInfo").await;
        assert_eq!(status == 403, expected, "{status}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_body_without_a_query_is_refused_in_the_words_of_each_api() {
    let practice = while_the_older_calls_last(Options::default()).await;
    let graph = practice.application_token(GRAPH).await;
    for body in [json!({}), json!({"Query": ""}), json!({"Query": 1}), json!([])] {
        let (status, answer) = practice.send(Method::POST, BY_GRAPH, &graph, &body).await;
        assert_eq!((status.as_u16(), error(&answer).0), (400, "BadRequest"), "{body}");
        assert!(answer["error"]["innerError"]["request-id"].is_string());
    }
    for (path, scope) in [(BY_XDR, XDR), (BY_MDE, MDE)] {
        let token = practice.application_token(scope).await;
        for body in [json!({}), json!({"query": "AlertInfo"}), json!({"Query": null})] {
            let (status, answer) = practice.send(Method::POST, path, &token, &body).await;
            assert_eq!(status, 400, "{path}");
            assert_eq!(error(&answer), ("InvalidRequestBody", "Missing query."));
            assert!(answer["error"]["target"].is_string());
        }
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_time_span_that_cannot_be_read_is_refused() {
    let practice = Practice::start().await;
    let token = practice.application_token(GRAPH).await;
    let body = json!({"Query": "AlertInfo", "Timespan": "the last month"});
    let (status, answer) = practice.send(Method::POST, BY_GRAPH, &token, &body).await;
    assert_eq!(status, 400);
    assert_eq!(
        error(&answer),
        ("BadRequest", "Invalid timespan 'the last month'.")
    );
    practice.stop().await;
}

#[tokio::test]
async fn after_january_2027_the_older_calls_return_no_data() {
    let practice = Practice::with(Options {
        starts_at: Some("2027-02-01T00:00:01Z".parse().unwrap()),
        ..Options::default()
    })
    .await;
    for (path, scope) in [(BY_XDR, XDR), (BY_MDE, MDE)] {
        let token = practice.application_token(scope).await;
        let (status, answer) = practice.hunt(path, &token, "DeviceInfo | take 1").await;
        assert_eq!(status, 200, "{answer}");
        assert_eq!(
            (&answer["Schema"], &answer["Results"]),
            (&json!([]), &json!([])),
            "{path}"
        );
    }
    practice.stop().await;
}

#[tokio::test]
async fn the_forty_sixth_query_of_a_minute_has_to_wait_whatever_the_action_is_called() {
    let practice = Practice::with(Options {
        scenarios: vec![Scenario::DocumentedRates],
        ..Options::default()
    })
    .await;
    let token = practice.application_token(GRAPH).await;
    for call in 0..45 {
        let path = [BY_GRAPH, BY_GRAPH_IN_FULL][call % 2];
        let (status, _) = practice.hunt(path, &token, "").await;
        assert_eq!(status, 400, "call {call}");
    }
    let sent = practice.client.post(practice.url(BY_GRAPH)).bearer_auth(&token);
    let refused = sent.json(&json!({"Query": "AlertInfo"})).send().await.unwrap();
    assert_eq!(refused.status(), 429);
    let wait: u32 = refused.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    practice.stop().await;
}
