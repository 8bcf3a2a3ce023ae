//! Pasted texts, and what services answer when they refuse.

use jiff::Timestamp;
use reqwest::header::{DATE, HeaderValue, RETRY_AFTER};
use serde_json::Map;

use super::plain::plain;
use super::redact::masked;
use super::{Hints, Known, diagnose_for, from_api, token_endpoint};
use crate::cloud::Api;
use crate::connection::{Context, Goal};
use crate::fuzz::{CLOUDS, SECRET, Target, answer, told};
use crate::token::Claims;

pub(crate) const TARGETS: &[Target] = &[
    ("pasted-text", pasted_text),
    ("redaction", redaction),
    ("refusal", refusal),
    ("retry-after", retry_after),
];

/// A paste says the same each time, and nothing secret that was in it.
fn pasted_text(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let known = Known {
        now: Timestamp::UNIX_EPOCH,
        clouds: &CLOUDS,
        connection: None,
    };
    let diagnosis = diagnose_for(&text, Hints::default(), &known);
    let said = told(&diagnosis, data);
    assert!(!said.contains(SECRET), "{said}");
}

/// What stood alone, as a word, is nowhere in what is shown, wrapped or not.
fn redaction(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let shown = masked(&text);
    assert!(!shown.contains(SECRET), "{shown}");
    assert!(!plain(&shown).contains(SECRET), "{shown}");
    assert!(shown.len() <= 4 * text.len() + 64);
}

/// A refusal of the sign-in service or of an API is one finding, however it is written.
fn refusal(data: &[u8]) {
    for status in [400, 401, 403, 500] {
        let answer = answer(status, data);
        told(&token_endpoint(&answer), data);
        for (api, context) in [(Api::Graph, Context::User), (Api::Mde, Context::Application)] {
            let report = from_api(&answer, Goal::new(api, context), &Claims::from_map(Map::new()));
            told(&report, data);
        }
    }
}

/// A pause that a service asks for is one, whatever the field says.
fn retry_after(data: &[u8]) {
    let mut answer = answer(429, b"");
    let Ok(value) = HeaderValue::from_bytes(data) else {
        return;
    };
    answer.headers.insert(DATE, value.clone());
    answer.headers.insert(RETRY_AFTER, value);
    answer.clock_ahead();
    assert!(answer.retry_after().is_none_or(|pause| pause.as_secs() >= 1));
    told(&token_endpoint(&answer), data);
}
