//! A table as the APIs print it.

use std::io::Write as _;

use handrail_kql::{Kind, Table, Value};
use serde_json::json;

use crate::hunting::HuntingError;

/// Bytes of one answer at most: 50 MB (MicrosoftDocs/defender-docs: defender-xdr/advanced-hunting-limits.md).
const MOST_BYTES: usize = 50 * 1024 * 1024;

/// How an API spells the names of its own fields. Columns keep theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Casing {
    /// `schema`, `results`, `name`, `type`.
    Graph,
    /// `Schema`, `Results`, `Name`, `Type`.
    Defender,
}

/// The two lists of an answer, without the braces around them.
pub(crate) fn print(table: &Table, casing: Casing) -> Result<Vec<u8>, HuntingError> {
    let (schema, results, name, of) = match casing {
        Casing::Graph => ("schema", "results", "name", "type"),
        Casing::Defender => ("Schema", "Results", "Name", "Type"),
    };
    let columns: Vec<_> = table
        .columns
        .iter()
        .map(|column| json!({name: column.name, of: type_name(column.kind)}))
        .collect();
    let mut body = format!("\"{schema}\":{},\"{results}\":[", json!(columns)).into_bytes();
    for (number, row) in table.rows.iter().enumerate() {
        if number > 0 {
            body.push(b',');
        }
        print_row(table, row, &mut body);
        if body.len() > MOST_BYTES {
            return Err(HuntingError::TooLarge);
        }
    }
    body.push(b']');
    Ok(body)
}

fn print_row(table: &Table, row: &[Value], body: &mut Vec<u8>) {
    body.push(b'{');
    for (number, (column, value)) in table.columns.iter().zip(row).enumerate() {
        if number > 0 {
            body.push(b',');
        }
        print_json(&column.name, body);
        body.push(b':');
        print_value(value, body);
    }
    body.push(b'}');
}

/// Writing JSON into memory cannot fail.
fn print_json(value: &(impl serde::Serialize + ?Sized), body: &mut Vec<u8>) {
    let written = serde_json::to_writer(body, value);
    debug_assert!(written.is_ok(), "a value has no JSON");
}

fn print_value(value: &Value, body: &mut Vec<u8>) {
    match value {
        Value::Null => body.extend_from_slice(b"null"),
        Value::Bool(flag) => print_json(flag, body),
        Value::Int(number) => print_json(number, body),
        Value::Long(number) => print_json(number, body),
        // JSON has no such numbers; Kusto writes them as texts.
        Value::Real(number) if number.is_nan() => print_json("NaN", body),
        Value::Real(number) if number.is_infinite() => {
            print_json(if *number > 0.0 { "Infinity" } else { "-Infinity" }, body);
        }
        Value::Real(number) => print_json(number, body),
        Value::String(text) => print_json(text.as_ref(), body),
        Value::Datetime(at) => print_json(&at.strftime("%Y-%m-%dT%H:%M:%S.%7fZ").to_string(), body),
        Value::Timespan(ticks) => print_json(&timespan(*ticks), body),
        Value::Guid(id) => print_json(&id.to_string(), body),
        Value::Dynamic(json) => {
            let written = write!(body, "{json}");
            debug_assert!(written.is_ok(), "a value has no JSON");
        }
    }
}

/// The names that the samples show, which are those of .NET: text is `String`, a moment `DateTime`. The rest follows
/// Kusto's table of types (MicrosoftDocs/dataexplorer-docs: kusto/query/scalar-data-types/index.md), where `bool` is an
/// `SByte` and `dynamic` an `Object`.
fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "SByte",
        Kind::Int => "Int32",
        Kind::Long => "Int64",
        Kind::Real => "Double",
        Kind::String => "String",
        Kind::Datetime => "DateTime",
        Kind::Timespan => "TimeSpan",
        Kind::Guid => "Guid",
        Kind::Dynamic => "Object",
    }
}

