//! Facts that are compiled in, from `data/`.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::language::Language;

#[expect(
    clippy::expect_used,
    reason = "the text is compiled in, and every file of it is read by a test"
)]
fn compiled_in<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).expect("a compiled-in data file is valid")
}

/// One AADSTS error: its number, the OAuth error it travels under, and the service's own sentence.
#[derive(Debug, Deserialize)]
pub(crate) struct AadstsRow {
    pub(crate) code: u32,
    /// The OAuth error string of RFC 6749 section 5.2, or one of Entra's additions.
    pub(crate) error: String,
    pub(crate) suberror: Option<String>,
    /// The sentence, with `{names}` to be filled in.
    pub(crate) message: String,
    #[expect(dead_code, reason = "kept in the file for the reader, checked by a test")]
    pub(crate) source: String,
}

/// Every AADSTS error that the practice tenant raises.
pub(crate) static AADSTS: LazyLock<HashMap<u32, AadstsRow>> = LazyLock::new(|| {
    let rows: Vec<AadstsRow> = compiled_in(include_str!("../data/aadsts.json"));
    rows.into_iter().map(|row| (row.code, row)).collect()
});

/// The APIs and permissions of the tenant.
pub(crate) static PERMISSIONS: LazyLock<PermissionFile> =
    LazyLock::new(|| compiled_in(include_str!("../data/permissions.json")));

/// `data/permissions.json`.
#[derive(Debug, Deserialize)]
pub(crate) struct PermissionFile {
    pub(crate) resources: Vec<ResourceRow>,
    pub(crate) permissions: Vec<PermissionRow>,
}

/// An API with its service principal's names.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ResourceRow {
    pub(crate) id: String,
    pub(crate) app_id: uuid::Uuid,
    pub(crate) name: String,
    pub(crate) identifier_uris: Vec<String>,
}

/// A permission that an API offers.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PermissionRow {
    pub(crate) resource: String,
    pub(crate) value: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) id: uuid::Uuid,
    pub(crate) admin_consent: bool,
    pub(crate) description: Words,
}

/// The same words in both languages.
#[derive(Debug, Deserialize)]
pub(crate) struct Words {
    en: String,
    fr: String,
}

impl Words {
    /// The words in one language.
    pub(crate) fn in_language(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::French => &self.fr,
        }
    }
}

/// What kinds of incident happen, and to whom.
pub(crate) static STORY: LazyLock<StoryFile> =
    LazyLock::new(|| compiled_in(include_str!("../data/story.json")));

/// `data/story.json`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct StoryFile {
    pub(crate) kinds: Vec<KindRow>,
    pub(crate) people: Vec<PersonRow>,
    pub(crate) devices: Vec<DeviceRow>,
    pub(crate) files: Vec<FileRow>,
    pub(crate) domains: Vec<String>,
    pub(crate) subjects: Vec<String>,
    pub(crate) customers: Vec<String>,
    pub(crate) comments: Vec<String>,
    pub(crate) tags: Vec<String>,
}

/// One kind of incident.
#[derive(Debug, Deserialize)]
pub(crate) struct KindRow {
    pub(crate) incident: String,
    pub(crate) severity: String,
    pub(crate) alerts: Vec<AlertRow>,
}

/// One kind of alert.
#[derive(Debug, Deserialize)]
pub(crate) struct AlertRow {
    pub(crate) title: String,
    pub(crate) category: String,
    pub(crate) severity: String,
    pub(crate) source: String,
    pub(crate) detection: String,
    pub(crate) techniques: Vec<String>,
    pub(crate) family: Option<String>,
    pub(crate) evidence: Vec<String>,
    pub(crate) description: String,
}

/// Somebody who works at the tenant.
#[derive(Debug, Deserialize)]
pub(crate) struct PersonRow {
    pub(crate) name: String,
    pub(crate) account: String,
}

/// A kind of device.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DeviceRow {
    pub(crate) prefix: String,
    pub(crate) os_platform: String,
    pub(crate) version: String,
    pub(crate) build: u32,
    pub(crate) group: String,
}

/// A file and the command line that ran it.
#[derive(Debug, Deserialize)]
pub(crate) struct FileRow {
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) command: String,
    pub(crate) parent: String,
}

/// The limits that the pages of the APIs name.
pub(crate) static RATES: LazyLock<Vec<RateRow>> =
    LazyLock::new(|| compiled_in(include_str!("../data/rates.json")));

/// How often an app may make one call in one tenant.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RateRow {
    pub(crate) method: String,
    /// The route.
    pub(crate) path: String,
    pub(crate) per_minute: Option<usize>,
    pub(crate) per_hour: Option<usize>,
    #[expect(dead_code, reason = "kept in the file for the reader")]
    source: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_compiled_in_file_can_be_read() {
        assert!(AADSTS.len() > 40);
        assert_eq!(PERMISSIONS.resources.len(), 3);
        assert!(PERMISSIONS.permissions.len() > 100);
        assert!(STORY.kinds.len() >= 20);
        assert!(RATES.iter().all(|row| row.per_minute.is_some()));
        assert!(STORY.kinds.iter().all(|kind| !kind.alerts.is_empty()));
    }
}
