use super::super::held::sample::incidents;
use super::*;

const LAST: &[[&str; 5]] = &[
    ["1", "Stays", "high", "active", ""],
    ["2", "Gets an owner", "low", "active", ""],
    ["3", "Is resolved", "medium", "inProgress", "a@c"],
    ["4", "Leaves", "low", "resolved", ""],
];
const NOW: &[[&str; 5]] = &[
    ["1", "Stays", "high", "active", ""],
    ["2", "Gets an owner", "low", "active", "b@c"],
    ["3", "Is resolved", "medium", "resolved", "a@c"],
    ["5", "Is new", "high", "active", ""],
];

fn last() -> Seen {
    // As it comes back from the disk.
    Seen::decode(&Seen::of(&incidents(LAST)).unwrap().encode()).unwrap()
}

#[test]
fn each_row_is_new_changed_resolved_or_the_same_and_the_column_says_it() {
    let (held, comparison) = compared(&incidents(NOW), &last()).unwrap();
    let at = held.table.column(SINCE_LAST).unwrap();
    let said: Vec<_> = held
        .table
        .rows()
        .iter()
        .map(|row| row[at].text().into_owned())
        .collect();
    assert_eq!(said, ["same", "changed", "resolved", "added"]);
    let counts = [
        comparison.added,
        comparison.changed,
        comparison.resolved,
        comparison.same,
        comparison.gone,
    ];
    assert_eq!(counts, [1, 1, 1, 1, 1]);
    assert_eq!(comparison.left[0].title, "Leaves");
    let changed: Vec<_> = comparison
        .changes
        .iter()
        .map(|change| (change.row, change.columns.clone()))
        .collect();
    assert_eq!(
        changed,
        [
            (1, vec!["assigned_to".to_owned()]),
            (2, vec!["status".to_owned()])
        ]
    );
    assert_eq!(comparison.changes[1].status_before, "inProgress");
}

#[test]
fn what_left_is_unknown_while_the_list_is_not_whole() {
    let mut now = incidents(NOW);
    now.view.complete = false;
    let (_, comparison) = compared(&now, &last()).unwrap();
    assert_eq!((comparison.gone, comparison.left.len()), (0, 0));
}

#[test]
fn what_is_kept_names_no_person_and_no_device() {
    let kept = String::from_utf8(Seen::of(&incidents(NOW)).unwrap().encode()).unwrap();
    assert!(
        kept.contains("Is new") && !kept.contains("b@c") && !kept.contains("pc-1"),
        "{kept}"
    );
}

#[test]
fn a_broken_or_foreign_document_counts_as_no_last_run() {
    for stored in ["", "{", "[]", r#"{"version":2,"at":"","columns":[],"rows":[]}"#] {
        assert!(Seen::decode(stored.as_bytes()).is_none(), "{stored}");
    }
}

#[test]
fn a_column_that_only_one_run_has_says_nothing() {
    let now = incidents(LAST);
    let wider = now.with_column(Column::new("tags", ColumnKind::List), Vec::new());
    let (_, comparison) = compared(&wider, &last()).unwrap();
    assert_eq!((comparison.same, comparison.changed), (4, 0));
}
