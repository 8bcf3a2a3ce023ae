//! Escapes of JSON and of source code, percent-encoding (RFC 3986) and quoted-printable (RFC 2045).

/// Takes one level of backslash escapes off: `\r\n`, `\"`, `\/`, `\u0026`, `\x27`.
pub(super) fn unescape(text: &str) -> String {
    if !text.contains('\\') {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        plain.push_str(&rest[..at]);
        let (meant, length) = escape(&rest[at + 1..]);
        plain.push_str(&meant);
        rest = &rest[at + 1 + length..];
    }
    plain.push_str(rest);
    plain
}

/// What stands behind a backslash, and how many bytes of it were read.
fn escape(behind: &str) -> (String, usize) {
    let Some(first) = behind.chars().next() else {
        return ("\\".to_owned(), 0);
    };
    match first {
        'n' => ("\n".to_owned(), 1),
        'r' => (String::new(), 1),
        't' => ("\t".to_owned(), 1),
        '"' | '\'' | '/' | '\\' | '_' | '*' | '[' | ']' | '-' | '.' | '&' => (first.to_string(), 1),
        'u' => hexadecimal(behind, 4),
        'x' => hexadecimal(behind, 2),
        _ => ("\\".to_owned(), 0),
    }
}

fn hexadecimal(behind: &str, digits: usize) -> (String, usize) {
    let character = behind
        .get(1..=digits)
        .and_then(|hex| u32::from_str_radix(hex, 16).ok())
        .and_then(char::from_u32);
    match character {
        Some(character) => (character.to_string(), digits + 1),
        None => ("\\".to_owned(), 0),
    }
}

/// Decodes `%XX` where it makes text. In the words of a redirect, `+` is a blank.
pub(super) fn decode_percent(text: &str) -> String {
    if !text.contains('%') && !text.contains("error_description=") {
        return text.to_owned();
    }
    let mut plain = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        let decoded = percent_word(word);
        if word.contains("error_description=") {
            plain.push_str(&decoded.replace('+', " "));
        } else {
            plain.push_str(&decoded);
        }
    }
    plain
}

fn percent_word(word: &str) -> String {
    let bytes = word.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let value = (byte == b'%')
            .then(|| word.get(at + 1..at + 3))
            .flatten()
            .filter(|hex| hex.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            .filter(|value| *value != 0);
        decoded.push(value.unwrap_or(byte));
        at += if value.is_some() { 3 } else { 1 };
    }
    String::from_utf8(decoded).unwrap_or_else(|_| word.to_owned())
}

/// Mail wraps lines with a final `=` and writes `=` as `=3D`.
pub(super) fn decode_quoted_printable(text: &str) -> String {
    if text.contains("=3D") || text.matches("=\n").count() > 1 {
        text.replace("=\n", "")
            .replace("=3D", "=")
            .replace("=20", " ")
            .replace("=22", "\"")
            .replace("=27", "'")
    } else {
        text.to_owned()
    }
}
