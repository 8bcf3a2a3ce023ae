//! Failed answers of the Defender APIs and of Graph.
//!
//! A 403 with the right permission in the token is not a missing permission: with a signed-in user it is the
//! person's own Defender role, as the application the wrong audience or a tenant without Defender.

use serde::Deserialize;

use super::clues::Clues;
use super::plain::plain;
use super::redact::unsaid;
use super::{Attempted, Hints, api_text};
use crate::checklist::StepId;
use crate::connection::Goal;
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

/// The finding of a failed call, joined with what the token carries: by the rules that read a pasted answer.
pub(crate) fn from_api(answer: &Answer, goal: Goal, claims: &Claims) -> ErrorReport {
    let inner = serde_json::from_slice::<Body>(&answer.body)
        .map(|body| body.error)
        .unwrap_or_default();
    let permitted = claims.has_any(permissions::sufficient(goal));
    // What the token lacks has one name, whether it was judged before the call or refused by it.
    let report = if answer.status.as_u16() == 403 && !permitted {
        lacking(claims, goal)
    } else {
        let (code, confidence) = cause(answer, goal, claims);
        ErrorReport::new(code)
            .confidence(confidence)
            .with("api", goal.api.portal_name())
            .with("permission", permissions::least(goal))
            .with("message", &inner.message)
            .with("user", claims.account().unwrap_or_default())
    };
    let status = answer.status.as_u16();
    let report = report.traced(trace(answer, &inner));
    unsaid(report.detailed(format!("{status} {}: {}", inner.code, inner.message)))
}

fn cause(answer: &Answer, goal: Goal, claims: &Claims) -> (ErrorCode, Confidence) {
    let hints = Hints {
        flow: Some(Attempted::ApiCall),
        api: Some(goal.api),
        context: Some(goal.context),
    };
    let mut clues = Clues::read(plain(&written(answer)), hints);
    clues.status = Some(answer.status.as_u16());
    clues.claims = Some(claims.clone());
    let Some(decision) = api_text::decide(&clues) else {
        return (ErrorCode::ServerTrouble, Confidence::Certain);
    };
    let ErrorReport {
        code,
        step,
        confidence,
        ..
    } = decision.report;
    match code {
        // Which of the reasons it is cannot be seen from here.
        ErrorCode::DefenderNotActive if confidence == Confidence::Unsure => {
            (ErrorCode::ApiForbidden, Confidence::Likely)
        }
        ErrorCode::WrongAudience | ErrorCode::TokenExpired => (code, confidence),
        // The request was Handrail's own, and so is the mistake.
        _ if step == Some(StepId::RequestBug) => (ErrorCode::RequestRejected, Confidence::Unsure),
        _ => (code, confidence),
    }
}

/// The answer as a person would have pasted it.
fn written(answer: &Answer) -> String {
    let header = |name: &str| {
        let value = answer.headers.get(name)?.to_str().ok()?;
        Some(format!("{name}: {value}"))
    };
    let lines = [
        Some(format!("HTTP/1.1 {}", answer.status.as_u16())),
        header("www-authenticate"),
        header("warning"),
        Some(String::from_utf8_lossy(&answer.body).into_owned()),
    ];
    lines.into_iter().flatten().collect::<Vec<_>>().join("\n")
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
