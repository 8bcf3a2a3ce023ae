//! The same sweep as a script does it: MSAL for Python, requests and a pool of threads.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;

use crate::Failed;
use crate::practice::{Customer, Practice};

const SCRIPT: &str = include_str!("msal_sweep.py");

/// Names the interpreter that has the libraries; `cargo xtask bench` sets it.
const INTERPRETER: &str = "HANDRAIL_BENCH_PYTHON";

/// What the script says of itself at its end.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Script {
    seconds: f64,
    cpu_seconds: f64,
    pub(crate) succeeded: u32,
    pub(crate) failed: u32,
    pub(crate) rows: u32,
    pub(crate) requests: u32,
    pub(crate) peak_megabytes: f64,
}

impl Script {
    /// From the first token request to the last file; starting Python and reading its libraries is not counted.
    pub(crate) fn took(&self) -> Duration {
        Duration::from_secs_f64(self.seconds)
    }

    /// On all processors.
    pub(crate) fn worked(&self) -> Duration {
        Duration::from_secs_f64(self.cpu_seconds)
    }
}

/// Known before anything is measured: the script comes last.
pub(crate) fn interpreter() -> Result<String, Failed> {
    std::env::var(INTERPRETER)
        .map_err(|_| format!("{INTERPRETER} has to name a Python with msal and requests").into())
}

/// Asks every customer for its incidents since then, so many at the same time. With `durable`, each file and a line of a
/// journal are on the disk before the next customer, as they are with Handrail; scripts seldom do that.
pub(crate) fn sweep(
    practice: &Practice,
    customers: &[Customer],
    since: &str,
    at_once: u32,
    durable: bool,
) -> Result<Script, Failed> {
    let interpreter = interpreter()?;
    let folder = tempfile::tempdir()?;
    let asked = json!({
        "origin": practice.text("/originTls")?,
        "clientId": practice.text("/apps/partner/clientId")?,
        "clientSecret": practice.text("/apps/partner/clientSecret")?,
        "authorities": practice.text("/caFile")?,
        "tenants": customers.iter().map(|one| &one.tenant_id).collect::<Vec<_>>(),
        "since": since,
        "threads": at_once,
        "durable": durable,
        "folder": folder.path(),
    });
    let mut child = Command::new(interpreter)
        .args(["-c", SCRIPT])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(asked.to_string().as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err(format!("the script with MSAL ended with {}", output.status).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}
