//! `GET /{tenant}/oauth2/v2.0/authorize` (RFC 6749 section 4.1.1; MicrosoftDocs/entra-docs: v2-oauth2-auth-code-flow.md).

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;

use crate::entra::authority::Authority;
use crate::entra::discovery::Version;
use crate::entra::error::{EntraError, Trace};
use crate::entra::grants::{Challenge, Code, SignedIn};
use crate::entra::policy::{Decision, Missing};
use crate::entra::response::{Destination, Mode, Target};
use crate::entra::scope::Asked;
use crate::entra::token_endpoint::{refuse_personal_only, unknown_app};
use crate::entra::{Params, consent, device_sign_in, pages, redirect, second_factor, session, sign_in};
use crate::ids::ClientId;
use crate::language::Language;
use crate::practice::{Practice, Shared};
use crate::store::{App, Platform, Store, Tenant, User};

/// A checked authorize request.
#[derive(Clone, Debug)]
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
}

impl Prompt {
    fn parse(word: Option<&str>) -> Result<Self, EntraError> {
        match word {
            None => Ok(Self::Automatic),
            Some("none") => Ok(Self::None),
            Some("login") => Ok(Self::SignIn),
            Some("select_account") => Ok(Self::SelectAccount),
            Some("consent") => Ok(Self::Consent),
            Some(_) => Err(EntraError::new(90023)),
        }
    }
}

/// Why a request goes no further: shown to the person, or sent back to the app.
enum Refusal {
    Page(EntraError),
    Answer(Box<Target>, EntraError),
}

impl From<EntraError> for Refusal {
    fn from(error: EntraError) -> Self {
        Self::Page(error)
    }
}

/// `GET /{tenant}/oauth2/v2.0/authorize`.
pub(crate) async fn v2(
    State(practice): State<Shared>,
    language: Language,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    begin(
        &practice,
        Version::V2,
        &tenant,
        language,
        &headers,
        &query.unwrap_or_default(),
    )
}

/// `GET /{tenant}/oauth2/authorize`.
pub(crate) async fn v1(
    State(practice): State<Shared>,
    language: Language,
    Path(tenant): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    begin(
        &practice,
        Version::V1,
        &tenant,
        language,
        &headers,
        &query.unwrap_or_default(),
    )
}

fn begin(
    practice: &Practice,
    version: Version,
    tenant: &str,
    language: Language,
    headers: &HeaderMap,
    query: &str,
) -> Response {
    let params = Params::parse(query.as_bytes());
    let trace = Trace::new(headers, params.value("client-request-id"), practice.now());
    let read = read(&practice.read(), version, tenant, &params, language);
    match read {
        Ok(request) => proceed(
            practice,
            request,
            session::of(practice, headers),
            Stage::Started,
            &trace,
        ),
        Err(Refusal::Page(error)) => pages::error(&error, &trace, language),
        Err(Refusal::Answer(target, error)) => target.error(&error, &trace),
    }
}

/// Checks in Entra's order. Up to the redirect URI the person sees the error; after it the app does.
fn read(
    store: &Store,
    version: Version,
    tenant: &str,
    params: &Params,
    language: Language,
) -> Result<Request, Refusal> {
    let authority = Authority::parse(store, tenant)?;
    let app = app(store, authority, params)?;
    let redirect = redirect::matching(app, params.value("redirect_uri")).map_err(|error| {
        if error.code == 50011 {
            error.under("invalid_request")
        } else {
            error
        }
    })?;
    let mut target = Target {
        redirect_uri: redirect.uri,
        mode: Mode::Query,
        state: params.value("state").map(str::to_owned),
        language,
    };
    let named = match authority {
        Authority::Tenant(tenant) => Some(tenant),
        Authority::Any => None,
    };
    match details(version, app, named, redirect.platform, params) {
        Ok(details) => {
            target.mode = details.mode;
            Ok(Request {
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
            })
        }
        Err(error) => Err(Refusal::Answer(Box::new(target), error)),
    }
}

fn app<'a>(store: &'a Store, authority: Authority<'_>, params: &Params) -> Result<&'a App, EntraError> {
    let sent = params.required("client_id")?;
    let tenant = match authority {
        Authority::Tenant(tenant) => Some(tenant),
        Authority::Any => None,
    };
    let unknown = || unknown_app(sent, tenant);
    let app = sent
        .parse()
        .ok()
        .and_then(|id| store.app(id))
        .ok_or_else(unknown)?;
    refuse_personal_only(app)?;
    match tenant {
        Some(tenant) if tenant.id != store.home && !app.audience.is_multi_tenant() => Err(unknown()),
        None if !app.audience.is_multi_tenant() => Err(EntraError::new(50194)
            .with("client_id", app.client_id)
            .with("app", &app.name)),
        _ => Ok(app),
    }
}

