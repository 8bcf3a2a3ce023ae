//! The tenant part of an address.

use uuid::Uuid;

use crate::entra::error::EntraError;
use crate::store::{Store, Tenant};

/// Which directory a request is for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Authority<'a> {
    /// One tenant, by GUID or verified domain.
    Tenant(&'a Tenant),
    /// `organizations` or `common`: the person who signs in decides.
    Any,
}

impl<'a> Authority<'a> {
    /// An unknown name is AADSTS90002; something that can be no name at all AADSTS900023.
    pub(crate) fn parse(store: &'a Store, name: &str) -> Result<Self, EntraError> {
        if matches!(name, "organizations" | "common") {
            return Ok(Self::Any);
        }
        if let Some(tenant) = store.tenant_named(name) {
            return Ok(Self::Tenant(tenant));
        }
        let possible = Uuid::parse_str(name).is_ok() || name == "consumers" || name.contains('.');
        Err(EntraError::new(if possible { 90002 } else { 900_023 }).with("tenant", name))
    }

    /// What stands in the endpoints and issuers of the discovery document.
    pub(crate) fn segment(self, name: &str) -> String {
        match self {
            Self::Tenant(tenant) => tenant.id.to_string(),
            Self::Any => name.to_owned(),
        }
    }
}
