//! Certificates & secrets. A secret's value is shown once, beside its id.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::SignedDuration;
use maud::{Markup, html};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use uuid::Uuid;

use crate::app_management::LONGEST_DAYS;
use crate::entra::Params;
use crate::ids::SecretId;
use crate::language::Text;
use crate::portal::certificates;
use crate::portal::layout::{Blade, beside, blade, columns, copyable, see};
use crate::portal::view::{Registered, View};
use crate::portal::words::credentials::SECRETS_FORBIDDEN;
use crate::portal::words::{self as w, wrong};
use crate::practice::{Practice, Shared};
use crate::random::{Dice, client_secret};
use crate::store::{App, Secret};

/// Days that a secret may live, as the portal offers them; the first is recommended.
const LIFETIMES: [i64; 5] = [180, 90, 365, 545, 730];

/// Those that the policy of the tenant allows.
fn lifetimes(practice: &Practice) -> Vec<i64> {
    let mut all = LIFETIMES.to_vec();
    all.retain(|days| !practice.limits_lifetimes() || *days <= LONGEST_DAYS);
    all
}

/// Whether the form is open, and which tab.
#[derive(Deserialize)]
pub(crate) struct Opened {
    new: Option<String>,
    tab: Option<String>,
}

/// The two tabs of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tab {
    Secrets,
    Certificates,
}

impl Tab {
    /// The page without a tab.
    pub(crate) fn path_of(app: &App) -> String {
        Blade::CertificatesSecrets.path(app.client_id)
    }

    pub(crate) fn path(self, app: &App) -> String {
        match self {
            Self::Secrets => Self::path_of(app),
            Self::Certificates => format!("{}?tab=certificates", Self::path_of(app)),
        }
    }
}

#[derive(Default)]
struct Form {
    open: bool,
    description: String,
    expires: String,
    description_wrong: Option<Text>,
    expires_wrong: Option<Text>,
}

/// `GET /portal/apps/{client_id}/certificates-secrets`.
pub(crate) async fn show(
    State(practice): State<Shared>,
    view: View,
    Registered(app): Registered,
    Query(opened): Query<Opened>,
) -> Response {
    if opened.tab.as_deref() == Some("certificates") {
        let inside = certificates::show(&view, &app);
        return frame(&view, StatusCode::OK, &app, Tab::Certificates, &inside);
    }
    let form = Form {
        open: opened.new.is_some(),
        ..Form::default()
    };
    page(&practice, &view, StatusCode::OK, &app, &form)
}

/// `POST /portal/apps/{client_id}/certificates-secrets`.
pub(crate) async fn add(
    State(practice): State<Shared>,
    view: View,
    Registered(app): Registered,
    body: String,
) -> Response {
    if practice.forbids_secrets() {
        return page(&practice, &view, StatusCode::FORBIDDEN, &app, &Form::default());
    }
    let params = Params::parse(body.as_bytes());
    let description = params.value("description").unwrap_or_default().trim().to_owned();
    let expires = params.value("expires").unwrap_or_default().to_owned();
    let days = expires
        .parse::<i64>()
        .ok()
        .filter(|days| lifetimes(&practice).contains(days));
    let long = description.chars().count() > 120;
    let Some(days) = days.filter(|_| !long) else {
        let form = Form {
            open: true,
            description,
            expires,
            description_wrong: long.then_some(wrong::DESCRIPTION_LONG),
            expires_wrong: days.is_none().then_some(wrong::EXPIRES),
        };
        return page(&practice, &view, StatusCode::UNPROCESSABLE_ENTITY, &app, &form);
    };
    create(&practice, &app, description, days);
    see(&Blade::CertificatesSecrets.path(app.client_id))
}

fn create(practice: &Practice, app: &App, description: String, days: i64) {
    let id = SecretId(Uuid::new_v4());
    let value = SecretString::from(client_secret(&mut Dice::unrepeatable()));
    let now = practice.now();
    let expires = now
        .checked_add(SignedDuration::from_hours(24 * days))
        .unwrap_or(now);
    let secret = Secret::new(id, description, &value, now, expires);
    let mut store = practice.write();
    if let Some(app) = store.app_mut(app.client_id) {
        app.secrets.push(secret);
    }
    store.unseen_secrets.insert(id, value);
}

/// `POST /portal/apps/{client_id}/certificates-secrets/remove`.
pub(crate) async fn remove(
    State(practice): State<Shared>,
    Registered(app): Registered,
    body: String,
) -> Response {
    let params = Params::parse(body.as_bytes());
    let id = params.value("secret").and_then(|id| id.parse::<SecretId>().ok());
    if let Some(id) = id {
        practice.write().remove_secret(app.client_id, id);
    }
    see(&Blade::CertificatesSecrets.path(app.client_id))
}

