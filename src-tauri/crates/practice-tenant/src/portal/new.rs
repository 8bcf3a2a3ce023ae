//! New registration.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use uuid::Uuid;

use crate::catalogue::{Kind, Resource};
use crate::entra::Params;
use crate::ids::ClientId;
use crate::language::Text;
use crate::portal::layout::{Blade, beside, page, see};
use crate::portal::redirect_fields::{self, Typed, Wrong, check};
use crate::portal::view::View;
use crate::portal::words::{self as w, wrong};
use crate::practice::{Practice, Shared};
use crate::store::{App, Audience, Redirect};

/// What was typed, so that nothing is lost when something is wrong.
struct Form {
    name: String,
    audience: Option<Audience>,
    redirect: Typed,
}

#[derive(Default)]
struct Faults {
    name: Option<Text>,
    audience: Option<Text>,
    redirect: Wrong,
}

/// `GET /portal/apps/new`.
pub(crate) async fn form(view: View) -> Response {
    let form = Form {
        name: String::new(),
        audience: Some(Audience::AzureADMyOrg),
        redirect: Typed::default(),
    };
    show(&view, StatusCode::OK, &form, &Faults::default())
}

/// `POST /portal/apps/new`.
pub(crate) async fn register(State(practice): State<Shared>, view: View, body: String) -> Response {
    let params = Params::parse(body.as_bytes());
    let text = |name: &str| params.value(name).unwrap_or_default().trim().to_owned();
    let form = Form {
        name: text("name"),
        audience: Audience::parse(&text("account_types")),
        redirect: Typed {
            platform: text("platform"),
            uri: text("redirect_uri"),
        },
    };
    match checked(&form) {
        Ok((audience, redirect)) => {
            see(&Blade::Overview.path(create(&practice, form.name, audience, redirect)))
        }
        Err(faults) => show(&view, StatusCode::UNPROCESSABLE_ENTITY, &form, &faults),
    }
}

fn checked(form: &Form) -> Result<(Audience, Option<Redirect>), Faults> {
    let redirect = if form.redirect.uri.is_empty() {
        Ok(None)
    } else {
        check(None, &form.redirect).map(Some)
    };
    let name = match form.name.chars().count() {
        0 => Some(wrong::NAME_EMPTY),
        1..=120 => None,
        _ => Some(wrong::NAME_LONG),
    };
    match (name, form.audience, redirect) {
        (None, Some(audience), Ok(redirect)) => Ok((audience, redirect)),
        (name, audience, redirect) => Err(Faults {
            name,
            audience: audience.is_none().then_some(wrong::ACCOUNT_TYPES),
            redirect: redirect.err().unwrap_or_default(),
        }),
    }
}

/// Makes the registration with the permission that Entra adds by itself, and its service principal in the home tenant.
fn create(practice: &Practice, name: String, audience: Audience, redirect: Option<Redirect>) -> ClientId {
    let client_id = ClientId(Uuid::new_v4());
    let user_read: BTreeSet<_> = Resource::Graph
        .permission(Kind::Delegated, "User.Read")
        .into_iter()
        .collect();
    let app = App {
        redirects: redirect.into_iter().collect(),
        wanted: user_read,
        ..App::new(client_id, name, audience, practice.now())
    };
    let mut store = practice.write();
    let home = store.home;
    store.principal_mut(home, client_id);
    store.apps.push(app);
    client_id
}

fn show(view: &View, status: StatusCode, form: &Form, faults: &Faults) -> Response {
    let body = html! {
        form.sheet method="post" action="/portal/apps/new" {
            label for="name" { (view.say(w::NAME)) span.required aria-hidden="true" { " *" } }
            p.hint id="name-hint" { (view.say(w::NAME_HINT)) }
            input id="name" name="name" type="text" value=(form.name) autocomplete="off" autofocus
                aria-describedby="name-hint name-wrong" aria-invalid=[faults.name.map(|_| "true")];
            (beside(view, "name-wrong", faults.name))
            (audience_choices(view, form.audience, faults.audience))
            fieldset {
                legend { (view.say(w::REDIRECT_URI_OPTIONAL)) }
                p.hint { (view.say(w::REDIRECT_HINT)) }
                (redirect_fields::fields(view, &form.redirect, faults.redirect))
            }
            p.actions { button.primary id="register" type="submit" { (view.say(w::REGISTER)) } }
        }
    };
    page(view, status, w::REGISTER_AN_APPLICATION, &body)
}

/// "Supported account types", on two pages.
pub(crate) fn audience_choices(view: &View, chosen: Option<Audience>, wrong: Option<Text>) -> Markup {
    html! {
        fieldset {
            legend { (view.say(w::ACCOUNT_TYPES)) }
            p.hint { (view.say(w::WHO_CAN_USE)) }
            @for audience in Audience::ALL {
                label.choice {
                    input type="radio" name="account_types" value=(audience.id()) checked[chosen == Some(audience)];
                    span {
                        (view.say(audience_name(audience)))
                        @if audience == Audience::AzureADMyOrg { " – " (view.organization) }
                    }
                }
            }
            (beside(view, "account-types-wrong", wrong))
        }
    }
}

/// The portal's name of an account type.
pub(crate) fn audience_name(audience: Audience) -> Text {
    match audience {
        Audience::AzureADMyOrg => w::SINGLE_TENANT,
        Audience::AzureADMultipleOrgs => w::MULTIPLE_TENANTS,
        Audience::AzureADandPersonalMicrosoftAccount => w::ANY_AND_PERSONAL,
        Audience::PersonalMicrosoftAccount => w::PERSONAL,
    }
}
