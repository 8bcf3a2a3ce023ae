//! Faults of the sign-in service that can be switched on: another key, another clock, another API.

use jiff::Timestamp;
use serde_json::json;

use crate::harness::{ANALYST, GRAPH, MDE, Practice, XDR, aadsts, claims};

async fn key_ids(practice: &Practice) -> Vec<String> {
    let set = practice.document("/contoso.com/discovery/v2.0/keys").await;
    let keys = set["keys"].as_array().unwrap();
    keys.iter()
        .map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

fn key_id(token: &str) -> String {
    jsonwebtoken::decode_header(token).unwrap().kid.unwrap()
}

#[tokio::test]
async fn a_rotated_key_signs_from_now_on_and_the_old_one_is_gone() {
    let practice = Practice::start().await;
    let old = practice.application_token(XDR).await;
    assert_eq!(key_ids(&practice).await, [key_id(&old)]);
    practice.turn("key-rotated", true).await;
    let new = practice.application_token(XDR).await;
    assert_ne!(key_id(&new), key_id(&old));
    assert_eq!(key_ids(&practice).await, [key_id(&new)]);
    assert_eq!(practice.call("/api/incidents?$top=1", &new).await.0, 200);
    assert_eq!(practice.call("/api/incidents?$top=1", &old).await.0, 401);
    practice.stop().await;
}

#[tokio::test]
async fn id_tokens_are_signed_with_the_new_key_too() {
    let practice = Practice::start().await;
    practice.turn("key-rotated", true).await;
    let code = practice.signed_in(ANALYST, &[]).await.code();
    let (_, answer) = practice.redeem(&code, &[]).await;
    let kid = key_id(answer["id_token"].as_str().unwrap());
    assert_eq!(key_ids(&practice).await, [kid]);
    practice.stop().await;
}

fn date(answer: &reqwest::Response) -> Timestamp {
    let date = answer.headers()["date"].to_str().unwrap();
    jiff::fmt::rfc2822::parse(date).unwrap().timestamp()
}

#[tokio::test]
async fn a_clock_ten_minutes_ahead_shows_in_every_date_and_in_the_tokens() {
    let practice = Practice::start().await;
    practice.turn("clock-skewed", true).await;
    let mine = Timestamp::now();
    for path in [
        "/contoso.com/v2.0/.well-known/openid-configuration",
        "/api/incidents",
        "/portal/apps",
    ] {
        let answer = practice.client.get(practice.url(path)).send().await.unwrap();
        let ahead = date(&answer).duration_since(mine).as_secs();
        assert!((595..=660).contains(&ahead), "{path}: {ahead} s");
    }
    let access = claims(&practice.application_token(XDR).await);
    for claim in ["iat", "nbf"] {
        assert!(
            access[claim].as_i64().unwrap() > mine.as_second() + 200,
            "{claim}"
        );
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_clock_that_is_put_forward_dates_the_answers() {
    let practice = Practice::start().await;
    let day = json!({"advanceSeconds": 24 * 3600});
    practice.control("/practice/clock", &day).await;
    let answer = practice
        .client
        .get(practice.url("/portal/apps"))
        .send()
        .await
        .unwrap();
    let ahead = date(&answer).duration_since(Timestamp::now()).as_hours();
    assert!((23..=24).contains(&ahead), "{ahead} h");
    practice.stop().await;
}

#[tokio::test]
async fn a_token_for_the_neighbouring_api_is_refused_by_the_one_called() {
    let practice = Practice::start().await;
    practice.turn("wrong-audience", true).await;
    for (scope, audience, path) in [
        (
            GRAPH,
            "https://api.security.microsoft.com",
            "/v1.0/security/incidents",
        ),
        (XDR, "https://api.securitycenter.microsoft.com", "/api/incidents"),
        (MDE, "https://api.security.microsoft.com", "/api/alerts"),
    ] {
        let token = practice.application_token(scope).await;
        assert_eq!(claims(&token)["aud"], audience);
        let (status, _) = practice.call(path, &token).await;
        assert!(status == 401 || status == 403, "{path}: {status}");
    }
    let code = practice.signed_in(ANALYST, &[]).await.code();
    let (_, answer) = practice.redeem(&code, &[]).await;
    let access = claims(answer["access_token"].as_str().unwrap());
    assert_eq!(access["aud"], "https://api.securitycenter.microsoft.com");
    assert!(
        answer["scope"]
            .as_str()
            .unwrap()
            .contains("api.security.microsoft.com")
    );
    practice.stop().await;
}

#[tokio::test]
async fn an_expired_secret_can_be_met_by_waiting_too() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.application.clone();
    let days = json!({"advanceSeconds": 181 * 24 * 3600});
    practice.control("/practice/clock", &days).await;
    let (status, answer) = practice
        .by_secret("contoso.com", &app.client_id, &app.client_secret.unwrap(), XDR)
        .await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (401, 7_000_222));
    practice.stop().await;
}
