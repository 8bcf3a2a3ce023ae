//! `/servicePrincipals`: of apps, and of the APIs themselves.

use handrail_practice_tenant::Options;
use reqwest::Method;
use serde_json::{Value, json};

use crate::directory::{Script, refusal, text};
use crate::harness::{ADMIN, GRAPH, MEMBER, Practice, VERIFIER, XDR, aadsts};

const A_GUID: &str = "11111111-2222-3333-4444-555555555555";

#[tokio::test]
async fn each_api_shows_its_permissions_with_their_ids() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let cases = [
        (
            "8ee8fdad-f234-4243-8f3b-15c294843740",
            "appRoles",
            "Incident.Read.All",
            "a9790345-4595-42e4-971a-ccdc79f19b7c",
        ),
        (
            "8ee8fdad-f234-4243-8f3b-15c294843740",
            "oauth2PermissionScopes",
            "Incident.Read",
            "12c153a4-4204-4224-aa3c-4626e2f47c2b",
        ),
        (
            "fc780465-2017-40d4-a0c5-307022471b92",
            "appRoles",
            "Machine.Read.All",
            "ea8291d3-4b9a-44b5-bc3a-6cea3026dc79",
        ),
        (
            "00000003-0000-0000-c000-000000000000",
            "oauth2PermissionScopes",
            "User.Read",
            "e1fe6dd8-ba31-4d61-89e7-88639da4683d",
        ),
    ];
    for (app_id, list, name, id) in cases {
        let path = format!(
            "/servicePrincipals?$filter=appId eq '{app_id}'&$select=id,appRoles,oauth2PermissionScopes"
        );
        let found = script.get(&path).await["value"][0].clone();
        assert_ne!(found["id"], app_id);
        let offered = found[list].as_array().unwrap().iter();
        let one = offered.clone().find(|one| one["value"] == name).unwrap();
        assert_eq!((text(&one["id"]), &one["isEnabled"]), (id, &json!(true)));
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_service_principal_needs_an_app_and_comes_once() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let ready = practice.ready().apps.application.client_id.clone();
    let unknown = format!(
        "The appId '{A_GUID}' of the service principal does not reference a valid application object."
    );
    let taken = format!(
        "The service principal cannot be created, updated, or restored because the service principal name {ready} is already in use."
    );
    let cases = [
        (
            json!({}),
            400,
            "Request_BadRequest",
            "A value is required for property 'appId' of resource 'ServicePrincipal'.",
        ),
        (
            json!({"appId": "no guid"}),
            400,
            "Request_BadRequest",
            "Invalid value specified for property 'appId' of resource 'ServicePrincipal'.",
        ),
        (
            json!({"appId": A_GUID}),
            400,
            "Request_BadRequest",
            unknown.as_str(),
        ),
        (
            json!({"appId": ready}),
            409,
            "Request_MultipleObjectsWithSameKeyValue",
            taken.as_str(),
        ),
        (
            json!({"appId": ready, "displayName": "x"}),
            400,
            "Request_BadRequest",
            "Property 'displayName' is read-only and cannot be set.",
        ),
    ];
    for (body, expected, code, message) in cases {
        let (status, answer) = script.call(Method::POST, "/servicePrincipals", Some(&body)).await;
        assert_eq!((status, refusal(&answer)), (expected, (code, message)), "{body}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_disabled_service_principal_gets_no_tokens() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let app = practice.ready().apps.application.clone();
    let secret = app.client_secret.unwrap();
    let path = format!("/servicePrincipals(appId='{}')", app.client_id);
    script
        .patch(
            &path,
            &json!({"accountEnabled": false, "appRoleAssignmentRequired": true}),
        )
        .await;
    let shown = script.get(&path).await;
    assert_eq!(
        (&shown["accountEnabled"], &shown["appRoleAssignmentRequired"]),
        (&json!(false), &json!(true))
    );
    let (_, answer) = practice
        .by_secret("contoso.com", &app.client_id, &secret, XDR)
        .await;
    assert_eq!(aadsts(&answer), 7_000_112);
    script.delete(&path).await;
    let (_, answer) = practice
        .by_secret("contoso.com", &app.client_id, &secret, XDR)
        .await;
    assert_eq!(aadsts(&answer), 7_000_229);
    practice.stop().await;
}

#[tokio::test]
async fn an_api_that_left_the_tenant_is_known_to_nobody_until_it_is_brought_back() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let xdr = "8ee8fdad-f234-4243-8f3b-15c294843740";
    script.delete(&format!("/servicePrincipals(appId='{xdr}')")).await;
    let app = practice.ready().apps.application.clone();
    let secret = app.client_secret.unwrap();
    let (_, answer) = practice
        .by_secret("contoso.com", &app.client_id, &secret, XDR)
        .await;
    assert_eq!(aadsts(&answer), 500_011);
    let page = practice.signed_in(ADMIN, &[]).await;
    let description = page.answer("error_description").unwrap();
    assert!(description.starts_with("AADSTS650052: "), "{description}");

    script.post("/servicePrincipals", &json!({"appId": xdr})).await;
    assert_eq!(
        practice
            .by_secret("contoso.com", &app.client_id, &secret, XDR)
            .await
            .0,
        200
    );
    let (status, answer) = script
        .call(
            Method::DELETE,
            "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')",
            None,
        )
        .await;
    assert_eq!((status, refusal(&answer).0), (403, "Authorization_RequestDenied"));
    practice.stop().await;
}

#[tokio::test]
async fn a_member_registers_apps_and_changes_only_their_own() {
    let practice = Practice::start().await;
    let setup = practice.ready().apps.setup.client_id.clone();
    let admin = Script::of_admin(&practice).await;
    let member = Script::of_person(&practice, MEMBER, &setup).await;
    let (own, principal) = member.registered(&json!({"displayName": "A member's"})).await;
    member
        .patch(
            &format!("/applications/{}", text(&own["id"])),
            &json!({"displayName": "Renamed"}),
        )
        .await;
    let others = admin
        .post("/applications", &json!({"displayName": "An admin's"}))
        .await;
    let xdr = member.api("Microsoft Threat Protection").await;
    let client_only = json!({"appId": others["appId"]});
    let role = &xdr["appRoles"][0]["id"];
    let assignment = json!({"principalId": principal["id"], "resourceId": xdr["id"], "appRoleId": role});
    let grant = json!({"clientId": principal["id"], "consentType": "AllPrincipals", "resourceId": xdr["id"], "scope": "Incident.Read"});
    let foreign = format!("/applications/{}", text(&others["id"]));
    let denied = "Insufficient privileges to complete the operation.";
    let backing = "When using this permission, the backing application of the service principal being created must in the local tenant";
    let cases: [(Method, String, Option<&Value>, &str); 6] = [
        (Method::PATCH, foreign.clone(), Some(&client_only), denied),
        (Method::DELETE, foreign.clone(), None, denied),
        (Method::POST, format!("{foreign}/addPassword"), None, denied),
        (
            Method::POST,
            "/servicePrincipals".to_owned(),
            Some(&client_only),
            backing,
        ),
        (
            Method::POST,
            format!("/servicePrincipals/{}/appRoleAssignedTo", text(&xdr["id"])),
            Some(&assignment),
            denied,
        ),
        (
            Method::POST,
            "/oauth2PermissionGrants".to_owned(),
            Some(&grant),
            denied,
        ),
    ];
    for (method, path, body, message) in cases {
        let (status, answer) = member.call(method, &path, body).await;
        assert_eq!(
            (status, refusal(&answer)),
            (403, ("Authorization_RequestDenied", message)),
            "{path}"
        );
    }
    practice.stop().await;
}

#[tokio::test]
async fn service_principals_of_other_tenants_are_not_seen() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let partner = practice.ready().apps.partner.client_id.clone();
    let truth = practice.truth().await;
    let everywhere = truth["principals"].as_array().unwrap().iter();
    let everywhere = everywhere
        .filter(|one| one["clientId"] == partner.as_str())
        .count();
    assert!(everywhere > 1, "the partner's app is known to customers");
    let filter = format!("/servicePrincipals?$filter=appId eq '{partner}'");
    let seen = script.get(&filter).await;
    assert_eq!(seen["value"].as_array().unwrap().len(), 1);
    practice.stop().await;
}

