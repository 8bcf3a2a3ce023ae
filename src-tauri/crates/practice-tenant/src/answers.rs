//! Answers that somebody sets: what the services said elsewhere is said here again, so that it can be met again.
//!
//! A rule names requests by method, path and grant; the first that fits and is not used up counts. With a `status` its
//! answer stands in place of the tenant's own; without one, the tenant's own is changed on its way.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::faults::{halved, padded};
use crate::practice::{Practice, Shared};

/// As many as anybody sets by hand or by a record of some minutes.
const MOST: usize = 500;
/// The largest request and the largest of the tenant's own answers that are read for this.
const LARGEST: usize = 16 * 1024 * 1024;

/// The rules, as `POST /practice/answers` takes them.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answers {
    answers: Vec<Rule>,
}

/// One rule. Fields that are not known are refused: a rule that means something else than it seems would show nothing.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    /// Any, where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// Without its query; `*` stands for anything but a slash.
    path: String,
    /// `grant_type` of a token request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    grant: Option<String>,
    /// Always, where it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    headers: BTreeMap<String, String>,
    /// A text is sent as it is, anything else as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<Value>,
    /// Changes the JSON of the tenant's own answer (RFC 7396).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    merge: Option<Map<String, Value>>,
    /// Changes the claims of the access token that is handed out (RFC 7396); it is signed anew.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    claims: Option<Map<String, Value>>,
    /// How the tenant's own answer goes wrong on its way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    spoiled: Option<Spoiled>,
    #[serde(skip_deserializing)]
    used: u32,
}

/// How an answer goes wrong on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Spoiled {
    /// JSON that ends in the middle.
    CutShort,
    /// The connection ends in the middle.
    BrokenOff,
    /// Padded to many megabytes.
    Oversized,
}

impl Rule {
    /// Why it cannot be meant.
    fn problem(&self) -> Option<String> {
        let method = self
            .method
            .as_deref()
            .is_some_and(|name| name.parse::<Method>().is_err());
        let changes = self.merge.is_some() || self.claims.is_some() || self.spoiled.is_some();
        let status = self.status.map(StatusCode::from_u16);
        if !self.path.starts_with('/') || self.path.contains('?') {
            Some(format!(
                "a path begins with a slash and has no query: {}",
                self.path
            ))
        } else if method {
            Some("there is no such method".to_owned())
        } else if status.is_some_and(|status| status.is_err()) {
            Some("a status has three digits".to_owned())
        } else if self.status.is_some() && changes {
            Some("an answer has a status, or changes the tenant's own".to_owned())
        } else if self.status.is_none() && (self.body.is_some() || !self.headers.is_empty()) {
            Some("a body and headers need a status".to_owned())
        } else {
            let odd = self.headers.iter().find(|(name, value)| {
                name.parse::<HeaderName>().is_err() || HeaderValue::from_str(value).is_err()
            });
            odd.map(|(name, _)| format!("a header cannot be sent: {name}"))
        }
    }

    fn fits(&self, method: &Method, path: &str, grant: Option<&str>) -> bool {
        self.times.is_none_or(|times| self.used < times)
            && self
                .method
                .as_deref()
                .is_none_or(|name| name.eq_ignore_ascii_case(method.as_str()))
            && self.grant.as_deref().is_none_or(|name| Some(name) == grant)
            && fits_path(&self.path, path)
    }

    /// The answer in place of the tenant's own.
    fn answer(&self) -> Option<Response> {
        let status = StatusCode::from_u16(self.status?).ok()?;
        let (kind, body) = match &self.body {
            None => (None, Body::empty()),
            Some(Value::String(text)) => (Some("text/plain; charset=utf-8"), Body::from(text.clone())),
            Some(json) => (Some("application/json"), Body::from(json.to_string())),
        };
        let mut headers = HeaderMap::new();
        if let Some(kind) = kind {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        }
        for (name, value) in &self.headers {
            if let (Ok(name), Ok(value)) = (name.parse::<HeaderName>(), HeaderValue::from_str(value)) {
                headers.insert(name, value);
            }
        }
        Some((status, headers, body).into_response())
    }
}

/// Segment by segment; `*` is any.
fn fits_path(pattern: &str, path: &str) -> bool {
    let (mut wanted, mut found) = (pattern.split('/'), path.split('/'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(wanted), Some(found)) if wanted == "*" || wanted == found => (),
            _ => return false,
        }
    }
}

/// The rules while the tenant runs.
#[derive(Debug, Default)]
pub(crate) struct SetAnswers(Mutex<Vec<Rule>>);

impl SetAnswers {
    /// Takes these in place of all that were set before; says why not, where one cannot be meant.
    pub(crate) fn set(&self, answers: Answers) -> Result<(), String> {
        if answers.answers.len() > MOST {
            return Err(format!("there are more than {MOST} answers"));
        }
        if let Some(problem) = answers.answers.iter().find_map(Rule::problem) {
            return Err(problem);
        }
        *self.rules() = answers.answers;
        Ok(())
    }

    /// All of them, with how often each was used.
    pub(crate) fn shown(&self) -> Value {
        json!({"answers": *self.rules()})
    }

    fn any(&self) -> bool {
        !self.rules().is_empty()
    }

    /// The rule for a request, which is used once more by that.
    fn take(&self, method: &Method, path: &str, grant: Option<&str>) -> Option<Rule> {
        let mut rules = self.rules();
        let rule = rules.iter_mut().find(|rule| rule.fits(method, path, grant))?;
        rule.used += 1;
        Some(rule.clone())
    }

