//! The ids that Microsoft publishes for the permissions of its APIs.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::cloud::Api;
use crate::connection::Context;

/// A permission's name, and the id that Entra has for it.
#[derive(Deserialize)]
struct Permission {
    api: Api,
    context: Context,
    name: String,
    id: String,
}

#[derive(Deserialize)]
struct Catalogue {
    permissions: Vec<Permission>,
}

/// Read once; a test finds an id for every permission that a connection can need.
static CATALOGUE: LazyLock<Option<Catalogue>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../data/permissions.json")).ok());

/// The id of a permission.
pub(crate) fn published_id(api: Api, context: Context, name: &str) -> Option<&'static str> {
    let permissions = &CATALOGUE.as_ref()?.permissions;
    let found = permissions
        .iter()
        .find(|one| (one.api, one.context, one.name.as_str()) == (api, context, name))?;
    Some(&found.id)
}
