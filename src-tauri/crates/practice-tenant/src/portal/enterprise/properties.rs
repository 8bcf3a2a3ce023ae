//! Properties of an enterprise application: whether people may sign in to it, and whether they must be assigned first
//! (MicrosoftDocs/entra-docs: application-properties.md).

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::entra::Params;
use crate::language::Text;
use crate::portal::enterprise::{EnterpriseApp, Leaf, leaf};
use crate::portal::layout::{Saved, saved_notice, see};
use crate::portal::view::View;
use crate::portal::words as common;
use crate::portal::words::enterprise as w;
use crate::practice::Shared;

/// `GET /portal/enterprise-apps/{client_id}/properties`.
pub(crate) async fn show(view: View, found: EnterpriseApp, Query(saved): Query<Saved>) -> Response {
    let EnterpriseApp { app, principal } = found;
    let path = Leaf::Properties.path(app.client_id);
    let body = html! {
        (saved_notice(&view, &saved))
        form.sheet method="post" action=(path) {
            (choice(&view, "enabled", w::ENABLED, w::ENABLED_HINT, principal.enabled))
            (choice(&view, "assignment_required", w::ASSIGNMENT_REQUIRED, w::ASSIGNMENT_HINT, principal.assignment_required))
            p.actions.start { button.primary id="save" type="submit" { (view.say(common::SAVE)) } }
        }
        section.danger {
            h2 { (view.say(w::DELETE)) }
            p.hint { (view.say(w::DELETE_HINT)) }
            form method="post" action={ (path) "/delete" } {
                button id="delete" type="submit" { (view.say(w::DELETE)) }
            }
        }
    };
    leaf(&view, StatusCode::OK, &app, Leaf::Properties, &body)
}

/// A question with yes and no.
fn choice(view: &View, name: &str, question: Text, hint: Text, yes: bool) -> Markup {
    html! {
        fieldset {
            legend { (view.say(question)) }
            p.hint { (view.say(hint)) }
            @for (value, word, on) in [("yes", common::YES, yes), ("no", common::NO, !yes)] {
                label.choice {
                    input type="radio" name=(name) value=(value) checked[on];
                    span { (view.say(word)) }
                }
            }
        }
    }
}

/// `POST /portal/enterprise-apps/{client_id}/properties`.
pub(crate) async fn save(
    State(practice): State<Shared>,
    view: View,
    found: EnterpriseApp,
    body: String,
) -> Response {
    let params = Params::parse(body.as_bytes());
    let mut store = practice.write();
    let principal = store.principal_mut(view.tenant, found.app.client_id);
    principal.enabled = params.value("enabled") == Some("yes");
    principal.assignment_required = params.value("assignment_required") == Some("yes");
    see(&format!(
        "{}?saved=yes",
        Leaf::Properties.path(found.app.client_id)
    ))
}

/// `POST /portal/enterprise-apps/{client_id}/properties/delete`: the directory forgets the app and what it granted.
pub(crate) async fn delete(State(practice): State<Shared>, view: View, found: EnterpriseApp) -> Response {
    practice
        .write()
        .remove_principal(view.tenant, found.app.client_id);
    see("/portal/enterprise-apps")
}
