//! The token: verified, judged, and never where it does not belong.

use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::Context;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::token::{Signature, TokenKind};
use secrecy::SecretString;
use serde_json::json;

use crate::stranger::Stranger;
use crate::tenant::{Tenant, goal};

#[tokio::test]
async fn the_token_of_an_application_is_verified_and_judged() {
    let tenant = Tenant::start().await;
    for (api, permission) in [
        (Api::Graph, "SecurityIncident.Read.All"),
        (Api::Xdr, "Incident.Read.All"),
        (Api::Mde, "Alert.Read.All"),
    ] {
        let connection = tenant.application(api).await;
        let token = tenant.assistant.token(&connection.id).await.unwrap();
        assert_eq!(
            (token.kind, token.signature),
            (TokenKind::Application, Signature::Verified),
            "{api}"
        );
        assert!(token.usable, "{api}: {:?}", token.checks);
        assert!(
            token.permissions.iter().any(|name| name == permission),
            "{api}: {:?}",
            token.permissions
        );
        assert_eq!(token.tenant_id, tenant.ready().tenant_id);
        assert_eq!(token.client_id, tenant.ready().apps.application.client_id);
        assert!(token.missing.is_empty());
    }
}

#[tokio::test]
async fn the_token_of_a_person_names_the_person() {
    let tenant = Tenant::start().await;
    let connection = tenant.user(Api::Xdr).await;
    let attempt = tenant.begin(&connection).await;
    tenant.finish(&attempt).await.unwrap();
    let token = tenant.assistant.token(&connection.id).await.unwrap();
    assert_eq!(
        (token.kind, token.issuer_version.as_str()),
        (TokenKind::User, "1.0")
    );
    assert_eq!(
        token.account.as_ref(),
        Some(&tenant.ready().users[0].user_principal_name)
    );
    assert!(
        token.permissions.iter().any(|name| name == "Incident.Read"),
        "{:?}",
        token.permissions
    );
}

#[tokio::test]
async fn a_token_without_the_permission_says_which_one_is_missing() {
    let tenant = Tenant::start().await;
    let app = tenant.ready().apps.unconsented.clone();
    let secret = app.client_secret.map(SecretString::from);
    let connection = tenant
        .registered(goal(Api::Graph, Context::Application), &app.client_id, secret)
        .await;
    let token = tenant.assistant.token(&connection.id).await.unwrap();
    assert!(!token.usable);
    assert_eq!(token.missing, ["SecurityIncident.Read.All"]);
}

#[tokio::test]
async fn nothing_secret_is_in_the_profile_store() {
    let tenant = Tenant::start().await;
    let application = tenant.application(Api::Graph).await;
    tenant.assistant.check(&application.id).await.unwrap();
    let user = tenant.user(Api::Graph).await;
    let attempt = tenant.begin(&user).await;
    tenant.finish(&attempt).await.unwrap();
    tenant.read(&user, 48).await.unwrap();

    let stored = tenant.memory.document().to_string();
    assert!(stored.contains(&application.id) && stored.contains(&user.id));
    let secret = tenant.ready().apps.application.client_secret.clone().unwrap();
    for needle in [secret.as_str(), "eyJ", "refresh_token", "code_verifier"] {
        assert!(!stored.contains(needle), "{needle} is in the profile store");
    }
}

#[tokio::test]
async fn a_removed_connection_takes_its_secrets_along() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    assert_eq!(tenant.memory.secrets(), 1);
    tenant.assistant.remove_connection(&connection.id).await.unwrap();
    assert_eq!(tenant.memory.secrets(), 0);
    let report = tenant.read(&connection, 48).await.unwrap_err();
    assert_eq!(report.code, ErrorCode::ConnectionUnknown);
}

#[tokio::test]
async fn the_token_goes_to_its_own_host_only() {
    let elsewhere = Stranger::saying(json!({"value": []}).to_string()).await;
    let next = elsewhere.origin.join("/v1.0/security/incidents?$skip=1").unwrap();
    let page = json!({"value": [{"id": "1", "lastUpdateDateTime": "2999-01-01T00:00:00Z"}], "@odata.nextLink": next});
    let host = Stranger::saying(page.to_string()).await;
    let tenant = Tenant::start().await;
    let mut cloud = tenant.cloud();
    cloud["id"] = json!("crooked");
    cloud["graph_base"] = json!(host.origin);
    tenant
        .assistant
        .add_cloud(Cloud::parse(&cloud.to_string()).unwrap());

    let found = tenant
        .assistant
        .find_tenant(&tenant.ready().tenant_domain, Some("crooked"))
        .await
        .unwrap();
    let app = tenant.ready().apps.application.clone();
    let secret = app.client_secret.map(SecretString::from);
    let wanted = goal(Api::Graph, Context::Application);
    let connection = tenant
        .assistant
        .add_registration(&found, wanted, app.client_id.parse().unwrap(), secret)
        .await
        .unwrap();
    let report = tenant.read(&connection, 48).await.unwrap_err();
    assert_eq!(report.code, ErrorCode::NextLinkRefused);
    assert_eq!(host.requests().len(), 1);
    assert!(
        host.requests()[0]
            .to_ascii_lowercase()
            .contains("authorization: bearer ")
    );
    assert_eq!(elsewhere.requests(), Vec::<String>::new());
}

#[tokio::test]
async fn an_inspected_token_is_told_for_what_it_is() {
    let tenant = Tenant::start().await;
    let token = tenant
        .issued("application", "https://api.securitycenter.microsoft.com/.default")
        .await;
    let inspection = tenant
        .assistant
        .inspect_token(SecretString::from(token.clone()))
        .await
        .unwrap();
    assert_eq!(
        (inspection.kind, inspection.verdict),
        (TokenKind::Application, "usable")
    );
    assert_eq!(
        inspection.opens.iter().map(|door| door.api).collect::<Vec<_>>(),
        [Api::Mde]
    );
    assert!(!serde_json::to_string(&inspection).unwrap().contains(&token));

    let powerless = tenant
        .issued("unconsented", "https://api.securitycenter.microsoft.com/.default")
        .await;
    let inspection = tenant
        .assistant
        .inspect_token(SecretString::from(powerless))
        .await
        .unwrap();
    assert_eq!(inspection.verdict, "not-usable");
    assert_eq!(inspection.missing, ["Alert.Read.All"]);
}
