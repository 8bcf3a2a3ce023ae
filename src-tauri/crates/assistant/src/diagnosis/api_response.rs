//! Failed answers of the Defender APIs and of Graph.
//!
//! A 403 with the right permission in the token is not a missing permission: with a signed-in user it is the
//! person's own Defender role, as the application the wrong audience or a tenant without Defender.

use serde::Deserialize;

use crate::cloud::Api;
use crate::connection::{Context, Goal};
use crate::defender::permissions;
use crate::error::{Confidence, ErrorCode, ErrorReport, Trace};
use crate::http::Answer;
use crate::token::{Claims, lacking};

#[derive(Deserialize)]
struct Body {
    error: Inner,
}

#[derive(Default, Deserialize)]
struct Inner {
    #[serde(default)]
    code: String,
    #[serde(default)]
    message: String,
    target: Option<String>,
    #[serde(rename = "innerError")]
    graph: Option<GraphInner>,
}

#[derive(Deserialize)]
struct GraphInner {
    date: Option<String>,
    #[serde(rename = "request-id")]
    request_id: Option<String>,
}

/// The finding of a failed call, joined with what the token carries.
pub(crate) fn from_api(answer: &Answer, goal: Goal, claims: &Claims) -> ErrorReport {
    let inner = serde_json::from_slice::<Body>(&answer.body)
        .map(|body| body.error)
        .unwrap_or_default();
    let status = answer.status.as_u16();
    let permitted = claims.has_any(permissions::sufficient(goal));
    // What the token lacks has one name, whether it was judged before the call or refused by it.
    let report = if status == 403 && !permitted {
        lacking(claims, goal)
    } else {
        ErrorReport::new(meaning(status, &inner, goal, claims))
            .with("api", goal.api.portal_name())
            .with("permission", permissions::least(goal))
            .with("message", &inner.message)
            .with("user", claims.account().unwrap_or_default())
    };
    let report = report
        .traced(trace(answer, &inner))
        .detailed(format!("{status} {}: {}", inner.code, inner.message));
    let code = report.code;
    match code {
        ErrorCode::ApiForbidden | ErrorCode::UserLacksDefenderRole => report.confidence(Confidence::Likely),
        ErrorCode::RequestRejected => report.confidence(Confidence::Unsure),
        _ => report,
    }
}

fn meaning(status: u16, inner: &Inner, goal: Goal, claims: &Claims) -> ErrorCode {
    match status {
        401 if inner.message.contains("udience") => ErrorCode::WrongAudience,
        401 => ErrorCode::TokenExpired,
        403 if goal.context == Context::User => ErrorCode::UserLacksDefenderRole,
        403 if goal.api == Api::Mde && !claims.audience().contains("securitycenter") => {
            ErrorCode::WrongAudience
        }
        403 => ErrorCode::ApiForbidden,
        429 => ErrorCode::ApiThrottled,
        400..500 => ErrorCode::RequestRejected,
        _ => ErrorCode::ServerTrouble,
    }
}

fn trace(answer: &Answer, inner: &Inner) -> Trace {
    let header = |name: &str| {
        answer
            .headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned)
    };
    let graph = inner.graph.as_ref();
    Trace {
        aadsts: None,
        http_status: Some(answer.status.as_u16()),
        correlation_id: graph
            .and_then(|inner| inner.request_id.clone())
            .or_else(|| inner.target.clone())
            .or_else(|| header("request-id")),
        trace_id: header("client-request-id"),
        timestamp: graph
            .and_then(|inner| inner.date.clone())
            .or_else(|| header("date")),
    }
}
