//! How a client proves who it is: secret, certificate, or nothing (RFC 6749 section 2.3, RFC 7523 section 2.2).

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretString;

use crate::entra::client_assertion;
use crate::entra::error::EntraError;
use crate::entra::params::Params;
use crate::practice::Practice;
use crate::scenario::Scenario;
use crate::store::App;

/// What the client proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// A public client.
    Nothing,
    Secret,
    Certificate,
}

impl Proof {
    /// Claim `appidacr`.
    pub(crate) fn appidacr(self) -> &'static str {
        match self {
            Self::Nothing => "0",
            Self::Secret => "1",
            Self::Certificate => "2",
        }
    }
}

/// What the client sent.
pub(crate) enum Credential {
    Secret(SecretString),
    Assertion(String),
}

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// The client id and the credential of a request, from the body or from HTTP Basic.
pub(crate) fn presented(headers: &HeaderMap, params: &Params) -> (Option<String>, Option<Credential>) {
    let (basic_id, basic_secret) = basic(headers).unzip();
    let client_id = params.value("client_id").map(str::to_owned).or(basic_id);
    let secret = params
        .value("client_secret")
        .map(SecretString::from)
        .or(basic_secret);
    let assertion = params
        .value("client_assertion")
        .filter(|_| params.value("client_assertion_type") == Some(JWT_BEARER))
        .map(|jwt| Credential::Assertion(jwt.to_owned()));
    (client_id, assertion.or_else(|| secret.map(Credential::Secret)))
}

fn basic(headers: &HeaderMap) -> Option<(String, SecretString)> {
    let header = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(encoded.trim()).ok()?).ok()?;
    let (id, secret) = decoded.split_once(':')?;
    Some((form_decoded(id), form_decoded(secret).into()))
}

/// RFC 6749 section 2.3.1: both halves are form-encoded first. `x=` makes the text a form of one field.
fn form_decoded(text: &str) -> String {
    let field = format!("x={text}");
    url::form_urlencoded::parse(field.as_bytes())
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}

/// Checks a credential against the registration.
pub(crate) fn verify(
    practice: &Practice,
    app: &App,
    credential: &Credential,
    audiences: &[String],
) -> Result<Proof, EntraError> {
    match credential {
        Credential::Secret(value) => verify_secret(practice, app, value),
        Credential::Assertion(jwt) => {
            client_assertion::verify(app, jwt, audiences, practice.now())?;
            Ok(Proof::Certificate)
        }
    }
}

fn verify_secret(practice: &Practice, app: &App, value: &SecretString) -> Result<Proof, EntraError> {
    let Some(secret) = practice.known_secret(app, value) else {
        return Err(EntraError::new(7_000_215).with("client_id", app.client_id));
    };
    if secret.start > practice.now() {
        return Err(EntraError::new(7_000_215).with("client_id", app.client_id));
    }
    if secret.expires <= practice.now() || practice.switches.is_on(Scenario::SecretExpired) {
        return Err(EntraError::new(7_000_222).with("client_id", app.client_id));
    }
    Ok(Proof::Secret)
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret as _;

    #[test]
    fn a_secret_with_special_characters_survives_http_basic() {
        let mut headers = HeaderMap::new();
        let encoded = STANDARD.encode("id:a%2Bb%26c+d%3A");
        headers.insert(AUTHORIZATION, format!("Basic {encoded}").parse().unwrap());
        let (id, secret) = basic(&headers).unwrap();
        assert_eq!(id, "id");
        assert_eq!(secret.expose_secret(), "a+b&c d:");
    }
}
