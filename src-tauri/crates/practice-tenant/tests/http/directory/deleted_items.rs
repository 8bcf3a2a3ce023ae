//! `/directory/deletedItems`: what was deleted comes back, or goes for good
//! (microsoftgraph/microsoft-graph-docs-contrib: directory-deleteditems-list.md, directory-deleteditems-restore.md,
//! directory-deleteditems-delete.md).

use reqwest::Method;
use serde_json::{Value, json};

use crate::directory::{Script, refusal, text};
use crate::harness::{MEMBER, Practice, XDR, aadsts};

const APPLICATIONS: &str = "/directory/deletedItems/microsoft.graph.application";
const PRINCIPALS: &str = "/directory/deletedItems/microsoft.graph.servicePrincipal";
const NAMED: &str = "/applications(uniqueName='run-9')";

fn item(object: &Value) -> String {
    format!("/directory/deletedItems/{}", text(&object["id"]))
}

/// An app with a unique name, and its service principal.
async fn made(script: &Script<'_>) -> (Value, Value) {
    let (status, app) = script.upsert(NAMED, &json!({"displayName": "Gone soon"})).await;
    assert_eq!(status, 201, "{app}");
    let principal = script
        .post("/servicePrincipals", &json!({"appId": app["appId"]}))
        .await;
    (app, principal)
}

async fn ids(script: &Script<'_>, list: &str) -> Vec<String> {
    let page = script.get(list).await;
    let all = page["value"].as_array().unwrap().iter();
    all.map(|one| text(&one["id"]).to_owned()).collect()
}

#[tokio::test]
async fn an_app_and_its_principal_are_deleted_together_and_restored_one_by_one() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let (app, principal) = made(&script).await;
    let path = format!("/applications/{}", text(&app["id"]));
    let secret = script.post(&format!("{path}/addPassword"), &json!({})).await;
    let token = || {
        practice.by_secret(
            "contoso.com",
            text(&app["appId"]),
            text(&secret["secretText"]),
            XDR,
        )
    };
    assert_eq!(token().await.0, 200);
    script.delete(&path).await;
    assert_eq!(ids(&script, APPLICATIONS).await, [text(&app["id"])]);
    assert_eq!(ids(&script, PRINCIPALS).await, [text(&principal["id"])]);
    let deleted = script.get(&item(&app)).await;
    assert_eq!(deleted["@odata.type"], "#microsoft.graph.application");
    assert!(deleted["deletedDateTime"].is_string());
    let restored = script.post(&format!("{}/restore", item(&app)), &json!({})).await;
    assert_eq!(
        (&restored["id"], &restored["deletedDateTime"]),
        (&app["id"], &Value::Null)
    );
    assert_eq!(
        script.get(NAMED).await["passwordCredentials"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(aadsts(&token().await.1), 7_000_229, "the principal is still away");
    script
        .post(&format!("{}/restore", item(&principal)), &json!({}))
        .await;
    assert_eq!(token().await.0, 200);
    assert_eq!(ids(&script, APPLICATIONS).await, Vec::<String>::new());
    assert_eq!(ids(&script, PRINCIPALS).await, Vec::<String>::new());
    practice.stop().await;
}

#[tokio::test]
async fn a_unique_name_is_free_again_when_its_app_is_gone_for_good() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let (app, _) = made(&script).await;
    script.delete(NAMED).await;
    let body = json!({"displayName": "Again"});
    let (status, answer) = script.upsert(NAMED, &body).await;
    let message = "Another object with the same value for property uniqueName already exists.";
    assert_eq!((status, refusal(&answer)), (400, ("Request_BadRequest", message)));
    assert_eq!(script.call(Method::GET, NAMED, None).await.0, 404);
    script.delete(&item(&app)).await;
    assert_eq!(script.call(Method::GET, &item(&app), None).await.0, 404);
    let (status, again) = script.upsert(NAMED, &body).await;
    assert_eq!(status, 201, "{again}");
    assert_ne!(again["id"], app["id"]);
    practice.stop().await;
}

#[tokio::test]
async fn after_thirty_days_nothing_is_left_to_restore() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    made(&script).await;
    script.delete(NAMED).await;
    assert_eq!(practice.truth().await["deletedApps"][0]["uniqueName"], "run-9");
    let days = json!({"advanceSeconds": 30 * 24 * 3600});
    practice.control("/practice/clock", &days).await;
    let later = Script::of_admin(&practice).await;
    assert_eq!(ids(&later, APPLICATIONS).await, Vec::<String>::new());
    made(&later).await;
    practice.stop().await;
}

#[tokio::test]
async fn people_recycle_by_a_role_and_applications_their_own() {
    let practice = Practice::start().await;
    let setup = practice.ready().apps.setup.client_id.clone();
    let member = Script::of_person(&practice, MEMBER, &setup).await;
    let own = member
        .post("/applications", &json!({"displayName": "Mine"}))
        .await;
    member
        .delete(&format!("/applications/{}", text(&own["id"])))
        .await;
    let pipeline = &practice.ready().apps.pipeline;
    let secret = pipeline.client_secret.as_deref().unwrap();
    let pipeline = Script::of_application(&practice, &pipeline.client_id, secret).await;
    for stranger in [&member, &pipeline] {
        let (status, answer) = stranger.call(Method::DELETE, &item(&own), None).await;
        assert_eq!((status, refusal(&answer).0), (403, "Authorization_RequestDenied"));
    }
    let (app, principal) = made(&pipeline).await;
    pipeline.delete(NAMED).await;
    for object in [&app, &principal] {
        pipeline
            .post(&format!("{}/restore", item(object)), &json!({}))
            .await;
    }
    pipeline.delete(NAMED).await;
    pipeline.delete(&item(&app)).await;
    Script::of_admin(&practice).await.delete(&item(&own)).await;
    practice.stop().await;
}

#[tokio::test]
async fn a_principal_comes_back_only_where_its_name_is_free() {
    let practice = Practice::start().await;
    let script = Script::of_admin(&practice).await;
    let (app, principal) = made(&script).await;
    script
        .delete(&format!("/servicePrincipals/{}", text(&principal["id"])))
        .await;
    script
        .post("/servicePrincipals", &json!({"appId": app["appId"]}))
        .await;
    let restore = format!("{}/restore", item(&principal));
    let (status, answer) = script.call(Method::POST, &restore, None).await;
    assert_eq!(
        (status, refusal(&answer).0),
        (409, "Request_MultipleObjectsWithSameKeyValue")
    );
    practice.stop().await;
}
