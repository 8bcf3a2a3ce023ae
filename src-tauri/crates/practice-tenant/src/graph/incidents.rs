//! `GET /v1.0/security/incidents` (microsoftgraph/microsoft-graph-docs-contrib: security-list-incidents.md).

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Map, Value, json};

use crate::address::Address;
use crate::bearer::{Needs, admit};
use crate::catalogue::Resource;
use crate::entra::Params;
use crate::graph::error::GraphError;
use crate::odata::{ListQuery, Offer, Schema, Type};
use crate::practice::{Practice, Shared};
use crate::story::Told;

const NEEDS: Needs = Needs {
    resource: Resource::Graph,
    roles: &["SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"],
    scopes: &["SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"],
};

static SCHEMA: Schema = Schema {
    name: "microsoft.graph.security.incident",
    fields: &[
        ("assignedTo", Type::Text),
        ("classification", Type::Enum),
        ("createdDateTime", Type::Time),
        ("determination", Type::Enum),
        ("lastUpdateDateTime", Type::Time),
        ("severity", Type::Enum),
        ("status", Type::Enum),
    ],
    not_filterable: &[
        "id",
        "displayName",
        "customTags",
        "systemTags",
        "description",
        "redirectIncidentId",
        "tenantId",
    ],
};

const OFFER: Offer = Offer {
    schema: &SCHEMA,
    expand: &["alerts"],
    order_by: true,
    select: true,
};

/// A page holds 50 incidents, never more.
const PAGE: usize = 50;

pub(crate) async fn list(
    State(practice): State<Shared>,
    address: Address,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    match page(&practice, &address, &headers, &query) {
        Ok(page) => Json(page).into_response(),
        Err(error) => error.response(&headers, practice.now()),
    }
}

fn page(
    practice: &Practice,
    address: &Address,
    headers: &HeaderMap,
    query: &str,
) -> Result<Value, GraphError> {
    let tenant = admit(practice, headers, &NEEDS).map_err(|refused| GraphError::refused(&refused, &NEEDS))?;
    let params = Params::parse(query.as_bytes());
    let bad_request = |message: String| GraphError::new(StatusCode::BAD_REQUEST, "BadRequest", message);
    let options = ListQuery::parse(&params, &OFFER).map_err(|error| bad_request(error.to_string()))?;
    let size = options.top.unwrap_or(PAGE);
    if size > PAGE {
        let message = format!(
            "The limit of '{PAGE}' for Top query has been exceeded. The value from the incoming request is '{size}'."
        );
        return Err(bad_request(message));
    }
    let story = practice.stories.of(&tenant);
    let told = story.incidents().iter().map(|incident| Told {
        story: &story,
        incident,
    });
    let page = options.page(told, size);
    let with_alerts = !options.expand.is_empty();
    let value: Vec<Value> = page
        .items
        .iter()
        .map(|told| selected(story.graph_incident(told.incident, with_alerts), &options.select))
        .collect();
    let mut body = json!({"@odata.context": format!("{address}/v1.0/$metadata#security/incidents")});
    if let Some(count) = page.count {
        body["@odata.count"] = count.into();
    }
    if let Some(next) = page.next {
        body["@odata.nextLink"] = next_link(address, "/v1.0/security/incidents", query, next).into();
    }
    body["value"] = value.into();
    Ok(body)
}

/// The same query further on.
pub(crate) fn next_link(address: &Address, path: &str, query: &str, skip: usize) -> String {
    let mut next = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "$skip") {
        next.append_pair(&name, &value);
    }
    next.append_pair("$skip", &skip.to_string());
    format!("{address}{path}?{}", next.finish().replace("%24", "$"))
}

/// `$select` keeps the named fields only.
fn selected(incident: Value, select: &[String]) -> Value {
    match incident {
        Value::Object(fields) if !select.is_empty() => {
            let kept: Map<String, Value> = fields
                .into_iter()
                .filter(|(name, _)| name == "alerts" || select.contains(name))
                .collect();
            Value::Object(kept)
        }
        other => other,
    }
}

pub(crate) async fn one(
    State(practice): State<Shared>,
    address: Address,
    headers: HeaderMap,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    match single(
        &practice,
        &address,
        &headers,
        &id,
        query.as_deref().unwrap_or_default(),
    ) {
        Ok(incident) => Json(incident).into_response(),
        Err(error) => error.response(&headers, practice.now()),
    }
}

fn single(
    practice: &Practice,
    address: &Address,
    headers: &HeaderMap,
    id: &str,
    query: &str,
) -> Result<Value, GraphError> {
    let tenant = admit(practice, headers, &NEEDS).map_err(|refused| GraphError::refused(&refused, &NEEDS))?;
    let options = ListQuery::parse(&Params::parse(query.as_bytes()), &OFFER)
        .map_err(|error| GraphError::new(StatusCode::BAD_REQUEST, "BadRequest", error.to_string()))?;
    let story = practice.stories.of(&tenant);
    let incident = story.incident(id).ok_or_else(|| {
        GraphError::new(
            StatusCode::NOT_FOUND,
            "NotFound",
            format!("Incident {id} was not found."),
        )
    })?;
    let context = format!("{address}/v1.0/$metadata#security/incidents/$entity");
    let mut body = Map::from_iter([("@odata.context".to_owned(), Value::from(context))]);
    if let Value::Object(fields) = selected(
        story.graph_incident(incident, !options.expand.is_empty()),
        &options.select,
    ) {
        body.extend(fields);
    }
    Ok(Value::Object(body))
}
