//! Bicep with the extension for Microsoft Graph.

use super::{Parts, Resource, Wanted, is_public};
use crate::connection::Credential;
use crate::registration::ResolvedPermission;
use crate::snippets::literal;
use crate::snippets::template::filled;

const PARTS: Parts = Parts {
    start: include_str!("../programs/bicep/register.bicep"),
    secret: include_str!("../programs/bicep/register_secret.bicep"),
    certificate: "",
    granted: "",
    link: include_str!("../programs/bicep/register_link.bicep"),
};

const CERTIFICATE: &str = "  keyCredentials: [\n    {\n      type: 'AsymmetricX509Cert'\n      usage: 'Verify'\n      \
                           key: certificate\n    }\n  ]\n";
const PARAMETERS: &str = "\n@description('The lines of the PEM file between the first and the last, as one.')\n\
                          param certificate string\n";
const PUBLIC_CLOUD_ONLY: &str =
    "//\n// Microsoft offers this extension in its worldwide cloud only: this tenant is in another.\n";

pub(super) fn script(wanted: &Wanted<'_>) -> String {
    let program = wanted.assembled(&PARTS, "");
    let target = &wanted.target;
    let certified = target.credential == Some(Credential::Certificate);
    let when = |there: bool, text: &str| if there { text.to_owned() } else { String::new() };
    let grants = wanted.resources().map(|one| granted(wanted, &one));
    let mut values = wanted.values("//");
    values.retain(|(name, _)| *name != "unique_name");
    values.extend([
        ("tenant_id", wanted.caller.connection.tenant_id.to_string()),
        ("cloud", when(!is_public(wanted.caller), PUBLIC_CLOUD_ONLY)),
        ("parameters", when(certified, PARAMETERS)),
        ("unique_name", literal::bicep(&wanted.unique_name())),
        ("name", literal::bicep(&target.name)),
        ("audience", literal::bicep(target.audience)),
        ("tag", literal::bicep(&target.tag)),
        ("platform", platform(wanted)),
        ("credential", when(certified, CERTIFICATE)),
        (
            "access",
            wanted.resources().map(|one| access(wanted, &one)).collect(),
        ),
        ("grants", grants.filter(|_| wanted.grants()).collect()),
        (
            "consent_page",
            wanted.consent_page("${app.appId}", wanted.redirect_uri()),
        ),
    ]);
    filled(&program, &values)
}

fn platform(wanted: &Wanted<'_>) -> String {
    let target = &wanted.target;
    let address = |one: &String| format!("      {}\n", literal::bicep(one));
    let block = |(platform, addresses): (&str, &Vec<String>)| {
        let addresses: String = addresses.iter().map(address).collect();
        format!("  {platform}: {{\n    redirectUris: [\n{addresses}    ]\n  }}\n")
    };
    let platforms = [("web", &target.web), ("publicClient", &target.public_client)];
    let used = platforms
        .into_iter()
        .filter(|(_, addresses)| !addresses.is_empty());
    let mut lines: String = used.map(block).collect();
    if target.public_client_flows {
        lines += "  isFallbackPublicClient: true\n";
    }
    lines
}

fn access(wanted: &Wanted<'_>, resource: &Resource<'_>) -> String {
    let kind = wanted.target.kind;
    let one = |one: &&ResolvedPermission| {
        format!(
            "        {{\n          id: '{}' // {}\n          type: '{kind}'\n        }}\n",
            one.id, one.permission.name
        )
    };
    let permissions: String = resource.permissions.iter().map(one).collect();
    format!(
        "    {{\n      resourceAppId: '{}' // {}\n      resourceAccess: [\n{permissions}      ]\n    }}\n",
        resource.api.app_id(),
        resource.api.portal_name()
    )
}

/// What is granted at an API, which the tenant has to know already.
fn granted(wanted: &Wanted<'_>, resource: &Resource<'_>) -> String {
    let (api, id) = (resource.api, resource.api.app_id());
    let resource_block = format!(
        "\n// {}\n{}resource {api} 'Microsoft.Graph/servicePrincipals@v1.0' existing = {{\n  appId: '{id}'\n}}\n",
        api.portal_name(),
        resource.unknown("//")
    );
    if !wanted.is_application() {
        let grant = format!(
            "\nresource {api}Grant 'Microsoft.Graph/oauth2PermissionGrants@v1.0' = {{\n  clientId: principal.id\n  \
             consentType: 'AllPrincipals'\n  resourceId: {api}.id\n  scope: '{}'\n}}\n",
            resource.scope()
        );
        return resource_block + &grant;
    }
    let assigned = resource.permissions.iter().map(|one| {
        let symbol = one.permission.name.replace('.', "");
        format!(
            "\nresource {api}{symbol} 'Microsoft.Graph/appRoleAssignedTo@v1.0' = {{\n  principalId: principal.id\n  \
             resourceId: {api}.id\n  appRoleId: '{}' // {}\n}}\n",
            one.id, one.permission.name
        )
    });
    std::iter::once(resource_block).chain(assigned).collect()
}
