//! What the token endpoint answers for somebody who signed in: an access token, and an ID token and a refresh token as
//! far as they were asked for.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::catalogue::{OPENID_SCOPES, Permission, Resource};
use crate::entra::client_authentication::Proof;
use crate::entra::client_type::prove_without_redirect;
use crate::entra::error::EntraError;
use crate::entra::grants::{RefreshToken, SignedIn};
use crate::entra::policy::{Decision, Factors};
use crate::entra::scope::Asked;
use crate::entra::token_endpoint::TokenRequest;
use crate::entra::tokens::{self, Proofs};
use crate::first_party;
use crate::ids::{ClientId, ObjectId, TenantId};
use crate::store::{App, Platform, ServicePrincipal, Store, Tenant, User};

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

/// The same, looked up in the directory.
struct Found<'a> {
    tenant: &'a Tenant,
    app: &'a App,
    user: &'a User,
}

/// Issues the tokens, when policies and consent allow it.
pub(crate) fn issue(
    request: &TokenRequest<'_>,
    store: &mut Store,
    subject: &Subject<'_>,
) -> Result<Value, EntraError> {
    let asked = subject.asked;
    if first_party::is_one(subject.client_id) {
        // The first sign-in brings it into the tenant.
        store.principal_mut(subject.tenant, subject.client_id);
    }
    let gone = || EntraError::new(70000);
    let found = Found {
        tenant: store.tenants.get(&subject.tenant).ok_or_else(gone)?,
        app: store.app(subject.client_id).ok_or_else(gone)?,
        user: store.user(subject.user).ok_or_else(gone)?,
    };
    let mut answer = access_token(request, store, subject, &found)?;
    if asked.wants("openid") {
        answer["id_token"] = id_token(request, subject, &found)?.into();
    }
    if request.params.value("client_info") == Some("1") {
        let info = json!({"uid": subject.user, "utid": subject.tenant});
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
            issued: request.practice.now(),
        };
        answer["refresh_token"] = store.grants.issue_refresh_token(token).into();
    }
    Ok(answer)
}

/// The same for a grant that no redirect URI takes part in: device code and password.
pub(crate) fn issue_without_redirect(
    request: &TokenRequest<'_>,
    store: &mut Store,
    app: &App,
    who: SignedIn,
    asked: &Asked,
) -> Result<Value, EntraError> {
    let user = store.user(who.user).ok_or_else(|| EntraError::new(70000))?;
    let tenant = user.tenant;
    let (platform, proof) = prove_without_redirect(request, store, app, tenant)?;
    let subject = Subject {
        tenant,
        client_id: app.client_id,
        user: who.user,
        factors: who.factors,
        platform,
        asked,
        nonce: None,
        proof,
    };
    issue(request, store, &subject)
}

fn access_token(
    request: &TokenRequest<'_>,
    store: &Store,
    subject: &Subject<'_>,
    found: &Found<'_>,
) -> Result<Value, EntraError> {
    let Found { tenant, app, user } = *found;
    let practice = request.practice;
    let asked = subject.asked;
    let asked_for = asked.audience();
    let decision = Decision {
        practice,
        tenant,
        app,
        principal: store.principal(tenant.id, app.client_id),
        resource: asked_for,
    };
    decision.user(user, subject.factors)?;
    let not_consented = || {
        EntraError::new(65001)
            .with("client_id", app.client_id)
            .with("app", &app.name)
    };
    let principal: &ServicePrincipal = decision.principal.ok_or_else(not_consented)?;
    let granted = tokens::scopes(practice, app, principal, user, asked_for);
    if !is_covered(asked, &granted) {
        return Err(not_consented());
    }
    let resource = tokens::issued_for(practice, asked_for);
    let carried = tokens::scopes(practice, app, principal, user, resource);
    let proofs = Proofs {
        client: subject.proof,
        user: subject.factors,
    };
    let names = names(asked, resource, &carried);
    let claims = tokens::for_user(tenant, app, user, resource, &names, proofs, practice.now());
    let mut answer = request.answer(&claims, asked_for.identifier_uri())?;
    answer["scope"] = answered_scope(asked, &granted).into();
    Ok(answer)
}

/// Everything named is granted; `.default` is content with any one permission of the API.
fn is_covered(asked: &Asked, granted: &[Permission]) -> bool {
    let named = asked.permissions.iter().all(|one| granted.contains(one));
    let any = granted.iter().any(|one| !OPENID_SCOPES.contains(&one.value));
    named && (any || !asked.everything)
}

/// What claim `scp` lists: all that was granted for the API, not only what was asked for. Graph counts those of OpenID
/// Connect among its own.
fn names<'a>(asked: &Asked, resource: Resource, granted: &[Permission]) -> Vec<&'a str> {
    let mut names: Vec<&str> = granted
        .iter()
        .map(|one| one.value)
        .filter(|name| !OPENID_SCOPES.contains(name))
        .collect();
    if resource == Resource::Graph {
        names.extend(asked.openid.iter().filter(|name| **name != "offline_access"));
    }
    names
}

/// `scope` of the answer: full names; only those of OpenID Connect stand alone.
fn answered_scope(asked: &Asked, granted: &[Permission]) -> String {
    let uri = asked.audience().identifier_uri();
    let mut all: Vec<String> = names(asked, asked.audience(), granted)
        .into_iter()
        .map(|name| {
            if OPENID_SCOPES.contains(&name) {
                name.to_owned()
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

fn id_token(
    request: &TokenRequest<'_>,
    subject: &Subject<'_>,
    found: &Found<'_>,
) -> Result<String, EntraError> {
    let email = subject.asked.wants("email");
    let claims = tokens::id_token(
        request.address,
        found.tenant,
        found.app,
        found.user,
        subject.nonce,
        email,
        request.practice.now(),
    );
    request
        .practice
        .key()
        .sign(&claims)
        .map_err(|_| EntraError::new(50000))
}
