//! A device that shows a code, and a person who types it, both made of requests.

use reqwest::StatusCode;
use serde_json::Value;

use crate::harness::{Page, Practice, json};

pub(crate) const DEVICE_CODE: &str = "urn:ietf:params:oauth:grant-type:device_code";
pub(crate) const SCOPE: &str = "openid offline_access https://api.security.microsoft.com/Incident.Read";

/// A code that an app shows, and the one that it keeps.
pub(crate) struct WaitingApp {
    pub(crate) client_id: String,
    pub(crate) device_code: String,
    pub(crate) user_code: String,
    pub(crate) answer: Value,
}

impl WaitingApp {
    /// The ready app asks for a code.
    pub(crate) async fn begin(practice: &Practice) -> Self {
        let app = practice.ready().apps.user.client_id.clone();
        Self::begin_as(practice, &app, SCOPE).await
    }

    pub(crate) async fn begin_as(practice: &Practice, client_id: &str, scope: &str) -> Self {
        let form = [("client_id", client_id), ("scope", scope)];
        let (status, answer) = practice.device_authorization("contoso.com", &form).await;
        assert_eq!(status, 200, "{answer}");
        let text = |name: &str| answer[name].as_str().unwrap().to_owned();
        Self {
            client_id: client_id.to_owned(),
            device_code: text("device_code"),
            user_code: text("user_code"),
            answer,
        }
    }

    pub(crate) async fn poll(&self, practice: &Practice) -> (StatusCode, Value) {
        let form = [
            ("grant_type", DEVICE_CODE),
            ("client_id", self.client_id.as_str()),
            ("device_code", &self.device_code),
        ];
        practice.token("contoso.com", &form).await
    }

    /// Types the code; the page that follows.
    pub(crate) async fn enter(&self, practice: &Practice) -> Page {
        practice.submit("/devicelogin", &[("otc", &self.user_code)]).await
    }

    /// Types the code and signs in; the page that asks whether to go on.
    pub(crate) async fn sign_in(&self, practice: &Practice, user: usize) -> Page {
        let user = &practice.ready().users[user];
        let form = [
            ("loginfmt", user.user_principal_name.as_str()),
            ("passwd", &user.password),
        ];
        self.enter(practice).await.send(practice, &form).await
    }

    /// Types the code, signs in and goes on; the last page, or one that asks for consent.
    pub(crate) async fn approve(&self, practice: &Practice, user: usize) -> Page {
        let asked = self.sign_in(practice, user).await;
        asked.send(practice, &[("decision", "continue")]).await
    }
}

impl Practice {
    pub(crate) async fn device_authorization(
        &self,
        tenant: &str,
        form: &[(&str, &str)],
    ) -> (StatusCode, Value) {
        let url = self.url(&format!("/{tenant}/oauth2/v2.0/devicecode"));
        json(self.client.post(url).form(form).send().await.unwrap()).await
    }
}
