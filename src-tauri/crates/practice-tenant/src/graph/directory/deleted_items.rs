//! `/directory/deletedItems`: registrations and service principals of the last thirty days
//! (microsoftgraph/microsoft-graph-docs-contrib: directory-deleteditems-list.md, directory-deleteditems-get.md,
//! directory-deleteditems-restore.md, directory-deleteditems-delete.md).

use jiff::Timestamp;
use serde_json::Value;

use crate::graph::directory::application;
use crate::graph::directory::applications::{READ, WRITE, may_write};
use crate::graph::directory::call::{Call, Reply, printed};
use crate::graph::directory::collection;
use crate::graph::directory::refusal;
use crate::graph::directory::service_principal;
use crate::graph::directory::service_principals::{backed_by_an_app, name_in_use};
use crate::graph::error::GraphError;
use crate::ids::{ClientId, ObjectId};
use crate::odata::Schema;
use crate::store::{App, ServicePrincipal, Store, is_restorable};

/// Something that was deleted.
enum Item<'s> {
    Application(&'s App),
    Principal(ClientId, &'s ServicePrincipal),
}

/// The same with the time of its deletion.
struct Deleted<'s> {
    item: Item<'s>,
    at: Timestamp,
}

impl Deleted<'_> {
    fn id(&self) -> ObjectId {
        match self.item {
            Item::Application(app) => app.object_id,
            Item::Principal(_, one) => one.object_id,
        }
    }

    fn client_id(&self) -> ClientId {
        match self.item {
            Item::Application(app) => app.client_id,
            Item::Principal(client_id, _) => client_id,
        }
    }

    fn print(&self, call: &Call<'_>, store: &Store) -> Value {
        let mut object = match self.item {
            Item::Application(app) => application::print(app, &call.caller.tenant, false),
            Item::Principal(client_id, one) => service_principal::print(store, client_id, one),
        };
        object["deletedDateTime"] = printed(self.at).into();
        object
    }

    /// Without a cast in the address the object says what it is.
    fn print_with_type(&self, call: &Call<'_>, store: &Store) -> Value {
        let mut object = self.print(call, store);
        object["@odata.type"] = format!("#{}", self.schema().name).into();
        object
    }

    fn schema(&self) -> &'static Schema {
        match self.item {
            Item::Application(_) => &application::SCHEMA,
            Item::Principal(..) => &service_principal::SCHEMA,
        }
    }
}

/// What the caller's tenant can restore. Only the home tenant has registrations.
fn all<'s>(call: &Call<'_>, store: &'s Store) -> Vec<Deleted<'s>> {
    let tenant = call.caller.tenant.id;
    let now = call.practice.now();
    let apps = store.restorable_apps(now).map(|(app, at)| Deleted {
        item: Item::Application(app),
        at,
    });
    let principals = store
        .removed_principals
        .iter()
        .filter(|(of, _, _, at)| *of == tenant && is_restorable(*at, now))
        .map(|(_, client_id, one, at)| Deleted {
            item: Item::Principal(*client_id, one),
            at: *at,
        });
    apps.filter(|_| tenant == store.home).chain(principals).collect()
}

fn named<'s>(call: &Call<'_>, store: &'s Store, sent: &str) -> Result<Deleted<'s>, GraphError> {
    let id = sent.parse().ok();
    let mut all = all(call, store).into_iter();
    all.find(|one| Some(one.id()) == id)
        .ok_or_else(|| refusal::not_found(sent))
}

/// People need an administrator's role here, also for what was their own; an application may recycle its own.
fn may_recycle(call: &Call<'_>, store: &Store, client_id: ClientId) -> Result<(), GraphError> {
    if call.caller.is_delegated && !call.caller.administers(store) {
        return Err(refusal::insufficient_privileges());
    }
    may_write(call, store, store.app_or_deleted(client_id))
}

/// `GET /directory/deletedItems/microsoft.graph.application`.
pub(crate) fn applications(call: &Call<'_>) -> Result<Reply, GraphError> {
    list(call, "application", &application::SCHEMA)
}

/// `GET /directory/deletedItems/microsoft.graph.servicePrincipal`.
pub(crate) fn service_principals(call: &Call<'_>) -> Result<Reply, GraphError> {
    list(call, "servicePrincipal", &service_principal::SCHEMA)
}

fn list(call: &Call<'_>, kind: &str, schema: &'static Schema) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let store = call.practice.read();
    let all = all(call, &store);
    let of_kind = all.iter().filter(|one| one.schema().name == schema.name);
    let printed = of_kind.map(|one| one.print(call, &store)).collect();
    let path = format!("directory/deletedItems/{}", schema.name);
    collection::page(call, &path, &format!("{kind}s"), schema, printed)
}

/// `GET /directory/deletedItems/{id}`.
pub(crate) fn one(call: &Call<'_>, id: &str) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let store = call.practice.read();
    let found = named(call, &store, id)?;
    let object = found.print_with_type(call, &store);
    collection::entity(call, "directoryObjects/$entity", found.schema(), object)
}

/// `DELETE /directory/deletedItems/{id}`: gone for good, and its unique name is free.
pub(crate) fn delete(call: &Call<'_>, id: &str) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let mut store = call.practice.write();
    let found = named(call, &store, id)?;
    may_recycle(call, &store, found.client_id())?;
    let id = found.id();
    if store.take_deleted_app(id).is_none() {
        store.take_deleted_principal(id);
    }
    Ok(Reply::Done)
}

/// `POST /directory/deletedItems/{id}/restore`. The service principal of a registration is restored by a call of its own.
pub(crate) fn restore(call: &Call<'_>, id: &str) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let mut store = call.practice.write();
    let found = named(call, &store, id)?;
    let (id, client_id) = (found.id(), found.client_id());
    may_recycle(call, &store, client_id)?;
    if let Item::Principal(..) = found.item {
        backed_by_an_app(call, &store, client_id)?;
        if store.principal(call.caller.tenant.id, client_id).is_some() {
            return Err(name_in_use(client_id));
        }
    }
    let mut object = found.print_with_type(call, &store);
    object["deletedDateTime"] = Value::Null;
    if let Some(app) = store.take_deleted_app(id) {
        store.apps.push(app);
    } else if let Some(principal) = store.take_deleted_principal(id) {
        store.set_principal(call.caller.tenant.id, client_id, principal);
    }
    Ok(Reply::Found(call.entity("directoryObjects/$entity", object)))
}
