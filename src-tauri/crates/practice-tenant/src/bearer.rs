//! What an API checks of an access token before it answers (RFC 6750; MicrosoftDocs/entra-docs: access-tokens.md).

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use serde_json::{Map, Value};

use crate::catalogue::Resource;
use crate::ids::TenantId;
use crate::practice::Practice;
use crate::store::{Role, Tenant};

/// Why a call is refused. Each API puts it into its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// No `Authorization: Bearer`.
    NoToken,
    /// Not signed by this tenant, or no token at all.
    Invalid,
    Expired,
    WrongAudience,
    /// An application's token without any of the wanted roles; what it has instead.
    MissingRoles {
        has: Vec<String>,
    },
    /// A user's token without any of the wanted scopes; what it has instead.
    MissingScopes {
        has: Vec<String>,
    },
    /// The permission is there, but the user has no role in Defender.
    UserMayNotView,
    /// Defender was never set up in this tenant.
    NotProvisioned,
}

/// The permissions of which any one is enough.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needs {
    pub(crate) resource: Resource,
    pub(crate) roles: &'static [&'static str],
    pub(crate) scopes: &'static [&'static str],
}

/// Checks signature, expiry, audience, permission and the user's role, in this order; returns the tenant of the token.
pub(crate) fn admit(practice: &Practice, headers: &HeaderMap, needs: &Needs) -> Result<Tenant, Refused> {
    let header = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .ok_or(Refused::NoToken)?;
    let token = header
        .strip_prefix("Bearer ")
        .or_else(|| header.strip_prefix("bearer "))
        .ok_or(Refused::NoToken)?;
    let claims = practice.key.verify(token.trim()).ok_or(Refused::Invalid)?;
    let seconds = |name: &str| claims.get(name).and_then(Value::as_i64).unwrap_or_default();
    let now = practice.now().as_second();
    if seconds("exp") <= now {
        return Err(Refused::Expired);
    }
    if seconds("nbf") > now || text(&claims, "ver") != "1.0" {
        return Err(Refused::Invalid);
    }
    if Resource::named(text(&claims, "aud")) != Some(needs.resource) {
        return Err(Refused::WrongAudience);
    }
    let id: TenantId = text(&claims, "tid").parse().map_err(|_| Refused::Invalid)?;
    let tenant = practice
        .read()
        .tenants
        .get(&id)
        .cloned()
        .ok_or(Refused::Invalid)?;
    permitted(&claims, needs)?;
    if tenant.lacks_defender() {
        Err(Refused::NotProvisioned)
    } else {
        Ok(tenant)
    }
}

fn text<'a>(claims: &'a Map<String, Value>, name: &str) -> &'a str {
    claims.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn strings(claims: &Map<String, Value>, name: &str) -> Vec<String> {
    let list = claims.get(name).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn permitted(claims: &Map<String, Value>, needs: &Needs) -> Result<(), Refused> {
    let any = |has: &[String], wanted: &[&str]| has.iter().any(|one| wanted.contains(&one.as_str()));
    if claims.contains_key("scp") {
        let has: Vec<String> = text(claims, "scp")
            .split_whitespace()
            .map(str::to_owned)
            .collect();
        if !any(&has, needs.scopes) {
            return Err(Refused::MissingScopes { has });
        }
        let roles = strings(claims, "wids");
        let may_view = Role::MAY_VIEW_DEFENDER
            .iter()
            .any(|role| roles.iter().any(|id| id == role.template_id()));
        return if may_view {
            Ok(())
        } else {
            Err(Refused::UserMayNotView)
        };
    }
    let has = strings(claims, "roles");
    if any(&has, needs.roles) {
        Ok(())
    } else {
        Err(Refused::MissingRoles { has })
    }
}
