//! Consent and permissions: what people may consent to by themselves
//! (MicrosoftDocs/entra-docs: configure-user-consent.md, configure-admin-consent-workflow.md).

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::entra::Params;
use crate::portal::enterprise::Leaf;
use crate::portal::layout::{Saved, columns, page, saved_notice, see};
use crate::portal::view::View;
use crate::portal::words as common;
use crate::portal::words::enterprise as w;
use crate::practice::Shared;
use crate::store::{ConsentRequest, Store, UserConsent};

const PATH: &str = "/portal/enterprise-apps/consent-settings";

/// `GET /portal/enterprise-apps/consent-settings`.
pub(crate) async fn show(State(practice): State<Shared>, view: View, Query(saved): Query<Saved>) -> Response {
    let store = practice.read();
    let tenant = store.tenants.get(&view.tenant);
    let consent = tenant.map(|tenant| tenant.user_consent).unwrap_or_default();
    let requests = tenant.is_some_and(|tenant| tenant.consent_requests);
    let choices = [
        (
            "never",
            UserConsent::Never,
            w::CONSENT_NEVER,
            w::CONSENT_NEVER_HINT,
        ),
        (
            "low-impact",
            UserConsent::LowImpact,
            w::CONSENT_LOW,
            w::CONSENT_LOW_HINT,
        ),
    ];
    let body = html! {
        (saved_notice(&view, &saved))
        form.sheet method="post" action=(PATH) {
            fieldset {
                legend { (view.say(w::USER_CONSENT_FOR_APPS)) }
                @for (value, choice, name, hint) in choices {
                    label.choice {
                        input type="radio" name="user_consent" value=(value) checked[consent == choice];
                        span { (view.say(name)) small { (view.say(hint)) } }
                    }
                }
            }
            fieldset {
                legend { (view.say(w::REQUESTS)) }
                label.choice {
                    input type="checkbox" name="consent_requests" value="yes" checked[requests];
                    span { (view.say(w::REQUESTS_ON)) small { (view.say(w::REQUESTS_HINT)) } }
                }
            }
            p.actions.start { button.primary id="save" type="submit" { (view.say(common::SAVE)) } }
        }
        section.after {
            h2 { (view.say(w::PENDING)) }
            (pending(&view, &store))
        }
    };
    page(&view, StatusCode::OK, w::CONSENT_SETTINGS, &body)
}

/// What people asked for, the latest first.
fn pending(view: &View, store: &Store) -> Markup {
    let requests: Vec<&ConsentRequest> = store
        .consent_requests
        .iter()
        .rev()
        .filter(|one| one.tenant == view.tenant)
        .collect();
    let app = |one: &ConsentRequest| store.app(one.client_id).map_or("", |app| &app.name);
    let user = |one: &ConsentRequest| store.user(one.user).map_or("", |user| &user.user_principal_name);
    html! {
        @if requests.is_empty() { p.empty { (view.say(w::NONE_PENDING)) } } @else {
            table {
                (columns(view, &[common::NAME, w::REQUESTED_BY, w::REASON, w::REQUESTED_ON], None))
                tbody {
                    @for one in requests {
                        tr {
                            td {
                                @if store.principal(one.tenant, one.client_id).is_some() {
                                    a href=(Leaf::Permissions.path(one.client_id)) { (app(one)) }
                                } @else { (app(one)) }
                            }
                            td { (user(one)) }
                            td { (one.reason) }
                            td.date { (one.at.strftime("%Y-%m-%d")) }
                        }
                    }
                }
            }
        }
    }
}

/// `POST /portal/enterprise-apps/consent-settings`.
pub(crate) async fn save(State(practice): State<Shared>, view: View, body: String) -> Response {
    let params = Params::parse(body.as_bytes());
    if let Some(tenant) = practice.write().tenants.get_mut(&view.tenant) {
        tenant.user_consent = match params.value("user_consent") {
            Some("never") => UserConsent::Never,
            _ => UserConsent::LowImpact,
        };
        tenant.consent_requests = params.value("consent_requests").is_some();
    }
    see(&format!("{PATH}?saved=yes"))
}
