//! Defender XDR and Defender for Endpoint, `/api`.

mod alerts;
mod error;
mod incidents;

use axum::Router;
use axum::routing::get;

use crate::practice::Shared;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/api/incidents", get(incidents::list))
        .route("/api/incidents/{id}", get(incidents::one))
        .route("/api/alerts", get(alerts::list))
        .route("/api/alerts/{id}", get(alerts::one))
        .route("/api/v1.0/alerts", get(alerts::list))
        .route("/api/v1.0/alerts/{id}", get(alerts::one))
        .route("/api/{*rest}", get(error::unknown_path))
}
