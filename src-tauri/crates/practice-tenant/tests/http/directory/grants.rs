//! What was granted: app role assignments and delegated grants, and what tokens carry of them.

use reqwest::Method;
use serde_json::{Value, json};

use crate::directory::{Script, refusal, text};
use crate::harness::{ANALYST, MDE, Practice, XDR, claims};

const A_GUID: &str = "11111111-2222-3333-4444-555555555555";

#[tokio::test]
async fn a_client_id_where_an_object_id_belongs_is_refused() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let (app, principal) = script.registered(&json!({"displayName": "Mixed up"})).await;
    let xdr = script.api("Microsoft Threat Protection").await;
    let role = &xdr["appRoles"][0]["id"];
    let assigned_to = format!("/servicePrincipals/{}/appRoleAssignedTo", text(&xdr["id"]));
    let assignments = format!("/servicePrincipals/{}/appRoleAssignments", text(&principal["id"]));
    let gone = |id: &Value| {
        format!(
            "Resource '{}' does not exist or one of its queried reference-property objects are not present.",
            text(id)
        )
    };
    let unknown =
        "Permission being assigned was not found on application '8ee8fdad-f234-4243-8f3b-15c294843740'.";
    let grant = |client: &Value, resource: &Value, scope: &str| json!({"clientId": client, "consentType": "AllPrincipals", "resourceId": resource, "scope": scope});
    let assignment = |principal: &Value, resource: &Value, role: &Value| json!({"principalId": principal, "resourceId": resource, "appRoleId": role});
    let cases = [
        (
            assigned_to.as_str(),
            assignment(&app["appId"], &xdr["id"], role),
            400,
            "Not a valid reference update.".to_owned(),
        ),
        (
            &assigned_to,
            assignment(&principal["id"], &xdr["appId"], role),
            400,
            "Not a valid reference update.".to_owned(),
        ),
        (
            &assignments,
            assignment(&principal["id"], &xdr["appId"], role),
            404,
            gone(&xdr["appId"]),
        ),
        (
            &assigned_to,
            assignment(&principal["id"], &xdr["id"], &json!(A_GUID)),
            400,
            unknown.to_owned(),
        ),
        (
            &assigned_to,
            json!({"principalId": principal["id"], "resourceId": xdr["id"]}),
            400,
            "A value is required for property 'appRoleId' of resource 'AppRoleAssignment'.".to_owned(),
        ),
        (
            "/oauth2PermissionGrants",
            grant(&app["appId"], &xdr["id"], "Incident.Read"),
            404,
            gone(&app["appId"]),
        ),
        (
            "/oauth2PermissionGrants",
            grant(&principal["id"], &xdr["appId"], "Incident.Read"),
            400,
            "Specified resourceId was not found.".to_owned(),
        ),
        (
            "/oauth2PermissionGrants",
            grant(&principal["id"], &xdr["id"], "Incident.Read.All"),
            400,
            unknown.to_owned(),
        ),
        (
            "/oauth2PermissionGrants",
            json!({"clientId": principal["id"], "consentType": "Everybody", "resourceId": xdr["id"], "scope": ""}),
            400,
            "Invalid value specified for property 'consentType' of resource 'OAuth2PermissionGrant'."
                .to_owned(),
        ),
        (
            "/oauth2PermissionGrants",
            json!({"clientId": principal["id"], "consentType": "Principal", "resourceId": xdr["id"], "scope": ""}),
            400,
            "A value is required for property 'principalId' of resource 'OAuth2PermissionGrant'.".to_owned(),
        ),
    ];
    for (path, body, expected, message) in cases {
        let (status, answer) = script.call(Method::POST, path, Some(&body)).await;
        assert_eq!(
            (status, refusal(&answer).1),
            (expected, message.as_str()),
            "{path} {body}"
        );
    }
    practice.stop().await;
}

#[tokio::test]
async fn what_is_granted_twice_is_refused_and_stays_granted_once() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let (_, principal) = script.registered(&json!({"displayName": "Twice"})).await;
    let mde = script.api("WindowsDefenderATP").await;
    let assignment = script.assign(&principal, &mde, "Alert.Read.All").await;
    let mut again = assignment.clone();
    again.as_object_mut().unwrap().remove("@odata.context");
    let path = format!("/servicePrincipals/{}/appRoleAssignedTo", text(&mde["id"]));
    let (status, answer) = script.call(Method::POST, &path, Some(&again)).await;
    assert_eq!(
        (status, refusal(&answer).1),
        (400, "Permission being assigned already exists on the object")
    );
    let both: Vec<Value> = [
        path,
        format!("/servicePrincipals/{}/appRoleAssignments", text(&principal["id"])),
    ]
    .into_iter()
    .zip([
        script
            .get(&format!(
                "/servicePrincipals/{}/appRoleAssignedTo?$filter=principalId eq '{}'",
                text(&mde["id"]),
                text(&principal["id"])
            ))
            .await,
        script
            .get(&format!(
                "/servicePrincipals/{}/appRoleAssignments",
                text(&principal["id"])
            ))
            .await,
    ])
    .map(|(_, list)| list["value"].clone())
    .collect();
    assert_eq!(both[0], both[1], "both sides show the same assignment");
    assert_eq!(both[0][0]["id"], assignment["id"]);

    let body = json!({"clientId": principal["id"], "consentType": "AllPrincipals", "resourceId": mde["id"], "scope": "Alert.Read"});
    script.post("/oauth2PermissionGrants", &body).await;
    let (status, answer) = script
        .call(Method::POST, "/oauth2PermissionGrants", Some(&body))
        .await;
    assert_eq!(
        (status, refusal(&answer)),
        (
            409,
            (
                "Request_MultipleObjectsWithSameKeyValue",
                "Permission entry already exists."
            )
        )
    );
    practice.stop().await;
}

