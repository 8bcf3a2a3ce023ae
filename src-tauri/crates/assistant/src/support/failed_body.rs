//! What is kept of a failed answer: its error, and nothing else that may be in it.

use serde_json::{Map, Value};

use crate::diagnosis::masked;

/// Of what a service sent; an error of Entra's has some two thousand characters.
const LONGEST: usize = 4 * 1024;
/// More than this is no error.
const LARGEST: usize = 64 * 1024;
const DEEPEST: usize = 6;
const MOST: usize = 20;

/// The fields of errors (RFC 6749 section 5.2, Entra's additions, OData JSON section 21, the older Defender APIs).
const OF_ERRORS: [&str; 24] = [
    "error",
    "error_description",
    "error_codes",
    "error_uri",
    "error_subcode",
    "suberror",
    "timestamp",
    "trace_id",
    "correlation_id",
    "code",
    "message",
    "Message",
    "target",
    "details",
    "innerError",
    "innererror",
    "InnerError",
    "date",
    "request-id",
    "client-request-id",
    "status",
    "statusCode",
    "title",
    "claims",
];

/// The error in a body. Of a page the title; of anything else that is no JSON, its beginning.
pub(super) fn kept(body: &[u8]) -> Option<Value> {
    if body.is_empty() {
        return None;
    }
    let text = String::from_utf8_lossy(&body[..body.len().min(LARGEST)]);
    let mut left = LONGEST;
    match serde_json::from_str::<Value>(&text) {
        Ok(json @ (Value::Object(_) | Value::Array(_))) => of_error(&json, DEEPEST, &mut left),
        _ => Some(Value::String(of_text(&text, left))),
    }
}

fn of_error(value: &Value, deep: usize, left: &mut usize) -> Option<Value> {
    match value {
        Value::Object(fields) if deep > 0 => {
            let mut kept = Map::new();
            for (name, value) in fields
                .iter()
                .filter(|(name, _)| OF_ERRORS.contains(&name.as_str()))
            {
                if let Some(value) = of_error(value, deep - 1, left) {
                    kept.insert(name.clone(), value);
                }
            }
            Some(Value::Object(kept))
        }
        Value::Array(values) if deep > 0 => {
            let kept = values
                .iter()
                .take(MOST)
                .filter_map(|value| of_error(value, deep - 1, left));
            Some(Value::Array(kept.collect()))
        }
        Value::String(text) => {
            let text = cut(&masked(text), *left);
            *left -= text.len();
            Some(Value::String(text))
        }
        Value::Number(_) | Value::Bool(_) | Value::Null => Some(value.clone()),
        Value::Object(_) | Value::Array(_) => None,
    }
}

fn of_text(text: &str, left: usize) -> String {
    let lower = text.to_ascii_lowercase();
    let title = lower.find("<title").and_then(|start| {
        let start = start + lower[start..].find('>')? + 1;
        let end = start + lower[start..].find("</title")?;
        text.get(start..end)
    });
    if let Some(title) = title {
        return format!("<html><title>{}</title></html>", cut(&masked(title.trim()), 300));
    }
    if lower.trim_start().starts_with('<') {
        return "<html></html>".to_owned();
    }
    cut(&masked(text), left.min(300))
}

/// So many bytes at most, in whole characters.
fn cut(text: &str, most: usize) -> String {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn kept_of(body: &Value) -> Value {
        kept(body.to_string().as_bytes()).unwrap()
    }

    #[test]
    fn the_error_stays_and_what_came_with_it_goes() {
        let body = json!({
            "error": {"code": "Forbidden", "message": "no", "innerError": {"request-id": "r"}, "user": "Jane"},
            "value": [{"title": "An incident"}], "access_token": "abc", "deviceName": "LAPTOP-1",
        });
        assert_eq!(
            kept_of(&body),
            json!({"error": {"code": "Forbidden", "message": "no", "innerError": {"request-id": "r"}}})
        );
    }

    #[test]
    fn of_a_page_the_title_is_kept() {
        let page = "<!DOCTYPE html><HTML><head><Title>\n Blocked </title></head><body>Jane</body></html>";
        assert_eq!(
            kept(page.as_bytes()),
            Some(json!("<html><title>Blocked</title></html>"))
        );
        assert_eq!(kept(b"<p>Jane</p>"), Some(json!("<html></html>")));
    }

    #[test]
    fn an_error_without_end_is_cut_and_one_without_bottom_ends() {
        let long = json!({"error_description": "é".repeat(9000), "error": "x"});
        let text = kept_of(&long).to_string();
        assert!(text.len() < 2 * LONGEST, "{}", text.len());
        let deep = (0..50).fold(json!("x"), |inner, _| json!({"error": inner}));
        assert!(kept_of(&deep).to_string().len() < 200);
    }
}
