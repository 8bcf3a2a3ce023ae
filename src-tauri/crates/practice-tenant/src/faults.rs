//! The faults that an API call can be made to show, whatever the API.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde_json::Value;

use crate::api::Api;
use crate::calls::{Call, Caller, short};
use crate::hostile::poisoned;
use crate::practice::{Practice, Shared};
use crate::rates::Exceeded;
use crate::scenario::Scenario;
use crate::stream;

/// Where a registration is written.
const DIRECTORY: [&str; 3] = [
    "/v1.0/applications",
    "/v1.0/servicePrincipals",
    "/v1.0/oauth2PermissionGrants",
];
/// Of what is kept of a request; a registration with its certificates has a few thousand characters.
const LONGEST_BODY: usize = 64 * 1024;

/// Notes every call to an API, and shows the faults that are switched on.
pub(crate) async fn api_call(State(practice): State<Shared>, request: Request, next: Next) -> Response {
    let method = request.method().to_string();
    let path = request.uri().path_and_query().map_or("", PathAndQuery::as_str);
    let path = short(path);
    let caller = Caller::of_token(&practice, request.headers());
    let of_the_directory = is_of_the_directory(request.uri().path());
    let (request, body) = written(request).await;
    if practice.switches.is_on(Scenario::Slow) {
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let response = match refusal(&practice, &request, caller) {
        Some(refusal) => refusal,
        None => next.run(request).await,
    };
    practice.calls.note(Call {
        method,
        path,
        status: response.status().as_u16(),
        body,
        caller,
    });
    // A registration is written by those who use Handrail, not by strangers.
    let response = if practice.switches.is_on(Scenario::HostileContent) && !of_the_directory {
        poisoned(response).await
    } else {
        response
    };
    if response.status().is_success() {
        spoiled(&practice, response).await
    } else {
        response
    }
}

fn is_of_the_directory(path: &str) -> bool {
    DIRECTORY.iter().any(|collection| path.starts_with(collection))
}

/// A request with what it writes to the directory.
async fn written(request: Request) -> (Request, Option<Value>) {
    let of_the_directory = is_of_the_directory(request.uri().path());
    let length = request.headers().get(CONTENT_LENGTH);
    let length: Option<usize> = length.and_then(|length| length.to_str().ok()?.parse().ok());
    if !of_the_directory || length.is_none_or(|length| length > LONGEST_BODY) {
        return (request, None);
    }
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, LONGEST_BODY).await.unwrap_or_default();
    let body = serde_json::from_slice(&bytes).ok();
    (Request::from_parts(parts, Body::from(bytes)), body)
}

/// An answer in place of the API's own.
fn refusal(practice: &Practice, request: &Request, caller: Caller) -> Option<Response> {
    if practice.switches.throttles_this_call() {
        return Some(too_many_requests(practice, request, 1));
    }
    if practice.switches.is_on(Scenario::DocumentedRates)
        && let Err(Exceeded { wait_seconds }) = counted(practice, request, caller)
    {
        return Some(too_many_requests(practice, request, wait_seconds));
    }
    practice.switches.fails_this_call().then(|| {
        let kind = (StatusCode::SERVICE_UNAVAILABLE, "ServiceUnavailable");
        let message = "The service is temporarily unavailable.".to_owned();
        api(request).error(kind, message, (request.headers(), practice.now()))
    })
}

/// A call without a token of ours is refused by the API, and counts for nobody.
fn counted(practice: &Practice, request: &Request, caller: Caller) -> Result<(), Exceeded> {
    let route = request.extensions().get::<MatchedPath>();
    let (Some(route), true) = (route, caller != Caller::default()) else {
        return Ok(());
    };
    let now = practice.now().as_millisecond();
    let (method, path) = (request.method(), route.as_str());
    practice.rates.count(caller, method, path, now)
}

/// Every route behind these faults is one of an API.
fn api(request: &Request) -> Api {
    Api::of(request.uri().path()).unwrap_or(Api::Graph)
}

fn too_many_requests(practice: &Practice, request: &Request, wait_seconds: i64) -> Response {
    let api = api(request);
    let message = match api {
        Api::Graph => "Too Many Requests".to_owned(),
        Api::Defender => format!("Too many requests, try again in {wait_seconds} seconds"),
    };
    let kind = (StatusCode::TOO_MANY_REQUESTS, "TooManyRequests");
    let mut response = api.error(kind, message, (request.headers(), practice.now()));
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from(wait_seconds));
    response
}

/// A good answer that goes wrong on its way.
async fn spoiled(practice: &Practice, response: Response) -> Response {
    if practice.switches.is_on(Scenario::BrokenJson) {
        return halved(response, false).await;
    }
    if practice.switches.is_on(Scenario::Truncated) {
        return halved(response, true).await;
    }
    if practice.switches.is_on(Scenario::HugePage) {
        return padded(response).await;
    }
    response
}

/// Sends the first half of a body. With `breaking`, the header still announces all of it and the connection ends there.
pub(crate) async fn halved(response: Response, breaking: bool) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let half = bytes.slice(..bytes.len() / 2);
    let announced = if breaking { bytes.len() } else { half.len() };
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(announced));
    let body = if breaking {
        let end = io::Error::new(io::ErrorKind::ConnectionAborted, "the scenario truncated is on");
        stream::body([Ok(half), Err(end)].into_iter())
    } else {
        Body::from(half)
    };
    Response::from_parts(parts, body)
}

/// More than a careful client reads: the padding of one page.
const PADDING: usize = 96 * 1024 * 1024;
static PIECE: [u8; 64 * 1024] = [b'x'; 64 * 1024];

/// Adds an annotation of many megabytes to a list; it is valid JSON, and clients must ignore annotations that they do
/// not know (OData JSON 4.01, section 4.6).
pub(crate) async fn padded(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let json = parts
        .headers
        .get(CONTENT_TYPE)
        .is_some_and(|of| of == "application/json");
    let is_list = json && is_list(&bytes);
    let Some(open) = bytes.strip_suffix(b"}").filter(|_| is_list) else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    let open = bytes.slice(..open.len());
    parts.headers.remove(CONTENT_LENGTH);
    let start = [open, Bytes::from_static(b",\"@practice.padding\":\"")];
    let padding = std::iter::repeat_n(Bytes::from_static(&PIECE), PADDING / PIECE.len());
    let pieces = start
        .into_iter()
        .chain(padding)
        .chain([Bytes::from_static(b"\"}")]);
    Response::from_parts(parts, stream::body(pieces.map(Ok)))
}

fn is_list(bytes: &[u8]) -> bool {
    serde_json::from_slice::<Value>(bytes).is_ok_and(|body| body.get("value").is_some_and(Value::is_array))
}
