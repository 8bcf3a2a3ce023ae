//! Operators between the pipes.

use crate::ask::{columns, rows};

#[test]
fn where_keeps_what_holds() {
    assert_eq!(
        rows(
            r#"Processes | where FileName =~ "powershell.exe" and Timestamp > ago(1d) | project DeviceName"#
        ),
        ["alpha", "beta"]
    );
    assert_eq!(
        rows(r#"Processes | filter * has "whoami" | project ProcessId"#),
        ["102"]
    );
}

#[test]
fn project_and_its_relatives_choose_columns() {
    assert_eq!(
        columns("Logons | project-away S*, Tries"),
        "DeviceName:string, Account:string"
    );
    assert_eq!(
        columns("Logons | project-keep *c*"),
        "DeviceName:string, Account:string, Success:bool"
    );
    assert_eq!(
        columns("Logons | project-rename Who = Account | project-reorder Who"),
        "Who:string, DeviceName:string, Success:bool, Tries:int"
    );
    assert_eq!(
        columns("Logons | extend Tries = tostring(Tries), New = 1"),
        "DeviceName:string, Account:string, Success:bool, Tries:string, New:long"
    );
}

#[test]
fn sorting_is_descending_unless_said_otherwise_and_nulls_are_small() {
    assert_eq!(
        rows("Logons | sort by Tries | project Tries"),
        ["7", "2", "1", "-"]
    );
    assert_eq!(
        rows("Logons | order by Tries asc | project Tries"),
        ["-", "1", "2", "7"]
    );
    assert_eq!(
        rows("Logons | order by Tries asc nulls last | project Tries"),
        ["1", "2", "7", "-"]
    );
    assert_eq!(
        rows("Logons | sort by DeviceName asc, Account | project Account"),
        ["anna", "admin", "ben", "dora"]
    );
    assert_eq!(
        rows("Logons | top 2 by Tries | project Account"),
        ["admin", "dora"]
    );
}

#[test]
fn take_count_and_distinct_count_rows() {
    assert_eq!(rows("Processes | take 2 | count"), ["2"]);
    assert_eq!(rows("Processes | limit 0 | count as N"), ["0"]);
    assert_eq!(
        rows("Processes | distinct DeviceName"),
        ["alpha", "beta", "gamma"]
    );
    assert_eq!(rows("union Logons, Logons | distinct * | count"), ["4"]);
}

#[test]
fn union_puts_columns_of_one_name_and_type_together() {
    assert_eq!(rows("Processes | union Logons | count"), ["9"]);
    assert_eq!(
        columns("Logons | project DeviceName, X = 1 | union (Logons | project X = Account)"),
        "DeviceName:string, X_long:long, X_string:string"
    );
    assert_eq!(columns("union kind=inner Processes, Logons"), "DeviceName:string");
    assert_eq!(
        rows("union withsource=T Pro*, L*ns | summarize count() by T"),
        ["Processes|5", "Logons|4"]
    );
    assert_eq!(rows("union * | count"), ["9"]);
    assert_eq!(
        rows(
            "union withsource=From isfuzzy=true Logons, Nowhere, (Processes | take 1) | summarize count() by From"
        ),
        ["Logons|4", "union_arg1|1"]
    );
}

#[test]
fn mv_expand_makes_a_row_of_each_item() {
    assert_eq!(
        rows("Processes | mv-expand Port = Fields.Ports to typeof(long) | project ProcessId, Port"),
        ["100|80", "100|443", "102|-", "103|443", "104|-"]
    );
    assert_eq!(
        rows(r#"print d = dynamic({"a":1,"b":2}) | mv-expand with_itemindex=i kind=array d"#),
        [r#"["a",1]|0"#, r#"["b",2]|1"#]
    );
    assert_eq!(
        rows("print x = dynamic([1, 2.5, '3', true]) | mv-expand x to typeof(long)"),
        ["1", "2", "-", "-"]
    );
    assert!(rows("print x = dynamic([]) | mv-expand x").is_empty());
    assert_eq!(
        rows("print x = dynamic([1,2,3]), y = dynamic([\"a\"]) | mv-expand x, y limit 2"),
        ["1|\"a\"", "2|-"]
    );
}

#[test]
fn parse_takes_a_text_apart() {
    let lines = r#"datatable(s:string)["user=anna, tries=3, from=10.0.0.1", "something else"]"#;
    assert_eq!(
        rows(&format!(
            r#"{lines} | parse s with "user=" User ", tries=" Tries:long ", from=" From"#
        )),
        [
            "user=anna, tries=3, from=10.0.0.1|anna|3|10.0.0.1",
            "something else||-|"
        ]
    );
    assert_eq!(
        rows(&format!(
            r#"{lines} | parse-where s with * "tries=" n:int "," * | project n"#
        )),
        ["3"]
    );
    for (text, pattern, found) in [
        ("xa=1", r#""a=" v"#, "1"),
        ("a=1 tail", r#""a=" v:long"#, "-"),
        ("a=1 tail", r#""a=" v:long *"#, "1"),
        ("aXcYc", r#""a" v "c""#, "XcY"),
        ("k=1,k=2,end", r#""k=" v ",""#, ""),
        ("y=1,x=2,x=9,", r#"* "x=" v "," *"#, "2"),
    ] {
        let query = format!("datatable(s:string)['{text}'] | parse s with {pattern} | project v");
        assert_eq!(rows(&query), [found], "{query}");
    }
    assert_eq!(
        rows(&format!(
            r#"{lines} | parse kind=regex s with "u.er=" u "," * | project u | take 1"#
        )),
        ["anna, tries=3"]
    );
}

#[test]
fn getschema_describes_columns() {
    assert_eq!(
        rows("Logons | getschema | project ColumnName, ColumnOrdinal, DataType, ColumnType"),
        [
            "DeviceName|0|System.String|string",
            "Account|1|System.String|string",
            "Success|2|System.SByte|bool",
            "Tries|3|System.Int32|int"
        ]
    );
}

#[test]
fn let_names_scalars_tables_and_functions() {
    assert_eq!(
        rows("let n = 2; let late = Processes | where ProcessId > 101; late | take n | count"),
        ["2"]
    );
    assert_eq!(
        rows("let twice = (x:long) { x * 2 }; Processes | extend d = twice(ProcessId) | project d | take 1"),
        ["200"]
    );
    assert_eq!(
        rows("let on = (d:string) { Processes | where DeviceName == d }; on('beta') | count"),
        ["1"]
    );
    assert_eq!(
        rows(
            "let f = (T:(DeviceName:string), n:long = 1) { T | distinct DeviceName | take n }; f(Processes)"
        ),
        ["alpha"]
    );
    assert_eq!(
        rows(
            "let devices = Logons | where Success | distinct DeviceName; Processes | where DeviceName in (devices) | count"
        ),
        ["4"]
    );
    assert_eq!(
        rows("let most = toscalar(Logons | summarize max(Tries)); print most + 1"),
        ["8"]
    );
}

#[test]
fn print_range_and_datatable_are_sources() {
    assert_eq!(rows("range x from 1 to 10 step 4"), ["1", "5", "9"]);
    assert_eq!(
        rows("range t from datetime(2026-01-01) to datetime(2026-01-02) step 12h | count"),
        ["3"]
    );
    assert_eq!(rows("range x from 3 to 1 step -1"), ["3", "2", "1"]);
    assert_eq!(rows("print 1, x = 'a', 2.5"), ["1|a|2.5"]);
}

#[test]
fn rows_know_their_place_and_their_neighbours() {
    assert_eq!(
        rows(
            "Logons | sort by Account asc | extend n = row_number(), before = prev(Account), after = next(Account, 1, 'none') | project n, before, after"
        ),
        ["1||anna", "2|admin|ben", "3|anna|dora", "4|ben|none"]
    );
}

#[test]
fn as_names_rows_for_what_comes_after() {
    assert_eq!(
        rows("Logons | where Success | as Good | join kind=inner (Good) on Account | count"),
        ["2"]
    );
}

#[test]
fn a_chart_is_asked_for_and_the_rows_stay() {
    assert_eq!(
        rows("Logons | summarize count() by Success | render piechart"),
        ["true|2", "false|2"]
    );
}
