//! The password grant, which mostly refuses, and the question that MSAL asks before it.

use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::device::SCOPE;
use crate::harness::{ANALYST, Practice, aadsts, changed, claims};

const FEDERATED: &str = "fiona@federated.contoso.com";

/// The ready app signs the analyst in by password, with changes.
pub(crate) async fn by_password(
    practice: &Practice,
    tenant: &str,
    changes: &[(&str, &str)],
) -> (StatusCode, Value) {
    let user = &practice.ready().users[ANALYST];
    let form = [
        ("grant_type", "password"),
        ("client_id", practice.ready().apps.user.client_id.as_str()),
        ("username", &user.user_principal_name),
        ("password", &user.password),
        ("scope", SCOPE),
    ];
    practice.token(tenant, &changed(&form, changes)).await
}

#[tokio::test]
async fn the_right_password_of_a_cloud_account_is_enough_without_policies() {
    let practice = Practice::start().await;
    for tenant in ["contoso.com", "organizations"] {
        let (status, answer) = by_password(&practice, tenant, &[]).await;
        assert_eq!(status, 200, "{answer}");
        let access = claims(answer["access_token"].as_str().unwrap());
        assert_eq!(access["upn"], "analyst@contoso.com");
        assert_eq!(access["amr"], json!(["pwd"]));
        assert!(answer["refresh_token"].is_string());
    }
    practice.stop().await;
}

#[tokio::test]
async fn each_refusal_has_its_own_number() {
    let practice = Practice::start().await;
    let apps = practice.ready().apps.clone();
    let secret = apps.application.client_secret.clone().unwrap();
    for (tenant, changes, status, code) in [
        ("common", &[][..], 400, 9_001_023),
        ("consumers", &[], 400, 9_001_023),
        ("contoso.com", &[("password", "wrong")], 400, 50126),
        ("contoso.com", &[("username", "nobody@contoso.com")], 400, 50034),
        (
            "contoso.com",
            &[("username", "admin@fabrikam.example")],
            400,
            50034,
        ),
        (
            "organizations",
            &[("username", "somebody@nowhere.example")],
            400,
            50059,
        ),
        ("contoso.com", &[("username", FEDERATED)], 400, 50056),
        ("contoso.com", &[("username", "")], 400, 900_144),
        ("contoso.com", &[("password", "")], 400, 900_144),
        ("contoso.com", &[("scope", "")], 400, 900_144),
        (
            "contoso.com",
            &[("client_id", &apps.unconsented.client_id)],
            401,
            7_000_218,
        ),
        ("contoso.com", &[("client_secret", &secret)], 401, 700_025),
        (
            "contoso.com",
            &[("scope", "https://graph.microsoft.com/Mail.Read")],
            400,
            650_053,
        ),
    ] {
        let (got, answer) = by_password(&practice, tenant, changes).await;
        assert_eq!(
            (got.as_u16(), aadsts(&answer)),
            (status, code),
            "{tenant} {changes:?}"
        );
    }
    practice.stop().await;
}

#[tokio::test]
async fn what_a_page_would_ask_for_cannot_be_asked_here() {
    let practice = Practice::start().await;
    practice.turn("mfa-required", true).await;
    let (status, answer) = by_password(&practice, "contoso.com", &[]).await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (400, 50076));
    assert_eq!(answer["error"], "invalid_grant");
    assert_eq!(answer["suberror"], "basic_action");
    assert!(answer["claims"].is_string());
    practice.stop().await;
}

#[tokio::test]
async fn without_consent_the_password_does_not_help() {
    let practice = Practice::start().await;
    let app = practice.ready().apps.unconsented.client_id.clone();
    let path = format!("/portal/apps/{app}/authentication");
    practice.submit(&path, &[("allow_public_client", "yes")]).await;
    let (status, answer) = by_password(&practice, "contoso.com", &[("client_id", &app)]).await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (400, 65001));
    assert_eq!(answer["suberror"], "consent_required");
    practice.stop().await;
}

#[tokio::test]
async fn the_user_realm_says_whose_password_it_is() {
    let practice = Practice::start().await;
    let ask = async |path: &str| -> Value {
        let answer = practice.client.get(practice.url(path)).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        answer.json().await.unwrap()
    };
    for (user, kind) in [
        ("analyst@contoso.com", "Managed"),
        (FEDERATED, "Federated"),
        ("somebody@nowhere.example", "Unknown"),
        ("no-address", "Unknown"),
    ] {
        let one = ask(&format!("/common/userrealm/{user}?api-version=1.0")).await;
        assert_eq!(one["account_type"], kind, "{one}");
        assert_eq!(one["ver"], "1.0");
        assert_eq!(one["federation_metadata_url"].is_string(), kind == "Federated");
        let two = ask(&format!("/common/userrealm/?user={user}&api-version=2.1")).await;
        assert_eq!(two["NameSpaceType"], kind, "{two}");
        assert_eq!(two["Login"], user);
    }
    practice.stop().await;
}
