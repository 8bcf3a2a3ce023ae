//! The columns of each table.

use std::collections::HashMap;
use std::sync::LazyLock;

use handrail_kql::{Column, Kind};

use crate::data::{HUNTING_SCHEMA, HuntingTableRow};

/// One table as the documentation describes it.
pub(super) struct Schema {
    pub(super) name: &'static str,
    pub(super) columns: Vec<Column>,
    places: HashMap<&'static str, usize>,
}

/// All tables, in the order of the file.
pub(super) static SCHEMAS: LazyLock<Vec<Schema>> =
    LazyLock::new(|| HUNTING_SCHEMA.tables.iter().map(Schema::new).collect());

impl Schema {
    fn new(table: &'static HuntingTableRow) -> Self {
        let named: Vec<(&str, &str)> = table
            .columns
            .iter()
            .filter_map(|column| column.split_once(' '))
            .collect();
        Self {
            name: &table.name,
            columns: named
                .iter()
                .map(|(name, kind)| Column {
                    name: (*name).to_owned(),
                    kind: kind_named(kind),
                })
                .collect(),
            places: named
                .iter()
                .enumerate()
                .map(|(at, (name, _))| (*name, at))
                .collect(),
        }
    }

    /// The table of that name; names differ in case.
    pub(super) fn named(name: &str) -> Option<&'static Self> {
        SCHEMAS.iter().find(|schema| schema.name == name)
    }

    /// Where a column is, and what it holds.
    pub(super) fn place(&self, column: &str) -> Option<(usize, Kind)> {
        let at = *self.places.get(column)?;
        Some((at, self.columns.get(at)?.kind))
    }
}

/// The names of the documentation, which are Kusto's.
fn kind_named(name: &str) -> Kind {
    match name {
        "bool" => Kind::Bool,
        "int" => Kind::Int,
        "long" => Kind::Long,
        "datetime" => Kind::Datetime,
        "dynamic" => Kind::Dynamic,
        _ => Kind::String,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_of_the_file_has_a_known_type_and_a_name_of_its_own() {
        for (schema, table) in SCHEMAS.iter().zip(&HUNTING_SCHEMA.tables) {
            assert_eq!(schema.places.len(), table.columns.len(), "{}", schema.name);
            for column in &table.columns {
                let (name, kind) = column.split_once(' ').unwrap();
                let known = ["bool", "int", "long", "datetime", "dynamic", "string"].contains(&kind);
                assert!(known && schema.place(name).is_some(), "{column}");
            }
        }
    }
}
