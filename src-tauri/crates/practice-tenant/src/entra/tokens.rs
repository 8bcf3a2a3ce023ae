//! Token claims (MicrosoftDocs/entra-docs: access-token-claims-reference.md, id-token-claims-reference.md).
//!
//! The API decides the version of an access token. All three APIs of this tenant take version 1.0.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::address::Address;
use crate::catalogue::{Kind, Permission, Resource};
use crate::entra::client_authentication::Proof;
use crate::entra::discovery::{issuer_v1, issuer_v2};
use crate::entra::policy::Factors;
use crate::first_party;
use crate::ids::{ClientId, TenantId};
use crate::practice::Practice;
use crate::random::{Dice, opaque};
use crate::scenario::Scenario;
use crate::store::{App, ServicePrincipal, Tenant, User};

/// Entra dates tokens five minutes back, for clocks that are late.
pub(crate) const BACKDATED_SECONDS: i64 = 300;

/// Claims with the seconds they hold for.
pub(crate) struct Claims {
    pub(crate) json: Value,
    pub(crate) expires_in: i64,
    /// Seconds since 1970.
    pub(crate) not_before: i64,
    pub(crate) expires_on: i64,
}

struct Times {
    not_before: i64,
    expires_in: i64,
    expires_on: i64,
}

impl Times {
    /// 60 to 90 minutes, by chance.
    fn from(now: Timestamp) -> Self {
        let expires_in = 3600 + i64::try_from(Dice::unrepeatable().below(1800)).unwrap_or_default();
        let now = now.as_second();
        Self {
            not_before: now - BACKDATED_SECONDS,
            expires_in,
            expires_on: now + expires_in,
        }
    }

    fn around(self, json: Value) -> Claims {
        Claims {
            json,
            expires_in: self.expires_in,
            not_before: self.not_before,
            expires_on: self.expires_on,
        }
    }
}

fn access_token_claims(
    tenant: &Tenant,
    app: &App,
    resource: Resource,
    appidacr: &str,
    times: &Times,
) -> Value {
    json!({
        "aud": resource.identifier_uri(),
        "iss": issuer_v1(&tenant.id.to_string()),
        "iat": times.not_before,
        "nbf": times.not_before,
        "exp": times.expires_on,
        "aio": opaque(2),
        "app_displayname": app.name,
        "appid": app.client_id,
        "appidacr": appidacr,
        "idp": issuer_v1(&tenant.id.to_string()),
        "rh": format!("1.{}.", opaque(2)),
        "tenant_region_scope": "WW",
        "tid": tenant.id,
        "uti": opaque(1),
        "ver": "1.0",
    })
}

/// An application's token. Nothing granted means no `roles` at all, not an empty list.
pub(crate) fn for_application(
    tenant: &Tenant,
    app: &App,
    principal: &ServicePrincipal,
    resource: Resource,
    roles: &[&str],
    proof: Proof,
    now: Timestamp,
) -> Claims {
    let times = Times::from(now);
    let mut claims = access_token_claims(tenant, app, resource, proof.appidacr(), &times);
    claims["oid"] = json!(principal.object_id);
    claims["sub"] = json!(principal.object_id);
    if resource == Resource::Graph {
        claims["idtyp"] = "app".into();
    }
    if !roles.is_empty() {
        claims["roles"] = json!(roles);
    }
    times.around(claims)
}

/// What stands behind a user's token.
#[derive(Clone, Copy)]
pub(crate) struct Proofs {
    pub(crate) client: Proof,
    pub(crate) user: Factors,
}

