//! The frame around every page.

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

use crate::ids::ClientId;
use crate::language::{COOKIE, Language, Text};
use crate::portal::view::View;
use crate::portal::words as w;
use crate::store::App;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Where faults are switched.
pub(crate) const FAULTS: &str = "/portal/faults";

/// The rooms of the rail, in the order of the admin center.
const ROOMS: [(&str, Text); 3] = [
    ("/portal/users", w::users::USERS),
    ("/portal/enterprise-apps", w::enterprise::ENTERPRISE_APPS),
    ("/portal/apps", w::APP_REGISTRATIONS),
];

/// The object that is open inside a room, with its pages.
pub(crate) struct Open<'a> {
    pub(crate) name: &'a str,
    /// Address, name, and whether it is the one shown.
    pub(crate) pages: Vec<(String, Text, bool)>,
}

/// Pages of one app, in the order of the admin center.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Blade {
    Overview,
    Branding,
    Authentication,
    CertificatesSecrets,
    ApiPermissions,
}

impl Blade {
    const ALL: [Self; 5] = [
        Self::Overview,
        Self::Branding,
        Self::Authentication,
        Self::CertificatesSecrets,
        Self::ApiPermissions,
    ];

    fn segment(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Branding => "branding",
            Self::Authentication => "authentication",
            Self::CertificatesSecrets => "certificates-secrets",
            Self::ApiPermissions => "api-permissions",
        }
    }

    fn name(self) -> Text {
        match self {
            Self::Overview => w::OVERVIEW,
            Self::Branding => w::branding::BRANDING,
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
    let pages = Blade::ALL
        .into_iter()
        .map(|one| (one.path(app.client_id), one.name(), one == blade));
    let open = Open {
        name: &app.name,
        pages: pages.collect(),
    };
    open_page(view, status, &open, body)
}

/// A page of the object that is open.
pub(crate) fn open_page(view: &View, status: StatusCode, open: &Open<'_>, body: &Markup) -> Response {
    let current = open.pages.iter().find(|(_, _, current)| *current);
    let title = match current {
        Some((_, name, _)) => format!("{} | {}", open.name, view.say(*name)),
        None => open.name.to_owned(),
    };
    frame(view, status, &title, Some(open), body)
}

fn frame(view: &View, status: StatusCode, title: &str, open: Option<&Open<'_>>, body: &Markup) -> Response {
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
                (strip(view))
                (header(view))
                div.columns {
                    (navigation(view, open))
                    main id="content" tabindex="-1" {
                        (breadcrumb(view, open))
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
    let cookie = format!("{COOKIE}={}; Path=/; SameSite=Lax", view.language.tag());
    if let (true, Ok(cookie)) = (view.chosen, cookie.parse()) {
        response.headers_mut().append("set-cookie", cookie);
    }
    response
}

/// Says on every page that nothing is real, and which faults are on: nobody should look for a cause that they made.
fn strip(view: &View) -> Markup {
    html! {
        aside.strip {
            (view.say(w::STRIP)) " · " a id="faults" href=(FAULTS) { (view.say(w::faults::FAULTS)) }
            @if !view.faults.is_empty() {
                " – "
                @for (number, fault) in view.faults.iter().enumerate() {
                    @if number > 0 { ", " }
                    (view.say(w::faults::name(*fault)))
                }
            }
        }
    }
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
            a.who href="/portal/directories" title=(view.say(w::directories::SWITCH)) {
                (view.person) small { (view.organization) }
            }
        }
    }
}

/// The room that an address is in.
fn room(path: &str) -> Option<(&'static str, Text)> {
    ROOMS.into_iter().find(|(start, _)| path.starts_with(start))
}

fn navigation(view: &View, open: Option<&Open<'_>>) -> Markup {
    let here = room(&view.path).map(|(path, _)| path);
    html! {
        nav.rail aria-label=(view.say(w::MANAGE)) {
            p { "Entra ID" }
            @for (path, name) in ROOMS {
                @let current = here == Some(path) && open.is_none();
                a href=(path) aria-current=[current.then_some("page")] { (view.say(name)) }
            }
            @if let Some(open) = open {
                p.app { (open.name) }
                @for (path, name, current) in &open.pages {
                    a.inner href=(path) aria-current=[current.then_some("page")] { (view.say(*name)) }
                }
            }
        }
    }
}

fn breadcrumb(view: &View, open: Option<&Open<'_>>) -> Markup {
    let first = open.and_then(|open| open.pages.first());
    html! {
        nav.breadcrumb aria-label=(view.say(w::BREADCRUMB)) {
            a href="/portal" { (view.say(w::HOME)) }
            @if let Some((path, name)) = room(&view.path) { " › " a href=(path) { (view.say(name)) } }
            @if let (Some(open), Some((path, ..))) = (open, first) { " › " a href=(path) { (open.name) } }
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

/// The head of a table; `action` names a last column of buttons, to those who cannot see that it needs no name.
pub(crate) fn columns(view: &View, names: &[Text], action: Option<Text>) -> Markup {
    html! {
        thead { tr {
            @for name in names { th scope="col" { (view.say(*name)) } }
            @if let Some(action) = action { th scope="col" { span.unseen { (view.say(action)) } } }
        } }
    }
}

/// A sentence beside the field that it is about.
pub(crate) fn beside(view: &View, id: &str, wrong: Option<Text>) -> Markup {
    html! { @if let Some(wrong) = wrong { p.wrong id=(id) role="alert" { (view.say(wrong)) } } }
}

/// Whether something was saved just before.
#[derive(Deserialize)]
pub(crate) struct Saved {
    saved: Option<String>,
}

/// Says so.
pub(crate) fn saved_notice(view: &View, saved: &Saved) -> Markup {
    html! { @if saved.saved.is_some() { p.done role="status" { (view.say(w::SAVED)) } } }
}

/// Tabs of a page: address, name, and whether it is the one shown.
pub(crate) fn tabs(view: &View, label: Text, tabs: &[(&str, Text, bool)]) -> Markup {
    html! {
        nav.tabs aria-label=(view.say(label)) {
            @for (path, name, current) in tabs {
                a href=(path) aria-current=[current.then_some("page")] { (view.say(*name)) }
            }
        }
    }
}

/// After a change: shows the page anew, so that a reload repeats nothing.
pub(crate) fn see(path: &str) -> Response {
    Redirect::to(path).into_response()
}
