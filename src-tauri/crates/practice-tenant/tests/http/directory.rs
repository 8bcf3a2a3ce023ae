//! Registrations made, granted, used and undone by scripts through Microsoft Graph.

mod applications;
mod deleted_items;
mod empty;
mod grants;
mod journey;
mod people;
mod permissions;
mod propagation;
mod rules;
mod service_principals;
mod upsert;

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::harness::{ADMIN, GRAPH, Practice};

/// Somebody who calls Graph.
pub(crate) struct Script<'a> {
    pub(crate) practice: &'a Practice,
    token: String,
}

impl<'a> Script<'a> {
    pub(crate) fn with(practice: &'a Practice, token: String) -> Self {
        Self { practice, token }
    }

    /// The admin, through the app that is made for setting up others.
    pub(crate) async fn of_admin(practice: &'a Practice) -> Self {
        let setup = practice.ready().apps.setup.client_id.clone();
        Self::of_person(practice, ADMIN, &setup).await
    }

    /// A person who signs in to a public client with `http://localhost`, where nothing is left to consent to.
    pub(crate) async fn of_person(practice: &'a Practice, user: usize, client_id: &str) -> Self {
        Self::with_scope(practice, user, client_id, GRAPH).await
    }

    /// The same for named permissions of Graph.
    pub(crate) async fn asking(
        practice: &'a Practice,
        user: usize,
        client_id: &str,
        permissions: &[&str],
    ) -> Self {
        let names = permissions
            .iter()
            .map(|name| format!("https://graph.microsoft.com/{name}"));
        let scope = names.collect::<Vec<_>>().join(" ");
        Self::with_scope(practice, user, client_id, &scope).await
    }

    pub(crate) async fn with_scope(
        practice: &'a Practice,
        user: usize,
        client_id: &str,
        scope: &str,
    ) -> Self {
        let changes = [("client_id", client_id), ("scope", scope)];
        let code = practice.signed_in(user, &changes).await.code();
        let (status, answer) = practice.redeem(&code, &[("client_id", client_id)]).await;
        assert_eq!(status, 200, "{answer}");
        Self::with(practice, answer["access_token"].as_str().unwrap().to_owned())
    }

    /// An application that proves itself with a secret.
    pub(crate) async fn of_application(practice: &'a Practice, client_id: &str, secret: &str) -> Self {
        let (status, answer) = practice.by_secret("contoso.com", client_id, secret, GRAPH).await;
        assert_eq!(status, 200, "{answer}");
        Self::with(practice, answer["access_token"].as_str().unwrap().to_owned())
    }

    pub(crate) fn token(&self) -> &str {
        &self.token
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: Option<&Value>) -> (u16, Value) {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.json(body);
        }
        Self::answer(request).await
    }

    /// Changes what a path names, or makes it.
    pub(crate) async fn upsert(&self, path: &str, body: &Value) -> (u16, Value) {
        let request = self.request(Method::PATCH, path).json(body);
        Self::answer(request.header("prefer", "create-if-missing")).await
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let url = if path.starts_with("http") {
            path.to_owned()
        } else {
            self.practice.url(&format!("/v1.0{path}"))
        };
        self.practice.client.request(method, url).bearer_auth(&self.token)
    }

    async fn answer(request: RequestBuilder) -> (u16, Value) {
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        let body = if text.is_empty() {
            Value::Null
        } else {
            serde_json::from_str(&text).unwrap()
        };
        (status, body)
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call(Method::GET, path, None).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Value {
        let (status, answer) = self.call(Method::POST, path, Some(body)).await;
        assert!(status == 201 || status == 200, "{path}: {status} {answer}");
        answer
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) {
        let (status, answer) = self.call(Method::PATCH, path, Some(body)).await;
        assert_eq!((status, &answer), (204, &Value::Null), "{path}");
    }

    pub(crate) async fn delete(&self, path: &str) {
        let (status, answer) = self.call(Method::DELETE, path, None).await;
        assert_eq!((status, &answer), (204, &Value::Null), "{path}");
    }

    /// The service principal of an API, with its roles and scopes.
    pub(crate) async fn api(&self, name: &str) -> Value {
        let found = self
            .get(&format!("/servicePrincipals?$filter=displayName eq '{name}'"))
            .await;
        assert_eq!(found["value"].as_array().unwrap().len(), 1, "{found}");
        found["value"][0].clone()
    }

    /// Registers an app with its service principal: the application and the principal.
    pub(crate) async fn registered(&self, body: &Value) -> (Value, Value) {
        let app = self.post("/applications", body).await;
        let principal = self
            .post("/servicePrincipals", &json!({"appId": app["appId"]}))
            .await;
        (app, principal)
    }

    /// Grants an application permission; the id of the assignment.
    pub(crate) async fn assign(&self, principal: &Value, api: &Value, role: &str) -> Value {
        let roles = api["appRoles"].as_array().unwrap();
        let role = roles.iter().find(|one| one["value"] == role).unwrap();
        let path = format!("/servicePrincipals/{}/appRoleAssignedTo", text(&api["id"]));
        let body = json!({"principalId": principal["id"], "resourceId": api["id"], "appRoleId": role["id"]});
        self.post(&path, &body).await
    }

    /// An application of its own with these permissions of Graph.
    pub(crate) async fn application_with(&self, roles: &[&str]) -> Script<'a> {
        let (app, principal) = self.registered(&json!({"displayName": "A script"})).await;
        let graph = self.api("Microsoft Graph").await;
        for role in roles {
            self.assign(&principal, &graph, role).await;
        }
        let secret = self
            .post(
                &format!("/applications/{}/addPassword", text(&app["id"])),
                &json!({}),
            )
            .await;
        Script::of_application(self.practice, text(&app["appId"]), text(&secret["secretText"])).await
    }
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

/// Code and message of Graph's error, after checking its shape.
pub(crate) fn refusal(answer: &Value) -> (&str, &str) {
    let error = &answer["error"];
    for field in ["date", "request-id", "client-request-id"] {
        assert!(
            error["innerError"][field].is_string(),
            "{field} is missing in {answer}"
        );
    }
    (text(&error["code"]), text(&error["message"]))
}
