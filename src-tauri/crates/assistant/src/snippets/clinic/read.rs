//! From the bytes of a file to the text of a script.

use std::borrow::Cow;

/// No script is longer, in bytes.
pub const MAX_SCRIPT: usize = 1024 * 1024;

/// Why a file is no script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAScript {
    /// There is nothing in it.
    #[error("empty")]
    Empty,
    /// Longer than [`MAX_SCRIPT`].
    #[error("longer than {MAX_SCRIPT} bytes")]
    TooLong,
    /// Something else than text.
    #[error("not text")]
    NotText,
}

/// Reads a script as editors on any system write it: UTF-8 or UTF-16, with or without a mark in front.
pub(super) fn read(bytes: &[u8]) -> Result<String, NotAScript> {
    if bytes.len() > MAX_SCRIPT {
        return Err(NotAScript::TooLong);
    }
    let text = decoded(bytes).ok_or(NotAScript::NotText)?;
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    if text.contains(is_control) {
        return Err(NotAScript::NotText);
    }
    if text.trim().is_empty() {
        return Err(NotAScript::Empty);
    }
    Ok(text.into_owned())
}

fn decoded(bytes: &[u8]) -> Option<Cow<'_, str>> {
    match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => std::str::from_utf8(rest).ok().map(Cow::Borrowed),
        // Without a mark: ASCII in UTF-16 has a zero in every other byte.
        [_, 0, _, 0, ..] => utf16(bytes, u16::from_le_bytes),
        [0, _, 0, _, ..] => utf16(bytes, u16::from_be_bytes),
        _ => std::str::from_utf8(bytes)
            .ok()
            .map(Cow::Borrowed)
            .or_else(|| latin1(bytes)),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<Cow<'static, str>> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    rest.is_empty()
        .then(|| String::from_utf16(&units).ok().map(Cow::Owned))?
}

/// Older editors on Windows: one byte a character. Text has few such bytes; other data has many.
fn latin1(bytes: &[u8]) -> Option<Cow<'static, str>> {
    let foreign = bytes.iter().filter(|byte| **byte >= 0x80).count();
    (foreign * 10 < bytes.len()).then(|| Cow::Owned(bytes.iter().map(|byte| char::from(*byte)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_as_editors_write_it() {
        let units: Vec<u8> = "\u{feff}$a = 'é'"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(read(&units).as_deref(), Ok("$a = 'é'"));
        assert_eq!(read(&units[2..]).as_deref(), Ok("$a = 'é'"));
        let units: Vec<u8> = "\u{feff}$a = 'é'"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(read(&units).as_deref(), Ok("$a = 'é'"));
        assert_eq!(read("\u{feff}$a = 'é'".as_bytes()).as_deref(), Ok("$a = 'é'"));
        assert_eq!(
            read(b"$a = 'caf\xe9 au lait'").as_deref(),
            Ok("$a = 'café au lait'")
        );
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(read(b""), Err(NotAScript::Empty));
        assert_eq!(read(b"\xef\xbb\xbf \r\n"), Err(NotAScript::Empty));
        assert_eq!(read(b"\x7fELF\x02\x01\x01\0\0\0"), Err(NotAScript::NotText));
        assert_eq!(read(b"\x89PNG\r\n\x1a\n"), Err(NotAScript::NotText));
        assert_eq!(read(&vec![b'a'; MAX_SCRIPT + 1]), Err(NotAScript::TooLong));
        assert!(read(&vec![b'a'; MAX_SCRIPT]).is_ok());
    }
}
