//! `cargo xtask sbom`: a bill of materials of what is shipped, the window and the command line, as `CycloneDX` 1.6.
//!
//! Which crates are in the programs is asked of cargo, with their features, for the system it runs on; the npm packages
//! are those that the window's lock file calls no tool of development. The same sources make the same file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::python;
use crate::run::{Stop, command};
use crate::supply::{Shipped, shipped};
use crate::workspace::Workspace;

/// The packages whose programs are shipped.
const PROGRAMS: [&str; 2] = ["handrail-desktop", "handrail-cli"];

/// A crate of the programs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    name: String,
    version: String,
}

impl Part {
    /// Package URL (ECMA-427), by which the parts of a bill refer to each other.
    fn purl(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, escaped(&self.version))
    }
}

/// What a package URL does not take as it is: the sign of an npm scope, and that before build metadata.
fn escaped(text: &str) -> String {
    text.replace('@', "%40").replace('+', "%2B")
}

/// Writes `target/sbom/handrail.cdx.json`.
pub(crate) fn write(workspace: &Workspace) -> Result<PathBuf, Stop> {
    let bill = bill(workspace)?;
    let folder = workspace.target.join("sbom");
    std::fs::create_dir_all(&folder).map_err(|error| Stop::file(&folder, error))?;
    let file = folder.join("handrail.cdx.json");
    std::fs::write(&file, format!("{bill:#}\n")).map_err(|error| Stop::file(&file, error))?;
    let parts = bill["components"].as_array().map_or(0, Vec::len);
    println!("  {parts} parts in {}", file.display());
    Ok(file)
}

/// Compares it with the schema, by a validator that nobody here wrote.
pub(crate) fn validate(workspace: &Workspace, bill: &Path) -> Result<(), Stop> {
    let folder = workspace.root.join("tests/conformance/python");
    python::installed(workspace, &folder)?;
    command(&folder, &python::program(workspace).to_string_lossy())
        .args(["-B", "sbom.py"])
        .arg(bill)
        .run()
}

fn bill(workspace: &Workspace) -> Result<Value, Stop> {
    let inside = inside(workspace)?;
    let metadata = metadata(workspace)?;
    let hashes = hashes(workspace)?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let known: BTreeMap<Part, &Value> = packages.map(|package| (part(package), package)).collect();
    let mut components = Vec::new();
    for part in &inside {
        let package = known
            .get(part)
            .ok_or_else(|| Stop::Missing(format!("`cargo metadata` does not know {}", part.purl())))?;
        components.push(of_crate(part, package, hashes.get(part)));
    }
    let npm = shipped(workspace)?;
    components.extend(npm.iter().map(of_npm));
    let mut about = json!({
        "component": {
            "type": "application",
            "bom-ref": "handrail",
            "name": "handrail",
            "version": env!("CARGO_PKG_VERSION"),
            "licenses": [{"expression": "MIT OR Apache-2.0"}],
        },
        "tools": {"components": [{"type": "application", "name": "xtask", "version": env!("CARGO_PKG_VERSION")}]},
    });
    if let Some(time) = source_date() {
        about["timestamp"] = time.into();
    }
    let mut dependencies = arrows(&metadata, &inside);
    let window = format!("pkg:cargo/{}@{}", PROGRAMS[0], env!("CARGO_PKG_VERSION"));
    for arrow in &mut dependencies {
        if arrow["ref"] == window.as_str()
            && let Some(list) = arrow["dependsOn"].as_array_mut()
        {
            list.extend(npm.iter().map(|package| Value::from(npm_purl(package))));
        }
    }
    let programs = inside
        .iter()
        .filter(|part| PROGRAMS.contains(&part.name.as_str()));
    dependencies.push(json!({"ref": "handrail", "dependsOn": programs.map(Part::purl).collect::<Vec<_>>()}));
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": about,
        "components": components,
        "dependencies": dependencies,
    }))
}

/// The crates of the programs, as cargo builds them: without what only builds them, macros included.
fn inside(workspace: &Workspace) -> Result<BTreeSet<Part>, Stop> {
    let tree = command(&workspace.root, "cargo")
        .args(["tree", "--locked", "--prefix", "none", "--format", "{p}"])
        .args(["--edges", "normal,no-proc-macro"])
        .args(PROGRAMS.into_iter().flat_map(|name| ["--package", name]))
        .read()?;
    Ok(tree.lines().filter_map(listed).collect())
}

/// A line of `cargo tree`: `name v1.2.3 (and more)`.
fn listed(line: &str) -> Option<Part> {
    let mut words = line.split(' ');
    Some(Part {
        name: words.next()?.to_owned(),
        version: words.next()?.strip_prefix('v')?.to_owned(),
    })
}

fn metadata(workspace: &Workspace) -> Result<Value, Stop> {
    let answer = command(&workspace.root, "cargo")
        .args(["metadata", "--locked", "--format-version", "1"])
        .read()?;
    serde_json::from_str(&answer)
        .map_err(|error| Stop::Missing(format!("`cargo metadata` answers no JSON: {error}")))
}

fn part(package: &Value) -> Part {
    let text = |member: &str| package[member].as_str().unwrap_or_default().to_owned();
    Part {
        name: text("name"),
        version: text("version"),
    }
}

