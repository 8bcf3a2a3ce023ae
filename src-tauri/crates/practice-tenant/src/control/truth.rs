//! `GET /practice/truth`: everything that the tenant holds, so that a check can compare.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::calls::Caller;
use crate::control::{app, grants, principals};
use crate::practice::{Practice, Shared};
use crate::store::Tenant;
use crate::story::{Device, Story, Told};
use crate::stream;

#[derive(Deserialize)]
pub(super) struct TruthQuery {
    /// Of which tenant; the home tenant when absent.
    tenant: Option<String>,
    /// Which parts, by name and separated by commas; all of them when absent.
    only: Option<String>,
}

/// The elements of one part, a few at a time.
type Elements = Box<dyn Iterator<Item = Vec<Value>> + Send>;

/// What the story tells is made while it is sent: the truth about a hundred thousand incidents is never held whole.
pub(super) async fn truth(State(practice): State<Shared>, Query(query): Query<TruthQuery>) -> Response {
    let Some(tenant) = tenant(&practice, query.tenant.as_deref()) else {
        let body = json!({"error": "there is no such tenant"});
        return (StatusCode::NOT_FOUND, Json(body)).into_response();
    };
    let only: Option<Vec<&str>> = query.only.as_deref().map(|names| names.split(',').collect());
    let wanted = |name: &str| only.as_ref().is_none_or(|only| only.contains(&name));
    let parts: Vec<(&str, Elements)> = PARTS
        .into_iter()
        .filter(|(name, _)| wanted(name))
        .map(|(name, part)| (name, part(&practice, &tenant)))
        .collect();
    let head = format!("{{\"now\":\"{}\",\"tenantId\":\"{}\"", practice.now(), tenant.id);
    let pieces = std::iter::once(head)
        .chain(
            parts
                .into_iter()
                .flat_map(|(name, elements)| printed(name, elements)),
        )
        .chain(std::iter::once("}".to_owned()))
        .map(|piece| Ok(Bytes::from(piece)));
    let pieces: Box<dyn Iterator<Item = _> + Send> = Box::new(pieces);
    ([(CONTENT_TYPE, "application/json")], stream::body(pieces)).into_response()
}

fn tenant(practice: &Practice, name: Option<&str>) -> Option<Tenant> {
    let store = practice.read();
    match name {
        Some(name) => store.tenant_named(name).cloned(),
        None => store.tenants.get(&store.home).cloned(),
    }
}

type Part = fn(&Practice, &Tenant) -> Elements;

/// In the order of the body.
const PARTS: [(&str, Part); 11] = [
    ("incidents", |practice, tenant| {
        told(practice, tenant, |one| vec![one.graph(false)])
    }),
    ("xdrIncidents", |practice, tenant| {
        told(practice, tenant, |one| vec![one.xdr()])
    }),
    ("alerts", |practice, tenant| {
        told(practice, tenant, |one| {
            one.endpoint_alerts().map(|alert| alert.mde(true)).collect()
        })
    }),
    ("graphAlerts", |practice, tenant| {
        told(practice, tenant, |one| {
            one.alerts().map(|alert| alert.graph()).collect()
        })
    }),
    ("machines", |practice, tenant| {
        let story = practice.stories.of(tenant);
        at_once(story.devices().map(|device: Device| device.mde()).collect())
    }),
    ("apps", |practice, _| {
        at_once(practice.read().apps.iter().map(app).collect())
    }),
    ("deletedApps", |practice, _| {
        let store = practice.read();
        let deleted = store.restorable_apps(practice.now());
        at_once(deleted.map(|(one, _)| app(one)).collect())
    }),
    ("principals", |practice, _| at_once(principals(&practice.read()))),
    ("grants", |practice, _| at_once(grants(&practice.read()))),
    ("requests", |practice, _| {
        let all = practice.calls.of(Caller::default());
        at_once(all.iter().map(|call| json!(call)).collect())
    }),
    ("tokenRequests", |practice, _| {
        let all = practice.token_calls.of(Caller::default());
        at_once(all.iter().map(|call| json!(call)).collect())
    }),
];

/// What each incident has to tell, one incident at a time.
fn told(practice: &Practice, tenant: &Tenant, tell: fn(Told<'_>) -> Vec<Value>) -> Elements {
    let story: Arc<Story> = practice.stories.of(tenant);
    let count = story.incidents().len();
    Box::new((0..count).map(move |at| story.nth(at).map_or_else(Vec::new, tell)))
}

fn at_once(elements: Vec<Value>) -> Elements {
    Box::new(std::iter::once(elements))
}

/// `,"name":[...]`.
fn printed(name: &str, elements: Elements) -> impl Iterator<Item = String> + Send + use<> {
    let mut first = true;
    let elements = elements.filter(|some| !some.is_empty()).map(move |some| {
        let mut text = String::new();
        for element in some {
            if !std::mem::take(&mut first) {
                text.push(',');
            }
            text.push_str(&element.to_string());
        }
        text
    });
    std::iter::once(format!(",\"{name}\":["))
        .chain(elements)
        .chain(std::iter::once("]".to_owned()))
}
