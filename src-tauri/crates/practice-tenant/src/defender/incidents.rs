//! `/api/incidents` of Defender XDR (MicrosoftDocs/defender-docs: defender-xdr/api-list-incidents.md, api-get-incident.md,
//! api-update-incidents.md).

use axum::Json;
use axum::body::Bytes;
use axum::extract::Path;
use serde_json::Value;

use crate::api_request::ApiRequest;
use crate::bearer::Needs;
use crate::catalogue::Resource;
use crate::defender::error::DefenderError;
use crate::defender::list::{Answer, admitted, entity, whole};
use crate::defender::update::{Of, change};
use crate::entra::Params;
use crate::odata::{ListQuery, Offer, Schema, Type};
use crate::story::Told;

const READ: Needs = Needs {
    resource: Resource::Xdr,
    roles: &["Incident.Read.All", "Incident.ReadWrite.All"],
    scopes: &["Incident.Read", "Incident.ReadWrite"],
};

const WRITE: Needs = Needs {
    resource: Resource::Xdr,
    roles: &["Incident.ReadWrite.All"],
    scopes: &["Incident.ReadWrite"],
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
        "redirectIncidentId",
        "incidentName",
        "severity",
        "classification",
        "determination",
        "tags",
        "comments",
        "alerts",
    ],
};

const OFFER: Offer = Offer {
    schema: &SCHEMA,
    expand: &[],
    order_by: false,
    select: false,
};

/// At most 100 per call, whatever `$top` asks for; there is no next link.
const PAGE: usize = 100;

pub(super) async fn list(request: ApiRequest) -> Answer {
    let caller = admitted(&request, &READ)?;
    let options = ListQuery::parse(&Params::parse(request.query.as_bytes()), &OFFER)?;
    let page = options.page(caller.story.incidents(), options.top.unwrap_or(PAGE).min(PAGE));
    let value: Vec<Value> = page.items.iter().map(Told::xdr).collect();
    request.page_sent(&caller.token);
    let Json(mut body) = whole(&request, "Incidents", value);
    if let Some(count) = page.count {
        body["@odata.count"] = count.into();
    }
    Ok(Json(body))
}

pub(super) async fn one(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &READ)?;
    let incident = caller.story.incident(&id).ok_or_else(|| not_found(&id))?;
    Ok(entity(&request, "Incidents", incident.xdr()))
}

pub(super) async fn update(request: ApiRequest, Path(id): Path<String>, body: Bytes) -> Answer {
    let caller = admitted(&request, &WRITE)?;
    let number = caller.story.incident(&id).ok_or_else(|| not_found(&id))?.id();
    let change = change(&body, Of::Incident)?;
    let by = request.by(&caller.token);
    let story = request
        .practice
        .stories
        .change_incident(&caller.token.tenant, number, &change, &by);
    let incident = story.incident(&id).ok_or_else(|| not_found(&id))?;
    Ok(entity(&request, "Incidents", incident.xdr()))
}

fn not_found(id: &str) -> DefenderError {
    DefenderError::not_found(format!("Incident {id} was not found"))
}