/// The SHA-256 of each crate's archive, from the lock file.
fn hashes(workspace: &Workspace) -> Result<BTreeMap<Part, String>, Stop> {
    let file = workspace.root.join("Cargo.lock");
    let text = std::fs::read_to_string(&file).map_err(|error| Stop::file(&file, error))?;
    let lock: toml::Table = text
        .parse()
        .map_err(|error| Stop::Missing(format!("Cargo.lock: {error}")))?;
    let packages = lock.get("package").and_then(toml::Value::as_array);
    let told = |package: &toml::Value, member: &str| Some(package.get(member)?.as_str()?.to_owned());
    let hashed = packages.into_iter().flatten().filter_map(|package| {
        let part = Part {
            name: told(package, "name")?,
            version: told(package, "version")?,
        };
        Some((part, told(package, "checksum")?))
    });
    Ok(hashed.collect())
}

fn of_crate(part: &Part, package: &Value, hash: Option<&String>) -> Value {
    let purl = part.purl();
    let mut component = json!({
        "type": "library",
        "bom-ref": purl,
        "name": part.name,
        "version": part.version,
        "purl": purl,
    });
    // Older crates write a slash for "or".
    if let Some(licence) = package["license"].as_str() {
        component["licenses"] = json!([{"expression": licence.replace('/', " OR ")}]);
    }
    if let Some(hash) = hash {
        component["hashes"] = json!([{"alg": "SHA-256", "content": hash}]);
    }
    let address = package["repository"]
        .as_str()
        .filter(|address| address.starts_with("https://"));
    if let Some(address) = address {
        component["externalReferences"] = json!([{"type": "vcs", "url": address}]);
    }
    component
}

fn npm_purl(package: &Shipped) -> String {
    format!("pkg:npm/{}@{}", escaped(&package.name), escaped(&package.version))
}

fn of_npm(package: &Shipped) -> Value {
    let purl = npm_purl(package);
    let mut component = json!({
        "type": "library",
        "bom-ref": purl,
        "name": package.name,
        "version": package.version,
        "purl": purl,
        "licenses": [{"expression": package.licence}],
    });
    if let Some(hash) = package.integrity.strip_prefix("sha512-").and_then(hexadecimal) {
        component["hashes"] = json!([{"alg": "SHA-512", "content": hash}]);
    }
    component
}

fn hexadecimal(base64: &str) -> Option<String> {
    let bytes = STANDARD.decode(base64).ok()?;
    let digits: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(digits.concat())
}

/// Who is built with whom, as far as both are in the programs.
fn arrows(metadata: &Value, inside: &BTreeSet<Part>) -> Vec<Value> {
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let by_id: BTreeMap<&str, Part> = packages
        .filter_map(|package| Some((package["id"].as_str()?, part(package))))
        .collect();
    let known = |id: &Value| by_id.get(id.as_str()?).filter(|part| inside.contains(*part));
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for node in metadata["resolve"]["nodes"].as_array().into_iter().flatten() {
        let Some(part) = known(&node["id"]) else { continue };
        let normal = node["deps"].as_array().into_iter().flatten().filter(|one| {
            let kinds = one["dep_kinds"].as_array();
            kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind["kind"].is_null()))
        });
        let reached = normal.filter_map(|one| known(&one["pkg"]));
        arrows.insert(part.purl(), reached.map(Part::purl).collect());
    }
    arrows
        .into_iter()
        .map(|(from, to)| json!({"ref": from, "dependsOn": to}))
        .collect()
}

/// A time is in the file only where whoever builds names it (reproducible-builds.org, `SOURCE_DATE_EPOCH`).
fn source_date() -> Option<String> {
    let seconds: i64 = std::env::var("SOURCE_DATE_EPOCH").ok()?.parse().ok()?;
    Some(jiff::Timestamp::from_second(seconds).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_crate_of_the_programs_has_version_licence_and_hash() {
        let workspace = Workspace::find().unwrap();
        let first = bill(&workspace).unwrap();
        let components = first["components"].as_array().unwrap();
        let named = |name: &str| components.iter().find(|one| one["name"] == name);
        for name in [
            "tokio",
            "reqwest",
            "tauri",
            "handrail-assistant",
            "react",
            "i18next",
        ] {
            assert!(named(name).is_some(), "{name}");
        }
        // What only tests and builds need is not shipped.
        for name in ["proptest", "tauri-build", "serde_derive", "vite", "xtask"] {
            assert!(named(name).is_none(), "{name}");
        }
        for one in components {
            let own = one["name"].as_str().unwrap().starts_with("handrail-");
            let hash = one["hashes"][0]["content"].as_str().unwrap_or_default();
            assert!(own || hash.len() == 64 || hash.len() == 128, "{one}");
            assert!(one["licenses"][0]["expression"].is_string(), "{one}");
            assert!(one["purl"].as_str().unwrap().starts_with("pkg:"), "{one}");
        }
        assert_eq!(
            bill(&workspace).unwrap(),
            first,
            "the same sources make the same bill"
        );
    }

    #[test]
    fn every_arrow_leads_to_a_part() {
        let bill = bill(&Workspace::find().unwrap()).unwrap();
        let parts: BTreeSet<&str> = bill["components"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["bom-ref"].as_str().unwrap())
            .collect();
        for arrow in bill["dependencies"].as_array().unwrap() {
            for to in arrow["dependsOn"].as_array().unwrap() {
                assert!(parts.contains(to.as_str().unwrap()), "{to}");
            }
        }
    }

    #[test]
    fn a_line_of_the_tree_and_a_hash_of_npm_are_read() {
        let part = listed("handrail-cli v0.1.0 (/home/ada/cli) (*)").unwrap();
        assert_eq!(part.purl(), "pkg:cargo/handrail-cli@0.1.0");
        assert_eq!(listed(""), None);
        assert_eq!(hexadecimal("AP8Q").as_deref(), Some("00ff10"));
    }
}
