//! What an API checks of an access token before it answers (RFC 6750; MicrosoftDocs/entra-docs: access-tokens.md).

use std::borrow::Cow;

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use crate::catalogue::Resource;
use crate::entra::BACKDATED_SECONDS;
use crate::ids::TenantId;
use crate::practice::Practice;
use crate::scenario::{Scenario, Switches};
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
    /// The person's sessions were ended after the token was issued, and the client said that it understands claims
    /// challenges: a token issued from then on, in seconds since 1970, is wanted.
    SessionsEnded {
        not_before: i64,
    },
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

impl Refused {
    /// The header `WWW-Authenticate` of a 401 (RFC 6750 section 3; for claims MicrosoftDocs/entra-docs:
    /// claims-challenge.md): no error code when no token was sent.
    pub(crate) fn challenge(&self) -> Cow<'static, str> {
        match self {
            Self::NoToken => "Bearer".into(),
            Self::Expired => "Bearer error=\"invalid_token\", error_description=\"The token expired\"".into(),
            Self::WrongAudience => {
                "Bearer error=\"invalid_token\", error_description=\"The audience is invalid\"".into()
            }
            Self::SessionsEnded { not_before } => {
                let value = not_before.to_string();
                let claims = json!({"access_token": {"nbf": {"essential": true, "value": value}}});
                let claims = STANDARD.encode(claims.to_string());
                format!("Bearer error=\"insufficient_claims\", claims=\"{claims}\"").into()
            }
            _ => "Bearer error=\"invalid_token\"".into(),
        }
    }
}

/// The permissions of which any one is enough.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needs {
    pub(crate) resource: Resource,
    pub(crate) roles: &'static [&'static str],
    pub(crate) scopes: &'static [&'static str],
}

/// An access token that this tenant signed, for the API called and in its time.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) tenant: Tenant,
    claims: Map<String, Value>,
}

impl Token {
    /// A claim that is a text; empty when it is absent.
    pub(crate) fn text(&self, name: &str) -> &str {
        text(&self.claims, name)
    }

    /// Claim `exp`, in seconds since 1970.
    pub(crate) fn expires(&self) -> i64 {
        seconds(&self.claims, "exp")
    }

    /// Who acts: the person, or the application.
    pub(crate) fn actor(&self) -> &str {
        let name = if self.is_delegated() {
            "upn"
        } else {
            "app_displayname"
        };
        self.text(name)
    }

    /// On behalf of a person, not as the application itself.
    pub(crate) fn is_delegated(&self) -> bool {
        self.claims.contains_key("scp")
    }

    /// Since when the person has to sign in again, for a client that can be told so. Others keep their tokens until
    /// they expire (MicrosoftDocs/entra-docs: concept-continuous-access-evaluation.md).
    fn sessions_ended(&self, practice: &Practice) -> Option<i64> {
        if !strings(&self.claims, "xms_cc")
            .iter()
            .any(|one| one.eq_ignore_ascii_case("cp1"))
        {
            return None;
        }
        let user = self.text("oid").parse().ok()?;
        let from = practice.read().user(user)?.sessions_valid_from?.as_second();
        let issued = self.claims.get("iat").and_then(Value::as_i64)? + BACKDATED_SECONDS;
        (issued < from).then_some(from)
    }

    /// The permissions it carries: delegated ones, or those of the application.
    pub(crate) fn permissions(&self) -> Vec<String> {
        if self.is_delegated() {
            self.text("scp").split_whitespace().map(str::to_owned).collect()
        } else {
            strings(&self.claims, "roles")
        }
    }
}

/// The claims of the token that was sent, when this tenant signed them.
pub(crate) fn signed(practice: &Practice, headers: &HeaderMap) -> Result<Map<String, Value>, Refused> {
    let header = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .ok_or(Refused::NoToken)?;
    let token = header
        .strip_prefix("Bearer ")
        .or_else(|| header.strip_prefix("bearer "))
        .ok_or(Refused::NoToken)?;
    practice.key().verify(token.trim()).ok_or(Refused::Invalid)
}

/// Checks signature, expiry and audience, in this order.
pub(crate) fn verified(
    practice: &Practice,
    headers: &HeaderMap,
    resource: Resource,
) -> Result<Token, Refused> {
    let claims = signed(practice, headers)?;
    let now = practice.now().as_second();
    if seconds(&claims, "exp") <= now {
        return Err(Refused::Expired);
    }
    if seconds(&claims, "nbf") > now || text(&claims, "ver") != "1.0" {
        return Err(Refused::Invalid);
    }
    if Resource::named(text(&claims, "aud")) != Some(resource) {
        return Err(Refused::WrongAudience);
    }
    let id: TenantId = text(&claims, "tid").parse().map_err(|_| Refused::Invalid)?;
    let tenant = practice
        .read()
        .tenants
        .get(&id)
        .cloned()
        .ok_or(Refused::Invalid)?;
    let token = Token { tenant, claims };
    match token.sessions_ended(practice) {
        Some(not_before) if resource == Resource::Graph => Err(Refused::SessionsEnded { not_before }),
        _ => Ok(token),
    }
}

/// Admits a call to a Defender API: a token that holds, a permission, and for a person a role in Defender.
pub(crate) fn admit(practice: &Practice, headers: &HeaderMap, needs: &Needs) -> Result<Token, Refused> {
    let token = verified(practice, headers, needs.resource)?;
    if practice.pages_fetched.refuses(&practice.switches, &token) {
        return Err(Refused::Expired);
    }
    permitted(&token, needs, &practice.switches)?;
    if token.tenant.lacks_defender() || practice.switches.is_on(Scenario::NotProvisioned) {
        Err(Refused::NotProvisioned)
    } else {
        Ok(token)
    }
}

fn text<'a>(claims: &'a Map<String, Value>, name: &str) -> &'a str {
    claims.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn seconds(claims: &Map<String, Value>, name: &str) -> i64 {
    claims.get(name).and_then(Value::as_i64).unwrap_or_default()
}

fn strings(claims: &Map<String, Value>, name: &str) -> Vec<String> {
    let list = claims.get(name).and_then(Value::as_array);
    list.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

fn permitted(token: &Token, needs: &Needs, switches: &Switches) -> Result<(), Refused> {
    let any = |has: &[String], wanted: &[&str]| has.iter().any(|one| wanted.contains(&one.as_str()));
    let has = token.permissions();
    if token.is_delegated() {
        if !any(&has, needs.scopes) {
            return Err(Refused::MissingScopes { has });
        }
        let roles = strings(&token.claims, "wids");
        let may_view = Role::MAY_VIEW_DEFENDER
            .iter()
            .any(|role| roles.iter().any(|id| id == role.template_id()));
        return if may_view && !switches.is_on(Scenario::UserWithoutDefenderRole) {
            Ok(())
        } else {
            Err(Refused::UserMayNotView)
        };
    }
    if any(&has, needs.roles) {
        Ok(())
    } else {
        Err(Refused::MissingRoles { has })
    }
}
