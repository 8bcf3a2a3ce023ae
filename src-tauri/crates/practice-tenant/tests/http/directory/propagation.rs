//! Scenario `propagation-delay`: what is new, or gone, takes its time. The practice clock is put forward.

use handrail_practice_tenant::{Options, Scenario};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::directory::{Script, refusal, text};
use crate::harness::{Practice, XDR, aadsts, claims};

async fn slow_directory() -> Practice {
    Practice::with(Options {
        scenarios: vec![Scenario::PropagationDelay],
        ..Options::default()
    })
    .await
}

async fn wait(practice: &Practice, seconds: u32) {
    let body = json!({"advanceSeconds": seconds});
    practice.control("/practice/clock", &body).await;
}

/// An app with its service principal, both of them known everywhere.
async fn registered(script: &Script<'_>) -> (Value, Value) {
    let app = script
        .post(
            "/applications",
            &json!({"displayName": "Slow", "publicClient": {"redirectUris": ["http://localhost"]}}),
        )
        .await;
    wait(script.practice, 5).await;
    let principal = script
        .post("/servicePrincipals", &json!({"appId": app["appId"]}))
        .await;
    wait(script.practice, 5).await;
    (app, principal)
}

/// The app signs in by its secret.
async fn by_secret(practice: &Practice, app: &Value, secret: &Value) -> (StatusCode, Value) {
    let (client_id, value) = (text(&app["appId"]), text(&secret["secretText"]));
    practice.by_secret("contoso.com", client_id, value, XDR).await
}

#[tokio::test]
async fn a_new_app_is_unknown_for_some_seconds() {
    let practice = slow_directory().await;
    let script = Script::of_admin(&practice).await;
    let app = script.post("/applications", &json!({"displayName": "New"})).await;
    let (client_id, path) = (text(&app["appId"]), format!("/applications/{}", text(&app["id"])));
    let body = json!({"appId": client_id});
    let reads = |status: u16, found: usize| {
        let (script, path) = (&script, path.clone());
        async move {
            assert_eq!(script.call(Method::GET, &path, None).await.0, status);
            let filter = format!("/applications?$filter=appId eq '{client_id}'");
            let list = script.get(&filter).await;
            assert_eq!(list["value"].as_array().unwrap().len(), found);
        }
    };
    reads(404, 0).await;
    let (status, answer) = script.call(Method::POST, "/servicePrincipals", Some(&body)).await;
    let message = format!(
        "The appId '{client_id}' of the service principal does not reference a valid application object."
    );
    assert_eq!((status, refusal(&answer).1), (400, message.as_str()));
    let (_, answer) = practice.by_secret("contoso.com", client_id, "any", XDR).await;
    assert_eq!(aadsts(&answer), 700_016);
    let page = practice
        .page(&practice.authorize(&[("client_id", client_id)]))
        .await;
    assert!(page.html.contains("AADSTS700016"), "{}", page.html);

    wait(&practice, 5).await;
    reads(200, 1).await;
    let principal = script.post("/servicePrincipals", &body).await;
    let (_, answer) = practice.by_secret("contoso.com", client_id, "any", XDR).await;
    assert_eq!(aadsts(&answer), 7_000_229);
    let principal = format!("/servicePrincipals/{}", text(&principal["id"]));
    assert_eq!(script.call(Method::GET, &principal, None).await.0, 404);
    wait(&practice, 5).await;
    script.get(&principal).await;
    practice.stop().await;
}

#[tokio::test]
async fn a_new_secret_is_refused_for_a_minute_and_a_removed_one_works_for_as_long() {
    let practice = slow_directory().await;
    let script = Script::of_admin(&practice).await;
    let (app, _) = registered(&script).await;
    let path = format!("/applications/{}", text(&app["id"]));
    let secret = script.post(&format!("{path}/addPassword"), &json!({})).await;
    let code = || async {
        let (status, answer) = by_secret(&practice, &app, &secret).await;
        if status == 200 { 0 } else { aadsts(&answer) }
    };
    assert_eq!(code().await, 7_000_215);
    wait(&practice, 59).await;
    assert_eq!(code().await, 7_000_215);
    wait(&practice, 1).await;
    assert_eq!(code().await, 0);
    let body = json!({"keyId": secret["keyId"]});
    let remove = format!("{path}/removePassword");
    assert_eq!(script.call(Method::POST, &remove, Some(&body)).await.0, 204);
    assert_eq!(code().await, 0, "the removal has not spread");
    wait(&practice, 60).await;
    assert_eq!(code().await, 7_000_215);
    practice.stop().await;
}

