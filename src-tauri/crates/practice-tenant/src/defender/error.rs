//! The Defender APIs' error answers (MicrosoftDocs/defender-docs: defender-endpoint/api/common-errors.md).

use std::borrow::Cow;

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::WWW_AUTHENTICATE;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use uuid::Uuid;

use crate::bearer::{Needs, Refused};
use crate::graph::{missing_roles, missing_scopes};
use crate::odata::QueryError;

/// An error with its tracking id in `target`.
pub(crate) struct DefenderError {
    status: StatusCode,
    code: &'static str,
    message: String,
    /// The header `WWW-Authenticate` of a 401.
    challenge: Option<Cow<'static, str>>,
}

impl DefenderError {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: String) -> Self {
        Self {
            status,
            code,
            message,
            challenge: None,
        }
    }

    pub(super) fn not_found(message: String) -> Self {
        Self::new(StatusCode::NOT_FOUND, "ResourceNotFound", message)
    }

    /// A body that is no JSON, or holds what does not belong there.
    pub(super) fn incorrect_body() -> Self {
        let message = "Request body is incorrect".to_owned();
        Self::new(StatusCode::BAD_REQUEST, "InvalidRequestBody", message)
    }

    pub(super) fn missing_parameter(name: &str) -> Self {
        let message = format!("Parameter {name} is missing.");
        Self::new(StatusCode::BAD_REQUEST, "MissingRequiredParameter", message)
    }

    /// A refused token in Defender's words. A token for the other API is 403: it looks right and is not.
    pub(crate) fn refused(refused: &Refused, needs: &Needs) -> Self {
        let (status, code, message) = match refused {
            Refused::NoToken => (
                StatusCode::UNAUTHORIZED,
                "Unauthorized",
                "Missing authorization header".to_owned(),
            ),
            Refused::Invalid | Refused::SessionsEnded { .. } => (
                StatusCode::UNAUTHORIZED,
                "Unauthorized",
                "Invalid authorization token".to_owned(),
            ),
            Refused::Expired => (
                StatusCode::UNAUTHORIZED,
                "Unauthorized",
                "Token has expired".to_owned(),
            ),
            Refused::WrongAudience => (StatusCode::FORBIDDEN, "Forbidden", "Invalid audience".to_owned()),
            Refused::MissingRoles { has } => (StatusCode::FORBIDDEN, "Forbidden", missing_roles(needs, has)),
            Refused::MissingScopes { has } => {
                (StatusCode::FORBIDDEN, "Forbidden", missing_scopes(needs, has))
            }
            Refused::UserMayNotView => (
                StatusCode::FORBIDDEN,
                "Forbidden",
                "User is missing required permissions".to_owned(),
            ),
            Refused::NotProvisioned => (
                StatusCode::FORBIDDEN,
                "Forbidden",
                "Account is not provisioned".to_owned(),
            ),
        };
        let challenge = (status == StatusCode::UNAUTHORIZED).then(|| refused.challenge());
        Self {
            challenge,
            ..Self::new(status, code, message)
        }
    }
}

impl From<QueryError> for DefenderError {
    fn from(error: QueryError) -> Self {
        let code = if matches!(error, QueryError::Filter(_)) {
            "ODataError"
        } else {
            "BadRequest"
        };
        Self::new(StatusCode::BAD_REQUEST, code, error.to_string())
    }
}

impl IntoResponse for DefenderError {
    fn into_response(self) -> Response {
        let body = json!({"error": {"code": self.code, "message": self.message, "target": Uuid::new_v4()}});
        let challenge = self
            .challenge
            .map(|challenge| [(WWW_AUTHENTICATE, challenge.into_owned())]);
        match challenge {
            Some(header) => (self.status, header, Json(body)).into_response(),
            None => (self.status, Json(body)).into_response(),
        }
    }
}

/// Anything of `/api` that this practice tenant does not hold.
pub(crate) fn unknown_path(path: &str) -> DefenderError {
    let message = format!("{path} was not found");
    DefenderError::new(StatusCode::NOT_FOUND, "NotFound", message)
}
