//! `handrail clinic`: the known faults of a script, and the same script without them. The corrected script goes to
//! standard output, so that it can be kept; what was wrong goes to standard error.

use std::path::Path;

use handrail_assistant::snippets::clinic::{self, ClinicReport, Fault, MAX_SCRIPT, NotAScript};
use handrail_words::Words;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::session::{Session, unreadable};
use crate::standard_input;

/// Examines a file, or standard input where the file is `-`. Ends as a finding when there are faults.
pub(crate) async fn run(file: &Path, session: &Session) -> Result<(), Failure> {
    let report = clinic::examine_bytes(&bytes(file).await?).map_err(|reason| refused(file, reason))?;
    let (console, words) = (session.console(), session.words());
    for line in lines(&report, words) {
        console.say(&line);
    }
    console.answer(report.corrected.trim_end_matches('\n'))?;
    console.document(&document(&report, words))?;
    if report.faults.is_empty() {
        Ok(())
    } else {
        Err(Failure::Told)
    }
}

/// One byte more than a script has at most: enough to see that it is too long.
async fn bytes(file: &Path) -> Result<Vec<u8>, Failure> {
    let limit = MAX_SCRIPT as u64 + 1;
    if file == Path::new("-") {
        return Ok(standard_input::bytes(limit)
            .await
            .map(|bytes| bytes.to_vec())
            .unwrap_or_default());
    }
    let path = file.to_owned();
    let read = tokio::task::spawn_blocking(move || {
        use std::io::Read;
        let mut bytes = Vec::new();
        handrail_assistant::given::open(&path)?
            .take(limit)
            .read_to_end(&mut bytes)?;
        Ok::<_, std::io::Error>(bytes)
    });
    match read.await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => Err(unreadable(file, &error)),
        Err(error) => Err(unreadable(file, &std::io::Error::other(error))),
    }
}

fn refused(file: &Path, reason: NotAScript) -> Failure {
    let key = match reason {
        NotAScript::Empty => "cli.usage.script_empty",
        NotAScript::TooLong => "cli.usage.script_too_long",
        NotAScript::NotText => "cli.usage.script_not_text",
    };
    Failure::Usage(key, vec![("path", file.display().to_string())])
}

/// The report for programs, with words to its faults.
fn document(report: &ClinicReport, words: Words) -> Value {
    let faults: Vec<Value> = report
        .faults
        .iter()
        .map(|fault| {
            let text = |part: &str| words.plain(&key(*fault, part));
            json!({"id": fault.id, "line": fault.line, "title": text("title"), "why": text("why")})
        })
        .collect();
    json!({
        "language": report.language,
        "faults": faults,
        "corrected": report.corrected,
        "scripts": report.scripts,
        "placeholders": report.placeholders,
    })
}

/// The same for a person.
fn lines(report: &ClinicReport, words: Words) -> Vec<String> {
    let count = report.faults.len() as u64;
    let mut lines = vec![if count == 0 {
        words.plain("cli.clinic.none")
    } else {
        words.counted("cli.clinic.faults", count)
    }];
    lines.extend(report.faults.iter().map(|fault| {
        let values = [
            ("line", fault.line.to_string()),
            ("title", words.plain(&key(*fault, "title"))),
            ("why", words.plain(&key(*fault, "why"))),
        ];
        words.text("cli.clinic.fault", values)
    }));
    lines.extend(report.placeholders.iter().map(|blank| {
        let values = [("line", blank.line.to_string()), ("text", blank.text.clone())];
        words.text("cli.clinic.placeholder", values)
    }));
    lines
}

fn key(fault: Fault, part: &str) -> String {
    let id = serde_json::to_value(fault.id).unwrap_or_default();
    format!("snippets.faults.{}.{part}", id.as_str().unwrap_or_default())
}
