//! Permissions of an enterprise application: granted for everyone, or by one person for themselves.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use crate::catalogue::{Kind, Permission, Resource};
use crate::entra::Params;
use crate::ids::ObjectId;
use crate::portal::api_permissions::kind_name;
use crate::portal::enterprise::{EnterpriseApp, Leaf, leaf};
use crate::portal::layout::{columns, see, tabs};
use crate::portal::view::View;
use crate::portal::words as common;
use crate::portal::words::enterprise as w;
use crate::practice::{Practice, Shared};
use crate::store::ServicePrincipal;

/// Which tab, and what happened just before.
#[derive(Deserialize)]
pub(crate) struct Shown {
    tab: Option<String>,
    granted: Option<String>,
}

/// `GET /portal/enterprise-apps/{client_id}/permissions`.
pub(crate) async fn show(
    State(practice): State<Shared>,
    view: View,
    found: EnterpriseApp,
    Query(shown): Query<Shown>,
) -> Response {
    let EnterpriseApp { app, principal } = found;
    let path = Leaf::Permissions.path(app.client_id);
    let by_users = shown.tab.as_deref() == Some("user");
    let user_tab = format!("{path}?tab=user");
    let rows = if by_users {
        by_user(&practice, &principal)
    } else {
        for_everyone(&principal)
    };
    let body = html! {
        @if shown.granted.is_some() { p.done role="status" { (view.say(common::GRANTED_NOTICE)) } }
        p.hint { (view.say(w::PERMISSIONS_HINT)) }
        form.commands method="post" action={ (path) "/grant" } {
            button.primary id="grant-admin-consent" type="submit" {
                (view.say(common::GRANT_FOR)) " " (view.organization)
            }
        }
        (tabs(&view, w::PERMISSIONS, &[
            (path.as_str(), w::ADMIN_CONSENT, !by_users),
            (user_tab.as_str(), w::USER_CONSENT, by_users),
        ]))
        @if rows.is_empty() { p.empty { (view.say(w::NOTHING_GRANTED)) } } @else { (table(&view, &path, &rows)) }
    };
    leaf(&view, StatusCode::OK, &app, Leaf::Permissions, &body)
}

/// One grant; `by` is absent when it holds for everyone.
struct Row {
    permission: Permission,
    by: Option<(ObjectId, String)>,
}

fn for_everyone(principal: &ServicePrincipal) -> Vec<Row> {
    let all = principal.granted.iter().map(|permission| Row {
        permission: *permission,
        by: None,
    });
    all.collect()
}

fn by_user(practice: &Practice, principal: &ServicePrincipal) -> Vec<Row> {
    let store = practice.read();
    let mut rows = Vec::new();
    for (user, granted) in &principal.granted_by {
        let name = store.user(*user).map_or("", |user| &user.user_principal_name);
        rows.extend(granted.iter().map(|permission| Row {
            permission: *permission,
            by: Some((*user, name.to_owned())),
        }));
    }
    rows
}

fn table(view: &View, path: &str, rows: &[Row]) -> Markup {
    html! {
        table.permissions {
            (columns(
                view,
                &[common::PERMISSION_NAME, common::TYPE, common::DESCRIPTION, w::GRANTED_BY],
                Some(w::REVOKE),
            ))
            @for resource in Resource::ALL {
                @let of_api: Vec<&Row> = rows.iter().filter(|one| one.permission.resource == resource).collect();
                @if !of_api.is_empty() {
                    tbody {
                        tr.group { th colspan="5" scope="rowgroup" { (resource.name()) " (" (of_api.len()) ")" } }
                        @for one in of_api { (row(view, path, one)) }
                    }
                }
            }
        }
    }
}

fn row(view: &View, path: &str, row: &Row) -> Markup {
    let Permission {
        resource,
        kind,
        value,
    } = row.permission;
    let described = row.permission.row();
    html! {
        tr {
            td { code { (value) } }
            td { (view.say(kind_name(kind))) }
            td { (described.map_or("", |row| row.description.in_language(view.language))) }
            td {
                @match &row.by {
                    Some((_, name)) => (name),
                    None => (view.say(w::AN_ADMINISTRATOR)),
                }
            }
            td {
                form method="post" action={ (path) "/revoke" } {
                    input type="hidden" name="resource" value=(resource.id());
                    input type="hidden" name="kind" value=(kind.id());
                    @if let Some((user, _)) = &row.by { input type="hidden" name="user" value=(user); }
                    button type="submit" name="permission" value=(value)
                        aria-label={ (view.say(w::REVOKE)) " " (value) } { (view.say(w::REVOKE)) }
                }
            }
        }
    }
}

/// `POST /portal/enterprise-apps/{client_id}/permissions/grant`.
pub(crate) async fn grant(State(practice): State<Shared>, view: View, found: EnterpriseApp) -> Response {
    practice
        .write()
        .grant_admin_consent(view.tenant, found.app.client_id);
    see(&format!(
        "{}?granted=yes",
        Leaf::Permissions.path(found.app.client_id)
    ))
}

/// `POST /portal/enterprise-apps/{client_id}/permissions/revoke`.
pub(crate) async fn revoke(
    State(practice): State<Shared>,
    view: View,
    found: EnterpriseApp,
    body: String,
) -> Response {
    let params = Params::parse(body.as_bytes());
    let text = |name: &str| params.value(name).unwrap_or_default();
    let named = Resource::parse(text("resource")).zip(Kind::parse(text("kind")));
    let permission = named.and_then(|(resource, kind)| resource.permission(kind, text("permission")));
    let user = params.value("user").map(str::parse::<ObjectId>);
    let path = Leaf::Permissions.path(found.app.client_id);
    if let (Some(permission), Ok(user)) = (permission, user.transpose()) {
        let now = practice.now();
        let mut store = practice.write();
        let principal = store.principal_mut(view.tenant, found.app.client_id);
        principal.revoke(user, permission, now);
    }
    see(&if params.value("user").is_some() {
        format!("{path}?tab=user")
    } else {
        path
    })
}
