//! What must not be found anywhere, and how it is searched for.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};

use crate::wrappings::unwrapped;

/// What is shorter is found everywhere by chance.
const SHORTEST: usize = 8;
/// What is longer is searched for in pieces, too: a text that was cut off gives most of it away.
const LONG: usize = 32;
/// Packed files hold no more than this; what unpacks to more is searched as far as that.
const UNPACKED: u64 = 64 << 20;

/// Secrets that were let loose, and have to be found nowhere but where they belong.
#[derive(Debug, Default)]
pub struct Canaries {
    secrets: Vec<(String, String)>,
    search: OnceLock<Search>,
}

/// All forms of all secrets, searched for at once.
#[derive(Debug)]
struct Search {
    forms: AhoCorasick,
    /// What each form is one of.
    of: Vec<(usize, &'static str)>,
}

impl Canaries {
    /// One more secret. What is too short to be told from chance, and what is known already, is left out.
    pub fn add(&mut self, what: &str, secret: &str) {
        let secret = secret.trim();
        if secret.len() < SHORTEST || self.secrets.iter().any(|(_, known)| known == secret) {
            return;
        }
        self.search = OnceLock::new();
        self.secrets.push((what.to_owned(), secret.to_owned()));
    }

    /// All of these, too.
    pub fn join(&mut self, others: &Self) {
        for (what, secret) in &others.secrets {
            self.add(what, secret);
        }
    }

    /// How many secrets there are.
    pub fn len(&self) -> usize {
        self.secrets.len()
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.secrets.is_empty()
    }

    /// How many there are of one kind: whoever searches for a token has to know that there was one.
    pub fn count(&self, what: &str) -> usize {
        self.secrets.iter().filter(|(kind, _)| kind == what).count()
    }

    /// All but some kinds: for a place where those belong.
    #[must_use]
    pub fn without(&self, kinds: &[&str]) -> Self {
        let mut rest = Self::default();
        for (what, secret) in &self.secrets {
            if !kinds.contains(&what.as_str()) {
                rest.add(what, secret);
            }
        }
        rest
    }

    /// The secrets of some kind, to plant them.
    pub fn of_kind<'a>(&'a self, what: &'a str) -> impl Iterator<Item = &'a str> {
        let kind = self.secrets.iter().filter(move |(kind, _)| kind == what);
        kind.map(|(_, secret)| secret.as_str())
    }

    /// Which secrets are in these bytes, and in which form: as they are, in pieces, percent-encoded, escaped, in base64,
    /// in hexadecimal digits, in UTF-16, broken over lines, packed.
    pub fn found_in(&self, bytes: &[u8]) -> Vec<String> {
        let mut found = BTreeMap::new();
        self.look(bytes, "", &mut found);
        for inner in packed(bytes) {
            self.look(&inner, "packed", &mut found);
        }
        let kinds: BTreeSet<String> = found.into_values().collect();
        kinds.into_iter().collect()
    }

