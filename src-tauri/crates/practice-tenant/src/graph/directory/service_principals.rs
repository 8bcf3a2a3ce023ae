//! `/servicePrincipals` (microsoftgraph/microsoft-graph-docs-contrib: serviceprincipal-list.md,
//! serviceprincipal-post-serviceprincipals.md, serviceprincipal-update.md, serviceprincipal-delete.md).

use serde_json::{Map, Value};

use crate::catalogue::Resource;
use crate::graph::directory::application_changes::yes_or_no;
use crate::graph::directory::applications::{READ, WRITE, may_write};
use crate::graph::directory::call::{Call, Reply};
use crate::graph::directory::collection;
use crate::graph::directory::place::Key;
use crate::graph::directory::refusal;
use crate::graph::directory::service_principal::{SCHEMA, print};
use crate::graph::error::GraphError;
use crate::ids::{ClientId, ObjectId};
use crate::propagation::Change;
use crate::store::{ServicePrincipal, Store};

const RESOURCE: &str = "ServicePrincipal";

/// The service principals of the caller's tenant that are known everywhere.
pub(crate) fn known<'s>(call: &Call<'_>, store: &'s Store) -> Vec<(ClientId, &'s ServicePrincipal)> {
    let mut all = store.principals_of(call.caller.tenant.id);
    all.retain(|(_, one)| call.practice.has_spread(Change::Object, one.created));
    all
}

/// The one of that object id. A client id here is the classic mistake, and finds nothing.
pub(crate) fn with_id<'s>(
    call: &Call<'_>,
    store: &'s Store,
    id: ObjectId,
) -> Option<(ClientId, &'s ServicePrincipal)> {
    known(call, store)
        .into_iter()
        .find(|(_, one)| one.object_id == id)
}

/// The service principal that a path names.
pub(crate) fn principal_of<'s>(
    call: &Call<'_>,
    store: &'s Store,
    key: &Key,
) -> Result<(ClientId, &'s ServicePrincipal), GraphError> {
    let found = match key {
        Key::Object(sent) => sent.parse().ok().and_then(|id| with_id(call, store, id)),
        Key::App(sent) => {
            let id = sent.parse().ok();
            let mut all = known(call, store).into_iter();
            all.find(|(client_id, _)| Some(*client_id) == id)
        }
        // Only applications have unique names.
        Key::Unique(_) => None,
    };
    found.ok_or_else(|| refusal::not_found(key.sent()))
}

/// `GET /servicePrincipals`.
pub(crate) fn list(call: &Call<'_>) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let store = call.practice.read();
    let all = known(call, &store)
        .into_iter()
        .map(|(client_id, one)| print(&store, client_id, one))
        .collect();
    collection::page(call, "servicePrincipals", "servicePrincipals", &SCHEMA, all)
}

/// `GET /servicePrincipals/{id}`.
pub(crate) fn one(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let store = call.practice.read();
    let (client_id, principal) = principal_of(call, &store, key)?;
    let object = print(&store, client_id, principal);
    collection::entity(call, "servicePrincipals/$entity", &SCHEMA, object)
}

/// `POST /servicePrincipals` with `appId`: brings an app, or an API, into the tenant.
pub(crate) fn create(call: &Call<'_>) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let body = call.object()?;
    let sent = body
        .get("appId")
        .ok_or_else(|| refusal::value_required("appId", RESOURCE))?;
    let sent = sent.as_str().ok_or_else(|| refusal::wrong_type("appId"))?;
    let client_id: ClientId = sent
        .parse()
        .map_err(|_| refusal::invalid_value("appId", RESOURCE))?;
    let changes = Changes::parse(&body)?;
    let mut store = call.practice.write();
    backed_by_an_app(call, &store, client_id)?;
    let tenant = call.caller.tenant.id;
    if store.principal(tenant, client_id).is_some() {
        return Err(name_in_use(client_id));
    }
    let principal = store.principal_mut(tenant, client_id);
    changes.apply(principal);
    let principal = principal.clone();
    let body = call.entity("servicePrincipals/$entity", print(&store, client_id, &principal));
    let location = format!("{}/v1.0/servicePrincipals/{}", call.address, principal.object_id);
    Ok(Reply::Created(body, location))
}

