//! What bytes say once the wrappings of texts are taken off them.

use std::borrow::Cow;

/// How often a text is wrapped that anybody still reads.
const LAYERS: usize = 3;

/// The bytes as they are, and each other way to read them, by its name.
pub(crate) fn unwrapped(bytes: &[u8]) -> Vec<(&'static str, Cow<'_, [u8]>)> {
    let mut views = vec![("", Cow::Borrowed(bytes))];
    if bytes.contains(&0) {
        views.push(("UTF-16", Cow::Owned(without(bytes, |byte| byte == 0))));
    }
    views.push(("over lines", Cow::Owned(without_spaces(bytes))));
    let mut layer = Cow::Borrowed(bytes);
    for _ in 0..LAYERS {
        let Some(below) = plain(&layer) else { break };
        views.push(("encoded, over lines", Cow::Owned(without_spaces(&below))));
        views.push(("encoded", Cow::Owned(below.clone())));
        layer = Cow::Owned(below);
    }
    views
}

fn without_spaces(bytes: &[u8]) -> Vec<u8> {
    without(bytes, |byte| byte.is_ascii_whitespace())
}

fn without(bytes: &[u8], left_out: impl Fn(u8) -> bool) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| !left_out(*byte)).collect()
}

/// One layer of percent-encoding, escapes and entities taken off; nothing where there is none.
fn plain(bytes: &[u8]) -> Option<Vec<u8>> {
    let (mut plain, mut rest) = (Vec::with_capacity(bytes.len()), bytes);
    while let Some((first, tail)) = rest.split_first() {
        let taken = match first {
            b'%' => code(tail, 2).map(|(byte, after)| (char_bytes(byte, true), after)),
            b'\\' => escape(tail),
            b'&' => entity(tail),
            _ => None,
        };
        let (said, after) = taken.unwrap_or_else(|| (vec![*first], tail));
        plain.extend(said);
        rest = after;
    }
    (plain != bytes).then_some(plain)
}

/// After a backslash, in JSON and most languages of scripts.
fn escape(rest: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let (kind, after) = rest.split_first()?;
    match kind {
        b'u' => code(after, 4).map(|(code, after)| (char_bytes(code, false), after)),
        b'n' | b'r' | b't' => Some((b"\n".to_vec(), after)),
        b'"' | b'\\' | b'/' | b'\'' => Some((vec![*kind], after)),
        _ => None,
    }
}

/// After an ampersand, in HTML and XML.
fn entity(rest: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let named = [
        (&b"quot;"[..], b'"'),
        (b"apos;", b'\''),
        (b"amp;", b'&'),
        (b"lt;", b'<'),
        (b"gt;", b'>'),
    ];
    let by_name = named
        .into_iter()
        .find_map(|(name, byte)| rest.strip_prefix(name).map(|after| (vec![byte], after)));
    by_name.or_else(|| {
        let end = rest.iter().take(8).position(|byte| *byte == b';')?;
        let digits = rest[..end].strip_prefix(b"#")?;
        let (digits, radix) = digits
            .strip_prefix(b"x")
            .map_or((digits, 10), |digits| (digits, 16));
        let code = u32::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()?;
        Some((char_bytes(code, false), &rest[end + 1..]))
    })
}

/// So many hexadecimal digits, and what comes after them.
fn code(rest: &[u8], digits: usize) -> Option<(u32, &[u8])> {
    let (digits, after) = rest.split_at_checked(digits)?;
    let code = u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
    Some((code, after))
}

fn char_bytes(code: u32, as_byte: bool) -> Vec<u8> {
    match u8::try_from(code) {
        Ok(byte) if as_byte => vec![byte],
        _ => char::from_u32(code).map_or_else(Vec::new, |c| c.to_string().into_bytes()),
    }
}