#[tokio::test]
async fn a_new_grant_is_missing_from_the_first_tokens_and_a_removed_one_lingers() {
    let practice = slow_directory().await;
    let script = Script::of_admin(&practice).await;
    let (app, principal) = registered(&script).await;
    let add = format!("/applications/{}/addPassword", text(&app["id"]));
    let secret = script.post(&add, &json!({})).await;
    wait(&practice, 60).await;
    let roles = || async {
        let (_, answer) = by_secret(&practice, &app, &secret).await;
        claims(text(&answer["access_token"]))["roles"].clone()
    };
    let xdr = script.api("Microsoft Threat Protection").await;
    let assignment = script.assign(&principal, &xdr, "Incident.Read.All").await;
    let list = format!("/servicePrincipals/{}/appRoleAssignments", text(&principal["id"]));
    let listed = || async { script.get(&list).await["value"].as_array().unwrap().len() };
    assert_eq!((roles().await, listed().await), (Value::Null, 0));
    wait(&practice, 30).await;
    assert_eq!((roles().await, listed().await), (json!(["Incident.Read.All"]), 1));
    let path = format!("{list}/{}", text(&assignment["id"]));
    script.delete(&path).await;
    assert_eq!(listed().await, 1);
    assert_eq!(
        roles().await,
        json!(["Incident.Read.All"]),
        "the removal has not spread"
    );
    wait(&practice, 30).await;
    assert_eq!((roles().await, listed().await), (Value::Null, 0));
    practice.stop().await;
}

#[tokio::test]
async fn a_deleted_app_gets_tokens_for_some_seconds_more() {
    let practice = slow_directory().await;
    let script = Script::of_admin(&practice).await;
    let (app, _) = registered(&script).await;
    let path = format!("/applications/{}", text(&app["id"]));
    let secret = script.post(&format!("{path}/addPassword"), &json!({})).await;
    wait(&practice, 60).await;
    script.delete(&path).await;
    assert_eq!(by_secret(&practice, &app, &secret).await.0, 200);
    assert_eq!(script.call(Method::GET, &path, None).await.0, 404);
    wait(&practice, 5).await;
    let (_, answer) = by_secret(&practice, &app, &secret).await;
    assert_eq!(aadsts(&answer), 700_016);
    practice.stop().await;
}

#[tokio::test]
async fn what_a_person_consents_to_while_signing_in_counts_at_once() {
    let practice = slow_directory().await;
    let script = Script::of_admin(&practice).await;
    let (app, _) = registered(&script).await;
    let client_id = text(&app["appId"]);
    let asking = [
        ("client_id", client_id),
        ("scope", "https://api.security.microsoft.com/Incident.Read"),
    ];
    let page = practice.signed_in(crate::harness::ADMIN, &asking).await;
    let consented = page.send(&practice, &[("decision", "accept")]).await;
    let (status, answer) = practice
        .redeem(&consented.code(), &[("client_id", client_id)])
        .await;
    assert_eq!(status, 200, "{answer}");
    assert_eq!(claims(text(&answer["access_token"]))["scp"], "Incident.Read");
    practice.stop().await;
}

#[tokio::test]
async fn the_delay_ends_when_the_scenario_is_switched_off() {
    let practice = slow_directory().await;
    let script = Script::of_admin(&practice).await;
    let app = script.post("/applications", &json!({"displayName": "New"})).await;
    let path = format!("/applications/{}", text(&app["id"]));
    assert_eq!(script.call(Method::GET, &path, None).await.0, 404);
    practice.turn("propagation-delay", false).await;
    script.get(&path).await;
    practice.stop().await;
}

#[tokio::test]
async fn a_new_app_gets_no_secret_yet_and_its_unique_name_is_taken_already() {
    let practice = slow_directory().await;
    let script = Script::of_admin(&practice).await;
    let path = "/applications(uniqueName='fresh')";
    let body = json!({"displayName": "Fresh"});
    let (_, app) = script.upsert(path, &body).await;
    let add = format!("/applications/{}/addPassword", text(&app["id"]));
    let (status, answer) = script.call(Method::POST, &add, Some(&json!({}))).await;
    assert_eq!((status, refusal(&answer).0), (404, "Request_ResourceNotFound"));
    assert_eq!(script.call(Method::GET, path, None).await.0, 404);
    let (status, answer) = script.upsert(path, &body).await;
    let message = "Another object with the same value for property uniqueName already exists.";
    assert_eq!((status, refusal(&answer).1), (400, message));
    wait(&practice, 5).await;
    assert_eq!(script.upsert(path, &body).await.0, 204);
    script.post(&add, &json!({})).await;
    practice.stop().await;
}
