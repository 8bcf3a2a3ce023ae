//! Queries that are refused, and where.

use handrail_kql::QueryErrorKind::{self, Limit, Semantic, Syntax};

use crate::ask::ask;

fn refused(query: &str) -> (QueryErrorKind, String, usize) {
    let error = ask(query).expect_err(query);
    (error.kind, error.message, error.at)
}

#[test]
fn names_that_are_not_there_are_said_as_the_service_says_them() {
    assert_eq!(
        refused("Logons | where X == 1"),
        (
            Semantic,
            "'where' operator: Failed to resolve column or scalar expression named 'X'".to_owned(),
            15
        )
    );
    assert_eq!(
        refused("Nowhere | take 1"),
        (
            Semantic,
            "'take' operator: Failed to resolve table or column expression named 'Nowhere'".to_owned(),
            0
        )
    );
    assert_eq!(
        refused("Logons | extend x = nofunction(1)"),
        (
            Semantic,
            "'extend' operator: Unknown function: 'nofunction'".to_owned(),
            20
        )
    );
}

#[test]
fn types_have_to_fit() {
    for (query, at) in [
        ("Logons | where Account == 1", 23),
        ("Logons | where Account > 1d", 23),
        ("Logons | where Account", 15),
        ("Logons | where Tries has 'x'", 21),
        ("Logons | extend x = Account + 1", 28),
        ("Logons | where ago(1) < now()", 15),
        ("Logons | where count() > 1", 15),
        ("Logons | join Processes on Account", 27),
        ("Logons | join Processes on $left.Tries == $right.DeviceName", 39),
        ("Processes | summarize count() by Fields", 33),
        ("Processes | sort by Fields", 20),
        ("Logons | project Account, Account", 26),
        ("Logons | mv-expand Account", 19),
        ("Logons | where Account matches regex '('", 23),
        ("Logons | summarize sum(Account)", 19),
        ("Logons | summarize Account", 19),
        ("Logons | summarize max(Tries) + Tries by Tries", 32),
        ("Logons | extend iff(true, 1, 'x')", 16),
        ("Logons | extend iff(true, 1, 2.5)", 16),
        ("Processes | where Fields == Fields.User", 25),
        ("Logons | where strlen() > 1", 15),
    ] {
        let (kind, message, place) = refused(query);
        assert_eq!((kind, place), (Semantic, at), "{query}: {message}");
    }
}

#[test]
fn what_is_not_understood_is_refused_where_it_stands() {
    for (query, at) in [
        ("", 0),
        ("Logons |", 8),
        ("Logons | wherex Account == 1", 9),
        ("Logons | where", 14),
        ("Logons | where (Tries == 1", 26),
        ("Logons | where Account == \"x", 26),
        ("Logons | where Account ~ 1", 23),
        ("Logons | take 1 2", 16),
        ("Logons | make-series count() on x step 1h", 9),
        ("Logons | evaluate bag_unpack(x)", 9),
        ("Logons | join Processes", 23),
        ("Logons | join kind=sideways Processes on Account", 19),
        ("let x = 1", 9),
        ("Logons; Processes", 8),
        ("print 3parsecs", 6),
    ] {
        let (kind, message, place) = refused(query);
        assert_eq!((kind, place), (Syntax, at), "{query}: {message}");
    }
}

#[test]
fn nesting_without_end_is_an_error() {
    for query in [
        format!("print {}1{}", "(".repeat(100_000), ")".repeat(100_000)),
        format!("print {}1", "-".repeat(5_000)),
        format!("print {}1{}", "not(".repeat(5_000), ")".repeat(5_000)),
        format!("print 1{}", " + 1".repeat(5_000)),
        format!("print d{}", ".x".repeat(5_000)),
        format!("print dynamic({}1)", "[".repeat(5_000)),
        format!("{}Logons{}", "(".repeat(100_000), ")".repeat(100_000)),
        format!("Logons{}", " | union (Logons".repeat(5_000)),
        "[".repeat(5_000),
    ] {
        let (kind, ..) = refused(&query);
        assert_eq!(kind, Syntax, "{}", &query[..20]);
    }
    assert_eq!(
        refused(&format!("Logons{}", " | union Logons".repeat(5_000))).0,
        Limit
    );
    assert_eq!(
        refused(&format!("{}print 1", "let x = 1;".repeat(5_000))).0,
        Limit
    );
}

#[test]
fn unions_without_end_are_an_error() {
    assert_eq!(refused(&format!("union {}Logons", "*, ".repeat(5_000))).0, Limit);
}

#[test]
fn long_conditions_are_no_nesting() {
    let query = format!(
        "Logons | where Account == 'x' {} | count",
        "or Account == 'anna' ".repeat(5_000)
    );
    assert_eq!(ask(&query).unwrap().rows.len(), 1);
}

#[test]
fn functions_that_double_at_each_step_end() {
    let step = |n: u32| format!("let f{n} = (x:long) {{ f{0}(x) + f{0}(x) }};", n - 1);
    let steps = (1..60).map(step).collect::<Vec<_>>().concat();
    let query = format!("let f0 = (x:long) {{ x }}; {steps} Logons | extend y = f59(Tries)");
    assert_eq!(refused(&query).0, Limit);
}
