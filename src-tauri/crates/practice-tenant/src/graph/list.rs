//! What the security lists and single bodies of Graph have in common.

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use crate::api_request::{self, Admitted, ApiRequest};
use crate::bearer::Needs;
use crate::entra::Params;
use crate::graph::error::GraphError;
use crate::odata::{ListQuery, Offer, QueryError, Record};

/// The answer as it goes out: an error carries ids of the request.
pub(super) fn answered(request: &ApiRequest, result: Result<Value, GraphError>) -> Response {
    match result {
        Ok(body) => Json(body).into_response(),
        Err(error) => error.response(&request.headers, request.practice.now()),
    }
}

/// Lets in whoever has one of the permissions, or refuses in Graph's words.
pub(super) fn admitted(request: &ApiRequest, needs: &Needs) -> Result<Admitted, GraphError> {
    request
        .admit(needs)
        .map_err(|refused| GraphError::refused(&refused, needs))
}

pub(super) fn bad_request(message: impl Into<String>) -> GraphError {
    GraphError::new(StatusCode::BAD_REQUEST, "BadRequest", message)
}

impl From<QueryError> for GraphError {
    fn from(error: QueryError) -> Self {
        bad_request(error.to_string())
    }
}

/// The query options, as far as they are offered.
pub(super) fn options(request: &ApiRequest, offer: &Offer) -> Result<ListQuery, GraphError> {
    Ok(ListQuery::parse(&Params::parse(request.query.as_bytes()), offer)?)
}

/// A page of a list. `set` is its name in the metadata document.
pub(super) fn page<R: Record + Clone>(
    request: &ApiRequest,
    caller: &Admitted,
    set: &str,
    asked: (&ListQuery, usize),
    records: impl Iterator<Item = R> + Clone,
    print: impl Fn(&R) -> Value,
) -> Value {
    request.page(caller, &context(request, set), asked, records, print)
}

/// One thing by itself.
pub(super) fn entity(request: &ApiRequest, set: &str, entity: Value) -> Value {
    api_request::entity(&context(request, &format!("{set}/$entity")), entity)
}

pub(super) fn context(request: &ApiRequest, set: &str) -> String {
    format!("{}/v1.0/$metadata#security/{set}", request.address)
}
