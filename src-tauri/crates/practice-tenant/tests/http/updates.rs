//! Changes to incidents and alerts, seen from every API.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{GRAPH, MDE, Practice, XDR};

/// The home tenant with a token for each API that may write.
struct Writing {
    practice: Practice,
    graph: String,
    xdr: String,
    mde: String,
}

impl Writing {
    async fn start() -> Self {
        let practice = Practice::start().await;
        Self {
            graph: practice.application_token(GRAPH).await,
            xdr: practice.application_token(XDR).await,
            mde: practice.application_token(MDE).await,
            practice,
        }
    }

    async fn patch(&self, path: &str, body: &Value) -> (u16, Value) {
        let token = if path.starts_with("/v1.0/") {
            &self.graph
        } else if path.contains("incidents") {
            &self.xdr
        } else {
            &self.mde
        };
        let (status, answer) = self.practice.send(Method::PATCH, path, token, body).await;
        (status.as_u16(), answer)
    }

    /// An incident of one endpoint alert as Graph tells it, with its alerts.
    async fn incident(&self) -> Value {
        let path = "/v1.0/security/incidents?$expand=alerts&$filter=status eq 'active'";
        let (_, list) = self.practice.call(path, &self.graph).await;
        let mut all = list["value"].as_array().unwrap().iter();
        let is_endpoint = |one: &&Value| {
            let alerts = one["alerts"].as_array().unwrap();
            alerts
                .iter()
                .all(|alert| alert["serviceSource"] == "microsoftDefenderForEndpoint")
        };
        all.find(is_endpoint).unwrap().clone()
    }
}

#[tokio::test]
async fn an_incident_updated_in_defender_xdr_is_updated_everywhere() {
    let writing = Writing::start().await;
    let before = writing.incident().await;
    let id = before["id"].as_str().unwrap();
    let body = json!({
        "status": "Resolved", "assignedTo": "secop2@contoso.com", "classification": "TruePositive",
        "determination": "Malware", "tags": ["Yossi's playground"], "comment": "pen testing",
    });
    let (status, xdr) = writing.patch(&format!("/api/incidents/{id}"), &body).await;
    assert_eq!(status, 200, "{xdr}");
    for field in ["status", "assignedTo", "classification", "determination", "tags"] {
        assert_eq!(xdr[field], body[field]);
    }
    let comment = xdr["comments"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&comment["comment"], &comment["createdBy"]),
        (&json!("pen testing"), &json!("Incident reader (application)"))
    );

    let path = format!("/v1.0/security/incidents/{id}?$expand=alerts");
    let (_, graph) = writing.practice.call(&path, &writing.graph).await;
    assert_eq!(graph["status"], "resolved");
    assert_eq!(graph["determination"], "malware");
    assert_eq!(graph["customTags"], body["tags"]);
    assert_eq!(graph["comments"], xdr["comments"]);
    assert_eq!(graph["lastUpdateDateTime"], xdr["lastUpdateTime"]);
    assert!(graph["lastUpdateDateTime"].as_str() > before["lastUpdateDateTime"].as_str());
    let alert = &graph["alerts"][0];
    assert_eq!(
        (&alert["status"], &alert["assignedTo"]),
        (&json!("resolved"), &body["assignedTo"])
    );

    let path = format!("/api/alerts/{}", alert["id"].as_str().unwrap());
    let (_, mde) = writing.practice.call(&path, &writing.mde).await;
    assert_eq!(
        (&mde["status"], &mde["determination"]),
        (&json!("Resolved"), &json!("Malware"))
    );
    assert_eq!(mde["resolvedTime"], alert["resolvedDateTime"]);

    let filter = "/api/incidents?$filter=assignedTo eq 'secop2@contoso.com' and status eq 'Resolved'";
    let (_, found) = writing.practice.call(filter, &writing.xdr).await;
    assert_eq!(found["value"].as_array().unwrap().len(), 1);
    let truth = writing.practice.truth().await;
    let held = |part: &str, field: &str, id: &Value| {
        let mut all = truth[part].as_array().unwrap().iter();
        all.find(|one| one[field] == *id).unwrap().clone()
    };
    assert_eq!(
        held("xdrIncidents", "incidentId", &xdr["incidentId"])["comments"],
        xdr["comments"]
    );
    assert_eq!(held("incidents", "id", &graph["id"])["status"], "resolved");
    assert_eq!(held("alerts", "id", &alert["id"])["status"], "Resolved");
    assert_eq!(held("graphAlerts", "id", &alert["id"]), *alert);
    writing.practice.stop().await;
}

