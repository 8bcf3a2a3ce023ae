//! `/applications` (microsoftgraph/microsoft-graph-docs-contrib: application-list.md, application-post-applications.md,
//! application-get.md, application-update.md, application-upsert.md, application-delete.md).

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::bearer::Needs;
use crate::graph::directory::application::{SCHEMA, print};
use crate::graph::directory::application_changes::Changes;
use crate::graph::directory::call::{Call, Reply, any_of};
use crate::graph::directory::collection;
use crate::graph::directory::passwords::lives_no_longer_than_allowed;
use crate::graph::directory::place::Key;
use crate::graph::directory::refusal;
use crate::graph::error::GraphError;
use crate::ids::{ClientId, ObjectId};
use crate::propagation::Change;
use crate::scenario::Scenario;
use crate::store::{App, Store};

/// Reading applications and service principals.
pub(crate) const READ: Needs = any_of(
    &[
        "Application.Read.All",
        "Application.ReadWrite.All",
        "Application.ReadUpdate.All",
        "Directory.Read.All",
    ],
    &[
        "Application.Read.All",
        "Application.ReadWrite.All",
        "Application.ReadWrite.OwnedBy",
        "Application.ReadUpdate.All",
        "Directory.Read.All",
    ],
);

/// Making and deleting them, and their secrets.
pub(crate) const WRITE: Needs = any_of(
    &["Application.ReadWrite.All"],
    &["Application.ReadWrite.All", "Application.ReadWrite.OwnedBy"],
);

/// Changing the properties of one that is there.
pub(crate) const CHANGE: Needs = any_of(
    &["Application.ReadWrite.All", "Application.ReadUpdate.All"],
    &[
        "Application.ReadWrite.All",
        "Application.ReadWrite.OwnedBy",
        "Application.ReadUpdate.All",
    ],
);

/// What an application needs to change apps that it does not own, and to do all else to them.
const CHANGE_ANY: Needs = any_of(&[], &["Application.ReadWrite.All", "Application.ReadUpdate.All"]);
const WRITE_ANY: Needs = any_of(&[], &["Application.ReadWrite.All"]);

/// The registrations of the caller's tenant that are known everywhere. Only the home tenant has any.
fn apps<'s>(call: &Call<'_>, store: &'s Store) -> impl Iterator<Item = &'s App> {
    let is_home = call.caller.tenant.id == store.home;
    let practice = call.practice;
    store
        .apps
        .iter()
        .filter(move |app| is_home && practice.has_spread(Change::Object, app.created))
}

/// The registration that a path names.
pub(crate) fn app_of<'s>(call: &Call<'_>, store: &'s Store, key: &Key) -> Result<&'s App, GraphError> {
    let found = match key {
        Key::Object(sent) => {
            let id = sent.parse::<ObjectId>().ok();
            apps(call, store).find(|app| Some(app.object_id) == id)
        }
        Key::App(sent) => {
            let id = sent.parse::<ClientId>().ok();
            apps(call, store).find(|app| Some(app.client_id) == id)
        }
        Key::Unique(name) => apps(call, store).find(|app| app.unique_name.as_ref() == Some(name)),
    };
    found.ok_or_else(|| refusal::not_found(key.sent()))
}

/// Changing properties: a person does it as an owner or by a role, an application as an owner or by a wider permission.
pub(crate) fn may_change(call: &Call<'_>, store: &Store, app: &App) -> Result<(), GraphError> {
    owner_or(call, store, Some(app), &CHANGE_ANY)
}

/// Everything else, also with what no app of this tenant stands behind (`None`).
pub(crate) fn may_write(call: &Call<'_>, store: &Store, app: Option<&App>) -> Result<(), GraphError> {
    owner_or(call, store, app, &WRITE_ANY)
}

fn owner_or(call: &Call<'_>, store: &Store, app: Option<&App>, wide: &Needs) -> Result<(), GraphError> {
    let caller = &call.caller;
    let of_all = if caller.is_delegated {
        caller.administers(store)
    } else {
        caller.has(wide)
    };
    if of_all || app.is_some_and(|app| app.owners.contains(&caller.object_id)) {
        Ok(())
    } else {
        Err(refusal::insufficient_privileges())
    }
}

fn printed(call: &Call<'_>, app: &App) -> Value {
    // The certificates themselves are shown when `keyCredentials` is named (application-get.md).
    let with_keys = call
        .params
        .value("$select")
        .is_some_and(|names| names.split(',').any(|name| name.trim() == "keyCredentials"));
    print(app, &call.caller.tenant, with_keys)
}

