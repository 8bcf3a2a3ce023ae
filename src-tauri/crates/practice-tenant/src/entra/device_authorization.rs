//! `POST /{tenant}/oauth2/v2.0/devicecode` and its older sister: where an app without a browser begins
//! (RFC 8628 sections 3.1 and 3.2; MicrosoftDocs/entra-docs: v2-oauth2-device-code.md).

use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use crate::entra::device_codes::{INTERVAL, LIFETIME};
use crate::entra::discovery::Version;
use crate::entra::error::EntraError;
use crate::entra::form::Form;
use crate::entra::scope::Asked;
use crate::entra::token_endpoint::TokenRequest;
use crate::entra::words;
use crate::language::Language;
use crate::practice::Shared;

/// `POST /{tenant}/oauth2/v2.0/devicecode`.
pub(crate) async fn v2(State(practice): State<Shared>, language: Language, form: Form) -> Response {
    form.answer(&practice, Version::V2, |request| begin(request, language))
}

/// `POST /{tenant}/oauth2/devicecode`.
pub(crate) async fn v1(State(practice): State<Shared>, language: Language, form: Form) -> Response {
    form.answer(&practice, Version::V1, |request| begin(request, language))
}

/// Whether the app may use this grant at all is found out when it redeems the code, as at Entra.
fn begin(request: &TokenRequest<'_>, language: Language) -> Result<Value, EntraError> {
    let practice = request.practice;
    let mut store = practice.write();
    let tenant = request.tenant(&store)?;
    let app = request.app(&store, tenant)?;
    if tenant.is_none() && !app.audience.is_multi_tenant() {
        return Err(EntraError::new(50059));
    }
    let asked = match request.version {
        Version::V2 => Asked::by_scope(app, tenant, request.params.required("scope")?)?,
        Version::V1 => Asked::by_resource(app, tenant, request.params.required("resource")?)?,
    };
    let client_id = app.client_id;
    let (device_code, user_code) =
        store
            .grants
            .device_codes
            .issue(request.tenant, client_id, asked, practice.now());
    let page = format!("{}/devicelogin", request.address);
    let user_code = user_code.to_string();
    let message = words::device::message(language, &page, &user_code);
    Ok(match request.version {
        Version::V2 => json!({
            "user_code": user_code,
            "device_code": device_code,
            "verification_uri": page,
            "expires_in": LIFETIME.as_secs(),
            "interval": INTERVAL.as_secs(),
            "message": message,
        }),
        Version::V1 => json!({
            "user_code": user_code,
            "device_code": device_code,
            "verification_url": page,
            "expires_in": LIFETIME.as_secs().to_string(),
            "interval": INTERVAL.as_secs().to_string(),
            "message": message,
        }),
    })
}
