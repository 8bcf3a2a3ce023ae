//! `/oauth2PermissionGrants`: delegated permissions, for everyone or for one person
//! (microsoftgraph/microsoft-graph-docs-contrib: oauth2permissiongrant-post.md, oauth2permissiongrant-list.md,
//! oauth2permissiongrant-update.md, oauth2permissiongrant-delete.md).

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::bearer::Needs;
use crate::catalogue::{Kind, Permission, Resource};
use crate::graph::directory::call::{Call, Reply, any_of};
use crate::graph::directory::collection;
use crate::graph::directory::place::Key;
use crate::graph::directory::refusal;
use crate::graph::directory::service_principals::{known, principal_of, with_id};
use crate::graph::error::GraphError;
use crate::ids::{ClientId, ObjectId};
use crate::odata::{Schema, Type};
use crate::store::Store;

const READ: Needs = any_of(
    &[
        "DelegatedPermissionGrant.Read.All",
        "DelegatedPermissionGrant.ReadWrite.All",
        "Directory.Read.All",
    ],
    &[
        "DelegatedPermissionGrant.Read.All",
        "DelegatedPermissionGrant.ReadWrite.All",
        "Directory.Read.All",
    ],
);
const WRITE: Needs = any_of(
    &["DelegatedPermissionGrant.ReadWrite.All"],
    &["DelegatedPermissionGrant.ReadWrite.All"],
);
const RESOURCE: &str = "OAuth2PermissionGrant";

static SCHEMA: Schema = Schema {
    name: "microsoft.graph.oAuth2PermissionGrant",
    fields: &[
        ("clientId", Type::Text),
        ("consentType", Type::Text),
        ("principalId", Type::Text),
        ("resourceId", Type::Text),
    ],
    not_filterable: &["id", "scope"],
};

/// What one client may ask of one API: for everyone (`None`), or for one person.
struct Grant {
    client: (ClientId, ObjectId),
    api: (Resource, ObjectId),
    user: Option<ObjectId>,
    permissions: BTreeSet<Permission>,
}

impl Grant {
    /// As Graph's: base64url of the ids of client, API and person.
    fn id(&self) -> String {
        let ids = [Some(self.client.1), Some(self.api.1), self.user];
        let bytes: Vec<u8> = ids
            .into_iter()
            .flatten()
            .flat_map(|id| id.0.to_bytes_le())
            .collect();
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn print(&self) -> Value {
        let scope: Vec<&str> = self.permissions.iter().map(|one| one.value).collect();
        json!({
            "clientId": self.client.1,
            "consentType": if self.user.is_some() { "Principal" } else { "AllPrincipals" },
            "id": self.id(),
            "principalId": self.user,
            "resourceId": self.api.1,
            "scope": scope.join(" "),
        })
    }
}

/// Every grant of the caller's tenant.
fn all(call: &Call<'_>, store: &Store) -> Vec<Grant> {
    let principals = known(call, store);
    let apis: BTreeMap<Resource, ObjectId> = principals
        .iter()
        .filter_map(|(id, one)| Some((Resource::of_app(id.0)?, one.object_id)))
        .collect();
    let mut all = Vec::new();
    for (client_id, one) in principals {
        let of_people = one
            .granted_by
            .iter()
            .map(|(user, granted)| (Some(*user), granted));
        for (user, granted) in std::iter::once((None, &one.granted)).chain(of_people) {
            for (resource, object_id) in &apis {
                let of_api = |one: &&Permission| one.resource == *resource && one.kind == Kind::Delegated;
                let permissions: BTreeSet<Permission> = granted.iter().filter(of_api).copied().collect();
                if !permissions.is_empty() {
                    all.push(Grant {
                        client: (client_id, one.object_id),
                        api: (*resource, *object_id),
                        user,
                        permissions,
                    });
                }
            }
        }
    }
    all
}

fn with_grant_id(call: &Call<'_>, store: &Store, id: &str) -> Result<Grant, GraphError> {
    all(call, store)
        .into_iter()
        .find(|one| one.id() == id)
        .ok_or_else(|| refusal::not_found(id))
}

/// `GET /oauth2PermissionGrants`.
pub(crate) fn list(call: &Call<'_>) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let printed = all(call, &call.practice.read())
        .iter()
        .map(Grant::print)
        .collect();
    collection::page(
        call,
        "oauth2PermissionGrants",
        "oauth2PermissionGrants",
        &SCHEMA,
        printed,
    )
}

/// `GET /servicePrincipals/{id}/oauth2PermissionGrants`.
pub(crate) fn of_client(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let store = call.practice.read();
    let (client_id, principal) = principal_of(call, &store, key)?;
    let of_it = all(call, &store)
        .into_iter()
        .filter(|one| one.client.0 == client_id);
    let path = format!("servicePrincipals/{}/oauth2PermissionGrants", principal.object_id);
    let printed = of_it.map(|one| one.print()).collect();
    collection::page(call, &path, "oauth2PermissionGrants", &SCHEMA, printed)
}

/// `GET /oauth2PermissionGrants/{id}`.
pub(crate) fn one(call: &Call<'_>, id: &str) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let grant = with_grant_id(call, &call.practice.read(), id)?;
    collection::entity(call, "oauth2PermissionGrants/$entity", &SCHEMA, grant.print())
}

/// What a new grant says. Its `clientId` is the object id of a service principal, not a client id.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sent {
    client_id: Option<Uuid>,
    consent_type: Option<String>,
    principal_id: Option<Uuid>,
    resource_id: Option<Uuid>,
    scope: Option<String>,
}

