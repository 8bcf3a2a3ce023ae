//! Lock files that say the same as what they lock: of cargo, npm and Python.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

use super::{judged, text};
use crate::run::{Stop, command};
use crate::workspace::Workspace;

/// The packages outside the workspace, which have a lock file of their own.
const APART: &str = "tests/fuzz/guided/Cargo.toml";

pub(super) fn check(workspace: &Workspace) -> Result<(), Stop> {
    // `cargo xtask` itself runs with `--locked` (`.cargo/config.toml`), so that nothing has mended the file before.
    for manifest in ["Cargo.toml", APART] {
        // All of it, for every system: what follows works offline.
        command(&workspace.root, "cargo")
            .args(["fetch", "--locked", "--quiet", "--manifest-path", manifest])
            .run()?;
    }
    let mut wrong = Vec::new();
    for folder in [workspace.ui(), workspace.root.join("tests/conformance/node")] {
        wrong.extend(npm_drift(
            &json(folder.join("package.json"))?,
            &json(folder.join("package-lock.json"))?,
        ));
    }
    let python = workspace.root.join("tests/conformance/python");
    wrong.extend(python_drift(
        &text(&python.join("requirements.in"))?,
        &text(&python.join("requirements.txt"))?,
    ));
    judged("Lock files that do not say what is asked for", &wrong)
}

fn json(path: PathBuf) -> Result<Value, Stop> {
    serde_json::from_str(&text(&path)?).map_err(|error| Stop::file(&path, error.into()))
}

/// `npm ci` compares too, but is not run where nothing changed. What comes from anywhere but the registry, or without a
/// hash, is named as well.
fn npm_drift(asked: &Value, locked: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let root = &locked["packages"][""];
    for kind in ["dependencies", "devDependencies"] {
        if asked[kind] != root[kind] {
            wrong.push(format!("package-lock.json: other {kind} than package.json"));
        }
    }
    for (path, package) in locked["packages"].as_object().into_iter().flatten() {
        let hashed = package["integrity"]
            .as_str()
            .is_some_and(|hash| hash.starts_with("sha512-"));
        let elsewhere = package["resolved"]
            .as_str()
            .is_some_and(|address| !address.starts_with("https://") || address.contains(".git"));
        if !path.is_empty() && (!hashed || elsewhere || package["link"] == true) {
            wrong.push(format!(
                "package-lock.json: {path} is not of the registry, or has no hash"
            ));
        }
    }
    wrong
}

/// Each package that is asked for is locked at that version, and each that is locked has one version and a hash.
fn python_drift(asked: &str, locked: &str) -> Vec<String> {
    let asked = asked
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut hashes: BTreeMap<String, usize> = BTreeMap::new();
    let mut last = None;
    for line in locked
        .lines()
        .map(|line| line.trim().trim_end_matches('\\').trim())
    {
        if line.starts_with("--hash=sha256:") {
            if let Some(count) = last.as_ref().and_then(|name| hashes.get_mut(name)) {
                *count += 1;
            }
        } else if !line.is_empty() && !line.starts_with('#') {
            let package = pinned(line);
            hashes.insert(package.clone(), 0);
            last = Some(package);
        }
    }
    let mut wrong: Vec<String> = asked
        .map(pinned)
        .filter(|package| !hashes.contains_key(package))
        .map(|package| format!("requirements.txt: {package} is not locked"))
        .collect();
    let loose = hashes
        .iter()
        .filter(|(package, hashes)| **hashes == 0 || !package.contains("=="));
    wrong.extend(loose.map(|(package, _)| format!("requirements.txt: {package} has no version or no hash")));
    wrong
}

/// `name==version`, without extras and conditions: names differ neither by case nor by the kind of hyphen (PEP 503).
fn pinned(line: &str) -> String {
    let package = line.split(';').next().unwrap_or_default();
    let (name, version) = package.split_once("==").unwrap_or((package, ""));
    let name = name.split('[').next().unwrap_or_default().trim();
    let name = name.to_ascii_lowercase().replace(['_', '.'], "-");
    match version.trim() {
        "" => name,
        version => format!("{name}=={version}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_python_package_without_its_version_or_hash_is_named() {
        let asked = "msal==1.39.0\n# a remark\nduckdb_kql[fast]==1.1.2\n";
        let locked = "duckdb-kql==1.1.2 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\nmsal==1.39.0 \\\n    --hash=sha256:cc\n";
        assert!(python_drift(asked, locked).is_empty());
        assert_eq!(
            python_drift("msal==1.40.0", locked),
            ["requirements.txt: msal==1.40.0 is not locked"]
        );
        for loose in ["six==1.17.0\n", "six \\\n    --hash=sha256:aa\n"] {
            assert_eq!(python_drift("", loose).len(), 1, "{loose}");
        }
    }

    #[test]
    fn an_npm_package_from_elsewhere_or_without_a_hash_is_named() {
        let asked = json!({"dependencies": {"a": "1.0.0"}});
        let lock = |package: Value| json!({"packages": {"": asked, "node_modules/a": package}});
        let good = json!({"resolved": "https://registry.example/a.tgz", "integrity": "sha512-aa"});
        assert!(npm_drift(&asked, &lock(good)).is_empty());
        for bad in [
            json!({"resolved": "https://registry.example/a.tgz"}),
            json!({"resolved": "git+ssh://git@example.com/a.git#1", "integrity": "sha512-aa"}),
            json!({"link": true, "resolved": "../a"}),
        ] {
            assert_eq!(npm_drift(&asked, &lock(bad.clone())).len(), 1, "{bad}");
        }
        let other = json!({"dependencies": {"a": "2.0.0"}});
        assert_eq!(npm_drift(&other, &json!({"packages": {"": asked}})).len(), 1);
    }
}
