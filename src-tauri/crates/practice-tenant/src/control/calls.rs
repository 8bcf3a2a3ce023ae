//! `GET /practice/calls`: what was asked, of one tenant, by one app, or of all.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::json;

use crate::calls::Caller;
use crate::practice::Shared;

#[derive(Deserialize)]
pub(super) struct Wanted {
    /// GUID or domain.
    tenant: Option<String>,
    client: Option<String>,
}

/// Calls to the APIs and token requests, oldest first. What is `forgotten` was asked by anybody.
pub(super) async fn show(State(practice): State<Shared>, Query(wanted): Query<Wanted>) -> Response {
    let tenant = wanted.tenant.as_deref().map(|name| {
        let store = practice.read();
        store.tenant_named(name).map(|tenant| tenant.id)
    });
    let client = wanted.client.as_deref().map(|id| id.parse().ok());
    if tenant == Some(None) || client == Some(None) {
        let error = json!({"error": "there is no such tenant or app"});
        return (StatusCode::NOT_FOUND, Json(error)).into_response();
    }
    let caller = Caller {
        tenant_id: tenant.flatten(),
        client_id: client.flatten(),
    };
    Json(json!({
        "requests": practice.calls.of(caller),
        "requestsForgotten": practice.calls.forgotten(),
        "tokenRequests": practice.token_calls.of(caller),
        "tokenRequestsForgotten": practice.token_calls.forgotten(),
    }))
    .into_response()
}
