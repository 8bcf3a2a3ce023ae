//! What an organization may demand of the people who sign in.

use serde_json::json;

use crate::harness::{ANALYST, Practice, XDR, aadsts, claims};

async fn demand_a_second_factor(practice: &Practice) {
    practice.turn("mfa-required", true).await;
}

#[tokio::test]
async fn the_number_on_the_page_is_the_second_factor() {
    let practice = Practice::start().await;
    demand_a_second_factor(&practice).await;
    let page = practice.signed_in(ANALYST, &[]).await;
    assert_eq!(page.text("h1").as_deref(), Some("Approve sign in request"));
    let number = page.text(".number").unwrap();
    let wrong = page
        .send(&practice, &[("decision", "approve"), ("number", "7")])
        .await;
    assert!(wrong.text("[role=alert]").unwrap().contains("not the number"));
    assert_eq!(wrong.text(".number").as_deref(), Some(number.as_str()));
    let done = wrong
        .send(&practice, &[("decision", "approve"), ("number", &number)])
        .await;
    let (status, answer) = practice.redeem(&done.code(), &[]).await;
    assert_eq!(status, 200, "{answer}");
    let access = claims(answer["access_token"].as_str().unwrap());
    assert_eq!(access["amr"], json!(["pwd", "mfa"]));
    practice.stop().await;
}

#[tokio::test]
async fn a_second_factor_that_is_denied_ends_the_sign_in() {
    let practice = Practice::start().await;
    demand_a_second_factor(&practice).await;
    let page = practice.signed_in(ANALYST, &[]).await;
    let denied = page.send(&practice, &[("decision", "deny")]).await;
    assert!(denied.html.contains("AADSTS500121"), "{}", denied.html);
    let late = page
        .send(
            &practice,
            &[
                ("decision", "approve"),
                ("number", &page.text(".number").unwrap()),
            ],
        )
        .await;
    assert_eq!(late.status, 400, "a denied request cannot be approved any more");
    practice.stop().await;
}

#[tokio::test]
async fn a_session_with_two_factors_is_asked_once_and_one_with_a_password_again() {
    let practice = Practice::start().await;
    let password_only = cookie(&practice.signed_in(ANALYST, &[]).await.cookies);
    demand_a_second_factor(&practice).await;
    let page = practice.signed_in(ANALYST, &[]).await;
    let number = page.text(".number").unwrap();
    let done = page
        .send(&practice, &[("decision", "approve"), ("number", &number)])
        .await;
    let both = cookie(&done.cookies);
    for (session, error) in [(both, None), (password_only, Some("interaction_required"))] {
        let request = practice
            .client
            .get(practice.url(&practice.authorize(&[("prompt", "none")])));
        let answer = request.header("cookie", session).send().await.unwrap();
        let answer = crate::harness::Page::of(answer).await;
        assert_eq!(answer.answer("error").as_deref(), error);
        let description = answer.answer("error_description").unwrap_or_default();
        assert_eq!(description.starts_with("AADSTS50076: "), error.is_some());
    }
    practice.stop().await;
}

fn cookie(cookies: &[String]) -> String {
    let session = cookies.iter().find(|one| one.starts_with("ESTSAUTH=")).unwrap();
    session.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_refresh_cannot_show_a_page_and_is_told_what_to_ask_for() {
    let practice = Practice::start().await;
    let code = practice.signed_in(ANALYST, &[]).await.code();
    let (_, first) = practice.redeem(&code, &[]).await;
    demand_a_second_factor(&practice).await;
    let form = [
        ("grant_type", "refresh_token"),
        ("client_id", practice.ready().apps.user.client_id.as_str()),
        ("refresh_token", first["refresh_token"].as_str().unwrap()),
        ("scope", XDR),
    ];
    let (status, answer) = practice.token("contoso.com", &form).await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (400, 50076));
    assert_eq!(answer["suberror"], "basic_action");
    let asked: serde_json::Value = serde_json::from_str(answer["claims"].as_str().unwrap()).unwrap();
    assert_eq!(asked["access_token"]["capolids"]["essential"], true);
    practice.stop().await;
}

#[tokio::test]
async fn guessing_passwords_locks_the_account_for_a_minute() {
    let practice = Practice::start().await;
    let page = practice.page(&practice.authorize(&[])).await;
    let user = practice.ready().users[ANALYST].clone();
    let name = user.user_principal_name.as_str();
    for attempt in 0..10 {
        let guess = format!("guess {attempt}");
        let again = page
            .send(&practice, &[("loginfmt", name), ("passwd", &guess)])
            .await;
        assert!(again.text("#error").unwrap().starts_with("AADSTS50126: "));
    }
    let right = [("loginfmt", name), ("passwd", user.password.as_str())];
    let locked = page.send(&practice, &right).await;
    assert!(locked.text("#error").unwrap().starts_with("AADSTS50053: "));
    practice
        .control("/practice/clock", &json!({"advanceSeconds": 61}))
        .await;
    assert!(!page.send(&practice, &right).await.code().is_empty());
    practice.stop().await;
}
