//! Authentication: redirect URIs by platform, who may sign in, and public client flows.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use crate::entra::Params;
use crate::language::Text;
use crate::portal::layout::{Blade, Saved, blade, saved_notice, see, tabs};
use crate::portal::new::audience_choices;
use crate::portal::redirect_fields::{self, Typed, Wrong, check};
use crate::portal::view::{Registered, View};
use crate::portal::words as w;
use crate::practice::{Practice, Shared};
use crate::store::{App, Audience, Platform};

/// The tabs of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Tab {
    #[default]
    Redirects,
    Accounts,
    Settings,
}

impl Tab {
    const ALL: [Self; 3] = [Self::Redirects, Self::Accounts, Self::Settings];

    fn name(self) -> Text {
        match self {
            Self::Redirects => w::REDIRECT_CONFIGURATION,
            Self::Accounts => w::SUPPORTED_ACCOUNTS,
            Self::Settings => w::SETTINGS,
        }
    }

    fn path(self, app: &App) -> String {
        let path = Blade::Authentication.path(app.client_id);
        match self {
            Self::Redirects => path,
            Self::Accounts => format!("{path}?tab=accounts"),
            Self::Settings => format!("{path}?tab=settings"),
        }
    }
}

/// Which tab is open.
#[derive(Deserialize)]
pub(crate) struct Opened {
    #[serde(default)]
    tab: Tab,
}

/// `GET /portal/apps/{client_id}/authentication`.
pub(crate) async fn show(
    view: View,
    Registered(app): Registered,
    Query(opened): Query<Opened>,
    Query(saved): Query<Saved>,
) -> Response {
    let inside = match opened.tab {
        Tab::Redirects => redirects(&view, &app, &Typed::default(), Wrong::default()),
        Tab::Accounts => accounts(&view, &app),
        Tab::Settings => settings(&view, &app),
    };
    let body = html! { (saved_notice(&view, &saved)) (inside) };
    page(&view, StatusCode::OK, &app, opened.tab, &body)
}

fn page(view: &View, status: StatusCode, app: &App, current: Tab, inside: &Markup) -> Response {
    let paths = Tab::ALL.map(|tab| (tab.path(app), tab));
    let shown: Vec<(&str, Text, bool)> = paths
        .iter()
        .map(|(path, tab)| (path.as_str(), tab.name(), *tab == current))
        .collect();
    let body = html! { (tabs(view, w::AUTHENTICATION, &shown)) (inside) };
    blade(view, status, app, Blade::Authentication, &body)
}

/// `POST /portal/apps/{client_id}/authentication/add`.
pub(crate) async fn add(
    State(practice): State<Shared>,
    view: View,
    Registered(app): Registered,
    body: String,
) -> Response {
    let params = Params::parse(body.as_bytes());
    let text = |name: &str| params.value(name).unwrap_or_default().trim().to_owned();
    let typed = Typed {
        platform: text("platform"),
        uri: text("redirect_uri"),
    };
    match check(Some(&app), &typed) {
        Ok(redirect) => {
            change(&practice, &app, |app| app.redirects.push(redirect));
            see(&Tab::Redirects.path(&app))
        }
        Err(wrong) => {
            let inside = redirects(&view, &app, &typed, wrong);
            page(
                &view,
                StatusCode::UNPROCESSABLE_ENTITY,
                &app,
                Tab::Redirects,
                &inside,
            )
        }
    }
}

/// `POST /portal/apps/{client_id}/authentication/remove`.
pub(crate) async fn remove(
    State(practice): State<Shared>,
    Registered(app): Registered,
    body: String,
) -> Response {
    let params = Params::parse(body.as_bytes());
    let uri = params.value("redirect_uri").unwrap_or_default();
    change(&practice, &app, |app| app.redirects.retain(|one| one.uri != uri));
    see(&Tab::Redirects.path(&app))
}

/// `POST /portal/apps/{client_id}/authentication/accounts`.
pub(crate) async fn save_accounts(
    State(practice): State<Shared>,
    Registered(app): Registered,
    body: String,
) -> Response {
    let params = Params::parse(body.as_bytes());
    let chosen = params.value("account_types").and_then(Audience::parse);
    if let Some(audience) = chosen {
        change(&practice, &app, |app| app.audience = audience);
    }
    see(&format!("{}&saved=yes", Tab::Accounts.path(&app)))
}

/// `POST /portal/apps/{client_id}/authentication`.
pub(crate) async fn save(
    State(practice): State<Shared>,
    Registered(app): Registered,
    body: String,
) -> Response {
    let yes = Params::parse(body.as_bytes()).value("allow_public_client") == Some("yes");
    change(&practice, &app, |app| app.allow_public_client = yes);
    see(&format!("{}&saved=yes", Tab::Settings.path(&app)))
}

fn change(practice: &Practice, app: &App, change: impl FnOnce(&mut App)) {
    if let Some(app) = practice.write().app_mut(app.client_id) {
        change(app);
    }
}

fn section_name(platform: Platform) -> Text {
    match platform {
        Platform::PublicClient => w::MOBILE_AND_DESKTOP,
        Platform::Web => w::WEB,
        Platform::Spa => w::SPA,
    }
}

fn redirects(view: &View, app: &App, typed: &Typed, wrong: Wrong) -> Markup {
    let path = Blade::Authentication.path(app.client_id);
    html! {
        @if app.redirects.is_empty() { p.empty { (view.say(w::NO_REDIRECTS)) } }
        @for platform in Platform::ALL { (of_platform(view, app, platform, &path)) }
        form.sheet method="post" action={ (path) "/add" } {
            (redirect_fields::fields(view, typed, wrong))
            p.actions.start { button.primary id="add-redirect-uri" type="submit" { (view.say(w::ADD_REDIRECT_URI)) } }
        }
    }
}

fn of_platform(view: &View, app: &App, platform: Platform, path: &str) -> Markup {
    let uris: Vec<&str> = app
        .redirects
        .iter()
        .filter(|one| one.platform == platform)
        .map(|one| one.uri.as_str())
        .collect();
    html! {
        @if !uris.is_empty() {
            div.card {
                h2 { (view.say(section_name(platform))) }
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

fn accounts(view: &View, app: &App) -> Markup {
    let path = Blade::Authentication.path(app.client_id);
    html! {
        form.sheet method="post" action={ (path) "/accounts" } {
            (audience_choices(view, Some(app.audience), None))
            p.actions.start { button.primary id="save-accounts" type="submit" { (view.say(w::SAVE)) } }
        }
    }
}

fn settings(view: &View, app: &App) -> Markup {
    html! {
        form.sheet method="post" action=(Blade::Authentication.path(app.client_id)) {
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
}
