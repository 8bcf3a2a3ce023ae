//! MITRE ATT&CK techniques by their names, which are the same in every language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use specta::Type;

use crate::defender::rows::texts;

/// A technique.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct Technique {
    /// As `T1566.002`.
    pub id: String,
    /// Its name, where Handrail knows it.
    pub name: Option<String>,
}

#[derive(Deserialize)]
struct File {
    techniques: BTreeMap<String, String>,
}

#[allow(clippy::expect_used, reason = "part of the program, which a test reads")]
static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let file: File = serde_json::from_str(include_str!("../../../data/techniques.json"))
        .expect("techniques.json is of its shape");
    file.techniques
});

/// The techniques of alerts, each once, in the order of the alerts.
pub(super) fn techniques(alerts: &[&Value]) -> Vec<Technique> {
    let mut found: Vec<Technique> = Vec::new();
    for id in alerts
        .iter()
        .flat_map(|alert| texts(alert.get("mitreTechniques")))
    {
        if !found.iter().any(|known| known.id == id) {
            let name = NAMES.get(&id).cloned();
            found.push(Technique { id, name });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_a_technique_names_the_whole_first() {
        assert!(NAMES.len() >= 30);
        for (id, name) in NAMES.iter() {
            assert_eq!(id.contains('.'), name.contains(": "), "{id} {name}");
            assert!(id.starts_with('T') && id[1..].chars().all(|c| c.is_ascii_digit() || c == '.'));
        }
    }
}
