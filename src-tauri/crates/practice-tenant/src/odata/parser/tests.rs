use super::*;
use crate::odata::fuzz::{Row, SCHEMA};
use proptest::prelude::*;

fn passes(text: &str) -> bool {
    Filter::parse(text, &SCHEMA)
        .unwrap_or_else(|error| panic!("{text}: {error}"))
        .holds(&Row)
}

fn refusal(text: &str) -> FilterError {
    Filter::parse(text, &SCHEMA).unwrap_err()
}

#[test]
fn comparisons_follow_the_type_of_the_field() {
    assert!(passes("at ge 2026-11-20T18:00:00Z"));
    assert!(passes("at gt 2026-11-20T17:59:59.9999999Z"));
    assert!(passes("at lt 2026-11-21"));
    assert!(!passes("at lt 2026-11-20T18:00:00+00:00"));
    assert!(passes("id eq 7"));
    assert!(passes("id le 7.5 and id gt -1"));
    assert!(passes("8 gt id"));
    assert!(passes("status eq 'active'"));
    assert!(passes("status in ('resolved','ACTIVE')"));
    assert!(passes("owner eq 'O''Neill'"));
    assert!(!passes("owner eq 'o''neill'"));
    assert!(passes("owner ne null"));
}

#[test]
fn and_binds_tighter_than_or_and_not_tightest() {
    assert!(passes("id eq 7 or id eq 8 and id eq 9"));
    assert!(!passes("(id eq 7 or id eq 8) and id eq 9"));
    assert!(passes("not (id eq 8) and not(id eq 9)"));
    assert!(passes(
        "startswith(owner,'O''N') and contains(owner,'eil') and endswith(owner,'ll')"
    ));
    assert!(passes(
        "not startswith(owner,'o') and startswith(status,'act') eq true"
    ));
    assert_eq!(
        refusal("not id eq 9"),
        FilterError::NotABoolean { of: "Edm.Int64" }
    );
}

#[test]
fn null_is_neither_yes_nor_no() {
    assert!(passes("none eq null"));
    assert!(passes("none ne 'x'"));
    assert!(!passes("none lt 'x' or none ge 'x'"));
    assert!(!passes("startswith(none,'x')"));
    assert!(!passes("not startswith(none,'x')"));
    assert!(passes("not startswith(none,'x') or id eq 7"));
    assert!(passes("startswith(none,'x') ne true"));
}

#[test]
fn a_list_is_asked_by_any_and_all() {
    assert!(passes("tags/any(tag: tag eq 'VIP')"));
    assert!(!passes("tags/any(tag:tag eq 'vip')"));
    assert!(passes("tags/all(t:contains(t,'I') or t eq 'Tier 1')"));
    assert!(!passes("tags/all(t:t eq 'VIP')"));
    assert!(passes("tags/any()"));
    assert!(passes("not tags/any(t:startswith(t,'Red'))"));
    assert!(matches!(refusal("tags eq 'VIP'"), FilterError::Types { .. }));
    assert!(matches!(
        refusal("owner/any(t:t eq 'x')"),
        FilterError::Syntax { .. }
    ));
    assert!(matches!(
        refusal("tags/any(t:t eq 'x') and t eq 'x'"),
        FilterError::UnknownField { .. }
    ));
}

#[test]
fn faults_are_named_as_the_services_name_them() {
    assert_eq!(
        refusal("colour eq 'red'").to_string(),
        "Could not find a property named 'colour' on type 'incident'."
    );
    assert_eq!(
        refusal("severity eq 'High'"),
        FilterError::NotFilterable {
            field: "severity".to_owned()
        }
    );
    assert_eq!(
        refusal("at ge '2026-11-20'").to_string(),
        "A binary operator with incompatible types was detected. Found operand types 'Edm.DateTimeOffset' and 'Edm.String' for operator kind 'GreaterThanOrEqual'."
    );
    assert_eq!(
        refusal("id eq").to_string(),
        "Syntax error at position 5 in 'id eq'."
    );
    let at = |at, text: &str| FilterError::Syntax {
        at,
        text: text.to_owned(),
    };
    assert_eq!(refusal("id eq 7 banana"), at(8, "id eq 7 banana"));
    assert_eq!(refusal("owner eq 'open"), at(9, "owner eq 'open"));
    assert_eq!(refusal("id eq 7 eq true"), at(8, "id eq 7 eq true"));
    assert!(matches!(
        refusal("length(owner) eq 3"),
        FilterError::UnknownFunction { .. }
    ));
    assert_eq!(refusal(&"(".repeat(5000)), FilterError::TooDeep);
    assert_eq!(refusal(&"not ".repeat(5000)), FilterError::TooDeep);
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,120}") {
        let _ = Filter::parse(&text, &SCHEMA);
    }

    #[test]
    fn no_mixture_of_its_own_words_makes_the_parser_panic(
        words in proptest::collection::vec(
            prop_oneof![
                Just("and"), Just("or"), Just("not"), Just("("), Just(")"), Just("eq"), Just("ge"), Just("id"),
                Just("at"), Just("owner"), Just("'x''"), Just("'y'"), Just("null"), Just("7"), Just("-"), Just("in"),
                Just("2026-11-20T18:00:00Z"), Just("startswith("), Just(","), Just("tags/any("), Just("t:"), Just("t"),
                Just("true"),
            ],
            0..30,
        )
    ) {
        if let Ok(filter) = Filter::parse(&words.join(" "), &SCHEMA) {
            filter.holds(&Row);
        }
    }

    #[test]
    fn a_quoted_text_comes_back_as_it_went_in(owner in "\\PC{0,40}") {
        let filter = Filter::parse(&format!("owner eq '{}'", owner.replace('\'', "''")), &SCHEMA).unwrap();
        prop_assert_eq!(filter.holds(&Row), owner == "O'Neill");
    }
}
