//! Microsoft Graph, Defender XDR and Defender for Endpoint.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::harness::{ANALYST, GRAPH, MDE, MEMBER, Practice, XDR};

fn ids(page: &Value, field: &str) -> Vec<String> {
    page["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one[field].to_string())
        .collect()
}

/// Follows next links to the end.
async fn every_page(practice: &Practice, first: &str, token: &str, field: &str) -> (Vec<String>, usize) {
    let (mut found, mut pages, mut next) = (Vec::new(), 0, Some(practice.url(first)));
    while let Some(url) = next {
        assert!(
            url.starts_with(&practice.ready().origin),
            "the next page leaves the origin: {url}"
        );
        let (status, page) = practice.call(&url, token).await;
        assert_eq!(status, 200, "{page}");
        found.extend(ids(&page, field));
        pages += 1;
        next = page["@odata.nextLink"].as_str().map(str::to_owned);
    }
    (found, pages)
}

fn assert_same(found: &[String], truth: &Value, field: &str) {
    let distinct: BTreeSet<&String> = found.iter().collect();
    assert_eq!(distinct.len(), found.len(), "something came twice");
    let truth: BTreeSet<String> = truth
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one[field].to_string())
        .collect();
    assert_eq!(found.iter().cloned().collect::<BTreeSet<_>>(), truth);
}

#[tokio::test]
async fn graph_pages_give_every_incident_exactly_once() {
    let practice = Practice::start().await;
    let token = practice.application_token(GRAPH).await;
    let truth = practice.truth().await;
    let (found, pages) = every_page(&practice, "/v1.0/security/incidents", &token, "id").await;
    assert_same(&found, &truth["incidents"], "id");
    assert_eq!(pages, 4, "180 incidents at 50 a page");
    let (found, pages) = every_page(
        &practice,
        "/v1.0/security/incidents?$top=7&$orderby=lastUpdateDateTime desc",
        &token,
        "id",
    )
    .await;
    assert_same(&found, &truth["incidents"], "id");
    assert_eq!(pages, 26);
    practice.stop().await;
}

#[tokio::test]
async fn defender_xdr_gives_a_hundred_at_most_and_no_next_link() {
    let practice = Practice::start().await;
    let token = practice.application_token(XDR).await;
    let truth = practice.truth().await;
    let mut found = Vec::new();
    for (skip, expected) in [(0, 100), (100, 80), (200, 0)] {
        let (_, page) = practice
            .call(&format!("/api/incidents?$top=500&$skip={skip}"), &token)
            .await;
        assert_eq!(page["value"].as_array().unwrap().len(), expected);
        assert!(page.get("@odata.nextLink").is_none());
        found.extend(ids(&page, "incidentId"));
    }
    assert_same(&found, &truth["xdrIncidents"], "incidentId");
    practice.stop().await;
}

#[tokio::test]
async fn defender_for_endpoint_gives_its_own_alerts_with_evidence_when_asked() {
    let practice = Practice::start().await;
    let token = practice.application_token(MDE).await;
    let truth = practice.truth().await;
    let (found, _) = every_page(&practice, "/api/alerts?$expand=evidence", &token, "id").await;
    assert_same(&found, &truth["alerts"], "id");
    let (_, expanded) = practice.call("/api/alerts?$expand=evidence", &token).await;
    assert_eq!(expanded["value"], truth["alerts"]);
    let (_, plain) = practice.call("/api/v1.0/alerts?$top=1", &token).await;
    assert_eq!(plain["value"][0]["evidence"], json!([]));
    let id = plain["value"][0]["id"].as_str().unwrap();
    let (_, one) = practice.call(&format!("/api/alerts/{id}"), &token).await;
    assert_eq!(one["title"], plain["value"][0]["title"]);
    practice.stop().await;
}

