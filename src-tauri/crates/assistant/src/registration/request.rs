//! The requests to Microsoft Graph's directory, each made in one place: what is shown is what is sent.
//!
//! Sources: microsoftgraph/microsoft-graph-docs-contrib `application-upsert.md`, `application-update.md`,
//! `application-delete.md`, `application-addpassword.md`, `application-removepassword.md`,
//! `serviceprincipal-post-serviceprincipals.md`, `serviceprincipal-update.md`, `serviceprincipal-delete.md`,
//! `serviceprincipal-post-approleassignedto.md`, `oauth2permissiongrant-post.md`, `oauth2permissiongrant-update.md`.

use reqwest::Method;
use serde::Serialize;
use serde_json::{Value, json};
use specta::Type;

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum RequestId {
    FindApplication,
    CreateApplication,
    ChangeApplication,
    DeleteApplication,
    FindServicePrincipal,
    CreateServicePrincipal,
    ChangeServicePrincipal,
    DeleteServicePrincipal,
    AddPassword,
    RemovePassword,
    ReplaceCertificates,
    ListRoles,
    AssignRole,
    RemoveRole,
    ListGrants,
    Grant,
    ChangeGrant,
    RemoveGrant,
    /// Opened in a browser rather than sent.
    OpenConsent,
}

/// One request to the directory, relative to the host of Microsoft Graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DirectoryRequest {
    pub(crate) id: RequestId,
    pub(crate) method: Method,
    /// Path and query, from `/v1.0` on.
    pub(crate) path: String,
    pub(crate) body: Option<Value>,
}

impl DirectoryRequest {
    fn new(id: RequestId, method: Method, path: impl Into<String>, body: Option<Value>) -> Self {
        Self {
            id,
            method,
            path: path.into(),
            body,
        }
    }

    /// A registration by what names it: `{object id}`, or `(appId='…')`, `(uniqueName='…')` as Graph writes a key.
    pub(crate) fn find_application(key: &str) -> Self {
        Self::new(RequestId::FindApplication, Method::GET, application(key), None)
    }

    /// Registrations that a filter lets through.
    pub(crate) fn find_applications(filter: &str) -> Self {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("$filter", filter)
            .finish();
        Self::new(
            RequestId::FindApplication,
            Method::GET,
            format!("/v1.0/applications?{query}"),
            None,
        )
    }

    /// Makes a registration. Asked for twice, it is still one: the name is unique in the tenant.
    pub(crate) fn create_application(unique_name: &str, body: Value) -> Self {
        let path = format!("/v1.0/applications(uniqueName='{unique_name}')");
        Self::new(RequestId::CreateApplication, Method::PATCH, path, Some(body))
    }

    pub(crate) fn change_application(object_id: &str, body: Value) -> Self {
        Self::new(
            RequestId::ChangeApplication,
            Method::PATCH,
            application(object_id),
            Some(body),
        )
    }

    pub(crate) fn delete_application(object_id: &str) -> Self {
        Self::new(
            RequestId::DeleteApplication,
            Method::DELETE,
            application(object_id),
            None,
        )
    }

    /// The service principal of an app in this tenant, with the permissions that it offers.
    pub(crate) fn find_service_principal(app_id: &str) -> Self {
        let path = format!("/v1.0/servicePrincipals(appId='{app_id}')");
        Self::new(RequestId::FindServicePrincipal, Method::GET, path, None)
    }

    /// The same by its own id.
    pub(crate) fn service_principal(object_id: &str) -> Self {
        let path = format!("/v1.0/servicePrincipals/{object_id}");
        Self::new(RequestId::FindServicePrincipal, Method::GET, path, None)
    }

    pub(crate) fn create_service_principal(app_id: &str) -> Self {
        let body = json!({ "appId": app_id });
        let path = "/v1.0/servicePrincipals";
        Self::new(RequestId::CreateServicePrincipal, Method::POST, path, Some(body))
    }

    /// Switches it on, or lets everybody in (serviceprincipal-update.md).
    pub(crate) fn change_service_principal(object_id: &str, body: Value) -> Self {
        let path = format!("/v1.0/servicePrincipals/{object_id}");
        Self::new(RequestId::ChangeServicePrincipal, Method::PATCH, path, Some(body))
    }

    pub(crate) fn delete_service_principal(object_id: &str) -> Self {
        let path = format!("/v1.0/servicePrincipals/{object_id}");
        Self::new(RequestId::DeleteServicePrincipal, Method::DELETE, path, None)
    }

