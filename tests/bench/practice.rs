//! A practice tenant in a process of its own, so that its memory and its work are not ours.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde::Deserialize;
use serde_json::Value;

use crate::Failed;

/// A customer as the ready line names it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Customer {
    pub(crate) tenant_id: String,
    pub(crate) domain: String,
    pub(crate) state: String,
}

/// The running program; dropping it ends it.
pub(crate) struct Practice {
    child: Child,
    ready: Value,
}

impl Practice {
    /// Starts the program beside ours, with that many incidents and customers.
    pub(crate) fn start(incidents: u32, customers: u32) -> Result<Self, Failed> {
        let program = std::env::current_exe()?.with_file_name("practice-tenant");
        let mut child = Command::new(program)
            .arg("--until-stdin-closes")
            .args(["--incidents", &incidents.to_string()])
            .args(["--customers", &customers.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let ready = serde_json::from_str(&line)?;
        Ok(Self { child, ready })
    }

    /// Every customer's domain, with the state that its tenant is in.
    pub(crate) fn customers(&self) -> Result<Vec<Customer>, Failed> {
        Ok(Vec::<Customer>::deserialize(&self.ready["customers"])?)
    }

    /// One value of the line that it printed when it was ready.
    pub(crate) fn text(&self, pointer: &str) -> Result<&str, Failed> {
        let found = self.ready.pointer(pointer).and_then(Value::as_str);
        found.ok_or_else(|| format!("the practice tenant does not say {pointer}").into())
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
