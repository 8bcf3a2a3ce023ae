//! Texts of strangers in files that other programs open: nothing in them is a command there.

use std::borrow::Cow;

/// What makes a spreadsheet take a text for a formula, the wide forms of East Asian keyboards included
/// (OWASP, "CSV Injection").
const FORMULA_STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text that a spreadsheet takes for text: an apostrophe stands before what could be a formula.
pub(crate) fn inert(text: &str) -> Cow<'_, str> {
    let text = visible(text);
    if text.starts_with(FORMULA_STARTS) {
        return Cow::Owned(format!("'{text}"));
    }
    text
}

/// The text with a picture for each control character, so that none of them reaches a terminal or breaks a file. Tabs
/// and line ends stay.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(picture).collect())
}

fn is_harmless(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r') || !(letter.is_control() || is_no_character(letter))
}

/// Unicode's noncharacters at the end of the first plane, which XML forbids.
fn is_no_character(letter: char) -> bool {
    matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// Unicode has a picture for each of the old control characters.
fn picture(letter: char) -> char {
    match letter {
        harmless if is_harmless(harmless) => harmless,
        '\u{7f}' => '\u{2421}',
        old @ '\0'..='\u{1f}' => {
            char::from_u32(0x2400 + u32::from(old)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_could_be_a_formula_is_text_and_everything_else_stays() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"] {
            assert_eq!(inert(formula), format!("'{formula}"));
        }
        for text in ["", "a=1", "pc-1", "'quoted'", "é"] {
            assert_eq!(inert(text), text);
        }
    }

    #[test]
    fn control_characters_are_seen_and_do_nothing() {
        assert_eq!(
            visible("a\0b\u{1b}[2J\u{7f}\u{9b}\u{ffff}\tc\nd"),
            "a\u{2400}b\u{241b}[2J\u{2421}\u{fffd}\u{fffd}\tc\nd"
        );
    }

    proptest! {
        #[test]
        fn no_text_begins_a_formula_or_keeps_a_control_character(text in any::<String>()) {
            let text = inert(&text);
            prop_assert!(!text.starts_with(FORMULA_STARTS));
            prop_assert!(text.chars().all(is_harmless));
        }
    }
}
