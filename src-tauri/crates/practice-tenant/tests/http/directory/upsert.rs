//! `PATCH /applications(uniqueName='…')` and tags: how a script finds again what it made
//! (microsoftgraph/microsoft-graph-docs-contrib: application-upsert.md, resources/application.md).

use reqwest::Method;
use serde_json::{Value, json};

use crate::directory::{Script, refusal, text};
use crate::harness::Practice;

const ALREADY: &str = "Another object with the same value for property uniqueName already exists.";

#[tokio::test]
async fn an_upsert_makes_one_registration_however_often_it_is_sent() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let path = "/applications(uniqueName='run-1')";
    let body = json!({"displayName": "First", "tags": ["Made:by-script"]});
    let (status, app) = script.upsert(path, &body).await;
    assert_eq!((status, &app["uniqueName"]), (201, &json!("run-1")));
    assert_eq!(app["tags"], json!(["Made:by-script"]));
    assert!(text(&app["@odata.context"]).ends_with("#applications/$entity"));
    let again = script.upsert(path, &json!({"displayName": "Second"})).await;
    assert_eq!(again, (204, Value::Null));
    let kept = script.get(path).await;
    assert_eq!(
        (&kept["id"], &kept["displayName"]),
        (&app["id"], &json!("Second"))
    );
    assert_eq!(kept["tags"], app["tags"], "what is not named stays");
    practice.stop().await;
}

#[tokio::test]
async fn without_the_header_it_is_an_update_of_what_is_there() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let path = "/applications(uniqueName='run-2')";
    let body = json!({"displayName": "Absent"});
    let (status, answer) = script.call(Method::PATCH, path, Some(&body)).await;
    assert_eq!((status, refusal(&answer).0), (404, "Request_ResourceNotFound"));
    assert_eq!(script.call(Method::GET, path, None).await.0, 404);
    script.upsert(path, &body).await;
    script.patch(path, &json!({"displayName": "There"})).await;
    assert_eq!(script.get(path).await["displayName"], "There");
    practice.stop().await;
}

#[tokio::test]
async fn a_new_one_needs_its_name_and_nobody_may_do_more_than_by_other_paths() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let path = "/applications(uniqueName='run-3')";
    let (status, answer) = script.upsert(path, &json!({"tags": []})).await;
    let message = "A value is required for property 'displayName' of resource 'Application'.";
    assert_eq!((status, refusal(&answer).1), (400, message));
    let reader = script.application_with(&["Application.Read.All"]).await;
    let (status, answer) = reader.upsert(path, &json!({"displayName": "No"})).await;
    assert_eq!((status, refusal(&answer).0), (403, "Authorization_RequestDenied"));
    script.upsert(path, &json!({"displayName": "Somebody's"})).await;
    let owner = script.application_with(&["Application.ReadWrite.OwnedBy"]).await;
    let (status, _) = owner.upsert(path, &json!({"displayName": "Mine?"})).await;
    assert_eq!(status, 403, "not its owner");
    let own = "/applications(uniqueName='run-4')";
    let (status, app) = owner.upsert(own, &json!({"displayName": "Mine"})).await;
    assert_eq!(status, 201, "{app}");
    practice.stop().await;
}

#[tokio::test]
async fn a_unique_name_is_given_once_and_to_one() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let named = json!({"displayName": "Named", "uniqueName": "only-one"});
    let app = script.post("/applications", &named).await;
    let (status, answer) = script.call(Method::POST, "/applications", Some(&named)).await;
    assert_eq!((status, refusal(&answer)), (400, ("Request_BadRequest", ALREADY)));
    let path = format!("/applications/{}", text(&app["id"]));
    let (status, answer) = script
        .call(Method::PATCH, &path, Some(&json!({"uniqueName": "another"})))
        .await;
    let message = "Property 'uniqueName' is read-only and cannot be set.";
    assert_eq!((status, refusal(&answer).1), (400, message));
    let other = script
        .post("/applications", &json!({"displayName": "Other"}))
        .await;
    assert_eq!(other["uniqueName"], Value::Null);
    let other = format!("/applications/{}", text(&other["id"]));
    let taken = script
        .call(Method::PATCH, &other, Some(&json!({"uniqueName": "only-one"})))
        .await;
    assert_eq!((taken.0, refusal(&taken.1).1), (400, ALREADY));
    script.patch(&other, &json!({"uniqueName": "it's free"})).await;
    let found = script.get("/applications(uniqueName='it''s free')").await;
    assert_eq!(found["displayName"], "Other");
    practice.stop().await;
}

#[tokio::test]
async fn tags_stand_on_app_and_principal_and_find_both() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let tags = json!(["Handmade", "It's: tagged"]);
    let (app, principal) = script
        .registered(&json!({"displayName": "Tagged", "tags": tags}))
        .await;
    assert_eq!((&app["tags"], &principal["tags"]), (&tags, &tags));
    for collection in ["applications", "servicePrincipals"] {
        let filter = "tags/any(t:t eq 'It''s: tagged')";
        let found = script.get(&format!("/{collection}?$filter={filter}")).await;
        let found = found["value"].as_array().unwrap();
        assert_eq!(found.len(), 1, "{collection}");
        assert_eq!(found[0]["appId"], app["appId"]);
        let none = script
            .get(&format!("/{collection}?$filter=tags/any(t:t eq 'Tagged')"))
            .await;
        assert_eq!(none["value"], json!([]));
    }
    let path = format!("/applications/{}", text(&app["id"]));
    script.patch(&path, &json!({"tags": ["Handmade"]})).await;
    let principal = format!("/servicePrincipals/{}", text(&principal["id"]));
    assert_eq!(script.get(&principal).await["tags"], json!(["Handmade"]));
    let (status, _) = script
        .call(Method::PATCH, &path, Some(&json!({"tags": "Handmade"})))
        .await;
    assert_eq!(status, 400);
    practice.stop().await;
}
