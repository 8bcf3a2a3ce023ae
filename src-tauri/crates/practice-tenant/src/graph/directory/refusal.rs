//! The refusals of the directory, in Graph's own words.
//!
//! The sentences are those that public issue threads and tools quote (hashicorp/terraform-provider-azuread,
//! manicminer/hamilton, Azure/azure-cli, OfficeDev/TeamsFx, MicrosoftDocs/entra-docs). Where a comment says "own words",
//! no source was found.

use axum::http::StatusCode;

use crate::graph::error::GraphError;

/// 400 with the code that most of them share.
pub(crate) fn bad_request(message: impl Into<String>) -> GraphError {
    GraphError::new(StatusCode::BAD_REQUEST, "Request_BadRequest", message)
}

/// 403: the token's permission or the person's role is not enough. Graph never says which is missing.
pub(crate) fn insufficient_privileges() -> GraphError {
    forbidden("Insufficient privileges to complete the operation.")
}

pub(crate) fn forbidden(message: &str) -> GraphError {
    GraphError::new(StatusCode::FORBIDDEN, "Authorization_RequestDenied", message)
}

/// 404. Of a fresh object it means that it has not spread yet.
pub(crate) fn not_found(id: impl std::fmt::Display) -> GraphError {
    let message = format!(
        "Resource '{id}' does not exist or one of its queried reference-property objects are not present."
    );
    GraphError::new(StatusCode::NOT_FOUND, "Request_ResourceNotFound", message)
}

/// 409: there is one already.
pub(crate) fn conflict(message: impl Into<String>) -> GraphError {
    GraphError::new(
        StatusCode::CONFLICT,
        "Request_MultipleObjectsWithSameKeyValue",
        message,
    )
}

/// 400: another registration, perhaps a deleted one, has that value, and nobody else may
/// (byte5ai/omadia issue 916, microsoftgraph/msgraph-bicep-types issue 137).
pub(crate) fn already_exists(property: &str) -> GraphError {
    bad_request(format!(
        "Another object with the same value for property {property} already exists."
    ))
}

pub(crate) fn wrong_method() -> GraphError {
    GraphError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "Request_BadRequest",
        "Specified HTTP method is not allowed for the request target.",
    )
}

/// The body is no JSON object.
pub(crate) fn unreadable() -> GraphError {
    GraphError::new(
        StatusCode::BAD_REQUEST,
        "BadRequest",
        "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
    )
}

pub(crate) fn invalid_value(property: &str, resource: &str) -> GraphError {
    bad_request(format!(
        "Invalid value specified for property '{property}' of resource '{resource}'."
    ))
}

/// The value is of another JSON type than the property.
pub(crate) fn wrong_type(property: &str) -> GraphError {
    bad_request(format!(
        "Property {property} in payload has a value that does not match schema."
    ))
}

pub(crate) fn value_required(property: &str, resource: &str) -> GraphError {
    bad_request(format!(
        "A value is required for property '{property}' of resource '{resource}'."
    ))
}

pub(crate) fn read_only(property: &str) -> GraphError {
    bad_request(format!("Property '{property}' is read-only and cannot be set."))
}

pub(crate) fn unknown_property(property: &str) -> GraphError {
    bad_request(format!("Invalid property '{property}'."))
}

/// Own words: Graph has the property, this practice tenant does not. To take it and forget it would be a lie.
pub(crate) fn not_held(property: &str) -> GraphError {
    bad_request(format!(
        "The practice tenant does not hold the property '{property}'; leave it out."
    ))
}

/// A name in `$filter`, `$select` or `$orderby` that the type does not have, or an expression that is none.
pub(crate) fn unsupported_query(message: impl Into<String>) -> GraphError {
    GraphError::new(StatusCode::BAD_REQUEST, "Request_UnsupportedQuery", message)
}
