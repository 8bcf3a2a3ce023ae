//! Queries from anywhere, as a fuzz target. Only tests and fuzzers compile this.

use std::sync::Arc;

use jiff::Timestamp;

use crate::{Column, Database, Kind, Limits, Table, Value, run};

/// A name, which is that of the folder with the seeds, and what reads the bytes.
pub type Target = (&'static str, fn(&[u8]));

/// All of them.
pub const TARGETS: &[Target] = &[("hunting-query", query)];

const LIMITS: Limits = Limits {
    rows: 200,
    work: 20_000,
};

/// One table with a column of each usual type.
struct Logons;

impl Database for Logons {
    fn table(&self, name: &str) -> Option<Arc<Table>> {
        (name == "Logons").then(|| Arc::new(logons()))
    }

    fn names(&self) -> Vec<String> {
        vec!["Logons".to_owned()]
    }
}

fn logons() -> Table {
    let column = |name: &str, kind| Column {
        name: name.to_owned(),
        kind,
    };
    let row = |at: i64, account: &str, tries| {
        vec![
            Timestamp::from_second(1_763_740_800 + at).map_or(Value::Null, Value::Datetime),
            Value::String(account.into()),
            Value::Long(tries),
            Value::Dynamic(Arc::new(
                serde_json::json!({"user": account, "list": [1, "two", null]}),
            )),
        ]
    };
    Table {
        columns: vec![
            column("Timestamp", Kind::Datetime),
            column("Account", Kind::String),
            column("Tries", Kind::Long),
            column("Fields", Kind::Dynamic),
        ],
        rows: vec![row(0, "avery", 1), row(60, "Blake", i64::MAX), row(-3600, "", -7)],
    }
}

/// A query has the same answer each time, of no more rows than were allowed; or an error with a place in its text.
fn query(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let asked = || run(&text, &Logons, Timestamp::UNIX_EPOCH, LIMITS);
    match asked() {
        Ok(table) => {
            assert!(table.rows.len() <= LIMITS.rows, "{text}");
            assert!(
                table.rows.iter().all(|row| row.len() == table.columns.len()),
                "{text}"
            );
            // `rand()` and `new_guid()` differ by what they are for.
            let random = ["rand", "guid", "sample", "any"]
                .iter()
                .any(|word| text.contains(word));
            assert!(
                random || asked().is_ok_and(|again| format!("{again:?}") == format!("{table:?}")),
                "{text}"
            );
        }
        Err(error) => {
            assert!(
                error.at <= text.len() && text.is_char_boundary(error.at),
                "{error:?}: {text}"
            );
        }
    }
}

#[cfg(test)]
mod trust {
    #[test]
    fn no_query_breaks_the_language() {
        fuzz::tried("hunting queries", super::TARGETS);
    }
}
