//! bash with the Azure CLI: the requests themselves, so that a tag and a unique name can be given in every cloud.

use super::{Parts, Resource, Wanted};
use crate::cloud::Api;
use crate::registration::ResolvedPermission;
use crate::snippets::literal;
use crate::snippets::program::origin;
use crate::snippets::template::filled;

const PARTS: Parts = Parts {
    start: include_str!("../programs/az/register.sh"),
    secret: include_str!("../programs/az/register_secret.sh"),
    certificate: include_str!("../programs/az/register_certificate.sh"),
    granted: include_str!("../programs/az/register_granted.sh"),
    link: include_str!("../programs/az/register_link.sh"),
};
const ROLE: &str = include_str!("../programs/az/register_role.sh");
const SCOPE: &str = include_str!("../programs/az/register_scope.sh");

pub(super) fn script(wanted: &Wanted<'_>) -> String {
    let grants = if wanted.is_application() { ROLE } else { SCOPE };
    let program = wanted.assembled(&PARTS, grants);
    let connection = wanted.caller.connection;
    let graph = wanted.caller.cloud.api(Api::Graph).unwrap_or(wanted.caller.place);
    let lines = |line: fn(&Wanted<'_>, &Resource<'_>) -> String| {
        let lines: Vec<String> = wanted.resources().map(|one| line(wanted, &one)).collect();
        lines.join("\n")
    };
    let mut values = wanted.values("#");
    values.extend([
        ("graph", literal::bash(&origin(&graph.host))),
        ("graph_audience", literal::bash(&graph.audience)),
        ("tenant", literal::bash(&connection.tenant_id.to_string())),
        ("cloud", cloud(wanted).to_owned()),
        ("body", literal::bash(&wanted.body())),
        ("resources", lines(resource)),
        ("grants", lines(granted)),
        (
            "consent_page",
            wanted.consent_page("$client_id", wanted.redirect_uri()),
        ),
    ]);
    filled(&program, &values)
}

/// The cloud of the CLI whose sign-in service is the right one. Which Graph is called, the script says itself.
fn cloud(wanted: &Wanted<'_>) -> &'static str {
    match wanted.caller.cloud.id.as_str() {
        "commercial" | "gcc" => "az cloud set --name AzureCloud\n",
        "gcc-high" | "dod" => "az cloud set --name AzureUSGovernment\n",
        "china" => "az cloud set --name AzureChinaCloud\n",
        _ => "# A cloud of your own: register it first (az cloud register), then choose it (az cloud set).\n",
    }
}

fn resource(_: &Wanted<'_>, resource: &Resource<'_>) -> String {
    let api = resource.api;
    format!("{api}=$(principal {}) # {}", api.app_id(), api.portal_name())
}

fn granted(wanted: &Wanted<'_>, resource: &Resource<'_>) -> String {
    let api = resource.api;
    if !wanted.is_application() {
        return format!("grant \"${api}\" {}", literal::bash(&resource.scope()));
    }
    let assign =
        |one: &&ResolvedPermission| format!("assign \"${api}\" {} # {}", one.id, one.permission.name);
    let lines: Vec<String> = resource.permissions.iter().map(assign).collect();
    lines.join("\n")
}
