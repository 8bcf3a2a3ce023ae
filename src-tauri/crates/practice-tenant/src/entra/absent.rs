//! What is asked for at an address of the sign-in service that is not there, or by a method that it does not take.
//! Clients want JSON with an `error` here too.

use axum::http::header::{ACCEPT, ALLOW};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse as _, Response};

use crate::entra::error::{EntraError, Trace};
use crate::entra::pages;
use crate::language::Language;

/// No such address.
pub(crate) async fn address(trace: Trace, language: Language, headers: HeaderMap) -> Response {
    let mut response = answer(&EntraError::new(90023), &trace, language, &headers);
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}

/// The address is there, but takes other methods: AADSTS900561. A browser's question before a cross-origin request
/// (Fetch Standard, section 3.2.2) is no mistake.
pub(crate) async fn method(
    trace: Trace,
    uri: Uri,
    method: Method,
    language: Language,
    headers: HeaderMap,
) -> Response {
    let posts = posts(uri.path());
    if method == Method::OPTIONS && posts {
        return preflight(&headers);
    }
    let verbs = if posts { "POST" } else { "GET" };
    let error = EntraError::new(900_561)
        .with("valid", verbs)
        .with("invalid", &method);
    let mut response = answer(&error, &trace, language, &headers);
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    if let Ok(verbs) = verbs.parse() {
        response.headers_mut().insert(ALLOW, verbs);
    }
    response
}

/// Discovery, keys and the sign-in page are read; everything else is sent to.
fn posts(path: &str) -> bool {
    ![
        "/authorize",
        "/logout",
        "/keys",
        "/instance",
        "/openid-configuration",
    ]
    .iter()
    .any(|end| path.ends_with(end))
}

fn preflight(headers: &HeaderMap) -> Response {
    let named = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let answer = [
        ("access-control-allow-origin", named("origin").unwrap_or("*")),
        ("access-control-allow-methods", "POST, OPTIONS"),
        (
            "access-control-allow-headers",
            named("access-control-request-headers").unwrap_or("*"),
        ),
        ("access-control-max-age", "3600"),
    ];
    (StatusCode::OK, answer).into_response()
}

/// A person gets a page, a program JSON.
fn answer(error: &EntraError, trace: &Trace, language: Language, headers: &HeaderMap) -> Response {
    let wants_page = headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if wants_page {
        pages::error(error, trace, language)
    } else {
        error.json(trace)
    }
}