    /// Notes of each secret how it was found first.
    fn look(&self, bytes: &[u8], packing: &str, found: &mut BTreeMap<usize, String>) {
        let search = self.search.get_or_init(|| Search::of(&self.secrets));
        for (wrapping, view) in unwrapped(bytes) {
            for hit in search.forms.find_overlapping_iter(view.as_ref()) {
                let (secret, form) = search.of[hit.pattern().as_usize()];
                found.entry(secret).or_insert_with(|| {
                    let words = [self.secrets[secret].0.as_str(), form, wrapping, packing];
                    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
                    words.join(", ")
                });
            }
        }
    }
}

/// Does anything here read like a JSON Web Token? For places where no token's value is known beforehand.
pub fn holds_token(bytes: &[u8]) -> bool {
    /// How every one begins: `{"` in base64url (RFC 7519).
    const TOKEN: &[u8] = b"eyJ";
    /// The shortest header has more characters than this. A cache of pictures holds those three by chance, but not so
    /// many characters of base64url after them.
    const HEADER: usize = 16;
    let base64url = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    bytes.windows(TOKEN.len() + HEADER).any(|window| {
        let rest = window.strip_prefix(TOKEN);
        rest.is_some_and(|rest| rest.iter().all(base64url))
    })
}

impl Search {
    fn of(secrets: &[(String, String)]) -> Self {
        let (mut forms, mut of) = (Vec::new(), Vec::new());
        for (place, (_, secret)) in secrets.iter().enumerate() {
            for (form, bytes) in self::forms(secret) {
                forms.push(bytes);
                of.push((place, form));
            }
        }
        #[allow(clippy::expect_used, reason = "only millions of patterns fail")]
        let forms = AhoCorasick::new(forms).expect("an automaton for all secrets");
        Self { forms, of }
    }
}

/// What a secret looks like where somebody wrote it in another way. Wrappings of whole texts are taken off before.
fn forms(secret: &str) -> Vec<(&'static str, Vec<u8>)> {
    if secret.contains("-----BEGIN ") {
        return forms_of_pem(secret);
    }
    let mut forms = vec![
        ("", secret.as_bytes().to_vec()),
        ("hexadecimal", hexadecimal(secret, "0123456789abcdef")),
        ("hexadecimal", hexadecimal(secret, "0123456789ABCDEF")),
    ];
    if secret.contains(char::is_whitespace) {
        forms.push(("", secret.split_whitespace().collect::<String>().into_bytes()));
    }
    for offset in 0..3 {
        let (common, safe) = in_base64(secret, offset);
        if safe != common {
            forms.push(("base64url", safe));
        }
        forms.push(("base64", common));
    }
    forms.extend(
        pieces(secret.as_bytes())
            .into_iter()
            .map(|piece| ("in part", piece)),
    );
    forms
}

/// The lines of a key after the first, which only says what kind of key it is, and its bytes.
fn forms_of_pem(pem: &str) -> Vec<(&'static str, Vec<u8>)> {
    let lines = pem
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with("-----"));
    let text: String = lines.collect();
    let Ok(bytes) = STANDARD.decode(&text) else {
        return vec![("", pem.as_bytes().to_vec())];
    };
    let telling = |all: &[u8]| pieces(&all[all.len().min(64)..]);
    let as_text = telling(text.as_bytes())
        .into_iter()
        .map(|piece| ("in part", piece));
    let as_bytes = telling(&bytes).into_iter().map(|piece| ("as bytes", piece));
    as_text.chain(as_bytes).collect()
}

/// Equal parts of something long, none shorter than half of `LONG`.
fn pieces(secret: &[u8]) -> Vec<Vec<u8>> {
    if secret.len() < LONG {
        return Vec::new();
    }
    let parts = (secret.len() / LONG).max(2);
    let length = secret.len() / parts;
    secret.chunks_exact(length).map(<[u8]>::to_vec).collect()
}

fn hexadecimal(secret: &str, digits: &str) -> Vec<u8> {
    let digits = digits.as_bytes();
    let digit = |value: u8| digits[usize::from(value)];
    secret
        .bytes()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

/// The characters of base64 that are the same whatever stands before and after a secret, for its place among three bytes.
fn in_base64(secret: &str, offset: usize) -> (Vec<u8>, Vec<u8>) {
    let mut bytes = vec![0; offset];
    bytes.extend_from_slice(secret.as_bytes());
    let from = (offset * 8).div_ceil(6);
    let to = bytes.len() * 8 / 6;
    let within = |text: String| text.as_bytes()[from..to].to_vec();
    (
        within(STANDARD_NO_PAD.encode(&bytes)),
        within(URL_SAFE_NO_PAD.encode(&bytes)),
    )
}

/// What is packed in these bytes: gzip, and the members of a ZIP file, wherever they begin.
fn packed(bytes: &[u8]) -> Vec<Vec<u8>> {
    let starts = |mark: &'static [u8]| {
        let places = bytes.windows(mark.len()).enumerate();
        places.filter_map(move |(at, window)| (window == mark).then_some(&bytes[at..]))
    };
    let gzip = starts(b"\x1f\x8b\x08").map(|rest| read(flate2::read::GzDecoder::new(rest)));
    let members = starts(b"PK\x03\x04")
        .filter_map(member)
        .map(|rest| read(flate2::read::DeflateDecoder::new(rest)));
    gzip.chain(members).filter(|inner| !inner.is_empty()).collect()
}

/// The data of a ZIP file's member that is compressed (APPNOTE 4.3.7): others are plain to see.
fn member(header: &[u8]) -> Option<&[u8]> {
    let number = |at: usize| {
        Some(usize::from(u16::from_le_bytes([
            *header.get(at)?,
            *header.get(at + 1)?,
        ])))
    };
    let deflated = number(8)? == 8;
    let data = header.get(30 + number(26)? + number(28)?..)?;
    deflated.then_some(data)
}

