//! `cargo xtask test` and its fast part, `cargo xtask check`.

use std::io;

use crate::platform::{self, Purpose};
use crate::run::{Running, Stop, command};
use crate::steps::Steps;
use crate::workspace::Workspace;
use crate::{conformance, counts, pages, supply};

/// Everything, cheapest first. What does not hold does not end the run: the rest is still worth knowing.
pub(crate) fn test(workspace: &Workspace) -> bool {
    let mut steps = Steps::on(io::stdout());
    let system = steps.check("system packages", || {
        platform::ready(workspace, Purpose::Tests).map(drop)
    }) & steps.check("node", || platform::node(workspace).map(drop));
    if !system {
        steps.report();
        return false;
    }
    format(workspace, &mut steps);
    let built = ui(workspace, &mut steps);
    if built {
        rust(workspace, &mut steps);
    } else {
        for name in [
            "clippy",
            "rust tests",
            "build the programs",
            "clients in Python",
            "clients in Node",
            "stories in the window",
        ] {
            steps.not_run(name, "building the pages");
        }
    }
    steps.report()
}

/// Format, lint, types and clippy: what to run before each commit.
pub(crate) fn check(workspace: &Workspace) -> bool {
    let mut steps = Steps::on(io::stdout());
    format(workspace, &mut steps);
    if steps.check("npm packages", || pages::installed(workspace).map(drop)) {
        lint_and_types(workspace, &mut steps);
    }
    if steps.check("build the pages", || pages::built(workspace).map(drop)) {
        clippy(workspace, &mut steps);
    }
    steps.report()
}

/// What others wrote, and what is known of it. The npm packages need not be there.
pub(crate) fn supply_chain(workspace: &Workspace) -> bool {
    let mut steps = Steps::on(io::stdout());
    supply::check(workspace, &mut steps);
    steps.report()
}

/// Clients that nobody here wrote, against the practice tenant; of their cases those whose name contains `part`.
pub(crate) fn conformance(workspace: &Workspace, part: Option<&str>) -> bool {
    let mut steps = Steps::on(io::stdout());
    if steps.check("node", || platform::node(workspace).map(drop))
        && steps.check("build the practice tenant", || {
            cargo(workspace)
                .args([
                    "build",
                    "--package",
                    "handrail-practice-tenant",
                    "--package",
                    "handrail-cli",
                ])
                .run()
        })
    {
        conformance::run(workspace, &mut steps, part);
    }
    steps.report()
}

fn format(workspace: &Workspace, steps: &mut Steps) {
    steps.check("format", || {
        cargo(workspace).args(["fmt", "--all", "--check"]).run()
    });
}

/// Returns whether the pages are built, which the window is compiled with.
fn ui(workspace: &Workspace, steps: &mut Steps) -> bool {
    if !steps.check("npm packages", || pages::installed(workspace).map(drop)) {
        for name in [
            "supply chain",
            "ui lint",
            "ui types",
            "ui tests",
            "build the pages",
        ] {
            steps.not_run(name, "installing the npm packages");
        }
        return false;
    }
    supply::check(workspace, steps);
    lint_and_types(workspace, steps);
    steps.tests("ui tests", counts::vitest, || {
        npm(workspace).args(["run", "--silent", "test"]).stream()
    });
    steps.check("build the pages", || pages::built(workspace).map(drop))
}

fn lint_and_types(workspace: &Workspace, steps: &mut Steps) {
    steps.check("ui lint", || {
        npm(workspace).args(["run", "--silent", "lint"]).run()
    });
    steps.check("ui types", || {
        npm(workspace).args(["run", "--silent", "check"]).run()
    });
}

fn clippy(workspace: &Workspace, steps: &mut Steps) {
    steps.check("clippy", || {
        cargo(workspace)
            .args([
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "--deny",
                "warnings",
            ])
            .run()
    });
}

/// One choice of packages and targets in all of it: with another one, cargo would choose other features of the
/// dependencies and build them again.
fn rust(workspace: &Workspace, steps: &mut Steps) {
    clippy(workspace, steps);
    let programs = steps.check("build the programs", || programs(workspace));
    if !programs {
        for name in [
            "rust tests",
            "clients in Python",
            "clients in Node",
            "stories in the window",
        ] {
            steps.not_run(name, "building the programs");
        }
        return;
    }
    steps.tests("rust tests", counts::cargo, || {
        cargo(workspace)
            .args(["test", "--workspace", "--no-fail-fast"])
            .args(["--", "--skip", "stories::", "--show-output"])
            .stream()
    });
    conformance::run(workspace, steps, None);
    steps.tests("stories in the window", counts::cargo, || {
        cargo(workspace)
            .args(["test", "--workspace", "--test", "e2e", "--no-fail-fast"])
            .args(["--", "--show-output"])
            .stream()
    });
}

/// Builds the programs, and the tests with them.
pub(crate) fn programs(workspace: &Workspace) -> Result<(), Stop> {
    cargo(workspace)
        .args(["build", "--workspace", "--all-targets"])
        .run()
}

fn cargo(workspace: &Workspace) -> Running {
    command(&workspace.root, "cargo")
}

fn npm(workspace: &Workspace) -> Running {
    command(&workspace.ui(), "npm")
}
