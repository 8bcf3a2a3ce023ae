//! What clients that nobody here wrote need on the wire.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::{Value, json};

use crate::harness::{ANALYST, Practice, XDR, aadsts, claims, json as answer_of};

const ID: &str = "7f3c1f6e-2f4f-4d10-9d53-0a4a3f6e8f10";

/// The body of a good request for an application's token.
fn form(practice: &Practice) -> String {
    let app = &practice.ready().apps.application;
    url::form_urlencoded::Serializer::new(String::new())
        .append_pair("grant_type", "client_credentials")
        .append_pair("client_id", &app.client_id)
        .append_pair("client_secret", app.client_secret.as_ref().unwrap())
        .append_pair("scope", XDR)
        .finish()
}

#[tokio::test]
async fn a_form_is_read_without_its_content_type_and_with_unknown_parameters() {
    let practice = Practice::start().await;
    let url = practice.url("/contoso.com/oauth2/v2.0/token?unknown=1");
    for (header, value) in [
        ("x-none", "1"),
        ("content-type", "text/plain"),
        ("content-type", "application/x-www-form-urlencoded; charset=utf-8"),
        ("x-client-sku", "MSAL.Python"),
    ] {
        let body = format!("{}&x-client-ver=1&claims=%7B%7D&unknown=%20", form(&practice));
        let request = practice.client.post(&url).header(header, value).body(body);
        let (status, answer) = answer_of(request.send().await.unwrap()).await;
        assert_eq!(status, 200, "{header}: {value}: {answer}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn every_address_below_a_tenant_answers_in_json_with_an_error() {
    let practice = Practice::start().await;
    for (method, path, status, code) in [
        (Method::POST, "/contoso.com/oauth2/v2.0/nothing", 404, 90023),
        (Method::POST, "/contoso.com", 404, 90023),
        (Method::GET, "/contoso.com/oauth2/v3.0/token", 404, 90023),
        (Method::GET, "/contoso.com/oauth2/v2.0/token", 405, 900_561),
        (Method::PUT, "/contoso.com/oauth2/v2.0/devicecode", 405, 900_561),
        (Method::DELETE, "/contoso.com/discovery/v2.0/keys", 405, 900_561),
        (Method::POST, "/nowhere.example/oauth2/v2.0/token", 400, 900_144),
    ] {
        let request = practice
            .client
            .request(method.clone(), practice.url(path))
            .header("client-request-id", ID);
        let (got, answer) = answer_of(request.send().await.unwrap()).await;
        assert_eq!((got.as_u16(), aadsts(&answer)), (status, code), "{method} {path}");
        assert_eq!(answer["correlation_id"], ID);
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_person_who_opens_the_token_endpoint_gets_a_page() {
    let practice = Practice::start().await;
    let request = practice
        .client
        .get(practice.url("/contoso.com/oauth2/v2.0/token"))
        .header("accept", "text/html,application/xhtml+xml");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 405);
    assert_eq!(answer.headers()["allow"], "POST");
    assert!(answer.text().await.unwrap().contains("AADSTS900561"));
    practice.stop().await;
}

#[tokio::test]
async fn the_callers_request_id_comes_back_from_wherever_it_stands() {
    let practice = Practice::start().await;
    let token = practice.url("/contoso.com/oauth2/v2.0/token");
    let discovery = practice.url("/nowhere.example/v2.0/.well-known/openid-configuration");
    let client = &practice.client;
    let with = |parameter: &str| format!("{parameter}client-request-id={ID}");
    for request in [
        client.post(&token).header("client-request-id", ID),
        client.post(with(&format!("{token}?"))),
        client.post(&token).body(with("return-client-request-id=true&")),
        client.get(&discovery).header("client-request-id", ID),
        client.get(with(&format!("{discovery}?"))),
    ] {
        let response = request.send().await.unwrap();
        assert_eq!(response.headers()["client-request-id"], ID);
        assert!(response.headers().contains_key("x-ms-request-id"));
        assert_eq!(answer_of(response).await.1["correlation_id"], ID);
    }
    let request = client.post(&token).header("client-request-id", ID);
    let granted = request.body(form(&practice)).send().await.unwrap();
    assert_eq!(granted.status(), 200);
    assert_eq!(granted.headers()["client-request-id"], ID);
    practice.stop().await;
}

#[tokio::test]
async fn two_tokens_of_one_second_differ() {
    let practice = Practice::start().await;
    let mut seen = BTreeSet::new();
    for _ in 0..5 {
        let token = practice.application_token(XDR).await;
        seen.insert(claims(&token)["uti"].as_str().unwrap().to_owned());
    }
    assert_eq!(seen.len(), 5);
    practice.stop().await;
}

#[tokio::test]
async fn client_info_says_who_signed_in_and_the_scopes_are_echoed() {
    let practice = Practice::start().await;
    let code = practice.signed_in(ANALYST, &[]).await.code();
    let (_, answer) = practice.redeem(&code, &[("client_info", "1")]).await;
    let info = URL_SAFE_NO_PAD
        .decode(answer["client_info"].as_str().unwrap())
        .unwrap();
    let info: Value = serde_json::from_slice(&info).unwrap();
    let access = claims(answer["access_token"].as_str().unwrap());
    assert_eq!(info, json!({"uid": access["oid"], "utid": access["tid"]}));
    let scope = answer["scope"].as_str().unwrap();
    let asked = "https://api.security.microsoft.com/Incident.Read";
    assert!(scope.split(' ').any(|one| one == asked), "{scope}");
    practice.stop().await;
}

#[tokio::test]
async fn a_page_of_another_origin_may_ask_before_it_sends() {
    let practice = Practice::start().await;
    let request = practice
        .client
        .request(Method::OPTIONS, practice.url("/contoso.com/oauth2/v2.0/token"))
        .header("origin", "https://app.contoso.com")
        .header("access-control-request-headers", "x-client-sku");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let headers: &HeaderMap = answer.headers();
    assert_eq!(headers["access-control-allow-origin"], "https://app.contoso.com");
    assert_eq!(headers["access-control-allow-headers"], "x-client-sku");
    practice.stop().await;
}

#[tokio::test]
async fn the_discovery_document_names_every_endpoint_of_its_own_tenant() {
    let practice = Practice::start().await;
    let tenant = practice.ready().tenant_id.clone();
    for (name, own) in [
        ("contoso.com", tenant.as_str()),
        ("organizations", "organizations"),
        ("common", "common"),
    ] {
        let path = format!("/{name}/v2.0/.well-known/openid-configuration");
        let (_, document) = answer_of(practice.client.get(practice.url(&path)).send().await.unwrap()).await;
        let base = practice.url(&format!("/{own}/"));
        for field in [
            "token_endpoint",
            "authorization_endpoint",
            "device_authorization_endpoint",
            "end_session_endpoint",
            "jwks_uri",
        ] {
            let endpoint = document[field].as_str().unwrap();
            assert!(endpoint.starts_with(&base), "{field}: {endpoint}");
        }
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_form_that_is_too_large_is_refused_in_json_as_well() {
    let practice = Practice::start().await;
    let url = practice.url(&format!("/contoso.com/oauth2/v2.0/token?client-request-id={ID}"));
    let body = format!("{}&x={}", form(&practice), "y".repeat(100_000));
    let (status, answer) = answer_of(practice.client.post(url).body(body).send().await.unwrap()).await;
    assert_eq!((status.as_u16(), aadsts(&answer)), (400, 9_002_313));
    assert_eq!(answer["correlation_id"], ID);
    practice.stop().await;
}
