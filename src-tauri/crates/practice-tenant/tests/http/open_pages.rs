//! A page stays open while an administrator changes something: what counts is the moment of the answer.

use serde_json::json;

use crate::harness::{ADMIN, GRAPH, Page, Practice, claims};

/// The consent page of the app that nobody has consented to.
async fn consent_page(practice: &Practice, user: usize) -> Page {
    let app = practice.ready().apps.unconsented.client_id.clone();
    practice.signed_in(user, &[("client_id", &app)]).await
}

/// The page that asks an administrator for the whole organization.
async fn admin_consent_page(practice: &Practice) -> Page {
    let app = practice.ready().apps.unconsented.client_id.clone();
    let admin = practice.ready().users[ADMIN].clone();
    let link = format!("/contoso.com/adminconsent?client_id={app}&redirect_uri=http://localhost:1");
    let page = practice.page(&link).await;
    page.send(
        practice,
        &[
            ("loginfmt", &admin.user_principal_name),
            ("passwd", &admin.password),
        ],
    )
    .await
}

/// Saves the administrator's account in the portal with these boxes ticked.
async fn save_admin(practice: &Practice, ticked: &[&str]) {
    let path = practice.page("/portal/users").await.link("Ada Admin");
    let form: Vec<(&str, &str)> = ticked.iter().map(|one| (*one, "yes")).collect();
    assert_eq!(practice.submit(&path, &form).await.status, 303);
}

/// Whether somebody's consent has been written down: without, the page is shown again.
async fn asks_again(practice: &Practice) -> bool {
    let page = consent_page(practice, ADMIN).await;
    page.attribute("button[value=accept]", "type").is_some()
}

#[tokio::test]
async fn an_account_disabled_before_accept_consents_to_nothing() {
    let practice = Practice::start().await;
    for page in [
        consent_page(&practice, ADMIN).await,
        admin_consent_page(&practice).await,
    ] {
        assert!(page.attribute("button[value=accept]", "type").is_some());
        save_admin(&practice, &["mfa_registered"]).await;
        let late = page.send(&practice, &[("decision", "accept")]).await;
        let shown = late.text("#exceptionMessageContainer").unwrap();
        assert!(shown.starts_with("AADSTS50057: "), "{shown}");
        save_admin(&practice, &["enabled", "mfa_registered"]).await;
        assert!(asks_again(&practice).await);
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_second_factor_demanded_before_accept_is_asked_for_first() {
    let practice = Practice::start().await;
    for page in [
        consent_page(&practice, ADMIN).await,
        admin_consent_page(&practice).await,
    ] {
        practice.turn("mfa-required", true).await;
        let proof = page.send(&practice, &[("decision", "accept")]).await;
        let number = proof.text(".number").unwrap();
        let back = [("decision", "approve"), ("number", &number)];
        let asked = proof.send(&practice, &back).await;
        assert!(asked.attribute("button[value=accept]", "type").is_some());
        practice.turn("mfa-required", false).await;
        assert!(asks_again(&practice).await, "the first Accept did not count");
        let done = asked.send(&practice, &[("decision", "accept")]).await;
        assert!(done.redirected() && done.answer("error").is_none());
        revoke_everything(&practice).await;
    }
    practice.stop().await;
}

/// Deletes the enterprise application, and with it all consent.
async fn revoke_everything(practice: &Practice) {
    let app = practice.ready().apps.unconsented.client_id.clone();
    let path = format!("/portal/enterprise-apps/{app}/properties/delete");
    assert_eq!(practice.submit(&path, &[]).await.status, 303);
}

#[tokio::test]
async fn an_application_disabled_before_accept_gets_no_more_permissions() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.unconsented.clone();
    let page = admin_consent_page(&practice).await;
    let properties = format!("/portal/enterprise-apps/{}/properties", app.client_id);
    practice.submit(&properties, &[]).await;
    let late = page.send(&practice, &[("decision", "accept")]).await;
    let shown = late.text("#exceptionMessageContainer").unwrap();
    assert!(shown.starts_with("AADSTS7000112: "), "{shown}");
    practice.submit(&properties, &[("enabled", "yes")]).await;
    let secret = app.client_secret.unwrap();
    let (_, answer) = practice
        .by_secret("contoso.com", &app.client_id, &secret, GRAPH)
        .await;
    let token = answer["access_token"].as_str().unwrap();
    assert_eq!(claims(token)["roles"], json!(null));
    practice.stop().await;
}
