//! `/me`, `/users/{id}` and the directory roles that a person holds
//! (microsoftgraph/microsoft-graph-docs-contrib: user-get.md, user-list-transitivememberof.md).

use axum::http::StatusCode;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use uuid::Builder;

use crate::bearer::Needs;
use crate::graph::directory::call::{Call, Reply, any_of};
use crate::graph::directory::collection;
use crate::graph::directory::place::Who;
use crate::graph::directory::refusal;
use crate::graph::error::GraphError;
use crate::ids::TenantId;
use crate::odata::{Schema, Type};
use crate::store::{Role, Store, User};

/// Reading one's own profile.
const READ_OWN: Needs = any_of(&["User.Read", "Directory.Read.All"], &[]);
/// Reading anybody's.
const READ_ANY: Needs = any_of(&["Directory.Read.All"], &["Directory.Read.All"]);
/// Reading the names of roles. Without it a role is listed, but not named.
const READ_ROLES: Needs = any_of(
    &["RoleManagement.Read.Directory", "Directory.Read.All"],
    &["RoleManagement.Read.Directory", "Directory.Read.All"],
);

/// Ending sessions.
const REVOKE: Needs = any_of(&["User.RevokeSessions.All"], &["User.RevokeSessions.All"]);

static USER: Schema = Schema {
    name: "microsoft.graph.user",
    fields: &[
        ("id", Type::Text),
        ("displayName", Type::Text),
        ("userPrincipalName", Type::Text),
        ("mail", Type::Text),
        ("givenName", Type::Text),
        ("surname", Type::Text),
    ],
    not_filterable: &["businessPhones", "accountEnabled"],
};
static ROLE: Schema = Schema {
    name: "microsoft.graph.directoryRole",
    fields: &[
        ("id", Type::Text),
        ("displayName", Type::Text),
        ("roleTemplateId", Type::Text),
    ],
    not_filterable: &["description"],
};

/// The person that the path names.
fn found<'s>(call: &Call<'_>, store: &'s Store, who: &Who) -> Result<Option<&'s User>, GraphError> {
    match who {
        Who::Me if !call.caller.is_delegated => Err(GraphError::new(
            StatusCode::BAD_REQUEST,
            "BadRequest",
            "/me request is only valid with delegated authentication flow.",
        )),
        Who::Me => Ok(call.caller.person(store)),
        Who::Named(name) => {
            let id = name.parse().ok();
            let named = id
                .and_then(|id| store.user(id))
                .or_else(|| store.user_named(name));
            Ok(named.filter(|user| user.tenant == call.caller.tenant.id))
        }
    }
}

fn nobody(call: &Call<'_>, who: &Who) -> GraphError {
    match who {
        Who::Me => refusal::not_found(call.caller.object_id),
        Who::Named(name) => refusal::not_found(name),
    }
}

/// The person that the path names, when the caller may see them: oneself, or by the wider permission.
fn person<'s>(call: &Call<'_>, store: &'s Store, who: &Who) -> Result<&'s User, GraphError> {
    let found = found(call, store, who)?;
    let own = call.caller.is_delegated && found.is_some_and(|user| user.object_id == call.caller.object_id);
    if !(call.caller.has(&READ_ANY) || own && call.caller.has(&READ_OWN)) {
        return Err(refusal::insufficient_privileges());
    }
    found.ok_or_else(|| nobody(call, who))
}

/// The fields that Graph returns when none is named (user-get.md).
fn print(user: &User) -> Value {
    let (given, family) = user
        .display_name
        .split_once(' ')
        .unwrap_or((&user.display_name, ""));
    json!({
        "businessPhones": [],
        "displayName": user.display_name,
        "givenName": given,
        "jobTitle": null,
        "mail": user.user_principal_name,
        "mobilePhone": null,
        "officeLocation": null,
        "preferredLanguage": null,
        "surname": family,
        "userPrincipalName": user.user_principal_name,
        "id": user.object_id,
    })
}

/// `GET /me` and `GET /users/{id}`.
pub(crate) fn one(call: &Call<'_>, who: &Who) -> Result<Reply, GraphError> {
    let store = call.practice.read();
    let user = person(call, &store, who)?;
    collection::entity(call, "users/$entity", &USER, print(user))
}

/// `POST .../revokeSignInSessions` (user-revokesigninsessions.md): one's own, or anybody's as an administrator.
pub(crate) fn revoke_sessions(call: &Call<'_>, who: &Who) -> Result<Reply, GraphError> {
    call.caller.needs(&REVOKE)?;
    let mut store = call.practice.write();
    let user = found(call, &store, who)?
        .ok_or_else(|| nobody(call, who))?
        .object_id;
    let own = call.caller.is_delegated && user == call.caller.object_id;
    if !own && !call.caller.administers(&store) {
        return Err(refusal::insufficient_privileges());
    }
    store.revoke_sessions(user);
    Ok(Reply::Found(call.entity("Edm.Boolean", json!({"value": true}))))
}

/// `GET .../memberOf` and `.../transitiveMemberOf`: nobody here is in a group, so roles are all there is.
pub(crate) fn directory_roles(call: &Call<'_>, who: &Who) -> Result<Reply, GraphError> {
    let store = call.practice.read();
    let user = person(call, &store, who)?;
    let named = call.caller.has(&READ_ROLES);
    let roles = user.roles.iter().map(|role| role_of(user.tenant, *role, named));
    let path = match who {
        Who::Me => "me/transitiveMemberOf/microsoft.graph.directoryRole".to_owned(),
        Who::Named(_) => format!(
            "users/{}/transitiveMemberOf/microsoft.graph.directoryRole",
            user.object_id
        ),
    };
    collection::page(call, &path, "directoryObjects", &ROLE, roles.collect())
}

/// A role as an object of one tenant. An app that may not read roles is shown that there is one, and nothing of it.
fn role_of(tenant: TenantId, role: Role, named: bool) -> Value {
    let hash = Sha256::digest(format!("{tenant}{}", role.template_id()));
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
    json!({
        "@odata.type": "#microsoft.graph.directoryRole",
        "id": Builder::from_random_bytes(bytes).into_uuid(),
        "deletedDateTime": null,
        "description": null,
        "displayName": named.then_some(role.name()),
        "roleTemplateId": named.then_some(role.template_id()),
    })
}