/// `GET /applications`.
pub(crate) fn list(call: &Call<'_>) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let store = call.practice.read();
    let all = apps(call, &store)
        .map(|app| print(app, &call.caller.tenant, false))
        .collect();
    collection::page(call, "applications", "applications", &SCHEMA, all)
}

/// `GET /applications/{id}`.
pub(crate) fn one(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let store = call.practice.read();
    let app = app_of(call, &store, key)?;
    collection::entity(call, "applications/$entity", &SCHEMA, printed(call, app))
}

/// `POST /applications`. Whoever makes one owns it.
pub(crate) fn create(call: &Call<'_>) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let body = call.object()?;
    let mut store = call.practice.write();
    register(call, &mut store, &body, None)
}

/// Writes a new registration, with the unique name that the path gives it, if it is made by one.
fn register(
    call: &Call<'_>,
    store: &mut Store,
    body: &Map<String, Value>,
    unique_name: Option<&str>,
) -> Result<Reply, GraphError> {
    let now = call.practice.now();
    let changes = Changes::parse(body, None, now)?;
    if call.caller.tenant.id != store.home {
        // Own words: a limit of the practice tenant.
        return Err(refusal::forbidden(
            "The practice tenant keeps app registrations in its home tenant only.",
        ));
    }
    may_register(call, store)?;
    let name = changes.name()?.to_owned();
    let mut app = App::new(ClientId(Uuid::new_v4()), name, changes.audience(), now);
    app.owners.insert(call.caller.object_id);
    app.unique_name = unique_name.map(str::to_owned);
    changes.apply(&mut app);
    if let Some(name) = &app.unique_name {
        unused(store, name)?;
    }
    let body = call.entity("applications/$entity", print(&app, &call.caller.tenant, false));
    let location = format!("{}/v1.0/applications/{}", call.address, app.object_id);
    store.apps.push(app);
    Ok(Reply::Created(body, location))
}

/// Every member may register apps, as the default of a tenant is. Where it is not, a role has to allow it
/// (MicrosoftDocs/entra-docs: users-default-permissions.md, delegate-app-roles.md).
fn may_register(call: &Call<'_>, store: &Store) -> Result<(), GraphError> {
    let restricted = call.practice.switches.is_on(Scenario::AppRegistrationRestricted);
    let person = call.caller.person(store);
    if restricted && person.is_some_and(|one| !one.may_always_register_apps()) {
        return Err(refusal::insufficient_privileges());
    }
    Ok(())
}

/// A unique name belongs to one registration, and stays taken while that is among the deleted ones
/// (microsoftgraph/msgraph-bicep-types issue 137; the code as in byte5ai/omadia issue 916).
fn unused(store: &Store, name: &str) -> Result<(), GraphError> {
    let deleted = store.restorable_apps(store.now).map(|(app, _)| app);
    let mut all = store.apps.iter().chain(deleted);
    if all.any(|app| app.unique_name.as_deref() == Some(name)) {
        return Err(refusal::already_exists("uniqueName"));
    }
    Ok(())
}

/// `PATCH /applications(uniqueName='…')`. With `Prefer: create-if-missing` it makes what is not there.
pub(crate) fn upsert(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    let Key::Unique(name) = key else {
        return update(call, key);
    };
    if !prefers(call, "create-if-missing") || app_of(call, &call.practice.read(), key).is_ok() {
        return update(call, key);
    }
    call.caller.needs(&WRITE)?;
    let body = call.object()?;
    register(call, &mut call.practice.write(), &body, Some(name))
}

fn prefers(call: &Call<'_>, wanted: &str) -> bool {
    let all = call.headers.get_all("prefer").iter();
    all.filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|one| one.trim().eq_ignore_ascii_case(wanted))
}

/// `PATCH /applications/{id}`.
fn update(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&CHANGE)?;
    let body = call.object()?;
    let mut store = call.practice.write();
    let app = app_of(call, &store, key)?;
    may_change(call, &store, app)?;
    let changes = Changes::parse(&body, Some(app), call.practice.now())?;
    for certificate in changes.added_certificates(app) {
        lives_no_longer_than_allowed(call, certificate.start, certificate.end)?;
    }
    if let Some(name) = changes.first_unique_name(app) {
        unused(&store, name)?;
    }
    let client_id = app.client_id;
    if let Some(app) = store.app_mut(client_id) {
        changes.apply(app);
    }
    Ok(Reply::Done)
}

/// `DELETE /applications/{id}`.
pub(crate) fn delete(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let mut store = call.practice.write();
    let app = app_of(call, &store, key)?;
    may_write(call, &store, Some(app))?;
    let client_id = app.client_id;
    store.remove_app(client_id);
    Ok(Reply::Done)
}
