//! Results for tests of what is made of them.

use jiff::Timestamp;

use super::{Held, ResultKind, ResultView};
use crate::cloud::Api;
use crate::defender::FilterNote;
use crate::results::{Column, ColumnKind, Spool, Table};

/// Incidents as `id, title, severity, status, assigned to`, all of the first morning of 2026.
pub(crate) fn incidents(rows: &[[&str; 5]]) -> Held {
    let columns = [
        ("severity", ColumnKind::Severity),
        ("title", ColumnKind::Text),
        ("status", ColumnKind::Word),
        ("assigned_to", ColumnKind::Text),
        ("devices", ColumnKind::List),
        ("created", ColumnKind::Time),
        ("updated", ColumnKind::Time),
        ("id", ColumnKind::Text),
    ];
    let columns = columns.map(|(name, kind)| Column::new(name, kind));
    let mut table = Table::new(columns.into());
    for (hour, [id, title, severity, status, assigned]) in rows.iter().enumerate() {
        let at = format!("2026-01-01T{:02}:00:00Z", hour % 24);
        let cells = [
            table.text(severity),
            table.text(title),
            table.text(status),
            table.text(assigned),
            table.list(["pc-1", "pc-2"]),
            table.time(&at),
            table.time(&at),
            table.text(id),
        ];
        table.push(cells);
    }
    of(ResultKind::Incidents, table)
}

/// A whole result of that kind, of two days.
pub(crate) fn of(kind: ResultKind, table: Table) -> Held {
    let rows = u32::try_from(table.rows().len()).unwrap();
    let moment = |text: &str| text.parse::<Timestamp>().unwrap();
    let (since, until) = ("2025-12-31T00:00:00Z", "2026-01-02T00:00:00Z");
    let view = ResultView {
        result_id: "one/incidents".into(),
        connection_id: "one".into(),
        kind,
        api: Api::Graph,
        since: Some(since.into()),
        until: until.into(),
        rows,
        columns: table.columns().to_vec(),
        requests: 1,
        throttled: 0,
        filter: FilterNote::default(),
        complete: true,
        stopped: None,
        saved: None,
        save_problem: None,
        elapsed_ms: 1,
        token_expires: until.into(),
    };
    let between = Some((moment(since), moment(until)));
    Held::new(
        view,
        "question".into(),
        between,
        table,
        Spool::new().unwrap(),
        (0..rows).collect(),
    )
}
