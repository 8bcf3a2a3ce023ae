//! A practice tenant that runs as long as something here needs it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::run::Stop;
use crate::workspace::Workspace;

/// Six customers: one in each state there is.
const CUSTOMERS: &str = "6";

/// The running program. Dropping it ends it: its standard input is then closed, also when we are killed.
pub(crate) struct Practice {
    child: Child,
    ready: String,
    ca_file: String,
}

impl Practice {
    /// Starts the built program and waits until it is ready.
    pub(crate) fn start(workspace: &Workspace) -> Result<Self, Stop> {
        let program = workspace.program("practice-tenant");
        let mut child = Command::new(&program)
            .args(["--until-stdin-closes", "--customers", CUSTOMERS])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| Stop::NotStarted {
                program: program.display().to_string(),
                error,
            })?;
        let mut ready = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output)
                .read_line(&mut ready)
                .map_err(|error| Stop::file(&program, error))?;
        }
        match ca_file(&ready) {
            Some(ca_file) => Ok(Self {
                child,
                ready,
                ca_file,
            }),
            None => Err(Stop::Missing(format!(
                "{} did not say that it is ready",
                program.display()
            ))),
        }
    }

    /// Every address, id and made-up credential, as JSON.
    pub(crate) fn ready_line(&self) -> &str {
        self.ready.trim_end()
    }

    /// The certificate authority that its https listener is to be trusted by.
    pub(crate) fn ca_file(&self) -> &str {
        &self.ca_file
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        // It ends by itself now; waiting leaves no zombie behind.
        let _ = self.child.wait();
    }
}

fn ca_file(ready: &str) -> Option<String> {
    let ready: serde_json::Value = serde_json::from_str(ready).ok()?;
    ready["caFile"].as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ready_line_names_the_authority_to_trust() {
        assert_eq!(
            ca_file("{\"ready\": true, \"caFile\": \"/tmp/ca.pem\"}\n").as_deref(),
            Some("/tmp/ca.pem")
        );
    }

    #[test]
    fn a_program_that_ended_without_a_word_is_not_ready() {
        assert_eq!(ca_file(""), None);
    }
}
