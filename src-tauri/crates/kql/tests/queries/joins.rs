//! Every kind of join.

use crate::ask::{columns, rows};

const LEFT: &str = r#"let L = datatable(k:string, l:long)["a", 1, "a", 2, "b", 3, "c", 4];"#;
const RIGHT: &str = r#"let R = datatable(k:string, r:long)["a", 10, "a", 20, "c", 30, "d", 40];"#;

fn join(kind: &str) -> Vec<String> {
    rows(&format!("{LEFT} {RIGHT} L | join {kind} R on k"))
}

#[test]
fn each_kind_keeps_the_rows_that_it_is_named_for() {
    assert_eq!(
        join(""),
        ["a|1|a|10", "a|1|a|20", "c|4|c|30"],
        "innerunique is what is not said"
    );
    assert_eq!(
        join("kind=inner"),
        ["a|1|a|10", "a|1|a|20", "a|2|a|10", "a|2|a|20", "c|4|c|30"]
    );
    assert_eq!(join("kind=leftouter").len(), 6);
    assert!(join("kind=leftouter").contains(&"b|3||-".to_owned()));
    assert_eq!(join("kind=rightouter").len(), 6);
    assert!(join("kind=rightouter").contains(&"|-|d|40".to_owned()));
    assert_eq!(join("kind=fullouter").len(), 7);
    assert_eq!(join("kind=leftanti"), ["b|3"]);
    assert_eq!(join("kind=anti"), ["b|3"]);
    assert_eq!(join("kind=rightanti"), ["d|40"]);
    assert_eq!(join("kind=leftsemi"), ["a|1", "a|2", "c|4"]);
    assert_eq!(join("kind=rightsemi"), ["a|10", "a|20", "c|30"]);
}

#[test]
fn names_of_the_right_side_that_are_taken_get_a_number() {
    assert_eq!(
        columns(&format!("{LEFT} {RIGHT} L | join kind=inner R on k")),
        "k:string, l:long, k1:string, r:long"
    );
    assert_eq!(
        columns(&format!(
            "{LEFT} L | join kind=inner L on k | join kind=inner L on k"
        )),
        "k:string, l:long, k1:string, l1:long, k2:string, l2:long"
    );
}

#[test]
fn keys_may_have_different_names() {
    assert_eq!(
        rows(
            "Processes | join kind=inner (Logons | project D = DeviceName, Account) on $left.DeviceName == $right.D | summarize count() by Account"
        ),
        ["anna|3", "admin|3", "ben|1"]
    );
    assert_eq!(
        rows(
            "Processes | join hint.strategy=broadcast kind = inner (Logons) on DeviceName | project-away *1, Line | count"
        ),
        ["7"]
    );
    assert_eq!(
        rows(
            "Processes | join kind=inner (Logons | project D = DeviceName, Account) on $right.D == $left.DeviceName | count"
        ),
        ["7"]
    );
}

#[test]
fn null_finds_null() {
    assert_eq!(rows("Logons | join kind=inner Logons on Tries | count"), ["4"]);
    assert!(rows("Logons | join kind=leftanti Logons on Tries").is_empty());
}

#[test]
fn lookup_does_not_repeat_the_keys() {
    assert_eq!(
        columns("Processes | project DeviceName | lookup Logons on DeviceName"),
        "DeviceName:string, Account:string, Success:bool, Tries:int"
    );
    assert_eq!(
        rows("Processes | lookup kind=inner Logons on DeviceName | count"),
        ["7"]
    );
    assert_eq!(rows("Processes | lookup Logons on DeviceName | count"), ["8"]);
}
