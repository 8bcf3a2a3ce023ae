//! Admin consent for a whole tenant, by both forms of its address (MicrosoftDocs/entra-docs: v2-admin-consent.md,
//! v2-oauth2-client-creds-grant-flow.md).

use std::collections::BTreeSet;

use axum::extract::State;
use axum::response::Response;

use crate::catalogue::{Kind, Permission, Resource};
use crate::entra::authorize::{Prompt, Refusal, Request};
use crate::entra::error::{EntraError, Trace};
use crate::entra::grants::SignedIn;
use crate::entra::response::{Destination, Mode, Target};
use crate::entra::scope::{Asked, delegated, openid_scope, split, unknown_resource};
use crate::entra::stage::{Stage, proceed};
use crate::entra::visit::Visit;
use crate::entra::{Params, consent, pages, redirect, registration};
use crate::practice::{Practice, Shared};
use crate::store::{App, Platform, Store, User};

/// What an administrator is asked for, and where the answer goes.
#[derive(Clone, Debug)]
pub(crate) struct AdminConsent {
    pub(crate) target: Target,
    /// Everything that the administrator will see on the page.
    pub(crate) permissions: BTreeSet<Permission>,
    /// The APIs asked for by `.default`: what was granted for them before is replaced.
    replaced: BTreeSet<Resource>,
    /// `scope` of the answer; only the newer form has one.
    scope: Option<String>,
}

impl AdminConsent {
    /// An answer that the app hears of; every one of them says that this was about admin consent.
    pub(crate) fn error(&self, error: &EntraError, trace: &Trace) -> Response {
        let (oauth, description) = match (error.code, &self.scope) {
            // Each form has its own words for a Cancel.
            (65004, None) => ("permission_denied", "The admin canceled the request".to_owned()),
            (65004, Some(_)) => ("consent_required", denied(trace)),
            _ => (error.oauth_error(), error.description(trace)),
        };
        self.target.answer(&[
            ("admin_consent", "True"),
            ("error", oauth),
            ("error_description", &description),
        ])
    }
}

/// AADSTS65004 in the words that this endpoint has for it.
fn denied(trace: &Trace) -> String {
    EntraError::new(65004).described(
        "The resource owner or authorization server denied the request.",
        trace,
    )
}

/// `GET /{tenant}/adminconsent`: everything that the registration lists.
pub(crate) async fn v1(State(practice): State<Shared>, visit: Visit) -> Response {
    begin(&practice, visit, configured)
}

/// `GET /{tenant}/v2.0/adminconsent`: what `scope` names.
pub(crate) async fn v2(State(practice): State<Shared>, visit: Visit) -> Response {
    begin(&practice, visit, scoped)
}

/// Reads what is asked for, once it is clear where the answer goes.
type Read = fn(&App, Target, &Params) -> Result<AdminConsent, EntraError>;

fn begin(practice: &Practice, visit: Visit, read: Read) -> Response {
    let trace = &visit.trace;
    let request = request(practice, &practice.read(), &visit, read);
    let request = match request {
        Ok(request) => request,
        Err(Refusal::Page(error)) => return pages::error(&error, trace, visit.language),
        Err(Refusal::Answer(target, error)) => {
            let description = error.description(trace);
            return target.answer(&[
                ("admin_consent", "True"),
                ("error", error.oauth_error()),
                ("error_description", &description),
            ]);
        }
    };
    proceed(practice, request, visit.who, Stage::Started, trace)
}

fn request(practice: &Practice, store: &Store, visit: &Visit, read: Read) -> Result<Request, Refusal> {
    let Visit {
        tenant,
        params,
        language,
        ..
    } = visit;
    let (app, _) = registration::named(practice, store, tenant, params.required("client_id")?)?;
    let redirect = redirect::matching(app, params.value("redirect_uri"))
        .map_err(|error| error.under("invalid_request"))?;
    let target = Target {
        redirect_uri: redirect.uri,
        mode: Mode::Query,
        state: params.value("state").map(str::to_owned),
        language: *language,
    };
    let demand =
        read(app, target.clone(), params).map_err(|error| Refusal::Answer(Box::new(target), error))?;
    Ok(Request {
        authority: tenant.to_owned(),
        client_id: app.client_id,
        platform: Platform::Web,
        target: Destination::AdminConsent(demand),
        asked: Asked::default(),
        nonce: None,
        challenge: None,
        prompt: Prompt::Automatic,
        login_hint: params.value("login_hint").map(str::to_owned),
        correlation_id: params.value("client-request-id").map(str::to_owned),
    })
}

