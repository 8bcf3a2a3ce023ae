//! Values in the places kept for them.

/// Stands where a value is not known: a sentence with a gap is still a sentence.
const GAP: &str = "…";

/// Replaces each `{{name}}` of a template. Values are put in as they are and never read as templates.
pub(crate) fn fill<K, V>(template: &str, params: impl IntoIterator<Item = (K, V)>) -> String
where
    K: AsRef<str>,
    V: AsRef<str>,
{
    let params: Vec<(K, V)> = params.into_iter().collect();
    let value = |name: &str| {
        params
            .iter()
            .find(|(key, _)| key.as_ref() == name)
            .map_or(GAP, |(_, value)| value.as_ref())
    };
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((name, behind)) = after.split_once("}}") else {
            break;
        };
        filled.push_str(before);
        filled.push_str(value(name.trim()));
        rest = behind;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn each_place_gets_its_value() {
        let filled = fill("{{a}} and {{ b }}, {{a}} again", [("a", "one"), ("b", "two")]);
        assert_eq!(filled, "one and two, one again");
    }

    #[test]
    fn a_value_that_looks_like_a_place_is_only_text() {
        assert_eq!(fill("{{a}} {{b}}", [("a", "{{b}}"), ("b", "two")]), "{{b}} two");
    }

    #[test]
    fn a_value_that_is_not_known_leaves_a_gap_and_not_a_brace() {
        assert_eq!(fill("in {{tenant}}", [("x", "y")]), "in …");
    }

    #[test]
    fn braces_without_an_end_stay() {
        assert_eq!(fill("a {{b", [("b", "x")]), "a {{b");
    }
}
