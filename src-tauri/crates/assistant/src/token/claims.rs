//! Claims, decoded and not yet believed (Microsoft, "Access token claims reference").

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde::de::{Error as _, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use super::view::{Claim, TokenKind};

/// Entra's tokens stay below 16 kB; beyond this it is something else.
const MAX_TOKEN: usize = 64 * 1024;

/// The payload of a JWT.
#[derive(Clone, Debug, PartialEq)]
pub struct Claims(Map<String, Value>);

impl Claims {
    /// Decodes the payload of a compact JWT; `None` where it is none. Checks nothing else.
    pub fn decode(token: &str) -> Option<Self> {
        part(token, 1).map(Self)
    }

    /// Wraps a decoded payload.
    pub fn from_map(map: Map<String, Value>) -> Self {
        Self(map)
    }

    /// The payload as it is.
    pub fn as_map(&self) -> &Map<String, Value> {
        &self.0
    }

    /// A claim as text, if it is text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(Value::as_str)
    }

    /// `aud`: the API that the token is for.
    pub fn audience(&self) -> &str {
        self.text("aud").unwrap_or_default()
    }

    /// `tid`: the tenant that issued it.
    pub fn tenant_id(&self) -> &str {
        self.text("tid").unwrap_or_default()
    }

    /// `appid` in version 1.0, `azp` in 2.0. A token that has both and means two clients has none.
    pub fn client_id(&self) -> &str {
        match (self.text("appid"), self.text("azp")) {
            (Some(one), Some(other)) if one != other => "",
            (Some(client), _) | (None, Some(client)) => client,
            (None, None) => "",
        }
    }

    /// The tenant that the issuer's address names: `https://sts.windows.net/<tenant>/` in version 1.0,
    /// `https://login.microsoftonline.com/<tenant>/v2.0` in 2.0. `None` where there is no such claim.
    pub fn issuing_tenant(&self) -> Option<&str> {
        let address = self.text("iss")?;
        let path = address.split_once("://").map_or("", |(_, rest)| rest);
        Some(path.split('/').nth(1).unwrap_or_default())
    }

    /// `ver`: decided by the API, not by the endpoint that was asked.
    pub fn version(&self) -> &str {
        self.text("ver").unwrap_or_default()
    }

    /// Who signed in. For display only, never for decisions.
    pub fn account(&self) -> Option<&str> {
        ["upn", "preferred_username", "unique_name"]
            .into_iter()
            .find_map(|name| self.text(name))
    }

    /// Delegated permissions, claim `scp`.
    pub fn scopes(&self) -> Vec<&str> {
        self.text("scp")
            .map(|scopes| scopes.split_whitespace().collect())
            .unwrap_or_default()
    }

    /// Application permissions, claim `roles`.
    pub fn roles(&self) -> Vec<&str> {
        let roles = self.0.get("roles").and_then(Value::as_array);
        roles
            .map(|roles| roles.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default()
    }

    /// Whose token it is.
    pub fn kind(&self) -> TokenKind {
        if self.0.contains_key("scp") {
            TokenKind::User
        } else if self.client_id().is_empty() {
            TokenKind::Id
        } else {
            TokenKind::Application
        }
    }

    /// The permissions that count for this kind of token.
    pub fn permissions(&self) -> Vec<&str> {
        match self.kind() {
            TokenKind::User => self.scopes(),
            TokenKind::Application => self.roles(),
            TokenKind::Id => Vec::new(),
        }
    }

    /// Is any of these permissions there?
    pub fn has_any(&self, wanted: &[&str]) -> bool {
        self.permissions()
            .iter()
            .any(|permission| wanted.contains(permission))
    }

    /// A time claim, seconds since 1970 in UTC.
    pub fn time(&self, name: &str) -> Option<Timestamp> {
        self.0
            .get(name)
            .and_then(Value::as_i64)
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
    }

    /// All claims as text, in the token's order.
    pub fn listed(&self) -> Vec<Claim> {
        self.0
            .iter()
            .map(|(name, value)| Claim {
                name: name.clone(),
                value: plain(value),
            })
            .collect()
    }
}

/// Decodes the header (0) or payload (1) of a compact JWT.
pub(super) fn part(token: &str, index: usize) -> Option<Map<String, Value>> {
    if token.len() > MAX_TOKEN {
        return None;
    }
    let parts: Vec<&str> = token.split('.').collect();
    let [_, _, _] = parts[..] else { return None };
    let json = URL_SAFE_NO_PAD.decode(parts.get(index)?).ok()?;
    let object: UniqueNames = serde_json::from_slice(&json).ok()?;
    Some(object.0)
}

/// A JSON object without two members of one name: whoever reads the first of them and whoever reads the last would see
/// two different tokens (RFC 7519 section 4).
struct UniqueNames(Map<String, Value>);

impl<'de> Deserialize<'de> for UniqueNames {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = UniqueNames;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object whose names differ")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<UniqueNames, A::Error> {
        let mut object = Map::new();
        while let Some((name, value)) = members.next_entry::<String, Value>()? {
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom("a name comes twice"));
            }
        }
        Ok(UniqueNames(object))
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn claims(value: &Value) -> Claims {
        let payload = URL_SAFE_NO_PAD.encode(value.to_string());
        Claims::decode(&format!("e30.{payload}.sig")).unwrap()
    }

    #[test]
    fn an_app_only_token_without_a_grant_has_no_permission() {
        let claims = claims(&json!({"appid": "a", "ver": "1.0"}));
        assert_eq!(
            (claims.kind(), claims.permissions().len()),
            (TokenKind::Application, 0)
        );
    }

    #[test]
    fn roles_of_a_person_are_no_permission_of_the_app() {
        let claims =
            claims(&json!({"appid": "a", "scp": "Incident.Read openid", "roles": ["Incident.Read.All"]}));
        assert!(claims.has_any(&["Incident.Read"]));
        assert!(!claims.has_any(&["Incident.Read.All"]));
    }

    #[test]
    fn what_is_no_token_decodes_to_nothing() {
        for text in [
            "",
            "a.b",
            "a.b.c.d",
            "....",
            "e30.bm90IGpzb24.x",
            &format!("e30.{}.x", "e30".repeat(40_000)),
        ] {
            assert_eq!(Claims::decode(text), None);
        }
    }
}
