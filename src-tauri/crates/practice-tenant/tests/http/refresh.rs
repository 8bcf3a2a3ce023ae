//! How long a refresh token serves, and what ends it.

use serde_json::{Value, json};

use crate::harness::{ANALYST, MEMBER, Page, Practice, aadsts, claims};

async fn signed_in(practice: &Practice, user: usize) -> String {
    let code = practice.signed_in(user, &[]).await.code();
    let (status, answer) = practice.redeem(&code, &[]).await;
    assert_eq!(status, 200, "{answer}");
    answer["refresh_token"].as_str().unwrap().to_owned()
}

async fn refresh(practice: &Practice, token: &str, changes: &[(&str, &str)]) -> (u16, Value) {
    let mut form: Vec<(&str, &str)> = vec![
        ("grant_type", "refresh_token"),
        ("client_id", &practice.ready().apps.user.client_id),
        ("refresh_token", token),
    ];
    for (name, value) in changes {
        form.retain(|(already, _)| already != name);
        form.push((name, value));
    }
    let (status, answer) = practice.token("contoso.com", &form).await;
    (status.as_u16(), answer)
}

/// The analyst's page in the portal.
async fn analyst(practice: &Practice) -> String {
    practice.page("/portal/users").await.link("Amir Analyst")
}

#[tokio::test]
async fn an_old_refresh_token_stays_valid_and_serves_another_api() {
    let practice = Practice::start().await;
    let token = signed_in(&practice, ANALYST).await;
    let (status, first) = refresh(&practice, &token, &[]).await;
    assert_eq!(status, 200, "{first}");
    assert_ne!(first["refresh_token"], token.as_str());
    let scope = "https://api.securitycenter.microsoft.com/.default";
    let (status, other) = refresh(&practice, &token, &[("scope", scope)]).await;
    assert_eq!(status, 200, "{other}");
    let access = claims(other["access_token"].as_str().unwrap());
    assert_eq!(access["aud"], "https://api.securitycenter.microsoft.com");
    practice.stop().await;
}

#[tokio::test]
async fn ninety_days_without_use_end_it_and_each_use_starts_them_again() {
    let practice = Practice::start().await;
    let token = signed_in(&practice, ANALYST).await;
    let sixty_days = json!({"advanceSeconds": 60 * 24 * 3600});
    practice.control("/practice/clock", &sixty_days).await;
    let (_, answer) = refresh(&practice, &token, &[]).await;
    let younger = answer["refresh_token"].as_str().unwrap().to_owned();
    practice.control("/practice/clock", &sixty_days).await;
    let (status, answer) = refresh(&practice, &token, &[]).await;
    assert_eq!((status, aadsts(&answer)), (400, 700_082));
    assert_eq!(refresh(&practice, &younger, &[]).await.0, 200);
    practice.stop().await;
}

#[tokio::test]
async fn revoked_sessions_need_a_new_sign_in_in_the_app_and_in_the_browser() {
    let practice = Practice::start().await;
    let token = signed_in(&practice, ANALYST).await;
    let other = signed_in(&practice, MEMBER).await;
    let page = practice.signed_in(ANALYST, &[]).await;
    let session = page
        .cookies
        .iter()
        .find(|one| one.starts_with("ESTSAUTH="))
        .unwrap();
    let session = session.split(';').next().unwrap();
    practice
        .control("/practice/clock", &json!({"advanceSeconds": 60}))
        .await;
    let path = analyst(&practice).await;
    practice.submit(&format!("{path}/revoke-sessions"), &[]).await;
    let (status, answer) = refresh(&practice, &token, &[]).await;
    assert_eq!((status, aadsts(&answer)), (400, 50173));
    assert_eq!(answer["error"], "invalid_grant");
    assert_eq!(refresh(&practice, &other, &[]).await.0, 200, "only the one user");
    let request = practice
        .client
        .get(practice.url(&practice.authorize(&[("prompt", "none")])));
    let answer = Page::of(request.header("cookie", session).send().await.unwrap()).await;
    assert_eq!(answer.answer("error").as_deref(), Some("login_required"));
    let fresh = signed_in(&practice, ANALYST).await;
    assert_eq!(refresh(&practice, &fresh, &[]).await.0, 200);
    practice.stop().await;
}

#[tokio::test]
async fn a_disabled_user_gets_no_new_token() {
    let practice = Practice::start().await;
    let token = signed_in(&practice, ANALYST).await;
    let path = analyst(&practice).await;
    practice.submit(&path, &[("mfa_registered", "yes")]).await;
    let (status, answer) = refresh(&practice, &token, &[]).await;
    assert_eq!((status, aadsts(&answer)), (400, 50057));
    practice.stop().await;
}

#[tokio::test]
async fn consent_that_was_taken_back_is_missing_at_the_next_refresh() {
    let practice = Practice::start().await;
    let token = signed_in(&practice, ANALYST).await;
    practice.turn("consent-missing", true).await;
    let (status, answer) = refresh(&practice, &token, &[]).await;
    assert_eq!((status, aadsts(&answer)), (400, 65001));
    practice.stop().await;
}

#[tokio::test]
async fn another_app_or_a_made_up_token_gets_nothing() {
    let practice = Practice::start().await;
    let token = signed_in(&practice, ANALYST).await;
    let other = practice.ready().apps.setup.client_id.clone();
    for changes in [&[("client_id", other.as_str())], &[("refresh_token", "made-up")]] {
        let (status, answer) = refresh(&practice, &token, changes).await;
        assert_eq!((status, aadsts(&answer)), (400, 70000));
    }
    practice.stop().await;
}
