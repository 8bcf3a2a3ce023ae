//! Where a link to the Defender portal leads: the incident or the alert, so that the way there can be practised.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::Value;

use crate::portal::layout::{columns, page};
use crate::portal::view::View;
use crate::portal::words as w;
use crate::practice::Shared;
use crate::story::{Alert, Story};

/// `GET /portal/incidents/{id}`.
pub(crate) async fn incident(State(practice): State<Shared>, view: View, Path(id): Path<String>) -> Response {
    let found = home_story(&practice, |story| {
        story.incident(&id).map(|incident| incident.graph(true))
    });
    shown(&view, found.as_ref(), "displayName", w::NO_INCIDENT)
}

/// `GET /portal/alerts/{id}`, for Defender for Endpoint.
pub(crate) async fn alert(State(practice): State<Shared>, view: View, Path(id): Path<String>) -> Response {
    let found = home_story(&practice, |story| {
        let found = story.alert(&id).filter(Alert::is_endpoint);
        found.map(|alert| alert.mde(true))
    });
    shown(&view, found.as_ref(), "title", w::NO_INCIDENT)
}

fn home_story<T>(practice: &Shared, find: impl FnOnce(&Story) -> Option<T>) -> Option<T> {
    let home = {
        let store = practice.read();
        store.tenants.get(&store.home).cloned()
    };
    find(&practice.stories.of(&home?))
}

fn shown(view: &View, found: Option<&Value>, title: &str, missing: crate::language::Text) -> Response {
    let Some(item) = found else {
        return page(view, StatusCode::NOT_FOUND, missing, &html! {});
    };
    let alerts = item["alerts"].as_array().map(Vec::as_slice).unwrap_or_default();
    let body = html! {
        h2 { (text(&item[title])) }
        dl.essentials {
            dt { (view.say(w::SEVERITY)) } dd { (text(&item["severity"])) }
            dt { (view.say(w::STATUS)) } dd { (text(&item["status"])) }
        }
        p { (text(&item["description"])) }
        @if !alerts.is_empty() { (table(view, alerts)) }
    };
    page(view, StatusCode::OK, w::DEFENDER_PORTAL, &body)
}

fn table(view: &View, alerts: &[Value]) -> Markup {
    html! {
        table {
            (columns(view, &[w::ALERT, w::SEVERITY, w::CREATED_ON], None))
            tbody { @for alert in alerts { tr {
                td { (text(&alert["title"])) }
                td { (text(&alert["severity"])) }
                td.date { (text(&alert["createdDateTime"])) }
            } } }
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
