//! Mistakes of an app that signs people in: codes, refresh tokens, passwords and device codes.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{Census, registered};
use crate::device::WaitingApp;
use crate::harness::{ADMIN, ANALYST, Practice};
use crate::password::by_password;

async fn code(practice: &Practice) -> String {
    practice.signed_in(ANALYST, &[]).await.code()
}

async fn forward(practice: &Practice, seconds: i64) {
    let body = json!({"advanceSeconds": seconds});
    practice.control("/practice/clock", &body).await;
}

/// Saves the analyst's page of the portal with these boxes ticked.
async fn analyst(practice: &Practice, ticked: &[&str]) {
    let path = practice.page("/portal/users").await.link("Amir Analyst");
    let form: Vec<(&str, &str)> = ticked.iter().map(|one| (*one, "yes")).collect();
    practice.submit(&path, &form).await;
}

pub(crate) async fn codes(census: &mut Census) {
    let practice = Practice::start().await;
    let fresh = code(&practice).await;
    let other = "another-verifier-that-is-long-enough-to-be-one";
    for (number, name, value) in [
        (501_481, "code_verifier", other),
        (500_112, "redirect_uri", "http://localhost:4"),
        (50011, "redirect_uri", "https://attacker.example"),
        (70000, "code", "made-up"),
        (700_025, "client_secret", "any"),
    ] {
        census.answered(number, practice.redeem(&fresh, &[(name, value)]).await);
    }
    let page = Some("https://app.example");
    let from_a_page = practice.redeem_at("contoso.com", &fresh, &[], page).await;
    census.answered(9_002_326, from_a_page);
    assert_eq!(practice.redeem(&fresh, &[]).await.0, 200);
    census.answered(54005, practice.redeem(&fresh, &[]).await);
    let old = code(&practice).await;
    forward(&practice, 601).await;
    census.answered(70008, practice.redeem(&old, &[]).await);
    elsewhere(census, &practice).await;
    practice.stop().await;
}

/// A code of the multi-tenant app: not for another tenant, and not without the secret.
async fn elsewhere(census: &mut Census, practice: &Practice) {
    let partner = practice.ready().apps.partner.client_id.clone();
    let changes = [
        ("client_id", partner.as_str()),
        ("scope", "https://graph.microsoft.com/User.Read"),
    ];
    let consent = practice.signed_in(ADMIN, &changes).await;
    let code = consent.send(practice, &[("decision", "accept")]).await.code();
    let changes = [("client_id", partner.as_str())];
    census.answered(
        700_005,
        practice
            .redeem_at("fabrikam.example", &code, &changes, None)
            .await,
    );
    census.answered(7_000_218, practice.redeem(&code, &changes).await);
}

pub(crate) async fn single_page_apps(census: &mut Census) {
    let practice = Practice::start().await;
    let (_, spa) = registered(&practice, "AzureADMyOrg", "spa").await;
    let changes = [("client_id", spa.as_str()), ("scope", "offline_access User.Read")];
    let consent = practice.signed_in(ADMIN, &changes).await;
    let code = consent.send(&practice, &[("decision", "accept")]).await.code();
    let changes = [("client_id", spa.as_str())];
    census.answered(9_002_327, practice.redeem(&code, &changes).await);
    let origin = "http://localhost:51234";
    let (status, tokens) = practice
        .redeem_at("contoso.com", &code, &changes, Some(origin))
        .await;
    assert_eq!(status, 200, "{tokens}");
    forward(&practice, 25 * 3600).await;
    let old = tokens["refresh_token"].as_str().unwrap();
    census.answered(700_084, refresh(&practice, &spa, old).await);
    practice.stop().await;
}

async fn refresh(practice: &Practice, client_id: &str, token: &str) -> (StatusCode, Value) {
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", client_id),
        ("refresh_token", token),
    ];
    practice.token("contoso.com", &form).await
}

pub(crate) async fn refresh_tokens(census: &mut Census) {
    let practice = Practice::start().await;
    let app = practice.ready().apps.user.client_id.clone();
    let (_, tokens) = practice.redeem(&code(&practice).await, &[]).await;
    let token = tokens["refresh_token"].as_str().unwrap();
    for on in [true, false] {
        practice.turn("consent-missing", on).await;
        if on {
            census.answered(65001, refresh(&practice, &app, token).await);
        }
    }
    forward(&practice, 60).await;
    let path = practice.page("/portal/users").await.link("Amir Analyst");
    practice.submit(&format!("{path}/revoke-sessions"), &[]).await;
    census.answered(50173, refresh(&practice, &app, token).await);
    let (_, tokens) = practice.redeem(&code(&practice).await, &[]).await;
    forward(&practice, 91 * 24 * 3600).await;
    let unused = tokens["refresh_token"].as_str().unwrap();
    census.answered(700_082, refresh(&practice, &app, unused).await);
    practice.stop().await;
}

pub(crate) async fn passwords(census: &mut Census) {
    let practice = Practice::start().await;
    census.answered(9_001_023, by_password(&practice, "common", &[]).await);
    for (code, name, value) in [
        (50034, "username", "nobody@contoso.com"),
        (50056, "username", "fiona@federated.contoso.com"),
        (50126, "password", "wrong"),
    ] {
        let refused = by_password(&practice, "contoso.com", &[(name, value)]).await;
        census.answered(code, refused);
    }
    for (code, ticked) in [
        (50057, &["mfa_registered"][..]),
        (50055, &["enabled", "mfa_registered", "password_expired"]),
        (50076, &["enabled", "mfa_registered", "mfa_required"]),
        (50079, &["enabled", "mfa_required"]),
    ] {
        analyst(&practice, ticked).await;
        census.answered(code, by_password(&practice, "contoso.com", &[]).await);
    }
    for attempt in 0..10 {
        let guess = format!("guess {attempt}");
        by_password(&practice, "contoso.com", &[("password", &guess)]).await;
    }
    census.answered(50053, by_password(&practice, "contoso.com", &[]).await);
    practice.stop().await;
}

pub(crate) async fn device_codes(census: &mut Census) {
    let practice = Practice::start().await;
    for (code, typed) in [(90119, ""), (70018, "WRONGCODE")] {
        let page = practice.submit("/devicelogin", &[("otc", typed)]).await;
        census.stopped(code, &page);
    }
    let mut device = WaitingApp::begin(&practice).await;
    census.answered(70016, device.poll(&practice).await);
    census.answered(70016, device.poll(&practice).await);
    let asked = device.sign_in(&practice, ANALYST).await;
    asked.send(&practice, &[("decision", "cancel")]).await;
    census.answered(65004, device.poll(&practice).await);
    census.stopped(90120, &device.enter(&practice).await);
    let late = WaitingApp::begin(&practice).await;
    forward(&practice, 901).await;
    census.stopped(70019, &late.enter(&practice).await);
    census.answered(70020, late.poll(&practice).await);
    device.device_code.push('x');
    census.answered(70018, device.poll(&practice).await);
    practice.stop().await;
}
