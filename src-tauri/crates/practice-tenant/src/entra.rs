//! Entra ID: discovery, sign-in, consent and tokens.

mod absent;
mod admin_consent;
mod authority;
mod authorization_code;
mod authorize;
mod client_assertion;
mod client_authentication;
mod client_credentials;
mod client_type;
mod consent;
mod credentials;
mod device_authorization;
mod device_code;
mod device_codes;
mod device_sign_in;
mod discovery;
mod error;
mod form;
mod grants;
mod pages;
mod params;
mod password;
mod policy;
mod redirect;
mod refresh_token;
mod registration;
mod response;
mod scope;
mod second_factor;
mod session;
mod sign_in;
mod stage;
mod token_endpoint;
mod tokens;
mod user_realm;
mod user_tokens;
mod visit;
mod words;

use axum::Router;
use axum::routing::{get, post};

use crate::practice::Shared;
pub(crate) use absent::address as no_such_address;
pub(crate) use credentials::Lockout;
pub(crate) use error::EntraError;
pub(crate) use grants::Grants;
pub(crate) use params::Params;
pub(crate) use redirect::{Refused as RedirectRefused, check as check_redirect};
pub(crate) use scope::Asked;
pub(crate) use session::cookie as session_cookie;
pub(crate) use tokens::BACKDATED_SECONDS;

pub(crate) fn router() -> Router<Shared> {
    Router::new()
        .route("/{tenant}/.well-known/openid-configuration", get(discovery::v1))
        .route(
            "/{tenant}/v2.0/.well-known/openid-configuration",
            get(discovery::v2),
        )
        .route("/{tenant}/discovery/instance", get(discovery::instance))
        .route("/{tenant}/userrealm/", get(user_realm::by_query))
        .route("/{tenant}/userrealm", get(user_realm::by_query))
        .route("/{tenant}/userrealm/{user}", get(user_realm::by_path))
        .route("/{tenant}/discovery/keys", get(discovery::keys_v1))
        .route("/{tenant}/discovery/v2.0/keys", get(discovery::keys_v2))
        .route(
            "/{tenant}/oauth2/authorize",
            get(authorize::v1).post(authorize::v1),
        )
        .route(
            "/{tenant}/oauth2/v2.0/authorize",
            get(authorize::v2).post(authorize::v2),
        )
        .route("/{tenant}/adminconsent", get(admin_consent::v1))
        .route("/{tenant}/v2.0/adminconsent", get(admin_consent::v2))
        .route("/{tenant}/oauth2/token", post(token_endpoint::v1))
        .route("/{tenant}/oauth2/v2.0/token", post(token_endpoint::v2))
        .route("/{tenant}/oauth2/devicecode", post(device_authorization::v1))
        .route("/{tenant}/oauth2/v2.0/devicecode", post(device_authorization::v2))
        .route(
            "/devicelogin",
            get(device_sign_in::page).post(device_sign_in::entered),
        )
        .route("/{tenant}/device", post(device_sign_in::confirmed))
        .route("/{tenant}/oauth2/logout", get(session::sign_out))
        .route("/{tenant}/oauth2/v2.0/logout", get(session::sign_out))
        .route("/{tenant}/login", post(sign_in::submitted))
        .route("/{tenant}/second-factor", post(second_factor::answered))
        .route("/{tenant}/consent", post(consent::decided))
        .method_not_allowed_fallback(absent::method)
}
