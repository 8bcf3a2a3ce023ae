//! Security incidents and alerts of Microsoft Graph.

use reqwest::Method;
use serde_json::json;

use super::{Samples, Tolerance};
use crate::harness::{GRAPH, Practice};

pub(crate) const SAMPLES: &[&str] = &[
    "graph_error.json",
    "graph_error_403_missing_roles.json",
    "graph_security_alert_update_response.json",
    "graph_security_alerts_v2_list.json",
    "graph_security_incident_single.json",
    "graph_security_incidents_list.json",
    "graph_security_incidents_list_expand_alerts.json",
];

const PAGE_ONLY: &str =
    "printed by the page only, not by the service: the type is the one that the list declares";
const CONTEXT: &str = "always sent with metadata=minimal, the default (OData JSON 4.01, section 3.1.2)";
const NEXT: &str = "the sample is the whole list, this is its first page";
const IN_ALERTS: &str = "shown by the sample of alerts_v2";
const OTHER_EVIDENCE: &str = "a resource type of its own page, not shown by this sample";

const LIST: &[Tolerance] = &[
    (".@odata.context", CONTEXT),
    (".@odata.nextLink", NEXT),
    (".value[].@odata.type", PAGE_ONLY),
];

const EXPANDED: &[Tolerance] = &[
    (".@odata.context", CONTEXT),
    (".@odata.nextLink", NEXT),
    (".value[].@odata.type", PAGE_ONLY),
    (".value[].alerts[].@odata.type", PAGE_ONLY),
    (".value[].tags", "the older name of customTags"),
    (".value[].customTags", "the current name of tags"),
    (
        ".value[].alerts[].evidence[]<analyzedMessageEvidence>",
        OTHER_EVIDENCE,
    ),
    (".value[].alerts[].evidence[]<ipEvidence>", OTHER_EVIDENCE),
    (".value[].alerts[].evidence[]<mailboxEvidence>", OTHER_EVIDENCE),
    (".value[].alerts[].systemTags", IN_ALERTS),
    (
        ".value[].alerts[].evidence[]<registryValueEvidence>",
        OTHER_EVIDENCE,
    ),
    (".value[].alerts[].evidence[]<urlEvidence>", OTHER_EVIDENCE),
    (".value[].alerts[].evidence[]<userEvidence>", OTHER_EVIDENCE),
    (
        ".value[].alerts[].evidence[]<processEvidence>.userAccount.displayName",
        IN_ALERTS,
    ),
];

const ALERTS: &[Tolerance] = &[
    (".@odata.context", CONTEXT),
    (".@odata.nextLink", NEXT),
    (".value[].@odata.type", PAGE_ONLY),
    (".value[].evidence[]<analyzedMessageEvidence>", OTHER_EVIDENCE),
    (".value[].evidence[]<ipEvidence>", OTHER_EVIDENCE),
    (".value[].evidence[]<mailboxEvidence>", OTHER_EVIDENCE),
    (".value[].evidence[]<registryValueEvidence>", OTHER_EVIDENCE),
    (".value[].evidence[]<urlEvidence>", OTHER_EVIDENCE),
    (".value[].evidence[]<userEvidence>", OTHER_EVIDENCE),
];

/// Graph's errors carry the ids of the request and of the client.
const ERROR: &[Tolerance] = &[(
    ".error.innerError.client-request-id",
    "named by the page's table, left out of its example",
)];

const ONE: &[Tolerance] = &[(".@odata.context", CONTEXT), (".@odata.type", PAGE_ONLY)];

#[tokio::test]
async fn bodies_of_graph_security_have_the_shape_of_the_published_ones() {
    let Some(samples) = Samples::open() else { return };
    let practice = Practice::start().await;
    let token = practice.application_token(GRAPH).await;
    let (_, list) = practice.call("/v1.0/security/incidents", &token).await;
    samples.compare(&["graph_security_incidents_list.json"], &list, LIST);
    let (_, expanded) = practice
        .call("/v1.0/security/incidents?$expand=alerts", &token)
        .await;
    samples.compare(
        &["graph_security_incidents_list_expand_alerts.json"],
        &expanded,
        EXPANDED,
    );
    let id = list["value"][0]["id"].as_str().unwrap();
    let (_, one) = practice
        .call(&format!("/v1.0/security/incidents/{id}"), &token)
        .await;
    samples.compare(&["graph_security_incident_single.json"], &one, ONE);
    let (_, alerts) = practice.call("/v1.0/security/alerts_v2", &token).await;
    samples.compare(&["graph_security_alerts_v2_list.json"], &alerts, ALERTS);
    let (_, unknown) = practice.call("/v1.0/security/incidents/1", &token).await;
    samples.compare(&["graph_error.json"], &unknown, ERROR);
    let reading = practice.reading_token(GRAPH).await;
    let (_, read_only) = practice
        .send(Method::PATCH, "/v1.0/security/incidents/1", &reading, &json!({}))
        .await;
    samples.compare(&["graph_error_403_missing_roles.json"], &read_only, &[]);
    let path = format!(
        "/v1.0/security/alerts_v2/{}",
        alerts["value"][0]["id"].as_str().unwrap()
    );
    let body = json!({
        "assignedTo": "secAdmin@contoso.onmicrosoft.com", "classification": "truePositive",
        "determination": "malware", "status": "inProgress",
    });
    let (_, updated) = practice.send(Method::PATCH, &path, &token, &body).await;
    samples.compare(&["graph_security_alert_update_response.json"], &updated, ONE);
    practice.stop().await;
    samples.finish(SAMPLES);
}
