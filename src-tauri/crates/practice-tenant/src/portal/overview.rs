//! Overview of one app.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use crate::portal::layout::{Blade, View, app_of, blade, copyable};
use crate::portal::new::audience_name;
use crate::portal::words as w;
use crate::practice::Shared;

/// `GET /portal/apps/{client_id}/overview`.
pub(crate) async fn show(
    State(practice): State<Shared>,
    view: View,
    Path(client_id): Path<String>,
) -> Response {
    let app = match app_of(&practice, &view, &client_id) {
        Ok(app) => app,
        Err(missing) => return *missing,
    };
    let tenant = practice.read().home.to_string();
    let body = html! {
        h2 { (view.say(w::ESSENTIALS)) }
        dl.essentials {
            dt { (view.say(w::DISPLAY_NAME)) } dd { (app.name) }
            dt { (view.say(w::CLIENT_ID)) } dd { (copyable(&view, "client-id", w::CLIENT_ID, &app.client_id.to_string())) }
            dt { (view.say(w::OBJECT_ID)) } dd { (copyable(&view, "object-id", w::OBJECT_ID, &app.object_id.to_string())) }
            dt { (view.say(w::TENANT_ID)) } dd { (copyable(&view, "tenant-id", w::TENANT_ID, &tenant)) }
            dt { (view.say(w::ACCOUNT_TYPES)) } dd { (view.say(audience_name(app.audience))) }
            dt { (view.say(w::REDIRECT_URI)) }
            dd { a href=(Blade::Authentication.path(app.client_id)) {
                @if app.redirects.is_empty() { (view.say(w::ADD_REDIRECT_URI)) } @else {
                    @for (number, one) in app.redirects.iter().enumerate() { @if number > 0 { ", " } (one.uri) }
                }
            } }
        }
    };
    blade(&view, StatusCode::OK, &app, Blade::Overview, &body)
}
