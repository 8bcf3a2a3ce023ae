//! Who may ask the listener: the browser of this computer, led here by the page that it shows.

use http::{Method, Request, StatusCode, header};

/// What a browser says that it fetches (Fetch Metadata Request Headers, section 2.1). Older ones do not say it.
const FETCHED_FOR: &str = "sec-fetch-dest";

/// Refuses what is no visit of a page at this address.
pub(super) fn admits<B>(request: &Request<B>, port: u16) -> Result<(), StatusCode> {
    if !asks_us(request, port) {
        return Err(StatusCode::BAD_REQUEST);
    }
    if request.method() != Method::GET {
        return Err(StatusCode::METHOD_NOT_ALLOWED);
    }
    if !is_visit(request) {
        return Err(StatusCode::FORBIDDEN);
    }
    Ok(())
}

/// A name that resolves to this computer but is not ours would be a rebinding attack. The target of a proxy's request
/// counts more than its `Host` (RFC 9112 section 3.2.2), and two of those are no request at all.
fn asks_us<B>(request: &Request<B>, port: u16) -> bool {
    let mut hosts = request.headers().get_all(header::HOST).iter();
    let host = hosts.next().and_then(|host| host.to_str().ok());
    let ours = host.is_some_and(|host| {
        ["localhost", "127.0.0.1", "[::1]"]
            .iter()
            .any(|name| host == format!("{name}:{port}"))
    });
    ours && hosts.next().is_none() && request.uri().authority().is_none()
}

/// A script, a picture or a frame of any web page can send requests here; the answer to a sign-in is what the tab shows.
fn is_visit<B>(request: &Request<B>) -> bool {
    let mut fetched_for = request.headers().get_all(FETCHED_FOR).iter();
    fetched_for.all(|what| what == "document")
}
