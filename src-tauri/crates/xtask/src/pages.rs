//! The window's pages: npm packages and the bundle, made again only when something changed.

use crate::npm;
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
    npm::installed(workspace, &workspace.ui())
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
