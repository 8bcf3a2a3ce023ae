//! `handrail token inspect`: what a token from anywhere is, and what it opens.

use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};

use super::claims::{Claims, part};
use super::verdict::CLOCKS_DIFFER_BY;
use super::view::{Signature, TokenKind};
use crate::checklist::StepId;
use crate::clock::rfc3339;
use crate::cloud::{Api, Cloud};
use crate::connection::{Context, Goal};
use crate::defender::permissions;
use crate::error::{Confidence, ErrorCode, ErrorReport};

/// What is known of a token. Holds its claims, not the token.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TokenInspection {
    /// The JOSE header.
    pub header: Map<String, Value>,
    /// The claims.
    pub claims: Map<String, Value>,
    /// Whose token it is.
    pub kind: TokenKind,
    /// Claim `ver`.
    pub issuer_version: String,
    /// What the signature check found.
    pub signature: Signature,
    /// `usable` or `not-usable`.
    pub verdict: &'static str,
    /// The APIs whose list it opens.
    pub opens: Vec<Opens>,
    /// Permissions that would open the list of its own audience.
    pub missing: Vec<String>,
    /// Claim `exp`, RFC 3339.
    pub expires: String,
    /// What is wrong with it.
    pub findings: Vec<ErrorReport>,
}

/// An API that the token opens.
#[derive(Clone, Debug, Serialize)]
pub struct Opens {
    /// Which API.
    pub api: Api,
    /// The permission that does it.
    pub why: String,
}

/// Looks at a token; `None` where it is none. The signature was checked by the caller.
pub(crate) fn inspect(
    token: &str,
    signature: Signature,
    clouds: &[Cloud],
    now: Timestamp,
) -> Option<TokenInspection> {
    let header = part(token, 0)?;
    let claims = Claims::decode(token)?;
    let kind = claims.kind();
    let expires = claims.time("exp");
    let goal = audience_api(&claims, clouds).map(|api| Goal::new(api, context(kind)));
    let opens: Vec<Opens> = goal
        .into_iter()
        .filter_map(|goal| opened(&claims, goal))
        .collect();
    let mut findings = Vec::new();
    if signature == Signature::Invalid {
        findings.push(ErrorReport::new(ErrorCode::SignatureInvalid));
    }
    if expires.is_none_or(|end| end <= now) {
        let ended = expires.map(rfc3339).unwrap_or_default();
        findings.push(ErrorReport::new(ErrorCode::TokenExpired).with("expected", ended));
    }
    if claims
        .time("nbf")
        .is_some_and(|begin| begin > now + CLOCKS_DIFFER_BY)
    {
        findings.push(ErrorReport::new(ErrorCode::ClockWrong).confidence(Confidence::Likely));
    }
    let mut missing = Vec::new();
    match goal {
        None => findings.push(ErrorReport::new(ErrorCode::WrongAudience).with("actual", claims.audience())),
        Some(goal) if opens.is_empty() => {
            missing.push(permissions::least(goal).to_owned());
            findings.push(super::verdict::lacking(&claims, goal));
        }
        Some(_) => {}
    }
    for finding in &mut findings {
        finding.step.get_or_insert(StepId::Token);
    }
    Some(TokenInspection {
        header,
        kind,
        issuer_version: claims.version().to_owned(),
        signature,
        verdict: if findings.is_empty() {
            "usable"
        } else {
            "not-usable"
        },
        opens,
        missing,
        expires: expires.map(rfc3339).unwrap_or_default(),
        findings,
        claims: claims.as_map().clone(),
    })
}

fn context(kind: TokenKind) -> Context {
    match kind {
        TokenKind::User => Context::User,
        TokenKind::Application | TokenKind::Id => Context::Application,
    }
}

fn audience_api(claims: &Claims, clouds: &[Cloud]) -> Option<Api> {
    let audience = claims.audience().trim_end_matches('/');
    Api::ALL.into_iter().find(|api| {
        audience == api.app_id()
            || clouds
                .iter()
                .filter_map(|cloud| cloud.api(*api))
                .any(|place| place.audience == audience)
    })
}

fn opened(claims: &Claims, goal: Goal) -> Option<Opens> {
    let carried = claims.permissions();
    let key = permissions::sufficient(goal)
        .iter()
        .find(|name| carried.contains(name))?;
    Some(Opens {
        api: goal.api,
        why: (*key).to_owned(),
    })
}
