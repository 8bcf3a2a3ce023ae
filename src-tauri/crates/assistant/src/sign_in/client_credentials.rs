//! Tokens for the application itself (RFC 6749 section 4.4), with a secret or a certificate.

use oauth2::{ClientSecret, Scope};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;

use super::certificate::{CertificateState, ClientCertificate};
use super::client_assertion::{self, AssertionForm};
use super::oauth_client::{Tokens, client, received, sender};
use crate::clock::{Clock, rfc3339};
use crate::cloud::ApiPlace;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Http;
use crate::ids::{ClientId, parse_guid};
use crate::tenant::Discovery;

/// What an application proves itself with.
#[derive(Clone, Debug)]
pub(crate) enum ClientCredential {
    Secret(SecretString),
    Certificate(ClientCertificate),
}

impl ClientCredential {
    /// The same for a cloud that wants its assertions in that form.
    pub(crate) fn signing(self, form: AssertionForm) -> Self {
        match self {
            Self::Secret(secret) => Self::Secret(secret),
            Self::Certificate(certificate) => Self::Certificate(certificate.signing(form)),
        }
    }
}

/// A token for everything that was granted to the application; only `/.default` can be asked for.
pub(crate) async fn application_token(
    http: &Http,
    discovery: &Discovery,
    client_id: ClientId,
    credential: &ClientCredential,
    place: &ApiPlace,
    clock: &dyn Clock,
) -> Result<Tokens> {
    let mut client = client(discovery, client_id);
    let mut assertion = None;
    match credential {
        ClientCredential::Secret(secret) => {
            client = client.set_client_secret(ClientSecret::new(secret.expose_secret().to_owned()));
        }
        ClientCredential::Certificate(certificate) => {
            still_valid(certificate, clock)?;
            let endpoint = &discovery.token_endpoint;
            assertion = Some(client_assertion::sign(
                certificate,
                client_id,
                endpoint,
                certificate.form,
                clock.now(),
            )?);
        }
    }
    let scope = Scope::new(format!("{}/.default", place.audience));
    let mut request = client.exchange_client_credentials().add_scope(scope);
    if let Some(assertion) = assertion {
        request = request
            .add_extra_param("client_assertion_type", client_assertion::TYPE)
            .add_extra_param("client_assertion", assertion);
    }
    let outcome = request.request_async(&sender(http)).await;
    received(outcome, clock).map_err(|report| about(credential, report))
}

/// Does the tenant know this client ID? A made-up secret draws the answer: an unknown client is refused before
/// its secret is looked at.
pub(crate) async fn probe_client_id(
    http: &Http,
    discovery: &Discovery,
    client_id: ClientId,
    place: &ApiPlace,
    clock: &dyn Clock,
) -> Result<()> {
    let made_up = SecretString::from(format!("handrail-probe-{}", Uuid::new_v4().simple()));
    let made_up = ClientCredential::Secret(made_up);
    match application_token(http, discovery, client_id, &made_up, place, clock).await {
        Ok(_) => Ok(()),
        Err(report) if knows_client(report.code) => Ok(()),
        Err(report) => Err(report
            .with("client_id", client_id)
            .with("tenant", discovery.tenant_id)),
    }
}

/// Refusals that come only once the client itself was found.
fn knows_client(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::SecretWrong
            | ErrorCode::SecretExpired
            | ErrorCode::PublicClientWithSecret
            | ErrorCode::PlatformIsWeb
            | ErrorCode::ResourceMissing
            | ErrorCode::ConditionalAccess
    )
}

/// Entra would refuse it too, but could not say until when it was good.
fn still_valid(certificate: &ClientCertificate, clock: &dyn Clock) -> Result<()> {
    let certificate = &certificate.certificate;
    if certificate.state(clock.now()) == CertificateState::Expired {
        return Err(ErrorReport::new(ErrorCode::CertificateExpired)
            .with("thumbprint", certificate.thumbprint())
            .with("expires", rfc3339(certificate.not_after())));
    }
    Ok(())
}

/// What is known of the credential makes a refusal precise: a secret that was pasted as its own ID is told apart from
/// one that is merely wrong, and a certificate is named.
fn about(credential: &ClientCredential, report: ErrorReport) -> ErrorReport {
    match credential {
        ClientCredential::Secret(secret)
            if report.code == ErrorCode::SecretWrong && parse_guid(secret.expose_secret()).is_some() =>
        {
            ErrorReport {
                trace: report.trace,
                ..ErrorReport::new(ErrorCode::SecretIdPasted)
            }
        }
        ClientCredential::Secret(_) => report,
        ClientCredential::Certificate(certificate) => {
            let report = match of_certificate(&report) {
                Some(code) => ErrorReport {
                    trace: report.trace,
                    detail: report.detail,
                    ..ErrorReport::new(code)
                },
                None => report,
            };
            report
                .with("thumbprint", certificate.certificate.thumbprint())
                .with("expires", rfc3339(certificate.certificate.not_after()))
        }
    }
}

/// What a number means for a certificate that is known here.
fn of_certificate(report: &ErrorReport) -> Option<ErrorCode> {
    let another_key_signed = |detail: &String| detail.contains("The key was found");
    match report.trace.as_ref()?.aadsts? {
        700_027 if report.detail.as_ref().is_some_and(another_key_signed) => {
            Some(ErrorCode::CertificateRefused)
        }
        700_027 | 700_030 => Some(ErrorCode::CertificateNotRegistered),
        1_000_502 => Some(ErrorCode::CertificateExpired),
        _ => None,
    }
}
