//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

use crate::run::{Stop, command};

/// The repository and the folder cargo builds into.
pub(crate) struct Workspace {
    pub(crate) root: PathBuf,
    /// As cargo sees it, so that `CARGO_TARGET_DIR` and the person's own configuration count.
    pub(crate) target: PathBuf,
}

impl Workspace {
    pub(crate) fn find() -> Result<Self, Stop> {
        // Set anew by each `cargo run`, so a checkout that was moved is found too.
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = package
            .ancestors()
            .nth(3)
            .ok_or_else(|| Stop::Missing("Run this as `cargo xtask` inside the repository.".into()))?
            .to_path_buf();
        let target = target(&root)?;
        Ok(Self { root, target })
    }

    /// The window's pages.
    pub(crate) fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// A program that the dev profile built.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        self.target
            .join("debug")
            .join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}

fn target(root: &Path) -> Result<PathBuf, Stop> {
    let answer = command(root, "cargo")
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .read()?;
    serde_json::from_str::<serde_json::Value>(&answer)
        .ok()
        .and_then(|metadata| metadata["target_directory"].as_str().map(PathBuf::from))
        .ok_or_else(|| Stop::Missing("`cargo metadata` does not say where it builds.".into()))
}
