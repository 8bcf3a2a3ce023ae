//! Which API an address belongs to, and how that API refuses a call that none of its handlers gets to see: an address or
//! a method that it does not have, a body that is too long.

use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;

use crate::defender::{self, DefenderError};
use crate::graph::{self, GraphError};
use crate::practice::Shared;

/// An API by the shape of its errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Api {
    Graph,
    /// Defender XDR and Defender for Endpoint.
    Defender,
}

impl Api {
    /// By the first segment of a path.
    pub(crate) fn of(path: &str) -> Option<Self> {
        match path.split('/').nth(1)? {
            "v1.0" | "beta" => Some(Self::Graph),
            "api" => Some(Self::Defender),
            _ => None,
        }
    }

    /// An error in the shape of this API.
    pub(crate) fn error(
        self,
        (status, code): (StatusCode, &'static str),
        message: String,
        (headers, now): (&HeaderMap, Timestamp),
    ) -> Response {
        match self {
            Self::Graph => GraphError::new(status, code, message).response(headers, now),
            Self::Defender => DefenderError::new(status, code, message).into_response(),
        }
    }

    /// 404 for an address at which this practice tenant has nothing.
    pub(crate) fn no_such_address(self, path: &str, headers: &HeaderMap, now: Timestamp) -> Response {
        match self {
            Self::Graph => graph::unknown_segment(path).response(headers, now),
            Self::Defender => defender::unknown_path(path).into_response(),
        }
    }
}

/// Puts a refusal of the server's own into the shape of the API called. Those of handlers are JSON already.
pub(crate) async fn in_its_shape(State(practice): State<Shared>, request: Request, next: Next) -> Response {
    let api = Api::of(request.uri().path());
    let method = request.method().clone();
    let headers = request.headers().clone();
    let response = next.run(request).await;
    let status = response.status();
    let is_json = response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|of| of == "application/json");
    let Some(api) = api.filter(|_| status.is_client_error() && !is_json) else {
        return response;
    };
    let (code, message) = words(status, method.as_str());
    let mut own = api.error((status, code), message, (&headers, practice.now()));
    if let Some(allow) = response.headers().get(ALLOW) {
        own.headers_mut().insert(ALLOW, allow.clone());
    }
    own
}

/// Own words: neither API publishes a body for these.
fn words(status: StatusCode, method: &str) -> (&'static str, String) {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => (
            "MethodNotAllowed",
            format!("The requested resource does not support http method '{method}'."),
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "RequestEntityTooLarge",
            "The body of the request is too large.".to_owned(),
        ),
        _ => ("BadRequest", "The address or the body cannot be read.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_segment_decides() {
        for (path, api) in [
            ("/v1.0/me", Some(Api::Graph)),
            ("/beta", Some(Api::Graph)),
            ("/api/incidents", Some(Api::Defender)),
            ("/apis", None),
            ("/", None),
            ("", None),
        ] {
            assert_eq!(Api::of(path), api, "{path}");
        }
    }
}
