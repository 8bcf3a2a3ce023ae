//! `/organization` (microsoftgraph/microsoft-graph-docs-contrib: organization-list.md, resources/organization.md).

use serde_json::{Value, json};

use crate::bearer::Needs;
use crate::graph::directory::call::{Call, Reply, any_of};
use crate::graph::directory::collection;
use crate::graph::directory::refusal;
use crate::graph::error::GraphError;
use crate::ids::TenantId;
use crate::odata::{Schema, Type};
use crate::store::Tenant;

/// `User.Read` shows id, name and domains, which is all there is of a practice organization.
const READ: Needs = any_of(
    &["Organization.Read.All", "Directory.Read.All", "User.Read"],
    &["Organization.Read.All", "Directory.Read.All"],
);

static SCHEMA: Schema = Schema {
    name: "microsoft.graph.organization",
    fields: &[("id", Type::Text), ("displayName", Type::Text)],
    not_filterable: &["verifiedDomains", "tenantType"],
};

fn print(tenant: &Tenant) -> Value {
    let domains = tenant.domains.iter().enumerate().map(|(number, name)| {
        json!({
            "capabilities": "Email, OfficeCommunicationsOnline",
            "isDefault": number == 0,
            "isInitial": name.ends_with(".onmicrosoft.com"),
            "name": name,
            "type": if tenant.is_federated(name) { "Federated" } else { "Managed" },
        })
    });
    json!({
        "id": tenant.id,
        "deletedDateTime": null,
        "displayName": tenant.name,
        "tenantType": "AAD",
        "verifiedDomains": domains.collect::<Vec<_>>(),
    })
}

/// `GET /organization`: a list of one, the caller's own.
pub(crate) fn list(call: &Call<'_>) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let own = vec![print(&call.caller.tenant)];
    collection::page(call, "organization", "organization", &SCHEMA, own)
}

/// `GET /organization/{id}`.
pub(crate) fn one(call: &Call<'_>, id: &str) -> Result<Reply, GraphError> {
    call.caller.needs(&READ)?;
    let tenant = &call.caller.tenant;
    if id.parse::<TenantId>() != Ok(tenant.id) {
        return Err(refusal::not_found(id));
    }
    collection::entity(call, "organization/$entity", &SCHEMA, print(tenant))
}
