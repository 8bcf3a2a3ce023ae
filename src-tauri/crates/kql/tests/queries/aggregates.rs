//! `summarize`.

use crate::ask::{columns, rows};

#[test]
fn groups_come_in_the_order_in_which_they_are_met() {
    assert_eq!(
        rows("Processes | summarize count() by DeviceName"),
        ["alpha|3", "beta|1", "gamma|1"]
    );
    assert_eq!(
        rows("Processes | summarize n = count() by bin(Timestamp, 1d)"),
        [
            "2026-11-21T00:00:00Z|3",
            "2026-11-20T00:00:00Z|1",
            "2026-11-01T00:00:00Z|1"
        ]
    );
}

#[test]
fn without_rows_there_is_one_row_unless_there_are_groups() {
    assert_eq!(
        rows(
            "Logons | where false | summarize count(), sum(Tries), max(Tries), make_list(Tries), avg(Tries)"
        ),
        ["0|0|-|[]|-"]
    );
    assert!(rows("Logons | where false | summarize count() by Account").is_empty());
}

#[test]
fn nulls_are_left_out() {
    assert_eq!(
        rows(
            "Logons | summarize count(), dcount(Tries), sum(Tries), avg(Tries), min(Tries), max(Tries), make_list(Tries)"
        ),
        ["4|3|10|3.3333333333333335|1|7|[1,7,2]"]
    );
}

#[test]
fn conditions_choose_rows() {
    assert_eq!(
        rows(
            "Logons | summarize countif(Success), sumif(Tries, not(Success)), dcountif(DeviceName, Success), make_set_if(Account, Success), maxif(Tries, Success)"
        ),
        [r#"2|9|2|["anna","ben"]|1"#]
    );
}

#[test]
fn arg_max_answers_the_row_of_the_greatest() {
    assert_eq!(
        rows("Processes | summarize arg_max(Timestamp, FileName, ProcessId) by DeviceName | take 1"),
        ["alpha|2026-11-21T09:02:30Z|cmd.exe|102"]
    );
    assert_eq!(
        columns("Logons | summarize arg_max(Tries, *) by DeviceName"),
        "DeviceName:string, Tries:int, Account:string, Success:bool"
    );
    assert_eq!(rows("Logons | summarize arg_min(Tries, Account)"), ["1|anna"]);
}

#[test]
fn statistics_are_those_of_a_sample() {
    let numbers = "range x from 1 to 5 step 1";
    assert_eq!(
        rows(&format!(
            "{numbers} | summarize stdev(x), variance(x), percentile(x, 50), percentiles(x, 5, 95)"
        )),
        ["1.5811388300841898|2.5|3|1|5"]
    );
}

#[test]
fn what_is_made_of_aggregates_is_computed_for_each_group() {
    assert_eq!(
        rows(
            "Logons | summarize share = round(100.0 * countif(Success) / count(), 1), span = max(Tries) - min(Tries)"
        ),
        ["50.0|6"]
    );
    assert_eq!(
        rows("Logons | summarize tostring(make_set(DeviceName)), make_list(Account)[0]"),
        [r#"["alpha","beta","delta"]|"anna""#]
    );
}

#[test]
fn sets_lists_and_bags_collect() {
    assert_eq!(
        rows("Processes | summarize make_set(DeviceName, 2), make_list(ProcessId, 3)"),
        [r#"["alpha","beta"]|[100,101,102]"#]
    );
    assert_eq!(rows("Processes | summarize make_set(Fields.Ports)"), ["[80,443]"]);
    assert_eq!(
        rows("Logons | summarize make_bag(bag_pack(Account, Success))"),
        [r#"{"anna":true,"admin":false,"ben":true,"dora":false}"#]
    );
}
