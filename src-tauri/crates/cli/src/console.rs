//! Where words and documents go: words to standard error, one document or a list asked for to standard output.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use handrail_assistant::error::ErrorReport;
use handrail_assistant::results::{at_terminal, visible_json};
use handrail_words::Words;
use serde::Serialize;

use crate::failure::{Failure, lines};

/// The two streams of a command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Console {
    words: Words,
    json: bool,
}

impl Console {
    pub(crate) fn new(words: Words, json: bool) -> Self {
        Self { words, json }
    }

    pub(crate) fn words(self) -> Words {
        self.words
    }

    /// Tells a person something, unless a program asked.
    pub(crate) fn say(self, text: &str) {
        if !self.json {
            tell(text);
        }
    }

    /// Writes a line of what was asked for, as `--help` does: it can be read page by page, or kept.
    pub(crate) fn answer(self, line: &str) -> Result<(), Failure> {
        if self.json {
            Ok(())
        } else {
            write_out(&at_terminal(line))
        }
    }

    /// Shows how far the work is, on a line that the next one replaces; nothing where nobody watches.
    pub(crate) fn progress(self, text: &str) {
        if !self.json && io::stderr().is_terminal() {
            let _ = write!(io::stderr(), "\r\x1b[2K{}", on_one_line(text));
        }
    }

    /// Takes the progress line away.
    pub(crate) fn progress_done(self) {
        self.progress("");
    }

    /// Writes the one document, for programs only.
    pub(crate) fn document(self, document: &impl Serialize) -> Result<(), Failure> {
        if self.json { write_line(document) } else { Ok(()) }
    }

    /// Tells what went wrong, to whoever asked.
    pub(crate) fn failed(self, failure: &Failure) {
        self.progress_done();
        match failure {
            Failure::Told
            | Failure::ToldError
            | Failure::ToldPartly
            | Failure::ToldCancelled
            | Failure::OutputClosed => return,
            Failure::Usage(key, params) => self.say(&self.words.text(key, params.clone())),
            Failure::Report(report) => self.report(report),
        }
        let _ = self.document(&failure.document(self.words));
    }

    /// Tells a person about one finding or error.
    pub(crate) fn report(self, report: &ErrorReport) {
        for line in lines(report, self.words) {
            self.say(&line);
        }
    }
}

/// Writes a document as one line to standard output, whoever reads.
pub(crate) fn write_line(document: &impl Serialize) -> Result<(), Failure> {
    let json = serde_json::to_string(document).map_err(|_| Failure::OutputClosed)?;
    write_out(&visible_json(json))
}

fn write_out(line: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    writeln!(output, "{line}")
        .and_then(|()| output.flush())
        .map_err(|_| Failure::OutputClosed)
}

/// Tells a person something also when a program reads the rest: what only a person can do must be seen.
/// A closed standard error is no reason to fail: nobody is listening.
pub(crate) fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{}", at_terminal(text));
}

/// Says what clap says of a line that it does not understand, or to whoever asks for help. It repeats what it was given.
pub(crate) fn refused(error: &clap::Error) {
    let said = error.render().to_string();
    if matches!(at_terminal(&said), Cow::Borrowed(_)) {
        let _ = error.print();
    } else {
        tell(said.trim_end());
    }
}

fn on_one_line(text: &str) -> String {
    at_terminal(text).replace('\n', " ")
}
