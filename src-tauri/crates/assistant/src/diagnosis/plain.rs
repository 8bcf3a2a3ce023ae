//! From a text as it was pasted to the text that was meant: markup, escapes and encodings taken off, layer by layer.
//!
//! For reading only. What is shown to a person is the pasted text itself, masked.

mod escapes;
mod markup;

use std::borrow::Cow;

use self::escapes::{decode_percent, decode_quoted_printable, unescape};
use self::markup::{decode_entities, without_markdown, without_tags};

/// Longer texts are cut: an error is at the beginning or the end of a log, and the work stays bounded.
const HEAD: usize = 768 * 1024;
const TAIL: usize = 256 * 1024;

/// How often a text may be wrapped: JSON in JSON in a log line in a form.
const LAYERS: usize = 5;

/// The text that was meant.
pub(super) fn plain(text: &str) -> String {
    let mut text = characters(&bounded(text));
    text = decode_quoted_printable(&text);
    for _ in 0..LAYERS {
        let next = decode_percent(&decode_entities(&unescape(&without_tags(&text))));
        if next == text {
            break;
        }
        text = next;
    }
    without_markdown(&text)
}

fn bounded(text: &str) -> Cow<'_, str> {
    if text.len() <= HEAD + TAIL {
        return Cow::Borrowed(text);
    }
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (head, tail) = (boundary(HEAD), boundary(text.len() - TAIL));
    Cow::Owned(format!("{}\n{}", &text[..head], &text[tail..]))
}

/// One spelling for characters that look alike, and nothing that cannot be seen.
fn characters(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            // Colours of a terminal: ESC [ numbers letter.
            '\u{1b}' => {
                if rest.next_if_eq(&'[').is_some() {
                    while rest
                        .next_if(|next| matches!(next, '0'..='9' | ';' | '?'))
                        .is_some()
                    {}
                    rest.next();
                }
            }
            '\0'
            | '\r'
            | '\u{ad}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}'
            | '\u{feff}'
            | '\u{fffd}' => {}
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => cleaned.push(' '),
            '\u{2018}' | '\u{2019}' | '\u{201b}' | '\u{2032}' => cleaned.push('\''),
            '\u{201c}' | '\u{201d}' | '\u{201e}' | '\u{2033}' => cleaned.push('"'),
            '\u{2010}'..='\u{2015}' => cleaned.push('-'),
            // The full-width forms of East Asian keyboards.
            '\u{ff01}'..='\u{ff5e}' => {
                cleaned.extend(char::from_u32(u32::from(character) - 0xfee0));
            }
            other => cleaned.push(other),
        }
    }
    cleaned
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_cannot_be_seen_is_taken_out_of_a_number() {
        assert_eq!(plain("AADSTS\u{200b}500\u{ad}11"), "AADSTS50011");
        assert_eq!(plain("ＡＡＤＳＴＳ５００１１："), "AADSTS50011:");
        assert_eq!(plain("\u{1b}[31;1mAADSTS50011\u{1b}[0m"), "AADSTS50011");
    }

    #[test]
    fn a_link_in_the_middle_of_a_number_is_taken_off() {
        assert_eq!(
            plain("AADSTS700[01](https://x.example/y)6: **no**"),
            "AADSTS70001 6: no".replace("1 6", "16")
        );
    }

    #[test]
    fn json_in_json_in_a_form_is_read_through() {
        let inner = r#"{\"error\":\"invalid_client\",\"error_description\":\"AADSTS7000215: Invalid\\r\\nTrace ID: x\"}"#;
        let text = plain(&format!("body={inner}"));
        assert!(text.contains(r#""error":"invalid_client""#), "{text}");
        assert!(text.contains("Invalid\nTrace ID"), "{text}");
        assert!(plain("error%3Dinvalid%255Fscope").contains("error=invalid_scope"));
    }

    #[test]
    fn a_placeholder_in_angle_brackets_is_not_a_tag() {
        let text = plain("https://login.microsoftonline.com/&lt;your-tenant&gt;/oauth2");
        assert!(text.contains("<your-tenant>"), "{text}");
    }

    #[test]
    fn a_huge_text_keeps_both_ends() {
        let text = format!("first{}last", "x ".repeat(2_000_000));
        let plain = plain(&text);
        assert!(plain.len() < 1_100_000 && plain.starts_with("first") && plain.ends_with("last"));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "\\PC*") {
            plain(&text);
        }

        #[test]
        fn no_wrapping_is_too_odd(text in "[\\\\%&=<>\\[\\]()#;u0-9a-fx\"'+\n ]{0,200}") {
            plain(&text);
        }
    }
}