#[tokio::test]
async fn a_filter_on_the_update_time_gives_what_the_truth_holds() {
    let practice = Practice::start().await;
    let truth = practice.truth().await;
    let since = jiff::Timestamp::now()
        .checked_sub(jiff::SignedDuration::from_hours(48))
        .unwrap();
    let cases = [
        (
            GRAPH,
            "/v1.0/security/incidents",
            "lastUpdateDateTime",
            "id",
            "incidents",
        ),
        (
            XDR,
            "/api/incidents",
            "lastUpdateTime",
            "incidentId",
            "xdrIncidents",
        ),
        (MDE, "/api/alerts", "lastUpdateTime", "id", "alerts"),
    ];
    for (scope, path, field, id, held) in cases {
        let token = practice.application_token(scope).await;
        let recent: Vec<Value> = truth[held]
            .as_array()
            .unwrap()
            .iter()
            .filter(|one| one[field].as_str().unwrap().parse::<jiff::Timestamp>().unwrap() >= since)
            .cloned()
            .collect();
        let (found, _) = every_page(
            &practice,
            &format!("{path}?$filter={field} ge {since}"),
            &token,
            id,
        )
        .await;
        assert_same(&found, &Value::from(recent.clone()), id);
        assert!(!recent.is_empty() && recent.len() < truth[held].as_array().unwrap().len());
    }
    let third = truth["incidents"].as_array().unwrap().len() / 3;
    let token = practice.application_token(GRAPH).await;
    let counted =
        format!("/v1.0/security/incidents?$count=true&$top=1&$filter=lastUpdateDateTime ge {since}");
    assert_eq!(practice.call(&counted, &token).await.1["@odata.count"], third);
    practice.stop().await;
}

