//! The authorization code grant (RFC 6749 section 4.1.3, RFC 7636 section 4.6).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::entra::client_authentication::Proof;
use crate::entra::client_type::prove_on;
use crate::entra::error::EntraError;
use crate::entra::grants::{CODE_LIFETIME, Challenge, Code};
use crate::entra::redirect;
use crate::entra::scope::Asked;
use crate::entra::token_endpoint::TokenRequest;
use crate::entra::user_tokens::{Subject, issue};
use crate::ids::{ClientId, TenantId};
use crate::store::Store;

/// Redeems a code, once.
pub(crate) fn redeem(request: &TokenRequest<'_>) -> Result<Value, EntraError> {
    let mut store = request.practice.write();
    let code = check(request, &store)?;
    let proof = prove(request, &store, &code)?;
    if let Some(code) = store.grants.code_mut(request.params.required("code")?) {
        code.redeemed = true;
    }
    let asked = narrowed(request, &store, &code)?;
    let subject = Subject {
        tenant: code.tenant,
        client_id: code.client_id,
        user: code.user,
        factors: code.factors,
        platform: code.platform,
        asked: &asked,
        nonce: code.nonce.as_deref(),
        proof,
    };
    issue(request, &mut store, &subject)
}

fn check(request: &TokenRequest<'_>, store: &Store) -> Result<Code, EntraError> {
    let tenant = request.tenant(store)?;
    let app = request.app(store, tenant)?;
    let name = request.params.required("code")?;
    let code = store.grants.code(name).ok_or_else(|| EntraError::new(70000))?;
    if code.client_id != app.client_id {
        return Err(EntraError::new(70000));
    }
    if tenant.is_some_and(|tenant| tenant.id != code.tenant) {
        return Err(EntraError::new(700_005));
    }
    if code.redeemed {
        return Err(EntraError::new(54005));
    }
    if request.practice.now().duration_since(code.issued) > CODE_LIFETIME {
        return Err(EntraError::new(70008));
    }
    let sent = request.params.required("redirect_uri")?;
    if sent != code.redirect_uri {
        redirect::matching(app, Some(sent)).map_err(|error| error.under("invalid_client"))?;
        let error = EntraError::new(500_112)
            .with("redirect_uri", sent)
            .with("expected", &code.redirect_uri);
        return Err(error);
    }
    check_verifier(code, request.params.value("code_verifier"))?;
    Ok(code.clone())
}

fn check_verifier(code: &Code, verifier: Option<&str>) -> Result<(), EntraError> {
    let Some(challenge) = &code.challenge else {
        return Ok(());
    };
    let verifier = verifier.ok_or_else(|| EntraError::new(900_144).with("parameter", "code_verifier"))?;
    let (expected, computed) = match challenge {
        Challenge::S256(expected) => (expected, URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))),
        Challenge::Plain(expected) => (expected, verifier.to_owned()),
    };
    if bool::from(expected.as_bytes().ct_eq(computed.as_bytes())) {
        Ok(())
    } else {
        Err(EntraError::new(501_481))
    }
}

/// The platform of the redirect URI decides whether the client is public, confidential or a page in a browser.
fn prove(request: &TokenRequest<'_>, store: &Store, code: &Code) -> Result<Proof, EntraError> {
    let app = store.app(code.client_id).ok_or_else(|| EntraError::new(70000))?;
    prove_on(request, store, app, code.platform, code.tenant)
}

/// A scope sent with the code may ask for another API; without one the sign-in's own counts.
fn narrowed(request: &TokenRequest<'_>, store: &Store, code: &Code) -> Result<Asked, EntraError> {
    asked_again(request, store, code.client_id, code.tenant, &code.asked)
}

/// Reads `scope` or `resource` of a redemption or refresh, on top of what was asked at sign-in.
pub(crate) fn asked_again(
    request: &TokenRequest<'_>,
    store: &Store,
    client_id: ClientId,
    tenant: TenantId,
    before: &Asked,
) -> Result<Asked, EntraError> {
    let tenant = store.tenants.get(&tenant);
    let app = store.app(client_id).ok_or_else(|| EntraError::new(70000))?;
    let mut asked = match (request.params.value("scope"), request.params.value("resource")) {
        (_, Some(uri)) => Asked::by_resource(app, tenant, uri)?,
        (Some(scope), None) => Asked::by_scope(app, tenant, scope)?,
        (None, None) => before.clone(),
    };
    if asked.resource.is_none() {
        asked.resource = before.resource;
        asked.permissions.clone_from(&before.permissions);
        asked.everything = before.everything;
    }
    asked.openid.extend(&before.openid);
    Ok(asked)
}
