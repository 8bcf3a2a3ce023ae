//! The tables that can be asked, for the editor: names and types as in Microsoft's schema reference, meanings in words
//! of our own. Data, and dated: a service knows columns that are newer.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use specta::Type;

/// One meaning in each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Meaning {
    /// English.
    pub en: String,
    /// French.
    pub fr: String,
}

/// All tables.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HuntingSchema {
    /// Where names and types come from.
    pub source: String,
    /// When they were read there, as `2026-11-21`.
    pub as_of: String,
    /// In the order of their names.
    pub tables: Vec<HuntingTable>,
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct HuntingTable {
    /// Its name.
    pub name: String,
    /// What its rows are.
    pub meaning: Meaning,
    /// Defender for Endpoint's older endpoint knows it as well.
    pub endpoint: bool,
    /// In the order of the reference.
    pub columns: Vec<HuntingColumn>,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct HuntingColumn {
    /// Its name.
    pub name: String,
    /// Its type in Kusto's word: `string`, `datetime`, `long`, `int`, `bool`, `real`, `dynamic` or `guid`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it holds, where that needs more than its name.
    pub meaning: Option<Meaning>,
}

/// The file: a column of the same name means the same in every table.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    source: String,
    as_of: String,
    meanings: BTreeMap<String, Meaning>,
    tables: Vec<Listed>,
}

#[derive(Deserialize)]
struct Listed {
    name: String,
    meaning: Meaning,
    /// `Name type`, a column each.
    columns: Vec<String>,
}

#[allow(clippy::expect_used, reason = "part of the program, which a test reads")]
static SCHEMA: LazyLock<HuntingSchema> = LazyLock::new(|| {
    let file: File = serde_json::from_str(include_str!("../../../data/hunting_schema.json"))
        .expect("hunting_schema.json is of its shape");
    let table = |table: Listed| HuntingTable {
        endpoint: table.name.starts_with("Device"),
        columns: table
            .columns
            .iter()
            .map(|text| column(text, &file.meanings))
            .collect(),
        name: table.name,
        meaning: table.meaning,
    };
    HuntingSchema {
        source: file.source,
        as_of: file.as_of,
        tables: file.tables.into_iter().map(table).collect(),
    }
});

fn column(text: &str, meanings: &BTreeMap<String, Meaning>) -> HuntingColumn {
    let (name, kind) = text.split_once(' ').unwrap_or((text, "string"));
    HuntingColumn {
        name: name.to_owned(),
        kind: kind.to_owned(),
        meaning: meanings.get(name).cloned(),
    }
}

impl HuntingSchema {
    /// What this Handrail knows of the tables.
    pub fn known() -> &'static Self {
        &SCHEMA
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_table_has_columns_of_known_types_once_each() {
        let tables = &HuntingSchema::known().tables;
        assert!(tables.len() >= 50, "{}", tables.len());
        assert!(tables.is_sorted_by(|a, b| a.name < b.name));
        for table in tables {
            let names: BTreeSet<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
            assert_eq!(names.len(), table.columns.len(), "{}: a column twice", table.name);
            for column in &table.columns {
                let known = [
                    "string", "datetime", "long", "int", "bool", "real", "dynamic", "guid",
                ];
                assert!(known.contains(&column.kind.as_str()), "{}.{column:?}", table.name);
            }
        }
    }

    #[test]
    fn every_meaning_is_one_line_in_both_languages_and_belongs_to_a_column() {
        let schema = HuntingSchema::known();
        let file: File = serde_json::from_str(include_str!("../../../data/hunting_schema.json")).unwrap();
        let columns: BTreeSet<&str> = schema
            .tables
            .iter()
            .flat_map(|table| table.columns.iter().map(|column| column.name.as_str()))
            .collect();
        let strays: Vec<_> = file
            .meanings
            .keys()
            .filter(|name| !columns.contains(name.as_str()))
            .collect();
        assert!(strays.is_empty(), "{strays:?}");
        let tables = schema.tables.iter().map(|table| &table.meaning);
        for meaning in tables.chain(file.meanings.values()) {
            for text in [&meaning.en, &meaning.fr] {
                assert!(
                    !text.is_empty() && text.trim() == text && !text.contains('\n'),
                    "{text:?}"
                );
                assert!(text.chars().count() <= 120, "{text}");
            }
            assert_ne!(meaning.en, meaning.fr);
        }
    }
}
