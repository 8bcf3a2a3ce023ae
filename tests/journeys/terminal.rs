//! Somebody at a terminal, with curl and no assistant: what it prints is what people paste.

use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::tenant::Tenant;

/// Token requests and API calls, printed as `curl -i` prints their answers.
pub(crate) struct Terminal<'a> {
    tenant: &'a Tenant,
    client: Client,
}

impl<'a> Terminal<'a> {
    pub(crate) fn beside(tenant: &'a Tenant) -> Self {
        let client = Client::builder().no_proxy().build().unwrap();
        Self { tenant, client }
    }

    /// What the token endpoint answers an application that shows a secret.
    pub(crate) async fn asks_for_a_token(&self, client_id: &str, secret: &str, scope: &str) -> String {
        self.asks_for_a_token_in(&self.tenant.ready().tenant_id, client_id, secret, scope)
            .await
    }

    /// The same in a tenant of one's choice.
    pub(crate) async fn asks_for_a_token_in(
        &self,
        tenant: &str,
        client_id: &str,
        secret: &str,
        scope: &str,
    ) -> String {
        let url = format!("{}/{tenant}/oauth2/v2.0/token", self.tenant.ready().origin);
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", client_id),
            ("client_secret", secret),
            ("scope", scope),
        ];
        printed(self.client.post(url).form(&fields).send().await.unwrap()).await
    }

    /// What an API answers to a token.
    pub(crate) async fn calls(&self, path: &str, token: &str) -> String {
        let url = format!("{}{path}", self.tenant.ready().origin);
        printed(self.client.get(url).bearer_auth(token).send().await.unwrap()).await
    }

    /// The rows that a query in KQL brings, asked through Graph.
    pub(crate) async fn hunts(&self, query: &str, token: &str) -> Vec<Value> {
        let url = format!("{}/v1.0/security/runHuntingQuery", self.tenant.ready().origin);
        let request = self
            .client
            .post(url)
            .bearer_auth(token)
            .json(&json!({ "Query": query }));
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        let rows = answer["results"].as_array();
        rows.unwrap_or_else(|| panic!("{query}: {answer}")).clone()
    }
}

async fn printed(response: Response) -> String {
    let mut text = format!("HTTP/1.1 {}\n", response.status());
    for (name, value) in response.headers() {
        text += name.as_str();
        text += ": ";
        text += value.to_str().unwrap_or_default();
        text += "\n";
    }
    text + "\n" + &response.text().await.unwrap()
}
