//! Requests for an editor that sends them.

use super::{Parts, Resource, Wanted};
use crate::cloud::Api;
use crate::snippets::literal;
use crate::snippets::program::origin;
use crate::snippets::template::filled;

const PARTS: Parts = Parts {
    start: include_str!("../programs/http/register.http"),
    secret: include_str!("../programs/http/register_secret.http"),
    certificate: include_str!("../programs/http/register_certificate.http"),
    granted: "",
    link: include_str!("../programs/http/register_link.http"),
};
const RESOURCE: &str = include_str!("../programs/http/register_resource.http");
const ROLE: &str = include_str!("../programs/http/register_role.http");
const SCOPE: &str = include_str!("../programs/http/register_scope.http");

/// `None` in a cloud without Microsoft Graph, whose requests these are.
pub(super) fn script(wanted: &Wanted<'_>) -> Option<String> {
    let graph = wanted.caller.cloud.api(Api::Graph)?;
    let program = wanted.assembled(&PARTS, "");
    let scopes: Vec<String> = wanted
        .scopes()
        .map(|scope| format!("{}/{scope}", literal::line(&graph.audience)))
        .collect();
    let resources: String = wanted.resources().map(|one| requests(wanted, &one)).collect();
    let mut values = wanted.values("#");
    values.extend([
        ("tenant", wanted.caller.connection.tenant_id.to_string()),
        ("authority", origin(&wanted.caller.cloud.authority)),
        ("graph", origin(&graph.host)),
        ("scopes", scopes.join(" ")),
        ("body", literal::http_json(&wanted.body())),
        ("resources", resources),
        (
            "consent_page",
            wanted.consent_page("CLIENT-ID", wanted.redirect_uri()),
        ),
    ]);
    Some(filled(&program, &values))
}

/// Finds the API, and grants what is wanted of it.
fn requests(wanted: &Wanted<'_>, resource: &Resource<'_>) -> String {
    let api = resource.api;
    let mut values = vec![
        ("label", api.name().to_owned()),
        ("resource", api.app_id().to_owned()),
        ("portal_name", api.portal_name().to_owned()),
        ("scope", resource.scope()),
    ];
    let mut requests = filled(RESOURCE, &values);
    if wanted.grants() && !wanted.is_application() {
        requests += &filled(SCOPE, &values);
    }
    if wanted.grants() && wanted.is_application() {
        for one in &resource.permissions {
            values.retain(|(name, _)| !name.starts_with("permission"));
            values.push(("permission", one.permission.name.to_owned()));
            values.push(("permission_id", one.id.clone()));
            requests += &filled(ROLE, &values);
        }
    }
    requests
}
