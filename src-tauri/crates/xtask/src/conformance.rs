//! Clients that nobody here wrote, unmodified and of one exact version each, against the practice tenant.
//!
//! Each file of `tests/conformance/*/cases` gets a practice tenant of its own, since cases put its clock forward.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::counts::{self, Counts};
use crate::npm;
use crate::practice::Practice;
use crate::python;
use crate::run::{Running, Stop, command};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// The language of some clients: MSAL, and what else is named beside it in the lock file.
#[derive(Clone, Copy)]
enum Clients {
    Python,
    Node,
}

impl Clients {
    const ALL: [Self; 2] = [Self::Python, Self::Node];

    fn name(self) -> &'static str {
        match self {
            Self::Python => "clients in Python",
            Self::Node => "clients in Node",
        }
    }

    fn folder(self, workspace: &Workspace) -> PathBuf {
        let conformance = workspace.root.join("tests/conformance");
        match self {
            Self::Python => conformance.join("python"),
            Self::Node => conformance.join("node"),
        }
    }

    fn counted(self) -> fn(&str) -> Counts {
        match self {
            Self::Python => counts::unittest,
            Self::Node => counts::node,
        }
    }

    /// Puts the libraries there that the lock file names.
    fn installed(self, workspace: &Workspace) -> Result<(), Stop> {
        let folder = self.folder(workspace);
        match self {
            Self::Python => python::installed(workspace, &folder),
            Self::Node => npm::installed(workspace, &folder).map(drop),
        }
    }

    /// Runs the cases of `file` whose name contains `part`.
    fn run(self, workspace: &Workspace, file: &Path, part: Option<&str>) -> Running {
        match self {
            Self::Python => command(
                &self.folder(workspace),
                &python::program(workspace).to_string_lossy(),
            )
            .args(["-B", "run.py"])
            .arg(file)
            .args(part),
            Self::Node => command(&self.folder(workspace), "node")
                .arg("--test-reporter=spec")
                .args(part.map(|part| format!("--test-name-pattern={part}")))
                .arg(file),
        }
    }
}

/// Runs the cases of all clients, or those whose name contains `part`. The practice tenant is built already.
pub(crate) fn run(workspace: &Workspace, steps: &mut Steps, part: Option<&str>) {
    for clients in Clients::ALL {
        steps.tests(clients.name(), clients.counted(), || {
            cases(workspace, clients, part).unwrap_or_else(|stop| (String::new(), Err(stop)))
        });
    }
}

/// The output of all files, and the first verdict that is not good.
fn cases(
    workspace: &Workspace,
    clients: Clients,
    part: Option<&str>,
) -> Result<(String, Result<(), Stop>), Stop> {
    clients.installed(workspace)?;
    let (mut output, mut verdict) = (String::new(), Ok(()));
    for file in files(&clients.folder(workspace).join("cases"))? {
        println!(
            "-- {}",
            file.strip_prefix(&workspace.root).unwrap_or(&file).display()
        );
        let practice = Practice::start(workspace)?;
        let running = clients
            .run(workspace, &file, part)
            .env("HANDRAIL_PROGRAM", workspace.program("handrail"));
        let (text, ended) = trusting(&practice, running).stream();
        output.push_str(&text);
        verdict = verdict.and(ended);
    }
    Ok((output, verdict))
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let mut files = fs::read_dir(folder)
        .and_then(|entries| {
            entries
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<Result<Vec<_>, _>>()
        })
        .map_err(|error| Stop::file(folder, error))?;
    files.retain(|path| path.is_file());
    files.sort();
    Ok(files)
}

/// Where nothing listens: what is meant for anywhere but loopback goes nowhere.
const NOWHERE: &str = "http://127.0.0.1:9";

/// The clients trust the practice tenant's authority and no other, by the variable that each of them reads; certificates
/// are verified. What the person has set for proxies and authorities does not matter.
fn trusting(practice: &Practice, running: Running) -> Running {
    let authority = OsString::from(practice.ca_file());
    let trusted = [
        "REQUESTS_CA_BUNDLE",
        "CURL_CA_BUNDLE",
        "SSL_CERT_FILE",
        "NODE_EXTRA_CA_CERTS",
    ];
    let proxies = [
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
    ];
    let direct = ["NO_PROXY", "no_proxy"];
    let set = |running: Running, names: &[&str], value: &OsString| {
        names
            .iter()
            .fold(running, |running, name| running.env(name, value))
    };
    let running = set(running, &trusted, &authority);
    let running = set(running, &proxies, &NOWHERE.into());
    let running = set(running, &direct, &"localhost,127.0.0.1".into());
    running
        .env("HANDRAIL_PRACTICE_READY", practice.ready_line())
        .env("PYTHONUNBUFFERED", "1")
}