/// A token for the administrator of a customer, through an app of the home tenant that everybody may use.
async fn of_customer<'a>(practice: &'a Practice, client_id: &str, domain: &str) -> Script<'a> {
    let changes = [("client_id", client_id), ("scope", GRAPH)];
    let link = practice
        .authorize(&changes)
        .replacen("/contoso.com/", &format!("/{domain}/"), 1);
    let name = format!("admin@{domain}");
    let filled = practice
        .page(&link)
        .await
        .send(practice, &[("account", &name)])
        .await;
    let password = filled.attribute("input[name=passwd]", "value").unwrap();
    let asked = filled
        .send(practice, &[("loginfmt", &name), ("passwd", &password)])
        .await;
    let code = asked.send(practice, &[("decision", "accept")]).await.code();
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", client_id),
        ("code", &code),
        ("redirect_uri", "http://localhost:51234"),
        ("code_verifier", VERIFIER),
    ];
    let (status, answer) = practice.token(domain, &form).await;
    assert_eq!(status, 200, "{answer}");
    Script::with(practice, text(&answer["access_token"]).to_owned())
}

#[tokio::test]
async fn the_admin_of_a_customer_brings_a_multi_tenant_app_in_and_no_other() {
    let practice = Practice::with(Options {
        customers: 2,
        ..Options::default()
    })
    .await;
    let admin = Script::of_admin(&practice).await;
    let wanted = json!([{"resourceAppId": "00000003-0000-0000-c000-000000000000", "resourceAccess": [
        {"id": "bdfbf15f-ee85-4955-8675-146e8e5296b5", "type": "Scope"}]}]);
    let shared = json!({"displayName": "Setup for everybody", "signInAudience": "AzureADMultipleOrgs",
        "publicClient": {"redirectUris": ["http://localhost"]}, "requiredResourceAccess": wanted});
    let (shared, _) = admin.registered(&shared).await;
    let customer = practice.ready().customers[1].clone();
    let script = of_customer(&practice, text(&shared["appId"]), &customer.domain).await;

    let apps = practice.ready().apps.clone();
    let own = json!({"appId": apps.application.client_id});
    let (status, answer) = script.call(Method::POST, "/servicePrincipals", Some(&own)).await;
    assert_eq!(
        (status, refusal(&answer).0),
        (400, "Request_BadRequest"),
        "an app of one tenant"
    );
    let partner = apps.partner.client_id;
    let before = practice.by_secret(&customer.domain, &partner, "any", XDR).await;
    assert_eq!(aadsts(&before.1), 7_000_229);
    let principal = script
        .post("/servicePrincipals", &json!({"appId": partner}))
        .await;
    assert_eq!(
        principal["appOwnerOrganizationId"],
        practice.ready().tenant_id.as_str()
    );
    let secret = apps.partner.client_secret.unwrap();
    let (status, _) = practice.by_secret(&customer.domain, &partner, &secret, XDR).await;
    assert_eq!(status, 200);
    assert_eq!(script.get("/applications").await["value"], json!([]));
    let (status, _) = script
        .call(
            Method::POST,
            "/applications",
            Some(&json!({"displayName": "Elsewhere"})),
        )
        .await;
    assert_eq!(status, 403, "registrations are kept in the home tenant");
    practice.stop().await;
}
