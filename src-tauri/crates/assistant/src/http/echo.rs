//! A service that repeats in its refusal what it was told in confidence. Whatever form the secret has, it is known here, and
//! leaves the answer before anybody reads it; masking by form comes later, and guesses.

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::{Body, Request};
use url::form_urlencoded;
use zeroize::Zeroizing;

use super::Answer;

/// Fields of a request to a sign-in service that are nobody else's business.
const CONFIDENTIAL: [&str; 6] = [
    "client_secret",
    "client_assertion",
    "refresh_token",
    "code",
    "code_verifier",
    "device_code",
];
/// What is shorter stands in an answer by chance.
const SHORTEST: usize = 6;
const MASK: &str = "[redacted]";

/// What a request told in confidence, in each form in which an answer may repeat it.
pub(super) struct Confided(Vec<Zeroizing<String>>);

impl Confided {
    pub(super) fn in_request(request: &Request) -> Self {
        let token = request
            .headers()
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let token = token
            .and_then(|value| value.split_once(' '))
            .map(|(_, token)| token);
        let form = request.body().and_then(Body::as_bytes).unwrap_or_default();
        let fields = form_urlencoded::parse(form)
            .filter(|(name, _)| CONFIDENTIAL.contains(&&**name))
            .map(|(_, secret)| Zeroizing::new(secret.into_owned()));
        let told = token
            .map(|token| Zeroizing::new(token.to_owned()))
            .into_iter()
            .chain(fields);
        let secrets = told.filter(|secret| secret.len() >= SHORTEST);
        Self(secrets.flat_map(|secret| forms(&secret)).collect())
    }

    /// The answer; a refusal with a mask in the place of each.
    pub(super) fn unsaid(&self, mut answer: Answer) -> Answer {
        if !answer.status.is_success() {
            if let Some(masked) = self.masked(&answer.body) {
                answer.body = masked.into_bytes();
            }
            self.mask_headers(&mut answer.headers);
        }
        answer
    }

    fn mask_headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            let masked = self.masked(value.as_bytes());
            if let Some(masked) = masked.and_then(|masked| HeaderValue::from_str(&masked).ok()) {
                *value = masked;
            }
        }
    }

    /// The text without the secrets; nothing where none is in it.
    fn masked(&self, bytes: &[u8]) -> Option<String> {
        let said = String::from_utf8_lossy(bytes);
        if !self.0.iter().any(|secret| said.contains(secret.as_str())) {
            return None;
        }
        let mut text = said.into_owned();
        for secret in &self.0 {
            text = text.replace(secret.as_str(), MASK);
        }
        Some(text)
    }
}

/// As it is, as JSON writes it, and as a form does.
fn forms(secret: &str) -> Vec<Zeroizing<String>> {
    let json = serde_json::Value::from(secret).to_string();
    let form: String = form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let mut forms = vec![secret.to_owned(), json.trim_matches('"').to_owned(), form];
    forms.dedup();
    forms.into_iter().map(Zeroizing::new).collect()
}

#[cfg(test)]
mod tests {
    use reqwest::{Method, StatusCode};
    use serde_json::{Value, json};

    use super::*;
    use crate::support::Seen;

    /// What is left of a text that holds everything that was told.
    fn heard(status: StatusCode) -> (String, String) {
        let secret = "just \"four\" plain words & more";
        let form: String = form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", "known-to-everybody")
            .append_pair("client_secret", secret)
            .append_pair("code", "123")
            .finish();
        let mut request = Request::new(Method::POST, "https://login.example/token".parse().unwrap());
        let bearer = HeaderValue::from_static("Bearer opaque-token");
        request.headers_mut().insert(AUTHORIZATION, bearer);
        *request.body_mut() = Some(form.clone().into());
        let said = format!("{secret}, {form}, 123 known-to-everybody");
        let headers = [(
            "www-authenticate",
            "Bearer error_description=\"opaque-token is bad\"",
        )];
        let headers = headers.map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value)));
        let answer = Answer {
            status,
            headers: headers.into_iter().collect(),
            body: json!({ "error_description": said }).to_string().into_bytes(),
            seen: Seen::default(),
            host: "host".to_owned(),
            at: jiff::Timestamp::UNIX_EPOCH,
        };
        let heard = Confided::in_request(&request).unsaid(answer);
        let body: Value = serde_json::from_slice(&heard.body).unwrap();
        let header = heard.headers["www-authenticate"].to_str().unwrap().to_owned();
        (body["error_description"].as_str().unwrap().to_owned(), header)
    }

    #[test]
    fn a_refusal_that_repeats_a_secret_is_not_repeated() {
        let (body, header) = heard(StatusCode::BAD_REQUEST);
        assert_eq!(
            body,
            "[redacted], client_id=known-to-everybody&client_secret=[redacted]&code=123, 123 known-to-everybody"
        );
        assert_eq!(header, "Bearer error_description=\"[redacted] is bad\"");
    }

    #[test]
    fn what_is_no_refusal_stays_as_it_came() {
        assert!(heard(StatusCode::OK).0.starts_with("just \"four\""));
    }
}
