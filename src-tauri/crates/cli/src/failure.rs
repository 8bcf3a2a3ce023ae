//! When a command does not do what was asked: what a program gets, and how the process ends.

use std::process::ExitCode;

use handrail_assistant::error::{ErrorCode, ErrorReport, Trace};
use handrail_practice_tenant::StartError;
use handrail_words::{ErrorWords, Words};
use serde_json::{Value, json};

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The command line asks for something that cannot be. Holds the key of the words and their values.
    Usage(&'static str, Vec<(&'static str, String)>),
    /// A finding or an error of the assistant.
    Report(Box<ErrorReport>),
    /// Something is not as it should be, and the command's own document has said so.
    Told,
    /// Something could not be looked at, and the command's own document has said so.
    ToldError,
    /// Some of it was done and some was not, and the command's own document has said which.
    ToldPartly,
    /// It was ended early, and the command's own document has said how far it got.
    ToldCancelled,
    /// Nobody reads standard output any more, so there is nobody to tell.
    OutputClosed,
}

impl Failure {
    /// The exit codes that other programs rely on.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::ToldError | Self::OutputClosed => 1,
            Self::Usage(..) => 2,
            Self::Told => 3,
            Self::ToldCancelled => 4,
            Self::ToldPartly => 5,
            Self::Report(report) => match report.code {
                ErrorCode::Cancelled | ErrorCode::SignInCancelled => 4,
                ErrorCode::CertificateFileMalformed
                | ErrorCode::CertificateNotInFile
                | ErrorCode::CertificateKeyMissing
                | ErrorCode::CertificateKeyEncrypted
                | ErrorCode::CertificateKeyNotRsa
                | ErrorCode::CertificateKeyMismatch
                | ErrorCode::CustomerListEmpty
                | ErrorCode::CustomerListTooLong
                | ErrorCode::CustomerListUnreadable => 2,
                _ if report.finding => 3,
                _ => 1,
            },
        })
    }

    /// The one document of `--json`.
    pub(crate) fn document(&self, words: Words) -> Value {
        match self {
            Self::Told | Self::ToldError | Self::ToldPartly | Self::ToldCancelled | Self::OutputClosed => {
                Value::Null
            }
            Self::Usage(key, params) => wrong_usage(&words.text(key, params.clone())),
            Self::Report(report) if report.finding => {
                json!({"finding": finding(report, words), "trace": report.trace})
            }
            Self::Report(report) => error(report, words),
        }
    }
}

impl From<ErrorReport> for Failure {
    fn from(report: ErrorReport) -> Self {
        Self::Report(Box::new(report))
    }
}

impl From<StartError> for Failure {
    fn from(error: StartError) -> Self {
        let report = match &error {
            StartError::AddressInUse { address } => ErrorReport::new(ErrorCode::PortInUse)
                .with("port", address.port())
                .with("host", address.ip()),
            _ => ErrorReport::new(ErrorCode::PracticeUnavailable),
        };
        report.detailed(error).into()
    }
}

/// The document for a command line that cannot be understood.
pub(crate) fn wrong_usage(message: &str) -> Value {
    json!({"error": {
        "code": "wrong_usage", "finding": false, "title": message, "cause": null, "action": null, "step": null,
        "link": null, "retryable": false, "trace": null,
    }})
}

/// An error of ours as other programs read it.
pub(crate) fn error(report: &ErrorReport, words: Words) -> Value {
    error_in(&texts(report, words), report)
}

/// The same in words that speak of all customers who met it. A link and what finds an event in the logs are of one
/// customer alone.
pub(crate) fn error_of_many(report: &ErrorReport, customers: usize, words: Words) -> Value {
    if customers < 2 {
        return error(report, words);
    }
    let mut shared = report.clone();
    (shared.link, shared.trace, shared.detail) = (None, None, None);
    error_in(&texts_of_many(report, customers, words), &shared)
}

fn error_in(texts: &ErrorWords, report: &ErrorReport) -> Value {
    json!({"error": {
        "code": report.code,
        "finding": report.finding,
        "title": texts.title,
        "cause": texts.cause,
        "action": texts.action,
        "step": report.step,
        "link": report.link,
        "retryable": report.retryable,
        "trace": report.trace,
        "detail": report.detail,
    }})
}

/// The stable name of a cause: the number of Entra's catalogue where Handrail knows no more than the number says.
fn id(report: &ErrorReport) -> String {
    match report.entry {
        Some(number) if report.code == ErrorCode::EntraRefused => format!("aadsts_{number}"),
        _ => report.code.name(),
    }
}

/// A finding as other programs read it.
pub(crate) fn finding(report: &ErrorReport, words: Words) -> Value {
    let texts = texts(report, words);
    json!({
        "id": id(report),
        "code": report.trace.as_ref().and_then(|trace| trace.aadsts),
        "step": report.step,
        "title": texts.title,
        "cause": texts.cause,
        "fix": texts.action,
        "link": report.link,
        "retryable": report.retryable,
        "confidence": report.confidence,
    })
}

