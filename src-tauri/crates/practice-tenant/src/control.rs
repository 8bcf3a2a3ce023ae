//! `/practice`: what the tenant really holds, and the switches.

mod answers;
mod calls;
mod customers;
mod truth;

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::catalogue::Permission;
use crate::practice::{Practice, Shared};
use crate::scenario::Scenario;
use crate::store::{App, Store};

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/practice/truth", get(truth::truth))
        .route("/practice/scenarios", get(scenarios).post(switch))
        .route("/practice/clock", post(advance))
        .route("/practice/answers", get(answers::show).post(answers::set))
        .route("/practice/calls", get(calls::show))
        .route(
            "/practice/customers",
            get(customers::list).post(customers::switch),
        )
}

fn app(app: &App) -> Value {
    json!({
        "clientId": app.client_id,
        "objectId": app.object_id,
        "displayName": app.name,
        "uniqueName": app.unique_name,
        "tags": app.tags,
        "signInAudience": app.audience.id(),
        "isFallbackPublicClient": app.allow_public_client,
        "redirectUris": app.redirects.iter().map(|one| {
            json!({"platform": one.platform.id(), "uri": one.uri})
        }).collect::<Vec<_>>(),
        "implicitGrant": {"idTokens": app.implicit.id_tokens, "accessTokens": app.implicit.access_tokens},
        "created": app.created,
        "permissions": app.wanted.iter().map(permission).collect::<Vec<_>>(),
        "permissionsInVain": app.wanted_in_vain.iter().map(|one| {
            json!({"resourceAppId": one.resource, "type": one.kind.id(), "id": one.id})
        }).collect::<Vec<_>>(),
        "secrets": app.secrets.iter().map(|secret| {
            json!({"id": secret.id, "description": secret.description, "hint": secret.hint, "start": secret.start, "expires": secret.expires})
        }).collect::<Vec<_>>(),
        "certificates": app.certificates.iter().map(|one| {
            json!({"id": one.id, "name": one.name, "thumbprint": one.thumbprint_hex(), "start": one.start, "end": one.end})
        }).collect::<Vec<_>>(),
        "identifierUris": app.identifier_uris,
        "owners": app.owners,
    })
}

fn permission(permission: &Permission) -> Value {
    json!({
        "resource": permission.resource.id(),
        "resourceAppId": permission.resource.app_id(),
        "type": permission.kind.id(),
        "value": permission.value,
        "id": permission.row().map(|row| row.id),
    })
}

fn principals(store: &Store) -> Vec<Value> {
    let all = store.principals();
    all.iter()
        .map(|(tenant, client_id, one)| {
            json!({"tenantId": tenant, "clientId": client_id, "objectId": one.object_id, "created": one.created})
        })
        .collect()
}

fn grants(store: &Store) -> Vec<Value> {
    let mut all = Vec::new();
    for (tenant, client_id, principal) in store.principals() {
        let mut push = |one: &Permission, principal_id: Value| {
            let mut grant = permission(one);
            grant["tenantId"] = json!(tenant);
            grant["clientId"] = json!(client_id);
            grant["user"] = principal_id;
            all.push(grant);
        };
        for one in &principal.granted {
            push(one, Value::Null);
        }
        for (user, granted) in &principal.granted_by {
            for one in granted {
                push(one, json!(user));
            }
        }
    }
    all
}

/// `GET /practice/scenarios`.
async fn scenarios(State(practice): State<Shared>) -> Json<Value> {
    Json(list(&practice))
}

fn list(practice: &Arc<Practice>) -> Value {
    let all = Scenario::all().iter().map(|one| {
        json!({"name": one.name(), "explanation": one.explanation(), "on": practice.switches.is_on(*one)})
    });
    json!({"scenarios": all.collect::<Vec<_>>()})
}

#[derive(Deserialize)]
struct Switch {
    name: String,
    on: bool,
}

/// `POST /practice/scenarios` with `{"name": "throttled", "on": true}`.
async fn switch(State(practice): State<Shared>, Json(switch): Json<Switch>) -> Response {
    match switch.name.parse::<Scenario>() {
        Ok(scenario) => {
            practice.switches.turn(scenario, switch.on);
            Json(list(&practice)).into_response()
        }
        Err(unknown) => (StatusCode::NOT_FOUND, Json(json!({"error": unknown.to_string()}))).into_response(),
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Advance {
    advance_seconds: i64,
}

/// `POST /practice/clock` with `{"advanceSeconds": 700}` puts the tenant's clock forward: codes and tokens age.
async fn advance(State(practice): State<Shared>, Json(advance): Json<Advance>) -> Json<Value> {
    practice.clock.advance(advance.advance_seconds);
    Json(json!({"now": practice.now()}))
}