fn configured(app: &App, target: Target, _: &Params) -> Result<AdminConsent, EntraError> {
    if app.wanted.is_empty() {
        return Err(EntraError::new(650_056)
            .with("client_id", app.client_id)
            .with("app", &app.name)
            .with("resource", Resource::Graph.name()));
    }
    Ok(AdminConsent {
        target,
        permissions: app.wanted.clone(),
        replaced: Resource::ALL.into_iter().collect(),
        scope: None,
    })
}

/// Unlike a token, consent may be asked for several APIs at once. `.default` brings application permissions too.
fn scoped(app: &App, target: Target, params: &Params) -> Result<AdminConsent, EntraError> {
    let scope = params.required("scope")?;
    let mut permissions = BTreeSet::new();
    let mut replaced = BTreeSet::new();
    for word in scope.split_whitespace() {
        if let Some(openid) = openid_scope(word) {
            permissions.extend(Resource::Graph.permission(Kind::Delegated, openid));
            continue;
        }
        let (resource, value) = split(word, None)?;
        if value == ".default" {
            let listed = app.wanted.iter().filter(|one| one.resource == resource);
            permissions.extend(listed);
            replaced.insert(resource);
            continue;
        }
        permissions.insert(delegated(app, resource, value)?);
    }
    if permissions.is_empty() {
        let uri = replaced.first().map_or("", |resource| resource.identifier_uri());
        return Err(unknown_resource(uri, None));
    }
    Ok(AdminConsent {
        target,
        permissions,
        replaced,
        scope: Some(scope.to_owned()),
    })
}

/// Shows the page to somebody who may decide, and says so to everybody else.
pub(crate) fn ask(
    practice: &Practice,
    request: Request,
    demand: &AdminConsent,
    (user, who): (&User, SignedIn),
    trace: &Trace,
) -> Response {
    if let Err(error) = usable(practice, &request, user) {
        return request.target.refuse(practice, &error, trace);
    }
    let permissions = demand.permissions.clone();
    consent::ask_administrator(practice, request, (user, who), &permissions, trace)
}

/// Who signs in at `organizations` brings the tenant along, so that only now it is known where this is.
fn usable(practice: &Practice, request: &Request, user: &User) -> Result<(), EntraError> {
    let store = practice.read();
    let gone = || EntraError::new(90023);
    let app = store.app(request.client_id).ok_or_else(gone)?;
    let tenant = store.tenants.get(&user.tenant).ok_or_else(gone)?;
    registration::usable_in(&store, app, tenant)
}

/// Writes the consent down and answers the app. The page may not be believed: who asks is looked at again.
pub(crate) fn accepted(
    practice: &Practice,
    request: &Request,
    demand: &AdminConsent,
    user: &User,
    trace: &Trace,
) -> Response {
    if !demand.permissions.iter().all(|one| user.may_grant(*one)) {
        let error = consent::refused(practice, request, user);
        return demand.error(&error, trace);
    }
    if let Err(error) = usable(practice, request, user) {
        return request.target.refuse(practice, &error, trace);
    }
    let mut store = practice.write();
    let now = store.now;
    let principal = store.principal_mut(user.tenant, request.client_id);
    let stale: Vec<Permission> = principal
        .granted
        .difference(&demand.permissions)
        .filter(|one| demand.replaced.contains(&one.resource))
        .copied()
        .collect();
    for permission in stale {
        principal.revoke(None, permission, now);
    }
    principal.grant(None, demand.permissions.iter().copied(), now);
    drop(store);
    let tenant = user.tenant.to_string();
    let mut pairs = vec![("admin_consent", "True"), ("tenant", tenant.as_str())];
    pairs.extend(demand.scope.as_deref().map(|scope| ("scope", scope)));
    demand.target.answer(&pairs)
}
