//! All routes, and what happens to every request on its way.

use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler as _;
use axum::http::header::{CONTENT_LENGTH, DATE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use serde_json::json;

use crate::address::{Scheme, guard};
use crate::practice::{Call, Shared};
use crate::scenario::Scenario;
use crate::{control, defender, entra, graph, portal};

/// The largest form or body that is read.
const LARGEST_BODY: usize = 64 * 1024;

/// Everything that one origin serves.
pub(crate) fn router(practice: &Shared, scheme: Scheme) -> Router {
    let apis = graph::router()
        .merge(defender::router())
        .layer(from_fn_with_state(practice.clone(), api_call));
    Router::new()
        .route("/", get(|| async { Redirect::temporary("/portal") }))
        .merge(apis)
        .merge(portal::router())
        .merge(control::router())
        .merge(entra::router())
        .fallback(absent)
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state((practice.clone(), scheme), guard))
        .layer(from_fn_with_state(practice.clone(), dated))
        .with_state(practice.clone())
}

/// Everything that no other room answers for is the sign-in service's: there a tenant comes first.
async fn absent(State(practice): State<Shared>, request: Request) -> Response {
    let path = request.uri().path();
    let elsewhere = ["/portal", "/practice", "/v1.0", "/beta", "/api"];
    if elsewhere.iter().any(|room| path.starts_with(room)) {
        return StatusCode::NOT_FOUND.into_response();
    }
    entra::no_such_address.call(request, practice).await
}

/// The tenant's own time on every answer, which is not always the computer's.
async fn dated(State(practice): State<Shared>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let now = practice.now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
    if let Ok(now) = HeaderValue::from_str(&now) {
        response.headers_mut().insert(DATE, now);
    }
    response
}

/// Notes every call to an API, and shows the faults that are switched on.
async fn api_call(State(practice): State<Shared>, request: Request, next: Next) -> Response {
    let method = request.method().to_string();
    let path = request
        .uri()
        .path_and_query()
        .map_or_else(String::new, ToString::to_string);
    if practice.switches.is_on(Scenario::Slow) {
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let response = if practice.switches.throttles_this_call() {
        throttled(path.starts_with("/v1.0/"))
    } else {
        next.run(request).await
    };
    practice.calls.push(Call {
        method,
        path,
        status: response.status().as_u16(),
    });
    if practice.switches.is_on(Scenario::BrokenJson) && response.status().is_success() {
        return cut_off(response).await;
    }
    response
}

fn throttled(graph: bool) -> Response {
    let message = if graph {
        "Too Many Requests"
    } else {
        "Too many requests, try again later"
    };
    let body = json!({"error": {"code": "TooManyRequests", "message": message}});
    (
        StatusCode::TOO_MANY_REQUESTS,
        [(RETRY_AFTER, "1")],
        axum::Json(body),
    )
        .into_response()
}

/// Keeps the first half of a body.
async fn cut_off(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let half = bytes.slice(..bytes.len() / 2);
    parts
        .headers
        .insert(CONTENT_LENGTH, HeaderValue::from(half.len()));
    Response::from_parts(parts, Body::from(half))
}
