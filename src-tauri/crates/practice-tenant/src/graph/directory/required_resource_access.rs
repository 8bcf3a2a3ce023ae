//! `requiredResourceAccess`: the permissions that a registration lists
//! (microsoftgraph/microsoft-graph-docs-contrib: resources/requiredresourceaccess.md, resourceaccess.md).

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::catalogue::{Kind, Permission, Resource};
use crate::graph::directory::refusal;
use crate::graph::error::GraphError;
use crate::store::{App, Unoffered};

const PROPERTY: &str = "requiredResourceAccess";

/// What the list says: permissions that APIs offer, and those that none does.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) offered: BTreeSet<Permission>,
    pub(crate) in_vain: BTreeSet<Unoffered>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct OfApi {
    resource_app_id: Uuid,
    resource_access: Vec<Access>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Access {
    id: Uuid,
    #[serde(rename = "type")]
    kind: String,
}

/// Reads the list. As at Graph an unknown id is no error: it shows when a token is asked for.
pub(crate) fn parse(value: &Value) -> Result<Wanted, GraphError> {
    let apis: Vec<OfApi> =
        serde_json::from_value(value.clone()).map_err(|_| refusal::wrong_type(PROPERTY))?;
    let mut wanted = Wanted::default();
    let mut seen = BTreeSet::new();
    for api in apis {
        if !seen.insert(api.resource_app_id) {
            return Err(refusal::invalid_value(PROPERTY, "Application"));
        }
        for access in api.resource_access {
            let kind = match access.kind.as_str() {
                "Role" => Kind::Application,
                "Scope" => Kind::Delegated,
                _ => return Err(refusal::invalid_value(PROPERTY, "Application")),
            };
            let resource = Resource::of_app(api.resource_app_id);
            match resource.and_then(|one| one.permission_with_id(kind, access.id)) {
                Some(permission) => drop(wanted.offered.insert(permission)),
                None => drop(wanted.in_vain.insert(Unoffered {
                    resource: api.resource_app_id,
                    kind,
                    id: access.id,
                })),
            }
        }
    }
    Ok(wanted)
}

/// Prints the list of an app.
pub(crate) fn print(app: &App) -> Value {
    let mut apis: BTreeMap<Uuid, Vec<Value>> = BTreeMap::new();
    let access = |id: Uuid, kind: Kind| {
        let kind = match kind {
            Kind::Application => "Role",
            Kind::Delegated => "Scope",
        };
        json!({"id": id, "type": kind})
    };
    for one in &app.wanted {
        if let Some(row) = one.row() {
            let of_api = apis.entry(one.resource.app_id()).or_default();
            of_api.push(access(row.id, one.kind));
        }
    }
    for one in &app.wanted_in_vain {
        apis.entry(one.resource)
            .or_default()
            .push(access(one.id, one.kind));
    }
    apis.into_iter()
        .map(|(id, access)| json!({"resourceAppId": id, "resourceAccess": access}))
        .collect()
}
