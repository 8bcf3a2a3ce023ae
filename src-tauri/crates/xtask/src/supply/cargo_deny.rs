//! The crates, by cargo-deny: licences, bans and sources offline; advisories where their database can be had.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::text;
use crate::run::{Running, Stop, command};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// One exact version, so that a run means the same tomorrow.
const VERSION: &str = "0.20.2";
/// Where the advisories are kept (`RustSec`).
const DATABASE: &str = "https://github.com/RustSec/advisory-db";
/// A copy of that repository, for machines that do not reach it.
const COPY: &str = "HANDRAIL_ADVISORY_DB";
/// Whoever is not reached within this time is not waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// Checks the crates, each aspect as a step.
pub(super) fn check(workspace: &Workspace, steps: &mut Steps) {
    const OFFLINE: [(&str, &str); 3] = [
        ("supply chain: licences of the crates", "licenses"),
        ("supply chain: banned crates", "bans"),
        ("supply chain: sources of the crates", "sources"),
    ];
    const YANKED: &str = "supply chain: yanked crates";
    const ADVISORIES: &str = "supply chain: advisories";
    if !steps.check("supply chain: cargo-deny", || installed(workspace)) {
        let names = OFFLINE.into_iter().map(|(name, _)| name);
        for name in names.chain([YANKED, ADVISORIES]) {
            steps.not_run(name, "installing cargo-deny");
        }
        return;
    }
    for (name, aspect) in OFFLINE {
        steps.check(name, || {
            let deny = program(workspace).args(["--offline", "--workspace", "check"]);
            deny.args(["--hide-inclusion-graph", aspect]).run()
        });
    }
    steps.check(YANKED, || {
        let empty = empty_database(&workspace.target.join("xtask/no-advisories"))?;
        advisories(workspace, Some(&empty))
    });
    match database(workspace) {
        Ok(copy) => _ = steps.check(ADVISORIES, || advisories(workspace, copy.as_deref())),
        Err(because) => steps.skipped(ADVISORIES, &because),
    }
}

fn tools(workspace: &Workspace) -> PathBuf {
    workspace.target.join("tools")
}

fn program(workspace: &Workspace) -> Running {
    let file = format!("cargo-deny{}", std::env::consts::EXE_SUFFIX);
    command(
        &workspace.root,
        &tools(workspace).join("bin").join(file).to_string_lossy(),
    )
}

/// Builds it below the target folder, once for each version, in a minute: without optimisation, as it does little.
fn installed(workspace: &Workspace) -> Result<(), Stop> {
    let there = program(workspace).arg("--version").read();
    if there.is_ok_and(|version| version.trim() == format!("cargo-deny {VERSION}")) {
        return Ok(());
    }
    command(&workspace.root, "cargo")
        .args(["install", "cargo-deny", "--locked", "--quiet", "--force"])
        .args(["--profile", "dev", "--version"])
        .arg(format!("={VERSION}"))
        .arg("--root")
        .arg(tools(workspace))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_PROFILE_DEV_INCREMENTAL", "false")
        .run()
}

/// A copy of the database that was named, or none where its own host answers; otherwise why there is neither.
fn database(workspace: &Workspace) -> Result<Option<PathBuf>, String> {
    if let Some(copy) = std::env::var_os(COPY) {
        let copy = PathBuf::from(copy);
        return if copy.join("crates").is_dir() {
            Ok(Some(copy))
        } else {
            Err(format!("{COPY} names no copy of {DATABASE}"))
        };
    }
    let probe = command(&workspace.root, "git").args(["ls-remote", DATABASE, "HEAD"]);
    let probe = probe.env("GIT_TERMINAL_PROMPT", "0");
    if probe.succeeds_within(PATIENCE) {
        Ok(None)
    } else {
        Err(format!(
            "{DATABASE} cannot be reached, and {COPY} names no copy of it"
        ))
    }
}

/// Checks against the database, or a copy of it. Crates that were yanked are refused as well, as far as cargo's own
/// index knows them.
fn advisories(workspace: &Workspace, copy: Option<&Path>) -> Result<(), Stop> {
    // Databases of different histories do not share a clone.
    let clone = if copy.is_some() { "copy" } else { "rustsec" };
    let folder = workspace.target.join("xtask/advisories").join(clone);
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(|error| Stop::file(&folder, error))?;
    }
    fs::create_dir_all(&folder).map_err(|error| Stop::file(&folder, error))?;
    // `[advisories]` is the last table of the file.
    let rules = text(&workspace.root.join("deny.toml"))?
        + &format!("db-path = {:?}\n", folder.join("db").to_string_lossy());
    let file = folder.join("deny.toml");
    fs::write(&file, rules).map_err(|error| Stop::file(&file, error))?;
    let mut deny = program(workspace).args(["--workspace", "--config"]).arg(&file);
    deny = deny.args(["check", "--hide-inclusion-graph", "advisories"]);
    // Only the database is fetched, not the index.
    deny = deny.env("CARGO_NET_OFFLINE", "true");
    if let Some(copy) = copy {
        deny = deny
            .env("GIT_CONFIG_COUNT", "1")
            .env("GIT_CONFIG_KEY_0", format!("url.{}.insteadOf", copy.display()))
            .env("GIT_CONFIG_VALUE_0", DATABASE);
    }
    deny.run()
}

/// A database of one made-up advisory about nobody's crate: with it, what is yanked is all that can be found.
fn empty_database(folder: &Path) -> Result<PathBuf, Stop> {
    const ADVISORY: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2000-0001\"\npackage = \"nobody\"\n\
        date = \"2000-01-01\"\n\n[versions]\npatched = []\n```\n\n# None\n\nNothing.\n";
    let entry = folder.join("crates/nobody");
    fs::create_dir_all(&entry).map_err(|error| Stop::file(&entry, error))?;
    let file = entry.join("RUSTSEC-2000-0001.md");
    fs::write(&file, ADVISORY).map_err(|error| Stop::file(&file, error))?;
    let git = |arguments: &[&str]| {
        command(folder, "git")
            .args(["-c", "user.name=xtask", "-c", "user.email=xtask@localhost"])
            .args(arguments)
            .run()
    };
    git(&["init", "--quiet", "--initial-branch=main", "."])?;
    git(&["add", "."])?;
    git(&[
        "commit",
        "--quiet",
        "--no-gpg-sign",
        "--allow-empty",
        "--message=none",
    ])?;
    Ok(folder.to_path_buf())
}
