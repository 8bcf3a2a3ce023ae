//! The oauth2 crate over Handrail's own way out, with Entra's extra fields.

use std::fmt;
use std::future::Future;

use oauth2::basic::{BasicRevocationErrorResponse, BasicTokenIntrospectionResponse, BasicTokenType};
use oauth2::{
    AuthType, AuthUrl, Client, EndpointNotSet, EndpointSet, ExtraTokenFields, HttpRequest, HttpResponse,
    RequestTokenError, StandardRevocableToken, StandardTokenResponse, TokenResponse as _, TokenUrl,
};
use reqwest::header::CONTENT_TYPE;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::diagnosis::{self, EntraError};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Http;
use crate::ids::ClientId;
use crate::tenant::Discovery;
use crate::token::{AccessToken, Claims};

/// What Entra adds to RFC 6749 section 5.1.
#[derive(Clone, Default, Deserialize, Serialize)]
pub(crate) struct EntraFields {
    id_token: Option<String>,
}

impl fmt::Debug for EntraFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EntraFields([redacted])")
    }
}

impl ExtraTokenFields for EntraFields {}

/// A token answer of Entra's.
pub(super) type EntraTokenResponse = StandardTokenResponse<EntraFields, BasicTokenType>;

/// An OAuth client of one tenant.
pub(super) type EntraClient = Client<
    EntraError,
    EntraTokenResponse,
    BasicTokenIntrospectionResponse,
    StandardRevocableToken,
    BasicRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointSet,
>;

/// A client for the endpoints that the tenant's discovery document names.
pub(super) fn client(discovery: &Discovery, client_id: ClientId) -> EntraClient {
    Client::new(oauth2::ClientId::new(client_id.to_string()))
        .set_auth_uri(AuthUrl::from_url(discovery.authorization_endpoint.clone()))
        .set_token_uri(TokenUrl::from_url(discovery.token_endpoint.clone()))
        .set_auth_type(AuthType::RequestBody)
}

/// What a token endpoint handed out.
pub(crate) struct Tokens {
    pub(crate) access: AccessToken,
    pub(crate) refresh: Option<SecretString>,
    id_token: Option<SecretString>,
}

impl Tokens {
    /// The ID token, which every sign-in that asked for `openid` brings.
    pub(crate) fn id_token(&self) -> Result<&str> {
        let id_token = self.id_token.as_ref().map(ExposeSecret::expose_secret);
        id_token.ok_or_else(|| not_understood("id_token"))
    }
}

/// Sends a request of the oauth2 crate. A refusal is diagnosed here, where its status is still known.
pub(super) fn sender(
    http: &Http,
) -> impl Fn(HttpRequest) -> std::pin::Pin<Box<dyn Future<Output = Result<HttpResponse>> + Send>> + use<> {
    let http = http.clone();
    move |request| {
        let http = http.clone();
        Box::pin(async move { send(&http, request).await })
    }
}

async fn send(http: &Http, request: HttpRequest) -> Result<HttpResponse> {
    let request = reqwest::Request::try_from(request)
        .map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))?;
    let answer = http.sign_in(request).await?;
    if !answer.status.is_success() {
        return Err(diagnosis::token_endpoint(&answer));
    }
    answer.of_the_service()?;
    let mut response = HttpResponse::new(answer.body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    // What is in the body decides: the crate would refuse JSON that a proxy gave another name.
    response.headers_mut().remove(CONTENT_TYPE);
    Ok(response)
}

/// The oauth2 crate's outcome as Handrail's.
pub(super) fn received(
    outcome: std::result::Result<EntraTokenResponse, RequestTokenError<ErrorReport, EntraError>>,
    clock: &dyn Clock,
) -> Result<Tokens> {
    let response = outcome.map_err(failed)?;
    let secret = SecretString::from(response.access_token().secret().clone());
    let claims =
        Claims::decode(response.access_token().secret()).ok_or_else(|| not_understood("access_token"))?;
    // RFC 6749 only recommends `expires_in`; the claim says the same.
    let expires = response
        .expires_in()
        .and_then(|lifetime| clock.now().checked_add(lifetime).ok())
        .or_else(|| claims.time("exp"))
        .ok_or_else(|| not_understood("expires_in"))?;
    Ok(Tokens {
        access: AccessToken::new(secret, claims, expires),
        refresh: response
            .refresh_token()
            .map(|token| SecretString::from(token.secret().clone())),
        id_token: response.extra_fields().id_token.clone().map(SecretString::from),
    })
}

/// The oauth2 crate's error as Handrail's.
pub(super) fn failed(error: RequestTokenError<ErrorReport, EntraError>) -> ErrorReport {
    match error {
        RequestTokenError::Request(report) => report,
        RequestTokenError::ServerResponse(error) => diagnosis::from_entra(&error, None),
        // The body stays out: half a token may be in it.
        RequestTokenError::Parse(error, _) => not_understood(error.path()),
        RequestTokenError::Other(message) => not_understood(message),
    }
}

fn not_understood(what: impl ToString) -> ErrorReport {
    ErrorReport::new(ErrorCode::AnswerNotUnderstood).with("message", what)
}
