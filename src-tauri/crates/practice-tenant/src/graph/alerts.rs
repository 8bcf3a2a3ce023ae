//! `/v1.0/security/alerts_v2` (microsoftgraph/microsoft-graph-docs-contrib: security-list-alerts_v2.md,
//! security-alert-get.md, security-alert-update.md, security-alert-post-comments.md).

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use serde_json::{Value, json};

use crate::api_request::ApiRequest;
use crate::bearer::Needs;
use crate::catalogue::Resource;
use crate::graph::error::GraphError;
use crate::graph::list::{admitted, answered, context, entity, options, page};
use crate::graph::update::{self, Of};
use crate::odata::{Offer, Schema, Type};
use crate::story::{Alert, Change};

const READ: Needs = Needs {
    resource: Resource::Graph,
    roles: &["SecurityAlert.Read.All", "SecurityAlert.ReadWrite.All"],
    scopes: &["SecurityAlert.Read.All", "SecurityAlert.ReadWrite.All"],
};

const WRITE: Needs = Needs {
    resource: Resource::Graph,
    roles: &["SecurityAlert.ReadWrite.All"],
    scopes: &["SecurityAlert.ReadWrite.All"],
};

static SCHEMA: Schema = Schema {
    name: "microsoft.graph.security.alert",
    fields: &[
        ("assignedTo", Type::Text),
        ("classification", Type::Enum),
        ("determination", Type::Enum),
        ("createdDateTime", Type::Time),
        ("lastUpdateDateTime", Type::Time),
        ("severity", Type::Enum),
        ("serviceSource", Type::Enum),
        ("status", Type::Enum),
    ],
    not_filterable: &[
        "id",
        "incidentId",
        "title",
        "category",
        "detectionSource",
        "mitreTechniques",
        "firstActivityDateTime",
        "lastActivityDateTime",
        "resolvedDateTime",
        "tenantId",
        "evidence",
    ],
};

/// The page offers `$count`, `$filter`, `$skip` and `$top`, and nothing else.
const OFFER: Offer = Offer {
    schema: &SCHEMA,
    expand: &[],
    order_by: false,
    select: false,
};

/// The page names no size; its example asks for 100.
const USUAL_PAGE: usize = 100;
const LARGEST_PAGE: usize = 2000;

pub(super) async fn list(request: ApiRequest) -> Response {
    answered(&request, listed(&request))
}

fn listed(request: &ApiRequest) -> Result<Value, GraphError> {
    let caller = admitted(request, &READ)?;
    let options = options(request, &OFFER)?;
    let size = options.size(USUAL_PAGE, LARGEST_PAGE)?;
    let alerts = caller.story.alerts();
    Ok(page(
        request,
        &caller,
        "alerts_v2",
        (&options, size),
        alerts,
        Alert::graph,
    ))
}

pub(super) async fn one(request: ApiRequest, Path(id): Path<String>) -> Response {
    answered(&request, single(&request, &id))
}

fn single(request: &ApiRequest, id: &str) -> Result<Value, GraphError> {
    let caller = admitted(request, &READ)?;
    let alert = caller.story.alert(id).ok_or_else(|| not_found(id))?;
    Ok(entity(request, "alerts_v2", alert.graph()))
}

fn not_found(id: &str) -> GraphError {
    GraphError::new(
        StatusCode::NOT_FOUND,
        "NotFound",
        format!("Alert {id} was not found."),
    )
}

pub(super) async fn update(request: ApiRequest, Path(id): Path<String>, body: Bytes) -> Response {
    let read = |body: &[u8]| update::change(body, Of::Alert);
    answered(
        &request,
        changed(&request, &id, &body, read, |request, alert| {
            entity(request, "alerts_v2", alert.graph())
        }),
    )
}

/// Adds a comment; the answer is all of them.
pub(super) async fn comment(request: ApiRequest, Path(id): Path<String>, body: Bytes) -> Response {
    answered(
        &request,
        changed(&request, &id, &body, update::comment, |request, alert| {
            let set = format!("alerts_v2('{}')/comments", alert.id());
            json!({"@odata.context": context(request, &set), "value": alert.graph()["comments"]})
        }),
    )
}

fn changed(
    request: &ApiRequest,
    id: &str,
    body: &[u8],
    read: impl Fn(&[u8]) -> Result<Change, GraphError>,
    print: impl Fn(&ApiRequest, &Alert<'_>) -> Value,
) -> Result<Value, GraphError> {
    let caller = admitted(request, &WRITE)?;
    let key = caller.story.alert(id).ok_or_else(|| not_found(id))?.key();
    let change = read(body)?;
    let by = request.by(&caller.token);
    let stories = &request.practice.stories;
    let story = stories.change_alerts(&caller.token.tenant, &[key], &change, &by);
    let alert = story.alert(id).ok_or_else(|| not_found(id))?;
    Ok(print(request, &alert))
}
