//! Why a query was not answered: one cause and one next action, whatever the endpoint said
//! (MicrosoftDocs/defender-docs, advanced-hunting-errors.md; the endpoints' own pages; public issue threads for the
//! failures without a message).

use regex::Regex;
use std::sync::LazyLock;

use crate::error::{ErrorCode, ErrorReport};

/// Where in the query the fault is: `Line: 2, Position: 7`, or `[line:position=2:7]`.
#[allow(clippy::unwrap_used, reason = "a constant pattern, which a test compiles")]
static POSITION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)line:\s*(\d{1,6}),?\s*(?:position|column):\s*(\d{1,6})|line:position=(\d{1,6}):(\d{1,6})",
    )
    .unwrap()
});
/// How long until the share of computing time is there again: `in 00:12:30`, `in 13 minutes`.
#[allow(clippy::unwrap_used, reason = "a constant pattern, which a test compiles")]
static AGAIN_IN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)again in (?:(\d{1,2}):(\d{2}):\d{2}|(\d{1,4}) min)").unwrap());

const TOO_LARGE: [&str; 4] = [
    "result size limit",
    "result set has exceeded",
    "exceeded the allowed result size",
    "exceeds the allowed limits",
];
const TOO_HEAVY: [&str; 3] = ["timeout period", "excessive resource", "timed out"];

/// The report of a failed query, in the words of hunting where those say more.
pub(crate) fn explained(report: ErrorReport) -> ErrorReport {
    let Some(status) = report.trace.as_ref().and_then(|trace| trace.http_status) else {
        return match report.code {
            ErrorCode::AnswerTooLarge => ErrorReport::new(ErrorCode::HuntingResultTooLarge),
            _ => report,
        };
    };
    let message = report.params.get("message").cloned().unwrap_or_default();
    let said = message.to_ascii_lowercase();
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| said.contains(phrase));
    match status {
        400 | 413 | 422 if status == 413 || says(&TOO_LARGE) => {
            renamed(report, ErrorCode::HuntingResultTooLarge)
        }
        400 | 408 | 422 if says(&TOO_HEAVY) => renamed(report, ErrorCode::HuntingTooHeavy),
        400 | 422 if !message.is_empty() => {
            at_position(renamed(report, ErrorCode::HuntingQueryRefused), &message)
        }
        429 => {
            let minutes = minutes(&report, &message);
            renamed(report, ErrorCode::HuntingQuotaUsed).with("minutes", minutes)
        }
        504 => renamed(report, ErrorCode::HuntingTooHeavy),
        500 => renamed(report, ErrorCode::HuntingFailed),
        _ => report,
    }
}

/// The same refusal under another code; message, trace and detail stay.
fn renamed(report: ErrorReport, code: ErrorCode) -> ErrorReport {
    ErrorReport {
        params: report.params,
        trace: report.trace,
        detail: report.detail,
        ..ErrorReport::new(code)
    }
}

fn at_position(report: ErrorReport, message: &str) -> ErrorReport {
    let Some(found) = POSITION.captures(message) else {
        return report;
    };
    let number = |names: [usize; 2]| names.into_iter().find_map(|name| found.get(name));
    match (number([1, 3]), number([2, 4])) {
        (Some(line), Some(column)) => report.with("line", line.as_str()).with("column", column.as_str()),
        _ => report,
    }
}

/// What the answer says, in its words or its header; a cycle of the quota without either.
fn minutes(report: &ErrorReport, message: &str) -> u64 {
    let number = |text: &str| text.parse::<u64>().unwrap_or_default();
    let told = AGAIN_IN.captures(message).map(|found| match found.get(3) {
        Some(minutes) => number(minutes.as_str()),
        None => number(&found[1]) * 60 + number(&found[2]) + 1,
    });
    let seconds = report.params.get("seconds").map_or(0, |text| number(text));
    told.unwrap_or(match seconds {
        0 => 15,
        seconds => seconds.div_ceil(60),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Trace;

    fn failed(status: u16, message: &str) -> ErrorReport {
        let report = ErrorReport::new(ErrorCode::RequestRejected).with("message", message);
        let trace = Trace {
            http_status: Some(status),
            ..Trace::default()
        };
        explained(report.traced(trace).detailed("as it came"))
    }

    #[test]
    fn a_refused_query_keeps_the_words_of_the_service_and_where_it_points() {
        for (message, place) in [
            (
                "'where' operator: Failed to resolve scalar expression named 'x'",
                None,
            ),
            (
                "Syntax error: [line:position=3:14] Expected: )",
                Some(("3", "14")),
            ),
            (
                "A recognition error occurred. Token: ). Line: 2, Position: 7",
                Some(("2", "7")),
            ),
        ] {
            let report = failed(400, message);
            assert_eq!(report.code, ErrorCode::HuntingQueryRefused);
            assert_eq!(report.params["message"], message);
            let found = report.params.get("line").zip(report.params.get("column"));
            let found = found.map(|(line, column)| (line.as_str(), column.as_str()));
            assert_eq!(found, place, "{message}");
            assert_eq!(report.detail.as_deref(), Some("as it came"));
        }
    }

    #[test]
    fn each_limit_has_its_own_cause() {
        for (status, message, code) in [
            (
                400,
                "Result size limit exceeded. Use \"summarize\" to aggregate",
                ErrorCode::HuntingResultTooLarge,
            ),
            (413, "", ErrorCode::HuntingResultTooLarge),
            (
                400,
                "Query exceeded the timeout period.",
                ErrorCode::HuntingTooHeavy,
            ),
            (
                400,
                "Query stopped due to excessive resource consumption.",
                ErrorCode::HuntingTooHeavy,
            ),
            (504, "", ErrorCode::HuntingTooHeavy),
            (500, "", ErrorCode::HuntingFailed),
            (429, "", ErrorCode::HuntingQuotaUsed),
            (400, "", ErrorCode::RequestRejected),
            (403, "Missing application roles.", ErrorCode::RequestRejected),
        ] {
            assert_eq!(failed(status, message).code, code, "{status} {message}");
        }
    }

    #[test]
    fn the_wait_is_the_one_that_the_service_names() {
        let minutes = |message: &str| failed(429, message).params["minutes"].clone();
        let quota =
            "You have exceeded processing resources allocated to this tenant. You can run queries again in ";
        assert_eq!(minutes(&format!("{quota}00:12:30.")), "13");
        assert_eq!(minutes(&format!("{quota}7 minutes.")), "7");
        assert_eq!(minutes("Too many requests"), "15");
        let report = ErrorReport::new(ErrorCode::ApiThrottled).with("seconds", 301);
        assert_eq!(super::minutes(&report, ""), 6);
    }
}
