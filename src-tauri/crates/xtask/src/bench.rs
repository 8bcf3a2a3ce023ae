//! `cargo xtask bench`: what a hundred thousand incidents cost, each time beside something measured in the same run.

use crate::run::{Stop, command};
use crate::workspace::Workspace;

/// Builds what is measured as people get it, without the slow last steps of a release, and runs it.
pub(crate) fn bench(workspace: &Workspace) -> Result<(), Stop> {
    let packages = ["-p", "handrail-bench", "-p", "handrail-practice-tenant"];
    command(&workspace.root, "cargo")
        .args(["build", "--profile", "measured"])
        .args(packages)
        .run()?;
    let program = workspace.target.join("measured").join("handrail-bench");
    let program = program.with_extension(std::env::consts::EXE_EXTENSION);
    command(&workspace.root, &program.display().to_string()).run()
}
