//! `appRoleAssignedTo` and `appRoleAssignments`: application permissions, and who may use an app
//! (microsoftgraph/microsoft-graph-docs-contrib: serviceprincipal-post-approleassignedto.md,
//! serviceprincipal-list-approleassignments.md, serviceprincipal-delete-approleassignedto.md).

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::bearer::Needs;
use crate::catalogue::{Kind, Permission, Resource};
use crate::graph::directory::applications::READ;
use crate::graph::directory::call::{Call, Reply, any_of, printed};
use crate::graph::directory::collection;
use crate::graph::directory::place::{Key, Side};
use crate::graph::directory::refusal;
use crate::graph::directory::service_principal::name;
use crate::graph::directory::service_principals::{known, principal_of, with_id};
use crate::graph::error::GraphError;
use crate::ids::{ClientId, ObjectId};
use crate::odata::{Schema, Type};
use crate::store::{ServicePrincipal, Store, User};

/// Writing needs this one and one of [`READ`]: the documentation names both, and each alone is refused.
const WRITE: Needs = any_of(
    &["AppRoleAssignment.ReadWrite.All"],
    &["AppRoleAssignment.ReadWrite.All"],
);

static SCHEMA: Schema = Schema {
    name: "microsoft.graph.appRoleAssignment",
    fields: &[
        ("appRoleId", Type::Text),
        ("principalId", Type::Text),
        ("principalType", Type::Text),
        ("resourceId", Type::Text),
    ],
    not_filterable: &[
        "id",
        "createdDateTime",
        "principalDisplayName",
        "resourceDisplayName",
    ],
};

/// To whom something was assigned.
#[derive(Clone, Copy)]
enum Principal<'s> {
    Client(ClientId, &'s ServicePrincipal),
    Person(&'s User),
}

/// One assignment.
#[derive(Clone, Copy)]
struct Assignment<'s> {
    principal: Principal<'s>,
    resource: (ClientId, &'s ServicePrincipal),
    /// `None` is the default role, whose id is all zeros: a person may use the app.
    role: Option<Permission>,
    created: Timestamp,
}

impl Assignment<'_> {
    fn principal_id(&self) -> ObjectId {
        match self.principal {
            Principal::Client(_, one) => one.object_id,
            Principal::Person(one) => one.object_id,
        }
    }

    fn role_id(&self) -> Uuid {
        let row = self.role.and_then(Permission::row);
        row.map_or(Uuid::nil(), |row| row.id)
    }

    /// As Graph's: base64url of the principal's id and of sixteen bytes more. Here these follow from the assignment.
    fn id(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.principal_id().0);
        hash.update(self.resource.1.object_id.0);
        hash.update(self.role_id());
        let rest = hash.finalize();
        let mut bytes = self.principal_id().0.to_bytes_le().to_vec();
        bytes.extend(rest.iter().take(16));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn print(&self, store: &Store) -> Value {
        let (display_name, kind) = match self.principal {
            Principal::Client(client_id, _) => (name(store, client_id), "ServicePrincipal"),
            Principal::Person(user) => (user.display_name.as_str(), "User"),
        };
        json!({
            "id": self.id(),
            "deletedDateTime": null,
            "appRoleId": self.role_id(),
            "createdDateTime": printed(self.created),
            "principalDisplayName": display_name,
            "principalId": self.principal_id(),
            "principalType": kind,
            "resourceDisplayName": name(store, self.resource.0),
            "resourceId": self.resource.1.object_id,
        })
    }
}

