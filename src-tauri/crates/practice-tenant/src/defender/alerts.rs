//! `/api/alerts` of Defender for Endpoint (MicrosoftDocs/defender-docs: defender-endpoint/api/get-alerts.md,
//! get-alert-info-by-id.md, update-alert.md, batch-update-alerts.md).

use axum::body::Bytes;
use axum::extract::Path;
use axum::http::StatusCode;

use crate::api_request::{Admitted, ApiRequest};
use crate::bearer::Needs;
use crate::catalogue::Resource;
use crate::defender::error::DefenderError;
use crate::defender::list::{Answer, admitted, entity, options, page};
use crate::defender::update::{self, Of};
use crate::odata::{Offer, Schema, Type};
use crate::story::{Alert, AlertKey};

pub(super) const READ: Needs = Needs {
    resource: Resource::Mde,
    roles: &["Alert.Read.All", "Alert.ReadWrite.All"],
    scopes: &["Alert.Read", "Alert.ReadWrite"],
};

const WRITE: Needs = Needs {
    resource: Resource::Mde,
    roles: &["Alert.ReadWrite.All"],
    scopes: &["Alert.ReadWrite"],
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
        "determination",
        "firstEventTime",
        "resolvedTime",
        "evidence",
    ],
};

const OFFER: Offer = Offer {
    schema: &SCHEMA,
    expand: &["evidence"],
    order_by: false,
    select: false,
};

pub(super) async fn list(request: ApiRequest) -> Answer {
    let caller = admitted(&request, &READ)?;
    listed(&request, &caller, caller.story.endpoint_alerts())
}

/// A page of some alerts, whichever list they are of.
pub(super) fn listed<'a>(
    request: &ApiRequest,
    caller: &Admitted,
    alerts: impl Iterator<Item = Alert<'a>> + Clone,
) -> Answer {
    let (options, size) = options(request, &OFFER)?;
    let with_evidence = !options.expand.is_empty();
    let print = |alert: &Alert<'_>| alert.mde(with_evidence);
    let asked = (&options, size);
    Ok(page(request, caller, "Alerts", asked, alerts, print))
}

pub(super) async fn one(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &READ)?;
    let alert = found(&caller, &id)?;
    Ok(entity(&request, "Alerts", alert.mde(true)))
}

/// The alert of that id, when Defender for Endpoint raised it.
pub(super) fn found<'a>(caller: &'a Admitted, id: &str) -> Result<Alert<'a>, DefenderError> {
    let alert = caller.story.alert(id).filter(Alert::is_endpoint);
    alert.ok_or_else(|| not_found(id))
}

fn not_found(id: &str) -> DefenderError {
    DefenderError::not_found(format!("Alert {id} was not found"))
}

pub(super) async fn update(request: ApiRequest, Path(id): Path<String>, body: Bytes) -> Answer {
    let caller = admitted(&request, &WRITE)?;
    let key = found(&caller, &id)?.key();
    let change = update::change(&body, Of::Alert)?;
    let by = request.by(&caller.token);
    let story = request
        .practice
        .stories
        .change_alerts(&caller.token.tenant, &[key], &change, &by);
    let alert = story.alert(&id).ok_or_else(|| not_found(&id))?;
    Ok(entity(&request, "Alerts", alert.mde(true)))
}

/// Changes all of the alerts, or none when one is not found.
pub(super) async fn batch_update(request: ApiRequest, body: Bytes) -> Result<StatusCode, DefenderError> {
    let caller = admitted(&request, &WRITE)?;
    let (ids, change) = update::batch(&body)?;
    let keys: Vec<AlertKey> = ids
        .iter()
        .map(|id| found(&caller, id).map(|alert| alert.key()))
        .collect::<Result<_, _>>()?;
    let by = request.by(&caller.token);
    request
        .practice
        .stories
        .change_alerts(&caller.token.tenant, &keys, &change, &by);
    Ok(StatusCode::OK)
}
