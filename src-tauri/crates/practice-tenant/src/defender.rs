//! Defender XDR and Defender for Endpoint, `/api`.

mod alert_parts;
mod alerts;
mod error;
mod hunting;
mod incidents;
mod list;
mod machines;
mod update;
mod weaknesses;

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
        .route("/api/advancedhunting/run", post(hunting::run))
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
        .route(&path("advancedqueries/run"), post(hunting::run_on_devices))
        .route(&path("machines"), get(machines::list))
        .route(&path("machines/{id}"), get(machines::one))
        .route(&path("machines/{id}/alerts"), get(machines::alerts))
        .route(&path("machines/{id}/logonusers"), get(machines::users))
        .route(&path("users/{id}/alerts"), get(machines::alerts_of_user))
        .merge(vulnerability_management(base))
}

/// The pages write the first letter small or large; the service takes both.
fn vulnerability_management(base: &str) -> Router<Shared> {
    let path = |rest: &str| format!("{base}/{rest}");
    Router::new()
        .route(&path("vulnerabilities"), get(weaknesses::vulnerabilities))
        .route(&path("Vulnerabilities"), get(weaknesses::vulnerabilities))
        .route(&path("vulnerabilities/{id}"), get(weaknesses::vulnerability))
        .route(
            &path("vulnerabilities/{id}/machineReferences"),
            get(weaknesses::machine_references),
        )
        .route(
            &path("machines/{id}/vulnerabilities"),
            get(weaknesses::vulnerabilities_of_machine),
        )
        .route(&path("Software"), get(weaknesses::software))
        .route(&path("software"), get(weaknesses::software))
        .route(
            &path("machines/{id}/software"),
            get(weaknesses::software_of_machine),
        )
        .route(&path("recommendations"), get(weaknesses::recommendations))
        .route(&path("exposureScore"), get(weaknesses::exposure_score))
        .route(&path("configurationScore"), get(weaknesses::configuration_score))
}
