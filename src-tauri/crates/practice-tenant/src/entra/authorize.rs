//! `GET /{tenant}/oauth2/v2.0/authorize` (RFC 6749 section 4.1.1; MicrosoftDocs/entra-docs: v2-oauth2-auth-code-flow.md).

use axum::extract::State;
use axum::response::Response;

use crate::entra::authority::Authority;
use crate::entra::discovery::Version;
use crate::entra::error::EntraError;
use crate::entra::grants::Challenge;
use crate::entra::response::{Destination, Mode, Target};
use crate::entra::scope::Asked;
use crate::entra::stage::{Stage, proceed};
use crate::entra::visit::Visit;
use crate::entra::{Params, pages, redirect, registration};
use crate::ids::ClientId;
use crate::practice::{Practice, Shared};
use crate::store::{App, Platform, Store, Tenant};

/// A checked authorize request.
#[derive(Clone)]
pub(crate) struct Request {
    /// The tenant as it stood in the path.
    pub(crate) authority: String,
    pub(crate) client_id: ClientId,
    pub(crate) platform: Platform,
    pub(crate) target: Destination,
    pub(crate) asked: Asked,
    pub(crate) nonce: Option<String>,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) prompt: Prompt,
    pub(crate) login_hint: Option<String>,
    pub(crate) correlation_id: Option<String>,
}

/// `prompt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prompt {
    /// Only what is necessary.
    Automatic,
    None,
    SignIn,
    SelectAccount,
    Consent,
    /// The whole tenant's consent, in the older version only.
    AdminConsent,
}

impl Prompt {
    fn parse(version: Version, word: Option<&str>) -> Result<Self, EntraError> {
        match word {
            None => Ok(Self::Automatic),
            Some("none") => Ok(Self::None),
            Some("login") => Ok(Self::SignIn),
            Some("select_account") => Ok(Self::SelectAccount),
            Some("consent") => Ok(Self::Consent),
            Some("admin_consent") if version == Version::V1 => Ok(Self::AdminConsent),
            Some(_) => Err(EntraError::new(90023)),
        }
    }
}

/// Why a request goes no further: shown to the person, or sent back to the app.
pub(crate) enum Refusal {
    Page(EntraError),
    Answer(Box<Target>, EntraError),
}

impl From<EntraError> for Refusal {
    fn from(error: EntraError) -> Self {
        Self::Page(error)
    }
}

/// `GET` or `POST /{tenant}/oauth2/v2.0/authorize`.
pub(crate) async fn v2(State(practice): State<Shared>, visit: Visit) -> Response {
    begin(&practice, Version::V2, visit)
}

/// `GET` or `POST /{tenant}/oauth2/authorize`.
pub(crate) async fn v1(State(practice): State<Shared>, visit: Visit) -> Response {
    begin(&practice, Version::V1, visit)
}

fn begin(practice: &Practice, version: Version, visit: Visit) -> Response {
    let read = read(practice, &practice.read(), version, &visit);
    match read {
        Ok(request) => proceed(practice, request, visit.who, Stage::Started, &visit.trace),
        Err(Refusal::Page(error)) => pages::error(&error, &visit.trace, visit.language),
        Err(Refusal::Answer(target, error)) => target.error(&error, &visit.trace),
    }
}

/// Checks in Entra's order. Up to the redirect URI the person sees the error; after it the app does.
fn read(practice: &Practice, store: &Store, version: Version, visit: &Visit) -> Result<Request, Refusal> {
    let Visit {
        tenant,
        params,
        language,
        ..
    } = visit;
    let (app, authority) = app(practice, store, tenant, params)?;
    let redirect = redirect::matching(app, params.value("redirect_uri")).map_err(|error| {
        if error.code == 50011 {
            error.under("invalid_request")
        } else {
            error
        }
    })?;
    let mode = Mode::parse(params.value("response_mode"));
    let target = Target {
        redirect_uri: redirect.uri,
        mode: *mode.as_ref().unwrap_or(&Mode::Query),
        state: params.value("state").map(str::to_owned),
        language: *language,
    };
    let named = match authority {
        Authority::Tenant(tenant) => Some(tenant),
        Authority::Any => None,
    };
    let details = mode.and_then(|_| details(version, app, named, redirect.platform, params));
    match details {
        Ok(details) => Ok(Request {
            authority: tenant.to_owned(),
            client_id: app.client_id,
            platform: redirect.platform,
            target: Destination::Redirect(target),
            asked: details.asked,
            nonce: params.value("nonce").map(str::to_owned),
            challenge: details.challenge,
            prompt: details.prompt,
            login_hint: params.value("login_hint").map(str::to_owned),
            correlation_id: params.value("client-request-id").map(str::to_owned),
        }),
        Err(error) => Err(Refusal::Answer(Box::new(target), error)),
    }
}

/// An app of one tenant cannot be used where the tenant is not named.
fn app<'a>(
    practice: &Practice,
    store: &'a Store,
    tenant: &str,
    params: &Params,
) -> Result<(&'a App, Authority<'a>), EntraError> {
    let (app, authority) = registration::named(practice, store, tenant, params.required("client_id")?)?;
    if matches!(authority, Authority::Any) && !app.audience.is_multi_tenant() {
        return Err(EntraError::new(50194)
            .with("client_id", app.client_id)
            .with("app", &app.name));
    }
    Ok((app, authority))
}

struct Details {
    asked: Asked,
    challenge: Option<Challenge>,
    prompt: Prompt,
}

fn details(
    version: Version,
    app: &App,
    tenant: Option<&Tenant>,
    platform: Platform,
    params: &Params,
) -> Result<Details, EntraError> {
    let response_type = params.required("response_type")?;
    if response_type.split(' ').any(|word| word == "id_token") {
        return Err(EntraError::new(700_054));
    }
    if response_type != "code" {
        return Err(EntraError::new(70005).with("response_type", response_type));
    }
    let prompt = Prompt::parse(version, params.value("prompt"))?;
    let challenge = challenge(params)?;
    if platform == Platform::Spa && challenge.is_none() {
        return Err(EntraError::new(9_002_325));
    }
    let asked = match version {
        Version::V2 if params.value("resource").is_some() => return Err(EntraError::new(901_002)),
        Version::V2 => Asked::by_scope(app, tenant, params.required("scope")?)?,
        Version::V1 => Asked::by_resource(app, tenant, params.required("resource")?)?,
    };
    Ok(Details {
        asked,
        challenge,
        prompt,
    })
}

/// RFC 7636 section 4.3: an S256 challenge has 43 characters of base64url.
fn challenge(params: &Params) -> Result<Option<Challenge>, EntraError> {
    let Some(challenge) = params.value("code_challenge") else {
        return Ok(None);
    };
    let unreserved = challenge
        .chars()
        .all(|one| one.is_ascii_alphanumeric() || matches!(one, '-' | '.' | '_' | '~'));
    if !(43..=128).contains(&challenge.len()) || !unreserved {
        return Err(EntraError::new(501_491));
    }
    match params.value("code_challenge_method") {
        Some("S256") => Ok(Some(Challenge::S256(challenge.to_owned()))),
        None | Some("plain") => Ok(Some(Challenge::Plain(challenge.to_owned()))),
        Some(_) => Err(EntraError::new(501_491)),
    }
}
