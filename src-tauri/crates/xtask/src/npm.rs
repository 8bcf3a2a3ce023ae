//! npm packages, put there again only when the lock file changed.

use std::path::Path;

use crate::run::{Stop, command};
use crate::stamp::Stamp;
use crate::workspace::Workspace;

/// Puts the packages there that the lock file of `folder` names. True when there was something to do.
pub(crate) fn installed(workspace: &Workspace, folder: &Path) -> Result<bool, Stop> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let stamp = Stamp::of(
        workspace.target.join(format!("xtask/npm-{name}.stamp")),
        folder,
        &["package-lock.json", "package.json"],
    )?;
    if stamp.is_current() && folder.join("node_modules").is_dir() {
        return Ok(false);
    }
    command(folder, "npm")
        .args(["ci", "--no-audit", "--no-fund", "--prefer-offline"])
        // npm waits five minutes for an answer that got lost; asking again after one is quicker.
        .arg("--fetch-timeout=60000")
        .run()?;
    stamp.set()?;
    Ok(true)
}