#[tokio::test]
async fn tokens_carry_what_was_granted_and_lose_what_was_taken_away() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let app = practice.ready().apps.application.clone();
    let secret = app.client_secret.unwrap();
    let client = script
        .get(&format!("/servicePrincipals(appId='{}')", app.client_id))
        .await;
    let path = format!("/servicePrincipals/{}/appRoleAssignments", text(&client["id"]));
    let roles = |scope: &'static str| {
        let (practice, id, secret) = (&practice, app.client_id.clone(), secret.clone());
        async move {
            let (_, answer) = practice.by_secret("contoso.com", &id, &secret, scope).await;
            claims(text(&answer["access_token"]))["roles"].clone()
        }
    };
    let mde = script.api("WindowsDefenderATP").await;
    let assignment = script.assign(&client, &mde, "Machine.Isolate").await;
    assert!(
        roles(MDE)
            .await
            .as_array()
            .unwrap()
            .contains(&json!("Machine.Isolate"))
    );
    script
        .delete(&format!("{path}/{}", text(&assignment["id"])))
        .await;
    assert!(
        !roles(MDE)
            .await
            .as_array()
            .unwrap()
            .contains(&json!("Machine.Isolate"))
    );

    let xdr = script.api("Microsoft Threat Protection").await;
    let of_xdr = script
        .get(&format!("{path}?$filter=resourceId eq '{}'", text(&xdr["id"])))
        .await;
    for one in of_xdr["value"].as_array().unwrap() {
        script.delete(&format!("{path}/{}", text(&one["id"]))).await;
    }
    assert_eq!(roles(XDR).await, Value::Null, "no empty list");
    practice.stop().await;
}

#[tokio::test]
async fn a_delegated_grant_is_narrowed_by_patch_and_ends_by_delete() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let user = practice.ready().apps.user.client_id.clone();
    let client = script.get(&format!("/servicePrincipals(appId='{user}')")).await;
    let xdr = script.api("Microsoft Threat Protection").await;
    let filter = format!(
        "/oauth2PermissionGrants?$filter=clientId eq '{}' and resourceId eq '{}'",
        text(&client["id"]),
        text(&xdr["id"])
    );
    let grant = script.get(&filter).await["value"][0].clone();
    assert_eq!(
        (text(&grant["scope"]), text(&grant["consentType"])),
        (
            "AdvancedHunting.Read Incident.Read Incident.ReadWrite",
            "AllPrincipals"
        )
    );
    let path = format!("/oauth2PermissionGrants/{}", text(&grant["id"]));
    script
        .patch(&path, &json!({"scope": "Incident.Read Incident.ReadWrite"}))
        .await;
    assert_eq!(
        script.get(&path).await["scope"],
        "Incident.Read Incident.ReadWrite"
    );
    let code = practice.signed_in(ANALYST, &[]).await.code();
    let (_, answer) = practice.redeem(&code, &[]).await;
    let carried = claims(text(&answer["access_token"]))["scp"].clone();
    assert_eq!(carried, "Incident.Read Incident.ReadWrite");
    script.delete(&path).await;
    assert_eq!(script.get(&filter).await["value"], json!([]));
    let page = practice.signed_in(ANALYST, &[]).await;
    assert!(!page.redirected(), "consent is asked for again");
    practice.stop().await;
}

#[tokio::test]
async fn a_grant_for_one_person_holds_for_that_person_only() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let client_id = practice.ready().apps.unconsented.client_id.clone();
    let client = script
        .get(&format!("/servicePrincipals(appId='{client_id}')"))
        .await;
    let xdr = script.api("Microsoft Threat Protection").await;
    let me = script.get("/me").await;
    let body = json!({"clientId": client["id"], "consentType": "Principal", "principalId": me["id"], "resourceId": xdr["id"], "scope": "Incident.Read"});
    let grant = script.post("/oauth2PermissionGrants", &body).await;
    assert_eq!(
        (&grant["principalId"], text(&grant["consentType"])),
        (&me["id"], "Principal")
    );
    let asking = [
        ("client_id", client_id.as_str()),
        ("scope", "https://api.security.microsoft.com/Incident.Read"),
    ];
    assert!(
        practice
            .signed_in(crate::harness::ADMIN, &asking)
            .await
            .redirected()
    );
    assert!(!practice.signed_in(ANALYST, &asking).await.redirected());
    practice.stop().await;
}
