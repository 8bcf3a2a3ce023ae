//! API permissions: what is configured, and admin consent.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use crate::catalogue::{Kind, Permission, Resource};
use crate::entra::Params;
use crate::language::Text;
use crate::portal::layout::{Blade, blade, columns, see};
use crate::portal::view::{Registered, View};
use crate::portal::words as w;
use crate::practice::{Practice, Shared};
use crate::store::App;

/// What happened just before.
#[derive(Deserialize)]
pub(crate) struct Notice {
    granted: Option<String>,
}

/// `GET /portal/apps/{client_id}/api-permissions`.
pub(crate) async fn show(
    State(practice): State<Shared>,
    view: View,
    Registered(app): Registered,
    Query(notice): Query<Notice>,
) -> Response {
    let path = Blade::ApiPermissions.path(app.client_id);
    let others = granted_beside(&practice, &app);
    let body = html! {
        @if notice.granted.is_some() { p.done role="status" { (view.say(w::GRANTED_NOTICE)) } }
        h2 { (view.say(w::CONFIGURED)) }
        p.hint { (view.say(w::CONFIGURED_HINT)) }
        p.commands {
            a.button id="add-permission" href={ (path) "/add" } { "+ " (view.say(w::ADD_A_PERMISSION)) }
            a.button id="grant-admin-consent" href={ (path) "/grant-admin-consent" } {
                "✓ " (view.say(w::GRANT_FOR)) " " (view.organization)
            }
        }
        (table(&view, &practice, &app, &app.wanted.iter().copied().collect::<Vec<_>>(), true))
        @if !others.is_empty() {
            h2 { (view.say(w::OTHER_GRANTED)) " " (view.organization) }
            (table(&view, &practice, &app, &others, false))
        }
    };
    blade(&view, StatusCode::OK, &app, Blade::ApiPermissions, &body)
}

/// Permissions that were granted and are no longer, or never were, configured.
fn granted_beside(practice: &Practice, app: &App) -> Vec<Permission> {
    let store = practice.read();
    let principal = store.principal(store.home, app.client_id);
    principal
        .map(|one| one.granted.difference(&app.wanted).copied().collect())
        .unwrap_or_default()
}

/// The portal's name of a kind of permission.
pub(crate) fn kind_name(kind: Kind) -> Text {
    match kind {
        Kind::Delegated => w::DELEGATED,
        Kind::Application => w::APPLICATION,
    }
}

fn table(view: &View, practice: &Practice, app: &App, permissions: &[Permission], removable: bool) -> Markup {
    let granted = {
        let store = practice.read();
        store
            .principal(store.home, app.client_id)
            .map(|one| one.granted.clone())
            .unwrap_or_default()
    };
    html! {
        @if permissions.is_empty() { p.empty { (view.say(w::NONE_CONFIGURED)) } } @else {
            table.permissions {
                (columns(
                    view,
                    &[w::PERMISSION_NAME, w::TYPE, w::DESCRIPTION, w::ADMIN_REQUIRED, w::STATUS],
                    removable.then_some(w::REMOVE),
                ))
                @for resource in Resource::ALL {
                    @let rows: Vec<_> = permissions.iter().filter(|one| one.resource == resource).collect();
                    @if !rows.is_empty() {
                        tbody {
                            tr.group { th colspan="6" scope="rowgroup" { (resource.name()) " (" (rows.len()) ")" } }
                            @for one in rows {
                                tr {
                                    td { code { (one.value) } }
                                    td { (view.say(kind_name(one.kind))) }
                                    td { (one.row().map_or("", |row| row.description.in_language(view.language))) }
                                    td { (view.say(if one.needs_admin() { w::YES } else { w::NO })) }
                                    td { (status(view, *one, granted.contains(one))) }
                                    @if removable { td { (remove_button(view, app, *one)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn status(view: &View, permission: Permission, granted: bool) -> Markup {
    html! {
        @if granted {
            span.granted { span aria-hidden="true" { "✔ " } (view.say(w::GRANTED)) " " (view.organization) }
        } @else if permission.needs_admin() {
            span.missing { span aria-hidden="true" { "⚠ " } (view.say(w::NOT_GRANTED)) " " (view.organization) }
        }
    }
}

fn remove_button(view: &View, app: &App, one: Permission) -> Markup {
    html! {
        form method="post" action={ (Blade::ApiPermissions.path(app.client_id)) "/remove" } {
            input type="hidden" name="resource" value=(one.resource.id());
            input type="hidden" name="kind" value=(one.kind.id());
            button type="submit" name="permission" value=(one.value)
                aria-label={ (view.say(w::REMOVE)) " " (one.value) } { (view.say(w::REMOVE)) }
        }
    }
}

/// `POST /portal/apps/{client_id}/api-permissions/remove`: takes it off the list; what was granted stays granted.
pub(crate) async fn remove(
    State(practice): State<Shared>,
    Registered(app): Registered,
    body: String,
) -> Response {
    let params = Params::parse(body.as_bytes());
    let text = |name: &str| params.value(name).unwrap_or_default();
    let named = Resource::parse(text("resource")).zip(Kind::parse(text("kind")));
    let permission = named.and_then(|(resource, kind)| resource.permission(kind, text("permission")));
    if let (Some(permission), Some(app)) = (permission, practice.write().app_mut(app.client_id)) {
        app.wanted.remove(&permission);
    }
    see(&Blade::ApiPermissions.path(app.client_id))
}

/// `GET /portal/apps/{client_id}/api-permissions/grant-admin-consent`.
pub(crate) async fn ask_consent(view: View, Registered(app): Registered) -> Response {
    let path = Blade::ApiPermissions.path(app.client_id);
    let body = html! {
        div.card.question {
            h2 { (view.say(w::CONFIRM_TITLE)) }
            p { (view.say(w::CONFIRM_QUESTION)) }
            ul {
                @for one in &app.wanted { li { (one.resource.name()) " · " code { (one.value) } " · " (view.say(kind_name(one.kind))) } }
            }
            form method="post" action={ (path) "/grant-admin-consent" } {
                p.actions.start {
                    button.primary id="confirm" type="submit" autofocus { (view.say(w::YES)) }
                    a.button href=(path) { (view.say(w::NO)) }
                }
            }
        }
    };
    blade(&view, StatusCode::OK, &app, Blade::ApiPermissions, &body)
}

/// `POST /portal/apps/{client_id}/api-permissions/grant-admin-consent`.
pub(crate) async fn grant_consent(State(practice): State<Shared>, Registered(app): Registered) -> Response {
    let mut store = practice.write();
    let home = store.home;
    store.grant_admin_consent(home, app.client_id);
    see(&format!(
        "{}?granted=yes",
        Blade::ApiPermissions.path(app.client_id)
    ))
}
