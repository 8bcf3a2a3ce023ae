//! How texts are compared. Source: Kusto, "String operators": a term is a run of letters and digits.

use regex::{Regex, RegexBuilder};

use crate::semantics::scalar::Scalar;
use crate::syntax::ast::{TextMatch, TextTest};

/// How large a pattern may be once it is compiled, in bytes.
const LARGEST_PATTERN: usize = 1 << 20;

/// Whether the text stands the test against another.
pub(crate) fn test(wanted: TextTest, text: &str, other: &str) -> bool {
    let found = if wanted.case_sensitive {
        matches(wanted.how, text, other)
    } else {
        matches(wanted.how, &fold(text), &fold(other))
    };
    found != wanted.negated
}

/// What two texts have in common that differ in case only.
pub(crate) fn fold(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.to_lowercase()
    }
}

fn matches(how: TextMatch, text: &str, other: &str) -> bool {
    match how {
        TextMatch::Equal => text == other,
        TextMatch::Contains => text.contains(other),
        TextMatch::StartsWith => text.starts_with(other),
        TextMatch::EndsWith => text.ends_with(other),
        TextMatch::Has => has(text, other, true, true),
        TextMatch::HasPrefix => has(text, other, true, false),
        TextMatch::HasSuffix => has(text, other, false, true),
    }
}

/// Whether `term` stands in `text` as whole terms: at the ends that count, no letter or digit goes on.
fn has(text: &str, term: &str, from_begin: bool, to_end: bool) -> bool {
    let begins_inside = from_begin && term.starts_with(char::is_alphanumeric);
    let ends_inside = to_end && term.ends_with(char::is_alphanumeric);
    text.match_indices(term).any(|(index, _)| {
        let cut_before = begins_inside && text[..index].ends_with(char::is_alphanumeric);
        let cut_after = ends_inside && text[index + term.len()..].starts_with(char::is_alphanumeric);
        !cut_before && !cut_after
    })
}

/// Whether the text has the term, whatever its case.
pub(crate) fn has_term(text: &str, term: &str) -> bool {
    matches(TextMatch::Has, &fold(text), &fold(term))
}

/// A pattern of RE2's language, which runs in linear time.
pub(crate) fn pattern(text: &str) -> Result<Regex, String> {
    RegexBuilder::new(text)
        .size_limit(LARGEST_PATTERN)
        .build()
        .map_err(|_| {
            format!(
                "Invalid regular expression '{}'",
                text.chars().take(100).collect::<String>()
            )
        })
}

/// The pattern that an expression is, which must be known before any row.
pub(crate) fn constant_pattern(scalar: &Scalar) -> Result<Regex, String> {
    match scalar.as_constant() {
        Some(value) => pattern(value.as_text()),
        None => Err("A regular expression must be a constant".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_whole() {
        assert!(has_term("North America", "america"));
        assert!(!has_term("North America", "amer"));
        assert!(!has_term("KustoExplorerQueryRun", "Explorer"));
        assert!(has_term(r"C:\Windows\System32\cmd.exe /c whoami", "cmd.exe"));
        assert!(has_term("a_b", "b"));
        assert!(has_term("file.exe", ".exe"));
        assert!(!has_term("été", "t"));
    }

    #[test]
    fn prefixes_and_suffixes_are_those_of_terms() {
        let test = |how, text, other| matches(how, text, other);
        assert!(test(TextMatch::HasPrefix, "north america", "ame"));
        assert!(!test(TextMatch::HasPrefix, "north america", "mer"));
        assert!(test(TextMatch::HasSuffix, "north america", "ica"));
        assert!(!test(TextMatch::HasSuffix, "north america", "americ"));
    }

    #[test]
    fn a_pattern_that_would_be_huge_is_refused() {
        assert!(pattern("(((a{100}){100}){100})").is_err());
        assert!(pattern("(").is_err());
    }
}
