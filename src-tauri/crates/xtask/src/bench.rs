//! `cargo xtask bench`: what a hundred thousand incidents and a thousand customers cost, each time beside something
//! measured in the same run.

use crate::python;
use crate::run::{Stop, command};
use crate::workspace::Workspace;

/// Builds what is measured as people get it, without the slow last steps of a release, and runs it, or one part of it.
pub(crate) fn bench(workspace: &Workspace, part: Option<&str>) -> Result<(), Stop> {
    let packages = ["-p", "handrail-bench", "-p", "handrail-practice-tenant"];
    command(&workspace.root, "cargo")
        .args(["build", "--profile", "measured"])
        .args(packages)
        .run()?;
    // MSAL is the one of the conformance tests.
    python::installed(workspace, &workspace.root.join("tests/conformance/python"))?;
    let program = workspace.target.join("measured").join("handrail-bench");
    let program = program.with_extension(std::env::consts::EXE_EXTENSION);
    command(&workspace.root, &program.display().to_string())
        .args(part.map(|part| format!("--part={part}")))
        .env("HANDRAIL_BENCH_PYTHON", python::program(workspace))
        .run()
}