/// As much as can be unpacked: what is cut off is searched as far as it goes.
fn read(packed: impl Read) -> Vec<u8> {
    let mut unpacked = Vec::new();
    // What comes after the end, or instead of it, is no part of it.
    let _ = packed.take(UNPACKED).read_to_end(&mut unpacked);
    unpacked
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    const SECRET: &str = "Qz18Q~Made/Up+For \"Handrail\".NotAReal_0000";

    fn canaries() -> Canaries {
        let mut canaries = Canaries::default();
        canaries.add("client secret", SECRET);
        canaries.add("key", &pem());
        canaries
    }

    fn pem() -> String {
        let bytes: Vec<u8> = (0..600_u32).map(|n| (n * n % 251) as u8).collect();
        let text = STANDARD.encode(bytes);
        let lines: Vec<&str> = text
            .as_bytes()
            .chunks(64)
            .map(|line| std::str::from_utf8(line).unwrap_or_default())
            .collect();
        format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            lines.join("\n")
        )
    }

    fn found(bytes: impl AsRef<[u8]>) -> bool {
        !canaries().found_in(bytes.as_ref()).is_empty()
    }

    fn percent(text: &str) -> String {
        text.bytes()
            .map(|byte| format!("%{byte:02x}"))
            .collect::<Vec<_>>()
            .concat()
    }

    #[test]
    fn a_secret_is_found_in_every_wrapping() {
        let json = serde_json::to_string(SECRET).unwrap_or_default();
        let twice = serde_json::to_string(&json).unwrap_or_default();
        let escapes = SECRET.chars().map(|c| format!("\\u{:04x}", u32::from(c)));
        let wide = escapes.collect::<Vec<_>>().concat();
        for (name, text) in [
            ("as it is", SECRET.to_owned()),
            ("JSON", json),
            ("JSON in JSON", twice),
            ("escapes", wide),
            ("percent", percent(SECRET)),
            ("percent twice", percent(&percent(SECRET))),
            (
                "a form",
                url::form_urlencoded::byte_serialize(SECRET.as_bytes()).collect(),
            ),
            ("HTML", SECRET.replace('"', "&quot;")),
            ("lines", format!("{}\n    {}", &SECRET[..11], &SECRET[11..])),
            ("half", SECRET[..24].to_owned()),
        ] {
            assert!(found(format!("before {text} after")), "{name}: {text}");
        }
        for offset in 0..3 {
            let text = format!("{}{SECRET}:", "x".repeat(offset));
            assert!(found(STANDARD.encode(&text)), "base64 {offset}");
            assert!(found(URL_SAFE_NO_PAD.encode(&text)), "base64url {offset}");
        }
    }

    #[test]
    fn a_secret_is_found_in_other_alphabets() {
        assert!(found(hexadecimal(SECRET, "0123456789abcdef")));
        let little: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = SECRET.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(found(little) && found(big));
    }

    #[test]
    fn a_secret_is_found_in_what_is_packed() {
        let text = format!("{} {SECRET}", "nothing ".repeat(100));
        let mut gzip = flate2::write::GzEncoder::new(b"before".to_vec(), flate2::Compression::best());
        gzip.write_all(text.as_bytes())
            .and_then(|()| gzip.try_finish())
            .ok();
        assert!(found(gzip.get_ref()));
        let mut member = b"PK\x03\x04\x14\0\x08\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0a".to_vec();
        let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        deflate.write_all(text.as_bytes()).ok();
        member.extend(deflate.finish().unwrap_or_default());
        assert!(found(member));
    }

    #[test]
    fn a_key_is_found_by_its_lines_and_by_its_bytes_and_not_by_what_all_keys_begin_with() {
        let pem = pem();
        let text: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
        assert!(found(pem.replace('\n', "\\n")));
        assert!(found(&text));
        assert!(found(STANDARD.decode(&text).unwrap_or_default()));
        assert!(!found(&pem[..60]));
    }

    #[test]
    fn a_token_is_told_from_three_letters_by_chance() {
        assert!(holds_token(
            b"Bearer eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.e30.c2ln"
        ));
        assert!(!holds_token(
            b"\x89PNG eyJ\x00\xff and nothing that reads like a header"
        ));
    }

    #[test]
    fn what_holds_no_secret_is_clean() {
        assert!(!found(
            "Qz18Q~Another.Secret that is not ours, and 100 % of a text"
        ));
        assert!(!found(b"PK\x03\x04 and \x1f\x8b\x08 by chance"));
    }
}
