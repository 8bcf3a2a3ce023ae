//! App registrations.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use crate::portal::layout::{Blade, columns, page};
use crate::portal::view::View;
use crate::portal::words as w;
use crate::practice::Shared;

/// `GET /portal/apps`.
pub(crate) async fn list(State(practice): State<Shared>, view: View) -> Response {
    let store = practice.read();
    if store.home != view.tenant {
        let body = html! {
            p.empty { (view.say(w::NO_REGISTRATIONS)) " " a href="/portal/directories" { (view.say(w::directories::SWITCH)) } }
        };
        return page(&view, StatusCode::OK, w::APP_REGISTRATIONS, &body);
    }
    let body = html! {
        p.commands { a.button.primary id="new-registration" href="/portal/apps/new" { "+ " (view.say(w::NEW_REGISTRATION)) } }
        table {
            (columns(&view, &[w::DISPLAY_NAME, w::CLIENT_ID, w::CREATED_ON], None))
            tbody {
                @for app in &store.apps {
                    tr {
                        td { a href=(Blade::Overview.path(app.client_id)) { (app.name) } }
                        td { code { (app.client_id) } }
                        td.date { (app.created.strftime("%Y-%m-%d")) }
                    }
                }
            }
        }
    };
    page(&view, StatusCode::OK, w::APP_REGISTRATIONS, &body)
}
