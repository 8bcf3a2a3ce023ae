//! Answers in which everything that a stranger could have written is hostile: titles, names, comments, tags, file names,
//! command lines, addresses. Ids, times, words of closed lists and the shape stay as they are.

mod texts;

use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value};

use self::texts::{ADDRESSES, LONE, TEXTS, long};

/// How the names of fields end in which people, machines or senders of mail choose the text. Small letters: hunting
/// begins its columns with large ones.
const CHOSEN: [&str; 18] = [
    "title",
    "displayname",
    "incidentname",
    "dnsname",
    "devicename",
    "hostname",
    "principalname",
    "accountname",
    "username",
    "domainname",
    "description",
    "comment",
    "assignedto",
    "filename",
    "path",
    "commandline",
    "actions",
    "message",
];
/// Of every so many things at the top of an answer one has a text of a megabyte, and which.
const ONE_IN: u64 = 41;
const THE_LONG_ONE: u64 = 7;

/// The answer with the texts of its JSON changed. The same thing gets the same texts each time.
pub(crate) async fn poisoned(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let of_json = parts
        .headers
        .get(CONTENT_TYPE)
        .is_some_and(|of| of.as_bytes().starts_with(b"application/json"));
    let parsed = of_json.then(|| serde_json::from_slice(&bytes).ok()).flatten();
    let Some(mut answer) = parsed else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    poison_rows(&mut answer);
    let text = answer.to_string().replace(LONE, "\\ud800");
    parts
        .headers
        .insert(CONTENT_LENGTH, HeaderValue::from(text.len()));
    Response::from_parts(parts, Body::from(text))
}

fn poison_rows(answer: &mut Value) {
    let rows = ["value", "results", "Results"]
        .into_iter()
        .find(|name| answer.get(name).is_some_and(Value::is_array));
    match rows.and_then(|name| answer.get_mut(name)?.as_array_mut()) {
        Some(rows) => {
            for (at, row) in rows.iter_mut().enumerate() {
                poison(row, at as u64, true);
            }
        }
        None => poison(answer, 0, true),
    }
}

fn poison(value: &mut Value, at: u64, at_the_top: bool) {
    match value {
        Value::Object(fields) => poison_fields(fields, at, at_the_top),
        Value::Array(items) => {
            for (inside, item) in items.iter_mut().enumerate() {
                poison(item, at + inside as u64, false);
            }
        }
        _ => {}
    }
}

fn poison_fields(fields: &mut Map<String, Value>, at: u64, at_the_top: bool) {
    let own = number(fields).unwrap_or(at);
    let mut long_one = at_the_top && own % ONE_IN == THE_LONG_ONE;
    let mut place = 0;
    for (name, value) in fields.iter_mut() {
        let name = name.to_ascii_lowercase();
        let turn = own + place;
        match value {
            Value::String(_) if is_address(&name) => *value = pick(&ADDRESSES, turn).into(),
            Value::String(_) if is_chosen(&name) && std::mem::take(&mut long_one) => *value = long().into(),
            Value::String(_) if is_chosen(&name) => *value = pick(&TEXTS, turn).into(),
            Value::Array(tags) if name.ends_with("tags") => {
                for (inside, tag) in tags.iter_mut().enumerate().filter(|(_, tag)| tag.is_string()) {
                    *tag = pick(&TEXTS, turn + inside as u64).into();
                }
            }
            _ => {
                poison(value, turn, false);
                continue;
            }
        }
        // The fields of one thing differ, too.
        place += 5;
    }
}

/// A number that a thing keeps wherever it is shown.
fn number(fields: &Map<String, Value>) -> Option<u64> {
    let id = ["incidentId", "id", "alertId"]
        .iter()
        .find_map(|name| fields.get(*name))?;
    match id {
        Value::Number(number) => number.as_u64(),
        Value::String(text) => text.parse().ok().or_else(|| {
            let digits = text.bytes().map(u64::from);
            Some(digits.fold(0, |sum: u64, digit| sum.wrapping_mul(31).wrapping_add(digit)))
        }),
        _ => None,
    }
    .map(|number| number % 1_000_003)
}

fn is_chosen(name: &str) -> bool {
    !name.starts_with('@') && CHOSEN.iter().any(|end| name.ends_with(end))
}

fn is_address(name: &str) -> bool {
    !name.starts_with('@') && name.ends_with("url")
}

fn pick<'a>(texts: &[&'a str], turn: u64) -> &'a str {
    texts[usize::try_from(turn % texts.len() as u64).unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_strangers_write_is_hostile_and_everything_else_stays() {
        let sent = json!({"@odata.context": "x", "value": [{
            "id": "3", "status": "active", "severity": "high", "lastUpdateDateTime": "2026-01-01T00:00:00Z",
            "displayName": "Phishing", "customTags": ["a"], "incidentWebUrl": "https://x",
            "alerts": [{"id": "da1", "title": "b", "evidence": [{"fileDetails": {"fileName": "c"}}]}],
        }]});
        let mut answer = sent.clone();
        poison_rows(&mut answer);
        let (before, after) = (&sent["value"][0], &answer["value"][0]);
        for name in ["id", "status", "severity", "lastUpdateDateTime"] {
            assert_eq!(before[name], after[name]);
        }
        assert_eq!(answer["@odata.context"], "x");
        for place in [
            "/displayName",
            "/customTags/0",
            "/incidentWebUrl",
            "/alerts/0/title",
            "/alerts/0/evidence/0/fileDetails/fileName",
        ] {
            assert_ne!(before.pointer(place), after.pointer(place), "{place}");
            assert!(after.pointer(place).is_some_and(Value::is_string), "{place}");
        }
        let mut again = sent.clone();
        poison_rows(&mut again);
        assert_eq!(again, answer, "the same thing says the same each time");
    }

    #[test]
    fn every_text_has_its_turn_and_one_in_many_is_a_megabyte_long() {
        let rows: Vec<Value> = (0..200)
            .map(|id| json!({"id": id.to_string(), "displayName": "x"}))
            .collect();
        let mut answer = json!({"value": rows});
        poison_rows(&mut answer);
        let titles: Vec<&str> = answer["value"]
            .as_array()
            .unwrap()
            .iter()
            .map(|row| row["displayName"].as_str().unwrap())
            .collect();
        assert!(TEXTS.iter().all(|text| titles.contains(text)));
        let long_ones = titles.iter().filter(|title| title.len() >= 1 << 20).count();
        assert_eq!(long_ones, 5);
    }
}
