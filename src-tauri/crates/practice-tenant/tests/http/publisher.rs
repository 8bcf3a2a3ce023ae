//! Who stands behind an app that other organizations are asked to consent to.

use reqwest::Method;
use serde_json::{Value, json};

use crate::directory::{Script, refusal};
use crate::harness::{MEMBER, Page, Practice};

/// What a customer's administrator reads about the publisher before consenting.
async fn publisher_on_the_page(practice: &Practice) -> Option<String> {
    let customer = practice.ready().customers[1].domain.clone();
    let app = &practice.ready().apps.partner.client_id;
    let link = format!("/{customer}/adminconsent?client_id={app}&redirect_uri=http://localhost:1&state=s");
    let account = [("account", format!("admin@{customer}"))];
    let account: Vec<(&str, &str)> = account
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let filled: Page = practice.page(&link).await.send(practice, &account).await;
    let password = filled.attribute("input[name=passwd]", "value").unwrap();
    let credentials = [account[0].1, password.as_str()];
    let asked = filled
        .send(
            practice,
            &[("loginfmt", credentials[0]), ("passwd", credentials[1])],
        )
        .await;
    asked.text("#publisher")
}

fn by_app_id(practice: &Practice, action: &str) -> String {
    let app = &practice.ready().apps.partner.client_id;
    format!("/applications(appId='{app}'){action}")
}

#[tokio::test]
async fn a_publisher_is_unverified_until_an_administrator_names_the_partner_account() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    assert_eq!(
        publisher_on_the_page(&practice).await.as_deref(),
        Some("unverified")
    );
    let app = script.get(&by_app_id(&practice, "")).await;
    let nobody = json!({"displayName": null, "verifiedPublisherId": null, "addedDateTime": null});
    assert_eq!(app["verifiedPublisher"], nobody);

    let set = by_app_id(&practice, "/setVerifiedPublisher");
    let (status, answer) = script
        .call(
            Method::POST,
            &set,
            Some(&json!({"verifiedPublisherId": "not a number"})),
        )
        .await;
    assert_eq!(
        (status, refusal(&answer).0),
        (400, "MPNAccountNotFoundOrNoAccess")
    );
    let (status, _) = script
        .call(
            Method::POST,
            &set,
            Some(&json!({"verifiedPublisherId": "1234567"})),
        )
        .await;
    assert_eq!(status, 204);
    let app = script.get(&by_app_id(&practice, "")).await;
    assert_eq!(app["verifiedPublisher"]["verifiedPublisherId"], "1234567");
    let client_id = &practice.ready().apps.partner.client_id;
    let principal = script
        .get(&format!("/servicePrincipals(appId='{client_id}')"))
        .await;
    assert_eq!(principal["verifiedPublisher"], app["verifiedPublisher"]);
    assert_eq!(
        publisher_on_the_page(&practice).await.as_deref(),
        Some("Contoso ✓ Verified")
    );

    let unset = by_app_id(&practice, "/unsetVerifiedPublisher");
    assert_eq!(script.call(Method::POST, &unset, None).await.0, 204);
    assert_eq!(
        publisher_on_the_page(&practice).await.as_deref(),
        Some("unverified")
    );
    practice.stop().await;
}

#[tokio::test]
async fn only_an_administrator_who_signs_in_may_verify_a_publisher() {
    let practice = Practice::start().await;
    let setup = practice.ready().apps.setup.client_id.clone();
    let member = Script::of_person(&practice, MEMBER, &setup).await;
    let body = json!({"verifiedPublisherId": "1234567"});
    let set = by_app_id(&practice, "/setVerifiedPublisher");
    let (status, _): (u16, Value) = member.call(Method::POST, &set, Some(&body)).await;
    assert_eq!(status, 403);
    practice.stop().await;
}

#[tokio::test]
async fn the_portal_verifies_a_publisher_and_takes_it_back() {
    let practice = Practice::start().await;
    let app = &practice.ready().apps.partner.client_id;
    let path = format!("/portal/apps/{app}/branding");
    let wrong = practice.submit(&path, &[("partner_id", "12x")]).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.text("#partner-id-wrong").is_some());
    practice.submit(&path, &[("partner_id", " 1234567 ")]).await;
    let shown = practice.page(&path).await;
    assert!(shown.html.contains("Contoso ✓"), "{}", shown.html);
    practice.submit(&format!("{path}/remove"), &[]).await;
    assert!(
        practice
            .page(&path)
            .await
            .attribute("#partner-id", "name")
            .is_some()
    );
    practice.stop().await;
}

#[tokio::test]
async fn an_app_of_one_tenant_says_nothing_about_its_publisher() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.unconsented.client_id.clone();
    let page = practice.signed_in(MEMBER, &[("client_id", &app)]).await;
    assert!(page.text("#publisher").is_none(), "{}", page.html);
    practice.stop().await;
}