    fn rules(&self) -> std::sync::MutexGuard<'_, Vec<Rule>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Puts the answers that were set in place of the tenant's own, but for its portal and its controls.
pub(crate) async fn answered(State(practice): State<Shared>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let own = ["/portal", "/practice"].iter().any(|room| path.starts_with(room));
    if own || !practice.answers.any() {
        return next.run(request).await;
    }
    let method = request.method().clone();
    let (request, grant) = match with_grant(request).await {
        Ok(read) => read,
        Err(refused) => return refused.into_response(),
    };
    let Some(rule) = practice.answers.take(&method, &path, grant.as_deref()) else {
        return next.run(request).await;
    };
    match rule.answer() {
        Some(answer) => answer,
        None => changed(&practice, &rule, next.run(request).await).await,
    }
}

/// A request, and what a token request asks for.
async fn with_grant(request: Request) -> Result<(Request, Option<String>), StatusCode> {
    if !request.uri().path().ends_with("/token") {
        return Ok((request, None));
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, LARGEST)
        .await
        .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    let mut fields = url::form_urlencoded::parse(&bytes);
    let grant = fields
        .find(|(name, _)| name == "grant_type")
        .map(|(_, value)| value.into_owned());
    Ok((Request::from_parts(parts, Body::from(bytes)), grant))
}

/// The tenant's own answer, changed.
async fn changed(practice: &Practice, rule: &Rule, response: Response) -> Response {
    let response = if rule.merge.is_some() || rule.claims.is_some() {
        rewritten(practice, rule, response).await
    } else {
        response
    };
    match rule.spoiled {
        Some(Spoiled::CutShort) => halved(response, false).await,
        Some(Spoiled::BrokenOff) => halved(response, true).await,
        Some(Spoiled::Oversized) => padded(response).await,
        None => response,
    }
}

async fn rewritten(practice: &Practice, rule: &Rule, response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Ok(mut answer) = serde_json::from_slice::<Value>(&bytes) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    if let Some(patch) = &rule.merge {
        merge(&mut answer, patch);
    }
    if let Some(patch) = &rule.claims
        && let Some(token) = answer.get("access_token").and_then(Value::as_str)
        && let Some(claims) = practice.key().verify(token)
    {
        let mut claims = Value::Object(claims);
        merge(&mut claims, patch);
        if let Ok(signed) = practice.key().sign(&claims) {
            answer["access_token"] = signed.into();
        }
    }
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::from(answer.to_string()))
}

/// RFC 7396: `null` takes a member away.
fn merge(target: &mut Value, patch: &Map<String, Value>) {
    if !target.is_object() {
        *target = json!({});
    }
    let Some(fields) = target.as_object_mut() else {
        return;
    };
    for (name, value) in patch {
        match value {
            Value::Null => drop(fields.remove(name)),
            Value::Object(inner) => merge(fields.entry(name).or_insert(Value::Null), inner),
            value => drop(fields.insert(name.clone(), value.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(rules: Value) -> Result<SetAnswers, String> {
        let answers =
            serde_json::from_value(json!({ "answers": rules })).map_err(|error| error.to_string())?;
        let set = SetAnswers::default();
        set.set(answers).map(|()| set)
    }

    #[test]
    fn a_rule_counts_until_it_is_used_up() {
        let set = set(json!([
            {"method": "POST", "path": "/*/oauth2/v2.0/token", "grant": "client_credentials", "times": 1, "status": 401},
            {"path": "/*/oauth2/v2.0/token", "status": 503},
        ]))
        .unwrap();
        let status = |grant| {
            let rule = set.take(&Method::POST, "/t/oauth2/v2.0/token", grant);
            rule.and_then(|rule| rule.status)
        };
        assert_eq!(status(Some("refresh_token")), Some(503));
        assert_eq!(status(Some("client_credentials")), Some(401));
        assert_eq!(status(Some("client_credentials")), Some(503));
        assert!(set.take(&Method::POST, "/a/b/oauth2/v2.0/token", None).is_none());
        assert_eq!(set.shown()["answers"][1]["used"], 2);
    }

    #[test]
    fn a_rule_that_cannot_be_meant_is_refused() {
        for rule in [
            json!({"path": "/x", "status": 401, "colour": "red"}),
            json!({"path": "/x", "used": 3, "status": 401}),
            json!({"path": "x", "status": 401}),
            json!({"path": "/x?y=1", "status": 401}),
            json!({"path": "/x", "status": 99}),
            json!({"path": "/x", "status": 401, "spoiled": "cut-short"}),
            json!({"path": "/x", "body": "alone"}),
            json!({"path": "/x", "method": "G T", "status": 401}),
            json!({"path": "/x", "status": 401, "headers": {"a": "line\nbreak"}}),
            json!({"status": 401}),
        ] {
            assert!(set(json!([rule])).is_err(), "{rule}");
        }
        assert!(set(json!(vec![json!({"path": "/x"}); MOST + 1])).is_err());
    }

    #[test]
    fn a_patch_takes_away_what_is_null() {
        let mut claims = json!({"aud": "a", "roles": ["x"], "inner": {"a": 1, "b": 2}});
        let patch = json!({"aud": "b", "roles": null, "inner": {"a": null}});
        merge(&mut claims, patch.as_object().unwrap());
        assert_eq!(claims, json!({"aud": "b", "inner": {"b": 2}}));
    }
}
