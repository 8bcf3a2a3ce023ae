//! The resource owner password credentials grant (RFC 6749 section 4.3; MicrosoftDocs/entra-docs: v2-oauth-ropc.md). It
//! is here so that its refusals can be met.

use serde_json::Value;

use crate::entra::credentials;
use crate::entra::discovery::Version;
use crate::entra::error::EntraError;
use crate::entra::grants::SignedIn;
use crate::entra::policy::Factors;
use crate::entra::scope::Asked;
use crate::entra::token_endpoint::TokenRequest;
use crate::entra::user_tokens::issue_without_redirect;
use crate::store::Store;

/// Exchanges a name and a password for tokens.
pub(crate) fn grant(request: &TokenRequest<'_>) -> Result<Value, EntraError> {
    if matches!(request.tenant, "common" | "consumers") {
        return Err(EntraError::new(9_001_023));
    }
    let mut store = request.practice.write();
    let tenant = request.tenant(&store)?;
    let app = request.app(&store, tenant)?.clone();
    let asked = match request.version {
        Version::V2 => Asked::by_scope(&app, tenant, request.params.required("scope")?)?,
        Version::V1 => Asked::by_resource(&app, tenant, request.params.required("resource")?)?,
    };
    let who = sign_in(request, &mut store)?;
    issue_without_redirect(request, &mut store, &app, who, &asked)
}

/// Checks name and password. Without a tenant in the path the name's domain has to say which one is meant.
fn sign_in(request: &TokenRequest<'_>, store: &mut Store) -> Result<SignedIn, EntraError> {
    let name = request.params.required("username")?.trim();
    let password = request.params.required("password")?;
    let domain = name.rsplit_once('@').map_or("", |(_, domain)| domain);
    let tenant = request
        .tenant(store)?
        .or_else(|| store.tenant_named(domain))
        .ok_or_else(|| EntraError::new(50059))?;
    let (tenant, directory) = (tenant.id, tenant.name.clone());
    let unknown = || {
        EntraError::new(50034)
            .with("user", name)
            .with("tenant", &directory)
    };
    if store.user_named(name).is_some_and(|user| user.tenant != tenant) {
        return Err(unknown());
    }
    let user = credentials::verify(store, name, password, &directory, request.practice.now())?;
    Ok(SignedIn {
        user,
        factors: Factors::One,
    })
}
