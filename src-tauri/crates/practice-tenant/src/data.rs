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

/// What the tables of hunting are filled with beside the story.
pub(crate) static HUNTING: LazyLock<HuntingFile> =
    LazyLock::new(|| compiled_in(include_str!("../data/hunting.json")));

/// `data/hunting.json`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HuntingFile {
    pub(crate) programs: Vec<ProgramRow>,
    pub(crate) sites: Vec<String>,
    pub(crate) documents: Vec<String>,
    pub(crate) mail: MailWords,
    pub(crate) cloud_actions: Vec<CloudActionRow>,
    pub(crate) places: Vec<PlaceRow>,
    pub(crate) departments: Vec<DepartmentRow>,
    /// Names of MITRE ATT&CK techniques by their id.
    pub(crate) techniques: HashMap<String, String>,
}

/// A program that runs on an ordinary day.
#[derive(Debug, Deserialize)]
pub(crate) struct ProgramRow {
    pub(crate) name: String,
    pub(crate) folder: String,
    pub(crate) command: String,
    pub(crate) parent: String,
    pub(crate) company: String,
    pub(crate) product: String,
    /// The beginning of the platforms' names that it runs on.
    pub(crate) system: String,
}

/// Ordinary mail.
#[derive(Debug, Deserialize)]
pub(crate) struct MailWords {
    pub(crate) partners: Vec<PartnerRow>,
    pub(crate) subjects: Vec<String>,
    pub(crate) junk: Vec<String>,
}

/// Somebody outside who writes.
#[derive(Debug, Deserialize)]
pub(crate) struct PartnerRow {
    pub(crate) name: String,
    pub(crate) address: String,
}

/// Something that people do in a cloud app.
#[derive(Debug, Deserialize)]
pub(crate) struct CloudActionRow {
    pub(crate) action: String,
    pub(crate) application: String,
    pub(crate) id: i32,
    pub(crate) activity: String,
    pub(crate) object: String,
}

/// Where people sign in from.
#[derive(Debug, Deserialize)]
pub(crate) struct PlaceRow {
    pub(crate) country: String,
    pub(crate) city: String,
    /// Somebody of the tenant works there.
    pub(crate) usual: bool,
}

/// A department and what one does there.
#[derive(Debug, Deserialize)]
pub(crate) struct DepartmentRow {
    pub(crate) name: String,
    pub(crate) title: String,
}

/// The columns of the tables of hunting.
pub(crate) static HUNTING_SCHEMA: LazyLock<HuntingSchemaFile> =
    LazyLock::new(|| compiled_in(include_str!("../data/hunting_schema.json")));

/// `data/hunting_schema.json`.
#[derive(Debug, Deserialize)]
pub(crate) struct HuntingSchemaFile {
    pub(crate) tables: Vec<HuntingTableRow>,
}

/// A table and the page that documents it.
#[derive(Debug, Deserialize)]
pub(crate) struct HuntingTableRow {
    pub(crate) name: String,
    #[expect(dead_code, reason = "kept in the file for the reader")]
    source: String,
    /// Name and type, with a blank between.
    pub(crate) columns: Vec<String>,
}

/// What is installed at the tenant, and what is known against it.
pub(crate) static VULNERABILITIES: LazyLock<VulnerabilityFile> =
    LazyLock::new(|| compiled_in(include_str!("../data/vulnerabilities.json")));

/// `data/vulnerabilities.json`.
#[derive(Debug, Deserialize)]
pub(crate) struct VulnerabilityFile {
    pub(crate) software: Vec<SoftwareRow>,
    pub(crate) vulnerabilities: Vec<VulnerabilityRow>,
    pub(crate) settings: Vec<SettingRow>,
}

/// A program.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SoftwareRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) vendor: String,
    /// Its name for people.
    pub(crate) product: String,
    /// The beginning of the platforms' names that it runs on.
    pub(crate) system: String,
    /// How many of a hundred devices of that platform have it.
    pub(crate) share: u64,
    /// The oldest first; the last has no known weakness.
    pub(crate) versions: Vec<String>,
    /// A date, when support ends or ended.
    pub(crate) end_of_support: Option<String>,
}

/// A published weakness.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VulnerabilityRow {
    pub(crate) id: String,
    pub(crate) affects: Vec<AffectedRow>,
    pub(crate) severity: String,
    pub(crate) cvss: f64,
    pub(crate) vector: String,
    /// A date.
    pub(crate) published: String,
    /// A date.
    pub(crate) updated: String,
    pub(crate) public_exploit: bool,
    pub(crate) exploit_verified: bool,
    pub(crate) exploit_in_kit: bool,
    pub(crate) exploit_types: Vec<String>,
    pub(crate) description: String,
}

/// A program that has a weakness, and the first version without.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AffectedRow {
    pub(crate) software: String,
    pub(crate) fixed_in: String,
}

/// A setting that is recommended.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SettingRow {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) category: String,
    pub(crate) sub_category: String,
    pub(crate) score: f64,
    /// The beginning of the platforms' names that have it.
    pub(crate) system: String,
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
        let alerts = STORY.kinds.iter().flat_map(|kind| &kind.alerts);
        for technique in alerts.flat_map(|alert| &alert.techniques) {
            assert!(
                HUNTING.techniques.contains_key(technique),
                "{technique} has no name"
            );
        }
        assert_eq!(HUNTING_SCHEMA.tables.len(), 20);
        for affected in VULNERABILITIES
            .vulnerabilities
            .iter()
            .flat_map(|row| &row.affects)
        {
            let mut software = VULNERABILITIES.software.iter();
            let row = software.find(|row| row.id == affected.software);
            assert!(
                row.is_some_and(|row| row.versions.contains(&affected.fixed_in)),
                "{affected:?}"
            );
        }
    }
}