#[tokio::test]
async fn every_api_tells_the_same_story() {
    let practice = Practice::start().await;
    let truth = practice.truth().await;
    let (graph, xdr) = (
        truth["incidents"].as_array().unwrap(),
        truth["xdrIncidents"].as_array().unwrap(),
    );
    for (graph, xdr) in graph.iter().zip(xdr) {
        assert_eq!(graph["id"].as_str().unwrap(), xdr["incidentId"].to_string());
        assert_eq!(graph["displayName"], xdr["incidentName"]);
        assert_eq!(graph["lastUpdateDateTime"], xdr["lastUpdateTime"]);
        assert_eq!(graph["assignedTo"], xdr["assignedTo"]);
        assert_eq!(
            graph["severity"].as_str().unwrap(),
            xdr["severity"].as_str().unwrap().to_lowercase()
        );
    }
    let alerts: Vec<&Value> = xdr
        .iter()
        .flat_map(|one| one["alerts"].as_array().unwrap())
        .collect();
    assert!(!truth["alerts"].as_array().unwrap().is_empty());
    for alert in truth["alerts"].as_array().unwrap() {
        let same = alerts.iter().find(|one| one["alertId"] == alert["id"]).unwrap();
        assert_eq!(same["title"], alert["title"]);
        assert_eq!(same["devices"][0]["mdatpDeviceId"], alert["machineId"]);
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_bad_query_is_refused_in_the_apis_own_shape() {
    let practice = Practice::start().await;
    let graph = practice.application_token(GRAPH).await;
    let xdr = practice.application_token(XDR).await;
    for (query, word) in [
        (
            "$filter=colour eq 'red'",
            "Could not find a property named 'colour'",
        ),
        ("$filter=status eq", "Syntax error at position"),
        ("$filter=lastUpdateDateTime ge '2026-11-20'", "incompatible types"),
        ("$top=51", "The limit of '50' for Top query has been exceeded"),
        ("$top=many", "requires a non-negative integer"),
        ("$expand=devices", "Could not find a property named 'devices'"),
        ("$orderby=colour", "Could not find a property named 'colour'"),
    ] {
        let (status, answer) = practice
            .call(&format!("/v1.0/security/incidents?{query}"), &graph)
            .await;
        assert_eq!(
            (status.as_u16(), answer["error"]["code"].as_str().unwrap()),
            (400, "BadRequest"),
            "{query}"
        );
        assert!(
            answer["error"]["message"].as_str().unwrap().contains(word),
            "{answer}"
        );
        assert!(answer["error"]["innerError"]["request-id"].is_string());
    }
    let (status, answer) = practice
        .call("/api/incidents?$filter=severity eq 'High'", &xdr)
        .await;
    assert_eq!(
        (status.as_u16(), answer["error"]["code"].as_str().unwrap()),
        (400, "ODataError")
    );
    assert!(answer["error"]["target"].is_string());
    practice.stop().await;
}

#[tokio::test]
async fn the_token_must_fit_the_api() {
    let practice = Practice::start().await;
    let (graph, xdr) = (
        practice.application_token(GRAPH).await,
        practice.application_token(XDR).await,
    );
    let cases = [
        ("/api/alerts", xdr.as_str(), 403, "Forbidden", "Invalid audience"),
        ("/api/incidents", &graph, 403, "Forbidden", "Invalid audience"),
        (
            "/v1.0/security/incidents",
            &xdr,
            401,
            "InvalidAuthenticationToken",
            "Access token validation failure. Invalid audience.",
        ),
        (
            "/v1.0/security/incidents",
            "a.b.c",
            401,
            "InvalidAuthenticationToken",
            "Access token validation failure.",
        ),
        (
            "/api/incidents",
            "a.b.c",
            401,
            "Unauthorized",
            "Invalid authorization token",
        ),
        (
            "/api/incidents/1",
            &xdr,
            404,
            "ResourceNotFound",
            "Incident 1 was not found",
        ),
        (
            "/api/indicators",
            &xdr,
            404,
            "NotFound",
            "/api/indicators was not found",
        ),
        (
            "/v1.0/users",
            &graph,
            404,
            "BadRequest",
            "Resource not found for the segment 'users'.",
        ),
    ];
    for (path, token, status, code, message) in cases {
        let (got, answer) = practice.call(path, token).await;
        let error = &answer["error"];
        assert_eq!(
            (
                got.as_u16(),
                error["code"].as_str().unwrap(),
                error["message"].as_str().unwrap()
            ),
            (status, code, message)
        );
    }
    let hunting = practice
        .send(
            reqwest::Method::POST,
            "/api/advancedhunting/rules",
            &xdr,
            &json!({}),
        )
        .await;
    assert_eq!(
        (hunting.0.as_u16(), &hunting.1["error"]["code"]),
        (404, &json!("NotFound"))
    );
    practice
        .control("/practice/clock", &json!({"advanceSeconds": 5400}))
        .await;
    assert_eq!(practice.call("/api/incidents", &xdr).await.0, 401);
    assert_eq!(practice.call("/v1.0/security/incidents", &graph).await.0, 401);
    practice.stop().await;
}

#[tokio::test]
async fn a_user_needs_the_permission_and_a_role_in_defender() {
    let practice = Practice::start().await;
    for (user, status) in [(ANALYST, 200), (MEMBER, 403)] {
        let code = practice.signed_in(user, &[]).await.code();
        let (_, answer) = practice.redeem(&code, &[]).await;
        let (got, _) = practice
            .call("/api/incidents", answer["access_token"].as_str().unwrap())
            .await;
        assert_eq!(got, status);
    }
    let code = practice
        .signed_in(ANALYST, &[("scope", "User.Read")])
        .await
        .code();
    let (_, answer) = practice.redeem(&code, &[]).await;
    assert_eq!(
        practice
            .call(
                "/v1.0/security/incidents",
                answer["access_token"].as_str().unwrap()
            )
            .await
            .0,
        200
    );
    practice.stop().await;
}

#[tokio::test]
async fn select_and_expand_shape_the_answer() {
    let practice = Practice::start().await;
    let token = practice.application_token(GRAPH).await;
    let path = "/v1.0/security/incidents?$top=1&$select=id,severity&$expand=alerts";
    let (_, page) = practice.call(path, &token).await;
    let fields: Vec<&String> = page["value"][0].as_object().unwrap().keys().collect();
    assert_eq!(fields, ["id", "severity", "alerts"]);
    let id = page["value"][0]["id"].as_str().unwrap();
    let (_, one) = practice
        .call(&format!("/v1.0/security/incidents/{id}?$expand=alerts"), &token)
        .await;
    assert_eq!(one["alerts"], page["value"][0]["alerts"]);
    assert!(
        one["alerts"][0]["evidence"][0]["@odata.type"]
            .as_str()
            .unwrap()
            .starts_with("#microsoft.graph.security.")
    );
    practice.stop().await;
}
