//! The registration that is made where there is none.

use serde_json::{Map, Value, json};

use super::permissions::{ResolvedPermission, required, required_json};
use crate::registration::target::Target;

/// The body that makes a registration. Sent twice under one unique name, it makes one and leaves it as it is.
///
/// What Graph takes for granted is left out: an empty platform, and public client flows that stay off.
pub(crate) fn create_body(target: &Target, permissions: &[ResolvedPermission]) -> Value {
    let mut body = Map::new();
    body.insert("displayName".to_owned(), json!(target.name));
    body.insert("signInAudience".to_owned(), json!(target.audience));
    body.insert("tags".to_owned(), json!([target.tag]));
    for (platform, addresses) in [("web", &target.web), ("publicClient", &target.public_client)] {
        if !addresses.is_empty() {
            body.insert(platform.to_owned(), json!({ "redirectUris": addresses }));
        }
    }
    if target.public_client_flows {
        body.insert("isFallbackPublicClient".to_owned(), json!(true));
    }
    let asked_for = required_json(&required(target, permissions));
    body.insert("requiredResourceAccess".to_owned(), asked_for);
    Value::Object(body)
}
