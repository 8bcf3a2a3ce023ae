//! Encodings and hashes.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use sha2::{Digest, Sha256};

use super::signature::{Function, Takes};
use crate::{Kind, Value, convert};

pub(super) const FUNCTIONS: &[Function] = &[
    Function::plain(
        "base64_decode_tostring",
        &[Takes::String],
        Kind::String,
        decode_text,
    ),
    Function::plain("base64_decodestring", &[Takes::String], Kind::String, decode_text),
    Function::plain(
        "base64_encode_tostring",
        &[Takes::String],
        Kind::String,
        encode_text,
    ),
    Function::plain("base64_encodestring", &[Takes::String], Kind::String, encode_text),
    Function::plain(
        "base64_decode_toarray",
        &[Takes::String],
        Kind::Dynamic,
        |values| decoded(values[0].as_text()).map_or(Value::Null, |bytes| Value::dynamic(bytes.into())),
    ),
    Function::plain("url_decode", &[Takes::String], Kind::String, |values| {
        Value::text(percent_decoded(values[0].as_text()))
    }),
    Function::plain("url_encode", &[Takes::String], Kind::String, |values| {
        Value::text(percent_encoded(values[0].as_text()))
    }),
    Function::plain("url_encode_component", &[Takes::String], Kind::String, |values| {
        Value::text(percent_encoded(values[0].as_text()))
    }),
    Function::plain("hash_sha256", &[Takes::Any], Kind::String, |values| {
        let digest = Sha256::digest(convert::to_text(&values[0]).as_bytes());
        Value::text(hexadecimal(&digest))
    }),
];

/// Padding may be missing: what is hunted for was not always encoded well.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

fn decoded(text: &str) -> Option<Vec<u8>> {
    LENIENT.decode(text.trim()).ok()
}

/// Null for what is not UTF-8, like the service.
fn decode_text(values: &[Value]) -> Value {
    let text = decoded(values[0].as_text()).and_then(|bytes| String::from_utf8(bytes).ok());
    text.map_or(Value::Null, Value::text)
}

fn encode_text(values: &[Value]) -> Value {
    Value::text(STANDARD.encode(values[0].as_text()))
}

/// `%20` and `+` as what they stand for.
pub(super) fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut index = 0;
    while let Some(&byte) = bytes.get(index) {
        let hexadecimal = bytes
            .get(index + 1..index + 3)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        match (
            byte,
            hexadecimal.and_then(|digits| u8::from_str_radix(digits, 16).ok()),
        ) {
            (b'%', Some(value)) => {
                decoded.push(value);
                index += 2;
            }
            (b'+', _) => decoded.push(b' '),
            (byte, _) => decoded.push(byte),
        }
        index += 1;
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&hexadecimal(&[byte]).to_ascii_uppercase());
        }
    }
    encoded
}

/// Two digits for each byte.
fn hexadecimal(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .filter_map(|digit| char::from_digit(u32::from(digit), 16))
        .collect()
}
