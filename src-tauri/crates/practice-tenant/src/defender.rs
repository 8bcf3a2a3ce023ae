//! Defender XDR and Defender for Endpoint, `/api`.

mod alert_parts;
mod alerts;
mod error;
mod incidents;
mod list;
mod machines;
mod update;

use axum::Router;
use axum::http::Uri;
use axum::routing::{any, get, post};

use crate::practice::Shared;
pub(crate) use error::{DefenderError, unknown_path};

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/api/incidents", get(incidents::list))
        .route(
            "/api/incidents/{id}",
            get(incidents::one).patch(incidents::update),
        )
        .merge(endpoint("/api"))
        .merge(endpoint("/api/v1.0"))
        .route("/api/{*rest}", any(async |uri: Uri| unknown_path(uri.path())))
}

/// Defender for Endpoint answers with and without its version in the path.
fn endpoint(base: &str) -> Router<Shared> {
    let path = |rest: &str| format!("{base}/{rest}");
    Router::new()
        .route(&path("alerts"), get(alerts::list))
        .route(&path("alerts/batchUpdate"), post(alerts::batch_update))
        .route(&path("alerts/{id}"), get(alerts::one).patch(alerts::update))
        .route(&path("alerts/{id}/machine"), get(alert_parts::machine))
        .route(&path("alerts/{id}/user"), get(alert_parts::user))
        .route(&path("alerts/{id}/files"), get(alert_parts::files))
        .route(&path("alerts/{id}/ips"), get(alert_parts::ips))
        .route(&path("alerts/{id}/domains"), get(alert_parts::domains))
        .route(&path("machines"), get(machines::list))
        .route(&path("machines/{id}"), get(machines::one))
        .route(&path("machines/{id}/alerts"), get(machines::alerts))
        .route(&path("machines/{id}/logonusers"), get(machines::users))
        .route(&path("users/{id}/alerts"), get(machines::alerts_of_user))
}
