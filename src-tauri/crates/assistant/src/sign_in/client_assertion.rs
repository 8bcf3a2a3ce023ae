//! A JWT in place of a secret (RFC 7523 section 2.2; Microsoft, "Application authentication certificate credentials").

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use jsonwebtoken::{Algorithm, Header};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use super::certificate::ClientCertificate;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::ClientId;

/// `client_assertion_type`, the only one there is.
pub(super) const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Entra advises 5 to 10 minutes.
const LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// The claims, in Entra's words.
#[derive(Serialize)]
struct Assertion<'a> {
    aud: &'a Url,
    iss: ClientId,
    sub: ClientId,
    jti: Uuid,
    nbf: i64,
    iat: i64,
    exp: i64,
}

/// How assertions are signed, and how their certificate is named. Entra takes both; MSAL signs for Entra with the first
/// and for AD FS with the second (AzureAD/microsoft-authentication-library-for-dotnet issue 4428).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub(crate) enum AssertionForm {
    /// RSASSA-PSS, and `x5t#S256`.
    #[default]
    #[serde(rename = "PS256")]
    Ps256,
    /// RSASSA-PKCS1-v1_5, and `x5t`: what older services know.
    #[serde(rename = "RS256")]
    Rs256,
}

/// Signs an assertion for one request to that token endpoint.
///
/// jsonwebtoken takes no key that is in aws-lc's hands already, so the three parts are put together here.
pub(super) fn sign(
    certificate: &ClientCertificate,
    client_id: ClientId,
    token_endpoint: &Url,
    form: AssertionForm,
    now: Timestamp,
) -> Result<String> {
    let named = &certificate.certificate;
    let (header, padding): (Header, &'static dyn RsaEncoding) = match form {
        AssertionForm::Ps256 => (
            Header {
                x5t_s256: Some(named.x5t_s256()),
                ..Header::new(Algorithm::PS256)
            },
            &RSA_PSS_SHA256,
        ),
        AssertionForm::Rs256 => (
            Header {
                x5t: Some(named.x5t()),
                ..Header::new(Algorithm::RS256)
            },
            &RSA_PKCS1_SHA256,
        ),
    };
    let claims = Assertion {
        aud: token_endpoint,
        iss: client_id,
        sub: client_id,
        jti: Uuid::new_v4(),
        nbf: now.as_second(),
        iat: now.as_second(),
        exp: (now + LIFETIME).as_second(),
    };
    let message = format!("{}.{}", part(&header)?, part(&claims)?);
    let mut signature = vec![0; certificate.key.public_modulus_len()];
    certificate
        .key
        .sign(padding, &SystemRandom::new(), message.as_bytes(), &mut signature)
        .map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))?;
    Ok(format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

fn part(value: &impl Serialize) -> Result<String> {
    let json =
        serde_json::to_vec(value).map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))?;
    Ok(URL_SAFE_NO_PAD.encode(json))
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::{DecodingKey, Validation};
    use serde_json::{Map, Value};
    use x509_parser::prelude::{FromDer as _, X509Certificate};

    use super::super::certificate::{CertificateLifetime, make};
    use super::*;
    use crate::connection::StoredCertificate;
    use crate::outside::KeptIn;

    #[test]
    fn an_assertion_is_signed_in_its_form_names_its_certificate_and_is_never_the_same_twice() {
        let now: Timestamp = "2026-11-21T12:00:00Z".parse().unwrap();
        let made = make("Handrail application", CertificateLifetime::OneYear, now).unwrap();
        let stored = StoredCertificate {
            pem: made.pem,
            thumbprint: made.thumbprint,
            kept: KeptIn::Session,
        };
        let certificate = ClientCertificate::stored(&stored, &made.key).unwrap();
        let named = &certificate.certificate;
        let client_id: ClientId = "3f8c1a52-0b6e-4d7a-9a41-77c0d2e5b918".parse().unwrap();
        let endpoint = Url::parse("https://login.example/t/oauth2/v2.0/token").unwrap();
        for (form, algorithm, x5t, x5t_s256) in [
            (
                AssertionForm::Ps256,
                Algorithm::PS256,
                None,
                Some(named.x5t_s256()),
            ),
            (AssertionForm::Rs256, Algorithm::RS256, Some(named.x5t()), None),
        ] {
            let signed = || sign(&certificate, client_id, &endpoint, form, now).unwrap();
            let (one, other) = (signed(), signed());

            let header = jsonwebtoken::decode_header(&one).unwrap();
            assert_eq!(header.alg, algorithm);
            assert_eq!((header.x5t, header.x5t_s256), (x5t, x5t_s256));
            let claims = |jwt: &str| claims(jwt, &stored.pem, algorithm);
            let (first, second) = (claims(&one), claims(&other));
            assert_eq!(first["aud"], endpoint.as_str());
            assert_eq!(first["iss"], client_id.to_string());
            assert_eq!(first["sub"], first["iss"]);
            let lifetime = first["exp"].as_i64().unwrap() - first["nbf"].as_i64().unwrap();
            assert_eq!(lifetime, 600);
            assert_ne!(first["jti"], second["jti"]);
        }
    }

    /// The claims, if the key of the certificate signed them.
    fn claims(jwt: &str, pem: &str, algorithm: Algorithm) -> Map<String, Value> {
        let (_, pem) = x509_parser::pem::parse_x509_pem(pem.as_bytes()).unwrap();
        let (_, parsed) = X509Certificate::from_der(&pem.contents).unwrap();
        let key = DecodingKey::from_rsa_der(&parsed.public_key().subject_public_key.data);
        let mut rules = Validation::new(algorithm);
        rules.validate_exp = false;
        rules.validate_aud = false;
        jsonwebtoken::decode(jwt, &key, &rules).unwrap().claims
    }
}
