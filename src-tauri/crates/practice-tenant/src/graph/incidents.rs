//! `/v1.0/security/incidents` (microsoftgraph/microsoft-graph-docs-contrib: security-list-incidents.md,
//! security-incident-get.md, security-incident-update.md, security-incident-post-comments.md).

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Map, Value, json};

use crate::api_request::ApiRequest;
use crate::bearer::Needs;
use crate::catalogue::Resource;
use crate::graph::error::GraphError;
use crate::graph::list::{admitted, answered, context, entity, options, page};
use crate::graph::update::{self, Of};
use crate::odata::{Offer, Schema, Type};
use crate::story::Change;

const READ: Needs = Needs {
    resource: Resource::Graph,
    roles: &["SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"],
    scopes: &["SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"],
};

const WRITE: Needs = Needs {
    resource: Resource::Graph,
    roles: &["SecurityIncident.ReadWrite.All"],
    scopes: &["SecurityIncident.ReadWrite.All"],
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

pub(super) async fn list(request: ApiRequest) -> Response {
    answered(&request, listed(&request))
}

fn listed(request: &ApiRequest) -> Result<Value, GraphError> {
    let caller = admitted(request, &READ)?;
    let options = options(request, &OFFER)?;
    let size = options.size(PAGE, PAGE)?;
    let with_alerts = !options.expand.is_empty();
    let incidents = caller.story.incidents();
    Ok(page(
        request,
        &caller,
        "incidents",
        (&options, size),
        incidents,
        |incident| selected(incident.graph(with_alerts), &options.select),
    ))
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

pub(super) async fn one(request: ApiRequest, Path(id): Path<String>) -> Response {
    answered(&request, single(&request, &id))
}

fn single(request: &ApiRequest, id: &str) -> Result<Value, GraphError> {
    let caller = admitted(request, &READ)?;
    let options = options(request, &OFFER)?;
    let incident = caller.story.incident(id).ok_or_else(|| not_found(id))?;
    let incident = selected(incident.graph(!options.expand.is_empty()), &options.select);
    Ok(entity(request, "incidents", incident))
}

fn not_found(id: &str) -> GraphError {
    GraphError::new(
        StatusCode::NOT_FOUND,
        "NotFound",
        format!("Incident {id} was not found."),
    )
}

pub(super) async fn update(request: ApiRequest, Path(id): Path<String>, body: Bytes) -> Response {
    let read = |body: &[u8]| update::change(body, Of::Incident);
    answered(
        &request,
        changed(&request, &id, &body, read, |request, incident| {
            entity(request, "incidents", incident.graph(false))
        }),
    )
}

/// Adds a comment; the answer is all of them.
pub(super) async fn comment(request: ApiRequest, Path(id): Path<String>, body: Bytes) -> Response {
    answered(
        &request,
        changed(&request, &id, &body, update::comment, |request, incident| {
            let set = format!("incidents('{}')/comments", incident.id());
            json!({"@odata.context": context(request, &set), "value": incident.graph_comments()})
        }),
    )
}

fn changed(
    request: &ApiRequest,
    id: &str,
    body: &[u8],
    read: impl Fn(&[u8]) -> Result<Change, GraphError>,
    print: impl Fn(&ApiRequest, &crate::story::Told<'_>) -> Value,
) -> Result<Value, GraphError> {
    let caller = admitted(request, &WRITE)?;
    let number = caller.story.incident(id).ok_or_else(|| not_found(id))?.id();
    let change = read(body)?;
    let by = request.by(&caller.token);
    let stories = &request.practice.stories;
    let story = stories.change_incident(&caller.token.tenant, number, &change, &by);
    let incident = story.incident(id).ok_or_else(|| not_found(id))?;
    Ok(print(request, &incident))
}
