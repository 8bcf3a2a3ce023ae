//! The refresh token grant (RFC 6749 section 6; MicrosoftDocs/entra-docs: refresh-tokens.md).

use serde_json::Value;

use crate::entra::authorization_code::asked_again;
use crate::entra::client_type::prove_on;
use crate::entra::error::{EntraError, precise};
use crate::entra::token_endpoint::TokenRequest;
use crate::entra::user_tokens::{Subject, issue};
use crate::scenario::Scenario;
use crate::store::Platform;

/// Exchanges a refresh token for fresh tokens. As at Entra the old one stays valid.
pub(crate) fn grant(request: &TokenRequest<'_>) -> Result<Value, EntraError> {
    let mut store = request.practice.write();
    let tenant = request.tenant(&store)?;
    let app = request.app(&store, tenant)?;
    let name = request.params.required("refresh_token")?;
    let token = store
        .grants
        .refresh_token(name)
        .cloned()
        .ok_or_else(|| EntraError::new(70000))?;
    if token.client_id != app.client_id || tenant.is_some_and(|tenant| tenant.id != token.tenant) {
        return Err(EntraError::new(70000));
    }
    let user = store.user(token.user).ok_or_else(|| EntraError::new(70000))?;
    if let Some(valid_from) = user.sessions_valid_from.filter(|from| token.issued < *from) {
        return Err(EntraError::new(50173)
            .with("issued", precise(token.issued))
            .with("valid_from", precise(valid_from)));
    }
    if request.practice.now().duration_since(token.issued) > token.lifetime() {
        let code = match token.platform {
            Platform::Spa => 700_084,
            Platform::PublicClient | Platform::Web => 700_082,
        };
        return Err(EntraError::new(code).with("issued", precise(token.issued)));
    }
    if request.practice.switches.is_on(Scenario::ConsentMissing) {
        return Err(EntraError::new(65001)
            .with("client_id", app.client_id)
            .with("app", &app.name));
    }
    let proof = prove_on(request, &store, app, token.platform, token.tenant)?;
    let asked = asked_again(request, &store, token.client_id, token.tenant, &token.asked)?;
    let subject = Subject {
        tenant: token.tenant,
        client_id: token.client_id,
        user: token.user,
        factors: token.factors,
        platform: token.platform,
        asked: &asked,
        nonce: None,
        proof,
    };
    issue(request, &mut store, &subject)
}
