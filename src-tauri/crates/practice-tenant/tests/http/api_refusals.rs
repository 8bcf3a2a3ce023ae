//! Calls that none of an API's handlers gets to see, and query options that no list takes: each is refused in the
//! API's own shape.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::harness::{GRAPH, MDE, Practice, XDR, json as answer};

fn is_of_graph(error: &Value) -> bool {
    let inner = &error["innerError"];
    ["date", "request-id", "client-request-id"]
        .iter()
        .all(|name| inner[name].is_string())
}

fn is_of_defender(error: &Value) -> bool {
    error["target"].is_string() && error["innerError"].is_null()
}

/// The refusal is JSON with code, message and what else the API called puts there.
async fn refused(path: &str, response: Response) -> (u16, String) {
    let (status, body) = answer(response).await;
    let error = &body["error"];
    let of_graph = path.starts_with("/v1.0") || path.starts_with("/beta");
    let has_shape = if of_graph {
        is_of_graph(error)
    } else {
        is_of_defender(error)
    };
    assert!(
        has_shape && error["message"].is_string(),
        "{path}: {status} {body}"
    );
    (status.as_u16(), error["code"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_method_that_a_path_does_not_have_is_refused_in_the_shape_of_the_api() {
    let practice = Practice::start().await;
    for (method, path, allowed) in [
        (Method::DELETE, "/api/incidents", "GET,HEAD"),
        (Method::PUT, "/api/alerts/x", "GET,HEAD,PATCH"),
        (Method::GET, "/api/v1.0/alerts/batchUpdate", "POST"),
        (Method::OPTIONS, "/v1.0/security/incidents", "GET,HEAD"),
        (Method::DELETE, "/v1.0/security/alerts_v2/x", "GET,HEAD,PATCH"),
        (Method::GET, "/v1.0/security/incidents/1/comments", "POST"),
    ] {
        let sent = practice.client.request(method.clone(), practice.url(path));
        let response = sent.send().await.unwrap();
        assert_eq!(response.headers()["allow"], allowed, "{method} {path}");
        assert_eq!(
            refused(path, response).await,
            (405, "MethodNotAllowed".to_owned())
        );
    }
    practice.stop().await;
}

#[tokio::test]
async fn an_address_that_cannot_be_read_or_is_not_there_is_refused_in_the_shape_of_the_api() {
    let practice = Practice::start().await;
    for (path, status) in [
        ("/api", 404),
        ("/api/", 404),
        ("/api/nothing", 404),
        ("/api/alerts/%FF", 400),
        ("/v1.0", 404),
        ("/v1.0/security/nothing", 404),
        ("/v1.0/security/incidents/%FF", 400),
        ("/beta/security/incidents", 404),
    ] {
        let response = practice.client.get(practice.url(path)).send().await.unwrap();
        assert_eq!(refused(path, response).await.0, status, "{path}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused_in_the_shape_of_the_api() {
    let practice = Practice::start().await;
    let long = "x".repeat(100_000);
    for (method, path) in [
        (Method::PATCH, "/api/incidents/1"),
        (Method::POST, "/api/alerts/batchUpdate"),
        (Method::PATCH, "/v1.0/security/alerts_v2/x"),
        (Method::POST, "/v1.0/applications"),
    ] {
        let sent = practice.client.request(method, practice.url(path));
        let response = sent.json(&json!({"comment": long})).send().await.unwrap();
        assert_eq!(
            refused(path, response).await,
            (413, "RequestEntityTooLarge".to_owned())
        );
    }
    practice.stop().await;
}

#[tokio::test]
async fn query_options_come_once_with_a_value_and_a_count_is_true_or_false() {
    let practice = Practice::start().await;
    for (scope, path) in [
        (XDR, "/api/incidents"),
        (MDE, "/api/machines"),
        (GRAPH, "/v1.0/security/incidents"),
    ] {
        let token = practice.application_token(scope).await;
        for (query, message) in [
            (
                "$top=1&$top=2",
                "Query option '$top' was specified more than once, but it must be specified at most once.",
            ),
            ("$filter=", "The value for OData query '$filter' cannot be empty."),
            (
                "$count=perhaps",
                "Invalid value 'perhaps' for $count query option found. Valid values are 'true, false'.",
            ),
        ] {
            let (status, body) = practice.call(&format!("{path}?{query}"), &token).await;
            assert_eq!(status, 400, "{path}?{query}");
            assert_eq!(body["error"]["message"], message);
        }
        let (status, _) = practice
            .call(&format!("{path}?$count=True&other=&other="), &token)
            .await;
        assert_eq!(status, 200, "{path}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn an_empty_body_is_named_as_such_by_graph() {
    let practice = Practice::start().await;
    let token = practice.application_token(GRAPH).await;
    let (_, list) = practice.call("/v1.0/security/alerts_V2?$top=1", &token).await;
    let id = list["value"][0]["id"].as_str().unwrap();
    let url = practice.url(&format!("/v1.0/security/alerts_v2/{id}/comments"));
    let sent = practice.client.post(url).bearer_auth(&token).send();
    let (status, body) = answer(sent.await.unwrap()).await;
    assert_eq!(status, 400);
    assert_eq!(body["error"]["message"], "Empty Payload. JSON content expected.");
    practice.stop().await;
}
