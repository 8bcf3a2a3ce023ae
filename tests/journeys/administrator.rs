//! An administrator with a script at Microsoft Graph: what is changed behind Handrail's back.

use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::portal::Portal;
use crate::tenant::Tenant;

/// Holds a token that may change every registration and every grant.
pub(crate) struct Administrator<'t> {
    tenant: &'t Tenant,
    client: Client,
    token: String,
}

impl<'t> Administrator<'t> {
    /// The pipeline of the practice tenant, which is allowed more than its own registrations.
    pub(crate) async fn of(tenant: &'t Tenant) -> Self {
        let (ready, client) = (tenant.ready(), Client::builder().no_proxy().build().unwrap());
        let (pipeline, portal) = (&ready.apps.pipeline, Portal::at(&ready.origin));
        let (api, all) = ("Microsoft Graph", "Application.ReadWrite.All");
        portal
            .add_permission(&pipeline.client_id, api, "application", all)
            .await;
        portal.grant_admin_consent(&pipeline.client_id).await;
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", pipeline.client_id.as_str()),
            ("client_secret", pipeline.client_secret.as_deref().unwrap()),
            ("scope", "https://graph.microsoft.com/.default"),
        ];
        let url = format!("{}/{}/oauth2/v2.0/token", ready.origin, ready.tenant_id);
        let answer: Value = client
            .post(url)
            .form(&fields)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        let token = answer["access_token"].as_str();
        let token = token.unwrap_or_else(|| panic!("{answer}")).to_owned();
        Self {
            tenant,
            client,
            token,
        }
    }

    /// Sends a request and answers its body.
    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Value {
        let url = format!("{}/v1.0/{path}", self.tenant.ready().graph);
        let mut request = self.client.request(method.clone(), url).bearer_auth(&self.token);
        if let Some(body) = &body {
            request = request.json(body);
        }
        let answer = request.send().await.unwrap();
        let (status, text) = (answer.status(), answer.text().await.unwrap());
        assert!(status.is_success(), "{method} {path} {body:?}: {status} {text}");
        serde_json::from_str(&text).unwrap_or_default()
    }

    async fn read(&self, path: &str) -> Value {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn delete(&self, path: &str) {
        self.send(Method::DELETE, path, None).await;
    }

    /// The "Object ID" of a registration.
    pub(crate) async fn application(&self, client_id: &str) -> String {
        id(&self.read(&format!("applications(appId='{client_id}')")).await)
    }

    /// The "Object ID" of an enterprise application.
    pub(crate) async fn principal(&self, client_id: &str) -> String {
        id(&self
            .read(&format!("servicePrincipals(appId='{client_id}')"))
            .await)
    }

    pub(crate) async fn change_application(&self, client_id: &str, body: Value) {
        let path = format!("applications/{}", self.application(client_id).await);
        self.send(Method::PATCH, &path, Some(body)).await;
    }

    pub(crate) async fn change_principal(&self, client_id: &str, body: Value) {
        let path = format!("servicePrincipals/{}", self.principal(client_id).await);
        self.send(Method::PATCH, &path, Some(body)).await;
    }

    /// "Add a client secret", beside those that are there.
    pub(crate) async fn add_secret(&self, client_id: &str) {
        let path = format!("applications/{}/addPassword", self.application(client_id).await);
        let body = json!({"passwordCredential": {"displayName": "by script"}});
        self.send(Method::POST, &path, Some(body)).await;
    }

    /// Takes away every application permission that was granted.
    pub(crate) async fn revoke_roles(&self, client_id: &str) {
        let principal = self.principal(client_id).await;
        let path = format!("servicePrincipals/{principal}/appRoleAssignments");
        for role in self.read(&path).await["value"].as_array().unwrap() {
            self.delete(&format!("{path}/{}", id(role))).await;
        }
    }

    /// Takes away every delegated permission that was granted.
    pub(crate) async fn revoke_scopes(&self, client_id: &str) {
        let principal = self.principal(client_id).await;
        let path = format!("servicePrincipals/{principal}/oauth2PermissionGrants");
        for grant in self.read(&path).await["value"].as_array().unwrap() {
            self.delete(&format!("oauth2PermissionGrants/{}", id(grant)))
                .await;
        }
    }

    /// Grants an application permission of Microsoft Graph by its name.
    pub(crate) async fn grant_role(&self, client_id: &str, name: &str) {
        let graph = self.graph().await;
        let roles = graph["appRoles"].as_array().unwrap();
        let role = roles.iter().find(|role| role["value"] == name).unwrap();
        let principal = self.principal(client_id).await;
        let path = format!("servicePrincipals/{principal}/appRoleAssignments");
        let body = json!({"principalId": principal, "resourceId": graph["id"], "appRoleId": role["id"]});
        self.send(Method::POST, &path, Some(body)).await;
    }

    /// Grants delegated permissions of Microsoft Graph to everybody, or to one person.
    pub(crate) async fn grant_scope(&self, client_id: &str, scope: &str, person: Option<&str>) {
        let mut body = json!({
            "clientId": self.principal(client_id).await,
            "consentType": person.map_or("AllPrincipals", |_| "Principal"),
            "resourceId": self.graph().await["id"],
            "scope": scope,
        });
        if let Some(person) = person {
            body["principalId"] = json!(person);
        }
        self.send(Method::POST, "oauth2PermissionGrants", Some(body))
            .await;
    }

    /// What a registration asks for, by the ids of Microsoft Graph.
    pub(crate) async fn asking(&self, names: &[&str], kind: &str) -> Value {
        let graph = self.graph().await;
        let offered = if kind == "Role" {
            "appRoles"
        } else {
            "oauth2PermissionScopes"
        };
        let offered = graph[offered].as_array().unwrap().iter();
        let wanted = offered.filter(|one| names.iter().any(|name| one["value"] == *name));
        let access: Vec<Value> = wanted.map(|one| json!({"id": one["id"], "type": kind})).collect();
        assert_eq!(access.len(), names.len());
        json!([{"resourceAppId": graph["appId"], "resourceAccess": access}])
    }

    async fn graph(&self) -> Value {
        self.read("servicePrincipals(appId='00000003-0000-0000-c000-000000000000')")
            .await
    }
}

fn id(object: &Value) -> String {
    object["id"]
        .as_str()
        .unwrap_or_else(|| panic!("{object}"))
        .to_owned()
}
