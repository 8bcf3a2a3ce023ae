//! The answer of a query: read row by row out of its text, so that fifty megabytes never stand in memory twice.
//!
//! The endpoints spell the same thing in three ways (`schema`/`name`, `schema`/`Name`, `Schema`/`Name`): names are read
//! without regard to case.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::AnswerColumn;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::results::{Cell, Column, ColumnKind, Spool, Table, unwritten};

/// Larger whole numbers lose digits as a floating number: they stay text.
const EXACT: u64 = 1 << 53;

/// The rows of an answer under its columns, and as the service sent them.
#[derive(Debug)]
pub(crate) struct HuntingAnswer {
    pub(crate) schema: Vec<AnswerColumn>,
    pub(crate) table: Table,
    pub(crate) spool: Spool,
}

impl HuntingAnswer {
    /// Reads an answer.
    pub(crate) fn read(body: &[u8]) -> Result<Self> {
        // Twice: nothing says that the columns come before the rows.
        let schema = parsed(body, Columns)?;
        let mut answer = Self::under(schema)?;
        parsed(body, Rows(&mut answer))?;
        Ok(answer)
    }

    /// An answer without rows, under the columns of the service.
    pub(crate) fn under(schema: Vec<AnswerColumn>) -> Result<Self> {
        let columns = schema
            .iter()
            .map(|column| Column::new(&column.name, kind(&column.kind)));
        Ok(Self {
            table: Table::new(columns.collect()),
            schema,
            spool: Spool::new().map_err(|error| unwritten(&error, &std::env::temp_dir()))?,
        })
    }

    /// Adds a row as the service sent it.
    pub(crate) fn add(&mut self, row: Map<String, Value>) -> std::result::Result<(), std::io::Error> {
        let cells: Vec<Cell> = (0..self.schema.len())
            .map(|at| {
                let column = &self.table.columns()[at];
                let kind = column.kind;
                let value = value_of(&row, &column.name)
                    .map_or(Cow::Owned(Value::Null), |value| fitting(kind, value));
                self.table.value(kind, &value)
            })
            .collect();
        self.table.push(cells);
        self.spool.push(&Value::Object(row))
    }
}

fn parsed<'de, S: DeserializeSeed<'de>>(body: &'de [u8], seed: S) -> Result<S::Value> {
    let mut reader = serde_json::Deserializer::from_slice(body);
    let read = seed.deserialize(&mut reader);
    read.map_err(|error| {
        ErrorReport::new(ErrorCode::AnswerNotUnderstood)
            .with("message", "hunting")
            .detailed(error)
    })
}

/// How a column of the service's type is shown. The words are Kusto's and those of .NET behind them.
fn kind(word: &str) -> ColumnKind {
    match word.to_ascii_lowercase().as_str() {
        "datetime" | "date" => ColumnKind::Time,
        "sbyte" | "bool" | "boolean" => ColumnKind::Boolean,
        "int" | "int16" | "int32" | "int64" | "long" | "double" | "real" | "single" | "decimal"
        | "sqldecimal" => ColumnKind::Number,
        _ => ColumnKind::Text,
    }
}

/// A value as its kind is shown: a truth value may come as 0 or 1, a number as text; a number that would lose digits
/// stays text.
fn fitting(kind: ColumnKind, value: &Value) -> Cow<'_, Value> {
    let large = |number: &serde_json::Number| {
        let size = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
        size.is_some_and(|size| size > EXACT)
    };
    match (kind, value) {
        (ColumnKind::Boolean, Value::Number(number)) => match number.as_i64() {
            Some(number @ (0 | 1)) => Cow::Owned(Value::Bool(number == 1)),
            _ => Cow::Borrowed(value),
        },
        (ColumnKind::Number, Value::String(text)) => match serde_json::from_str::<serde_json::Number>(text) {
            Ok(number) if !large(&number) => Cow::Owned(Value::Number(number)),
            _ => Cow::Borrowed(value),
        },
        (_, Value::Number(number)) if large(number) => Cow::Owned(Value::String(number.to_string())),
        _ => Cow::Borrowed(value),
    }
}

fn value_of<'a>(row: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let spelled = || row.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
    row.get(name).or_else(|| spelled().map(|(_, value)| value))
}

