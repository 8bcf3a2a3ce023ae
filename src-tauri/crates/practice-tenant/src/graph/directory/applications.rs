//! `/applications` (microsoftgraph/microsoft-graph-docs-contrib: application-list.md, application-post-applications.md,
//! application-get.md, application-update.md, application-delete.md).

use serde_json::Value;
use uuid::Uuid;

use crate::bearer::Needs;
use crate::graph::directory::application::{SCHEMA, print};
use crate::graph::directory::application_changes::Changes;
use crate::graph::directory::call::{Call, Reply, any_of};
use crate::graph::directory::collection;
use crate::graph::directory::place::Key;
use crate::graph::directory::refusal;
use crate::graph::error::GraphError;
use crate::ids::{ClientId, ObjectId};
use crate::propagation::Change;
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
    };
    let (Key::Object(sent) | Key::App(sent)) = key;
    found.ok_or_else(|| refusal::not_found(sent))
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

/// `POST /applications`. Every member may register apps, as the default of a tenant is; whoever makes one owns it.
pub(crate) fn create(call: &Call<'_>) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let now = call.practice.now();
    let changes = Changes::parse(&call.object()?, None, now)?;
    let mut store = call.practice.write();
    if call.caller.tenant.id != store.home {
        // Own words: a limit of the practice tenant.
        return Err(refusal::forbidden(
            "The practice tenant keeps app registrations in its home tenant only.",
        ));
    }
    let name = changes.name()?.to_owned();
    let mut app = App::new(ClientId(Uuid::new_v4()), name, changes.audience(), now);
    app.owners.insert(call.caller.object_id);
    changes.apply(&mut app);
    let body = call.entity("applications/$entity", print(&app, &call.caller.tenant, false));
    let location = format!("{}/v1.0/applications/{}", call.address, app.object_id);
    store.apps.push(app);
    Ok(Reply::Created(body, location))
}

/// `PATCH /applications/{id}`.
pub(crate) fn update(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&CHANGE)?;
    let body = call.object()?;
    let mut store = call.practice.write();
    let app = app_of(call, &store, key)?;
    may_change(call, &store, app)?;
    let changes = Changes::parse(&body, Some(app), call.practice.now())?;
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