    /// The answer is the only one that ever holds the secret.
    pub(crate) fn add_password(object_id: &str, name: &str, ends: &str) -> Self {
        let body = json!({"passwordCredential": {"displayName": name, "endDateTime": ends}});
        let path = format!("{}/addPassword", application(object_id));
        Self::new(RequestId::AddPassword, Method::POST, path, Some(body))
    }

    pub(crate) fn remove_password(object_id: &str, key_id: &str) -> Self {
        let body = json!({ "keyId": key_id });
        let path = format!("{}/removePassword", application(object_id));
        Self::new(RequestId::RemovePassword, Method::POST, path, Some(body))
    }

    /// Replaces the whole list: what is to stay has to be in it.
    pub(crate) fn replace_certificates(object_id: &str, certificates: &[Value]) -> Self {
        let body = json!({ "keyCredentials": certificates });
        let path = application(object_id);
        Self::new(RequestId::ReplaceCertificates, Method::PATCH, path, Some(body))
    }

    /// Application permissions that a service principal was granted.
    pub(crate) fn list_roles(principal: &str) -> Self {
        let path = format!("/v1.0/servicePrincipals/{principal}/appRoleAssignments");
        Self::new(RequestId::ListRoles, Method::GET, path, None)
    }

    /// To whom something of a service principal was assigned: its application permissions, or the app itself to people.
    pub(crate) fn list_assigned(resource: &str) -> Self {
        let path = format!("/v1.0/servicePrincipals/{resource}/appRoleAssignedTo");
        Self::new(RequestId::ListRoles, Method::GET, path, None)
    }

    /// Grants an application permission. The ids are those of service principals.
    pub(crate) fn assign_role(principal: &str, resource: &str, role: &str) -> Self {
        let body = json!({"principalId": principal, "resourceId": resource, "appRoleId": role});
        let path = format!("/v1.0/servicePrincipals/{resource}/appRoleAssignedTo");
        Self::new(RequestId::AssignRole, Method::POST, path, Some(body))
    }

    pub(crate) fn remove_role(resource: &str, assignment: &str) -> Self {
        let path = format!("/v1.0/servicePrincipals/{resource}/appRoleAssignedTo/{assignment}");
        Self::new(RequestId::RemoveRole, Method::DELETE, path, None)
    }

    /// Delegated permissions that were granted to a client, a service principal.
    pub(crate) fn list_grants(client: &str) -> Self {
        let path = format!("/v1.0/servicePrincipals/{client}/oauth2PermissionGrants");
        Self::new(RequestId::ListGrants, Method::GET, path, None)
    }

    /// Delegated permissions of an API that were granted, to whichever client.
    pub(crate) fn list_grants_on(resource: &str) -> Self {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("$filter", &format!("resourceId eq '{resource}'"))
            .finish();
        let path = format!("/v1.0/oauth2PermissionGrants?{query}");
        Self::new(RequestId::ListGrants, Method::GET, path, None)
    }

    /// Grants delegated permissions for everybody. The ids are those of service principals.
    pub(crate) fn grant(client: &str, resource: &str, scope: &str) -> Self {
        let body = json!({
            "clientId": client, "consentType": "AllPrincipals", "resourceId": resource, "scope": scope,
        });
        let path = "/v1.0/oauth2PermissionGrants";
        Self::new(RequestId::Grant, Method::POST, path, Some(body))
    }

    /// Grants delegated permissions on behalf of one person (an object id) only.
    pub(crate) fn grant_to(person: &str, client: &str, resource: &str, scope: &str) -> Self {
        let mut request = Self::grant(client, resource, scope);
        if let Some(body) = &mut request.body {
            body["consentType"] = json!("Principal");
            body["principalId"] = json!(person);
        }
        request
    }

    pub(crate) fn change_grant(grant: &str, scope: &str) -> Self {
        let path = format!("/v1.0/oauth2PermissionGrants/{grant}");
        Self::new(
            RequestId::ChangeGrant,
            Method::PATCH,
            path,
            Some(json!({ "scope": scope })),
        )
    }

    pub(crate) fn remove_grant(grant: &str) -> Self {
        let path = format!("/v1.0/oauth2PermissionGrants/{grant}");
        Self::new(RequestId::RemoveGrant, Method::DELETE, path, None)
    }

    /// What its head says beside the token and the type of the body.
    pub(crate) fn headers(&self) -> Vec<(String, String)> {
        let mut headers = Vec::new();
        if self.id == RequestId::CreateApplication {
            headers.push(("Prefer".to_owned(), "create-if-missing".to_owned()));
        }
        headers
    }
}

fn application(key: &str) -> String {
    if key.starts_with('(') {
        format!("/v1.0/applications{key}")
    } else {
        format!("/v1.0/applications/{key}")
    }
}
