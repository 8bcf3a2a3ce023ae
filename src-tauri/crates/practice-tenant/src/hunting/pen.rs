//! Writing the rows of one table.

use std::sync::{Arc, LazyLock};

use handrail_kql::{Kind, Table, Value};
use jiff::Timestamp;
use serde_json::Value as Json;

use crate::hunting::schema::{SCHEMAS, Schema};
use crate::story::{Device, Person};

/// Writes one table. The story is told once, for all tables; what belongs to another one is passed over before it is
/// worked out.
pub(super) struct Pen {
    schema: &'static Schema,
    rows: Vec<(i64, Vec<Value>)>,
}

/// A row while it is written. A column that the table lacks is left out, since events share their parts: the process
/// behind an event has the same columns in eight tables, and one or two more in some.
pub(super) struct Row<'a> {
    schema: &'static Schema,
    values: &'a mut [Value],
}

static NOTHING: LazyLock<Arc<str>> = LazyLock::new(|| Arc::from(""));

impl Pen {
    pub(super) fn new(schema: &'static Schema) -> Self {
        Self {
            schema,
            rows: Vec::new(),
        }
    }

    /// The table is the one being written.
    pub(super) fn writes(&self, table: &str) -> bool {
        self.schema.name == table
    }

    /// A row of a table, at a time in milliseconds since 1970.
    pub(super) fn row(&mut self, table: &str, at: i64, write: impl FnOnce(&mut Row<'_>)) {
        debug_assert!(Schema::named(table).is_some(), "there is no table {table}");
        if !self.writes(table) {
            return;
        }
        let mut values: Vec<Value> = self
            .schema
            .columns
            .iter()
            .map(|column| empty(column.kind))
            .collect();
        let mut row = Row {
            schema: self.schema,
            values: &mut values,
        };
        row.time("Timestamp", at);
        write(&mut row);
        self.rows.push((at, values));
    }

    /// The table, oldest row first, each row with a number of its own where the table has a column for it.
    pub(super) fn finish(mut self) -> Table {
        self.rows.sort_by_key(|(at, _)| *at);
        let mut rows: Vec<Vec<Value>> = self.rows.into_iter().map(|(_, values)| values).collect();
        for (values, number) in rows.iter_mut().zip(1..) {
            let mut row = Row {
                schema: self.schema,
                values,
            };
            row.number_if_none("ReportId", number);
        }
        Table {
            columns: self.schema.columns.clone(),
            rows,
        }
    }
}

/// What stands where nothing is known: null, but for text.
fn empty(kind: Kind) -> Value {
    if kind == Kind::String {
        Value::String(Arc::clone(&NOTHING))
    } else {
        Value::Null
    }
}

impl Row<'_> {
    fn set(&mut self, column: &str, value: impl FnOnce(Kind) -> Value) -> &mut Self {
        let Some((at, kind)) = self.schema.place(column) else {
            debug_assert!(
                SCHEMAS.iter().any(|schema| schema.place(column).is_some()),
                "no table has a column {column}"
            );
            return self;
        };
        if let Some(cell) = self.values.get_mut(at) {
            *cell = value(kind);
        }
        self
    }

    pub(super) fn text(&mut self, column: &str, text: impl AsRef<str>) -> &mut Self {
        self.set(column, |_| Value::String(text.as_ref().into()))
    }

    /// In a column of either width.
    pub(super) fn number(&mut self, column: &str, number: i64) -> &mut Self {
        self.set(column, |kind| match kind {
            Kind::Int => i32::try_from(number).map_or(Value::Null, Value::Int),
            Kind::String => Value::String(number.to_string().into()),
            _ => Value::Long(number),
        })
    }

    fn number_if_none(&mut self, column: &str, number: i64) {
        if let Some((at, _)) = self.schema.place(column)
            && self.values.get(at).is_some_and(is_empty)
        {
            self.number(column, number);
        }
    }

    pub(super) fn flag(&mut self, column: &str, flag: bool) -> &mut Self {
        self.set(column, |_| Value::Bool(flag))
    }

    /// Milliseconds since 1970.
    pub(super) fn time(&mut self, column: &str, at: i64) -> &mut Self {
        self.set(column, |_| {
            Timestamp::from_millisecond(at).map_or(Value::Null, Value::Datetime)
        })
    }

    /// As a value where the column is dynamic; elsewhere as the text that the tables write lists in.
    pub(super) fn json(&mut self, column: &str, json: Json) -> &mut Self {
        self.set(column, |kind| match kind {
            Kind::Dynamic => Value::Dynamic(Arc::new(json)),
            _ => Value::String(json.to_string().into()),
        })
    }

    pub(super) fn on(&mut self, device: &Device) -> &mut Self {
        self.text("DeviceId", &device.id)
            .text("DeviceName", &device.dns_name)
    }

    /// The person that the row is about. `domain` is the Windows domain of the tenant.
    pub(super) fn account(&mut self, person: &Person, domain: &str) -> &mut Self {
        self.text("AccountName", person.account)
            .text("AccountDomain", domain)
            .text("AccountSid", &person.sid)
            .text("AccountUpn", &person.user_principal_name)
            .text("AccountObjectId", person.object_id.to_string())
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_oldest_first_with_a_number_each_and_nothing_of_other_tables() {
        let mut pen = Pen::new(Schema::named("DeviceNetworkEvents").unwrap());
        pen.row("DeviceNetworkEvents", 2_000, |row| {
            row.text("RemoteIP", "192.0.2.1").number("RemotePort", 443);
        });
        pen.row("DeviceNetworkEvents", 1_000, |_| {});
        pen.row("EmailEvents", 0, |_| panic!("another table was written"));
        let table = pen.finish();
        let at = |row: usize, column: &str| {
            let place = table.columns.iter().position(|one| one.name == column).unwrap();
            table.rows[row][place].clone()
        };
        assert_eq!(table.rows.len(), 2);
        assert_eq!(at(0, "ReportId"), Value::Long(1));
        assert_eq!(at(0, "RemotePort"), Value::Null);
        assert_eq!(at(0, "RemoteUrl"), Value::String("".into()));
        assert_eq!(at(1, "RemotePort"), Value::Int(443));
    }
}
