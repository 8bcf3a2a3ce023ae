//! A client that proves itself with a certificate: it signs a JWT (RFC 7523 section 3; MicrosoftDocs/entra-docs:
//! certificate-credentials.md).

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, DecodingKey, Header};
use serde_json::{Map, Value};

use crate::certificate::{self, Certificate};
use crate::entra::error::{EntraError, precise};
use crate::keys::signature_only;
use crate::store::App;

/// Clocks of clients may be this many seconds ahead.
const SKEW_SECONDS: f64 = 300.0;

/// Checks a client assertion: its header, the certificate that it names, the signature, and its claims.
pub(crate) fn verify(app: &App, jwt: &str, audiences: &[String], now: Timestamp) -> Result<(), EntraError> {
    let header = jsonwebtoken::decode_header(jwt).map_err(|_| EntraError::new(50027))?;
    if !matches!(header.alg, Algorithm::RS256 | Algorithm::PS256) {
        return Err(EntraError::new(5_002_738).with("alg", format!("{:?}", header.alg)));
    }
    let certificate = named(app, &header)?;
    if !(certificate.start..certificate.end).contains(&now) {
        return Err(EntraError::new(1_000_502));
    }
    let refused = || {
        key_error(app, &certificate.thumbprint_hex())
            .with("cause", "Client assertion contains an invalid signature.")
            .with(
                "reason",
                "The key was found, but use of the key to verify the signature failed.",
            )
    };
    let key = DecodingKey::from_rsa_components(&certificate.n, &certificate.e).map_err(|_| refused())?;
    let claims = jsonwebtoken::decode::<Map<String, Value>>(jwt, &key, &signature_only(header.alg))
        .map_err(|_| refused())?
        .claims;
    check_claims(app, &claims, audiences, now)
}

/// The registered certificate that the header names, by thumbprint; a certificate sent along has to be the same one.
fn named<'a>(app: &'a App, header: &Header) -> Result<&'a Certificate, EntraError> {
    let names = [&header.x5t_s256, &header.x5t, &header.kid];
    let sent = names
        .into_iter()
        .flatten()
        .next()
        .ok_or_else(|| EntraError::new(5_002_723))?;
    let chain = header.x5c.as_ref().and_then(|chain| chain.first());
    app.certificates
        .iter()
        .find(|one| is_named(one, header))
        .filter(|one| chain.is_none_or(|sent| decoded(sent).is_some_and(|der| der == one.der)))
        .ok_or_else(|| {
            let cause =
                "The certificate with identifier used to sign the client assertion is not registered on application.";
            key_error(app, &printed(sent))
                .with("cause", cause)
                .with("reason", "The key was not found.")
        })
}

/// A certificate of `x5c` (RFC 7515 section 4.1.6). MSAL for Python leaves the line breaks of the PEM file in it.
fn decoded(certificate: &str) -> Option<Vec<u8>> {
    STANDARD
        .decode(certificate.split_ascii_whitespace().collect::<String>())
        .ok()
}

/// AADSTS700027, still without its cause and reason.
fn key_error(app: &App, thumbprint: &str) -> EntraError {
    EntraError::new(700_027)
        .with("thumbprint", thumbprint)
        .with("client_id", app.client_id)
}

/// A thumbprint as the portal shows it; what cannot be read is shown as it came.
fn printed(thumbprint: &str) -> String {
    URL_SAFE_NO_PAD
        .decode(thumbprint.trim_end_matches('='))
        .map_or_else(|_| thumbprint.to_owned(), |bytes| certificate::hex(&bytes))
}

/// MSAL for Python pads `x5t#S256` with `=`, against RFC 7515 section 4.1.8; Entra takes it.
fn is_named(certificate: &Certificate, header: &Header) -> bool {
    let same = |sent: &Option<String>, own: &str| {
        sent.as_ref()
            .is_some_and(|sent| sent.trim_end_matches('=') == own)
    };
    same(&header.x5t_s256, &certificate.x5t_s256)
        || same(&header.x5t, &certificate.x5t)
        || same(&header.kid, &certificate.x5t)
}

fn check_claims(
    app: &App,
    claims: &Map<String, Value>,
    audiences: &[String],
    now: Timestamp,
) -> Result<(), EntraError> {
    let text = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
    let client_id = app.client_id.to_string();
    if text("iss") != client_id || text("sub") != client_id {
        return Err(EntraError::new(700_021));
    }
    if !audiences.iter().any(|audience| audience == text("aud")) {
        return Err(EntraError::new(700_023));
    }
    // RFC 7519 section 2: a NumericDate may have a fraction, and MSAL for Python sends one.
    let seconds = |name: &str| claims.get(name).and_then(Value::as_f64);
    let time = now.as_duration().as_secs_f64();
    let fits = seconds("exp").is_some_and(|exp| exp > time)
        && seconds("nbf").is_none_or(|nbf| nbf < time + SKEW_SECONDS);
    if fits {
        return Ok(());
    }
    Err(EntraError::new(700_024)
        .with("now", precise(now))
        .with("from", date(seconds("nbf")))
        .with("until", date(seconds("exp"))))
}

/// A claim as the sentence prints it; a missing one as 1970.
fn date(seconds: Option<f64>) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a float that is too large becomes the largest integer, which is no time and printed as 1970"
    )]
    let seconds = seconds.unwrap_or_default() as i64;
    precise(Timestamp::from_second(seconds).unwrap_or_default())
}
