//! Terraform with the provider hashicorp/azuread.

use super::{Parts, Resource, Wanted};
use crate::clock::rfc3339;
use crate::registration::ResolvedPermission;
use crate::snippets::literal;
use crate::snippets::template::filled;

const PARTS: Parts = Parts {
    start: include_str!("../programs/terraform/register.tf"),
    secret: include_str!("../programs/terraform/register_secret.tf"),
    certificate: include_str!("../programs/terraform/register_certificate.tf"),
    granted: include_str!("../programs/terraform/register_granted.tf"),
    link: include_str!("../programs/terraform/register_link.tf"),
};

pub(super) fn script(wanted: &Wanted<'_>) -> String {
    let program = wanted.assembled(&PARTS, "");
    let target = &wanted.target;
    let tenant = wanted.caller.connection.tenant_id.to_string();
    let redirect_uri = if target.web.is_empty() {
        wanted.redirect_uri().to_owned()
    } else {
        with_path(wanted.redirect_uri())
    };
    let client_id = "${azuread_application.handrail.client_id}";
    let blocks: Vec<String> = wanted.resources().map(|one| resource(wanted, &one)).collect();
    let mut values = wanted.values("#");
    values.extend([
        ("tenant", literal::terraform(&tenant)),
        ("tenant_id", tenant),
        ("environment", environment(wanted).to_owned()),
        ("name", literal::terraform(&target.name)),
        ("audience", literal::terraform(target.audience)),
        ("tag", literal::terraform(&target.tag)),
        ("platform", platform(wanted)),
        (
            "access",
            wanted.resources().map(|one| access(wanted, &one)).collect(),
        ),
        ("resources", blocks.join("\n")),
        ("certificate_end", certificate_end(wanted)),
        ("consent_page", wanted.consent_page(client_id, &redirect_uri)),
    ]);
    filled(&program, &values)
}

/// The provider's name for the cloud.
fn environment(wanted: &Wanted<'_>) -> &'static str {
    match wanted.caller.cloud.id.as_str() {
        "commercial" | "gcc" => "",
        "gcc-high" => "\n  environment = \"usgovernmentl4\"\n",
        "dod" => "\n  environment = \"usgovernmentl5\"\n",
        "china" => "\n  environment = \"china\"\n",
        _ => "\n  # A cloud of your own: metadata_host names its metadata service.\n",
    }
}

/// The provider takes no address of a web platform without a path. Entra answers such an address with a slash at its end
/// (Microsoft, "Redirect URI restrictions"); whether it takes one for the other when it is asked, no page says. The link of
/// this file names the address as the file registers it.
fn with_path(address: &str) -> String {
    url::Url::parse(address).map_or_else(|_| address.to_owned(), String::from)
}

const WITH_PATH: &str = " # The provider wants a path here.";

fn platform(wanted: &Wanted<'_>) -> String {
    let target = &wanted.target;
    let block = |platform: &str, addresses: &[String], comment: &str| {
        let addresses: Vec<String> = addresses.iter().map(|one| literal::terraform(one)).collect();
        let addresses = addresses.join(", ");
        format!("\n  {platform} {{\n    redirect_uris = [{addresses}]{comment}\n  }}\n")
    };
    let mut blocks = String::new();
    if target.public_client_flows {
        blocks += "\n  fallback_public_client_enabled = true\n";
    }
    if !target.web.is_empty() {
        let addresses: Vec<String> = target.web.iter().map(|one| with_path(one)).collect();
        let comment = if addresses == target.web { "" } else { WITH_PATH };
        blocks += &block("web", &addresses, comment);
    }
    if !target.public_client.is_empty() {
        blocks += &block("public_client", &target.public_client, "");
    }
    blocks
}

fn access(wanted: &Wanted<'_>, resource: &Resource<'_>) -> String {
    let api = resource.api;
    let kind = wanted.target.kind;
    let one = |one: &&ResolvedPermission| {
        let (id, name) = (&one.id, one.permission.name);
        format!("\n    resource_access {{\n      id   = \"{id}\" # {name}\n      type = \"{kind}\"\n    }}\n")
    };
    let permissions: String = resource.permissions.iter().map(one).collect();
    format!(
        "\n  required_resource_access {{\n    resource_app_id = \"{}\" # {}\n{permissions}  }}\n",
        api.app_id(),
        api.portal_name()
    )
}

/// The service principal of an API, and what is granted at it. It is Microsoft's and only looked up: `terraform destroy`
/// would delete a resource, for every other app of the tenant too (hashicorp/terraform-provider-azuread, issue 1141).
fn resource(wanted: &Wanted<'_>, resource: &Resource<'_>) -> String {
    let (api, id) = (resource.api, resource.api.app_id());
    let mut blocks = format!(
        "\n{}data \"azuread_service_principal\" \"{api}\" {{\n  client_id = \"{id}\" # {}\n}}\n",
        resource.unknown("#"),
        api.portal_name()
    );
    if wanted.grants() && wanted.is_application() {
        for one in &resource.permissions {
            blocks += &role(resource, one);
        }
    } else if wanted.grants() {
        blocks += &scope(resource);
    }
    blocks.pop();
    blocks
}

fn role(resource: &Resource<'_>, one: &ResolvedPermission) -> String {
    let (api, id, name) = (resource.api, &one.id, one.permission.name);
    let label = name.replace('.', "_").to_lowercase();
    format!(
        "\nresource \"azuread_app_role_assignment\" \"{api}_{label}\" {{\n  \
           app_role_id         = \"{id}\" # {name}\n  \
           principal_object_id = azuread_service_principal.handrail.object_id\n  \
           resource_object_id  = data.azuread_service_principal.{api}.object_id\n}}\n"
    )
}

fn scope(resource: &Resource<'_>) -> String {
    let api = resource.api;
    let names = resource.permissions.iter().map(|one| one.permission.name);
    let names: Vec<String> = names.map(literal::terraform).collect();
    format!(
        "\nresource \"azuread_service_principal_delegated_permission_grant\" \"{api}\" {{\n  \
           service_principal_object_id          = azuread_service_principal.handrail.object_id\n  \
           resource_service_principal_object_id = data.azuread_service_principal.{api}.object_id\n  \
           claim_values                         = [{}]\n}}\n",
        names.join(", ")
    )
}

/// The end of the certificate that Handrail made, where it made one.
fn certificate_end(wanted: &Wanted<'_>) -> String {
    let newest = wanted.caller.connection.certificates.newest();
    let ends = newest.and_then(crate::connection::StoredCertificate::ends);
    ends.map(|ends| format!("  default     = \"{}\"\n", rfc3339(ends)))
        .unwrap_or_default()
}
