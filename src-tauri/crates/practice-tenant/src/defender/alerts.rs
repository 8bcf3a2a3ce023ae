//! `GET /api/alerts` of Defender for Endpoint (MicrosoftDocs/defender-docs: defender-endpoint/api/get-alerts.md).

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};
use serde_json::{Map, Value, json};

use crate::address::Address;
use crate::bearer::{Needs, admit};
use crate::catalogue::Resource;
use crate::defender::error::DefenderError;
use crate::entra::Params;
use crate::graph::next_link;
use crate::odata::{ListQuery, Offer, Schema, Type};
use crate::practice::Shared;

const NEEDS: Needs = Needs {
    resource: Resource::Mde,
    roles: &["Alert.Read.All", "Alert.ReadWrite.All"],
    scopes: &["Alert.Read", "Alert.ReadWrite"],
};

static SCHEMA: Schema = Schema {
    name: "Microsoft.Windows.Defender.Alert",
    fields: &[
        ("alertCreationTime", Type::Time),
        ("lastUpdateTime", Type::Time),
        ("incidentId", Type::Number),
        ("InvestigationId", Type::Number),
        ("investigationId", Type::Number),
        ("id", Type::Text),
        ("assignedTo", Type::Text),
        ("detectionSource", Type::Enum),
        ("lastEventTime", Type::Time),
        ("status", Type::Enum),
        ("severity", Type::Enum),
        ("category", Type::Enum),
    ],
    not_filterable: &[
        "title",
        "description",
        "machineId",
        "computerDnsName",
        "mitreTechniques",
        "classification",
    ],
};

const OFFER: Offer = Offer {
    schema: &SCHEMA,
    expand: &["evidence"],
    order_by: false,
    select: false,
};

/// The largest page.
const PAGE: usize = 10_000;

pub(crate) async fn list(
    State(practice): State<Shared>,
    address: Address,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Json<Value>, DefenderError> {
    let tenant =
        admit(&practice, &headers, &NEEDS).map_err(|refused| DefenderError::refused(&refused, &NEEDS))?;
    let query = uri.query().unwrap_or_default();
    let options = ListQuery::parse(&Params::parse(query.as_bytes()), &OFFER)?;
    let size = options.top.unwrap_or(PAGE);
    if size > PAGE {
        let message = format!(
            "The limit of '{PAGE}' for Top query has been exceeded. The value from the incoming request is '{size}'."
        );
        return Err(DefenderError::bad_request(message));
    }
    let story = practice.stories.of(&tenant);
    let page = options.page(story.endpoint_alerts(), size);
    let with_evidence = !options.expand.is_empty();
    let mut body = json!({"@odata.context": format!("{address}/api/$metadata#Alerts")});
    if let Some(count) = page.count {
        body["@odata.count"] = count.into();
    }
    if let Some(next) = page.next {
        body["@odata.nextLink"] = next_link(&address, uri.path(), query, next).into();
    }
    body["value"] = page.items.iter().map(|alert| alert.mde(with_evidence)).collect();
    Ok(Json(body))
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
    let alert = story
        .endpoint_alerts()
        .find(|alert| alert.id() == id)
        .ok_or_else(|| DefenderError::not_found(format!("Alert {id} was not found")))?;
    let context = format!("{address}/api/$metadata#Alerts/$entity");
    let mut body = Map::from_iter([("@odata.context".to_owned(), Value::from(context))]);
    if let Value::Object(fields) = alert.mde(true) {
        body.extend(fields);
    }
    Ok(Json(Value::Object(body)))
}
