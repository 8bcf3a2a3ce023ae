//! The rates that the APIs document, by the practice clock.

use handrail_practice_tenant::{Options, Scenario};
use serde_json::json;

use crate::harness::{MDE, Practice, XDR};

async fn status(practice: &Practice, path: &str, token: &str) -> u16 {
    practice.call(path, token).await.0.as_u16()
}

#[tokio::test]
async fn the_fifty_first_call_of_a_minute_is_told_how_long_to_wait() {
    let practice = Practice::with(Options {
        scenarios: vec![Scenario::DocumentedRates],
        ..Options::default()
    })
    .await;
    let (xdr, mde) = (
        practice.application_token(XDR).await,
        practice.application_token(MDE).await,
    );
    for _ in 0..50 {
        assert_eq!(status(&practice, "/api/incidents?$top=1", &xdr).await, 200);
    }
    let request = practice
        .client
        .get(practice.url("/api/incidents?$top=1"))
        .bearer_auth(&xdr);
    let refused = request.send().await.unwrap();
    assert_eq!(refused.status(), 429);
    let wait: i64 = refused.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    let body: serde_json::Value = refused.json().await.unwrap();
    assert_eq!(body["error"]["code"], "TooManyRequests");
    assert!(
        body["error"]["message"]
            .as_str()
            .unwrap()
            .contains(&wait.to_string())
    );
    assert!(body["error"]["target"].is_string());

    assert_eq!(
        status(&practice, "/api/incidents/1001", &xdr).await,
        200,
        "another call has a limit of its own"
    );
    assert_eq!(status(&practice, "/api/machines?$top=1", &mde).await, 200);
    practice
        .control("/practice/clock", &json!({"advanceSeconds": wait}))
        .await;
    assert_eq!(status(&practice, "/api/incidents?$top=1", &xdr).await, 200);
    practice.stop().await;
}

#[tokio::test]
async fn limits_are_each_apps_own_and_end_when_switched_off() {
    let practice = Practice::with(Options {
        scenarios: vec![Scenario::DocumentedRates],
        ..Options::default()
    })
    .await;
    let token = practice.application_token(XDR).await;
    let partner = practice.ready().apps.partner.clone();
    let secret = partner.client_secret.unwrap();
    let (_, answer) = practice
        .by_secret("contoso.com", &partner.client_id, &secret, XDR)
        .await;
    let other = answer["access_token"].as_str().unwrap();
    while status(&practice, "/api/incidents?$top=1", &token).await == 200 {}
    assert_eq!(status(&practice, "/api/incidents?$top=1", other).await, 200);
    assert_eq!(status(&practice, "/api/incidents?$top=1", "a.b.c").await, 401);
    practice.turn("documented-rates", false).await;
    assert_eq!(status(&practice, "/api/incidents?$top=1", &token).await, 200);
    practice.stop().await;
}
