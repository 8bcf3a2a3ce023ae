//! `/devicelogin`: where a person types the code that an app without a browser shows (RFC 8628 section 3.3).

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::entra::authorize::{Prompt, Request};
use crate::entra::device_codes::{Progress, UserCode};
use crate::entra::error::{EntraError, Trace};
use crate::entra::grants::SignedIn;
use crate::entra::pages::device::{self as page, ConfirmPage};
use crate::entra::response::{Destination, Device};
use crate::entra::stage::{Stage, proceed};
use crate::entra::visit::{Resumed, ResumedBy};
use crate::entra::{Params, pages, session};
use crate::language::Language;
use crate::practice::{Practice, Shared};
use crate::store::Platform;

/// `GET /devicelogin`.
pub(crate) async fn page(language: Language) -> Response {
    page::enter_code(language, "", None)
}

/// `POST /devicelogin` with `otc`, Entra's name for the code.
pub(crate) async fn entered(
    State(practice): State<Shared>,
    language: Language,
    headers: HeaderMap,
    body: String,
) -> Response {
    let params = Params::parse(body.as_bytes());
    let typed = params.value("otc").unwrap_or_default();
    let trace = Trace::new(&headers, None, practice.now());
    match request(&practice, typed, language) {
        Ok(request) => {
            let who = session::of(&practice, &headers);
            proceed(&practice, request, who, Stage::Started, &trace)
        }
        Err(error) => page::enter_code(language, typed, Some((&error, &trace))),
    }
}

/// The sign-in that a typed code stands for.
fn request(practice: &Practice, typed: &str, language: Language) -> Result<Request, EntraError> {
    let user_code = UserCode::parse(typed).ok_or_else(|| EntraError::new(90119))?;
    let store = practice.read();
    let code = store
        .grants
        .device_codes
        .typed(&user_code)
        .ok_or_else(|| EntraError::new(70018))?;
    if code.has_expired(practice.now()) {
        return Err(EntraError::new(70019));
    }
    if !code.waits() {
        return Err(EntraError::new(90120));
    }
    Ok(Request {
        authority: code.authority.clone(),
        client_id: code.client_id,
        platform: Platform::PublicClient,
        target: Destination::Device(Device { user_code, language }),
        asked: code.asked.clone(),
        nonce: None,
        challenge: None,
        prompt: Prompt::Automatic,
        login_hint: None,
        correlation_id: None,
    })
}

/// Asks whether this app is the one that the person wants to sign in to: somebody else may have sent the code.
pub(crate) fn confirm(practice: &Practice, request: Request, who: SignedIn) -> Response {
    let ctx = practice
        .write()
        .grants
        .suspend(request.clone(), Some(who), practice.now());
    let store = practice.read();
    page::confirm(&ConfirmPage {
        language: request.target.language(),
        authority: &request.authority,
        ctx: &ctx,
        app: store.app(request.client_id).map_or("", |app| &app.name),
        user: store.user(who.user).map_or("", |user| &user.user_principal_name),
    })
}

/// `POST /{tenant}/device`: `ctx` and `decision`.
pub(crate) async fn confirmed(
    State(practice): State<Shared>,
    ResumedBy(who, resumed): ResumedBy,
) -> Response {
    let Resumed {
        ctx,
        request,
        params,
        trace,
        ..
    } = resumed;
    practice.write().grants.forget(&ctx);
    if params.value("decision") == Some("continue") {
        proceed(&practice, request, Some(who), Stage::Confirmed, &trace)
    } else {
        request.target.error(&practice, &EntraError::new(65004), &trace)
    }
}

/// Tells the waiting app who signed in, and the person that it may go on.
pub(crate) fn approve(practice: &Practice, request: &Request, device: &Device, who: SignedIn) -> Response {
    let mut store = practice.write();
    store
        .grants
        .device_codes
        .decide(&device.user_code, Progress::Approved(who));
    let app = store.app(request.client_id).map_or("", |app| &app.name);
    page::done(device.language, app)
}

/// Tells the waiting app that it will not get a token, and the person why.
pub(crate) fn refuse(practice: &Practice, device: &Device, error: &EntraError, trace: &Trace) -> Response {
    let declined = error.code == 65004;
    let progress = if declined {
        Progress::Declined
    } else {
        Progress::Refused(error.clone())
    };
    practice
        .write()
        .grants
        .device_codes
        .decide(&device.user_code, progress);
    if declined {
        page::declined(device.language)
    } else {
        pages::error(error, trace, device.language)
    }
}
