//! Our own code is safe Rust, all of it: `unsafe_code` is forbidden for the workspace, and no package is left out.

use serde_json::Value;

use super::{judged, text};
use crate::run::{Stop, command};
use crate::workspace::Workspace;

pub(super) fn check(workspace: &Workspace) -> Result<(), Stop> {
    let mut wrong = Vec::new();
    if !forbidden(&text(&workspace.root.join("Cargo.toml"))?) {
        wrong.push("Cargo.toml does not forbid unsafe code".to_owned());
    }
    let metadata = command(&workspace.root, "cargo")
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1"])
        .read()?;
    let metadata: Value = serde_json::from_str(&metadata)
        .map_err(|error| Stop::Missing(format!("`cargo metadata` answers no JSON: {error}")))?;
    for package in metadata["packages"].as_array().into_iter().flatten() {
        let manifest = package["manifest_path"].as_str().unwrap_or_default();
        if !inherits(&text(manifest.as_ref())?) {
            wrong.push(format!(
                "{manifest} does not take over the lints of the workspace"
            ));
        }
    }
    judged("Code that could be unsafe", &wrong)
}

/// `forbid` cannot be taken back by an attribute in the code, as `deny` can: rustc refuses that.
fn forbidden(workspace: &str) -> bool {
    level(&workspace.parse().unwrap_or_default()) == Some("forbid")
}

fn level(table: &toml::Table) -> Option<&str> {
    let lint = ["lints", "rust", "unsafe_code"]
        .into_iter()
        .try_fold(table.get("workspace")?, |at, key| at.get(key))?;
    lint.as_str()
}

fn inherits(manifest: &str) -> bool {
    let table = manifest.parse::<toml::Table>().unwrap_or_default();
    let lints = table.get("lints").and_then(toml::Value::as_table);
    // A table of its own beside it would be refused by cargo.
    lints.is_some_and(|lints| lints.get("workspace").and_then(toml::Value::as_bool) == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_forbid_forbids() {
        assert!(forbidden("[workspace.lints.rust]\nunsafe_code = \"forbid\"\n"));
        assert!(!forbidden("[workspace.lints.rust]\nunsafe_code = \"deny\"\n"));
        assert!(!forbidden("[workspace]\n"));
    }

    #[test]
    fn a_package_without_the_lints_is_found() {
        assert!(inherits("[package]\nname = \"a\"\n[lints]\nworkspace = true\n"));
        assert!(!inherits("[package]\nname = \"a\"\n"));
        assert!(!inherits("[lints]\nworkspace = false\n"));
    }
}