/// What a service principal was granted, as far as a call is to see it.
type Granted = fn(&Call<'_>, &ServicePrincipal) -> BTreeSet<Permission>;

/// Everything assigned in the caller's tenant.
fn all<'s>(call: &Call<'_>, store: &'s Store, granted: Granted) -> Vec<Assignment<'s>> {
    let principals = known(call, store);
    let mut all = Vec::new();
    for (client_id, one) in &principals {
        let people = one.assigned.iter().filter_map(|id| store.user(*id));
        all.extend(people.map(|user| Assignment {
            principal: Principal::Person(user),
            resource: (*client_id, one),
            role: None,
            created: one.created,
        }));
        let roles = granted(call, one).into_iter();
        let roles = roles.filter(|role| role.kind == Kind::Application);
        all.extend(roles.filter_map(|role| {
            let api = role.resource.client_id();
            let resource = principals.iter().find(|(id, _)| *id == api)?;
            Some(Assignment {
                principal: Principal::Client(*client_id, one),
                resource: *resource,
                role: Some(role),
                created: one.granted_at.get(&(None, role)).copied().unwrap_or(one.created),
            })
        }));
    }
    all
}

/// The application permissions that lists show by now: a new one is missing for a while, and one taken away lingers
/// (microsoftgraph/microsoft-graph-docs-contrib issue 2459).
fn listed(call: &Call<'_>, client: &ServicePrincipal) -> BTreeSet<Permission> {
    let revoked = client.revoked_at.keys().filter(|(user, _)| user.is_none());
    let every = client
        .granted
        .iter()
        .copied()
        .chain(revoked.map(|(_, role)| *role));
    every
        .filter(|role| call.practice.carries(client, None, *role))
        .collect()
}

/// Those that the path is about.
fn of<'s>(
    call: &Call<'_>,
    store: &'s Store,
    key: &Key,
    side: Side,
    granted: Granted,
) -> Result<(ObjectId, Vec<Assignment<'s>>), GraphError> {
    let (_, named) = principal_of(call, store, key)?;
    let id = named.object_id;
    let mut assignments = all(call, store, granted);
    assignments.retain(|one| match side {
        Side::Resource => one.resource.1.object_id == id,
        Side::Client => one.principal_id() == id,
    });
    Ok((id, assignments))
}

/// All that the directory holds.
fn held(_: &Call<'_>, client: &ServicePrincipal) -> BTreeSet<Permission> {
    client.granted.clone()
}

fn context(id: ObjectId, side: Side) -> String {
    format!("servicePrincipals('{id}')/{}", side.segment())
}

/// `GET /servicePrincipals/{id}/appRoleAssignedTo` and `.../appRoleAssignments`.
pub(crate) fn list(call: &Call<'_>, key: &Key, side: Side) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let store = call.practice.read();
    let (id, assignments) = of(call, &store, key, side, listed)?;
    let printed = assignments.iter().map(|one| one.print(&store)).collect();
    let path = format!("servicePrincipals/{id}/{}", side.segment());
    collection::page(call, &path, &context(id, side), &SCHEMA, printed)
}

/// What a new assignment says: three object ids, of which the role's is no object's.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "Graph's own names")]
struct Sent {
    principal_id: Uuid,
    resource_id: Uuid,
    app_role_id: Uuid,
}

/// `POST` to either side.
pub(crate) fn create(call: &Call<'_>, key: &Key, side: Side) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    call.caller.needs(&READ)?;
    let body = Value::Object(call.object()?);
    for field in ["principalId", "resourceId", "appRoleId"] {
        if body.get(field).is_none_or(Value::is_null) {
            return Err(refusal::value_required(field, "AppRoleAssignment"));
        }
    }
    let sent: Sent = serde_json::from_value(body).map_err(|_| refusal::wrong_type("appRoleAssignment"))?;
    let mut store = call.practice.write();
    let (_, named) = principal_of(call, &store, key)?;
    let in_path = match side {
        Side::Resource => sent.resource_id,
        Side::Client => sent.principal_id,
    };
    if named.object_id.0 != in_path {
        return Err(refusal::bad_request("Not a valid reference update."));
    }
    let (resource, _) = with_id(call, &store, ObjectId(sent.resource_id))
        .ok_or_else(|| refusal::not_found(sent.resource_id))?;
    let id = match with_id(call, &store, ObjectId(sent.principal_id)) {
        Some((client, _)) => assign_role(call, &mut store, client, resource, sent.app_role_id)?,
        None => assign_person(call, &mut store, &sent, resource)?,
    };
    let (path_id, assignments) = of(call, &store, key, side, held)?;
    let new = assignments
        .iter()
        .find(|one| one.principal_id() == id && one.role_id() == sent.app_role_id)
        .ok_or_else(|| refusal::not_found(id))?;
    let context = format!("{}/$entity", context(path_id, side));
    let location = format!(
        "{}/v1.0/servicePrincipals/{path_id}/{}/{}",
        call.address,
        side.segment(),
        new.id()
    );
    Ok(Reply::Created(call.entity(&context, new.print(&store)), location))
}

