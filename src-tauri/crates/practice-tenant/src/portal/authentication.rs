//! Authentication: redirect URIs by platform, and public client flows.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::entra::Params;
use crate::language::Text;
use crate::portal::layout::{Blade, View, app_of, blade, see};
use crate::portal::redirect_fields::{self, Typed, Wrong, check};
use crate::portal::words as w;
use crate::practice::{Practice, Shared};
use crate::store::{App, Platform};

/// `GET /portal/apps/{client_id}/authentication`.
pub(crate) async fn show(
    State(practice): State<Shared>,
    view: View,
    Path(client_id): Path<String>,
) -> Response {
    match app_of(&practice, &view, &client_id) {
        Ok(app) => page(&view, StatusCode::OK, &app, &Typed::default(), Wrong::default()),
        Err(missing) => *missing,
    }
}

/// `POST /portal/apps/{client_id}/authentication/add`.
pub(crate) async fn add(
    State(practice): State<Shared>,
    view: View,
    Path(client_id): Path<String>,
    body: String,
) -> Response {
    let app = match app_of(&practice, &view, &client_id) {
        Ok(app) => app,
        Err(missing) => return *missing,
    };
    let params = Params::parse(body.as_bytes());
    let text = |name: &str| params.value(name).unwrap_or_default().trim().to_owned();
    let typed = Typed {
        platform: text("platform"),
        uri: text("redirect_uri"),
    };
    match check(Some(&app), &typed) {
        Ok(redirect) => changed(&practice, &app, |app| app.redirects.push(redirect)),
        Err(wrong) => page(&view, StatusCode::UNPROCESSABLE_ENTITY, &app, &typed, wrong),
    }
}

/// `POST /portal/apps/{client_id}/authentication/remove`.
pub(crate) async fn remove(
    State(practice): State<Shared>,
    view: View,
    Path(client_id): Path<String>,
    body: String,
) -> Response {
    match app_of(&practice, &view, &client_id) {
        Ok(app) => {
            let params = Params::parse(body.as_bytes());
            let uri = params.value("redirect_uri").unwrap_or_default();
            changed(&practice, &app, |app| app.redirects.retain(|one| one.uri != uri))
        }
        Err(missing) => *missing,
    }
}

/// `POST /portal/apps/{client_id}/authentication`.
pub(crate) async fn save(
    State(practice): State<Shared>,
    view: View,
    Path(client_id): Path<String>,
    body: String,
) -> Response {
    match app_of(&practice, &view, &client_id) {
        Ok(app) => {
            let yes = Params::parse(body.as_bytes()).value("allow_public_client") == Some("yes");
            changed(&practice, &app, |app| app.allow_public_client = yes)
        }
        Err(missing) => *missing,
    }
}

fn changed(practice: &Practice, app: &App, change: impl FnOnce(&mut App)) -> Response {
    if let Some(app) = practice.write().app_mut(app.client_id) {
        change(app);
    }
    see(&Blade::Authentication.path(app.client_id))
}

fn section_name(platform: Platform) -> Text {
    match platform {
        Platform::PublicClient => w::MOBILE_AND_DESKTOP,
        Platform::Web => w::WEB,
        Platform::Spa => w::SPA,
    }
}

fn page(view: &View, status: StatusCode, app: &App, typed: &Typed, wrong: Wrong) -> Response {
    let path = Blade::Authentication.path(app.client_id);
    let body = html! {
        section {
            h2 { (view.say(w::REDIRECT_CONFIGURATION)) }
            @if app.redirects.is_empty() { p.empty { (view.say(w::NO_REDIRECTS)) } }
            @for platform in Platform::ALL { (redirects(view, app, platform, &path)) }
            form.sheet method="post" action={ (path) "/add" } {
                (redirect_fields::fields(view, typed, wrong))
                p.actions.start { button.primary id="add-redirect-uri" type="submit" { (view.say(w::ADD_REDIRECT_URI)) } }
            }
        }
        section {
            h2 { (view.say(w::SETTINGS)) }
            form.sheet method="post" action=(path) {
                fieldset {
                    legend { (view.say(w::ALLOW_PUBLIC)) }
                    p.hint { (view.say(w::ALLOW_PUBLIC_HINT)) }
                    @for (value, name, on) in [("yes", w::YES, app.allow_public_client), ("no", w::NO, !app.allow_public_client)] {
                        label.choice {
                            input type="radio" name="allow_public_client" value=(value) checked[on];
                            span { (view.say(name)) }
                        }
                    }
                }
                p.actions.start { button.primary id="save" type="submit" { (view.say(w::SAVE)) } }
            }
        }
    };
    blade(view, status, app, Blade::Authentication, &body)
}

fn redirects(view: &View, app: &App, platform: Platform, path: &str) -> Markup {
    let uris: Vec<&str> = app
        .redirects
        .iter()
        .filter(|one| one.platform == platform)
        .map(|one| one.uri.as_str())
        .collect();
    html! {
        @if !uris.is_empty() {
            div.card {
                h3 { (view.say(section_name(platform))) }
                ul.rows {
                    @for uri in uris {
                        li {
                            code { (uri) }
                            form method="post" action={ (path) "/remove" } {
                                input type="hidden" name="redirect_uri" value=(uri);
                                button type="submit" aria-label={ (view.say(w::REMOVE)) " " (uri) } { (view.say(w::REMOVE)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
