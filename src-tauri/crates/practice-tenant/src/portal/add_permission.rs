//! Add a permission: first the API, then its permissions.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde::Deserialize;

use crate::catalogue::{Kind, OPENID_SCOPES, Permission, Resource};
use crate::language::Text;
use crate::portal::layout::{Blade, beside, blade, see};
use crate::portal::view::{Registered, View};
use crate::portal::words::{self as w, wrong};
use crate::practice::Shared;
use crate::store::App;

/// Which tab, and what is searched for.
#[derive(Deserialize)]
pub(crate) struct Search {
    tab: Option<String>,
    q: Option<String>,
}

/// `GET /portal/apps/{client_id}/api-permissions/add`.
pub(crate) async fn choose_api(
    view: View,
    Registered(app): Registered,
    Query(search): Query<Search>,
) -> Response {
    let path = format!("{}/add", Blade::ApiPermissions.path(app.client_id));
    let typed = search.q.as_deref().unwrap_or_default().trim();
    let organization = search.q.is_some() || search.tab.as_deref() == Some("organization");
    let tab = |name: &'static str, text: Text, on: bool| {
        html! { a href={ (path) "?tab=" (name) } aria-current=[on.then_some("page")] { (view.say(text)) } }
    };
    let body = html! {
        h2 { (view.say(w::SELECT_AN_API)) }
        nav.tabs aria-label=(view.say(w::SELECT_AN_API)) {
            (tab("microsoft", w::MICROSOFT_APIS, !organization))
            (tab("organization", w::ORGANIZATION_APIS, organization))
        }
        (search_form(&view, &path, typed))
        @if organization { (results(&view, &path, typed)) } @else { (result_list(&path, &[Resource::Graph])) }
    };
    blade(&view, StatusCode::OK, &app, Blade::ApiPermissions, &body)
}

fn search_form(view: &View, path: &str, typed: &str) -> Markup {
    html! {
        form.search method="get" action=(path) role="search" {
            input type="hidden" name="tab" value="organization";
            label for="q" { (view.say(w::SEARCH_HINT)) }
            input id="q" name="q" type="search" value=(typed) autocomplete="off" spellcheck="false" autofocus;
            button type="submit" id="search" { (view.say(w::SEARCH)) }
        }
    }
}

/// As in the admin center: the beginning of the name, never translated, or the whole application id.
fn found(typed: &str) -> Vec<Resource> {
    let typed = typed.to_lowercase();
    if typed.is_empty() {
        return Vec::new();
    }
    let fits =
        |one: &Resource| one.name().to_lowercase().starts_with(&typed) || one.app_id().to_string() == typed;
    Resource::ALL.into_iter().filter(fits).collect()
}

fn results(view: &View, path: &str, typed: &str) -> Markup {
    let found = found(typed);
    html! {
        @if found.is_empty() && !typed.is_empty() { p.empty role="status" { (view.say(w::NO_RESULTS)) } }
        (result_list(path, &found))
    }
}

fn result_list(path: &str, found: &[Resource]) -> Markup {
    html! {
        ul.results {
            @for one in found {
                li { a href={ (path) "/" (one.id()) } { strong { (one.name()) } code { (one.app_id()) } } }
            }
        }
    }
}

/// Which API, by its short name.
#[derive(Deserialize)]
pub(crate) struct Api {
    resource: String,
}

#[derive(Default)]
struct Chosen {
    kind: Option<Kind>,
    values: BTreeSet<String>,
}

/// `GET /portal/apps/{client_id}/api-permissions/add/{resource}`.
pub(crate) async fn choose_permissions(
    view: View,
    Registered(app): Registered,
    Path(api): Path<Api>,
) -> Response {
    match Resource::parse(&api.resource) {
        Some(resource) => show(&view, StatusCode::OK, &app, resource, &Chosen::default(), None),
        None => see(&format!("{}/add", Blade::ApiPermissions.path(app.client_id))),
    }
}

