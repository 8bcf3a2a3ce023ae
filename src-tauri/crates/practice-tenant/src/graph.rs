//! Microsoft Graph: `/v1.0/security`, and the objects of the directory.

mod directory;
mod error;
mod incidents;

use axum::Router;
use axum::routing::{any, get};

use crate::practice::Shared;
pub(crate) use error::{missing_roles, missing_scopes};
pub(crate) use incidents::next_link;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/v1.0/security/incidents", get(incidents::list))
        .route("/v1.0/security/incidents/{id}", get(incidents::one))
        .route("/v1.0/{*rest}", any(directory::answer))
}
