//! Faults and the clock, switched by hand in the portal.

use serde_json::Value;

use crate::harness::{Practice, XDR, aadsts};

async fn by_secret(practice: &Practice) -> Value {
    let app = &practice.ready().apps.application;
    let secret = app.client_secret.clone().unwrap();
    practice
        .by_secret("contoso.com", &app.client_id, &secret, XDR)
        .await
        .1
}

#[tokio::test]
async fn a_fault_that_is_ticked_is_met_and_named_on_every_page_until_it_is_off_again() {
    let practice = Practice::start().await;
    let saved = practice
        .submit(
            "/portal/faults",
            &[("fault", "secret-expired"), ("fault", "slow")],
        )
        .await;
    assert_eq!(saved.status, 303);
    assert_eq!(aadsts(&by_secret(&practice).await), 7_000_222);
    let page = practice.page("/portal/apps?lang=fr").await;
    let strip = page.text(".strip").unwrap();
    assert!(
        strip.contains("Secret expiré") && strip.contains("Lenteur"),
        "{strip}"
    );

    let page = practice.page("/portal/faults").await;
    let ticked = page.attribute("input[name=fault][checked]", "value");
    assert_eq!(ticked.as_deref(), Some("secret-expired"));
    practice
        .submit("/portal/faults", &[("fault", "slow"), ("none", "yes")])
        .await;
    assert!(by_secret(&practice).await["access_token"].is_string());
    let strip = practice.page("/portal/apps").await.text(".strip").unwrap();
    assert!(!strip.contains("Slow"), "{strip}");
    practice.stop().await;
}

#[tokio::test]
async fn the_clock_is_put_forward_until_a_secret_has_expired() {
    let practice = Practice::start().await;
    assert!(by_secret(&practice).await["access_token"].is_string());
    for _ in 0..2 {
        let days = (91 * 24 * 3600).to_string();
        practice
            .submit("/portal/faults/clock", &[("advance_seconds", &days)])
            .await;
    }
    assert_eq!(aadsts(&by_secret(&practice).await), 7_000_222);
    practice
        .submit("/portal/faults/clock", &[("advance_seconds", "soon")])
        .await;
    practice.stop().await;
}
