//! Users and groups of an enterprise application.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::entra::Params;
use crate::ids::ObjectId;
use crate::language::Text;
use crate::portal::enterprise::{EnterpriseApp, Leaf, leaf};
use crate::portal::layout::{beside, columns, see};
use crate::portal::view::View;
use crate::portal::words as common;
use crate::portal::words::enterprise as w;
use crate::practice::{Practice, Shared};
use crate::store::{App, ServicePrincipal, User};

/// `GET /portal/enterprise-apps/{client_id}/users-and-groups`.
pub(crate) async fn show(State(practice): State<Shared>, view: View, found: EnterpriseApp) -> Response {
    page(&practice, &view, StatusCode::OK, &found, None)
}

fn page(
    practice: &Practice,
    view: &View,
    status: StatusCode,
    found: &EnterpriseApp,
    wrong: Option<Text>,
) -> Response {
    let store = practice.read();
    let (assigned, others): (Vec<&User>, Vec<&User>) = store
        .users
        .of(view.tenant)
        .partition(|user| found.principal.assigned.contains(&user.object_id));
    let path = Leaf::UsersAndGroups.path(found.app.client_id);
    let body = html! {
        (effect(view, &found.app, &found.principal))
        form.inline method="post" action=(path) {
            div {
                label for="user" { (view.say(w::ADD_USER)) }
                select id="user" name="user" aria-invalid=[wrong.map(|_| "true")] {
                    option value="" { (view.say(w::SELECT_USER)) }
                    @for user in others {
                        option value=(user.object_id) { (user.display_name) " – " (user.user_principal_name) }
                    }
                }
                (beside(view, "user-wrong", wrong))
            }
            button.primary id="assign" type="submit" { (view.say(w::ASSIGN)) }
        }
        @if assigned.is_empty() { p.empty { (view.say(w::NOBODY_ASSIGNED)) } } @else { (table(view, &assigned, &path)) }
    };
    leaf(view, status, &found.app, Leaf::UsersAndGroups, &body)
}

/// What the list does, which depends on another page.
fn effect(view: &View, app: &App, principal: &ServicePrincipal) -> Markup {
    let words = if principal.assignment_required {
        w::ASSIGNED_ONLY
    } else {
        w::EVERYBODY_MAY
    };
    html! {
        p.hint {
            (view.say(words)) " "
            a href=(Leaf::Properties.path(app.client_id)) { (view.say(w::PROPERTIES)) }
        }
    }
}

fn table(view: &View, assigned: &[&User], path: &str) -> Markup {
    html! {
        table {
            (columns(view, &[common::DISPLAY_NAME, w::USER_NAME], Some(common::REMOVE)))
            tbody {
                @for user in assigned {
                    tr {
                        td { (user.display_name) }
                        td { (user.user_principal_name) }
                        td {
                            form method="post" action={ (path) "/remove" } {
                                button type="submit" name="user" value=(user.object_id)
                                    aria-label={ (view.say(common::REMOVE)) " " (user.display_name) } {
                                    (view.say(common::REMOVE))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The user of this directory that a form names.
fn chosen(practice: &Practice, view: &View, body: &str) -> Option<ObjectId> {
    let id = Params::parse(body.as_bytes()).value("user")?.parse().ok()?;
    let store = practice.read();
    store.user(id).filter(|user| user.tenant == view.tenant)?;
    Some(id)
}

/// `POST /portal/enterprise-apps/{client_id}/users-and-groups`.
pub(crate) async fn assign(
    State(practice): State<Shared>,
    view: View,
    found: EnterpriseApp,
    body: String,
) -> Response {
    let Some(user) = chosen(&practice, &view, &body) else {
        let wrong = Some(w::SELECT_A_USER);
        return page(&practice, &view, StatusCode::UNPROCESSABLE_ENTITY, &found, wrong);
    };
    let mut store = practice.write();
    let principal = store.principal_mut(view.tenant, found.app.client_id);
    principal.assigned.insert(user);
    see(&Leaf::UsersAndGroups.path(found.app.client_id))
}

/// `POST /portal/enterprise-apps/{client_id}/users-and-groups/remove`.
pub(crate) async fn remove(
    State(practice): State<Shared>,
    view: View,
    found: EnterpriseApp,
    body: String,
) -> Response {
    if let Some(user) = chosen(&practice, &view, &body) {
        let mut store = practice.write();
        let principal = store.principal_mut(view.tenant, found.app.client_id);
        principal.assigned.remove(&user);
    }
    see(&Leaf::UsersAndGroups.path(found.app.client_id))
}
