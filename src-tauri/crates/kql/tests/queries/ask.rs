//! Asking small tables about a small incident.

use std::collections::HashMap;
use std::sync::Arc;

use handrail_kql::{Column, Database, Kind, Limits, QueryError, Table, Value, run};
use jiff::Timestamp;

/// What `now()` is.
pub(crate) const NOW: &str = "2026-11-21T12:00:00Z";

pub(crate) const LIMITS: Limits = Limits {
    rows: 10_000,
    work: 500_000,
};

/// Tables by name.
pub(crate) struct Tables(HashMap<String, Arc<Table>>);

impl Database for Tables {
    fn table(&self, name: &str) -> Option<Arc<Table>> {
        self.0.get(name).cloned()
    }

    fn names(&self) -> Vec<String> {
        self.0.keys().cloned().collect()
    }
}

/// Processes and logons of three devices.
pub(crate) fn tables() -> Tables {
    let processes = r#"datatable(Timestamp:datetime, DeviceName:string, FileName:string, Line:string, ProcessId:long, Fields:dynamic)[
        datetime(2026-11-21T09:00:00Z), "alpha", "winword.exe", "winword.exe /n invoice.docm", 100, dynamic({"User":"anna","Ports":[80,443]}),
        datetime(2026-11-21T09:01:00Z), "alpha", "powershell.exe", "powershell.exe -enc SQBFAFgA", 101, dynamic({"User":"anna","Ports":[]}),
        datetime(2026-11-21T09:02:30Z), "alpha", "cmd.exe", "cmd.exe /c whoami", 102, dynamic({"User":"anna"}),
        datetime(2026-11-20T23:00:00Z), "beta", "PowerShell.exe", "PowerShell.exe Get-Date", 103, dynamic({"User":"ben","Ports":[443]}),
        datetime(2026-11-01T08:00:00Z), "gamma", "explorer.exe", "", 104, dynamic(null)]"#;
    let logons = r#"datatable(DeviceName:string, Account:string, Success:bool, Tries:int)[
        "alpha", "anna", true, 1,
        "alpha", "admin", false, 7,
        "beta", "ben", true, int(null),
        "delta", "dora", false, 2]"#;
    let nothing = Tables(HashMap::new());
    let made = [("Processes", processes), ("Logons", logons)]
        .map(|(name, text)| (name.to_owned(), Arc::new(answer(text, &nothing).unwrap())));
    Tables(made.into_iter().collect())
}

fn answer(query: &str, tables: &Tables) -> Result<Table, QueryError> {
    run(query, tables, NOW.parse::<Timestamp>().unwrap(), LIMITS)
}

/// The result, or why there is none.
pub(crate) fn ask(query: &str) -> Result<Table, QueryError> {
    answer(query, &tables())
}

/// The columns of a result as `name:type`.
pub(crate) fn columns(query: &str) -> String {
    let table = ask(query).unwrap_or_else(|error| panic!("{query}: {error:?}"));
    let columns = table
        .columns
        .iter()
        .map(|Column { name, kind }| format!("{name}:{}", kind.name()));
    columns.collect::<Vec<_>>().join(", ")
}

/// The rows as text: cells are divided by `|`, null is `-`.
pub(crate) fn rows(query: &str) -> Vec<String> {
    let table = ask(query).unwrap_or_else(|error| panic!("{query}: {error:?}"));
    let row = |row: &Vec<Value>| row.iter().map(shown).collect::<Vec<_>>().join("|");
    table.rows.iter().map(row).collect()
}

/// The only cell of the result of `print expression`.
pub(crate) fn value(expression: &str) -> String {
    rows(&format!("print {expression}")).join("\n")
}

fn shown(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(value) => value.to_string(),
        Value::Long(value) => value.to_string(),
        Value::Real(value) => format!("{value:?}"),
        Value::String(text) => text.to_string(),
        Value::Datetime(moment) => moment.to_string(),
        Value::Timespan(ticks) => format!("{ticks}t"),
        Value::Guid(guid) => guid.to_string(),
        Value::Dynamic(json) => json.to_string(),
    }
}

/// Asserts what each expression is.
pub(crate) fn values(expected: &[(&str, &str)]) {
    for (expression, text) in expected {
        assert_eq!(value(expression), *text, "{expression}");
    }
}

/// The type of an expression.
pub(crate) fn kind(expression: &str) -> Kind {
    ask(&format!("print {expression}")).unwrap().columns[0].kind
}
