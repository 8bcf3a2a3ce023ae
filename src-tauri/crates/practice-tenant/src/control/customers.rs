//! `/practice/customers`: where each customer is, and a switch to put one elsewhere.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::customers::{settle, state};
use crate::practice::Shared;
use crate::ready::CustomerState;
use crate::store::{Store, Tenant};

/// `GET /practice/customers`.
pub(super) async fn list(State(practice): State<Shared>) -> Json<Value> {
    let store = practice.read();
    let customers = store.tenants.values();
    let all: Vec<Value> = customers.filter_map(|tenant| customer(&store, tenant)).collect();
    Json(json!({"customers": all}))
}

fn customer(store: &Store, tenant: &Tenant) -> Option<Value> {
    let state = state(store, tenant)?;
    let domain = tenant.domains.first();
    Some(json!({"tenantId": tenant.id, "domain": domain, "name": tenant.name, "state": state}))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Switch {
    /// GUID or domain.
    tenant_id: String,
    state: CustomerState,
}

/// `POST /practice/customers` with `{"tenantId": "...", "state": "consented"}`.
pub(super) async fn switch(State(practice): State<Shared>, Json(switch): Json<Switch>) -> Response {
    let mut store = practice.write();
    let named = store.tenant_named(&switch.tenant_id).map(|tenant| tenant.id);
    let settled = named.filter(|id| settle(&mut store, *id, switch.state));
    let now = settled.and_then(|id| customer(&store, store.tenants.get(&id)?));
    now.map_or_else(
        || {
            let error = json!({"error": "there is no such customer"});
            (StatusCode::NOT_FOUND, Json(error)).into_response()
        },
        |customer| Json(customer).into_response(),
    )
}
