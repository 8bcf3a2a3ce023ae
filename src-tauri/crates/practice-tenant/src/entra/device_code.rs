//! The device code grant (RFC 8628 sections 3.4 and 3.5; MicrosoftDocs/entra-docs: v2-oauth2-device-code.md).

use serde_json::Value;

use crate::entra::device_codes::Progress;
use crate::entra::discovery::Version;
use crate::entra::error::EntraError;
use crate::entra::token_endpoint::TokenRequest;
use crate::entra::user_tokens::issue_without_redirect;

/// Answers one poll of the app: tokens once the person approved, until then an error that says what to do.
pub(crate) fn grant(request: &TokenRequest<'_>) -> Result<Value, EntraError> {
    let practice = request.practice;
    let mut store = practice.write();
    let tenant = request.tenant(&store)?;
    let app = request.app(&store, tenant)?.clone();
    let tenant = tenant.map(|tenant| tenant.id);
    let name = device_code(request)?;
    let code = store
        .grants
        .device_codes
        .named_mut(name)
        .filter(|code| code.client_id == app.client_id)
        .ok_or_else(|| EntraError::new(70018))?;
    let who = code.poll(practice.now())?;
    let asked = code.asked.clone();
    let user = store.user(who.user).ok_or_else(|| EntraError::new(70000))?;
    if tenant.is_some_and(|id| id != user.tenant) {
        return Err(EntraError::new(700_005));
    }
    let answer = issue_without_redirect(request, &mut store, &app, who, &asked)?;
    if let Some(code) = store.grants.device_codes.named_mut(name) {
        code.progress = Progress::Redeemed;
    }
    Ok(answer)
}

/// v1 takes the parameter `code` as well.
fn device_code<'a>(request: &'a TokenRequest<'_>) -> Result<&'a str, EntraError> {
    let older = match request.version {
        Version::V1 => request.params.value("code"),
        Version::V2 => None,
    };
    older.map_or_else(|| request.params.required("device_code"), Ok)
}