/// `1.02:03:04.0000050`: days and fraction only where there are any.
fn timespan(ticks: i64) -> String {
    const SECOND: u64 = 10_000_000;
    let sign = if ticks < 0 { "-" } else { "" };
    let ticks = ticks.unsigned_abs();
    let (seconds, fraction) = (ticks / SECOND, ticks % SECOND);
    let (days, hours) = (seconds / 86_400, seconds / 3_600 % 24);
    let clock = format!("{hours:02}:{:02}:{:02}", seconds / 60 % 60, seconds % 60);
    let days = if days > 0 {
        format!("{days}.")
    } else {
        String::new()
    };
    if fraction > 0 {
        format!("{sign}{days}{clock}.{fraction:07}")
    } else {
        format!("{sign}{days}{clock}")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use handrail_kql::Column;

    use super::*;

    fn table(values: Vec<(&str, Kind, Value)>) -> Table {
        Table {
            columns: values
                .iter()
                .map(|(name, kind, _)| Column {
                    name: (*name).to_owned(),
                    kind: *kind,
                })
                .collect(),
            rows: vec![values.into_iter().map(|(_, _, value)| value).collect()],
        }
    }

    fn printed(table: &Table, casing: Casing) -> serde_json::Value {
        let inner = String::from_utf8(print(table, casing).unwrap()).unwrap();
        serde_json::from_str(&format!("{{{inner}}}")).unwrap()
    }

    #[test]
    fn every_type_has_its_name_and_its_form() {
        let at = "2024-03-26T09:39:50.7688641Z".parse().unwrap();
        let table = table(vec![
            ("a", Kind::Bool, Value::Bool(true)),
            ("b", Kind::Int, Value::Int(-1)),
            ("c", Kind::Long, Value::Long(i64::MAX)),
            ("d", Kind::Real, Value::Real(0.5)),
            ("e", Kind::String, Value::String("\"\n".into())),
            ("f", Kind::Datetime, Value::Datetime(at)),
            ("g", Kind::Timespan, Value::Timespan(937_840_000_050)),
            ("h", Kind::Guid, Value::Guid(uuid::Uuid::nil())),
            ("i", Kind::Dynamic, Value::Dynamic(Arc::new(json!({"x": [1]})))),
            ("j", Kind::Real, Value::Real(f64::NAN)),
            ("k", Kind::Datetime, Value::Null),
        ]);
        let body = printed(&table, Casing::Graph);
        let types: Vec<&str> = body["schema"]
            .as_array()
            .unwrap()
            .iter()
            .map(|column| column["type"].as_str().unwrap())
            .collect();
        assert_eq!(
            types,
            [
                "SByte", "Int32", "Int64", "Double", "String", "DateTime", "TimeSpan", "Guid", "Object",
                "Double", "DateTime"
            ]
        );
        let id = "00000000-0000-0000-0000-000000000000";
        assert_eq!(
            body["results"],
            json!([{
                "a": true, "b": -1, "c": i64::MAX, "d": 0.5, "e": "\"\n", "f": "2024-03-26T09:39:50.7688641Z",
                "g": "1.02:03:04.0000050", "h": id, "i": {"x": [1]}, "j": "NaN", "k": null,
            }])
        );
    }

    #[test]
    fn the_defender_apis_write_their_own_fields_large() {
        let table = table(vec![("count_", Kind::Long, Value::Long(3))]);
        assert_eq!(
            printed(&table, Casing::Defender),
            json!({"Schema": [{"Name": "count_", "Type": "Int64"}], "Results": [{"count_": 3}]})
        );
    }

    #[test]
    fn more_than_fifty_megabytes_are_refused() {
        let long = Value::String("x".repeat(MOST_BYTES / 4).into());
        let columns = table(vec![("a", Kind::String, long.clone())]).columns;
        let rows = vec![vec![long]; 5];
        let refused = print(&Table { columns, rows }, Casing::Graph);
        assert_eq!(refused, Err(HuntingError::TooLarge));
    }
}
