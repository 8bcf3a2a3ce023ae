//! The two older calls for hunting (MicrosoftDocs/defender-docs: defender-xdr/api-advanced-hunting.md,
//! defender-endpoint/api/run-advanced-query-api.md).
//!
//! They end on 1 February 2027. The announcement says that they return no data from then on, and not how: here the answer
//! is 200 with no columns and no rows, by the practice clock.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use crate::api_request::ApiRequest;
use crate::bearer::Needs;
use crate::catalogue::Resource;
use crate::defender::error::DefenderError;
use crate::defender::list::admitted;
use crate::hunting::{Casing, Found, HuntingError, OLDER_CALLS_END, Question, Scope, Timespan};

const XDR: Needs = Needs {
    resource: Resource::Xdr,
    roles: &["AdvancedHunting.Read.All"],
    scopes: &["AdvancedHunting.Read"],
};

const ENDPOINT: Needs = Needs {
    resource: Resource::Mde,
    roles: &["AdvancedQuery.Read.All"],
    scopes: &["AdvancedQuery.Read"],
};

/// Of Defender XDR: every table, and what it cost.
pub(super) async fn run(request: ApiRequest, body: Bytes) -> Result<Response, DefenderError> {
    let found = found(&request, &body, &XDR, Scope::Everything).await?;
    let stats = format!("\"Stats\":{},", stats(&found));
    Ok(printed(&[b"{", stats.as_bytes(), &found.lists, b"}"]))
}

/// Of Defender for Endpoint: its own tables only.
pub(super) async fn run_on_devices(request: ApiRequest, body: Bytes) -> Result<Response, DefenderError> {
    let found = found(&request, &body, &ENDPOINT, Scope::Devices).await?;
    Ok(printed(&[b"{", &found.lists, b"}"]))
}

async fn found(
    request: &ApiRequest,
    body: &[u8],
    needs: &Needs,
    scope: Scope,
) -> Result<Found, DefenderError> {
    let caller = admitted(request, needs)?;
    let query = query(body)?;
    let now = request.practice.now();
    if now >= OLDER_CALLS_END {
        return Ok(Found::nothing(Casing::Defender));
    }
    let question = Question {
        query,
        scope,
        span: Timespan::usual(now),
    };
    let hunting = &request.practice.hunting;
    Ok(hunting
        .ask(&caller.story, question, Casing::Defender, now)
        .await?)
}

/// "Body parameter names are case-sensitive" (defender-endpoint/api/common-errors.md). Whatever is wrong with the body,
/// the service says this of it (MicrosoftDocs/microsoft-365-docs issue 10581).
fn query(body: &[u8]) -> Result<String, DefenderError> {
    let missing = || {
        DefenderError::new(
            StatusCode::BAD_REQUEST,
            "InvalidRequestBody",
            "Missing query.".to_owned(),
        )
    };
    let body: Value = serde_json::from_slice(body).map_err(|_| missing())?;
    let query = body.get("Query").and_then(Value::as_str);
    let query = query.filter(|query| !query.trim().is_empty());
    query.map(str::to_owned).ok_or_else(missing)
}

fn printed(pieces: &[&[u8]]) -> Response {
    ([(CONTENT_TYPE, "application/json")], pieces.concat()).into_response()
}

/// The fields of the page's example. What a computer of one's own cannot know is zero.
fn stats(found: &Found) -> Value {
    let none = json!({"hits": 0, "misses": 0, "total": 0});
    let time = clock(found.took);
    json!({
        "ExecutionTime": found.took.as_secs_f64(),
        "resource_usage": {
            "cache": {"memory": none, "disk": none},
            "cpu": {"user": time, "kernel": "00:00:00", "total cpu": time},
            "memory": {"peak_per_node": 0},
        },
        "dataset_statistics": [{"table_row_count": found.rows, "table_size": found.lists.len()}],
    })
}

/// `00:00:19.0468750`.
fn clock(took: Duration) -> String {
    let seconds = took.as_secs();
    let ticks = took.subsec_nanos() / 100;
    format!(
        "{:02}:{:02}:{:02}.{ticks:07}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

impl From<HuntingError> for DefenderError {
    fn from(error: HuntingError) -> Self {
        let (status, code) = match error {
            HuntingError::Failed => (StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError"),
            HuntingError::Query(_) | HuntingError::TooLarge => (StatusCode::BAD_REQUEST, "BadRequest"),
        };
        Self::new(status, code, error.message().to_owned())
    }
}