/// Puts a report into a document of a command's own: as `finding` or as `error`, the other is `null`.
pub(crate) fn reported(document: &mut Value, report: Option<&ErrorReport>, words: Words) {
    (document["finding"], document["error"]) = match report {
        Some(report) if report.finding => (finding(report, words), Value::Null),
        Some(report) => (Value::Null, error(report, words)["error"].take()),
        None => (Value::Null, Value::Null),
    };
}

/// The words of a report. Where the window's name a button, the command line has words of its own.
fn texts(report: &ErrorReport, words: Words) -> ErrorWords {
    if let Some(number) = report.entry {
        return words.aadsts(number);
    }
    let code = report.code.name();
    let usual = words.error(&code, &report.params);
    let own = |part: &str, usual: String| {
        let key = format!("cli.errors.{code}.{part}");
        if words.has(&key) {
            words.text(&key, &report.params)
        } else {
            usual
        }
    };
    ErrorWords {
        title: own("title", usual.title),
        cause: own("cause", usual.cause),
        action: own("action", usual.action),
    }
}

/// The words of a report that several customers met, where its usual ones name the customer.
fn texts_of_many(report: &ErrorReport, customers: usize, words: Words) -> ErrorWords {
    let code = format!("{}.many", report.code.name());
    let own = report.entry.is_none() && words.has(&format!("errors.{code}.title"));
    if !own {
        return texts(report, words);
    }
    words.error(&code, &report.clone().with("customers", customers).params)
}

/// The same for a person: title, cause, action, where to click, and what finds the event in the logs.
pub(crate) fn lines(report: &ErrorReport, words: Words) -> Vec<String> {
    let mut lines = said(texts(report, words));
    lines.extend(report.link.clone());
    lines.extend(report.trace.as_ref().and_then(trace_line));
    lines.extend(report.detail.clone());
    lines
}

/// The same for all customers who met one cause.
pub(crate) fn lines_of_many(report: &ErrorReport, customers: usize, words: Words) -> Vec<String> {
    if customers < 2 {
        return lines(report, words);
    }
    said(texts_of_many(report, customers, words))
}

fn said(texts: ErrorWords) -> Vec<String> {
    vec![texts.title, texts.cause, texts.action]
}

fn trace_line(trace: &Trace) -> Option<String> {
    let parts = [
        trace.aadsts.map(|code| format!("AADSTS{code}")),
        trace.http_status.map(|status| format!("HTTP {status}")),
        trace
            .correlation_id
            .as_ref()
            .map(|id| format!("Correlation ID {id}")),
        trace.trace_id.as_ref().map(|id| format!("Trace ID {id}")),
        trace.timestamp.clone(),
    ];
    let known: Vec<String> = parts.into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exit_code(code: ErrorCode) -> ExitCode {
        Failure::from(ErrorReport::new(code)).exit_code()
    }

    #[test]
    fn the_exit_code_tells_findings_errors_and_cancelling_apart() {
        assert_eq!(exit_code(ErrorCode::SecretWrong), ExitCode::from(3));
        assert_eq!(exit_code(ErrorCode::NetworkUnreachable), ExitCode::from(1));
        assert_eq!(exit_code(ErrorCode::Cancelled), ExitCode::from(4));
        assert_eq!(exit_code(ErrorCode::SignInCancelled), ExitCode::from(4));
        assert_eq!(
            Failure::Usage("cli.usage.secret_needed", Vec::new()).exit_code(),
            ExitCode::from(2)
        );
    }

    #[test]
    fn a_finding_carries_the_number_that_entra_gave() {
        let trace = Trace {
            aadsts: Some(7_000_215),
            ..Trace::default()
        };
        let failure = Failure::from(ErrorReport::new(ErrorCode::SecretWrong).traced(trace));
        let document = failure.document(Words::of("en"));
        assert_eq!(document["finding"]["id"], "secret_wrong");
        assert_eq!(document["finding"]["code"], 7_000_215);
        assert_eq!(document["finding"]["step"], "secret");
        assert_eq!(document["finding"]["confidence"], "certain");
        assert!(
            document["finding"]["fix"]
                .as_str()
                .is_some_and(|text| !text.starts_with("errors."))
        );
    }

    #[test]
    fn the_command_line_names_a_flag_where_the_window_has_a_button() {
        let document =
            Failure::from(ErrorReport::new(ErrorCode::DiskFull).with("path", "/x")).document(Words::of("en"));
        assert!(document["error"]["action"].as_str().unwrap().contains("--output"));
        assert!(document["error"]["cause"].as_str().unwrap().contains("/x"));
    }

    #[test]
    fn an_error_of_ours_is_never_called_a_finding() {
        let document = Failure::from(ErrorReport::new(ErrorCode::DiskFull)).document(Words::of("fr"));
        assert_eq!(document["error"]["code"], "disk_full");
        assert_eq!(document["error"]["finding"], false);
        assert!(document.get("finding").is_none());
    }
}
