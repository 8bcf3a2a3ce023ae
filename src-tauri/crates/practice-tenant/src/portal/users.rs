//! Users: whether somebody may sign in, and with what.

use axum::extract::{FromRequestParts, Query, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use maud::{Markup, html};

use crate::entra::Params;
use crate::ids::ObjectId;
use crate::language::Text;
use crate::portal::layout::{Open, Saved, beside, columns, copyable, open_page, page, saved_notice, see};
use crate::portal::view::{View, absent, named};
use crate::portal::words as common;
use crate::portal::words::users as w;
use crate::practice::{Practice, Shared};
use crate::store::User;

/// The user that a path names, of the directory of the page.
pub(crate) struct Person(User);

impl FromRequestParts<Shared> for Person {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, practice: &Shared) -> Result<Self, Response> {
        let id = named(parts, practice, "object_id").await;
        let Ok(view) = View::from_request_parts(parts, practice).await;
        let found = id
            .parse()
            .ok()
            .and_then(|id| practice.read().user(id).cloned())
            .filter(|user| user.tenant == view.tenant);
        match found {
            Some(user) => Ok(Self(user)),
            None => Err(absent(parts, practice, &id).await),
        }
    }
}

fn path(user: ObjectId) -> String {
    format!("/portal/users/{user}")
}

/// `GET /portal/users`.
pub(crate) async fn list(State(practice): State<Shared>, view: View) -> Response {
    everybody(&practice, &view, StatusCode::OK, "", None)
}

fn everybody(
    practice: &Practice,
    view: &View,
    status: StatusCode,
    typed: &str,
    wrong: Option<Text>,
) -> Response {
    let store = practice.read();
    let users = store.users.of(view.tenant);
    let body = html! {
        table {
            (columns(view, &[common::DISPLAY_NAME, w::USER_NAME, w::ROLES, w::ACCOUNT_ENABLED], None))
            tbody {
                @for user in users {
                    tr {
                        td { a href=(path(user.object_id)) { (user.display_name) } }
                        td { (user.user_principal_name) }
                        td { (roles(view, user)) }
                        td { (view.say(if user.enabled { common::YES } else { common::NO })) }
                    }
                }
            }
        }
        section {
            h2 { (view.say(w::INVITE)) }
            p.hint { (view.say(w::INVITE_HINT)) }
            form.inline method="post" action="/portal/users/invite" {
                div {
                    label for="email" { (view.say(w::EMAIL)) }
                    input id="email" name="email" type="text" inputmode="email" value=(typed) autocomplete="off"
                        spellcheck="false" aria-invalid=[wrong.map(|_| "true")];
                    (beside(view, "email-wrong", wrong))
                }
                button.primary id="invite" type="submit" { (view.say(w::INVITE_BUTTON)) }
            }
        }
    };
    page(view, status, w::ALL_USERS, &body)
}

/// `POST /portal/users/invite`: somebody of another directory becomes a guest of this one.
pub(crate) async fn invite(State(practice): State<Shared>, view: View, body: String) -> Response {
    let params = Params::parse(body.as_bytes());
    let typed = params.value("email").unwrap_or_default().trim();
    let invited = {
        let mut store = practice.write();
        let account = store.user_named(typed).filter(|one| one.guest_of.is_none());
        match (account, store.tenants.get(&view.tenant)) {
            (Some(account), _) if account.tenant == view.tenant => Err(w::ALREADY_HERE),
            (Some(account), _) if store.guest(view.tenant, account.object_id).is_some() => {
                Err(w::ALREADY_HERE)
            }
            (Some(account), Some(tenant)) => {
                let guest = User::invited(account, tenant);
                let path = path(guest.object_id);
                store.users.add(guest);
                Ok(path)
            }
            _ => Err(w::NOBODY),
        }
    };
    match invited {
        Ok(path) => see(&path),
        Err(wrong) => everybody(
            &practice,
            &view,
            StatusCode::UNPROCESSABLE_ENTITY,
            typed,
            Some(wrong),
        ),
    }
}

fn roles(view: &View, user: &User) -> Markup {
    html! {
        @if user.roles.is_empty() { (view.say(w::NO_ROLE)) }
        @for role in &user.roles { div { (role.name()) } }
    }
}

/// `GET /portal/users/{object_id}`.
pub(crate) async fn show(view: View, Person(user): Person, Query(saved): Query<Saved>) -> Response {
    let open = Open {
        name: &user.display_name,
        pages: vec![(path(user.object_id), common::OVERVIEW, true)],
    };
    let body = html! {
        (saved_notice(&view, &saved))
        dl.essentials {
            dt { (view.say(w::USER_NAME)) } dd { (user.user_principal_name) }
            dt { (view.say(common::OBJECT_ID)) }
            dd { (copyable(&view, "object-id", common::OBJECT_ID, &user.object_id.to_string())) }
            dt { (view.say(w::ROLES)) } dd { (roles(&view, &user)) }
        }
        form.sheet method="post" action=(path(user.object_id)) {
            fieldset {
                legend { (view.say(w::SIGN_IN)) }
                (check(&view, "enabled", w::ACCOUNT_ENABLED, w::ENABLED_HINT, user.enabled))
                (check(&view, "password_expired", w::PASSWORD_EXPIRED, w::EXPIRED_HINT, user.password_expired))
            }
            fieldset {
                legend { (view.say(w::MULTIFACTOR)) }
                (check(&view, "mfa_required", w::MFA_REQUIRED, w::MFA_HINT, user.second_factor.required))
                (check(&view, "mfa_registered", w::MFA_REGISTERED, w::REGISTERED_HINT, user.second_factor.registered))
            }
            p.actions.start { button.primary id="save" type="submit" { (view.say(common::SAVE)) } }
        }
        section {
            h2 { (view.say(w::REVOKE_SESSIONS)) }
            p.hint { (view.say(w::REVOKE_HINT)) }
            form method="post" action={ (path(user.object_id)) "/revoke-sessions" } {
                button id="revoke-sessions" type="submit" { (view.say(w::REVOKE_SESSIONS)) }
            }
        }
    };
    open_page(&view, StatusCode::OK, &open, &body)
}

fn check(view: &View, name: &str, text: Text, hint: Text, on: bool) -> Markup {
    html! {
        label.choice {
            input type="checkbox" name=(name) value="yes" checked[on];
            span { (view.say(text)) small { (view.say(hint)) } }
        }
    }
}

/// `POST /portal/users/{object_id}`.
pub(crate) async fn save(State(practice): State<Shared>, Person(found): Person, body: String) -> Response {
    let params = Params::parse(body.as_bytes());
    let on = |name: &str| params.value(name).is_some();
    if let Some(user) = practice.write().user_mut(found.object_id) {
        user.enabled = on("enabled");
        user.password_expired = on("password_expired");
        user.second_factor.required = on("mfa_required");
        user.second_factor.registered = on("mfa_registered");
    }
    see(&format!("{}?saved=yes", path(found.object_id)))
}

/// `POST /portal/users/{object_id}/revoke-sessions` (MicrosoftDocs/entra-docs: users-revoke-access.md).
pub(crate) async fn revoke_sessions(State(practice): State<Shared>, Person(found): Person) -> Response {
    practice.write().revoke_sessions(found.object_id);
    see(&format!("{}?saved=yes", path(found.object_id)))
}
