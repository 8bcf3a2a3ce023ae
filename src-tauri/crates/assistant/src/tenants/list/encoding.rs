//! The text of a file whose encoding nobody says: programs write UTF-8, Excel writes UTF-16 and Windows-1252 too.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How workbooks begin: they are archives, the older ones compound files. So that one is not taken for a very odd text.
const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];

/// The text; `None` where it is none.
pub(super) fn text(bytes: &[u8]) -> Option<String> {
    if WORKBOOKS.iter().any(|start| bytes.starts_with(start)) {
        return None;
    }
    let encoding = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let text = match (encoding.or_else(|| wide(bytes)), std::str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding.decode(bytes).0.into_owned(),
        (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) => WINDOWS_1252.decode(bytes).0.into_owned(),
    };
    (!text.contains('\0')).then_some(text)
}

/// UTF-16 without a mark: every second byte of a Latin letter is nothing.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [first, 0, ..] if *first != 0 => Some(UTF_16LE),
        [0, second, ..] if *second != 0 => Some(UTF_16BE),
        _ => None,
    }
}