fn already() -> GraphError {
    refusal::bad_request("Permission being assigned already exists on the object")
}

fn unknown_role(resource: ClientId) -> GraphError {
    refusal::bad_request(format!(
        "Permission being assigned was not found on application '{resource}'."
    ))
}

/// An application permission: the same grant that an administrator's consent writes.
fn assign_role(
    call: &Call<'_>,
    store: &mut Store,
    client: ClientId,
    resource: ClientId,
    role: Uuid,
) -> Result<ObjectId, GraphError> {
    let permission = Resource::of_app(resource.0)
        .and_then(|api| api.permission_with_id(Kind::Application, role))
        .ok_or_else(|| unknown_role(resource))?;
    if !call.caller.may_grant(store, permission) {
        return Err(refusal::insufficient_privileges());
    }
    let now = call.practice.now();
    let principal = store.principal_mut(call.caller.tenant.id, client);
    if principal.holds(None, permission) {
        return Err(already());
    }
    principal.grant(None, [permission], now);
    Ok(principal.object_id)
}

/// "Users and groups" of an enterprise application: the default role only, as none of the apps has roles of its own.
fn assign_person(
    call: &Call<'_>,
    store: &mut Store,
    sent: &Sent,
    resource: ClientId,
) -> Result<ObjectId, GraphError> {
    let tenant = call.caller.tenant.id;
    let user = store
        .user(ObjectId(sent.principal_id))
        .filter(|user| user.tenant == tenant)
        .map(|user| user.object_id)
        .ok_or_else(|| refusal::bad_request("Not a valid reference update."))?;
    if !sent.app_role_id.is_nil() {
        return Err(unknown_role(resource));
    }
    if !call.caller.administers(store) {
        return Err(refusal::insufficient_privileges());
    }
    if store.principal_mut(tenant, resource).assigned.insert(user) {
        Ok(user)
    } else {
        Err(already())
    }
}

/// `DELETE` on either side.
pub(crate) fn delete(call: &Call<'_>, key: &Key, side: Side, id: &str) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    call.caller.needs(&READ)?;
    let mut store = call.practice.write();
    let (_, assignments) = of(call, &store, key, side, held)?;
    let found = assignments
        .into_iter()
        .find(|one| one.id() == id)
        .ok_or_else(|| refusal::not_found(id))?;
    let (tenant, now) = (call.caller.tenant.id, call.practice.now());
    match (found.principal, found.role) {
        (Principal::Client(client, _), Some(role)) => {
            if !call.caller.may_grant(&store, role) {
                return Err(refusal::insufficient_privileges());
            }
            store.principal_mut(tenant, client).revoke(None, role, now);
        }
        (Principal::Person(user), _) => {
            if !call.caller.administers(&store) {
                return Err(refusal::insufficient_privileges());
            }
            let (user, resource) = (user.object_id, found.resource.0);
            store.principal_mut(tenant, resource).assigned.remove(&user);
        }
        (Principal::Client(..), None) => return Err(refusal::not_found(id)),
    }
    Ok(Reply::Done)
}
