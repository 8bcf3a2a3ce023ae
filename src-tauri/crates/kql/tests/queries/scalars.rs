//! Literals and operators.

use handrail_kql::Kind;

use crate::ask::{kind, rows, value, values};

#[test]
fn nulls_are_compared_as_documented() {
    values(&[
        ("int(null) == int(null)", "-"),
        ("int(null) == 1", "false"),
        ("int(null) != 1", "true"),
        ("int(null) > 1", "-"),
        ("int(null) + 1", "-"),
        ("int(null) > 1 and false", "false"),
        ("int(null) > 1 and true", "-"),
        ("int(null) > 1 or true", "true"),
        ("not(int(null) > 1)", "-"),
    ]);
    assert_eq!(
        rows(r#"datatable(i:int, s:string)[5, "a", int(null), "b"] | where i != 5 | project s"#),
        ["b"]
    );
}

#[test]
fn arithmetic_keeps_to_the_types_of_the_language() {
    values(&[
        ("7 / 2", "3"),
        ("7 / 2.0", "3.5"),
        ("1 / 0", "-"),
        ("-14 % 12", "10"),
        ("-14 % -12", "10"),
        ("2 + 3 * 4", "14"),
        ("-2 + 3", "1"),
        ("9223372036854775807 + 1", "-"),
        ("1d / 1h", "24.0"),
        ("1h * 2", "72000000000t"),
        ("datetime(2026-11-21) - datetime(2026-11-20)", "864000000000t"),
        ("datetime(2026-11-21) + 1h", "2026-11-21T01:00:00Z"),
        ("0x1F", "31"),
    ]);
    assert_eq!(kind("toint(1) + toint(2)"), Kind::Long);
    assert_eq!(kind("1 + 2.0"), Kind::Real);
}

#[test]
fn texts_are_compared_by_their_operators() {
    for (test, holds) in [
        (r#""aBc" == "abc""#, false),
        (r#""aBc" =~ "ABC""#, true),
        (r#""aBc" !~ "ABC""#, false),
        (r#""FabriKam" contains "BRik""#, true),
        (r#""FabriKam" contains_cs "BRik""#, false),
        (r#""FabriKam" !contains "x""#, true),
        (r#""Fabrikam" startswith "fab""#, true),
        (r#""Fabrikam" !startswith_cs "fab""#, true),
        (r#""Fabrikam" endswith "Kam""#, true),
        (r#""North America" has "america""#, true),
        (r#""North America" has_cs "america""#, false),
        (r#""North America" !has "amer""#, true),
        (r#""North America" hasprefix "ame""#, true),
        (r#""North America" hassuffix "ica""#, true),
        (r#""Fabrikam" matches regex "b.*k""#, true),
        (r#""North and South America" has_all("south", "north")"#, true),
        (r#""North America" has_any("south", "north")"#, true),
        (r#""North America" has_any(dynamic(["south", "amer"]))"#, false),
        (r#""abc" in ("123", "abc")"#, true),
        (r#""ABC" in ("123", "abc")"#, false),
        (r#""ABC" in~ ("123", "abc")"#, true),
        (r#""ABC" !in~ ("123", "abc")"#, false),
        (r#""x" !in ("123", "abc")"#, true),
        ("5 in (1, 5.0)", true),
        ("1 in (1.5)", false),
        ("5 between (1 .. 5)", true),
        ("5 !between (1 .. 4)", true),
        ("datetime(2026-11-21) between (datetime(2026-11-20) .. 1d)", true),
    ] {
        assert_eq!(value(test), holds.to_string(), "{test}");
    }
}

#[test]
fn paths_into_dynamic_values_end_in_null_where_there_is_nothing() {
    let bag = r#"dynamic({"a": {"b": [10, "x", {"c": true}]}, "two words": 2})"#;
    values(&[
        (&format!("{bag}.a.b[0]"), "10"),
        (&format!("{bag}.a[\"b\"][2].c"), "true"),
        (&format!("{bag}[\"two words\"]"), "2"),
        (&format!("{bag}.a.b[-1]"), r#"{"c":true}"#),
        (&format!("{bag}.nothing.more[7]"), "-"),
        (&format!("{bag}.a.b[1] == \"x\""), "true"),
        (&format!("{bag}.a.b[0] > 9"), "true"),
        (&format!("{bag}.nothing == \"x\""), "false"),
        (&format!("isempty({bag}.nothing)"), "true"),
    ]);
}

#[test]
fn dynamic_literals_may_hold_anything() {
    values(&[
        (
            r#"dynamic([1, "a", null, true, -2.5, {"k": []}])"#,
            r#"[1,"a",null,true,-2.5,{"k":[]}]"#,
        ),
        ("dynamic(null)", "-"),
        (r#"dynamic("text")"#, r#""text""#),
    ]);
}

#[test]
fn neighbouring_strings_are_one() {
    assert_eq!(value(r#""a" 'b' @"\c""#), r"ab\c");
}

#[test]
fn a_bool_may_be_compared_with_a_number() {
    assert_eq!(rows("Logons | where Success == 1 | count"), ["2"]);
}
