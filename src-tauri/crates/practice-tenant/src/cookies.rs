//! What a browser sends back of the cookies that it was given.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// The cookie of that name. Over HTTP/2 a browser may send each in a field of its own (RFC 9113 section 8.2.3).
pub(crate) fn named<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|field| field.to_str().ok())
        .flat_map(|field| field.split(';'))
        .find_map(|one| one.trim().strip_prefix(name)?.strip_prefix('='))
}
