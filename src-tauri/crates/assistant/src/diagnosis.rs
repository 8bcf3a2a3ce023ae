//! From whatever came back to one cause and one next action. Pure: no network, no state.

mod aadsts;
mod api_response;
pub mod catalogue;
mod view;

use crate::error::{Confidence, ErrorCode, ErrorReport, Trace};
use crate::http::Answer;
use crate::ids::parse_guid;

pub(crate) use self::aadsts::{EntraError, from_entra};
pub(crate) use self::api_response::from_api;
pub use self::view::{Alternative, Attempted, Belongs, Diagnosis, Hints, PastedToken, Recognised, Who};

/// A failed answer of a sign-in endpoint.
pub(crate) fn token_endpoint(answer: &Answer) -> ErrorReport {
    if answer.status.is_server_error() {
        let trace = Trace {
            http_status: Some(answer.status.as_u16()),
            ..Trace::default()
        };
        return ErrorReport::new(ErrorCode::ServerTrouble).traced(trace);
    }
    match answer.json::<EntraError>() {
        Ok(error) => from_entra(&error, Some(answer.status.as_u16())),
        Err(report) => report,
    }
}

/// What a pasted text says.
pub fn diagnose(text: &str, _hints: Hints) -> Diagnosis {
    let trace = Trace {
        aadsts: aadsts::code_in(text),
        correlation_id: labelled(text, "Correlation ID"),
        trace_id: labelled(text, "Trace ID").or_else(|| labelled(text, "Request Id")),
        timestamp: labelled_line(text, "Timestamp"),
        ..Trace::default()
    };
    let Some(code) = trace.aadsts else {
        return Diagnosis {
            finding: Some(ErrorReport::new(ErrorCode::TextUnknown).confidence(Confidence::Unsure)),
            ..Diagnosis::of(Recognised::Unknown)
        };
    };
    Diagnosis {
        finding: Some(aadsts::finding(code, text).traced(trace.clone())),
        trace,
        ..Diagnosis::of(Recognised::Aadsts)
    }
}

fn labelled(text: &str, label: &str) -> Option<String> {
    parse_guid(labelled_line(text, label)?.split_whitespace().next()?).map(|id| id.to_string())
}

fn labelled_line(text: &str, label: &str) -> Option<String> {
    let (_, after) = text.split_once(label)?;
    let value = after.trim_start_matches([':', ' ']).lines().next()?.trim();
    (!value.is_empty() && value.len() <= 64).then(|| value.to_owned())
}
