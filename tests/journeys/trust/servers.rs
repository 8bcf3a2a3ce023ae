//! Servers that answer what they should not.

mod bounds;
mod elsewhere;
mod pages;

use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{ConnectionView, Context};
use secrecy::SecretString;
use serde_json::json;
use url::Url;

use crate::stranger::Stranger;
use crate::tenant::{Tenant, goal};

/// The practice tenant as a cloud of which one address is another's.
fn crooked(tenant: &Tenant, field: &str, address: &Url) {
    let mut cloud = tenant.cloud();
    cloud["id"] = json!("crooked");
    cloud[field] = json!(address);
    let cloud = Cloud::parse(&cloud.to_string()).unwrap();
    tenant.assistant.add_cloud(cloud);
}

/// A connection whose Microsoft Graph is this server; tokens come from the practice tenant.
async fn toward(tenant: &Tenant, server: &Stranger) -> ConnectionView {
    crooked(tenant, "graph_base", &server.origin);
    let domain = &tenant.ready().tenant_domain;
    let found = tenant.assistant.find_tenant(domain, Some("crooked")).await;
    let app = tenant.ready().apps.application.clone();
    let secret = app.client_secret.map(SecretString::from);
    let (goal, client_id) = (goal(Api::Graph, Context::Application), app.client_id);
    tenant
        .assistant
        .add_registration(&found.unwrap(), goal, client_id.parse().unwrap(), secret)
        .await
        .unwrap()
}
