//! Texts of strangers, wherever they are shown or opened: nothing in them is a command there, and what is hidden in them
//! is seen.

use std::borrow::Cow;
use std::fmt::Write as _;

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

/// The text with everything in sight: the number of each character that controls, turns the direction of writing, takes
/// no room or ends a line unseen. Tabs and line ends stay.
///
/// Marks of direction (U+200E, U+200F) and joiners between letters of other scripts stay as well: Arabic, Persian and
/// the languages of India are written with them, and so are many emoji.
pub fn visible(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    each_with_danger(text, |letter, dangerous| {
        if dangerous {
            numbered(&mut shown, letter);
        } else {
            shown.push(letter);
        }
    });
    Cow::Owned(shown)
}

/// The same for a terminal, where a carriage return writes over what stands there.
pub fn at_terminal(text: &str) -> Cow<'_, str> {
    match visible(text) {
        text if text.contains('\r') => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "‹U+000D›")),
        text => text,
    }
}

/// A JSON text that says exactly the same with everything in sight: what [`visible`] would change is escaped
/// (RFC 8259, section 7).
pub fn visible_json(json: String) -> String {
    if is_plain(&json) {
        return json;
    }
    let mut shown = String::with_capacity(json.len() + 16);
    each_with_danger(&json, |letter, dangerous| {
        if dangerous {
            for half in letter.encode_utf16(&mut [0; 2]) {
                let _ = write!(shown, "\\u{half:04x}");
            }
        } else {
            shown.push(letter);
        }
    });
    shown
}

/// Is there nothing to look at more closely? Nearly every text is answered here.
fn is_plain(text: &str) -> bool {
    text.chars()
        .all(|letter| !is_dangerous(letter) && !is_joiner(letter))
}

fn each_with_danger(text: &str, mut take: impl FnMut(char, bool)) {
    let mut before = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let joins = [before, letters.peek().copied()]
            .iter()
            .all(|beside| beside.is_some_and(|beside| !beside.is_ascii()));
        take(letter, is_dangerous(letter) || (is_joiner(letter) && !joins));
        before = Some(letter);
    }
}

/// Does it steer what shows it, or hide (Unicode, UAX #9 and UTR #36)?
fn is_dangerous(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' | ' '..='~' => false,
        _ => letter.is_control() || turns_or_ends(letter) || takes_no_room(letter) || is_no_letter(letter),
    }
}

/// Line and paragraph separators, embeddings, overrides, isolates, and what else formats unseen.
fn turns_or_ends(letter: char) -> bool {
    matches!(letter, '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}')
}

/// Soft hyphen, fillers of Hangul and Khmer, zero width space, byte order mark.
fn takes_no_room(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
    ) || matches!(letter, '\u{200b}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}')
}

/// Tags, and the noncharacters that XML forbids.
fn is_no_letter(letter: char) -> bool {
    matches!(letter, '\u{e0000}'..='\u{e007f}' | '\u{fffe}' | '\u{ffff}')
}

fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// By its number: hardly any font has Unicode's pictures for control characters.
fn numbered(shown: &mut String, letter: char) {
    let _ = write!(shown, "‹U+{:04X}›", u32::from(letter));
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
            "a‹U+0000›b‹U+001B›[2J‹U+007F›‹U+009B›‹U+FFFF›\tc\nd"
        );
        assert_eq!(at_terminal("over\rwritten\r\nnext"), "over‹U+000D›written\nnext");
    }

    #[test]
    fn what_hides_or_turns_the_direction_is_seen() {
        assert_eq!(
            visible("invoice\u{202e}fdp.exe pay\u{200b}pal a\u{200d}b \u{e0041}"),
            "invoice‹U+202E›fdp.exe pay‹U+200B›pal a‹U+200D›b ‹U+E0041›"
        );
    }

    #[test]
    fn people_write_in_their_own_scripts() {
        for text in [
            "شركة النور",
            "می\u{200c}خواهم",
            "👩\u{200d}👩\u{200d}👧 🏳\u{fe0f}\u{200d}🌈",
            "עברית\u{200f}",
            "中文",
        ] {
            assert!(
                matches!(visible(text), Cow::Borrowed(_)) || visible(text) == text,
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_text_begins_a_formula_or_keeps_a_control_character(text in any::<String>()) {
            let text = inert(&text);
            prop_assert!(!text.starts_with(FORMULA_STARTS));
            prop_assert!(!text.chars().any(is_dangerous));
            prop_assert!(!at_terminal(&text).chars().any(|letter| letter.is_control() && !matches!(letter, '\t' | '\n')));
        }

        #[test]
        fn json_says_the_same_with_everything_in_sight(text in any::<String>(), steering in "[\u{7f}-\u{9f}\u{2028}-\u{202e}\u{200b}-\u{200d}\u{e0041}]{0,4}") {
            let value = serde_json::Value::from(format!("{text}{steering}"));
            let json = visible_json(value.to_string());
            prop_assert!(!json.chars().any(is_dangerous));
            prop_assert_eq!(serde_json::from_str::<serde_json::Value>(&json).unwrap(), value);
        }
    }
}
