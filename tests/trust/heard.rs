//! Secrets are learned from what was really sent and answered: whatever stands in a field of such a name is one.

use http::HeaderValue;
use http::header::{AUTHORIZATION, LOCATION};
use serde_json::Value;
use url::{Url, form_urlencoded};

use crate::{Canaries, Exchange};

/// Fields of requests and of redirects, by their names in OAuth, OpenID Connect and on the practice tenant's pages.
const SENT: [(&str, &str); 14] = [
    ("access_token", "access token"),
    ("refresh_token", "refresh token"),
    ("id_token", "ID token"),
    ("client_secret", "client secret"),
    ("client_assertion", "assertion"),
    ("assertion", "assertion"),
    ("code", "code"),
    ("device_code", "device code"),
    ("code_verifier", "verifier"),
    ("password", "password"),
    ("passwd", "password"),
    ("state", "state"),
    ("nonce", "nonce"),
    ("secretText", "client secret"),
];

/// Names that mean something else in JSON: of an error, of an incident.
const ONLY_SENT: [&str; 3] = ["code", "state", "nonce"];

impl Canaries {
    /// Every token, code, secret, password, assertion, verifier and device code in what was sent and answered.
    pub fn of_exchanges(exchanges: &[Exchange]) -> Self {
        let mut canaries = Self::default();
        for exchange in exchanges {
            canaries.hear(exchange);
        }
        canaries
    }

    /// What was sent and answered once.
    pub fn hear(&mut self, Exchange { request, answer }: &Exchange) {
        self.hear_address(&request.target);
        self.hear_body(&request.body);
        let text =
            |value: Option<&HeaderValue>| value.and_then(|value| value.to_str().ok()).map(str::to_owned);
        if let Some(credentials) = text(request.headers.get(AUTHORIZATION)) {
            self.hear_authorization(&credentials);
        }
        if let Some(answer) = answer {
            self.hear_body(answer.body());
            if let Some(address) = text(answer.headers().get(LOCATION)) {
                self.hear_address(&address);
            }
        }
    }

    /// What stands in a request's target, or in the address of a redirect.
    pub fn hear_address(&mut self, address: &str) {
        let Ok(base) = Url::parse("http://localhost") else {
            return;
        };
        let Ok(url) = base.join(address) else { return };
        for part in [url.query(), url.fragment()].into_iter().flatten() {
            self.hear_form(part.as_bytes());
        }
    }

    /// What stands in a header `Authorization`.
    pub fn hear_authorization(&mut self, value: &str) {
        if let Some((scheme, credentials)) = value.split_once(' ') {
            let what = if scheme.eq_ignore_ascii_case("bearer") {
                "access token"
            } else {
                "client secret"
            };
            self.add(what, credentials);
        }
    }

    /// What stands in a body: JSON, or else a form.
    pub fn hear_body(&mut self, body: &[u8]) {
        match serde_json::from_slice::<Value>(body) {
            Ok(json) => self.hear_json(&json),
            Err(_) if !body.starts_with(b"<") => self.hear_form(body),
            Err(_) => {}
        }
    }

    fn hear_form(&mut self, form: &[u8]) {
        for (name, value) in form_urlencoded::parse(form) {
            self.hear_field(&name, &value);
        }
    }

    fn hear_json(&mut self, json: &Value) {
        match json {
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(text) if !ONLY_SENT.contains(&name.as_str()) => {
                            self.hear_field(name, text);
                        }
                        inner => self.hear_json(inner),
                    }
                }
            }
            Value::Array(all) => all.iter().for_each(|inner| self.hear_json(inner)),
            _ => {}
        }
    }

    fn hear_field(&mut self, name: &str, value: &str) {
        if let Some((_, what)) = SENT.iter().find(|(field, _)| *field == name) {
            self.add(what, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_learned_from_forms_addresses_headers_and_json() {
        let mut canaries = Canaries::default();
        canaries.hear_address("/?code=made-up-code&state=made-up-state");
        canaries.hear_authorization("Bearer made-up-token");
        canaries.hear_body(b"client_id=one&client_secret=made%2Bup~secret&code_verifier=made-up-verifier");
        canaries
            .hear_body(br#"{"refresh_token": "made-up-refresh", "error": {"code": "Forbidden-for-you"}}"#);
        canaries.hear_body(br#"{"value": [{"secretText": "made-up-password"}]}"#);
        let text = "made-up-code made-up-state made-up-token made+up~secret made-up-verifier made-up-refresh made-up-password";
        assert_eq!(
            canaries.found_in(text.as_bytes()),
            [
                "access token",
                "client secret",
                "code",
                "refresh token",
                "state",
                "verifier"
            ]
        );
        assert_eq!(canaries.count("client secret"), 2);
        assert!(canaries.found_in(b"Forbidden-for-you").is_empty());
        assert!(canaries.without(&["state"]).found_in(b"made-up-state").is_empty());
    }
}
