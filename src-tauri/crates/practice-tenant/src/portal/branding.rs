//! Branding & properties of an app: who publishes it, and who vouches for that
//! (MicrosoftDocs/entra-docs: mark-app-as-publisher-verified.md).

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::entra::Params;
use crate::language::Text;
use crate::portal::layout::{Blade, Saved, beside, blade, saved_notice, see};
use crate::portal::view::{Registered, View};
use crate::portal::words::branding as w;
use crate::practice::Shared;
use crate::store::{App, Publisher};

/// `GET /portal/apps/{client_id}/branding`.
pub(crate) async fn show(
    State(practice): State<Shared>,
    view: View,
    Registered(app): Registered,
    Query(saved): Query<Saved>,
) -> Response {
    let domain = publisher_domain(&practice);
    let body = html! {
        (saved_notice(&view, &saved))
        (form(&view, &app, &domain, "", None))
    };
    blade(&view, StatusCode::OK, &app, Blade::Branding, &body)
}

/// That of the tenant in which the app is registered.
fn publisher_domain(practice: &Shared) -> String {
    let store = practice.read();
    let home = store.tenants.get(&store.home);
    home.and_then(|home| home.domains.first().cloned())
        .unwrap_or_default()
}

fn form(view: &View, app: &App, domain: &str, typed: &str, wrong: Option<Text>) -> Markup {
    let path = Blade::Branding.path(app.client_id);
    html! {
        h2 { (view.say(w::PUBLISHER_VERIFICATION)) }
        p.hint { (view.say(w::HINT)) }
        dl.essentials {
            dt { (view.say(w::PUBLISHER_DOMAIN)) } dd { (domain) }
            @if let Some(publisher) = &app.verified_publisher {
                dt { (view.say(w::PUBLISHER_NAME)) } dd { (publisher.name) " ✓" }
                dt { (view.say(w::PARTNER_ID)) } dd { (publisher.partner_id) }
            }
        }
        @if app.verified_publisher.is_some() {
            form.commands method="post" action={ (path) "/remove" } {
                button id="remove-publisher" type="submit" { (view.say(w::REMOVE)) }
            }
        } @else {
            form.inline method="post" action=(path) {
                div {
                    label for="partner-id" { (view.say(w::PARTNER_ID)) }
                    input id="partner-id" name="partner_id" type="text" inputmode="numeric" value=(typed)
                        autocomplete="off" aria-invalid=[wrong.map(|_| "true")]
                        aria-describedby=[wrong.map(|_| "partner-id-wrong")];
                    (beside(view, "partner-id-wrong", wrong))
                }
                button.primary id="verify-publisher" type="submit" { (view.say(w::VERIFY_AND_SAVE)) }
            }
        }
    }
}

/// `POST /portal/apps/{client_id}/branding`.
pub(crate) async fn verify(
    State(practice): State<Shared>,
    view: View,
    Registered(app): Registered,
    body: String,
) -> Response {
    let params = Params::parse(body.as_bytes());
    let typed = params.value("partner_id").unwrap_or_default().trim();
    let Some(publisher) = Publisher::verify(typed, &view.organization, practice.now()) else {
        let domain = publisher_domain(&practice);
        let body = form(&view, &app, &domain, typed, Some(w::NO_ACCOUNT));
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return blade(&view, status, &app, Blade::Branding, &body);
    };
    if let Some(app) = practice.write().app_mut(app.client_id) {
        app.verified_publisher = Some(publisher);
    }
    saved(&app)
}

/// `POST /portal/apps/{client_id}/branding/remove`.
pub(crate) async fn remove(State(practice): State<Shared>, Registered(app): Registered) -> Response {
    if let Some(app) = practice.write().app_mut(app.client_id) {
        app.verified_publisher = None;
    }
    saved(&app)
}

fn saved(app: &App) -> Response {
    see(&format!("{}?saved=yes", Blade::Branding.path(app.client_id)))
}