/// `POST /oauth2PermissionGrants`: the same grant that consent writes.
pub(crate) fn create(call: &Call<'_>) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let sent: Sent = serde_json::from_value(Value::Object(call.object()?))
        .map_err(|_| refusal::wrong_type("oAuth2PermissionGrant"))?;
    let required = |field, name| -> Result<Uuid, GraphError> {
        Option::ok_or_else(field, || refusal::value_required(name, RESOURCE))
    };
    let (client, resource) = (
        required(sent.client_id, "clientId")?,
        required(sent.resource_id, "resourceId")?,
    );
    let mut store = call.practice.write();
    let user = whom(
        call,
        &store,
        sent.consent_type.as_deref(),
        sent.principal_id.map(ObjectId),
    )?;
    let (client_id, principal) =
        with_id(call, &store, ObjectId(client)).ok_or_else(|| refusal::not_found(client))?;
    let api = with_id(call, &store, ObjectId(resource))
        .and_then(|(id, one)| Some((Resource::of_app(id.0)?, one.object_id)))
        .ok_or_else(|| refusal::bad_request("Specified resourceId was not found."))?;
    let grant = Grant {
        client: (client_id, principal.object_id),
        api,
        user,
        permissions: named(api.0, sent.scope.as_deref().unwrap_or_default())?,
    };
    may_grant(call, &store, &grant.permissions)?;
    let id = grant.id();
    if all(call, &store).iter().any(|one| one.id() == id) {
        return Err(refusal::conflict("Permission entry already exists."));
    }
    let (tenant, now) = (call.caller.tenant.id, call.practice.now());
    store
        .principal_mut(tenant, client_id)
        .grant(user, grant.permissions.iter().copied(), now);
    let body = call.entity("oauth2PermissionGrants/$entity", grant.print());
    let location = format!("{}/v1.0/oauth2PermissionGrants/{id}", call.address);
    Ok(Reply::Created(body, location))
}

/// An application needs its permission only; a person also a role.
fn may_grant(call: &Call<'_>, store: &Store, permissions: &BTreeSet<Permission>) -> Result<(), GraphError> {
    let all = permissions.iter().all(|one| call.caller.may_grant(store, *one));
    if all && (!permissions.is_empty() || call.caller.administers(store)) {
        Ok(())
    } else {
        Err(refusal::insufficient_privileges())
    }
}

/// Everyone (`None`), or the person that `principalId` names.
fn whom(
    call: &Call<'_>,
    store: &Store,
    consent_type: Option<&str>,
    person: Option<ObjectId>,
) -> Result<Option<ObjectId>, GraphError> {
    match (consent_type, person) {
        (None, _) => Err(refusal::value_required("consentType", RESOURCE)),
        (Some("AllPrincipals"), None) => Ok(None),
        (Some("AllPrincipals"), Some(_)) => Err(refusal::invalid_value("principalId", RESOURCE)),
        (Some("Principal"), None) => Err(refusal::value_required("principalId", RESOURCE)),
        (Some("Principal"), Some(id)) => {
            let user = store.user(id).filter(|user| user.tenant == call.caller.tenant.id);
            user.map(|user| Some(user.object_id))
                .ok_or_else(|| refusal::not_found(id))
        }
        (Some(_), _) => Err(refusal::invalid_value("consentType", RESOURCE)),
    }
}

/// The permissions of a `scope`. Stricter than Graph, which writes down what no API offers and never uses it.
fn named(api: Resource, scope: &str) -> Result<BTreeSet<Permission>, GraphError> {
    let permission = |name: &str| {
        api.permission(Kind::Delegated, name).ok_or_else(|| {
            refusal::bad_request(format!(
                "Permission being assigned was not found on application '{}'.",
                api.app_id()
            ))
        })
    };
    scope.split_whitespace().map(permission).collect()
}

/// `PATCH /oauth2PermissionGrants/{id}` with `scope`, which replaces what was granted.
pub(crate) fn update(call: &Call<'_>, id: &str) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let body = call.object()?;
    if let Some(other) = body.keys().find(|name| *name != "scope") {
        return Err(refusal::read_only(other));
    }
    let scope = body
        .get("scope")
        .ok_or_else(|| refusal::value_required("scope", RESOURCE))?;
    let scope = scope.as_str().ok_or_else(|| refusal::wrong_type("scope"))?;
    let mut store = call.practice.write();
    let grant = with_grant_id(call, &store, id)?;
    let wanted = named(grant.api.0, scope)?;
    may_grant(call, &store, &(&grant.permissions | &wanted))?;
    let (tenant, now) = (call.caller.tenant.id, call.practice.now());
    let principal = store.principal_mut(tenant, grant.client.0);
    for gone in grant.permissions.difference(&wanted) {
        principal.revoke(grant.user, *gone, now);
    }
    principal.grant(grant.user, wanted, now);
    Ok(Reply::Done)
}

/// `DELETE /oauth2PermissionGrants/{id}`.
pub(crate) fn delete(call: &Call<'_>, id: &str) -> Result<Reply, GraphError> {
    call.caller.needs(&WRITE)?;
    let mut store = call.practice.write();
    let grant = with_grant_id(call, &store, id)?;
    may_grant(call, &store, &grant.permissions)?;
    let (tenant, now) = (call.caller.tenant.id, call.practice.now());
    let principal = store.principal_mut(tenant, grant.client.0);
    for gone in grant.permissions {
        principal.revoke(grant.user, gone, now);
    }
    Ok(Reply::Done)
}