/// `POST /portal/apps/{client_id}/api-permissions/add/{resource}`.
pub(crate) async fn add(
    State(practice): State<Shared>,
    view: View,
    Registered(app): Registered,
    Path(api): Path<Api>,
    body: String,
) -> Response {
    let path = Blade::ApiPermissions.path(app.client_id);
    let Some(resource) = Resource::parse(&api.resource) else {
        return see(&format!("{path}/add"));
    };
    let mut chosen = Chosen::default();
    for (name, value) in url::form_urlencoded::parse(body.as_bytes()) {
        match name.as_ref() {
            "kind" => chosen.kind = Kind::parse(&value),
            "permission" => drop(chosen.values.insert(value.into_owned())),
            _ => {}
        }
    }
    let Some(kind) = chosen.kind else {
        return show(
            &view,
            StatusCode::UNPROCESSABLE_ENTITY,
            &app,
            resource,
            &chosen,
            Some(wrong::KIND),
        );
    };
    let wanted: Vec<Permission> = chosen
        .values
        .iter()
        .filter_map(|value| resource.permission(kind, value))
        .collect();
    if wanted.is_empty() {
        return show(
            &view,
            StatusCode::UNPROCESSABLE_ENTITY,
            &app,
            resource,
            &chosen,
            Some(wrong::PERMISSIONS),
        );
    }
    if let Some(app) = practice.write().app_mut(app.client_id) {
        app.wanted.extend(wanted);
    }
    see(&path)
}

/// One row for each name: some names exist in both kinds, and the kind is chosen above the list.
fn rows(resource: Resource) -> BTreeMap<&'static str, Vec<Permission>> {
    let mut rows: BTreeMap<&str, Vec<Permission>> = BTreeMap::new();
    for kind in [Kind::Delegated, Kind::Application] {
        for permission in resource.permissions(kind) {
            rows.entry(permission.value).or_default().push(permission);
        }
    }
    rows
}

fn show(
    view: &View,
    status: StatusCode,
    app: &App,
    resource: Resource,
    chosen: &Chosen,
    wrong: Option<Text>,
) -> Response {
    let path = Blade::ApiPermissions.path(app.client_id);
    let kinds = [
        (Kind::Delegated, w::DELEGATED_LONG, w::DELEGATED_HINT),
        (Kind::Application, w::APPLICATION_LONG, w::APPLICATION_HINT),
    ];
    let body = html! {
        p { strong { (resource.name()) } " " code { (resource.identifier_uri()) } }
        form.choose method="post" action={ (path) "/add/" (resource.id()) } {
            fieldset.kinds {
                legend { (view.say(w::WHAT_TYPE)) }
                @for (kind, name, hint) in kinds {
                    label.choice.tile {
                        input type="radio" name="kind" value=(kind.id()) checked[chosen.kind == Some(kind)];
                        span { strong { (view.say(name)) } small { (view.say(hint)) } }
                    }
                }
            }
            (beside(view, "permissions-wrong", wrong))
            fieldset.list {
                legend { (view.say(w::SELECT_PERMISSIONS)) }
                @for (value, of_kind) in rows(resource) { (row(view, value, &of_kind, chosen)) }
            }
            p.actions.start.stay {
                button.primary id="add-permissions" type="submit" { (view.say(w::ADD_PERMISSIONS)) }
                a.button href=(path) { (view.say(w::CANCEL)) }
            }
        }
    };
    blade(view, status, app, Blade::ApiPermissions, &body)
}

fn row(view: &View, value: &str, of_kind: &[Permission], chosen: &Chosen) -> Markup {
    let classes: Vec<&str> = of_kind.iter().map(|one| one.kind.id()).collect();
    let row = of_kind.first().and_then(|one| one.row());
    let openid = OPENID_SCOPES.contains(&value);
    html! {
        label class={ "choice permission " (classes.join(" ")) } {
            input type="checkbox" name="permission" value=(value) checked[chosen.values.contains(value)];
            span {
                code { (value) }
                small { (row.map_or("", |row| row.description.in_language(view.language))) }
            }
            @if !openid && row.is_some_and(|row| row.admin_consent) {
                span.admin { (view.say(w::ADMIN_REQUIRED)) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defender_apis_are_found_by_their_oldest_names_only() {
        assert_eq!(found("microsoft threat protection"), [Resource::Xdr]);
        assert_eq!(found("WindowsDefenderATP"), [Resource::Mde]);
        assert_eq!(found("fc780465-2017-40d4-a0c5-307022471b92"), [Resource::Mde]);
        assert_eq!(found("Microsoft 365 Defender"), []);
        assert_eq!(found("Defender"), []);
        assert_eq!(found(""), []);
    }
}
