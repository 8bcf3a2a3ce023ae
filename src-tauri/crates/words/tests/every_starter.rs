//! Every query that comes with Handrail has a name in every language, and no name is left over.

use std::collections::{BTreeMap, BTreeSet};

use handrail_assistant::defender::starters;
use handrail_words::Language;
use serde::Deserialize;

#[derive(Default, Deserialize)]
struct File {
    starters: BTreeMap<String, String>,
}

fn named(language: Language) -> BTreeSet<String> {
    let json = match language {
        Language::English => include_str!("../../../../ui/src/i18n/en/hunting.json"),
        Language::French => include_str!("../../../../ui/src/i18n/fr/hunting.json"),
    };
    // A file of another shape has no names, which the comparison tells.
    let file: File = serde_json::from_str(json).unwrap_or_default();
    file.starters.into_keys().collect()
}

#[test]
fn every_starter_has_a_name_in_every_language_and_nothing_else_has() {
    let known: BTreeSet<String> = starters().iter().map(|query| query.id.clone()).collect();
    for language in Language::ALL {
        assert_eq!(named(language), known, "{language}");
    }
}
