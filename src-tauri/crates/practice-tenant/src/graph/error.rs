//! Graph's error answers (microsoftgraph/microsoft-graph-docs-contrib: concepts/errors.md).

use std::borrow::Cow;

use axum::Json;
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use jiff::Timestamp;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::bearer::{Needs, Refused};

/// An error with the fields that every answer of Graph carries.
pub(crate) struct GraphError {
    pub(crate) status: StatusCode,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// `details`, where Graph says more.
    details: Option<Value>,
    /// The header `WWW-Authenticate` of a 401.
    challenge: Option<Cow<'static, str>>,
}

impl GraphError {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            details: None,
            challenge: None,
        }
    }

    /// The same with `details`.
    pub(crate) fn with_details(self, details: Value) -> Self {
        Self {
            details: Some(details),
            ..self
        }
    }

    /// A refused token in Graph's words.
    pub(crate) fn refused(refused: &Refused, needs: &Needs) -> Self {
        let unauthorized = |message: &str| Self {
            challenge: Some(refused.challenge()),
            ..Self::new(StatusCode::UNAUTHORIZED, "InvalidAuthenticationToken", message)
        };
        let forbidden = |message: String| Self::new(StatusCode::FORBIDDEN, "Forbidden", message);
        match refused {
            Refused::NoToken => unauthorized("Access token is empty."),
            Refused::Invalid => unauthorized("Access token validation failure."),
            Refused::Expired => unauthorized("Lifetime validation failed, the token is expired."),
            Refused::SessionsEnded { .. } => unauthorized(
                "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp",
            ),
            Refused::WrongAudience => unauthorized("Access token validation failure. Invalid audience."),
            Refused::MissingRoles { has } => forbidden(missing_roles(needs, has)),
            Refused::MissingScopes { has } => forbidden(missing_scopes(needs, has)),
            Refused::UserMayNotView => forbidden("User is missing required permissions.".to_owned()),
            Refused::NotProvisioned => forbidden("Account is not provisioned.".to_owned()),
        }
    }

    pub(crate) fn response(&self, headers: &HeaderMap, now: Timestamp) -> Response {
        let request_id = Uuid::new_v4();
        let sent = headers.get("client-request-id").and_then(|id| id.to_str().ok());
        let client_request_id = sent.and_then(|id| Uuid::parse_str(id).ok()).unwrap_or(request_id);
        let mut body = json!({"error": {
            "code": self.code,
            "message": self.message,
            "innerError": {
                "date": now.strftime("%Y-%m-%dT%H:%M:%S").to_string(),
                "request-id": request_id,
                "client-request-id": client_request_id,
            },
        }});
        if let Some(details) = &self.details {
            body["error"]["details"] = details.clone();
        }
        let mut response =
            (self.status, [("request-id", request_id.to_string())], Json(body)).into_response();
        let challenge = self.challenge.as_deref().map(HeaderValue::from_str);
        if let Some(Ok(challenge)) = challenge {
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }
}

/// The sentence of Defender's own permission check, which Graph passes through.
pub(crate) fn missing_roles(needs: &Needs, has: &[String]) -> String {
    let (wanted, has) = (needs.roles.join(","), has.join(","));
    format!("Missing application roles. API required roles: {wanted}, application roles: {has}.")
}

/// The same for a user's token.
pub(crate) fn missing_scopes(needs: &Needs, has: &[String]) -> String {
    let (wanted, has) = (needs.scopes.join(","), has.join(","));
    format!("Missing application scopes. API required scopes: {wanted}, application scopes: {has}.")
}

/// Anything of Graph that this practice tenant does not hold.
pub(crate) fn unknown_segment(path: &str) -> GraphError {
    let segment = path
        .trim_start_matches("/v1.0")
        .trim_start_matches("/beta")
        .trim_start_matches('/')
        .split('/')
        .next()
        .unwrap_or_default();
    let message = format!("Resource not found for the segment '{segment}'.");
    GraphError::new(StatusCode::NOT_FOUND, "BadRequest", message)
}
