//! Alerts of every product, by Microsoft Graph.

use serde_json::{Value, json};

use crate::harness::{GRAPH, Practice};

#[tokio::test]
async fn the_list_holds_the_alerts_of_every_product_and_takes_the_documented_filters() {
    let practice = Practice::start().await;
    let token = practice.application_token(GRAPH).await;
    let truth = practice.truth().await["graphAlerts"].clone();
    let mut found = Vec::new();
    let mut next = Some("/v1.0/security/alerts_v2?$top=100&$count=true".to_owned());
    while let Some(path) = next {
        let (status, page) = practice.call(&path, &token).await;
        assert_eq!(status, 200, "{page}");
        assert_eq!(page["@odata.count"], truth.as_array().unwrap().len());
        found.extend(page["value"].as_array().unwrap().clone());
        next = page["@odata.nextLink"].as_str().map(str::to_owned);
    }
    assert_eq!(Value::from(found), truth);
    for (filter, field, value) in [
        (
            "serviceSource eq 'microsoftDefenderForOffice365'",
            "serviceSource",
            "microsoftDefenderForOffice365",
        ),
        ("status eq 'inProgress'", "status", "inProgress"),
        (
            "severity eq 'high' and createdDateTime gt 2020-01-01",
            "severity",
            "high",
        ),
        ("determination eq 'notMalicious'", "determination", "notMalicious"),
        (
            "classification eq 'truePositive'",
            "classification",
            "truePositive",
        ),
    ] {
        let path = format!("/v1.0/security/alerts_v2?$top=2000&$filter={filter}");
        let (_, page) = practice.call(&path, &token).await;
        let all = truth.as_array().unwrap().iter();
        let expected: Vec<Value> = all.filter(|one| one[field] == value).cloned().collect();
        assert!(!expected.is_empty());
        assert_eq!(page["value"], Value::from(expected), "{filter}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn one_alert_is_found_by_its_id_and_nothing_else_is_offered() {
    let practice = Practice::start().await;
    let token = practice.application_token(GRAPH).await;
    let (_, page) = practice.call("/v1.0/security/alerts_v2?$top=5", &token).await;
    assert_eq!(page["value"].as_array().unwrap().len(), 5);
    for alert in page["value"].as_array().unwrap() {
        let path = format!("/v1.0/security/alerts_v2/{}", alert["id"].as_str().unwrap());
        let (_, one) = practice.call(&path, &token).await;
        assert_eq!(one["title"], alert["title"]);
        let path = format!(
            "/v1.0/security/incidents/{}?$expand=alerts",
            alert["incidentId"].as_str().unwrap()
        );
        let (_, incident) = practice.call(&path, &token).await;
        assert!(incident["alerts"].as_array().unwrap().contains(alert));
    }
    for query in [
        "$orderby=createdDateTime",
        "$select=id",
        "$expand=evidence",
        "$filter=title eq 'x'",
        "$top=2001",
    ] {
        let (status, answer) = practice
            .call(&format!("/v1.0/security/alerts_v2?{query}"), &token)
            .await;
        assert_eq!(
            (status.as_u16(), &answer["error"]["code"]),
            (400, &json!("BadRequest")),
            "{query}"
        );
    }
    let (status, answer) = practice.call("/v1.0/security/alerts_v2/da1_1", &token).await;
    assert_eq!(
        (status.as_u16(), &answer["error"]["code"]),
        (404, &json!("NotFound"))
    );
    practice.stop().await;
}
