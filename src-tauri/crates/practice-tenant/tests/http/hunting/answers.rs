//! What queries find, and how each address prints it.

use std::collections::BTreeSet;

use handrail_practice_tenant::Options;
use reqwest::Method;
use serde_json::{Value, json};

use super::{BY_GRAPH, BY_GRAPH_IN_FULL, BY_MDE, BY_XDR, error, while_the_older_calls_last};
use crate::harness::{GRAPH, MDE, Practice, XDR};

/// The rows that a query finds through Graph.
async fn rows(practice: &Practice, token: &str, query: &str) -> Vec<Value> {
    let body = json!({"Query": query, "Timespan": "P90D"});
    let (status, answer) = practice.send(Method::POST, BY_GRAPH, token, &body).await;
    assert_eq!(status, 200, "{query}: {answer}");
    answer["results"].as_array().unwrap().clone()
}

fn texts(rows: &[Value], column: &str) -> BTreeSet<String> {
    rows.iter()
        .map(|row| row[column].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn each_address_prints_the_same_rows_in_its_own_spelling() {
    let practice = while_the_older_calls_last(Options::default()).await;
    let query = "DeviceInfo | summarize Reports = count() by DeviceName, OSPlatform | sort by DeviceName asc";
    let graph = practice.application_token(GRAPH).await;
    let (_, of_graph) = practice.hunt(BY_GRAPH, &graph, query).await;
    let (_, in_full) = practice.hunt(BY_GRAPH_IN_FULL, &graph, query).await;
    let (_, of_xdr) = practice
        .hunt(BY_XDR, &practice.application_token(XDR).await, query)
        .await;
    let (_, of_mde) = practice
        .hunt(BY_MDE, &practice.application_token(MDE).await, query)
        .await;
    let columns = [
        ("DeviceName", "String"),
        ("OSPlatform", "String"),
        ("Reports", "Int64"),
    ];
    let small: Vec<Value> = columns
        .iter()
        .map(|(name, of)| json!({"name": name, "type": of}))
        .collect();
    let large: Vec<Value> = columns
        .iter()
        .map(|(name, of)| json!({"Name": name, "Type": of}))
        .collect();
    assert_eq!(of_graph["schema"], json!(small));
    assert!(
        of_graph["@odata.context"]
            .as_str()
            .unwrap()
            .ends_with("#microsoft.graph.security.huntingQueryResults")
    );
    assert_eq!(of_graph, in_full, "one action under two names");
    for answer in [&of_xdr, &of_mde] {
        assert_eq!(answer["Schema"], json!(large));
        assert_eq!(answer["Results"], of_graph["results"]);
    }
    assert_eq!(
        of_xdr["Stats"]["dataset_statistics"][0]["table_row_count"],
        of_xdr["Results"].as_array().unwrap().len()
    );
    assert!(of_mde.get("Stats").is_none());
    practice.stop().await;
}

#[tokio::test]
async fn graph_takes_the_names_of_its_parameters_in_any_case() {
    let practice = Practice::start().await;
    let token = practice.application_token(GRAPH).await;
    let mut counts = Vec::new();
    for body in [
        json!({"Query": "AlertInfo | count"}),
        json!({"query": "AlertInfo | count", "timespan": "P90D"}),
    ] {
        let (status, answer) = practice.send(Method::POST, BY_GRAPH, &token, &body).await;
        assert_eq!(status, 200, "{answer}");
        counts.push(answer["results"][0]["Count"].as_i64().unwrap());
    }
    assert!(
        counts[0] < counts[1],
        "thirty days hold less than ninety: {counts:?}"
    );
    practice.stop().await;
}

#[tokio::test]
async fn the_alerts_of_hunting_are_those_of_alerts_v2() {
    let practice = Practice::start().await;
    let token = practice.application_token(GRAPH).await;
    let found = rows(&practice, &token, "AlertInfo | project AlertId, Title, Timestamp").await;
    let truth = practice.truth().await;
    let alerts = truth["graphAlerts"].as_array().unwrap();
    assert_eq!(texts(&found, "AlertId"), texts(alerts, "id"));
    for row in &found {
        let alert = alerts.iter().find(|alert| alert["id"] == row["AlertId"]).unwrap();
        assert_eq!(
            (&row["Title"], &row["Timestamp"]),
            (&alert["title"], &alert["createdDateTime"])
        );
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_process_of_an_alert_is_found_under_its_id_on_its_device() {
    let practice = Practice::start().await;
    let token = practice.application_token(GRAPH).await;
    let truth = practice.truth().await;
    let mut evidence = truth["alerts"].as_array().unwrap().iter().flat_map(|alert| {
        let all = alert["evidence"].as_array().unwrap().iter();
        all.filter(|one| one["entityType"] == "Process")
            .map(move |one| (&alert["machineId"], one))
    });
    let (machine, process) = evidence.next().unwrap();
    let query = format!(
        "DeviceProcessEvents | where DeviceId == {machine} and ProcessId == {} | project Timestamp, FileName, SHA1, ProcessCommandLine",
        process["processId"]
    );
    let found = rows(&practice, &token, &query).await;
    let row = found
        .iter()
        .find(|row| row["Timestamp"] == process["processCreationTime"])
        .unwrap();
    assert_eq!(row["FileName"], process["fileName"]);
    assert_eq!(row["SHA1"], process["sha1"]);
    assert_eq!(row["ProcessCommandLine"], process["processCommandLine"]);
    practice.stop().await;
}

#[tokio::test]
async fn weak_software_is_the_same_in_the_tables_and_in_the_lists() {
    let practice = Practice::start().await;
    let graph = practice.application_token(GRAPH).await;
    let mde = practice.application_token(MDE).await;
    let query = "DeviceTvmSoftwareVulnerabilities | summarize Devices = dcount(DeviceId) by CveId";
    let found = rows(&practice, &graph, query).await;
    assert!(found.len() > 5);
    for row in found {
        let path = format!("/api/vulnerabilities/{}", row["CveId"].as_str().unwrap());
        let (_, one) = practice.call(&path, &mde).await;
        assert_eq!(one["exposedMachines"], row["Devices"], "{path}");
    }
    practice.stop().await;
}

#[tokio::test]
async fn a_bad_query_is_answered_with_what_is_wrong_and_what_to_do() {
    let practice = while_the_older_calls_last(Options::default()).await;
    let xdr = practice.application_token(XDR).await;
    for (query, advice) in [
        ("DeviceInfo | where", "Fix syntax errors in your query."),
        ("NoSuchTable | take 1", "Fix semantic errors in your query."),
        (
            "DeviceInfo | project NoSuchColumn",
            "Fix semantic errors in your query.",
        ),
    ] {
        let (status, answer) = practice.hunt(BY_XDR, &xdr, query).await;
        let (code, message) = error(&answer);
        assert_eq!((status.as_u16(), code), (400, "BadRequest"), "{query}");
        assert!(message.ends_with(advice), "{query}: {message}");
    }
    let mde = practice.application_token(MDE).await;
    let (status, answer) = practice.hunt(BY_MDE, &mde, "EmailEvents | take 1").await;
    assert_eq!(status, 400);
    assert!(
        error(&answer).1.contains("'EmailEvents'"),
        "Defender for Endpoint has tables of devices only: {answer}"
    );
    practice.stop().await;
}

#[tokio::test]
async fn too_many_rows_and_too_much_work_are_refused() {
    let practice = Practice::start().await;
    let token = practice.application_token(GRAPH).await;
    let pairs = "DeviceFileEvents | extend k = 1 | join kind=inner (DeviceFileEvents | extend k = 1) on k";
    for query in [format!("{pairs} | project k"), format!("{pairs} | count")] {
        let (status, answer) = practice.hunt(BY_GRAPH, &token, &query).await;
        let (code, message) = error(&answer);
        assert_eq!((status.as_u16(), code), (400, "BadRequest"), "{query}");
        assert!(message.contains("exceeded the allowed result size"), "{message}");
    }
    practice.stop().await;
}
