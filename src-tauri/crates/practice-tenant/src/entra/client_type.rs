//! Whether a client is public or confidential (RFC 6749 section 2.1), and what it has to prove.

use crate::entra::client_authentication::{Proof, verify};
use crate::entra::error::EntraError;
use crate::entra::token_endpoint::TokenRequest;
use crate::ids::TenantId;
use crate::store::{App, Platform, Store};

/// Checks the client's proof for a grant that came about on `platform`.
pub(crate) fn prove_on(
    request: &TokenRequest<'_>,
    store: &Store,
    app: &App,
    platform: Platform,
    tenant: TenantId,
) -> Result<Proof, EntraError> {
    let tenant = store.tenants.get(&tenant);
    match (platform, &request.origin, &request.credential) {
        (Platform::Spa, None, None) => Err(EntraError::new(9_002_327)),
        (Platform::PublicClient | Platform::Web, Some(origin), _) => {
            Err(EntraError::new(9_002_326).with("origin", origin))
        }
        (Platform::PublicClient, _, Some(_)) => Err(EntraError::new(700_025)),
        (Platform::Web, _, None) => Err(EntraError::new(7_000_218)),
        (_, _, Some(credential)) => verify(request.practice, app, credential, &request.endpoints(tenant)),
        (_, _, None) => Ok(Proof::Nothing),
    }
}

/// Checks the client's proof for a grant without a redirect URI: there "Allow public client flows" decides
/// (MicrosoftDocs/entra-docs: msal-client-applications.md).
pub(crate) fn prove_without_redirect(
    request: &TokenRequest<'_>,
    store: &Store,
    app: &App,
    tenant: TenantId,
) -> Result<(Platform, Proof), EntraError> {
    match (&request.credential, app.allow_public_client) {
        (None, true) => Ok((Platform::PublicClient, Proof::Nothing)),
        (None, false) => Err(EntraError::new(7_000_218)),
        (Some(_), true) => Err(EntraError::new(700_025)),
        (Some(credential), false) => {
            let endpoints = request.endpoints(store.tenants.get(&tenant));
            let proof = verify(request.practice, app, credential, &endpoints)?;
            Ok((Platform::Web, proof))
        }
    }
}
