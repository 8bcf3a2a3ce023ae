//! The practice portal: server-rendered pages in the language and order of the Entra admin center.

mod add_permission;
mod api_permissions;
mod apps;
mod assets;
mod authentication;
mod branding;
mod certificates;
mod certificates_secrets;
mod directories;
mod enterprise;
mod faults;
mod incident;
mod layout;
mod new;
mod overview;
mod redirect_fields;
mod users;
mod view;
mod words;

use axum::Router;
use axum::http::StatusCode;
use axum::response::{Redirect, Response};
use axum::routing::{any, get, post};
use maud::html;

use crate::portal::view::View;
use crate::practice::Shared;

pub(crate) fn router() -> Router<Shared> {
    let app = Router::new()
        .route("/overview", get(overview::show))
        .route("/branding", get(branding::show).post(branding::verify))
        .route("/branding/remove", post(branding::remove))
        .route(
            "/authentication",
            get(authentication::show).post(authentication::save),
        )
        .route("/authentication/add", post(authentication::add))
        .route("/authentication/remove", post(authentication::remove))
        .route("/authentication/accounts", post(authentication::save_accounts))
        .route("/api-permissions", get(api_permissions::show))
        .route("/api-permissions/remove", post(api_permissions::remove))
        .route("/api-permissions/add", get(add_permission::choose_api))
        .route(
            "/api-permissions/add/{resource}",
            get(add_permission::choose_permissions).post(add_permission::add),
        )
        .route(
            "/api-permissions/grant-admin-consent",
            get(api_permissions::ask_consent).post(api_permissions::grant_consent),
        )
        .route(
            "/certificates-secrets",
            get(certificates_secrets::show).post(certificates_secrets::add),
        )
        .route("/certificates-secrets/remove", post(certificates_secrets::remove))
        .route("/certificates-secrets/certificates", post(certificates::add))
        .route(
            "/certificates-secrets/certificates/remove",
            post(certificates::remove),
        );
    let enterprise_app = Router::new()
        .route("/overview", get(enterprise::overview))
        .route(
            "/properties",
            get(enterprise::properties::show).post(enterprise::properties::save),
        )
        .route("/properties/delete", post(enterprise::properties::delete))
        .route(
            "/users-and-groups",
            get(enterprise::assignments::show).post(enterprise::assignments::assign),
        )
        .route("/users-and-groups/remove", post(enterprise::assignments::remove))
        .route("/permissions", get(enterprise::permissions::show))
        .route("/permissions/grant", post(enterprise::permissions::grant))
        .route("/permissions/revoke", post(enterprise::permissions::revoke));
    Router::new()
        .route(
            "/portal/directories",
            get(directories::show).post(directories::switch),
        )
        .route("/portal/users", get(users::list))
        .route("/portal/users/invite", post(users::invite))
        .route("/portal/users/{object_id}", get(users::show).post(users::save))
        .route(
            "/portal/users/{object_id}/revoke-sessions",
            post(users::revoke_sessions),
        )
        .route("/portal/enterprise-apps", get(enterprise::list))
        .route(
            "/portal/enterprise-apps/consent-settings",
            get(enterprise::consent_settings::show).post(enterprise::consent_settings::save),
        )
        .nest("/portal/enterprise-apps/{client_id}", enterprise_app)
        .route("/portal", get(|| async { Redirect::temporary("/portal/apps") }))
        .route("/portal/", get(|| async { Redirect::temporary("/portal/apps") }))
        .route("/portal/apps", get(apps::list))
        .route("/portal/apps/new", get(new::form).post(new::register))
        .nest("/portal/apps/{client_id}", app)
        .route("/portal/faults", get(faults::show).post(faults::save))
        .route("/portal/faults/clock", post(faults::advance))
        .route("/portal/incidents/{id}", get(incident::incident))
        .route("/portal/alerts/{id}", get(incident::alert))
        .route("/portal/icon.svg", get(assets::icon))
        .route("/portal/portal.css", get(assets::portal_css))
        .route("/portal/sign-in.css", get(assets::sign_in_css))
        .route("/portal/portal.js", get(assets::portal_js))
        .route("/portal/form-post.js", get(assets::form_post_js))
        .route("/portal/{*page}", any(nowhere))
}

/// An address that was mistyped, or is the admin center's for a page that is not simulated.
async fn nowhere(view: View) -> Response {
    let body = html! {
        p { a href="/portal/apps" { (view.say(words::APP_REGISTRATIONS)) } }
    };
    layout::page(&view, StatusCode::NOT_FOUND, words::NO_PAGE, &body)
}
