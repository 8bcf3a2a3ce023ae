//! Consent: what is missing, who may give it, and the page that asks
//! (MicrosoftDocs/entra-docs: application-consent-experience.md, permissions-consent-overview.md).

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::catalogue::{Kind, OPENID_SCOPES, Permission};
use crate::entra::Params;
use crate::entra::authorize::{Prompt, Request, Stage, proceed};
use crate::entra::error::{EntraError, Trace};
use crate::entra::grants::SignedIn;
use crate::entra::pages::{self, ConsentPage};
use crate::language::Language;
use crate::practice::{Practice, Shared};
use crate::scenario::Scenario;
use crate::store::User;

/// The permissions that this user has to consent to before the request can be answered.
pub(crate) fn needed(
    practice: &Practice,
    request: &Request,
    user: &User,
    stage: Stage,
) -> Result<BTreeSet<Permission>, EntraError> {
    let store = practice.read();
    let app = store
        .app(request.client_id)
        .ok_or_else(|| EntraError::new(90023))?;
    let asked = &request.asked;
    let resource = asked.audience();
    if asked.everything && app.wants(resource, Kind::Delegated).next().is_none() {
        return Err(EntraError::new(650_057)
            .with("client_id", app.client_id)
            .with("app", &app.name)
            .with("resource", resource.identifier_uri())
            .with("resource_id", resource.app_id()));
    }
    if stage == Stage::Consented {
        return Ok(BTreeSet::new());
    }
    let needs = asked.needs(app);
    if request.prompt == Prompt::Consent || practice.switches.is_on(Scenario::ConsentMissing) {
        return Ok(needs);
    }
    let Some(principal) = store.principal(user.tenant, app.client_id) else {
        return Ok(needs);
    };
    let holds = |one: &Permission| principal.holds_for(user.object_id, *one);
    // With `.default`, one grant for the API is enough: the token then carries what was granted.
    let default_is_granted = asked.everything && app.wants(resource, Kind::Delegated).any(|one| holds(&one));
    let any_delegated = principal.granted.iter().any(|one| one.kind == Kind::Delegated)
        || principal.granted_by.contains_key(&user.object_id);
    Ok(needs
        .into_iter()
        .filter(|one| !holds(one))
        .filter(|one| !(default_is_granted && !asked.permissions.contains(one) && one.resource == resource))
        .filter(|one| !(any_delegated && OPENID_SCOPES.contains(&one.value)))
        .collect())
}

/// AADSTS65001, for a request that may show no page.
pub(crate) fn not_given(
    practice: &Practice,
    request: &Request,
    missing: &BTreeSet<Permission>,
) -> EntraError {
    let store = practice.read();
    tracing::debug!(client_id = %request.client_id, missing = missing.len(), "consent is missing");
    EntraError::new(65001)
        .with("client_id", request.client_id)
        .with("app", store.app(request.client_id).map_or("", |app| &app.name))
        .under("interaction_required")
}

/// Shows what is asked for; to somebody who may not decide that, the page that says so.
pub(crate) fn ask(
    practice: &Practice,
    request: Request,
    (user, who): (&User, SignedIn),
    missing: &BTreeSet<Permission>,
    trace: &Trace,
) -> Response {
    let ctx = practice
        .write()
        .grants
        .suspend(request.clone(), Some(who), practice.now());
    let store = practice.read();
    let app = store.app(request.client_id).map_or("", |app| &app.name);
    let tenant = store
        .tenants
        .get(&user.tenant)
        .map_or("", |tenant| tenant.name.as_str());
    let page = ConsentPage {
        language: request.target.language(),
        authority: &request.authority,
        ctx: &ctx,
        app,
        tenant,
        user,
        permissions: missing,
    };
    if !user.is_admin() && missing.iter().any(|one| one.needs_admin()) {
        let error = EntraError::new(90094).with("tenant", tenant).with("app", app);
        return pages::approval_required(&page, &error, trace);
    }
    pages::consent(&page)
}

/// `POST /{tenant}/consent`: `ctx`, `decision`, and `on_behalf_of_organization` from an administrator.
pub(crate) async fn decided(
    State(practice): State<Shared>,
    language: Language,
    headers: HeaderMap,
    body: String,
) -> Response {
    let params = Params::parse(body.as_bytes());
    let ctx = params.value("ctx").unwrap_or_default();
    let pending = practice.read().grants.pending(ctx).cloned();
    let found = pending.and_then(|pending| {
        let who = pending.who?;
        let user = practice.read().user(who.user).cloned()?;
        Some((pending.request, who, user))
    });
    let Some((request, who, user)) = found else {
        let trace = Trace::new(&headers, None, practice.now());
        return pages::error(&EntraError::new(90023), &trace, language);
    };
    let trace = Trace::new(&headers, request.correlation_id.as_deref(), practice.now());
    let accepted = params.value("decision") == Some("accept");
    practice.write().grants.forget(ctx);
    if !accepted {
        return request.target.error(&practice, &EntraError::new(65004), &trace);
    }
    match grant(
        &practice,
        &request,
        &user,
        params.value("on_behalf_of_organization").is_some(),
    ) {
        Ok(()) => proceed(&practice, request, Some(who), Stage::Consented, &trace),
        Err(error) => request.target.error(&practice, &error, &trace),
    }
}

/// Writes the consent down. The page may not be believed: what is missing and who asks is looked up again.
fn grant(practice: &Practice, request: &Request, user: &User, for_everyone: bool) -> Result<(), EntraError> {
    let missing = needed(practice, request, user, Stage::SignedIn)?;
    if !user.is_admin() && missing.iter().any(|one| one.needs_admin()) {
        return Err(EntraError::new(90094)
            .with("tenant", &request.authority)
            .with("app", request.client_id));
    }
    let mut store = practice.write();
    let now = store.now;
    let whom = (!(for_everyone && user.is_admin())).then_some(user.object_id);
    store
        .principal_mut(user.tenant, request.client_id)
        .grant(whom, missing, now);
    Ok(())
}
