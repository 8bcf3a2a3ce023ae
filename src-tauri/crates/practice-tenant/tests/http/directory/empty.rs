//! A tenant in which nobody registered anything: the start of every setup.

use handrail_practice_tenant::Options;
use reqwest::Method;
use serde_json::{Value, json};

use crate::directory::{Script, refusal, text};
use crate::harness::{Practice, XDR, aadsts, json as answer_of};

async fn empty() -> Practice {
    let options = Options {
        empty: true,
        ..Options::default()
    };
    Practice::with(options).await
}

#[tokio::test]
async fn an_empty_tenant_has_people_one_app_and_microsoft_graph() {
    let practice = empty().await;
    let ready = serde_json::to_value(practice.ready()).unwrap();
    let apps: Vec<&String> = ready["apps"].as_object().unwrap().keys().collect();
    assert_eq!(apps, ["setup"]);
    assert_eq!(ready["customers"], json!([]));
    let script = Script::of_admin(&practice).await;
    let names = |list: Value| -> Vec<String> {
        let all = list["value"].as_array().unwrap().iter();
        let mut names: Vec<String> = all.map(|one| text(&one["displayName"]).to_owned()).collect();
        names.sort();
        names
    };
    assert_eq!(names(script.get("/applications").await), ["Handrail setup"]);
    assert_eq!(
        names(script.get("/servicePrincipals").await),
        ["Handrail setup", "Microsoft Graph"]
    );
    practice.stop().await;
}

#[tokio::test]
async fn an_api_of_defender_is_brought_in_before_anything_of_it_is_granted() {
    let practice = empty().await;
    let script = Script::of_admin(&practice).await;
    let (app, principal) = script.registered(&json!({"displayName": "First"})).await;
    let add = format!("/applications/{}/addPassword", text(&app["id"]));
    let secret = script.post(&add, &json!({})).await;
    let token = || {
        practice.by_secret(
            "contoso.com",
            text(&app["appId"]),
            text(&secret["secretText"]),
            XDR,
        )
    };
    assert_eq!(aadsts(&token().await.1), 500_011);
    let api = json!({"appId": "8ee8fdad-f234-4243-8f3b-15c294843740"});
    let path = "/servicePrincipals(appId='8ee8fdad-f234-4243-8f3b-15c294843740')";
    let (status, answer) = script.call(Method::GET, path, None).await;
    assert_eq!((status, refusal(&answer).0), (404, "Request_ResourceNotFound"));
    let xdr = script.post("/servicePrincipals", &api).await;
    script.assign(&principal, &xdr, "Incident.Read.All").await;
    let (status, answer) = token().await;
    assert_eq!(status, 200, "{answer}");
    let url = practice.url("/api/incidents?$top=1");
    let call = practice
        .client
        .get(url)
        .bearer_auth(text(&answer["access_token"]));
    let (status, incidents) = answer_of(call.send().await.unwrap()).await;
    assert_eq!(status, 200, "{incidents}");
    assert_eq!(incidents["value"].as_array().unwrap().len(), 1);
    practice.stop().await;
}
