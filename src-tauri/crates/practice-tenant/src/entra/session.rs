//! The browser's session with the sign-in page.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse as _, Response};

use crate::address::Address;
use crate::cookies;
use crate::entra::grants::SignedIn;
use crate::entra::policy::Factors;
use crate::entra::{Params, pages};
use crate::ids::ObjectId;
use crate::language::Language;
use crate::practice::{Practice, Shared};

/// Entra's own name for it.
const SESSION: &str = "ESTSAUTH";

/// Who is signed in in this browser.
pub(crate) fn of(practice: &Practice, headers: &HeaderMap) -> Option<SignedIn> {
    let name = cookies::named(headers, SESSION)?;
    practice.read().grants.session(name, practice.now())
}

/// Starts a session; returns the cookie.
pub(crate) fn start(practice: &Practice, address: &Address, who: SignedIn) -> String {
    let name = practice.write().grants.start_session(who, practice.now());
    let secure = if address.is_https() { "; Secure" } else { "" };
    format!("{SESSION}={name}; Path=/; HttpOnly; SameSite=Lax{secure}")
}

/// The cookie of a session that nobody had to type anything for.
pub(crate) fn cookie(practice: &Practice, user: ObjectId) -> String {
    let who = SignedIn {
        user,
        factors: Factors::One,
    };
    let name = practice.write().grants.start_session(who, practice.now());
    format!("{SESSION}={name}")
}

/// `GET /{tenant}/oauth2/v2.0/logout` (OpenID Connect RP-Initiated Logout 1.0).
pub(crate) async fn sign_out(
    State(practice): State<Shared>,
    language: Language,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    if let Some(name) = cookies::named(&headers, SESSION) {
        practice.write().grants.end_session(name);
    }
    let params = Params::parse(query.unwrap_or_default().as_bytes());
    let back = params.value("post_logout_redirect_uri").filter(|uri| {
        let store = practice.read();
        store
            .apps
            .iter()
            .flat_map(|app| &app.redirects)
            .any(|one| one.uri == *uri)
    });
    let cookie = format!("{SESSION}=; Path=/; HttpOnly; Max-Age=0");
    ([(SET_COOKIE, cookie)], pages::signed_out(language, back)).into_response()
}