/// Reads one member of the outer object and leaves out the others.
struct Member<S> {
    name: &'static str,
    seed: S,
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for Member<S> {
    type Value = S::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object with {}", self.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<S::Value, A::Error> {
        let Self { name, seed } = self;
        let (mut seed, mut found) = (Some(seed), None);
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match seed.take_if(|_| key.eq_ignore_ascii_case(name)) {
                Some(seed) => found = Some(map.next_value_seed(seed)?),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        found.ok_or_else(|| A::Error::missing_field(name))
    }
}

/// Reads the columns.
struct Columns;

impl<'de> DeserializeSeed<'de> for Columns {
    type Value = Vec<AnswerColumn>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> std::result::Result<Self::Value, D::Error> {
        let seed = std::marker::PhantomData::<Vec<Map<String, Value>>>;
        let listed = reader.deserialize_map(Member { name: "schema", seed })?;
        let text = |column: &Map<String, Value>, name| {
            let text = value_of(column, name).and_then(Value::as_str);
            text.map(str::to_owned).unwrap_or_default()
        };
        let column = |column: &Map<String, Value>| AnswerColumn {
            name: text(column, "name"),
            kind: text(column, "type"),
        };
        Ok(listed.iter().map(column).collect())
    }
}

/// Reads the rows into an answer whose columns are known.
struct Rows<'a>(&'a mut HuntingAnswer);

impl<'de> DeserializeSeed<'de> for Rows<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> std::result::Result<(), D::Error> {
        reader.deserialize_map(Member {
            name: "results",
            seed: RowList(self.0),
        })
    }
}

struct RowList<'a>(&'a mut HuntingAnswer);

impl<'de> DeserializeSeed<'de> for RowList<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> std::result::Result<(), D::Error> {
        reader.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for RowList<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> std::result::Result<(), A::Error> {
        while let Some(row) = rows.next_element()? {
            self.0.add(row).map_err(A::Error::custom)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(body: &Value) -> HuntingAnswer {
        HuntingAnswer::read(body.to_string().as_bytes()).unwrap()
    }

    fn first_row(answer: &HuntingAnswer) -> Vec<String> {
        let row = &answer.table.rows()[0];
        row.iter().map(|cell| cell.text().into_owned()).collect()
    }

    #[test]
    fn the_three_spellings_of_the_samples_are_one_answer() {
        let row = json!({"Timestamp": "2020-08-30T06:38:35.7664356Z", "FileName": "conhost.exe"});
        let small =
            json!([{"name": "Timestamp", "type": "DateTime"}, {"name": "FileName", "type": "String"}]);
        let large =
            json!([{"Name": "Timestamp", "Type": "DateTime"}, {"Name": "FileName", "Type": "String"}]);
        for body in [
            json!({"@odata.context": "x", "schema": small, "results": [row]}),
            json!({"results": [row], "schema": large}),
            json!({"Stats": {"ExecutionTime": 4.6}, "Schema": large, "Results": [row]}),
        ] {
            let answer = read(&body);
            let names: Vec<_> = answer.schema.iter().map(|column| column.name.as_str()).collect();
            assert_eq!(names, ["Timestamp", "FileName"]);
            assert_eq!(answer.table.columns()[0].kind, ColumnKind::Time);
            assert_eq!(first_row(&answer), ["2020-08-30T06:38:35Z", "conhost.exe"]);
            assert_eq!(answer.spool.row(0).unwrap(), row, "the row stays as it was sent");
        }
    }

    #[test]
    fn each_type_is_shown_as_what_it_is() {
        let schema = json!([
            {"name": "Yes", "type": "SByte"}, {"name": "Size", "type": "Int64"}, {"name": "Id", "type": "Int64"},
            {"name": "Text", "type": "Int64"}, {"name": "Bag", "type": "Object"}, {"name": "None", "type": "String"},
        ]);
        let row = json!({"Yes": 1, "Size": 4096, "Id": 637_551_227_677_560_813_u64, "Text": "17", "Bag": {"a": [1]}});
        let answer = read(&json!({"schema": schema, "results": [row]}));
        assert_eq!(
            first_row(&answer),
            ["true", "4096", "637551227677560813", "17", r#"{"a":[1]}"#, ""]
        );
        assert_eq!(answer.table.rows()[0][1], Cell::Number(4096.0));
        assert_eq!(answer.table.rows()[0][3], Cell::Number(17.0));
    }

    #[test]
    fn no_rows_are_an_answer_and_no_columns_are_none() {
        let answer = read(&json!({"schema": [{"name": "A", "type": "String"}], "results": []}));
        assert_eq!((answer.table.rows().len(), answer.spool.len()), (0, 0));
        for body in [
            "",
            "[]",
            "{}",
            "<html>",
            r#"{"schema": []}"#,
            r#"{"schema": [], "results": [1]}"#,
        ] {
            let report = HuntingAnswer::read(body.as_bytes()).unwrap_err();
            assert_eq!(report.code, ErrorCode::AnswerNotUnderstood, "{body}");
        }
    }
}
