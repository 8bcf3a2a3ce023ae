//! What a sweep is told as: a line for each customer and a last one for all, for programs and for people.

use std::collections::HashSet;

use handrail_assistant::error::ErrorReport;
use handrail_assistant::results::ResultKind;
use handrail_assistant::tenants::{SweepFailure, SweepProgress, SweepView, SweptCustomer, SweptState};
use serde_json::{Value, json};

use crate::console::Console;
use crate::failure::{Failure, error, error_of_many, lines_of_many};
use crate::memory::peak_rss_bytes;

/// What was told of a sweep so far.
pub(super) struct Told {
    console: Console,
    kind: ResultKind,
    /// Who has a line.
    customers: HashSet<String>,
    /// Nobody reads any more.
    closed: Option<Failure>,
}

impl Told {
    /// Nothing yet of a sweep for rows of that kind.
    pub(super) fn new(console: Console, kind: ResultKind) -> Self {
        Self {
            console,
            kind,
            customers: HashSet::new(),
            closed: None,
        }
    }

    /// Something is new of a customer.
    pub(super) fn hear(&mut self, progress: &SweepProgress) {
        let Some(customer) = &progress.customer else {
            return;
        };
        if !matches!(customer.state, SweptState::Waiting | SweptState::Running) {
            self.line(customer);
        }
        self.progress(progress);
    }

    /// Everything came: whoever has no line yet, then all together.
    pub(super) fn end(&mut self, swept: &SweepView) -> Result<(), Failure> {
        self.console.progress_done();
        for customer in &swept.customers {
            self.line(customer);
        }
        if let Some(failure) = self.closed.take() {
            return Err(failure);
        }
        let summary = summary(swept, self.console);
        self.console.document(&json!({ "summary": summary }))?;
        say(swept, self.console);
        outcome(swept)
    }

    /// The one line of a customer.
    fn line(&mut self, customer: &SweptCustomer) {
        if !self.customers.insert(customer.tenant_id.clone()) {
            return;
        }
        self.console.progress_done();
        if let Err(failure) = self.console.document(&line(customer, self.kind, self.console)) {
            // The sweep itself is not for whoever read the lines.
            self.closed.get_or_insert(failure);
        }
        let words = self.console.words();
        let state = match customer.state {
            SweptState::Done => words.counted("cli.customers.sweep.rows", u64::from(customer.rows)),
            state => words.plain(&format!("cli.customers.sweep.state.{}", word(state))),
        };
        let values = [("domain", customer.domain.as_str()), ("state", state.as_str())];
        self.console.say(&words.text("cli.customers.line", values));
    }

    fn progress(&self, progress: &SweepProgress) {
        let words = self.console.words();
        let values = [
            ("done", progress.done),
            ("of", progress.of),
            ("rows", progress.rows),
        ];
        let values = values.map(|(name, number)| (name, number.to_string()));
        let mut text = words.text("cli.customers.sweep.progress", values);
        if let Some(seconds) = progress.seconds_left {
            text.push(' ');
            text.push_str(&words.counted("cli.customers.sweep.left", u64::from(seconds)));
        }
        self.console.progress(&text);
    }
}

fn line(customer: &SweptCustomer, kind: ResultKind, console: Console) -> Value {
    json!({
        "tenantId": customer.tenant_id,
        "domain": customer.domain,
        "state": customer.consent,
        "outcome": customer.state,
        "incidents": incidents(customer.rows, kind),
        "error": customer.problem.as_ref().map(|report| told(report, console)),
        "rows": customer.rows,
        "requests": customer.requests,
        "file": customer.file,
    })
}

fn summary(swept: &SweepView, console: Console) -> Value {
    let failure = |failure: &SweepFailure| json!({"error": told_of(failure, console), "customers": failure.tenant_ids.len()});
    json!({
        "customers": swept.customers.len(),
        "succeeded": swept.succeeded,
        "failed": swept.failed,
        "skipped": swept.skipped,
        "incidents": incidents(swept.rows, swept.kind),
        "requests": swept.requests,
        "elapsedMs": swept.elapsed_ms,
        "peakRssBytes": peak_rss_bytes(),
        "kind": swept.kind,
        "rows": swept.rows,
        "throttled": swept.throttled,
        "complete": swept.complete,
        "stopped": swept.stopped.as_ref().map(|report| told(report, console)),
        "failures": swept.failures.iter().map(failure).collect::<Vec<_>>(),
        "folder": swept.folder,
        "files": swept.files,
    })
}

