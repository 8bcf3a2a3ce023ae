//! All routes, and what happens to every request on its way.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::handler::Handler as _;
use axum::http::header::DATE;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;

use crate::address::{Scheme, guard};
use crate::answers::answered;
use crate::api::{Api, in_its_shape};
use crate::faults::api_call;
use crate::practice::Shared;
use crate::{control, defender, entra, graph, portal};

/// The largest form or body that is read.
const LARGEST_BODY: usize = 64 * 1024;

/// Everything that one origin serves.
pub(crate) fn router(practice: &Shared, scheme: Scheme) -> Router {
    let apis = graph::router()
        .merge(defender::router())
        .layer(from_fn_with_state(practice.clone(), in_its_shape))
        .layer(from_fn_with_state(practice.clone(), api_call));
    Router::new()
        .route("/", get(|| async { Redirect::temporary("/portal") }))
        .merge(apis)
        .merge(portal::router())
        .merge(control::router())
        .merge(entra::router())
        .fallback(absent)
        .layer(from_fn_with_state(practice.clone(), answered))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state((practice.clone(), scheme), guard))
        .layer(from_fn_with_state(practice.clone(), dated))
        .with_state(practice.clone())
}

/// Everything that no other room answers for is the sign-in service's: there a tenant comes first.
async fn absent(State(practice): State<Shared>, request: Request) -> Response {
    let path = request.uri().path();
    if let Some(api) = Api::of(path) {
        return api.no_such_address(path, request.headers(), practice.now());
    }
    let elsewhere = ["/portal", "/practice"];
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
