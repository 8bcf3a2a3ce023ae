//! The Defender APIs' error answers (MicrosoftDocs/defender-docs: defender-endpoint/api/common-errors.md).

use axum::Json;
use axum::http::{StatusCode, Uri};
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
}

impl DefenderError {
    pub(crate) fn not_found(message: String) -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            code: "ResourceNotFound",
            message,
        }
    }

    pub(crate) fn bad_request(message: String) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code: "BadRequest",
            message,
        }
    }

    /// A refused token in Defender's words. A token for the other API is 403: it looks right and is not.
    pub(crate) fn refused(refused: &Refused, needs: &Needs) -> Self {
        let (status, code, message) = match refused {
            Refused::NoToken => (
                StatusCode::UNAUTHORIZED,
                "Unauthorized",
                "Missing authorization header".to_owned(),
            ),
            Refused::Invalid => (
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
        Self {
            status,
            code,
            message,
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
        Self {
            status: StatusCode::BAD_REQUEST,
            code,
            message: error.to_string(),
        }
    }
}

impl IntoResponse for DefenderError {
    fn into_response(self) -> Response {
        let body = json!({"error": {"code": self.code, "message": self.message, "target": Uuid::new_v4()}});
        (self.status, Json(body)).into_response()
    }
}

/// Anything of `/api` that this practice tenant does not hold.
pub(crate) async fn unknown_path(uri: Uri) -> DefenderError {
    DefenderError {
        status: StatusCode::NOT_FOUND,
        code: "NotFound",
        message: format!("{} was not found", uri.path()),
    }
}
