//! What Handrail is made of that nobody here wrote: its lock files, licences, sources and known faults.
//!
//! `deny.toml` says what is allowed. What needs data that is not to be had here is not run, and says why.

mod cargo_deny;
mod lock_files;
mod npm_packages;
mod own_code;

pub(crate) use self::npm_packages::{Shipped, shipped};

use crate::run::Stop;
use crate::sbom;
use crate::steps::Steps;
use crate::workspace::Workspace;

/// All of it. The npm packages are there already.
pub(crate) fn check(workspace: &Workspace, steps: &mut Steps) {
    steps.check("supply chain: lock files", || lock_files::check(workspace));
    steps.check("supply chain: own code", || own_code::check(workspace));
    cargo_deny::check(workspace, steps);
    npm_packages::check(workspace, steps);
    steps.check("supply chain: bill of materials", || {
        let file = sbom::write(workspace)?;
        sbom::validate(workspace, &file)
    });
}

/// What is wrong, in one message; nothing where the list is empty.
fn judged(what: &str, wrong: &[String]) -> Result<(), Stop> {
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Stop::Missing(format!("{what}:\n  {}", wrong.join("\n  "))))
}

/// Reads a file of the repository.
fn text(path: &std::path::Path) -> Result<String, Stop> {
    std::fs::read_to_string(path).map_err(|error| Stop::file(path, error))
}
