//! The person who calls, their roles and sessions, and their organization.

use reqwest::Method;
use serde_json::{Value, json};

use crate::directory::{Script, refusal, text};
use crate::harness::{ANALYST, Practice, aadsts};

/// "Clara Cloud", Cloud Application Administrator and nothing else.
const APPLICATION_ADMIN: usize = 3;

#[tokio::test]
async fn a_person_reads_their_own_profile_and_nobody_elses() {
    let practice = Practice::start().await;
    let setup = practice.ready().apps.setup.client_id.clone();
    let analyst = Script::of_person(&practice, ANALYST, &setup).await;
    let me = analyst.get("/me").await;
    assert_eq!(me["userPrincipalName"], "analyst@contoso.com");
    for name in [text(&me["id"]), "analyst@contoso.com"] {
        assert_eq!(analyst.get(&format!("/users/{name}")).await, me);
    }
    let (status, answer) = analyst.call(Method::GET, "/users/admin@contoso.com", None).await;
    assert_eq!((status, refusal(&answer).0), (403, "Authorization_RequestDenied"));

    let admin = Script::of_admin(&practice).await;
    let application = admin.application_with(&["Directory.Read.All"]).await;
    assert_eq!(
        application.get("/users/analyst@contoso.com").await["id"],
        me["id"]
    );
    let (status, answer) = application.call(Method::GET, "/me", None).await;
    assert_eq!(
        (status, refusal(&answer)),
        (
            400,
            (
                "BadRequest",
                "/me request is only valid with delegated authentication flow."
            )
        )
    );
    practice.stop().await;
}

#[tokio::test]
async fn roles_are_listed_and_named_only_for_who_may_read_them() {
    let practice = Practice::start().await;
    let admin = Script::of_admin(&practice).await;
    let own = admin
        .get("/me/transitiveMemberOf/microsoft.graph.directoryRole")
        .await;
    let own = own["value"].as_array().unwrap();
    assert_eq!(own.len(), 3);
    assert!(
        own.iter()
            .all(|role| role["displayName"].is_null() && role["id"].is_string())
    );

    let reader = admin.application_with(&["Directory.Read.All"]).await;
    let names = |who: &'static str| {
        let reader = &reader;
        async move {
            let roles = reader.get(&format!("/users/{who}/memberOf")).await;
            let names = roles["value"].as_array().unwrap().iter();
            names.map(|role| role["displayName"].clone()).collect::<Vec<_>>()
        }
    };
    assert_eq!(
        names("admin@contoso.com").await,
        [
            "Cloud Application Administrator",
            "Privileged Role Administrator",
            "Security Administrator"
        ]
    );
    assert_eq!(names("member@contoso.com").await, Vec::<Value>::new());
    practice.stop().await;
}

#[tokio::test]
async fn application_permissions_of_graph_take_a_privileged_role_administrator() {
    let practice = Practice::start().await;
    let setup = practice.ready().apps.setup.client_id.clone();
    let script = Script::of_person(&practice, APPLICATION_ADMIN, &setup).await;
    let (_, principal) = script.registered(&json!({"displayName": "Clara's"})).await;
    let xdr = script.api("Microsoft Threat Protection").await;
    script.assign(&principal, &xdr, "Incident.Read.All").await;
    let graph = script.api("Microsoft Graph").await;
    let role = "45cc0394-e837-488b-a098-1918f48d186c";
    let body = json!({"principalId": principal["id"], "resourceId": graph["id"], "appRoleId": role});
    let path = format!("/servicePrincipals/{}/appRoleAssignedTo", text(&graph["id"]));
    let (status, answer) = script.call(Method::POST, &path, Some(&body)).await;
    assert_eq!((status, refusal(&answer).0), (403, "Authorization_RequestDenied"));
    Script::of_admin(&practice).await.post(&path, &body).await;
    practice.stop().await;
}

#[tokio::test]
async fn the_organization_is_the_callers_own() {
    let practice = Practice::start().await;
    let admin = Script::of_admin(&practice).await;
    let list = admin.get("/organization").await;
    let own = &list["value"][0];
    assert_eq!(own["id"], practice.ready().tenant_id.as_str());
    assert_eq!(own["displayName"], "Contoso");
    assert_eq!(own["verifiedDomains"][0]["name"], "contoso.com");
    assert_eq!(own["verifiedDomains"][0]["isDefault"], true);
    let domains = own["verifiedDomains"].as_array().unwrap();
    let federated = domains.iter().filter(|one| one["type"] == "Federated");
    let names: Vec<&str> = federated.map(|one| text(&one["name"])).collect();
    assert_eq!(names, ["federated.contoso.com"]);
    let one = admin
        .get(&format!("/organization/{}", practice.ready().tenant_id))
        .await;
    assert_eq!(one["verifiedDomains"], own["verifiedDomains"]);
    let other = format!("/organization/{}", practice.ready().customers[0].tenant_id);
    assert_eq!(admin.call(Method::GET, &other, None).await.0, 404);
    practice.stop().await;
}

#[tokio::test]
async fn ended_sessions_need_a_new_sign_in() {
    let practice = Practice::start().await;
    let scope = "offline_access https://api.security.microsoft.com/Incident.Read";
    let code = practice.signed_in(ANALYST, &[("scope", scope)]).await.code();
    let (_, answer) = practice.redeem(&code, &[]).await;
    let refresh = |token: String| {
        let practice = &practice;
        async move {
            let form = [
                ("grant_type", "refresh_token"),
                ("client_id", practice.ready().apps.user.client_id.as_str()),
                ("refresh_token", token.as_str()),
            ];
            practice.token("contoso.com", &form).await
        }
    };
    let token = text(&answer["refresh_token"]).to_owned();
    assert_eq!(refresh(token.clone()).await.0, 200);
    let admin = Script::of_admin(&practice).await;
    let application = admin.application_with(&["User.RevokeSessions.All"]).await;
    practice
        .control("/practice/clock", &json!({"advanceSeconds": 1}))
        .await;
    let done = application
        .post("/users/analyst@contoso.com/revokeSignInSessions", &json!({}))
        .await;
    assert_eq!(done["value"], true);
    assert_eq!(aadsts(&refresh(token).await.1), 50173);
    practice.stop().await;
}

#[tokio::test]
async fn people_of_other_tenants_are_not_seen() {
    let practice = Practice::start().await;
    let admin = Script::of_admin(&practice).await;
    let application = admin.application_with(&["Directory.Read.All"]).await;
    application.get("/users/member@contoso.com").await;
    let customer = &practice.ready().customers[0];
    let stranger = format!("/users/admin@{}", customer.domain);
    let (status, answer) = application.call(Method::GET, &stranger, None).await;
    assert_eq!((status, refusal(&answer).0), (404, "Request_ResourceNotFound"));
    practice.stop().await;
}
