//! Entra's error answers (MicrosoftDocs/entra-docs: reference-error-codes.md, v2-oauth2-auth-code-flow.md).

use std::convert::Infallible;

use axum::Json;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::data::AADSTS;
use crate::entra::Params;
use crate::practice::Shared;

/// One AADSTS error with what is to be filled into its sentence.
#[derive(Clone, Debug)]
pub(crate) struct EntraError {
    pub(crate) code: u32,
    filled: Vec<(&'static str, String)>,
    oauth: Option<&'static str>,
    claims: Option<String>,
}

impl EntraError {
    /// The error of that number, which stands in `data/aadsts.json`.
    pub(crate) fn new(code: u32) -> Self {
        Self {
            code,
            filled: Vec::new(),
            oauth: None,
            claims: None,
        }
    }

    /// Fills `{name}` of the sentence.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.filled.push((name, value.to_string()));
        self
    }

    /// Some numbers travel under different OAuth errors at different endpoints.
    pub(crate) fn under(mut self, oauth: &'static str) -> Self {
        self.oauth = Some(oauth);
        self
    }

    /// The claims challenge that a policy sends along: JSON in a string.
    pub(crate) fn with_claims(mut self, claims: &Value) -> Self {
        self.claims = Some(claims.to_string());
        self
    }

    /// The OAuth error string.
    pub(crate) fn oauth_error(&self) -> &str {
        self.oauth
            .unwrap_or_else(|| AADSTS.get(&self.code).map_or("server_error", |row| &row.error))
    }

    /// The sentence without number and trace.
    pub(crate) fn message(&self) -> String {
        let template = AADSTS.get(&self.code).map_or("", |row| row.message.as_str());
        self.filled
            .iter()
            .fold(template.to_owned(), |text, (name, value)| {
                text.replace(&format!("{{{name}}}"), value)
            })
    }

    /// `error_subcode` of a redirect, `suberror` of a JSON answer.
    pub(crate) fn suberror(&self) -> Option<&'static str> {
        AADSTS.get(&self.code)?.suberror.as_deref()
    }

    /// `error_description`.
    pub(crate) fn description(&self, trace: &Trace) -> String {
        self.described(&self.message(), trace)
    }

    /// `error_description` with another sentence than the number usually has.
    pub(crate) fn described(&self, message: &str, trace: &Trace) -> String {
        format!(
            "AADSTS{}: {}\r\nTrace ID: {}\r\nCorrelation ID: {}\r\nTimestamp: {}",
            self.code,
            message,
            trace.id,
            trace.correlation_id,
            trace.timestamp()
        )
    }

    /// The JSON answer: 401 when the client could not prove who it is (RFC 6749 section 5.2), else 400.
    pub(crate) fn json(&self, trace: &Trace) -> Response {
        let oauth = self.oauth_error();
        let mut body = json!({
            "error": oauth,
            "error_description": self.description(trace),
            "error_codes": [self.code],
            "timestamp": trace.timestamp(),
            "trace_id": trace.id,
            "correlation_id": trace.correlation_id,
            "error_uri": format!("https://login.microsoftonline.com/error?code={}", self.code),
        });
        if let Some(suberror) = self.suberror() {
            body["suberror"] = suberror.into();
        }
        if let Some(claims) = &self.claims {
            body["claims"] = claims.as_str().into();
        }
        let status = if oauth == "invalid_client" {
            StatusCode::UNAUTHORIZED
        } else {
            StatusCode::BAD_REQUEST
        };
        let mut response = (status, trace.headers(), Json(body)).into_response();
        response.extensions_mut().insert(Number(self.code));
        response
    }
}

/// Which AADSTS error an answer is, for those who note answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Number(pub(crate) u32);

/// A time inside of a sentence: `2026-11-20T18:00:00.0000000Z`.
pub(crate) fn precise(time: Timestamp) -> String {
    format!("{time:.7}")
}

/// What finds a request in the sign-in log.
#[derive(Clone, Debug)]
pub(crate) struct Trace {
    pub(crate) id: Uuid,
    /// The caller's `client-request-id`, header or parameter, or a fresh one.
    pub(crate) correlation_id: Uuid,
    at: Timestamp,
}

impl Trace {
    pub(crate) fn new(headers: &HeaderMap, parameter: Option<&str>, at: Timestamp) -> Self {
        let header = headers
            .get("client-request-id")
            .and_then(|value| value.to_str().ok());
        let sent = header
            .or(parameter)
            .and_then(|id| Uuid::parse_str(id.trim()).ok());
        Self {
            id: Uuid::new_v4(),
            correlation_id: sent.unwrap_or_else(Uuid::new_v4),
            at,
        }
    }

    /// `2026-11-20 18:00:00Z`.
    pub(crate) fn timestamp(&self) -> String {
        self.at.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
    }

    /// The headers that every answer of the sign-in service carries.
    pub(crate) fn headers(&self) -> [(&'static str, String); 4] {
        [
            ("x-ms-request-id", self.id.to_string()),
            ("client-request-id", self.correlation_id.to_string()),
            ("cache-control", "no-store".to_owned()),
            ("pragma", "no-cache".to_owned()),
        ]
    }
}

impl FromRequestParts<Shared> for Trace {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, practice: &Shared) -> Result<Self, Infallible> {
        let query = Params::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let id = query.value("client-request-id");
        Ok(Self::new(&parts.headers, id, practice.now()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    fn codes_raised_in(folder: &Path) -> Vec<u32> {
        let mut codes = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let source = std::fs::read_to_string(&path).unwrap_or_default();
            for rest in source.split("EntraError::new(").skip(1) {
                let digits: String = rest
                    .chars()
                    .take_while(|one| one.is_ascii_digit() || *one == '_')
                    .filter(|one| *one != '_')
                    .collect();
                codes.extend(digits.parse::<u32>().ok());
            }
        }
        codes
    }

    #[test]
    fn every_code_that_is_raised_has_its_sentence() {
        let codes = codes_raised_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/entra"));
        assert!(codes.len() > 30, "found only {}", codes.len());
        for code in codes {
            assert!(
                AADSTS.contains_key(&code),
                "AADSTS{code} is missing from data/aadsts.json"
            );
        }
    }

    #[test]
    fn the_description_has_entras_shape() {
        let trace = Trace::new(&HeaderMap::new(), None, "2026-11-20T18:00:00Z".parse().unwrap());
        let error = EntraError::new(700_016)
            .with("client_id", "abc")
            .with("tenant", "Contoso");
        let text = error.description(&trace);
        assert!(text.starts_with("AADSTS700016: Application with identifier 'abc' was not found"));
        assert!(text.ends_with("\r\nTimestamp: 2026-11-20 18:00:00Z"));
        assert_eq!(error.oauth_error(), "unauthorized_client");
    }
}
