//! Running other programs: what they print is streamed, and kept where somebody wants to count in it.

use std::ffi::OsStr;
use std::fmt;
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// Why a task ends early. `Display` is what the person reads.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Something the person has to do first.
    Missing(String),
    /// A program could not be started.
    NotStarted { program: String, error: io::Error },
    /// A program ran and said no.
    Failed { program: String, status: ExitStatus },
    /// A file could not be read or written.
    File { path: String, error: io::Error },
}

impl Stop {
    pub(crate) fn file(path: &Path, error: io::Error) -> Self {
        Self::File {
            path: path.display().to_string(),
            error,
        }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(words) => f.write_str(words),
            Self::NotStarted { program, error } => write!(f, "`{program}` could not be started: {error}"),
            Self::Failed { program, status } => write!(f, "`{program}` ended with {status}"),
            Self::File { path, error } => write!(f, "{path}: {error}"),
        }
    }
}

/// A program about to run in `folder`, with no standard input.
pub(crate) struct Running {
    command: Command,
    name: String,
}

/// Prepares `program`. On Windows npm and npx are batch files, which need their ending.
pub(crate) fn command(folder: &Path, program: &str) -> Running {
    let batch = cfg!(windows) && matches!(program, "npm" | "npx");
    let mut command = Command::new(if batch {
        format!("{program}.cmd")
    } else {
        program.to_owned()
    });
    command.current_dir(folder).stdin(Stdio::null());
    // `cargo xtask` is itself run by cargo, which describes the package it runs. Build scripts of the
    // programs started from here would take that for a change, and build everything again.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    Running {
        command,
        name: program.to_owned(),
    }
}

impl Running {
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.name.push(' ');
        self.name.push_str(&argument.as_ref().to_string_lossy());
        self.command.arg(argument);
        self
    }

    pub(crate) fn args<A: AsRef<OsStr>>(self, arguments: impl IntoIterator<Item = A>) -> Self {
        arguments.into_iter().fold(self, Self::arg)
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs to the end; what it prints goes straight to the person.
    pub(crate) fn run(mut self) -> Result<(), Stop> {
        let status = self.command.status();
        self.judged(status)
    }

    /// Runs to the end and hands back its standard output; nothing is shown.
    pub(crate) fn read(mut self) -> Result<String, Stop> {
        match self.command.output() {
            Ok(output) => {
                let text = String::from_utf8_lossy(&output.stdout).into_owned();
                self.judged(Ok(output.status)).map(|()| text)
            }
            Err(error) => Err(Stop::NotStarted {
                program: self.name,
                error,
            }),
        }
    }

    /// The same as [`Self::read`] for programs whose answer counts even when they exit with an error.
    pub(crate) fn read_anyway(mut self) -> Option<String> {
        self.command
            .output()
            .ok()
            .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Whether it ends well within `patience`; nothing is shown. One that takes longer is ended.
    pub(crate) fn succeeds_within(mut self, patience: Duration) -> bool {
        let quiet = self.command.stdout(Stdio::null()).stderr(Stdio::null());
        let Ok(mut child) = quiet.spawn() else {
            return false;
        };
        let end = Instant::now() + patience;
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return status.success(),
                Ok(None) if Instant::now() < end => std::thread::sleep(Duration::from_millis(20)),
                Ok(None) | Err(_) => {
                    let _ = child.kill().and_then(|()| child.wait());
                    return false;
                }
            }
        }
    }

    /// Runs to the end, shows each line as it comes, and hands back all of them with the verdict.
    pub(crate) fn stream(mut self) -> (String, Result<(), Stop>) {
        let mut child = match self.command.stdout(Stdio::piped()).spawn() {
            Ok(child) => child,
            Err(error) => {
                return (
                    String::new(),
                    Err(Stop::NotStarted {
                        program: self.name,
                        error,
                    }),
                );
            }
        };
        let text = shown(&mut child);
        let status = child.wait();
        (text, self.judged(status))
    }

    fn judged(self, status: io::Result<ExitStatus>) -> Result<(), Stop> {
        match status {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(Stop::Failed {
                program: self.name,
                status,
            }),
            Err(error) => Err(Stop::NotStarted {
                program: self.name,
                error,
            }),
        }
    }
}

fn shown(child: &mut Child) -> String {
    let mut text = String::new();
    let Some(output) = child.stdout.take() else {
        return text;
    };
    let mut lines = BufReader::new(output);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
        let mut screen = io::stdout().lock();
        // A reader that went away must not end the tests.
        let _ = screen.write_all(&line).and_then(|()| screen.flush());
        text.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_program_that_says_no_keeps_what_it_printed() {
        let (text, verdict) = command(Path::new("."), "sh")
            .args(["-c", "echo one; echo two; exit 3"])
            .stream();
        assert_eq!(text, "one\ntwo\n");
        assert!(matches!(verdict, Err(Stop::Failed { status, .. }) if status.code() == Some(3)));
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_does_not_end_is_not_waited_for() {
        assert!(command(Path::new("."), "true").succeeds_within(Duration::from_secs(60)));
        assert!(!command(Path::new("."), "false").succeeds_within(Duration::from_secs(60)));
        let endless = command(Path::new("."), "sleep").arg("3600");
        assert!(!endless.succeeds_within(Duration::ZERO));
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let stop = command(Path::new("."), "handrail-not-there").run().unwrap_err();
        assert!(
            stop.to_string()
                .starts_with("`handrail-not-there` could not be started")
        );
    }
}
