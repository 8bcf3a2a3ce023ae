//! Clients of Microsoft's own, which somebody may borrow without registering anything.

use handrail_practice_tenant::Options;
use serde_json::Value;

use crate::directory::{Script, text};
use crate::harness::{ADMIN, MEMBER, Page, Practice, claims};

const GRAPH_TOOLS: &str = "14d82eec-204b-4c2f-b7e8-296a70dab67e";
const AZURE_CLI: &str = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const AZURE_POWERSHELL: &str = "1950a258-227b-4e31-a9cf-717495945fc2";
const REGISTER: &str = "https://graph.microsoft.com/Application.ReadWrite.All";

async fn access(practice: &Practice, page: &Page, client_id: &str) -> Value {
    let (status, answer) = practice.redeem(&page.code(), &[("client_id", client_id)]).await;
    assert_eq!(status, 200, "{answer}");
    claims(text(&answer["access_token"]))
}

#[tokio::test]
async fn the_command_line_tools_ask_for_any_permission_of_graph_and_for_consent() {
    let practice = Practice::start().await;
    let asking = [("client_id", GRAPH_TOOLS), ("scope", REGISTER)];
    let page = practice.signed_in(ADMIN, &asking).await;
    assert!(
        page.html.contains("Microsoft Graph Command Line Tools"),
        "{}",
        page.html
    );
    assert!(page.html.contains("Microsoft Corporation"), "{}", page.html);
    let member = practice.signed_in(MEMBER, &asking).await;
    assert!(member.html.contains("AADSTS90094: "), "{}", member.html);
    let consented = page.send(&practice, &[("decision", "accept")]).await;
    let token = access(&practice, &consented, GRAPH_TOOLS).await;
    assert_eq!(token["scp"], "Application.ReadWrite.All");
    let again = practice.signed_in(ADMIN, &asking).await;
    assert!(again.redirected(), "asked once");
    practice.stop().await;
}

#[tokio::test]
async fn the_clients_of_azure_have_what_they_are_cleared_for_and_nothing_else() {
    let practice = Practice::start().await;
    for client_id in [AZURE_CLI, AZURE_POWERSHELL] {
        for scope in [REGISTER, "https://graph.microsoft.com/.default openid"] {
            let asking = [("client_id", client_id), ("scope", scope)];
            let page = practice.signed_in(MEMBER, &asking).await;
            let token = access(&practice, &page, client_id).await;
            let all = "Application.ReadWrite.All AppRoleAssignment.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All";
            assert!(text(&token["scp"]).starts_with(all), "{token}");
        }
        for scope in [
            "https://graph.microsoft.com/SecurityIncident.Read.All",
            "https://api.security.microsoft.com/.default",
            "https://api.securitycenter.microsoft.com/Alert.Read",
        ] {
            let asking = [("client_id", client_id), ("scope", scope)];
            let page = practice.page(&practice.authorize(&asking)).await;
            let words = page.answer("error_description").unwrap();
            let start =
                format!("AADSTS65002: Consent between first party application '{client_id}' and first party");
            assert!(words.starts_with(&start), "{words}");
        }
    }
    practice.stop().await;
}

#[tokio::test]
async fn the_person_still_needs_the_role() {
    let practice = Practice::start().await;
    let member = Script::with_scope(&practice, MEMBER, AZURE_CLI, REGISTER).await;
    let app = practice.ready().apps.application.client_id.clone();
    let path = format!("/applications(appId='{app}')");
    let body = serde_json::json!({"displayName": "Mine now"});
    let (status, _) = member.call(reqwest::Method::PATCH, &path, Some(&body)).await;
    assert_eq!(status, 403);
    practice.stop().await;
}

#[tokio::test]
async fn they_are_there_without_being_registered_and_come_in_at_the_first_sign_in() {
    let practice = Practice::with(Options {
        empty: true,
        ..Options::default()
    })
    .await;
    let admin = Script::of_admin(&practice).await;
    let principal = format!("/servicePrincipals(appId='{AZURE_CLI}')");
    let found = || admin.call(reqwest::Method::GET, &principal, None);
    assert_eq!(found().await.0, 404);
    let borrowed = Script::with_scope(&practice, ADMIN, AZURE_CLI, REGISTER).await;
    let body = serde_json::json!({"displayName": "By a borrowed client"});
    borrowed.post("/applications", &body).await;
    let (status, one) = found().await;
    assert_eq!((status, text(&one["displayName"])), (200, "Microsoft Azure CLI"));
    assert_eq!(
        text(&one["appOwnerOrganizationId"]),
        "f8cdef31-a31e-4b4a-93e4-5f571e91255a"
    );
    let path = format!("/applications(appId='{AZURE_CLI}')");
    assert_eq!(admin.call(reqwest::Method::GET, &path, None).await.0, 404);
    let page = practice.page(&format!("/portal/apps/{AZURE_CLI}/overview")).await;
    assert_eq!(page.status, 404);
    practice.stop().await;
}
