//! Directories: the portal shows one at a time, and can be switched to a customer's.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use maud::html;
use serde::Deserialize;

use crate::entra::Params;
use crate::portal::layout::{columns, page, see};
use crate::portal::view::{DIRECTORY, View};
use crate::portal::words as common;
use crate::portal::words::directories as w;
use crate::practice::Shared;
use crate::store::Tenant;

/// As many as one page shows; a partner can have a thousand customers.
const SHOWN: usize = 20;

/// What is searched for.
#[derive(Deserialize)]
pub(crate) struct Search {
    q: Option<String>,
}

/// `GET /portal/directories`.
pub(crate) async fn show(
    State(practice): State<Shared>,
    view: View,
    Query(search): Query<Search>,
) -> Response {
    let typed = search.q.unwrap_or_default().trim().to_lowercase();
    let store = practice.read();
    let fits = |tenant: &&Tenant| {
        tenant.name.to_lowercase().contains(&typed)
            || tenant.domains.iter().any(|domain| domain.contains(&typed))
            || tenant.id.to_string() == typed
    };
    let home = store.tenants.get(&store.home);
    let customers = store.tenants.values().filter(|tenant| tenant.id != store.home);
    let found: Vec<&Tenant> = home.into_iter().chain(customers).filter(fits).collect();
    let body = html! {
        p.hint { (view.say(w::HINT)) }
        form.search method="get" action="/portal/directories" role="search" {
            label for="q" { (view.say(w::SEARCH_HINT)) }
            input id="q" name="q" type="search" value=(typed) autocomplete="off" spellcheck="false";
            button type="submit" id="search" { (view.say(common::SEARCH)) }
        }
        @if found.is_empty() { p.empty role="status" { (view.say(common::NO_RESULTS)) } } @else {
            table {
                (columns(&view, &[common::NAME, w::DOMAIN, common::TENANT_ID], Some(w::SWITCH)))
                tbody {
                    @for tenant in found.iter().take(SHOWN) {
                        tr {
                            td { (tenant.name) }
                            td { (tenant.domains.first().map_or("", String::as_str)) }
                            td { code { (tenant.id) } }
                            td {
                                @if tenant.id == view.tenant { (view.say(w::CURRENT)) } @else {
                                    form method="post" action="/portal/directories" {
                                        button type="submit" name="tenant" value=(tenant.id)
                                            aria-label={ (view.say(w::SWITCH)) " – " (tenant.name) } { (view.say(w::SWITCH)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            @if found.len() > SHOWN { p.hint { (found.len() - SHOWN) " " (view.say(w::MORE)) } }
        }
    };
    page(&view, StatusCode::OK, w::DIRECTORIES, &body)
}

/// `POST /portal/directories`: switches.
pub(crate) async fn switch(State(practice): State<Shared>, body: String) -> Response {
    let params = Params::parse(body.as_bytes());
    let store = practice.read();
    let chosen = params.value("tenant").and_then(|id| store.tenant_named(id));
    let mut response = see("/portal/enterprise-apps");
    let cookie =
        chosen.map(|tenant| format!("{DIRECTORY}={}; Path=/portal; SameSite=Lax; HttpOnly", tenant.id));
    if let Some(cookie) = cookie.and_then(|cookie| cookie.parse().ok()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
