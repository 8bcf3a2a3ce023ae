//! `cargo xtask <task>`: everything a person or CI runs in this repository.

mod bench;
mod conformance;
mod counts;
mod fuzz;
mod npm;
mod packages;
mod pages;
mod platform;
mod practice;
mod python;
mod run;
mod sbom;
mod stamp;
mod start;
mod steps;
mod supply;
mod test;
mod trust;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::run::{Stop, command};
use crate::workspace::Workspace;

/// Start, test and keep Handrail.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing, build, and open the window on the practice tenant.
    Start {
        /// Make the same journey without a window, on the command line.
        #[arg(long)]
        headless: bool,
    },
    /// Install what the tests need and run all of them; the last line is the sum.
    Test,
    /// The fast part of `test`: format, lint, types, clippy.
    Check,
    /// Clients that nobody here wrote (MSAL) against the practice tenant.
    Conformance {
        /// Only the cases whose name contains this.
        #[arg(value_name = "PART OF A NAME")]
        part: Option<String>,
    },
    /// What a hundred thousand incidents and a thousand customers cost, beside curl and MSAL doing the same.
    Bench {
        /// Only `incidents` or `customers`.
        #[arg(long)]
        part: Option<String>,
    },
    /// The attack list, the leak hunt, the fault matrix and the kill test, in one table.
    Trust,
    /// Look with libFuzzer for what breaks a parser.
    Fuzz {
        /// Only this one; a folder of `tests/fuzz/seeds`.
        target: Option<String>,
        /// How long, all targets together.
        #[arg(long, default_value_t = 30.0)]
        minutes: f64,
    },
    /// The part of `test` about what others wrote: licences, sources, known faults, lock files, bill of materials.
    Supply,
    /// Write a bill of materials of what is shipped (`CycloneDX`) to `target/sbom`.
    Sbom,
    /// Write `ui/src/ipc/bindings.ts` anew from the Rust commands.
    Bindings,
    /// Make every size of the icon from `icons/handrail.svg`.
    Icons,
}

fn main() -> ExitCode {
    let task = Arguments::parse().task;
    let succeeded = Workspace::find().and_then(|workspace| match task {
        Task::Start { headless } => start::start(&workspace, headless).map(|()| true),
        Task::Test => Ok(test::test(&workspace)),
        Task::Conformance { part } => Ok(test::conformance(&workspace, part.as_deref())),
        Task::Bench { part } => bench::bench(&workspace, part.as_deref()).map(|()| true),
        Task::Trust => Ok(trust::trust(&workspace)),
        Task::Fuzz { target, minutes } => fuzz::fuzz(&workspace, target.as_deref(), minutes).map(|()| true),
        Task::Supply => Ok(test::supply_chain(&workspace)),
        Task::Sbom => sbom::write(&workspace).map(|_| true),
        Task::Check => Ok(test::check(&workspace)),
        Task::Bindings => bindings(&workspace).map(|()| true),
        Task::Icons => icons(&workspace).map(|()| true),
    });
    match succeeded {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(stop) => {
            eprintln!("{stop}");
            ExitCode::FAILURE
        }
    }
}

fn bindings(workspace: &Workspace) -> Result<(), Stop> {
    pages::built(workspace)?;
    command(&workspace.root, "cargo")
        .args(["test", "-p", "handrail-desktop", "bindings_file_is_current"])
        .env("HANDRAIL_WRITE_BINDINGS", "1")
        .run()?;
    Ok(())
}

/// Fetched when asked for: nothing else needs it, and icons change rarely.
const TAURI_CLI: &str = "@tauri-apps/cli@2.12.5";

fn icons(workspace: &Workspace) -> Result<(), Stop> {
    let icons = workspace.root.join("icons");
    let drawing = icons.join("handrail.svg");
    let sizes = workspace.target.join("xtask/icons");
    command(&workspace.root, "npx")
        .args(["--yes", TAURI_CLI, "icon"])
        .arg(&drawing)
        .arg("-o")
        .arg(&sizes)
        .run()?;
    for name in [
        "32x32.png",
        "64x64.png",
        "128x128.png",
        "128x128@2x.png",
        "icon.png",
        "icon.ico",
        "icon.icns",
    ] {
        std::fs::copy(sizes.join(name), icons.join(name))
            .map_err(|error| Stop::file(&sizes.join(name), error))?;
    }
    Ok(())
}