struct Details {
    mode: Mode,
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
    if response_type != "code" {
        return Err(EntraError::new(70005).with("response_type", response_type));
    }
    let mode = Mode::parse(params.value("response_mode"))?;
    let prompt = Prompt::parse(params.value("prompt"))?;
    let challenge = challenge(params)?;
    if platform == Platform::Spa && challenge.is_none() {
        return Err(EntraError::new(9_002_325));
    }
    let asked = match version {
        Version::V2 if params.value("resource").is_some() => return Err(EntraError::new(901_002)),
        Version::V2 => Asked::by_scope(app, tenant, params.required("scope")?)?,
        Version::V1 => Asked::by_resource(tenant, params.required("resource")?)?,
    };
    Ok(Details {
        mode,
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

/// How far the person has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stage {
    Started,
    SignedIn,
    /// Only somebody who typed a device code is asked whether the app is the right one.
    Confirmed,
    Consented,
}

/// Asks the person for what is still missing, or answers the app.
pub(crate) fn proceed(
    practice: &Practice,
    request: Request,
    who: Option<SignedIn>,
    stage: Stage,
    trace: &Trace,
) -> Response {
    let found = who.and_then(|who| {
        let store = practice.read();
        let user = store.user(who.user)?.clone();
        belongs(&store, &request.authority, &user).then_some((user, who))
    });
    let silent = request.prompt == Prompt::None;
    let asks_again =
        matches!(request.prompt, Prompt::SignIn | Prompt::SelectAccount) && stage == Stage::Started;
    let Some((user, who)) = found.filter(|_| !asks_again) else {
        return if silent {
            request.target.error(practice, &EntraError::new(50058), trace)
        } else {
            sign_in::ask(practice, request)
        };
    };
    match admitted(practice, &request, &user, who) {
        Ok(()) => {}
        Err(Obstacle::Refused(error) | Obstacle::SecondFactor(_, error)) if silent => {
            return request
                .target
                .error(practice, &error.under("interaction_required"), trace);
        }
        Err(Obstacle::Refused(error)) => return request.target.refuse(practice, &error, trace),
        Err(Obstacle::SecondFactor(missing, _)) => {
            return second_factor::ask(practice, request, who, missing);
        }
    }
    if matches!(request.target, Destination::Device(_)) && stage < Stage::Confirmed {
        return device_sign_in::confirm(practice, request, who);
    }
    match consent::needed(practice, &request, &user, stage) {
        Ok(missing) if missing.is_empty() => finish(practice, request, &user, who),
        Ok(missing) if silent => {
            let error = consent::not_given(practice, &request, &missing);
            request.target.error(practice, &error, trace)
        }
        Ok(missing) => consent::ask(practice, request, (&user, who), &missing, trace),
        Err(error) => request.target.error(practice, &error, trace),
    }
}

/// What stands between a signed-in user and the app.
enum Obstacle {
    Refused(EntraError),
    /// A page can ask for it; the error is for a request that may show none.
    SecondFactor(Missing, EntraError),
}

fn admitted(practice: &Practice, request: &Request, user: &User, who: SignedIn) -> Result<(), Obstacle> {
    let store = practice.read();
    let gone = || Obstacle::Refused(EntraError::new(90023));
    let tenant = store.tenants.get(&user.tenant).ok_or_else(gone)?;
    let decision = Decision {
        practice,
        tenant,
        app: store.app(request.client_id).ok_or_else(gone)?,
        principal: store.principal(tenant.id, request.client_id),
        resource: request.asked.audience(),
    };
    decision.account(user).map_err(Obstacle::Refused)?;
    if matches!(request.target, Destination::Device(_)) {
        decision.device_code().map_err(Obstacle::Refused)?;
    }
    match decision.second_factor(user, who.factors) {
        Some(missing) => Err(Obstacle::SecondFactor(
            missing,
            missing.error(tenant, decision.resource),
        )),
        None => Ok(()),
    }
}

/// A person may sign in at their own tenant, or at the address that names none.
pub(crate) fn belongs(store: &Store, authority: &str, user: &User) -> bool {
    match Authority::parse(store, authority) {
        Ok(Authority::Tenant(tenant)) => tenant.id == user.tenant,
        Ok(Authority::Any) => true,
        Err(_) => false,
    }
}

fn finish(practice: &Practice, request: Request, user: &User, who: SignedIn) -> Response {
    let target = match &request.target {
        Destination::Redirect(target) => target.clone(),
        Destination::Device(device) => return device_sign_in::approve(practice, &request, device, who),
    };
    let code = Code {
        tenant: user.tenant,
        client_id: request.client_id,
        user: user.object_id,
        factors: who.factors,
        platform: request.platform,
        redirect_uri: target.redirect_uri.clone(),
        asked: request.asked,
        nonce: request.nonce,
        challenge: request.challenge,
        issued: practice.now(),
        redeemed: false,
    };
    let code = practice.write().grants.issue_code(code);
    let session_state = uuid::Uuid::new_v4().to_string();
    target.answer(&[("code", &code), ("session_state", &session_state)])
}