/// One app has one service principal in a tenant.
pub(crate) fn name_in_use(client_id: ClientId) -> GraphError {
    refusal::conflict(format!(
        "The service principal cannot be created, updated, or restored because the service principal name {client_id} is already in use."
    ))
}

/// There has to be such an app, that may be used here, and the caller has to own or administer it.
pub(crate) fn backed_by_an_app(
    call: &Call<'_>,
    store: &Store,
    client_id: ClientId,
) -> Result<(), GraphError> {
    let foreign = || {
        refusal::forbidden(
            "When using this permission, the backing application of the service principal being created must in the local tenant",
        )
    };
    if Resource::of_app(client_id.0).is_some() {
        return may_write(call, store, None).map_err(|_| foreign());
    }
    let is_home = call.caller.tenant.id == store.home;
    let app = store
        .app(client_id)
        .filter(|app| is_home || app.audience.is_multi_tenant())
        .filter(|app| call.practice.has_spread(Change::Object, app.created))
        .ok_or_else(|| {
            refusal::bad_request(format!(
                "The appId '{client_id}' of the service principal does not reference a valid application object."
            ))
        })?;
    may_write(call, store, Some(app)).map_err(|_| foreign())
}

/// `PATCH /servicePrincipals/{id}`.
pub(crate) fn update(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let changes = Changes::parse(&call.object()?)?;
    let mut store = call.practice.write();
    let client_id = changeable(call, &store, key)?;
    changes.apply(store.principal_mut(call.caller.tenant.id, client_id));
    Ok(Reply::Done)
}

/// `DELETE /servicePrincipals/{id}`: all that was granted goes with it.
pub(crate) fn delete(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let mut store = call.practice.write();
    let client_id = changeable(call, &store, key)?;
    if client_id == Resource::Graph.client_id() {
        // Own words: without it no call like this one could be made.
        return Err(refusal::forbidden(
            "The service principal of Microsoft Graph cannot be deleted.",
        ));
    }
    store.remove_principal(call.caller.tenant.id, client_id);
    Ok(Reply::Done)
}

fn changeable(call: &Call<'_>, store: &Store, key: &Key) -> Result<ClientId, GraphError> {
    let (client_id, _) = principal_of(call, store, key)?;
    may_write(call, store, store.app(client_id))?;
    Ok(client_id)
}

/// What a body says about a service principal.
#[derive(Debug, Default)]
struct Changes {
    enabled: Option<bool>,
    assignment_required: Option<bool>,
}

/// Properties of the type that this practice tenant does not hold (resources/serviceprincipal.md).
const NOT_HELD: [&str; 12] = [
    "alternativeNames",
    "description",
    "homepage",
    "keyCredentials",
    "loginUrl",
    "notes",
    "notificationEmailAddresses",
    "passwordCredentials",
    "preferredSingleSignOnMode",
    "replyUrls",
    "servicePrincipalType",
    "tags",
];

impl Changes {
    fn parse(body: &Map<String, Value>) -> Result<Self, GraphError> {
        let mut changes = Self::default();
        for (name, value) in body {
            match name.as_str() {
                "appId" => {}
                "accountEnabled" => changes.enabled = Some(yes_or_no(value, name)?),
                "appRoleAssignmentRequired" => changes.assignment_required = Some(yes_or_no(value, name)?),
                "id" | "appDisplayName" | "displayName" | "appOwnerOrganizationId" => {
                    return Err(refusal::read_only(name));
                }
                _ if NOT_HELD.contains(&name.as_str()) => return Err(refusal::not_held(name)),
                _ if name.starts_with("@odata.") => {}
                _ => return Err(refusal::unknown_property(name)),
            }
        }
        Ok(changes)
    }

    fn apply(self, principal: &mut ServicePrincipal) {
        principal.enabled = self.enabled.unwrap_or(principal.enabled);
        principal.assignment_required = self.assignment_required.unwrap_or(principal.assignment_required);
    }
}
