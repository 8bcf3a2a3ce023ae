//! The npm packages: the licences of those that are shipped in the window, and `npm audit` where the registry answers it.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use super::{judged, text};
use crate::run::{Stop, command};
use crate::steps::Steps;
use crate::workspace::Workspace;

/// Letters are no program: their licence asks for its text beside them, and forbids to sell them alone.
const LETTERS: (&str, &str) = ("@fontsource-variable/open-sans", "OFL-1.1");

/// A package of the window's bundle.
pub(crate) struct Shipped {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: String,
    /// Subresource integrity, as npm writes it: `sha512-` and base64.
    pub(crate) integrity: String,
}

pub(super) fn check(workspace: &Workspace, steps: &mut Steps) {
    steps.check("supply chain: licences of the npm packages", || {
        licences(workspace)
    });
    audit(workspace, steps);
}

/// The packages that the window is built from: all that the lock file does not call a tool of development.
pub(crate) fn shipped(workspace: &Workspace) -> Result<Vec<Shipped>, Stop> {
    let file = workspace.ui().join("package-lock.json");
    let lock: Value = serde_json::from_str(&text(&file)?).map_err(|error| Stop::file(&file, error.into()))?;
    let packages = lock["packages"].as_object().into_iter().flatten();
    let told = |package: &Value, member: &str| package[member].as_str().unwrap_or_default().to_owned();
    Ok(packages
        .filter(|(path, package)| {
            !path.is_empty() && package["dev"] != true && package["devOptional"] != true
        })
        .map(|(path, package)| Shipped {
            // A package may lie inside another one.
            name: path.rsplit("node_modules/").next().unwrap_or(path).to_owned(),
            version: told(package, "version"),
            licence: told(package, "license"),
            integrity: told(package, "integrity"),
        })
        .collect())
}

fn licences(workspace: &Workspace) -> Result<(), Stop> {
    let allowed = allowed(&text(&workspace.root.join("deny.toml"))?)?;
    let mut wrong = Vec::new();
    for package in shipped(workspace)? {
        let Shipped {
            name,
            version,
            licence,
            ..
        } = &package;
        if !(permits(&allowed, licence) || (name.as_str(), licence.as_str()) == LETTERS) {
            wrong.push(format!("{name} {version}: {licence:?}"));
        }
        // What the registry says is one thing, what is in the package another.
        let own = own_licence(&workspace.ui().join("node_modules").join(name));
        if own.as_ref().is_some_and(|own| own != licence) {
            wrong.push(format!(
                "{name} {version}: {own:?} in the package, {licence:?} in the lock file"
            ));
        }
    }
    judged("Licences that deny.toml does not allow", &wrong)
}

/// What the package that is installed says of itself; `None` where only another version of it lies there.
fn own_licence(folder: &Path) -> Option<String> {
    let package: Value = serde_json::from_str(&text(&folder.join("package.json")).ok()?).ok()?;
    Some(package["license"].as_str()?.to_owned())
}

/// The licences that `deny.toml` allows.
fn allowed(rules: &str) -> Result<BTreeSet<String>, Stop> {
    let rules: toml::Table = rules
        .parse()
        .map_err(|error| Stop::Missing(format!("deny.toml: {error}")))?;
    let listed = rules.get("licenses").and_then(|table| table.get("allow"));
    let listed = listed.and_then(toml::Value::as_array).into_iter().flatten();
    Ok(listed
        .filter_map(toml::Value::as_str)
        .map(str::to_owned)
        .collect())
}

/// Does an SPDX expression leave a choice that is allowed?
fn permits(allowed: &BTreeSet<String>, expression: &str) -> bool {
    let parsed = spdx::Expression::parse_mode(expression, spdx::ParseMode::STRICT);
    parsed.is_ok_and(|parsed| parsed.evaluate(|requirement| allowed.contains(&requirement.to_string())))
}

fn audit(workspace: &Workspace, steps: &mut Steps) {
    const NAME: &str = "supply chain: npm audit";
    let answer = command(&workspace.ui(), "npm")
        .args(["audit", "--json", "--audit-level=high", "--fetch-retries=0"])
        .arg("--fetch-timeout=20000")
        .read_anyway()
        .unwrap_or_default();
    match audited(&answer) {
        Audit::Answered(serious) => {
            steps.check(NAME, || judged("Known faults, high or critical", &serious));
        }
        Audit::NotAnswered(because) => steps.skipped(NAME, &because),
    }
}

/// What `npm audit` came to.
#[derive(Debug, PartialEq, Eq)]
enum Audit {
    /// The faults of level high and above.
    Answered(Vec<String>),
    /// The registry has no such service, or is not reached.
    NotAnswered(String),
}

fn audited(answer: &str) -> Audit {
    let answer: Value = serde_json::from_str(answer).unwrap_or_default();
    let Some(found) = answer["vulnerabilities"].as_object() else {
        let because = answer["message"]
            .as_str()
            .and_then(|message| message.split(" - ").next())
            .unwrap_or("nothing");
        return Audit::NotAnswered(format!("the registry answers {because:?} to `npm audit`"));
    };
    let serious = found
        .iter()
        .filter(|(_, fault)| matches!(fault["severity"].as_str(), Some("high" | "critical")));
    Audit::Answered(
        serious
            .map(|(name, fault)| format!("{name}: {}", fault["severity"].as_str().unwrap_or_default()))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_licence_is_allowed_where_one_choice_is() {
        let allowed = allowed("[licenses]\nallow = [\"MIT\", \"Apache-2.0\"]\n").unwrap();
        for good in ["MIT", "MIT OR GPL-3.0-only", "(MIT AND Apache-2.0)"] {
            assert!(permits(&allowed, good), "{good}");
        }
        for bad in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "SEE LICENSE IN x", ""] {
            assert!(!permits(&allowed, bad), "{bad}");
        }
    }

    #[test]
    fn only_serious_faults_count_and_no_answer_is_none() {
        let answer = r#"{"vulnerabilities": {"a": {"severity": "high"}, "b": {"severity": "moderate"}}}"#;
        assert_eq!(audited(answer), Audit::Answered(vec!["a: high".to_owned()]));
        assert_eq!(audited(r#"{"vulnerabilities": {}}"#), Audit::Answered(Vec::new()));
        let refused =
            audited(r#"{"message": "405 Method Not Allowed - POST https://registry.example/-/npm"}"#);
        assert_eq!(
            refused,
            Audit::NotAnswered("the registry answers \"405 Method Not Allowed\" to `npm audit`".to_owned())
        );
        assert!(matches!(audited(""), Audit::NotAnswered(_)));
    }
}
