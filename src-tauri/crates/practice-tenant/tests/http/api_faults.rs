//! The faults of the API side: each is met while it is on, and gone when it is off.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use handrail_practice_tenant::{Options, Scenario};
use serde_json::{Value, json};

use crate::harness::{ANALYST, GRAPH, MDE, Practice, XDR};

async fn with(scenario: Scenario) -> Practice {
    Practice::with(Options {
        scenarios: vec![scenario],
        ..Options::default()
    })
    .await
}

async fn get(practice: &Practice, path: &str, token: &str) -> reqwest::Response {
    let request = practice.client.get(practice.url(path)).bearer_auth(token);
    request.send().await.unwrap()
}

#[tokio::test]
async fn a_person_without_a_role_in_defender_is_refused_and_an_application_is_not() {
    let practice = with(Scenario::UserWithoutDefenderRole).await;
    let code = practice.signed_in(ANALYST, &[]).await.code();
    let (_, answer) = practice.redeem(&code, &[]).await;
    let person = answer["access_token"].as_str().unwrap();
    let application = practice.application_token(XDR).await;
    let (status, refused) = practice.call("/api/incidents", person).await;
    assert_eq!(
        (status.as_u16(), &refused["error"]["code"]),
        (403, &json!("Forbidden"))
    );
    assert_eq!(practice.call("/api/incidents", &application).await.0, 200);
    practice
        .turn(Scenario::UserWithoutDefenderRole.name(), false)
        .await;
    assert_eq!(practice.call("/api/incidents", person).await.0, 200);
    practice.stop().await;
}