/// A user's token.
pub(crate) fn for_user(
    tenant: &Tenant,
    app: &App,
    user: &User,
    resource: Resource,
    scopes: &[&str],
    proofs: Proofs,
    now: Timestamp,
) -> Claims {
    let times = Times::from(now);
    let mut claims = access_token_claims(tenant, app, resource, proofs.client.appidacr(), &times);
    let (given, family) = user
        .display_name
        .split_once(' ')
        .unwrap_or((&user.display_name, ""));
    let extra = json!({
        "acr": "1",
        "amr": proofs.user.amr(),
        "given_name": given,
        "family_name": family,
        "name": user.display_name,
        "oid": user.object_id,
        "scp": scopes.join(" "),
        "sub": pairwise(app.client_id, tenant.id, user),
        "unique_name": user.user_principal_name,
        "upn": user.user_principal_name,
        "wids": wids(user),
    });
    if let Some(home) = user.guest_of {
        claims["idp"] = issuer_v1(&home.tenant.to_string()).into();
    }
    if let (Some(claims), Value::Object(extra)) = (claims.as_object_mut(), extra) {
        claims.extend(extra);
    }
    times.around(claims)
}

/// The roles of the user, and the one that every member or every guest has.
fn wids(user: &User) -> Vec<&'static str> {
    const EVERY_MEMBER: &str = "b79fbf4d-3ef9-4689-8143-76b194e85509";
    const EVERY_GUEST: &str = "10dae51f-b6af-4016-8d66-8c2a99b929b3";
    let everybody = if user.guest_of.is_some() {
        EVERY_GUEST
    } else {
        EVERY_MEMBER
    };
    user.roles
        .iter()
        .map(|role| role.template_id())
        .chain([everybody])
        .collect()
}

/// `sub` differs from app to app.
fn pairwise(client_id: ClientId, tenant: TenantId, user: &User) -> String {
    let hash = Sha256::digest(format!("{client_id}{tenant}{}", user.object_id));
    URL_SAFE_NO_PAD.encode(hash)
}

/// A version 2.0 ID token.
pub(crate) fn id_token(
    address: &Address,
    tenant: &Tenant,
    app: &App,
    user: &User,
    nonce: Option<&str>,
    with_email: bool,
    now: Timestamp,
) -> Value {
    let now = now.as_second();
    let mut claims = json!({
        "aud": app.client_id,
        "iss": issuer_v2(address, &tenant.id.to_string()),
        "iat": now - BACKDATED_SECONDS,
        "nbf": now - BACKDATED_SECONDS,
        "exp": now + 3600,
        "aio": opaque(2),
        "name": user.display_name,
        "oid": user.object_id,
        "preferred_username": user.user_principal_name,
        "rh": format!("1.{}.", opaque(2)),
        "sub": pairwise(app.client_id, tenant.id, user),
        "tid": tenant.id,
        "uti": opaque(1),
        "ver": "2.0",
    });
    if let Some(nonce) = nonce {
        claims["nonce"] = nonce.into();
    }
    if with_email {
        claims["email"] = user.user_principal_name.as_str().into();
    }
    claims
}

/// The API that a token is really for: the one asked for, or its neighbour while `wrong-audience` is on.
pub(crate) fn issued_for(practice: &Practice, asked: Resource) -> Resource {
    if !practice.switches.is_on(Scenario::WrongAudience) {
        return asked;
    }
    match asked {
        Resource::Graph | Resource::Mde => Resource::Xdr,
        Resource::Xdr => Resource::Mde,
    }
}

/// The application permissions of one API among those granted.
pub(crate) fn roles(
    practice: &Practice,
    principal: &ServicePrincipal,
    resource: Resource,
) -> Vec<&'static str> {
    resource
        .permissions(Kind::Application)
        .filter(|permission| practice.carries(principal, None, *permission))
        .map(|permission| permission.value)
        .collect()
}

/// The delegated permissions of one API that hold for a user.
pub(crate) fn scopes(
    practice: &Practice,
    app: &App,
    principal: &ServicePrincipal,
    user: &User,
    resource: Resource,
) -> Vec<Permission> {
    let holds = |permission: &Permission| {
        first_party::is_cleared_beforehand(app.client_id, *permission)
            || practice.carries(principal, None, *permission)
            || practice.carries(principal, Some(user.object_id), *permission)
    };
    resource.permissions(Kind::Delegated).filter(holds).collect()
}
