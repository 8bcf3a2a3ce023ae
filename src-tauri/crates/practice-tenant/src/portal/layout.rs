//! The frame around every page.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{DOCTYPE, Markup, html};

use crate::ids::ClientId;
use crate::language::{Language, Text};
use crate::portal::words as w;
use crate::practice::Practice;
use crate::store::App;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// How a page is looked at.
pub(crate) struct View {
    pub(crate) language: Language,
    path: String,
    /// The address asks for a language: remember it.
    chosen: bool,
}

impl View {
    /// The words in the reader's language.
    pub(crate) fn say(&self, text: Text) -> &'static str {
        text.to(self.language)
    }
}

impl<S: Sync> FromRequestParts<S> for View {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let language = Language::from_request_parts(parts, state).await?;
        let query = parts.uri.query().unwrap_or_default();
        let chosen = url::form_urlencoded::parse(query.as_bytes()).any(|(name, _)| name == "lang");
        Ok(Self {
            language,
            path: parts.uri.path().to_owned(),
            chosen,
        })
    }
}

/// Pages of one app, in the order of the admin center.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blade {
    Overview,
    Authentication,
    CertificatesSecrets,
    ApiPermissions,
}

impl Blade {
    const ALL: [Self; 4] = [
        Self::Overview,
        Self::Authentication,
        Self::CertificatesSecrets,
        Self::ApiPermissions,
    ];

    fn segment(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Authentication => "authentication",
            Self::CertificatesSecrets => "certificates-secrets",
            Self::ApiPermissions => "api-permissions",
        }
    }

    fn name(self) -> Text {
        match self {
            Self::Overview => w::OVERVIEW,
            Self::Authentication => w::AUTHENTICATION,
            Self::CertificatesSecrets => w::CERTIFICATES_SECRETS,
            Self::ApiPermissions => w::API_PERMISSIONS,
        }
    }

    /// Its address.
    pub(crate) fn path(self, client_id: ClientId) -> String {
        format!("/portal/apps/{client_id}/{}", self.segment())
    }
}

/// A page outside any app.
pub(crate) fn page(view: &View, status: StatusCode, title: Text, body: &Markup) -> Response {
    frame(view, status, view.say(title), None, body)
}

/// A page of one app.
pub(crate) fn blade(view: &View, status: StatusCode, app: &App, blade: Blade, body: &Markup) -> Response {
    let title = format!("{} | {}", app.name, view.say(blade.name()));
    frame(view, status, &title, Some((app, blade)), body)
}

fn frame(
    view: &View,
    status: StatusCode,
    title: &str,
    within: Option<(&App, Blade)>,
    body: &Markup,
) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang=(view.language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – " (view.say(w::CENTER)) }
                link rel="icon" href="/portal/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/portal/portal.css";
            }
            body {
                a.skip href="#content" { (view.say(w::SKIP)) }
                aside.strip { (view.say(w::STRIP)) }
                (header(view))
                div.columns {
                    (navigation(view, within))
                    main id="content" tabindex="-1" {
                        (breadcrumb(view, within.map(|(app, _)| app)))
                        h1 { (title) }
                        (body)
                    }
                }
                p.copied id="copied" role="status" {}
                script src="/portal/portal.js" defer {}
            }
        }
    };
    let headers = [
        ("content-security-policy", POLICY),
        ("cache-control", "no-store"),
        ("referrer-policy", "same-origin"),
        ("x-content-type-options", "nosniff"),
    ];
    let mut response = (status, headers, page).into_response();
    let cookie = format!("practice-lang={}; Path=/; SameSite=Lax", view.language.tag());
    if let (true, Ok(cookie)) = (view.chosen, cookie.parse()) {
        response.headers_mut().append("set-cookie", cookie);
    }
    response
}

fn header(view: &View) -> Markup {
    let other = [(Language::English, "English"), (Language::French, "Français")];
    html! {
        header {
            a.product href="/portal/apps" { span.mark aria-hidden="true" {} (view.say(w::CENTER)) }
            nav.languages aria-label="Language / Langue" {
                @for (language, name) in other {
                    a href={ (view.path) "?lang=" (language.tag()) } lang=(language.tag())
                        aria-current=[(language == view.language).then_some("true")] { (name) }
                }
            }
            span.who { "admin@contoso.com" small { "Contoso" } }
        }
    }
}

fn navigation(view: &View, within: Option<(&App, Blade)>) -> Markup {
    let list = within.is_none() && view.path.starts_with("/portal/apps");
    html! {
        nav.rail aria-label=(view.say(w::MANAGE)) {
            p { "Entra ID" }
            a href="/portal/apps" aria-current=[list.then_some("page")] { (view.say(w::APP_REGISTRATIONS)) }
            @if let Some((app, current)) = within {
                p.app { (app.name) }
                @for blade in Blade::ALL {
                    a.inner href=(blade.path(app.client_id)) aria-current=[(blade == current).then_some("page")] {
                        (view.say(blade.name()))
                    }
                }
            }
        }
    }
}

fn breadcrumb(view: &View, app: Option<&App>) -> Markup {
    html! {
        nav.breadcrumb aria-label="Breadcrumb" {
            a href="/portal" { (view.say(w::HOME)) } " › "
            a href="/portal/apps" { (view.say(w::APP_REGISTRATIONS)) }
            @if let Some(app) = app { " › " a href=(Blade::Overview.path(app.client_id)) { (app.name) } }
        }
    }
}

/// A value with a Copy button.
pub(crate) fn copyable(view: &View, id: &str, name: Text, value: &str) -> Markup {
    html! {
        span.copyable {
            code id=(id) { (value) }
            button.copy type="button" data-copy=(id) data-copied=(view.say(w::COPIED)) hidden
                aria-label={ (view.say(w::COPY)) " " (view.say(name)) } { (view.say(w::COPY)) }
        }
    }
}

/// A sentence beside the field that it is about.
pub(crate) fn beside(view: &View, id: &str, wrong: Option<Text>) -> Markup {
    html! { @if let Some(wrong) = wrong { p.wrong id=(id) role="alert" { (view.say(wrong)) } } }
}

/// After a change: shows the page anew, so that a reload repeats nothing.
pub(crate) fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// The app of a path, or the page that says that there is none.
pub(crate) fn app_of(practice: &Practice, view: &View, client_id: &str) -> Result<App, Box<Response>> {
    let found = client_id
        .parse()
        .ok()
        .and_then(|id| practice.read().app(id).cloned());
    found.ok_or_else(|| {
        let body = html! { p { code { (client_id) } } };
        Box::new(page(view, StatusCode::NOT_FOUND, w::NOT_FOUND, &body))
    })
}

/// The name of the home tenant.
pub(crate) fn organization(practice: &Practice) -> String {
    let store = practice.read();
    store
        .tenants
        .get(&store.home)
        .map(|home| home.name.clone())
        .unwrap_or_default()
}
