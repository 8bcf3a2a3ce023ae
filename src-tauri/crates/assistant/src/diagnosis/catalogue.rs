//! The catalogue of Entra's error numbers: what is true of each, as data. No prose: what people read is in the
//! language files under `aadsts.<number>`.
//!
//! The file is compiled in and read once. Where each row comes from stands in `data/aadsts.json`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use url::Url;

use super::Who;
use crate::checklist::StepId;

/// Where the number is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ShownIn {
    /// Only on the page in the browser; the program gets nothing back.
    Browser,
    /// In the answer that the program gets.
    App,
    /// In either.
    Both,
}

/// One number.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Entry {
    /// The number behind `AADSTS`.
    pub code: u32,
    /// Microsoft's name for it, where it has one.
    pub name: Option<&'static str>,
    /// The OAuth 2.0 error that comes along (RFC 6749 section 5.2 and Entra's own); `None` where it is not known.
    pub oauth_error: Option<&'static str>,
    /// Other OAuth errors that have come along.
    #[serde(rename = "oauth_error_alt")]
    pub other_oauth_errors: Vec<&'static str>,
    /// Was `oauth_error` seen in a published answer?
    pub oauth_error_confirmed: bool,
    /// The usual `suberror`, where one is known.
    pub suberror: Option<&'static str>,
    /// The step of the checklist that it belongs to.
    pub step: StepId,
    /// Who can do something about it.
    pub who_can_fix: Who,
    /// Where it is seen.
    pub shown_in: ShownIn,
    /// The same request may succeed later without any change.
    pub retryable: bool,
}

#[derive(Deserialize)]
struct Catalogue {
    #[serde(borrow)]
    oauth_errors: Vec<&'static str>,
    #[serde(borrow)]
    suberrors: Vec<&'static str>,
    lookup: Url,
    errors: Vec<Entry>,
}

struct Tables {
    oauth_errors: Vec<&'static str>,
    suberrors: Vec<&'static str>,
    lookup: Url,
    entries: BTreeMap<u32, Entry>,
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in, and a test reads it: it cannot fail where people are"
)]
static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let file: Catalogue = serde_json::from_str(include_str!("../../data/aadsts.json"))
        .expect("data/aadsts.json is a catalogue");
    Tables {
        oauth_errors: file.oauth_errors,
        suberrors: file.suberrors,
        lookup: file.lookup,
        entries: file.errors.into_iter().map(|entry| (entry.code, entry)).collect(),
    }
});

/// What the catalogue knows of a number.
pub fn entry(code: u32) -> Option<&'static Entry> {
    TABLES.entries.get(&code)
}

/// What the catalogue knows of a number, or of the one that means the same to a person. Microsoft splits numbers: the
/// longer ones say the same with one more detail.
pub fn kin(code: u32) -> Option<&'static Entry> {
    let same = KIN.iter().find(|(number, _)| *number == code);
    entry(same.map_or(code, |(_, like)| *like))
}

/// Numbers outside the catalogue that were seen in public issue threads, and the row that explains them.
const KIN: [(u32, u32); 22] = [
    (50005, 53000),
    (50088, 50074),
    (50125, 50055),
    (50177, 50020),
    (51004, 50034),
    (90020, 90033),
    (500_112, 50011),
    (500_117, 50011),
    (500_121, 50074),
    (500_341, 50034),
    (530_001, 53000),
    (530_002, 53000),
    (530_033, 53003),
    (700_003, 50155),
    (700_021, 50013),
    (700_038, 90112),
    (700_211, 70021),
    (700_212, 70021),
    (700_213, 70021),
    (900_021, 900_023),
    (1_002_012, 70011),
    (7_000_219, 7_000_218),
];

/// Every number, smallest first.
pub fn entries() -> impl Iterator<Item = &'static Entry> {
    TABLES.entries.values()
}

/// Is this word an OAuth error that Entra sends?
pub fn is_oauth_error(word: &str) -> bool {
    TABLES.oauth_errors.contains(&word)
}

/// Is this word one of Entra's suberrors?
pub fn is_suberror(word: &str) -> bool {
    TABLES.suberrors.contains(&word)
}

/// Microsoft's own page that explains any number.
pub fn lookup_page() -> &'static Url {
    &TABLES.lookup
}

/// Microsoft's own page for a number, also for one that is not in the catalogue.
pub fn lookup_link(code: u32) -> Url {
    let mut link = TABLES.lookup.clone();
    link.query_pairs_mut().append_pair("code", &code.to_string());
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The steps that a number can belong to; the others are proved by Handrail itself.
    const STEPS: [StepId; 14] = [
        StepId::Register,
        StepId::AccountTypes,
        StepId::RedirectUri,
        StepId::PublicClientFlag,
        StepId::Permissions,
        StepId::Consent,
        StepId::Secret,
        StepId::Ids,
        StepId::Tenant,
        StepId::UserAssignment,
        StepId::ConditionalAccess,
        StepId::SignIn,
        StepId::RequestBug,
        StepId::Service,
    ];

    #[test]
    fn every_row_is_read_and_no_number_stands_twice() {
        let rows: serde_json::Value = serde_json::from_str(include_str!("../../data/aadsts.json")).unwrap();
        assert_eq!(entries().count(), rows["errors"].as_array().unwrap().len());
        assert_eq!(entries().count(), 167);
    }

    #[test]
    fn every_row_belongs_to_a_step_that_a_number_can_belong_to() {
        let strays: Vec<_> = entries().filter(|entry| !STEPS.contains(&entry.step)).collect();
        assert!(strays.is_empty(), "{strays:#?}");
    }

    #[test]
    fn every_row_names_words_that_the_tables_know() {
        for entry in entries() {
            for word in entry.oauth_error.iter().chain(&entry.other_oauth_errors) {
                assert!(is_oauth_error(word), "{entry:#?}");
            }
            assert!(entry.suberror.is_none_or(is_suberror), "{entry:#?}");
        }
    }

    #[test]
    fn a_number_is_found_with_what_is_true_of_it() {
        let known = entry(700_016).unwrap();
        assert_eq!(
            (known.step, known.who_can_fix, known.shown_in, known.retryable),
            (StepId::Ids, Who::Admin, ShownIn::Both, false)
        );
        assert!(entry(12).is_none());
    }

    #[test]
    fn the_link_of_a_number_leads_to_microsofts_own_page() {
        assert_eq!(
            lookup_link(50011).as_str(),
            "https://login.microsoftonline.com/error?code=50011"
        );
    }
}
