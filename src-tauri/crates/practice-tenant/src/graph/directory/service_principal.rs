//! A service principal as Graph prints it: of an app, or of one of the three APIs
//! (microsoftgraph/microsoft-graph-docs-contrib: resources/serviceprincipal.md, approle.md, permissionscope.md).

use serde_json::{Value, json};

use crate::catalogue::{Kind, Permission, Resource};
use crate::first_party;
use crate::graph::directory::application::{key, no_addresses, password};
use crate::graph::directory::verified_publisher;
use crate::ids::ClientId;
use crate::language::Language;
use crate::odata::{Schema, Type};
use crate::store::{App, ServicePrincipal, Store};

/// What may stand in `$filter` and `$orderby`.
pub(crate) static SCHEMA: Schema = Schema {
    name: "microsoft.graph.servicePrincipal",
    fields: &[
        ("id", Type::Text),
        ("appId", Type::Text),
        ("displayName", Type::Text),
        ("appOwnerOrganizationId", Type::Text),
        ("servicePrincipalType", Type::Text),
        ("deletedDateTime", Type::Time),
        ("tags", Type::Texts),
    ],
    not_filterable: &[
        "appRoles",
        "oauth2PermissionScopes",
        "passwordCredentials",
        "keyCredentials",
        "accountEnabled",
        "appRoleAssignmentRequired",
        "info",
        "replyUrls",
        "publisherName",
        "verifiedPublisher",
    ],
};

/// The tenant that Microsoft's own apps live in (merill/microsoft-info: MicrosoftApps.csv).
const MICROSOFT: &str = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";

/// The name of a service principal: that of its app.
pub(crate) fn name(store: &Store, client_id: ClientId) -> &str {
    match Resource::of_app(client_id.0) {
        Some(api) => api.name(),
        None => store
            .app_or_deleted(client_id)
            .map_or("", |app| app.name.as_str()),
    }
}

/// Prints a service principal.
pub(crate) fn print(store: &Store, client_id: ClientId, principal: &ServicePrincipal) -> Value {
    let app = store.app_or_deleted(client_id);
    let api = Resource::of_app(client_id.0);
    let is_microsofts = api.is_some() || first_party::is_one(client_id);
    let publisher = if is_microsofts {
        "Microsoft Services"
    } else {
        store
            .tenants
            .get(&store.home)
            .map_or("", |home| home.name.as_str())
    };
    let owner = if is_microsofts {
        MICROSOFT.to_owned()
    } else {
        store.home.to_string()
    };
    let name = name(store, client_id);
    json!({
        "id": principal.object_id,
        "deletedDateTime": null,
        "accountEnabled": principal.enabled,
        "appDisplayName": name,
        "appId": client_id,
        "appOwnerOrganizationId": owner,
        "appRoleAssignmentRequired": principal.assignment_required,
        "displayName": name,
        "homepage": null,
        "logoutUrl": null,
        "publisherName": publisher,
        "replyUrls": reply_urls(app),
        "servicePrincipalNames": names(client_id, app, api),
        "servicePrincipalType": "Application",
        "signInAudience": app.map_or("AzureADMultipleOrgs", |app| app.audience.id()),
        // What stands on the app stands here too (resources/application.md).
        "tags": app.map(|app| app.tags.as_slice()).unwrap_or_default(),
        "verifiedPublisher": verified_publisher::print(app),
        "addIns": [],
        "appRoles": of_api(api, Kind::Application, app_role),
        "info": no_addresses(),
        "keyCredentials": app.into_iter().flat_map(|app| &app.certificates)
            .map(|one| key(one, false)).collect::<Vec<_>>(),
        "oauth2PermissionScopes": of_api(api, Kind::Delegated, permission_scope),
        "passwordCredentials": app.into_iter().flat_map(|app| &app.secrets).map(password).collect::<Vec<_>>(),
    })
}

fn reply_urls(app: Option<&App>) -> Vec<&str> {
    let redirects = app.map(|app| app.redirects.as_slice()).unwrap_or_default();
    redirects.iter().map(|one| one.uri.as_str()).collect()
}

fn names(client_id: ClientId, app: Option<&App>, api: Option<Resource>) -> Vec<String> {
    let own = app
        .into_iter()
        .flat_map(|app| app.identifier_uris.iter().cloned());
    let of_api = api.into_iter().flat_map(Resource::identifier_uris);
    [client_id.to_string()]
        .into_iter()
        .chain(own)
        .chain(of_api)
        .collect()
}

fn of_api(api: Option<Resource>, kind: Kind, print: fn(Permission) -> Option<Value>) -> Vec<Value> {
    api.into_iter()
        .flat_map(|api| api.permissions(kind))
        .filter_map(print)
        .collect()
}

fn app_role(permission: Permission) -> Option<Value> {
    let row = permission.row()?;
    let description = row.description.in_language(Language::English);
    Some(json!({
        "allowedMemberTypes": ["Application"],
        "description": description,
        "displayName": description,
        "id": row.id,
        "isEnabled": true,
        "origin": "Application",
        "value": row.value,
    }))
}

fn permission_scope(permission: Permission) -> Option<Value> {
    let row = permission.row()?;
    let description = row.description.in_language(Language::English);
    Some(json!({
        "adminConsentDescription": description,
        "adminConsentDisplayName": description,
        "id": row.id,
        "isEnabled": true,
        "type": if permission.needs_admin() { "Admin" } else { "User" },
        "userConsentDescription": description,
        "userConsentDisplayName": description,
        "value": row.value,
    }))
}
