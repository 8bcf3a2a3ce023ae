use super::super::table::Column;
use super::*;

fn table() -> Table {
    let mut table = Table::new(vec![
        Column::new("id", ColumnKind::Text),
        Column::new("severity", ColumnKind::Severity),
        Column::new("devices", ColumnKind::List),
        Column::new("updated", ColumnKind::Time),
    ]);
    for (id, severity, devices, updated) in [
        ("99", "low", &["pc-1"][..], "2026-01-01T00:00:00Z"),
        ("100", "high", &["pc-2", "PC-É"], "2026-01-02T00:00:00Z"),
        ("7", "", &[], "never"),
    ] {
        let cells = [
            table.text(id),
            table.text(severity),
            table.list(devices.iter().copied()),
            table.time(updated),
        ];
        table.push(cells);
    }
    table
}

fn ids(query: TableQuery) -> Vec<String> {
    let table = table();
    let rows = Arrangement::of(&table, &[0, 1, 2], &query);
    rows.rows()
        .map(|at| table.rows()[at][0].text().into_owned())
        .collect()
}

fn sorted(column: &str, descending: bool) -> Vec<String> {
    ids(TableQuery {
        sort: Some(Sort {
            column: column.into(),
            descending,
        }),
        ..TableQuery::default()
    })
}

#[test]
fn numbers_sort_by_value_severities_by_weight_and_rows_without_a_value_come_last() {
    assert_eq!(sorted("id", false), ["7", "99", "100"]);
    assert_eq!(sorted("severity", true), ["100", "99", "7"]);
    assert_eq!(sorted("severity", false), ["99", "100", "7"]);
    assert_eq!(sorted("no such column", false), ["99", "100", "7"]);
}

#[test]
fn a_search_finds_text_anywhere_whatever_its_case() {
    let search = |text: &str| {
        ids(TableQuery {
            search: text.into(),
            ..TableQuery::default()
        })
    };
    assert_eq!(search("pc-é"), ["100"]);
    assert_eq!(search(" HIGH "), ["100"]);
    assert_eq!(search("zebra"), [""; 0]);
    assert_eq!(search(""), ["99", "100", "7"]);
}

#[test]
fn a_filter_fits_one_of_a_list_and_the_empty_text_stands_for_no_value() {
    let keep = |column: &str, text: &str| {
        ids(TableQuery {
            keep: vec![Keep {
                column: column.into(),
                any_of: vec![text.into()],
            }],
            ..TableQuery::default()
        })
    };
    assert_eq!(keep("devices", "pc-2"), ["100"]);
    assert_eq!(keep("severity", ""), ["7"]);
}

#[test]
fn a_span_takes_its_first_moment_and_not_its_last() {
    let span = Span {
        column: "updated".into(),
        from: "2026-01-01T00:00:00Z".into(),
        to: "2026-01-02T00:00:00Z".into(),
    };
    let query = TableQuery {
        span: Some(span),
        ..TableQuery::default()
    };
    assert_eq!(ids(query), ["99"]);
}

#[test]
fn groups_have_headings_with_counts_and_folded_ones_hide_their_rows() {
    let table = table();
    let query = TableQuery {
        group: Some("severity".into()),
        folded: vec!["low".into()],
        ..TableQuery::default()
    };
    let page = Arrangement::of(&table, &[0, 1, 2], &query).page(&table, 0, 10);
    let lines: Vec<String> = page
        .page
        .iter()
        .map(|line| match line {
            TableLine::Group { value, count, folded } => format!("{value} {count} {folded}"),
            TableLine::Row { row, .. } => row.to_string(),
        })
        .collect();
    assert_eq!(lines, ["high 1 false", "1", "low 1 true", " 1 false", "2"]);
    assert_eq!((page.total, page.shown, page.lines), (3, 3, 5));
}
