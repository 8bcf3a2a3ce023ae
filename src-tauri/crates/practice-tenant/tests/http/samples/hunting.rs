//! Hunting at the three addresses.

use serde_json::{Value, json};

use super::Samples;
use crate::harness::{GRAPH, MDE, XDR};
use crate::hunting::{BY_GRAPH, BY_MDE, BY_XDR, while_the_older_calls_last};

pub(crate) const SAMPLES: &[&str] = &[
    "graph_hunting_result.json",
    "mde_hunting_result.json",
    "xdr_hunting_result.json",
];

const QUERY: &str = "DeviceProcessEvents | where InitiatingProcessFileName =~ \"winword.exe\" | project Timestamp, FileName, InitiatingProcessFileName";

#[tokio::test]
async fn answers_to_queries_have_the_shape_of_the_published_ones() {
    let Some(samples) = Samples::open() else { return };
    let practice = while_the_older_calls_last(handrail_practice_tenant::Options::default()).await;
    for (path, scope, sample, query) in [
        (BY_GRAPH, GRAPH, "graph_hunting_result.json", QUERY.to_owned()),
        (BY_XDR, XDR, "xdr_hunting_result.json", QUERY.to_owned()),
        (
            BY_MDE,
            MDE,
            "mde_hunting_result.json",
            format!("{QUERY}, DeviceId"),
        ),
    ] {
        let token = practice.application_token(scope).await;
        let (status, answer) = practice.hunt(path, &token, &query).await;
        assert_eq!(status, 200, "{answer}");
        assert!(
            named(&answer, "Results").is_some_and(|rows| rows != &json!([])),
            "{path}"
        );
        samples.compare(&[sample], &answer, &[]);
    }
    practice.stop().await;
    samples.finish(SAMPLES);
}

/// A field in either spelling.
fn named<'a>(answer: &'a Value, name: &str) -> Option<&'a Value> {
    answer.get(name).or_else(|| answer.get(name.to_lowercase()))
}
