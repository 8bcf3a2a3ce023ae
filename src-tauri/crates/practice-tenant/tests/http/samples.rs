//! The bodies against the published samples, when a folder with them is at hand.

use std::path::PathBuf;

use serde_json::Value;

use crate::harness::{GRAPH, MDE, Practice, XDR};

fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("HANDRAIL_REFERENCE_SAMPLES").map(PathBuf::from);
    if folder.is_none() {
        println!("skipped: HANDRAIL_REFERENCE_SAMPLES names no folder");
    }
    folder
}

/// Every field of the sample is in the answer, with a value of the same type where both have one.
fn assert_like(sample: &Value, answer: &Value, at: &str) {
    match (sample, answer) {
        (Value::Object(sample), Value::Object(answer)) => {
            for (name, value) in sample {
                let found = answer
                    .get(name)
                    .unwrap_or_else(|| panic!("{at}.{name} is missing"));
                if !matches!(name.as_str(), "vmMetadata") {
                    assert_like(value, found, &format!("{at}.{name}"));
                }
            }
        }
        (Value::Array(sample), Value::Array(answer)) => {
            if let (Some(sample), Some(answer)) = (sample.first(), answer.first()) {
                assert_like(sample, answer, &format!("{at}[0]"));
            }
        }
        (Value::Null, _) | (_, Value::Null) => {}
        (sample, answer) => assert_eq!(
            std::mem::discriminant(sample),
            std::mem::discriminant(answer),
            "{at}: {sample} against {answer}"
        ),
    }
}

#[tokio::test]
async fn bodies_have_the_fields_of_the_published_samples() {
    let Some(folder) = samples() else { return };
    let practice = Practice::start().await;
    let cases = [
        (
            GRAPH,
            "/v1.0/security/incidents",
            "graph_security_incidents_list.json",
        ),
        (XDR, "/api/incidents", "xdr_incidents_list.json"),
        (MDE, "/api/alerts", "mde_alerts_list.json"),
        (
            MDE,
            "/api/alerts?$expand=evidence",
            "mde_alerts_list_expand_evidence.json",
        ),
    ];
    for (scope, path, file) in cases {
        let token = practice.application_token(scope).await;
        let (_, answer) = practice.call(path, &token).await;
        let sample: Value =
            serde_json::from_str(&std::fs::read_to_string(folder.join(file)).unwrap()).unwrap();
        let mut sample = sample["value"][0].clone();
        // The list's own type annotation is printed by the page only, not by the service.
        sample.as_object_mut().unwrap().remove("@odata.type");
        for one in answer["value"].as_array().unwrap() {
            assert_like(&sample, one, file);
        }
    }
    practice.stop().await;
}
