//! `GET /api/incidents` of Defender XDR (MicrosoftDocs/defender-docs: defender-xdr/api-list-incidents.md).

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use serde_json::{Map, Value, json};

use crate::address::Address;
use crate::bearer::{Needs, admit};
use crate::catalogue::Resource;
use crate::defender::error::DefenderError;
use crate::entra::Params;
use crate::odata::{ListQuery, Offer, Schema, Type};
use crate::practice::Shared;
use crate::story::Told;

const NEEDS: Needs = Needs {
    resource: Resource::Xdr,
    roles: &["Incident.Read.All", "Incident.ReadWrite.All"],
    scopes: &["Incident.Read", "Incident.ReadWrite"],
};

static SCHEMA: Schema = Schema {
    name: "Microsoft.Mtp.Incident",
    fields: &[
        ("lastUpdateTime", Type::Time),
        ("createdTime", Type::Time),
        ("status", Type::Enum),
        ("assignedTo", Type::Text),
    ],
    not_filterable: &[
        "incidentId",
        "incidentName",
        "severity",
        "classification",
        "determination",
        "tags",
        "alerts",
    ],
};

const OFFER: Offer = Offer {
    schema: &SCHEMA,
    expand: &[],
    order_by: false,
    select: false,
};

/// At most 100 per call, whatever `$top` asks for.
const PAGE: usize = 100;

pub(crate) async fn list(
    State(practice): State<Shared>,
    address: Address,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Json<Value>, DefenderError> {
    let tenant =
        admit(&practice, &headers, &NEEDS).map_err(|refused| DefenderError::refused(&refused, &NEEDS))?;
    let options = ListQuery::parse(&Params::parse(query.unwrap_or_default().as_bytes()), &OFFER)?;
    let story = practice.stories.of(&tenant);
    let told = story.incidents().iter().map(|incident| Told {
        story: &story,
        incident,
    });
    let page = options.page(told, options.top.unwrap_or(PAGE).min(PAGE));
    let value: Vec<Value> = page
        .items
        .iter()
        .map(|told| story.xdr_incident(told.incident))
        .collect();
    Ok(Json(
        json!({"@odata.context": format!("{address}/api/$metadata#Incidents"), "value": value}),
    ))
}

pub(crate) async fn one(
    State(practice): State<Shared>,
    address: Address,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Json<Value>, DefenderError> {
    let tenant =
        admit(&practice, &headers, &NEEDS).map_err(|refused| DefenderError::refused(&refused, &NEEDS))?;
    let story = practice.stories.of(&tenant);
    let incident = story
        .incident(&id)
        .ok_or_else(|| DefenderError::not_found(format!("Incident {id} was not found")))?;
    let context = format!("{address}/api/$metadata#Incidents/$entity");
    let mut body = Map::from_iter([("@odata.context".to_owned(), Value::from(context))]);
    if let Value::Object(fields) = story.xdr_incident(incident) {
        body.extend(fields);
    }
    Ok(Json(Value::Object(body)))
}
