//! The client credentials grant (RFC 6749 section 4.4; MicrosoftDocs/entra-docs: v2-oauth2-client-creds-grant-flow.md).

use serde_json::Value;

use crate::catalogue::Resource;
use crate::entra::client_authentication::verify;
use crate::entra::discovery::Version;
use crate::entra::error::EntraError;
use crate::entra::policy::Decision;
use crate::entra::scope::{default_scope, require_api, unknown_resource};
use crate::entra::token_endpoint::TokenRequest;
use crate::entra::tokens;
use crate::scenario::Scenario;
use crate::store::Tenant;

/// Issues an application's token. It is issued even when nothing was granted, and then has no `roles`.
pub(crate) fn grant(request: &TokenRequest<'_>) -> Result<Value, EntraError> {
    let practice = request.practice;
    let store = practice.read();
    let tenant = request.tenant(&store)?.ok_or_else(|| EntraError::new(50059))?;
    let app = request.app(&store, Some(tenant))?;
    let principal = practice
        .known_principal(&store, tenant.id, app.client_id)
        .ok_or_else(|| {
            EntraError::new(7_000_229)
                .with("client_id", app.client_id)
                .with("tenant_id", tenant.id)
        })?;
    let credential = request
        .credential
        .as_ref()
        .ok_or_else(|| EntraError::new(7_000_216))?;
    let proof = verify(practice, app, credential, &request.endpoints(Some(tenant)))?;
    let resource = asked(request, tenant)?;
    require_api(&store, tenant, resource)?;
    let decision = Decision {
        practice,
        tenant,
        app,
        principal: Some(principal),
        resource,
    };
    decision.application()?;
    let (asked_for, resource) = (resource, tokens::issued_for(practice, resource));
    let granted = !practice.switches.is_on(Scenario::ConsentMissing);
    let roles = if granted {
        tokens::roles(practice, principal, resource)
    } else {
        Vec::new()
    };
    let claims = tokens::for_application(tenant, app, principal, resource, &roles, proof, practice.now());
    request.answer(&claims, asked_for.identifier_uri())
}

fn asked(request: &TokenRequest<'_>, tenant: &Tenant) -> Result<Resource, EntraError> {
    match request.version {
        Version::V2 => default_scope(request.params.required("scope")?, tenant),
        Version::V1 => {
            let uri = request.params.required("resource")?;
            Resource::named(uri).ok_or_else(|| unknown_resource(uri, Some(tenant)))
        }
    }
}
