//! Microsoft Graph: `/v1.0/security`, and the objects of the directory.

mod alerts;
mod directory;
mod error;
mod hunting;
mod incidents;
mod list;
mod update;

use axum::Router;
use axum::routing::{any, get, post};

use crate::practice::Shared;
pub(crate) use error::{GraphError, missing_roles, missing_scopes, unknown_segment};

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1.0/security/incidents", get(incidents::list))
        .route(
            "/v1.0/security/incidents/{id}",
            get(incidents::one).patch(incidents::update),
        )
        .route("/v1.0/security/incidents/{id}/comments", post(incidents::comment))
        .route("/v1.0/security/alerts_v2", get(alerts::list))
        // As an example of the page writes it (security-list-alerts_v2.md).
        .route("/v1.0/security/alerts_V2", get(alerts::list))
        .route(
            "/v1.0/security/alerts_v2/{id}",
            get(alerts::one).patch(alerts::update),
        )
        .route("/v1.0/security/alerts_v2/{id}/comments", post(alerts::comment))
        .route("/v1.0/security/runHuntingQuery", post(hunting::run))
        // An action by its full name (OData URL conventions 4.01, section 4.5).
        .route(
            "/v1.0/security/microsoft.graph.security.runHuntingQuery",
            post(hunting::run),
        )
        .route("/v1.0/{*rest}", any(directory::answer))
}
