//! The window's pages: npm packages and the bundle, made again only when something changed.

use crate::run::{Stop, command};
use crate::stamp::Stamp;
use crate::workspace::Workspace;

/// What the bundle is made of. Tests and stories in `src` count too: telling them apart would cost more.
const SOURCES: &[&str] = &[
    "index.html",
    "package-lock.json",
    "package.json",
    "public",
    "src",
    "tsconfig.json",
    "vite.config.ts",
];

/// Puts the npm packages there that the lock file names. True when there was something to do.
pub(crate) fn installed(workspace: &Workspace) -> Result<bool, Stop> {
    let ui = workspace.ui();
    let stamp = Stamp::of(
        workspace.target.join("xtask/npm.stamp"),
        &ui,
        &["package-lock.json", "package.json"],
    )?;
    if stamp.is_current() && ui.join("node_modules").is_dir() {
        return Ok(false);
    }
    command(&ui, "npm")
        .args(["ci", "--no-audit", "--no-fund", "--prefer-offline"])
        // npm waits five minutes for an answer that got lost; asking again after one is quicker.
        .arg("--fetch-timeout=60000")
        .run()?;
    stamp.set()?;
    Ok(true)
}

/// Builds `ui/dist`. True when there was something to do.
pub(crate) fn built(workspace: &Workspace) -> Result<bool, Stop> {
    installed(workspace)?;
    let ui = workspace.ui();
    let stamp = Stamp::of(workspace.target.join("xtask/pages.stamp"), &ui, SOURCES)?;
    if stamp.is_current() && ui.join("dist/index.html").is_file() {
        return Ok(false);
    }
    command(&ui, "npm").args(["run", "--silent", "build"]).run()?;
    stamp.set()?;
    Ok(true)
}
