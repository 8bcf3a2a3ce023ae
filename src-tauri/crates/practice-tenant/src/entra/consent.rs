//! Consent: what is missing, who may give it, and the page that asks
//! (MicrosoftDocs/entra-docs: application-consent-experience.md, permissions-consent-overview.md).

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;

use crate::catalogue::{Kind, OPENID_SCOPES, Permission};
use crate::entra::authorize::{Prompt, Request};
use crate::entra::error::{EntraError, Trace};
use crate::entra::grants::SignedIn;
use crate::entra::pages::consent::{self as page, ConsentPage, Publisher};
use crate::entra::response::Destination;
use crate::entra::stage::{Stage, proceed, stopped};
use crate::entra::visit::{Resumed, ResumedBy};
use crate::entra::{admin_consent, sign_in};
use crate::first_party;
use crate::practice::{Practice, Shared};
use crate::scenario::Scenario;
use crate::store::{App, ConsentRequest, User, UserConsent};

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
    if request.prompt == Prompt::AdminConsent && stage < Stage::Consented {
        return Ok(app.wanted.clone());
    }
    let asked = &request.asked;
    let resource = asked.audience();
    if let Some(tenant) = store.tenants.get(&user.tenant)
        && store.principal(tenant.id, resource.client_id()).is_none()
    {
        return Err(EntraError::new(650_052)
            .with("resource", resource.identifier_uri())
            .with("tenant", &tenant.name));
    }
    let listed = app.wants(resource, Kind::Delegated).next().is_some();
    if asked.everything
        && !listed
        && !first_party::is_one(app.client_id)
        && request.prompt != Prompt::AdminConsent
    {
        return Err(EntraError::new(650_057)
            .with("client_id", app.client_id)
            .with("app", &app.name)
            .with("resource", resource.identifier_uri())
            .with("resource_id", resource.app_id()));
    }
    if stage == Stage::Consented {
        return Ok(BTreeSet::new());
    }
    let mut needs = asked.needs(app);
    needs.retain(|one| !first_party::is_cleared_beforehand(app.client_id, *one));
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

/// What this user may not consent to by themselves.
fn beyond<'a>(
    practice: &Practice,
    user: &User,
    missing: &'a BTreeSet<Permission>,
) -> impl Iterator<Item = &'a Permission> {
    let store = practice.read();
    let tenant = store.tenants.get(&user.tenant);
    let allowed = user.may_always_register_apps()
        || tenant.is_some_and(|tenant| tenant.user_consent == UserConsent::LowImpact);
    missing
        .iter()
        .filter(move |one| (one.needs_admin() || !allowed) && !user.may_grant(**one))
}

/// AADSTS90094, or 90095 where people can ask an administrator.
pub(crate) fn refused(practice: &Practice, request: &Request, user: &User) -> EntraError {
    let store = practice.read();
    let tenant = store.tenants.get(&user.tenant);
    let requests = tenant.is_some_and(|tenant| tenant.consent_requests);
    EntraError::new(if requests { 90095 } else { 90094 })
        .with("tenant", tenant.map_or("", |tenant| &tenant.name))
        .with("app", store.app(request.client_id).map_or("", |app| &app.name))
}

/// Shows what is asked for; to somebody who may not decide that, the page that says so.
pub(crate) fn ask(
    practice: &Practice,
    request: Request,
    signed_in: (&User, SignedIn),
    missing: &BTreeSet<Permission>,
    trace: &Trace,
) -> Response {
    let user = signed_in.0;
    if request.prompt == Prompt::AdminConsent {
        return ask_administrator(practice, request, signed_in, missing, trace);
    }
    let kind = if beyond(practice, user, missing).next().is_some() {
        Ask::Approval
    } else if missing.iter().all(|one| user.may_grant(*one)) {
        Ask::UserOrEverybody
    } else {
        Ask::User
    };
    show(practice, request, signed_in, missing, kind, trace)
}

/// Asks for the whole organization; to somebody who may not decide that, the page that says so.
pub(crate) fn ask_administrator(
    practice: &Practice,
    request: Request,
    signed_in: (&User, SignedIn),
    permissions: &BTreeSet<Permission>,
    trace: &Trace,
) -> Response {
    let may = permissions.iter().all(|one| signed_in.0.may_grant(*one));
    let kind = if may { Ask::Everybody } else { Ask::Approval };
    show(practice, request, signed_in, permissions, kind, trace)
}