#[tokio::test]
async fn a_tenant_without_defender_answers_403_in_each_api() {
    let practice = with(Scenario::NotProvisioned).await;
    let calls = [
        (XDR, "/api/incidents", "Account is not provisioned"),
        (MDE, "/api/machines", "Account is not provisioned"),
        (GRAPH, "/v1.0/security/alerts_v2", "Account is not provisioned."),
    ];
    for (scope, path, message) in calls {
        let token = practice.application_token(scope).await;
        let (status, answer) = practice.call(path, &token).await;
        assert_eq!(
            (status.as_u16(), &answer["error"]["message"]),
            (403, &json!(message))
        );
    }
    practice.turn(Scenario::NotProvisioned.name(), false).await;
    for (scope, path, _) in calls {
        let token = practice.application_token(scope).await;
        assert_eq!(practice.call(path, &token).await.0, 200);
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_flaky_api_answers_every_third_call_503() {
    let practice = with(Scenario::Flaky).await;
    let token = practice.application_token(MDE).await;
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(practice.call("/api/machines?$top=1", &token).await.0.as_u16());
    }
    assert_eq!(statuses, [200, 200, 503, 200, 200, 503]);
    practice.turn(Scenario::Flaky.name(), false).await;
    for _ in 0..3 {
        assert_eq!(practice.call("/api/machines?$top=1", &token).await.0, 200);
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_slow_api_takes_its_time() {
    let practice = with(Scenario::Slow).await;
    let token = practice.application_token(MDE).await;
    let before = Instant::now();
    assert_eq!(practice.call("/api/machines?$top=1", &token).await.0, 200);
    assert!(before.elapsed() >= Duration::from_millis(300));
    practice.stop().await;
}

#[tokio::test]
async fn a_truncated_answer_announces_more_than_it_sends() {
    let practice = with(Scenario::Truncated).await;
    let token = practice.application_token(GRAPH).await;
    let mut answer = get(&practice, "/v1.0/security/incidents", &token).await;
    assert_eq!(answer.status(), 200);
    let announced = answer.content_length().unwrap();
    let mut got = 0;
    let broken = loop {
        match answer.chunk().await {
            Ok(Some(chunk)) => got += chunk.len() as u64,
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    assert!(broken && got < announced, "{got} of {announced}");
    practice.turn(Scenario::Truncated.name(), false).await;
    let (_, whole) = practice.call("/v1.0/security/incidents", &token).await;
    assert_eq!(whole["value"].as_array().unwrap().len(), 50);
    practice.stop().await;
}

#[tokio::test]
async fn a_token_that_fetched_a_page_has_expired_at_the_next_one() {
    let practice = with(Scenario::TokenExpiredMidPaging).await;
    for (scope, path) in [(GRAPH, "/v1.0/security/incidents"), (MDE, "/api/alerts?$top=10")] {
        let token = practice.application_token(scope).await;
        let (status, page) = practice.call(path, &token).await;
        assert_eq!(status, 200);
        let next = page["@odata.nextLink"].as_str().unwrap().to_owned();
        let refused = practice
            .client
            .get(&next)
            .bearer_auth(&token)
            .send()
            .await
            .unwrap();
        assert_eq!(refused.status(), 401);
        let challenge = refused.headers()["www-authenticate"].to_str().unwrap();
        assert_eq!(
            challenge,
            "Bearer error=\"invalid_token\", error_description=\"The token expired\""
        );
        let fresh = practice.application_token(scope).await;
        assert_eq!(practice.call(&next, &fresh).await.0, 200);
        practice.turn(Scenario::TokenExpiredMidPaging.name(), false).await;
        assert_eq!(practice.call(&next, &token).await.0, 200);
        practice.turn(Scenario::TokenExpiredMidPaging.name(), true).await;
    }
    // Of the directory a short list is one page, and nothing is in the middle of it.
    let token = practice.token_with("graph", &["Application.Read.All"]).await;
    for path in ["/v1.0/applications", "/v1.0/applications?$top=1"] {
        assert_eq!(practice.call(path, &token).await.0, 200, "{path}");
    }
    let refused = get(&practice, "/v1.0/applications?$top=1", &token).await;
    assert_eq!(refused.status(), 401);
    practice.stop().await;
}

#[tokio::test]
async fn a_hostile_next_link_leads_to_another_origin() {
    let practice = with(Scenario::HostileNextLink).await;
    let next = |page: Value| page["@odata.nextLink"].as_str().unwrap().to_owned();
    for (scope, path) in [(GRAPH, "/v1.0/security/incidents"), (MDE, "/api/alerts?$top=10")] {
        practice.turn(Scenario::HostileNextLink.name(), true).await;
        let token = practice.application_token(scope).await;
        let hostile = next(practice.call(path, &token).await.1);
        assert!(hostile.starts_with("https://api.security.example/"), "{hostile}");
        practice.turn(Scenario::HostileNextLink.name(), false).await;
        let own = next(practice.call(path, &token).await.1);
        assert!(own.starts_with(&practice.ready().origin), "{own}");
    }
    practice.turn(Scenario::HostileNextLink.name(), true).await;
    let token = practice.token_with("graph", &["Application.Read.All"]).await;
    let hostile = next(practice.call("/v1.0/applications?$top=1", &token).await.1);
    assert!(
        hostile.starts_with("https://api.security.example/v1.0/applications?"),
        "{hostile}"
    );
    practice.stop().await;
}

#[tokio::test]
async fn a_huge_page_is_more_than_sixty_four_megabytes_of_valid_json() {
    let practice = with(Scenario::HugePage).await;
    let token = practice.application_token(MDE).await;
    let mut answer = get(&practice, "/api/machines?$top=1", &token).await;
    let (mut size, mut kept) = (0, Vec::new());
    while let Some(chunk) = answer.chunk().await.unwrap() {
        size += chunk.len();
        kept.extend(chunk.iter().filter(|byte| **byte != b'x'));
    }
    assert!(size > 64 * 1024 * 1024, "{size}");
    let (_, one) = {
        practice.turn(Scenario::HugePage.name(), false).await;
        practice.call("/api/machines?$top=1", &token).await
    };
    let padded: Value = serde_json::from_slice(&kept).unwrap();
    assert_eq!(padded["@practice.padding"], "");
    assert_eq!(
        padded["value"].to_string(),
        one["value"].to_string().replace('x', ""),
        "the same page, but for the padding"
    );
    practice.stop().await;
}

#[tokio::test]
async fn a_refused_token_is_challenged_as_rfc_6750_says() {
    let practice = Practice::start().await;
    for path in ["/api/incidents", "/api/machines", "/v1.0/security/incidents"] {
        let answer = practice.client.get(practice.url(path)).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["www-authenticate"]),
            (401, &"Bearer".parse().unwrap())
        );
        let answer = get(&practice, path, "a.b.c").await;
        assert_eq!(
            answer.headers()["www-authenticate"],
            "Bearer error=\"invalid_token\""
        );
    }
    let token = practice.application_token(XDR).await;
    let answer = get(&practice, "/v1.0/security/incidents", &token).await;
    let challenge = answer.headers()["www-authenticate"].to_str().unwrap();
    assert!(challenge.contains("The audience is invalid"));
    practice.stop().await;
}

/// A person whose sessions were ended, and who had a token of Graph before; with or without the client capability.
async fn ended(practice: &Practice, claims: &str) -> reqwest::Response {
    let scope = "https://graph.microsoft.com/SecurityIncident.Read.All";
    let code = practice.signed_in(ANALYST, &[("scope", scope)]).await.code();
    let (_, answer) = practice.redeem(&code, &[("claims", claims)]).await;
    let token = answer["access_token"].as_str().unwrap();
    assert_eq!(
        practice.call("/v1.0/security/incidents?$top=1", token).await.0,
        200
    );
    let advance = json!({"advanceSeconds": 60});
    practice.control("/practice/clock", &advance).await;
    let path = practice.page("/portal/users").await.link("Amir Analyst");
    let done = practice.submit(&format!("{path}/revoke-sessions"), &[]).await;
    assert_eq!(done.status, 303);
    get(practice, "/v1.0/security/incidents?$top=1", token).await
}

#[tokio::test]
async fn a_client_that_understands_claims_challenges_is_sent_one_when_sessions_end() {
    let practice = Practice::start().await;
    let capable = r#"{"access_token":{"xms_cc":{"values":["CP1"]}}}"#;
    let refused = ended(&practice, capable).await;
    assert_eq!(refused.status(), 401);
    let challenge = refused.headers()["www-authenticate"].to_str().unwrap();
    let claims = challenge
        .strip_prefix("Bearer error=\"insufficient_claims\", claims=\"")
        .unwrap();
    let claims: Value =
        serde_json::from_slice(&STANDARD.decode(claims.trim_end_matches('"')).unwrap()).unwrap();
    assert_eq!(claims["access_token"]["nbf"]["essential"], true);
    let code = practice
        .signed_in(
            ANALYST,
            &[("scope", "https://graph.microsoft.com/SecurityIncident.Read.All")],
        )
        .await
        .code();
    let (_, fresh) = practice.redeem(&code, &[("claims", capable)]).await;
    let fresh = fresh["access_token"].as_str().unwrap();
    assert_eq!(
        practice.call("/v1.0/security/incidents?$top=1", fresh).await.0,
        200
    );
    assert_eq!(
        ended(&practice, "").await.status(),
        200,
        "other clients keep their token until it expires"
    );
    practice.stop().await;
}
