//! The registration that a request names, and where it may be used.

use crate::entra::authority::Authority;
use crate::entra::error::EntraError;
use crate::entra::token_endpoint::{refuse_personal_only, unknown_app};
use crate::practice::Practice;
use crate::store::{App, Audience, Store, Tenant};

/// The registration of a browser's request, where the tenant of the path may use it.
///
/// AADSTS700016 for one that is not known there, 650059 for one that was, before it was changed to its own tenant only,
/// 9002332 and 9002346 where personal and work accounts are mixed up.
pub(crate) fn named<'a>(
    practice: &Practice,
    store: &'a Store,
    authority: &str,
    client_id: &str,
) -> Result<(&'a App, Authority<'a>), EntraError> {
    let found = client_id
        .parse()
        .ok()
        .and_then(|id| practice.known_app(store, id));
    refuse_at_consumers(authority, found)?;
    let authority = Authority::parse(store, authority)?;
    let tenant = match authority {
        Authority::Tenant(tenant) => Some(tenant),
        Authority::Any => None,
    };
    let app = found.ok_or_else(|| unknown_app(client_id, tenant))?;
    refuse_personal_only(app)?;
    if let Some(tenant) = tenant {
        usable_in(store, app, tenant)?;
    }
    Ok((app, authority))
}

/// `consumers` is for apps that take personal accounts.
pub(crate) fn refuse_at_consumers(authority: &str, found: Option<&App>) -> Result<(), EntraError> {
    match found {
        Some(app) if authority == "consumers" && !app.audience.takes_personal_accounts() => {
            Err(EntraError::new(9_002_332)
                .with("client_id", app.client_id)
                .with("app", &app.name))
        }
        _ => Ok(()),
    }
}

/// An app of one tenant is refused in every other, also where it was known before
/// (MicrosoftDocs/entra-docs: single-and-multi-tenant-apps.md).
pub(crate) fn usable_in(store: &Store, app: &App, tenant: &Tenant) -> Result<(), EntraError> {
    if tenant.id == store.home || app.audience.is_multi_tenant() {
        return Ok(());
    }
    if store.principal(tenant.id, app.client_id).is_none() {
        return Err(unknown_app(&app.client_id.to_string(), Some(tenant)));
    }
    Err(EntraError::new(650_059)
        .with("client_id", app.client_id)
        .with("tenant_id", tenant.id)
        .with("audience", Audience::id(app.audience)))
}
