//! `POST /v1.0/security/runHuntingQuery` (microsoftgraph/microsoft-graph-docs-contrib:
//! security-security-runhuntingquery.md).

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value};

use crate::api_request::ApiRequest;
use crate::bearer::Needs;
use crate::catalogue::Resource;
use crate::graph::error::GraphError;
use crate::graph::list::{admitted, bad_request};
use crate::hunting::{Casing, HuntingError, Question, Scope, Timespan};

const READ: Needs = Needs {
    resource: Resource::Graph,
    roles: &["ThreatHunting.Read.All"],
    scopes: &["ThreatHunting.Read.All"],
};

pub(super) async fn run(request: ApiRequest, body: Bytes) -> Response {
    match answer(&request, &body).await {
        Ok(body) => ([(CONTENT_TYPE, "application/json")], body).into_response(),
        Err(error) => error.response(&request.headers, request.practice.now()),
    }
}

async fn answer(request: &ApiRequest, body: &[u8]) -> Result<Vec<u8>, GraphError> {
    let caller = admitted(request, &READ)?;
    let now = request.practice.now();
    let parameters: Map<String, Value> =
        serde_json::from_slice(body).map_err(|_| bad_request("Unable to read JSON request payload."))?;
    let query = parameter(&parameters, "Query").ok_or_else(|| bad_request("Missing query."))?;
    let span = match parameter(&parameters, "Timespan") {
        None => Timespan::usual(now),
        Some(text) => {
            Timespan::parse(text, now).ok_or_else(|| bad_request(format!("Invalid timespan '{text}'.")))?
        }
    };
    let question = Question {
        query: query.to_owned(),
        scope: Scope::Everything,
        span,
    };
    let practice = &request.practice;
    let found = practice
        .hunting
        .ask(&caller.story, question, Casing::Graph, now)
        .await?;
    let context = format!(
        "{{\"@odata.context\":\"{}/v1.0/$metadata#microsoft.graph.security.huntingQueryResults\",",
        request.address
    );
    Ok([context.as_bytes(), &found.lists, b"}"].concat())
}

/// Microsoft's own clients write `query`, the page writes `Query`.
fn parameter<'a>(parameters: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    let (_, value) = parameters
        .iter()
        .find(|(found, _)| found.eq_ignore_ascii_case(name))?;
    value.as_str().filter(|text| !text.trim().is_empty())
}

impl From<HuntingError> for GraphError {
    fn from(error: HuntingError) -> Self {
        match error {
            // As recorded in microsoftgraph/microsoft-graph-docs issue 19084: no word about what went wrong.
            HuntingError::Failed => Self::new(StatusCode::INTERNAL_SERVER_ERROR, "UnknownError", ""),
            other => bad_request(other.message()),
        }
    }
}