fn incidents(rows: u32, kind: ResultKind) -> u32 {
    if kind == ResultKind::Incidents { rows } else { 0 }
}

/// A cause in the words that speak of everyone who met it.
fn told_of(failure: &SweepFailure, console: Console) -> Value {
    let customers = failure.tenant_ids.len();
    error_of_many(&failure.problem, customers, console.words())["error"].take()
}

/// A report as every other document has it.
fn told(report: &ErrorReport, console: Console) -> Value {
    error(report, console.words())["error"].take()
}

/// The same for a person: how many, who failed and why, where the files are, how to go on.
fn say(swept: &SweepView, console: Console) {
    let words = console.words();
    let numbers = [
        ("succeeded", swept.succeeded),
        ("failed", swept.failed),
        ("skipped", swept.skipped),
        ("rows", swept.rows),
    ];
    let numbers = numbers.map(|(name, number)| (name, number.to_string()));
    console.say(&words.text("cli.customers.sweep.summary", numbers));
    for failure in &swept.failures {
        let count = u64::try_from(failure.tenant_ids.len()).unwrap_or(u64::MAX);
        console.say(&words.counted("cli.customers.sweep.failed", count));
        for line in lines_of_many(&failure.problem, failure.tenant_ids.len(), words) {
            console.say(&line);
        }
    }
    if let Some(report) = &swept.stopped {
        console.report(report);
    }
    let folder = [("path", swept.folder.as_str())];
    console.say(&words.text("cli.customers.sweep.folder", folder));
    if !swept.complete || swept.failed > 0 {
        console.say(&words.plain("cli.customers.sweep.resume"));
    }
}

/// How the command ends: what a schedule looks at.
fn outcome(swept: &SweepView) -> Result<(), Failure> {
    let all_findings = || swept.failures.iter().all(|failure| failure.problem.finding);
    match &swept.stopped {
        Some(report) if report.finding => Err(Failure::Told),
        Some(_) => Err(Failure::ToldError),
        None if !swept.complete => Err(Failure::ToldCancelled),
        None if swept.failed == 0 => Ok(()),
        None if swept.succeeded == 0 && all_findings() => Err(Failure::Told),
        None => Err(Failure::ToldPartly),
    }
}

fn word(state: SweptState) -> &'static str {
    match state {
        SweptState::Waiting => "waiting",
        SweptState::Running => "running",
        SweptState::Done => "done",
        SweptState::Failed => "failed",
        SweptState::Skipped => "skipped",
    }
}

#[cfg(test)]
mod tests {
    use handrail_assistant::error::ErrorCode;
    use handrail_assistant::tenants::SweepQuestion;

    use super::*;

    fn swept((succeeded, failed): (u32, u32), code: Option<ErrorCode>) -> SweepView {
        let failure = |code| SweepFailure {
            problem: ErrorReport::new(code),
            tenant_ids: vec![String::new()],
        };
        SweepView {
            folder: String::new(),
            result_id: String::new(),
            kind: ResultKind::Score,
            question: SweepQuestion::Score,
            started_at: String::new(),
            customers: Vec::new(),
            succeeded,
            failed,
            skipped: 0,
            rows: 0,
            requests: 0,
            throttled: 0,
            elapsed_ms: 0,
            complete: true,
            stopped: None,
            failures: code.map(failure).into_iter().collect(),
            files: Vec::new(),
        }
    }

    #[test]
    fn the_end_tells_a_schedule_what_became_of_it() {
        let consent = Some(ErrorCode::CustomerConsentMissing);
        assert!(outcome(&swept((3, 0), None)).is_ok());
        assert!(matches!(
            outcome(&swept((2, 1), consent)),
            Err(Failure::ToldPartly)
        ));
        assert!(matches!(outcome(&swept((0, 1), consent)), Err(Failure::Told)));
        let trouble = swept((0, 1), Some(ErrorCode::ServerTrouble));
        assert!(matches!(outcome(&trouble), Err(Failure::ToldPartly)));
        let cancelled = SweepView {
            complete: false,
            ..swept((3, 0), None)
        };
        assert!(matches!(outcome(&cancelled), Err(Failure::ToldCancelled)));
        let stopped = |code| SweepView {
            stopped: Some(ErrorReport::new(code)),
            ..cancelled.clone()
        };
        assert!(matches!(
            outcome(&stopped(ErrorCode::SecretExpired)),
            Err(Failure::Told)
        ));
        assert!(matches!(
            outcome(&stopped(ErrorCode::DiskFull)),
            Err(Failure::ToldError)
        ));
    }
}
