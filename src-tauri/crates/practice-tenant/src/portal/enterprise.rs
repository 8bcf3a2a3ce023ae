//! Enterprise applications: what one directory knows of an app, and lets it do.

pub(crate) mod assignments;
pub(crate) mod consent_settings;
pub(crate) mod permissions;
pub(crate) mod properties;

use axum::extract::{FromRequestParts, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use maud::{Markup, html};

use crate::ids::ClientId;
use crate::language::Text;
use crate::portal::layout::{Blade, Open, columns, copyable, open_page, page};
use crate::portal::view::{View, absent, named};
use crate::portal::words as common;
use crate::portal::words::enterprise as w;
use crate::practice::Shared;
use crate::store::{App, ServicePrincipal};

/// An app as the directory of the page knows it.
pub(crate) struct EnterpriseApp {
    pub(crate) app: App,
    pub(crate) principal: ServicePrincipal,
}

impl FromRequestParts<Shared> for EnterpriseApp {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, practice: &Shared) -> Result<Self, Response> {
        let id = named(parts, practice, "client_id").await;
        let Ok(view) = View::from_request_parts(parts, practice).await;
        let found = id.parse::<ClientId>().ok().and_then(|client_id| {
            let store = practice.read();
            let app = store.app(client_id)?.clone();
            let principal = store.principal(view.tenant, client_id)?.clone();
            Some(Self { app, principal })
        });
        match found {
            Some(found) => Ok(found),
            None => Err(absent(parts, practice, &id).await),
        }
    }
}

/// The pages of an enterprise application, in the order of the admin center.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaf {
    Overview,
    Properties,
    UsersAndGroups,
    Permissions,
}

impl Leaf {
    const ALL: [Self; 4] = [
        Self::Overview,
        Self::Properties,
        Self::UsersAndGroups,
        Self::Permissions,
    ];

    fn segment(self) -> &'static str {
        match self {
            Self::Overview => "overview",
            Self::Properties => "properties",
            Self::UsersAndGroups => "users-and-groups",
            Self::Permissions => "permissions",
        }
    }

    fn name(self) -> Text {
        match self {
            Self::Overview => common::OVERVIEW,
            Self::Properties => w::PROPERTIES,
            Self::UsersAndGroups => w::USERS_AND_GROUPS,
            Self::Permissions => w::PERMISSIONS,
        }
    }

    /// Its address.
    pub(crate) fn path(self, client_id: ClientId) -> String {
        format!("/portal/enterprise-apps/{client_id}/{}", self.segment())
    }
}

/// One page of an enterprise application.
fn leaf(view: &View, status: StatusCode, app: &App, leaf: Leaf, body: &Markup) -> Response {
    let pages = Leaf::ALL
        .into_iter()
        .map(|one| (one.path(app.client_id), one.name(), one == leaf));
    let open = Open {
        name: &app.name,
        pages: pages.collect(),
    };
    open_page(view, status, &open, body)
}

/// `GET /portal/enterprise-apps`.
pub(crate) async fn list(State(practice): State<Shared>, view: View) -> Response {
    let store = practice.read();
    let all: Vec<(&App, &ServicePrincipal)> = store
        .apps
        .iter()
        .filter_map(|app| Some((app, store.principal(view.tenant, app.client_id)?)))
        .collect();
    let body = html! {
        p.hint { (view.say(w::LIST_HINT)) }
        p.commands { a.button id="consent-settings" href="/portal/enterprise-apps/consent-settings" {
            (view.say(w::CONSENT_SETTINGS))
        } }
        @if all.is_empty() { p.empty { (view.say(w::NONE)) } } @else {
            table {
                (columns(&view, &[common::NAME, common::OBJECT_ID, w::APPLICATION_ID, common::CREATED_ON], None))
                tbody {
                    @for (app, principal) in all {
                        tr {
                            td { a href=(Leaf::Overview.path(app.client_id)) { (app.name) } }
                            td { code { (principal.object_id) } }
                            td { code { (app.client_id) } }
                            td.date { (principal.created.strftime("%Y-%m-%d")) }
                        }
                    }
                }
            }
        }
    };
    page(&view, StatusCode::OK, w::ENTERPRISE_APPS, &body)
}

/// `GET /portal/enterprise-apps/{client_id}/overview`.
pub(crate) async fn overview(State(practice): State<Shared>, view: View, found: EnterpriseApp) -> Response {
    let EnterpriseApp { app, principal } = found;
    let at_home = practice.read().home == view.tenant;
    let permissions = Leaf::Permissions.path(app.client_id);
    let body = html! {
        h2 { (view.say(common::PROPERTIES)) }
        dl.essentials {
            dt { (view.say(common::NAME)) } dd { (app.name) }
            dt { (view.say(w::APPLICATION_ID)) }
            dd { (copyable(&view, "application-id", w::APPLICATION_ID, &app.client_id.to_string())) }
            dt { (view.say(common::OBJECT_ID)) }
            dd { (copyable(&view, "object-id", common::OBJECT_ID, &principal.object_id.to_string())) }
            dt { (view.say(w::ENABLED)) } dd { (yes_or_no(&view, principal.enabled)) }
            dt { (view.say(w::ASSIGNMENT_REQUIRED)) } dd { (yes_or_no(&view, principal.assignment_required)) }
            dt { (view.say(w::GRANTED_FOR_ALL)) }
            dd { a href=(permissions) { (principal.granted.len()) } }
            @if at_home {
                dt { (view.say(common::APP_REGISTRATION)) }
                dd { a href=(Blade::Overview.path(app.client_id)) { (app.name) } }
            }
        }
    };
    leaf(&view, StatusCode::OK, &app, Leaf::Overview, &body)
}

fn yes_or_no(view: &View, on: bool) -> &'static str {
    view.say(if on { common::YES } else { common::NO })
}
