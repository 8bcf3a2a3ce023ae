//! Tokens for the application itself (RFC 6749 section 4.4).

use oauth2::{ClientSecret, Scope};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::oauth_client::{Tokens, client, received, sender};
use crate::clock::Clock;
use crate::cloud::ApiPlace;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Http;
use crate::ids::{ClientId, parse_guid};
use crate::tenant::Discovery;

/// A token for everything that was granted to the application; only `/.default` can be asked for.
pub(crate) async fn application_token(
    http: &Http,
    discovery: &Discovery,
    client_id: ClientId,
    secret: &SecretString,
    place: &ApiPlace,
    clock: &dyn Clock,
) -> Result<Tokens> {
    let client =
        client(discovery, client_id).set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()));
    let scope = Scope::new(format!("{}/.default", place.audience));
    let outcome = client
        .exchange_client_credentials()
        .add_scope(scope)
        .request_async(&sender(http))
        .await;
    received(outcome, clock).map_err(|report| about_secret(report, secret))
}

/// Does the tenant know this client ID? A made-up secret draws the answer: an unknown client is refused before
/// its secret is looked at.
pub(crate) async fn probe_client_id(
    http: &Http,
    discovery: &Discovery,
    client_id: ClientId,
    place: &ApiPlace,
    clock: &dyn Clock,
) -> Result<()> {
    let made_up = SecretString::from(format!("handrail-probe-{}", Uuid::new_v4().simple()));
    match application_token(http, discovery, client_id, &made_up, place, clock).await {
        Ok(_) => Ok(()),
        Err(report) if knows_client(report.code) => Ok(()),
        Err(report) => Err(report
            .with("client_id", client_id)
            .with("tenant", discovery.tenant_id)),
    }
}

/// Refusals that come only once the client itself was found.
fn knows_client(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::SecretWrong
            | ErrorCode::SecretExpired
            | ErrorCode::PublicClientWithSecret
            | ErrorCode::PlatformIsWeb
            | ErrorCode::ResourceMissing
            | ErrorCode::ConditionalAccess
    )
}

/// A secret that was pasted as its own ID is told apart from one that is merely wrong.
fn about_secret(report: ErrorReport, secret: &SecretString) -> ErrorReport {
    if report.code == ErrorCode::SecretWrong && parse_guid(secret.expose_secret()).is_some() {
        return ErrorReport {
            trace: report.trace,
            ..ErrorReport::new(ErrorCode::SecretIdPasted)
        };
    }
    report
}
