//! PowerShell with the module Microsoft.Graph.

use super::{Parts, Resource, Wanted};
use crate::registration::ResolvedPermission;
use crate::snippets::literal;
use crate::snippets::program::environment;
use crate::snippets::template::filled;

const PARTS: Parts = Parts {
    start: include_str!("../programs/powershell_graph/register.ps1"),
    secret: include_str!("../programs/powershell_graph/register_secret.ps1"),
    certificate: include_str!("../programs/powershell_graph/register_certificate.ps1"),
    granted: include_str!("../programs/powershell_graph/register_granted.ps1"),
    link: include_str!("../programs/powershell_graph/register_link.ps1"),
};
const ROLE: &str = include_str!("../programs/powershell_graph/register_role.ps1");
const SCOPE: &str = include_str!("../programs/powershell_graph/register_scope.ps1");

pub(super) fn script(wanted: &Wanted<'_>) -> String {
    let grants = if wanted.is_application() { ROLE } else { SCOPE };
    let program = wanted.assembled(&PARTS, grants);
    let target = &wanted.target;
    let lines = |line: fn(&Wanted<'_>, &Resource<'_>) -> String| {
        let lines: Vec<String> = wanted.resources().map(|one| line(wanted, &one)).collect();
        lines.join("\n")
    };
    let scopes: Vec<String> = wanted.scopes().map(|one| literal::powershell(&one)).collect();
    let mut values = wanted.values("#");
    values.extend([
        ("environment", environment(wanted.caller)),
        (
            "tenant",
            literal::powershell(&wanted.caller.connection.tenant_id.to_string()),
        ),
        ("scopes", scopes.join(", ")),
        ("name", literal::powershell(&target.name)),
        ("audience", literal::powershell(target.audience)),
        ("tag", literal::powershell(&target.tag)),
        ("platform", platform(wanted)),
        (
            "access",
            wanted.resources().map(|one| access(wanted, &one)).collect(),
        ),
        ("resources", lines(resource)),
        ("grants", lines(granted)),
        (
            "consent_page",
            wanted.consent_page("$($app.appId)", wanted.redirect_uri()),
        ),
    ]);
    filled(&program, &values)
}

fn platform(wanted: &Wanted<'_>) -> String {
    let target = &wanted.target;
    let line = |(platform, addresses): (&str, &Vec<String>)| {
        let addresses: Vec<String> = addresses.iter().map(|one| literal::powershell(one)).collect();
        format!(
            "    {platform:<22} = @{{ redirectUris = @({}) }}\n",
            addresses.join(", ")
        )
    };
    let platforms = [("web", &target.web), ("publicClient", &target.public_client)];
    let used = platforms
        .into_iter()
        .filter(|(_, addresses)| !addresses.is_empty());
    let mut lines: String = used.map(line).collect();
    if target.public_client_flows {
        lines += "    isFallbackPublicClient = $true\n";
    }
    lines
}

fn access(wanted: &Wanted<'_>, resource: &Resource<'_>) -> String {
    let one = |one: &&ResolvedPermission| {
        format!(
            "                # {}\n                @{{ id = '{}'; type = '{}' }}\n",
            one.permission.name, one.id, wanted.target.kind
        )
    };
    let permissions: String = resource.permissions.iter().map(one).collect();
    format!(
        "        @{{\n            resourceAppId  = '{}'\n            resourceAccess = @(\n{permissions}            )\n        }}\n",
        resource.api.app_id()
    )
}

fn resource(_: &Wanted<'_>, resource: &Resource<'_>) -> String {
    let api = resource.api;
    format!(
        "${api} = Find-Principal '{}' # {}",
        api.app_id(),
        api.portal_name()
    )
}

fn granted(wanted: &Wanted<'_>, resource: &Resource<'_>) -> String {
    let api = resource.api;
    if !wanted.is_application() {
        return format!("Grant-Scope ${api} {}", literal::powershell(&resource.scope()));
    }
    let grant =
        |one: &&ResolvedPermission| format!("Grant-Role ${api} '{}' # {}", one.id, one.permission.name);
    let lines: Vec<String> = resource.permissions.iter().map(grant).collect();
    lines.join("\n")
}
