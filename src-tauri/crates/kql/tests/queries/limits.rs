//! What a query may cost.

use handrail_kql::{Limits, QueryErrorKind, run};
use jiff::Timestamp;

use crate::ask::{LIMITS, NOW, tables};

fn limited(query: &str, limits: Limits) -> Option<QueryErrorKind> {
    run(query, &tables(), NOW.parse::<Timestamp>().unwrap(), limits)
        .err()
        .map(|error| error.kind)
}

#[test]
fn a_result_has_no_more_rows_than_allowed() {
    let limits = Limits { rows: 5, ..LIMITS };
    assert_eq!(limited("Processes", limits), None);
    assert_eq!(
        limited("union Processes, Logons", limits),
        Some(QueryErrorKind::Limit)
    );
    assert_eq!(limited("union Processes, Logons | count", limits), None);
}

#[test]
fn work_is_counted_in_every_operator() {
    for query in [
        "range x from 1 to 1000000000000 step 1 | count",
        "range a from 1 to 1000 step 1 | extend k = 1 | join kind=inner (range b from 1 to 1000 step 1 | extend k = 1) on k | count",
        "print x = range(1, 1000000) | mv-expand x | mv-expand y = range(1, 1000000) | count",
        "range x from 1 to 200 step 1 | extend s = repeat(tostring(x), 10000) | count",
    ] {
        assert_eq!(limited(query, LIMITS), Some(QueryErrorKind::Limit), "{query}");
    }
}

#[test]
fn values_that_double_at_each_step_end() {
    let texts = format!(
        "print a = 'x' {} | count",
        " | extend a = strcat(a, a)".repeat(60)
    );
    assert_eq!(limited(&texts, LIMITS), Some(QueryErrorKind::Limit));
    let arrays = format!(
        "print a = pack_array(1) {} | count",
        " | extend a = pack_array(a, a)".repeat(60)
    );
    assert_eq!(limited(&arrays, LIMITS), Some(QueryErrorKind::Limit));
}

#[test]
fn the_error_stands_at_the_operator_that_cost_too_much() {
    let query = "range x from 1 to 100 step 1 | extend a = 1 | extend b = 1 | count";
    let limits = Limits { work: 250, ..LIMITS };
    let error = run(query, &tables(), NOW.parse::<Timestamp>().unwrap(), limits).unwrap_err();
    assert_eq!((error.kind, error.at), (QueryErrorKind::Limit, 46));
}

#[test]
fn constants_that_double_at_each_step_end() {
    let step = |n: u32| format!("let a{n} = strcat(a{0}, a{0});", n - 1);
    let lets = (1..100).map(step).collect::<Vec<_>>().concat();
    assert_eq!(
        limited(&format!("let a0 = 'x'; {lets} print strlen(a99)"), LIMITS),
        Some(QueryErrorKind::Limit)
    );
}
