//! A whole registration by script, and back.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::assertion::Signer;
use crate::directory::{Script, text};
use crate::harness::{ADMIN, ANALYST, GRAPH, Practice, XDR, claims};

/// What the directory holds, as far as scripts can change it.
async fn directory(practice: &Practice) -> Value {
    let truth = practice.truth().await;
    json!([truth["apps"], truth["principals"], truth["grants"]])
}

/// The certificate of the ready application, as its registration would be sent it.
fn certificate(practice: &Practice) -> Value {
    let file = practice
        .ready()
        .apps
        .application
        .certificate_file
        .as_ref()
        .unwrap();
    let pem = std::fs::read_to_string(file).unwrap();
    let key: String = pem.lines().filter(|line| !line.starts_with("---")).collect();
    json!({"type": "AsymmetricX509Cert", "usage": "Verify", "key": key, "displayName": "Scripted"})
}

/// Makes everything, uses it, undoes everything. `person` may sign in to what was made.
async fn there_and_back(script: &Script<'_>, person: usize) {
    let practice = script.practice;
    let before = directory(practice).await;
    let xdr = script.api("Microsoft Threat Protection").await;
    let wanted = json!([{"resourceAppId": xdr["appId"], "resourceAccess": [
        {"id": "12c153a4-4204-4224-aa3c-4626e2f47c2b", "type": "Scope"},
        {"id": "a9790345-4595-42e4-971a-ccdc79f19b7c", "type": "Role"},
    ]}]);
    let (app, principal) = script
        .registered(&json!({
            "displayName": "Made by script",
            "signInAudience": "AzureADMyOrg",
            "publicClient": {"redirectUris": ["http://localhost"]},
            "isFallbackPublicClient": true,
            "requiredResourceAccess": wanted,
        }))
        .await;
    assert_eq!(app["requiredResourceAccess"], wanted);
    let path = format!("/applications/{}", text(&app["id"]));
    let secret = script
        .post(
            &format!("{path}/addPassword"),
            &json!({"passwordCredential": {"displayName": "first"}}),
        )
        .await;
    script
        .patch(&path, &json!({"keyCredentials": [certificate(practice)]}))
        .await;
    let assignment = script.assign(&principal, &xdr, "Incident.Read.All").await;
    let grant = script
        .post(
            "/oauth2PermissionGrants",
            &json!({"clientId": principal["id"], "consentType": "AllPrincipals", "resourceId": xdr["id"], "scope": "Incident.Read"}),
        )
        .await;

    reads_incidents_both_ways(practice, &app, &secret, person).await;
    let shown = script.get(&path).await;
    assert_eq!(shown["passwordCredentials"][0]["secretText"], Value::Null);
    assert_eq!(shown["keyCredentials"][0]["displayName"], "Scripted");

    let client = format!("/servicePrincipals/{}", text(&principal["id"]));
    script
        .delete(&format!("/oauth2PermissionGrants/{}", text(&grant["id"])))
        .await;
    script
        .delete(&format!(
            "{client}/appRoleAssignments/{}",
            text(&assignment["id"])
        ))
        .await;
    for list in ["appRoleAssignments", "oauth2PermissionGrants"] {
        assert_eq!(script.get(&format!("{client}/{list}")).await["value"], json!([]));
    }
    script.patch(&path, &json!({"keyCredentials": []})).await;
    let (status, answer) = script
        .call(
            reqwest::Method::POST,
            &format!("{path}/removePassword"),
            Some(&json!({"keyId": secret["keyId"]})),
        )
        .await;
    assert_eq!((status, answer), (204, Value::Null));
    script.delete(&client).await;
    script.delete(&path).await;
    assert_eq!(directory(practice).await, before, "nothing is left");
}

async fn reads_incidents_both_ways(practice: &Practice, app: &Value, secret: &Value, person: usize) {
    let client_id = text(&app["appId"]);
    let (_, answer) = practice
        .by_secret("contoso.com", client_id, text(&secret["secretText"]), XDR)
        .await;
    let token = text(&answer["access_token"]);
    assert_eq!(claims(token)["roles"], json!(["Incident.Read.All"]));
    assert_eq!(practice.call("/api/incidents?$top=1", token).await.0, 200);

    let scope = "https://api.security.microsoft.com/Incident.Read";
    let signed_in = practice
        .signed_in(person, &[("client_id", client_id), ("scope", scope)])
        .await;
    let (_, answer) = practice
        .redeem(&signed_in.code(), &[("client_id", client_id)])
        .await;
    let token = text(&answer["access_token"]);
    assert_eq!(claims(token)["scp"], "Incident.Read");
    assert_eq!(practice.call("/api/incidents?$top=1", token).await.0, 200);
}

#[tokio::test]
async fn an_admin_makes_a_whole_registration_by_script_and_undoes_it() {
    let practice = Practice::start().await;
    there_and_back(&Script::of_admin(&practice).await, ANALYST).await;
    practice.stop().await;
}

#[tokio::test]
async fn an_application_does_the_same_without_a_person() {
    let practice = Practice::start().await;
    let admin = Script::of_admin(&practice).await;
    let application = admin
        .application_with(&[
            "Application.ReadWrite.All",
            "AppRoleAssignment.ReadWrite.All",
            "DelegatedPermissionGrant.ReadWrite.All",
        ])
        .await;
    there_and_back(&application, ADMIN).await;
    practice.stop().await;
}

#[tokio::test]
async fn a_certificate_put_there_by_script_proves_the_app() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let (app, _) = script
        .registered(&json!({"displayName": "With certificate"}))
        .await;
    let path = format!("/applications/{}", text(&app["id"]));
    script
        .patch(&path, &json!({"keyCredentials": [certificate(&practice)]}))
        .await;
    let client_id = text(&app["appId"]);
    let names = json!({"iss": client_id, "sub": client_id});
    let signer = Signer::of(&practice);
    let assertion = signer.sign(&signer.header(), &names);
    let form = [
        ("grant_type", "client_credentials"),
        ("client_id", client_id),
        (
            "client_assertion_type",
            "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        ),
        ("client_assertion", assertion.as_str()),
        ("scope", GRAPH),
    ];
    let (status, answer) = practice.token("contoso.com", &form).await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(claims(text(&answer["access_token"]))["appidacr"], "2");

    let shown = script.get(&format!("{path}?$select=id,keyCredentials")).await;
    let key = &shown["keyCredentials"][0];
    assert_eq!(key["key"], certificate(&practice)["key"]);
    let thumbprint = STANDARD.decode(text(&key["customKeyIdentifier"])).unwrap();
    assert_eq!(thumbprint.len(), 20);
    assert!(script.get(&path).await["keyCredentials"][0]["key"].is_null());
    practice.stop().await;
}
