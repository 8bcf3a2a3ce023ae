//! Overview of one app: its ids, and what is still missing.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::portal::enterprise::Leaf;
use crate::portal::layout::{Blade, blade, copyable};
use crate::portal::new::audience_name;
use crate::portal::view::{Registered, View};
use crate::portal::words as w;
use crate::practice::Shared;
use crate::store::{App, Platform};

/// `GET /portal/apps/{client_id}/overview`.
pub(crate) async fn show(
    State(practice): State<Shared>,
    view: View,
    Registered(app): Registered,
) -> Response {
    let known = {
        let store = practice.read();
        let principal = store.principal(view.tenant, app.client_id);
        principal.map(|one| {
            app.wanted
                .iter()
                .all(|wanted| !wanted.needs_admin() || one.granted.contains(wanted))
        })
    };
    let authentication = Blade::Authentication.path(app.client_id);
    let credentials = Blade::CertificatesSecrets.path(app.client_id);
    let body = html! {
        @if known != Some(true) { (warning(&view, &app)) }
        h2 { (view.say(w::ESSENTIALS)) }
        dl.essentials {
            dt { (view.say(w::DISPLAY_NAME)) } dd { (app.name) }
            dt { (view.say(w::CLIENT_ID)) } dd { (copyable(&view, "client-id", w::CLIENT_ID, &app.client_id.to_string())) }
            dt { (view.say(w::OBJECT_ID)) } dd { (copyable(&view, "object-id", w::OBJECT_ID, &app.object_id.to_string())) }
            dt { (view.say(w::TENANT_ID)) } dd { (copyable(&view, "tenant-id", w::TENANT_ID, &view.tenant.to_string())) }
            dt { (view.say(w::ACCOUNT_TYPES)) }
            dd { a href={ (authentication) "?tab=accounts" } { (view.say(audience_name(app.audience))) } }
            dt { (view.say(w::CLIENT_CREDENTIALS)) }
            dd { a href=(credentials) {
                (app.certificates.len()) " " (view.say(w::CERTIFICATES_COUNTED)) ", "
                (app.secrets.len()) " " (view.say(w::SECRETS_COUNTED))
            } }
            dt { (view.say(w::REDIRECT_URIS)) }
            dd { a href=(authentication) { (redirects(&view, &app)) } }
            @if known.is_some() {
                dt { (view.say(w::MANAGED_APPLICATION)) }
                dd { a href=(Leaf::Overview.path(app.client_id)) { (app.name) } }
            }
        }
    };
    blade(&view, StatusCode::OK, &app, Blade::Overview, &body)
}

fn warning(view: &View, app: &App) -> Markup {
    html! {
        p.warning role="status" id="consent-warning" {
            span aria-hidden="true" { "⚠ " } (view.say(w::CONSENT_WARNING)) " "
            a href=(Blade::ApiPermissions.path(app.client_id)) { (view.say(w::API_PERMISSIONS)) }
        }
    }
}

/// `1 web, 0 spa, 2 public client`, as the admin center counts them.
fn redirects(view: &View, app: &App) -> Markup {
    let count = |platform| {
        app.redirects
            .iter()
            .filter(|one| one.platform == platform)
            .count()
    };
    html! {
        @if app.redirects.is_empty() { (view.say(w::ADD_REDIRECT_URI)) } @else {
            (count(Platform::Web)) " web, " (count(Platform::Spa)) " spa, "
            (count(Platform::PublicClient)) " " (view.say(w::PUBLIC_CLIENT_COUNTED))
        }
    }
}
