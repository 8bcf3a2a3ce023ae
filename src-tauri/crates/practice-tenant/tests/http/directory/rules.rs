//! What a tenant may forbid to those who register apps
//! (MicrosoftDocs/entra-docs: users-default-permissions.md, configure-app-management-policies.md).

use reqwest::Method;
use serde_json::{Value, json};

use crate::directory::{Script, refusal, text};
use crate::harness::{MEMBER, Practice, XDR};

/// "Dana Developer", Application Developer and nothing else.
const DEVELOPER: usize = 4;

#[tokio::test]
async fn where_members_may_not_register_apps_only_a_role_or_an_application_does() {
    let practice = Practice::start().await;
    let setup = practice.ready().apps.setup.client_id.clone();
    let member = Script::of_person(&practice, MEMBER, &setup).await;
    let own = member
        .post("/applications", &json!({"displayName": "Before"}))
        .await;
    practice.turn("app-registration-restricted", true).await;
    let body = json!({"displayName": "After"});
    let made = [
        member.call(Method::POST, "/applications", Some(&body)).await,
        member.upsert("/applications(uniqueName='after')", &body).await,
    ];
    for (status, answer) in made {
        let words = "Insufficient privileges to complete the operation.";
        let expected = (403, ("Authorization_RequestDenied", words));
        assert_eq!((status, refusal(&answer)), expected);
    }
    let path = format!("/applications/{}", text(&own["id"]));
    member.patch(&path, &body).await;
    let developer = Script::of_person(&practice, DEVELOPER, &setup).await;
    developer.registered(&body).await;
    let pipeline = pipeline(&practice).await;
    pipeline.registered(&body).await;
    practice.stop().await;
}

#[tokio::test]
async fn a_developer_registers_apps_and_grants_nothing_for_everybody() {
    let practice = Practice::start().await;
    let setup = practice.ready().apps.setup.client_id.clone();
    let developer = Script::of_person(&practice, DEVELOPER, &setup).await;
    let (_, principal) = developer.registered(&json!({"displayName": "Dana's"})).await;
    let xdr = developer.api("Microsoft Threat Protection").await;
    let role = &xdr["appRoles"][0]["id"];
    let body = json!({"principalId": principal["id"], "resourceId": xdr["id"], "appRoleId": role});
    let path = format!("/servicePrincipals/{}/appRoleAssignedTo", text(&xdr["id"]));
    let (status, answer) = developer.call(Method::POST, &path, Some(&body)).await;
    assert_eq!((status, refusal(&answer).0), (403, "Authorization_RequestDenied"));
    practice.stop().await;
}

#[tokio::test]
async fn a_lifetime_beyond_the_policys_is_refused_for_secrets_and_certificates() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let app = script
        .post("/applications", &json!({"displayName": "Short"}))
        .await;
    let path = format!("/applications/{}", text(&app["id"]));
    let add = format!("{path}/addPassword");
    practice.turn("secret-lifetime-by-policy", true).await;
    let wish =
        |start: &str, end: &str| json!({"passwordCredential": {"startDateTime": start, "endDateTime": end}});
    let (from, day_90, day_91) = (
        "2030-01-01T00:00:00Z",
        "2030-04-01T00:00:00Z",
        "2030-04-02T00:00:00Z",
    );
    // Without an end it would be two years.
    for body in [json!({}), wish(from, day_91)] {
        refused(&script.call(Method::POST, &add, Some(&body)).await, &practice);
    }
    script.post(&add, &wish(from, day_90)).await;
    let credential = |end: Value| {
        let file = practice.ready().apps.application.certificate_file.clone();
        let pem = std::fs::read_to_string(file.unwrap()).unwrap();
        let key: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
        json!({"keyCredentials": [
            {"type": "AsymmetricX509Cert", "usage": "Verify", "key": key, "endDateTime": end}]})
    };
    refused(
        &script
            .call(Method::PATCH, &path, Some(&credential(Value::Null)))
            .await,
        &practice,
    );
    practice.turn("secret-lifetime-by-policy", false).await;
    script.patch(&path, &credential(Value::Null)).await;
    practice.turn("secret-lifetime-by-policy", true).await;
    let kept = script.get(&path).await["keyCredentials"].clone();
    script.patch(&path, &json!({"keyCredentials": kept})).await;
    practice.stop().await;
}

fn refused((status, answer): &(u16, Value), practice: &Practice) {
    let message = format!(
        "Credential lifetime exceeds the max value allowed as per assigned policy '{}'.",
        practice.ready().tenant_id
    );
    let expected = (400, ("CredentialInvalidLifetimeAsPerAppPolicy", message.as_str()));
    assert_eq!((*status, refusal(answer)), expected);
    let details = json!([{"code": "InvalidKeyEndDate", "message": message, "target": "EndDate"}]);
    assert_eq!(answer["error"]["details"], details);
}

#[tokio::test]
async fn the_portal_offers_what_the_policy_allows() {
    let practice = Practice::start().await;
    practice.turn("secret-lifetime-by-policy", true).await;
    let path = format!(
        "/portal/apps/{}/certificates-secrets",
        practice.ready().apps.application.client_id
    );
    let page = practice.page(&format!("{path}?new=yes")).await;
    assert_eq!(page.option("select#expires", ""), "90");
    let form = [("description", "long"), ("expires", "180")];
    assert_eq!(practice.submit(&path, &form).await.status, 422);
    let form = [("description", "short"), ("expires", "90")];
    assert_eq!(practice.submit(&path, &form).await.status, 303);
    practice.stop().await;
}

async fn pipeline(practice: &Practice) -> Script<'_> {
    let app = &practice.ready().apps.pipeline;
    let secret = app.client_secret.as_deref().unwrap();
    Script::of_application(practice, &app.client_id, secret).await
}

#[tokio::test]
async fn a_pipeline_makes_and_grants_its_own_and_leaves_others_alone() {
    let practice = Practice::start().await;
    let pipeline = pipeline(&practice).await;
    let body = json!({"displayName": "By a pipeline"});
    let (status, app) = pipeline.upsert("/applications(uniqueName='ci')", &body).await;
    assert_eq!(status, 201);
    let principal = pipeline
        .post("/servicePrincipals", &json!({"appId": app["appId"]}))
        .await;
    let graph = pipeline.api("Microsoft Graph").await;
    pipeline
        .assign(&principal, &graph, "SecurityIncident.Read.All")
        .await;
    let add = format!("/applications/{}/addPassword", text(&app["id"]));
    let secret = pipeline.post(&add, &json!({})).await;
    let (client_id, value) = (text(&app["appId"]), text(&secret["secretText"]));
    assert_eq!(
        practice.by_secret("contoso.com", client_id, value, XDR).await.0,
        200
    );
    let other = &practice.ready().apps.application.client_id;
    let other = format!("/applications(appId='{other}')");
    let (status, answer) = pipeline.call(Method::PATCH, &other, Some(&body)).await;
    assert_eq!((status, refusal(&answer).0), (403, "Authorization_RequestDenied"));
    practice.stop().await;
}