fn page(practice: &Practice, view: &View, status: StatusCode, app: &App, form: &Form) -> Response {
    let path = Blade::CertificatesSecrets.path(app.client_id);
    let unseen: Vec<(SecretId, SecretString)> = {
        let mut store = practice.write();
        app.secrets
            .iter()
            .filter_map(|one| Some((one.id, store.unseen_secrets.remove(&one.id)?)))
            .collect()
    };
    let forbidden = practice.forbids_secrets();
    let inside = html! {
        p.hint { (view.say(w::SECRETS_HINT)) }
        @if forbidden { p.warning role="status" id="secrets-forbidden" { (view.say(SECRETS_FORBIDDEN)) } }
        @if !unseen.is_empty() { p.done role="status" { (view.say(w::COPY_NOW)) } }
        @if form.open && !forbidden { (new_form(view, &path, form, &lifetimes(practice))) } @else if forbidden {
            p.commands { button id="new-secret" type="button" disabled { "+ " (view.say(w::NEW_SECRET)) } }
        } @else {
            p.commands { a.button id="new-secret" href={ (path) "?new=yes" } { "+ " (view.say(w::NEW_SECRET)) } }
        }
        @if app.secrets.is_empty() { p.empty { (view.say(w::NO_SECRETS)) } } @else {
            (secrets(view, app, &path, &unseen))
        }
    };
    frame(view, status, app, Tab::Secrets, &inside)
}

/// The page around either tab.
pub(crate) fn frame(view: &View, status: StatusCode, app: &App, current: Tab, inside: &Markup) -> Response {
    let all = [
        (Tab::Secrets, w::CLIENT_SECRETS, app.secrets.len()),
        (Tab::Certificates, w::CERTIFICATES, app.certificates.len()),
    ];
    let body = html! {
        nav.tabs aria-label=(view.say(w::CERTIFICATES_SECRETS)) {
            @for (tab, name, count) in all {
                a href=(tab.path(app)) aria-current=[(tab == current).then_some("page")] {
                    (view.say(name)) " (" (count) ")"
                }
            }
        }
        (inside)
    };
    blade(view, status, app, Blade::CertificatesSecrets, &body)
}

fn new_form(view: &View, path: &str, form: &Form, lifetimes: &[i64]) -> Markup {
    html! {
        form.sheet.card method="post" action=(path) {
            h3 { (view.say(w::ADD_SECRET)) }
            label for="description" { (view.say(w::DESCRIPTION)) }
            input id="description" name="description" type="text" value=(form.description) autocomplete="off" autofocus;
            (beside(view, "description-wrong", form.description_wrong))
            label for="expires" { (view.say(w::EXPIRES)) }
            select id="expires" name="expires" {
                @for (number, days) in lifetimes.iter().enumerate() {
                    option value=(days) selected[form.expires == days.to_string()] {
                        @if number == 0 { (view.say(w::RECOMMENDED)) ": " } (days) " " (view.say(w::DAYS))
                    }
                }
            }
            (beside(view, "expires-wrong", form.expires_wrong))
            p.actions.start {
                button.primary id="add-secret" type="submit" { (view.say(w::ADD)) }
                a.button href=(path) { (view.say(w::CANCEL)) }
            }
        }
    }
}

fn secrets(view: &View, app: &App, path: &str, unseen: &[(SecretId, SecretString)]) -> Markup {
    html! {
        table {
            (columns(view, &[w::DESCRIPTION, w::EXPIRES, w::VALUE, w::SECRET_ID], Some(w::REMOVE)))
            tbody {
                @for secret in app.secrets.iter().rev() {
                    @let value = unseen.iter().find(|(id, _)| *id == secret.id).map(|(_, value)| value);
                    tr.fresh[value.is_some()] {
                        td { (secret.description) }
                        td.date { (secret.expires.strftime("%Y-%m-%d")) }
                        @if let Some(value) = value {
                            td { (copyable(view, "secret-value", w::VALUE, value.expose_secret())) }
                            td { (copyable(view, "secret-id", w::SECRET_ID, &secret.id.to_string())) }
                        } @else {
                            td { code { (secret.hint) "******************" } }
                            td { code { (secret.id) } }
                        }
                        td {
                            form method="post" action={ (path) "/remove" } {
                                button type="submit" name="secret" value=(secret.id)
                                    aria-label={ (view.say(w::REMOVE)) " " (secret.description) } { (view.say(w::REMOVE)) }
                            }
                        }
                    }
                }
            }
        }
    }
}
