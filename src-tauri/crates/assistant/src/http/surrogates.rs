//! Half surrogate pairs in JSON. A service that keeps its texts in UTF-16 can send `\ud800` alone (RFC 8259, section
//! 8.2), and a file on Windows can bear such a name. It is no character, but no reason to refuse a page of incidents.

/// What stands for a character that is none (Unicode, chapter 23.8), as JSON escapes it.
const REPLACEMENT: &[u8; 4] = b"fffd";

/// Puts U+FFFD in the place of each half that stands alone; everything else stays as it is.
pub(super) fn mend(json: &mut [u8]) {
    let mut at = 0;
    while let Some(slash) = json[at..].iter().position(|&byte| byte == b'\\') {
        at += slash;
        at += match unit(json, at) {
            Some(0xd800..=0xdbff) if matches!(unit(json, at + 6), Some(0xdc00..=0xdfff)) => 12,
            Some(0xd800..=0xdfff) => {
                json[at + 2..at + 6].copy_from_slice(REPLACEMENT);
                6
            }
            Some(_) => 6,
            None => 2,
        };
        at = at.min(json.len());
    }
}

/// The code unit that is escaped at that place.
fn unit(json: &[u8], at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = str::from_utf8(digits).ok()?;
    // `from_str_radix` takes a sign.
    let all_digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    all_digits.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(json: &str) -> String {
        let mut json = json.as_bytes().to_vec();
        mend(&mut json);
        String::from_utf8(json).unwrap()
    }

    #[test]
    fn a_half_pair_becomes_the_replacement_character() {
        for (sent, read) in [
            (r#""a\ud800b""#, "a\u{fffd}b"),
            (r#""\uDC00""#, "\u{fffd}"),
            (r#""\ud800\ud800""#, "\u{fffd}\u{fffd}"),
            (r#""\ud83d\ude00""#, "😀"),
            (r#""\ud83dA\ude00""#, "\u{fffd}A\u{fffd}"),
        ] {
            assert_eq!(serde_json::from_str::<String>(&mended(sent)).unwrap(), read);
        }
    }

    #[test]
    fn what_is_no_escape_stays() {
        for json in [
            r#""\\ud800""#,
            r#""\u00e9""#,
            r#""\u+123""#,
            r#""\ud8"#,
            "\\",
            "",
            r"\u",
            r#""é\ud83d\ude00""#,
        ] {
            assert_eq!(mended(json), json);
        }
    }
}