fn show(
    practice: &Practice,
    request: Request,
    (user, who): (&User, SignedIn),
    permissions: &BTreeSet<Permission>,
    kind: Ask,
    trace: &Trace,
) -> Response {
    let error = refused(practice, &request, user);
    let ctx = practice
        .write()
        .grants
        .suspend(request.clone(), Some(who), practice.now());
    let store = practice.read();
    let tenant = store.tenants.get(&user.tenant);
    let app = store.app(request.client_id);
    let page = ConsentPage {
        language: request.target.language(),
        authority: &request.authority,
        ctx: &ctx,
        app: app.map_or("", |app| &app.name),
        publisher: app.filter(|app| app.audience.is_multi_tenant()).map(publisher),
        tenant: tenant.map_or("", |tenant| &tenant.name),
        user,
        permissions,
    };
    match kind {
        Ask::User => page::consent(&page, false),
        Ask::UserOrEverybody => page::consent(&page, true),
        Ask::Everybody => page::admin_consent(&page),
        Ask::Approval => page::approval_required(&page, &error, trace),
    }
}

fn publisher(app: &App) -> Publisher<'_> {
    match &app.verified_publisher {
        Some(publisher) => Publisher::Verified(&publisher.name),
        None => Publisher::Unverified,
    }
}

/// Who is asked for whom.
#[derive(Clone, Copy)]
enum Ask {
    User,
    /// An administrator may tick a box and decide for everybody.
    UserOrEverybody,
    Everybody,
    /// Nobody who is here may decide.
    Approval,
}

/// `POST /{tenant}/consent`: `ctx`, `decision`, and `on_behalf_of_organization` from an administrator.
pub(crate) async fn decided(State(practice): State<Shared>, ResumedBy(who, resumed): ResumedBy) -> Response {
    let Resumed {
        ctx,
        request,
        params,
        trace,
        ..
    } = resumed;
    let ctx = ctx.as_str();
    let user = practice.read().user(who.user).cloned();
    let Some(user) = user else {
        return request.target.refuse(&practice, &EntraError::new(90023), &trace);
    };
    let decision = params.value("decision").unwrap_or_default();
    if decision == "request" {
        let reason = params.value("reason").unwrap_or_default();
        return requested(&practice, &request, &user, ctx, reason);
    }
    practice.write().grants.forget(ctx);
    // Policies may have changed while the page was open.
    if decision == "accept"
        && let Some(stop) = stopped(&practice, &request, &user, who, &trace)
    {
        return stop;
    }
    match (decision, &request.target) {
        ("accept", Destination::AdminConsent(demand)) => {
            admin_consent::accepted(&practice, &request, demand, &user, &trace)
        }
        ("accept", _) => {
            let for_everyone = params.value("on_behalf_of_organization").is_some();
            match grant(&practice, &request, &user, for_everyone) {
                Ok(()) => proceed(&practice, request, Some(who), Stage::Consented, &trace),
                Err(error) => request.target.error(&practice, &error, &trace),
            }
        }
        ("switch", _) => sign_in::ask(&practice, request),
        _ => request.target.error(&practice, &EntraError::new(65004), &trace),
    }
}

/// Keeps the request for an administrator; the page goes on to offer the way back.
fn requested(practice: &Practice, request: &Request, user: &User, ctx: &str, reason: &str) -> Response {
    let mut store = practice.write();
    let asked = ConsentRequest {
        tenant: user.tenant,
        client_id: request.client_id,
        user: user.object_id,
        reason: reason.chars().take(500).collect(),
        at: store.now,
    };
    // Who asks again, asks in other words.
    let again = |one: &ConsentRequest| {
        (one.tenant, one.client_id, one.user) == (asked.tenant, asked.client_id, asked.user)
    };
    store.consent_requests.retain(|one| !again(one));
    store.consent_requests.push(asked);
    page::request_sent(request.target.language(), &request.authority, ctx)
}

/// Writes the consent down. The page may not be believed: what is missing and who asks is looked up again.
fn grant(practice: &Practice, request: &Request, user: &User, for_everyone: bool) -> Result<(), EntraError> {
    let missing = needed(practice, request, user, Stage::SignedIn)?;
    let for_everyone = for_everyone || request.prompt == Prompt::AdminConsent;
    let may_for_everyone = missing.iter().all(|one| user.may_grant(*one));
    if beyond(practice, user, &missing).next().is_some() || (for_everyone && !may_for_everyone) {
        return Err(refused(practice, request, user));
    }
    let mut store = practice.write();
    let whom = (!for_everyone).then_some(user.object_id);
    let principal = store.principal_mut(user.tenant, request.client_id);
    for permission in missing {
        principal.grant_at_once(whom, permission);
    }
    Ok(())
}
