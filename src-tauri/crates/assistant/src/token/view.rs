//! The token as the window and the command line show it: claims and a verdict, never the token.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

/// Whose token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub enum TokenKind {
    /// App-only: no `scp`.
    Application,
    /// On behalf of a user: `scp` is there.
    User,
    /// An ID token: tells who signed in, opens no API.
    Id,
}

/// What the signature check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "kebab-case")]
pub enum Signature {
    /// Signed by a key of the tenant's key set.
    Verified,
    /// The key is known and the signature is wrong, or the algorithm is not one of Entra's.
    Invalid,
    /// No key of that `kid` in the key set, also after asking anew.
    UnknownKey,
    /// Not checkable by outsiders: Microsoft seals Graph tokens with a `nonce` in the header.
    NotChecked,
}

/// What is checked of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum TokenCheckId {
    Signature,
    Tenant,
    Client,
    Audience,
    Permission,
    Time,
}

/// One check of a token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct TokenCheck {
    /// What was checked.
    pub id: TokenCheckId,
    /// `None` where it cannot be checked.
    pub passed: Option<bool>,
    /// What was expected and seen.
    pub params: BTreeMap<String, String>,
}

/// One claim, as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Claim {
    /// Its name in the token.
    pub name: String,
    /// Its value, lists separated by blanks.
    pub value: String,
}

/// What is known of a connection's token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TokenView {
    /// The connection.
    pub connection_id: String,
    /// Whose token it is.
    pub kind: TokenKind,
    /// No check failed.
    pub usable: bool,
    /// Claim `ver`.
    pub issuer_version: String,
    /// Claim `aud`.
    pub audience: String,
    /// Claim `tid`.
    pub tenant_id: String,
    /// Claim `appid` or `azp`.
    pub client_id: String,
    /// Who signed in, for display only.
    pub account: Option<String>,
    /// `roles` or `scp`.
    pub permissions: Vec<String>,
    /// What the goal needs and the token lacks.
    pub missing: Vec<String>,
    /// Claim `iat`, RFC 3339.
    pub issued: String,
    /// Claim `exp`, RFC 3339.
    pub expires: String,
    /// What the signature check found.
    pub signature: Signature,
    /// All checks.
    pub checks: Vec<TokenCheck>,
    /// All claims.
    pub claims: Vec<Claim>,
}
