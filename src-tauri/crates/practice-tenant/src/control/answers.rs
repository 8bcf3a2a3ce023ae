//! `/practice/answers`: what is answered in place of the tenant's own words.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use crate::answers::Answers;
use crate::practice::Shared;

/// `GET /practice/answers`: those that are set, with how often each was used.
pub(super) async fn show(State(practice): State<Shared>) -> Json<Value> {
    Json(practice.answers.shown())
}

/// `POST /practice/answers` with `{"answers": [...]}` sets them in place of all that were set before.
pub(super) async fn set(
    State(practice): State<Shared>,
    wanted: Result<Json<Answers>, JsonRejection>,
) -> Response {
    let set = match wanted {
        Ok(Json(answers)) => practice.answers.set(answers),
        Err(rejected) => Err(rejected.body_text()),
    };
    match set {
        Ok(()) => Json(practice.answers.shown()).into_response(),
        Err(error) => (StatusCode::BAD_REQUEST, Json(json!({ "error": error }))).into_response(),
    }
}
