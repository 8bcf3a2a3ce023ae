//! The authorization code grant (RFC 6749 section 4.1.3, RFC 7636 section 4.6).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::catalogue::{OPENID_SCOPES, Resource};
use crate::entra::client_authentication::Proof;
use crate::entra::client_type::prove_on;
use crate::entra::error::EntraError;
use crate::entra::grants::{CODE_LIFETIME, Challenge, Code, RefreshToken};
use crate::entra::policy::{Decision, Factors};
use crate::entra::scope::Asked;
use crate::entra::token_endpoint::TokenRequest;
use crate::entra::tokens::Proofs;
use crate::entra::{redirect, tokens};
use crate::ids::{ClientId, ObjectId, TenantId};
use crate::store::{Platform, Store};

/// Redeems a code, once.
pub(crate) fn redeem(request: &TokenRequest<'_>) -> Result<Value, EntraError> {
    let mut store = request.practice.write();
    let code = check(request, &store)?;
    let proof = prove(request, &store, &code)?;
    if let Some(code) = store.grants.code_mut(request.params.required("code")?) {
        code.redeemed = true;
    }
    let asked = narrowed(request, &store, &code)?;
    issue(request, &mut store, &Subject::of_code(&code, &asked, proof))
}

/// Who the tokens are about, and what was asked for them.
pub(crate) struct Subject<'a> {
    pub(crate) tenant: TenantId,
    pub(crate) client_id: ClientId,
    pub(crate) user: ObjectId,
    pub(crate) factors: Factors,
    pub(crate) platform: Platform,
    pub(crate) asked: &'a Asked,
    pub(crate) nonce: Option<&'a str>,
    pub(crate) proof: Proof,
}

impl<'a> Subject<'a> {
    fn of_code(code: &'a Code, asked: &'a Asked, proof: Proof) -> Self {
        Self {
            tenant: code.tenant,
            client_id: code.client_id,
            user: code.user,
            factors: code.factors,
            platform: code.platform,
            asked,
            nonce: code.nonce.as_deref(),
            proof,
        }
    }
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
        (_, Some(uri)) => Asked::by_resource(tenant, uri)?,
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

/// Issues access token, ID token and refresh token for a user, as far as each was asked for.
pub(crate) fn issue(
    request: &TokenRequest<'_>,
    store: &mut Store,
    subject: &Subject<'_>,
) -> Result<Value, EntraError> {
    let practice = request.practice;
    let now = practice.now();
    let gone = || EntraError::new(70000);
    let tenant = store.tenants.get(&subject.tenant).ok_or_else(gone)?;
    let app = store.app(subject.client_id).ok_or_else(gone)?;
    let user = store.user(subject.user).ok_or_else(gone)?;
    let asked = subject.asked;
    let resource = asked.audience();
    let decision = Decision {
        practice,
        tenant,
        app,
        principal: store.principal(tenant.id, app.client_id),
        resource,
    };
    decision.user(user, subject.factors)?;
    let not_consented = || {
        EntraError::new(65001)
            .with("client_id", app.client_id)
            .with("app", &app.name)
    };
    let principal = decision.principal.ok_or_else(not_consented)?;
    let granted = tokens::scopes(practice, principal, user, resource);
    let missing = asked.permissions.iter().any(|one| !granted.contains(one));
    let api_scopes = granted.iter().any(|one| !OPENID_SCOPES.contains(&one.value));
    if missing || (asked.everything && !api_scopes) {
        return Err(not_consented());
    }
    let mut names: Vec<&str> = granted
        .iter()
        .map(|one| one.value)
        .filter(|name| !OPENID_SCOPES.contains(name))
        .collect();
    if resource == Resource::Graph {
        names.extend(asked.openid.iter().filter(|name| **name != "offline_access"));
    }
    let proofs = Proofs {
        client: subject.proof,
        user: subject.factors,
    };
    let claims = tokens::for_user(tenant, app, user, resource, &names, proofs, now);
    let mut answer = request.answer(&claims, resource.identifier_uri())?;
    answer["scope"] = answered_scope(asked, resource, &names).into();
    if asked.wants("openid") {
        let email = asked.wants("email");
        let claims = tokens::id_token(request.address, tenant, app, user, subject.nonce, email, now);
        answer["id_token"] = practice
            .key
            .sign(&claims)
            .map_err(|_| EntraError::new(50000))?
            .into();
    }
    if request.params.value("client_info") == Some("1") {
        let info = json!({"uid": user.object_id, "utid": tenant.id});
        answer["client_info"] = URL_SAFE_NO_PAD.encode(info.to_string()).into();
    }
    if asked.wants("offline_access") {
        let token = RefreshToken {
            tenant: subject.tenant,
            client_id: subject.client_id,
            user: subject.user,
            factors: subject.factors,
            platform: subject.platform,
            asked: asked.clone(),
            issued: now,
        };
        answer["refresh_token"] = store.grants.issue_refresh_token(token).into();
    }
    Ok(answer)
}

/// `scope` of the answer: full names, except for Graph, whose names stand alone.
fn answered_scope(asked: &Asked, resource: Resource, names: &[&str]) -> String {
    let uri = resource.identifier_uri();
    let mut all: Vec<String> = names
        .iter()
        .map(|name| {
            if resource == Resource::Graph && OPENID_SCOPES.contains(name) {
                (*name).to_owned()
            } else {
                format!("{uri}/{name}")
            }
        })
        .collect();
    if asked.everything {
        all.push(format!("{uri}/.default"));
    }
    all.join(" ")
}