#[tokio::test]
async fn an_incident_updated_in_graph_is_updated_everywhere_and_keeps_its_comments() {
    let writing = Writing::start().await;
    let id = writing.incident().await["id"].as_str().unwrap().to_owned();
    let path = format!("/v1.0/security/incidents/{id}");
    let body = json!({"classification": "TruePositive", "determination": "MultiStagedAttack", "customTags": ["Demo"], "assignedTo": null});
    let (status, graph) = writing.patch(&path, &body).await;
    assert_eq!(status, 200, "{graph}");
    assert_eq!(
        (&graph["classification"], &graph["assignedTo"]),
        (&json!("truePositive"), &Value::Null)
    );
    for text in ["first", "second"] {
        let body = json!({"@odata.type": "microsoft.graph.security.alertComment", "comment": text});
        let comments = format!("{path}/comments");
        let (status, answer) = writing
            .practice
            .send(Method::POST, &comments, &writing.graph, &body)
            .await;
        assert_eq!(status, 200, "{answer}");
        let last = answer["value"].as_array().unwrap().last().unwrap();
        assert_eq!(last["comment"], text);
        assert!(last["createdDateTime"].is_string() && last["createdByDisplayName"].is_string());
    }
    let (_, xdr) = writing
        .practice
        .call(&format!("/api/incidents/{id}"), &writing.xdr)
        .await;
    assert_eq!(
        (&xdr["determination"], &xdr["tags"]),
        (&json!("MultiStagedAttack"), &json!(["Demo"]))
    );
    let comments = xdr["comments"].as_array().unwrap();
    let texts: Vec<&str> = comments
        .iter()
        .rev()
        .take(2)
        .map(|one| one["comment"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["second", "first"]);
    writing.practice.stop().await;
}

#[tokio::test]
async fn alerts_are_updated_one_by_one_and_in_a_batch() {
    let writing = Writing::start().await;
    let incident = writing.incident().await;
    let id = incident["alerts"][0]["id"].as_str().unwrap();
    let body = json!({"status": "InProgress", "assignedTo": "secop2@contoso.com", "comment": "mine"});
    let (status, mde) = writing.patch(&format!("/api/v1.0/alerts/{id}"), &body).await;
    assert_eq!((status, &mde["status"]), (200, &json!("InProgress")), "{mde}");
    let path = format!("/v1.0/security/alerts_v2/{id}");
    let (_, graph) = writing.practice.call(&path, &writing.graph).await;
    assert_eq!(
        (&graph["status"], &graph["assignedTo"]),
        (&json!("inProgress"), &body["assignedTo"])
    );
    let (status, graph) = writing
        .patch(&path, &json!({"status": "resolved", "determination": "clean"}))
        .await;
    assert_eq!(
        (status, &graph["determination"]),
        (200, &json!("notMalicious")),
        "{graph}"
    );

    let (_, list) = writing.practice.call("/api/alerts?$top=3", &writing.mde).await;
    let ids: Vec<&Value> = list["value"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["id"])
        .collect();
    let body = json!({
        "alertIds": ids, "status": "Resolved", "assignedTo": "secop2@contoso.com", "classification": "FalsePositive",
        "determination": "Malware", "comment": "Resolve my alert and assign to secop2",
    });
    let (status, answer) = writing
        .practice
        .send(Method::POST, "/api/alerts/batchUpdate", &writing.mde, &body)
        .await;
    assert_eq!((status.as_u16(), answer), (200, Value::Null));
    let (_, list) = writing.practice.call("/api/alerts?$top=3", &writing.mde).await;
    assert_eq!(list["value"].as_array().unwrap().len(), 3);
    for alert in list["value"].as_array().unwrap() {
        assert_eq!(
            (&alert["status"], &alert["classification"]),
            (&json!("Resolved"), &json!("FalsePositive"))
        );
    }
    let unknown = json!({"alertIds": [ids[0], "da637399794050273582_760707377"], "status": "New"});
    let (status, answer) = writing
        .practice
        .send(Method::POST, "/api/alerts/batchUpdate", &writing.mde, &unknown)
        .await;
    assert_eq!(
        (status.as_u16(), &answer["error"]["code"]),
        (404, &json!("ResourceNotFound"))
    );
    let (_, same) = writing.practice.call("/api/alerts?$top=3", &writing.mde).await;
    assert_eq!(same, list, "none is changed when one is unknown");
    writing.practice.stop().await;
}

#[tokio::test]
async fn reading_is_not_enough_to_write() {
    let practice = Practice::start().await;
    let (xdr, mde) = (
        practice.reading_token(XDR).await,
        practice.reading_token(MDE).await,
    );
    let graph = practice.reading_token(GRAPH).await;
    for (method, path, token, missing) in [
        (
            Method::PATCH,
            "/api/incidents/1001",
            &xdr,
            "Incident.ReadWrite.All",
        ),
        (Method::PATCH, "/api/alerts/x", &mde, "Alert.ReadWrite.All"),
        (
            Method::POST,
            "/api/alerts/batchUpdate",
            &mde,
            "Alert.ReadWrite.All",
        ),
        (
            Method::PATCH,
            "/v1.0/security/incidents/1001",
            &graph,
            "SecurityIncident.ReadWrite.All",
        ),
        (
            Method::POST,
            "/v1.0/security/incidents/1001/comments",
            &graph,
            "SecurityIncident.ReadWrite.All",
        ),
        (
            Method::PATCH,
            "/v1.0/security/alerts_v2/x",
            &graph,
            "SecurityAlert.ReadWrite.All",
        ),
    ] {
        let (status, answer) = practice
            .send(method, path, token, &json!({"status": "Resolved"}))
            .await;
        assert_eq!(status, 403, "{path}: {answer}");
        let message = answer["error"]["message"].as_str().unwrap();
        let needed = format!("Missing application roles. API required roles: {missing}, application roles: ");
        assert!(message.starts_with(&needed), "{message}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_body_that_does_not_belong_there_is_refused_and_changes_nothing() {
    let writing = Writing::start().await;
    let incident = writing.incident().await;
    let id = incident["id"].as_str().unwrap();
    let alert = incident["alerts"][0]["id"].as_str().unwrap();
    let (xdr, mde) = (format!("/api/incidents/{id}"), format!("/api/alerts/{alert}"));
    let graph = format!("/v1.0/security/incidents/{id}");
    for (path, body, code) in [
        (&xdr, json!({"Status": "Resolved"}), "InvalidRequestBody"),
        (&xdr, json!({"status": "New"}), "InvalidRequestBody"),
        (&xdr, json!({}), "InvalidRequestBody"),
        (&mde, json!({"status": "Active"}), "InvalidRequestBody"),
        (&mde, json!({"tags": ["x"]}), "InvalidRequestBody"),
        (&graph, json!({"status": "open"}), "BadRequest"),
        (&graph, json!({"severity": "low"}), "BadRequest"),
        (&graph, json!({"colour": "red"}), "BadRequest"),
    ] {
        let (status, answer) = writing.patch(path, &body).await;
        assert_eq!(
            (status, answer["error"]["code"].as_str().unwrap()),
            (400, code),
            "{path} {body}"
        );
    }
    let no_ids = json!({"status": "Resolved"});
    let (status, answer) = writing
        .practice
        .send(Method::POST, "/api/alerts/batchUpdate", &writing.mde, &no_ids)
        .await;
    assert_eq!(
        (status.as_u16(), &answer["error"]["code"]),
        (400, &json!("MissingRequiredParameter"))
    );
    assert_eq!(
        writing
            .patch("/api/incidents/7", &json!({"status": "Resolved"}))
            .await
            .0,
        404
    );
    let path = "/v1.0/security/alerts_v2/da1_1";
    assert_eq!(writing.patch(path, &json!({"status": "resolved"})).await.0, 404);
    assert_eq!(writing.incident().await, incident);
    writing.practice.stop().await;
}
