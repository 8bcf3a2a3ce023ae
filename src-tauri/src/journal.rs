//! The log on standard error. Nothing secret is ever in it: what is logged are codes, counts and paths.

use std::collections::VecDeque;
use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use handrail_assistant::error::ErrorReport;
use handrail_assistant::results::at_terminal;
use handrail_doors::OneLineEach;
use handrail_words::Words;
use serde_json::Value;
use tracing::Level;
use tracing_subscriber::EnvFilter;

use crate::{Stop, preferences};

/// The last lines of the log, for whoever asks for help.
static LAST: Mutex<VecDeque<String>> = Mutex::new(VecDeque::new());
/// More than anybody reads.
const LINES: usize = 200;
const LONGEST_LINE: usize = 1000;

/// Begins to log this level and above. Libraries only warn: what they say below that may quote requests.
pub(crate) fn begin(level: Level) {
    let own = [
        "handrail_desktop",
        "handrail_assistant",
        "handrail_doors",
        "handrail_practice_tenant",
    ];
    let directives = own.map(|name| format!("{name}={level}")).join(",");
    let filter = EnvFilter::new(format!("error,{directives}"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(|| OneLineEach::to(Remembered(io::stderr())))
        // Colours are commands to the terminal, and those are taken out.
        .with_ansi(false)
        .log_internal_errors(false);
    // Only a second call in the same process can fail, and there is none.
    let _ = subscriber.try_init();
    handrail_doors::crash::leave_no_traces();
}

/// Writes to standard error, and remembers the last lines. Each line is written at once.
struct Remembered<W>(W);

impl<W: Write> Write for Remembered<W> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        remember(&String::from_utf8_lossy(line));
        // Nobody reads where standard error is closed; the log goes on.
        let _ = self.0.write_all(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

fn remember(line: &str) {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    // A terminal's colours say nothing in a file.
    let mut plain = String::new();
    let mut parts = line.trim_end().split('\u{1b}');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        plain.push_str(part.split_once('m').map_or("", |(_, rest)| rest));
    }
    last.push_back(plain.chars().take(LONGEST_LINE).collect());
    if last.len() > LINES {
        last.pop_front();
    }
}

/// The last lines of the log, the oldest first.
pub(crate) fn last_lines() -> Vec<String> {
    let last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    last.iter().cloned().collect()
}

/// Says why no window opens, in the person's language where there are words for it.
pub(crate) fn say(stop: &Stop) {
    let text = match stop {
        Stop::Desktop(report) => in_words(report, preferences::system_words()),
        other => other.to_string(),
    };
    // Nobody reads where standard error is closed.
    let _ = writeln!(io::stderr(), "{}", at_terminal(&text));
}

fn in_words(report: &ErrorReport, words: Words) -> String {
    let code = serde_json::to_value(report.code).ok();
    let code = code.as_ref().and_then(Value::as_str).unwrap_or_default();
    let said = words.error(code, &report.params);
    let detail = report.detail.as_deref().unwrap_or_default();
    format!("{}\n{} {}\n{detail}", said.title, said.cause, said.action)
        .trim_end()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use handrail_assistant::error::ErrorCode;

    use super::*;

    #[test]
    fn the_last_lines_are_remembered_without_colours() {
        for number in 0..=LINES {
            let line = format!("\u{1b}[2m{number}\u{1b}[0m line\n");
            Remembered(io::sink()).write_all(line.as_bytes()).unwrap();
        }
        let lines = last_lines();
        assert_eq!(lines.len(), LINES);
        assert_eq!(lines.last().unwrap(), &format!("{LINES} line"));
    }

    #[test]
    fn what_stops_the_start_is_said_with_its_cause_and_the_next_action() {
        let report = ErrorReport::new(ErrorCode::CloudFileMalformed)
            .with("path", "cloud.json")
            .detailed("line 3");
        let text = in_words(&report, Words::of("fr"));
        let said = Words::of("fr").error("cloud_file_malformed", [("path", "cloud.json")]);
        assert_eq!(
            text,
            format!("{}\n{} {}\nline 3", said.title, said.cause, said.action)
        );
    }
}
