//! `setVerifiedPublisher`, `unsetVerifiedPublisher` and what they set (microsoftgraph/microsoft-graph-docs-contrib:
//! application-setverifiedpublisher.md, application-unsetverifiedpublisher.md, resources/verifiedpublisher.md).

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::bearer::Needs;
use crate::graph::directory::applications::app_of;
use crate::graph::directory::call::{Call, Reply, any_of, printed};
use crate::graph::directory::place::Key;
use crate::graph::directory::refusal;
use crate::graph::error::GraphError;
use crate::ids::ClientId;
use crate::store::{App, Publisher, Store};

/// A person does it, who is known to Partner Center too (MicrosoftDocs/entra-docs: mark-app-as-publisher-verified.md).
const VERIFY: Needs = any_of(&["Application.ReadWrite.All"], &[]);

/// The property of an application and of its service principals; nothing but nulls when nobody vouches.
pub(crate) fn print(app: Option<&App>) -> Value {
    let publisher = app.and_then(|app| app.verified_publisher.as_ref());
    json!({
        "displayName": publisher.map(|one| &one.name),
        "verifiedPublisherId": publisher.map(|one| &one.partner_id),
        "addedDateTime": publisher.map(|one| printed(one.verified)),
    })
}

/// `POST /applications/{id}/setVerifiedPublisher`.
pub(crate) fn set(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&VERIFY)?;
    let body = call.object()?;
    let sent = body
        .get("verifiedPublisherId")
        .ok_or_else(|| refusal::value_required("verifiedPublisherId", "Application"))?;
    let sent = sent
        .as_str()
        .ok_or_else(|| refusal::wrong_type("verifiedPublisherId"))?;
    let mut store = call.practice.write();
    let client_id = administered(call, &store, key)?;
    let publisher =
        Publisher::verify(sent, &call.caller.tenant.name, store.now).ok_or_else(|| no_such_account(sent))?;
    write(&mut store, client_id, Some(publisher));
    Ok(Reply::Done)
}

/// `POST /applications/{id}/unsetVerifiedPublisher`.
pub(crate) fn unset(call: &Call<'_>, key: &Key) -> Result<Reply, GraphError> {
    call.caller.needs(&VERIFY)?;
    let mut store = call.practice.write();
    let client_id = administered(call, &store, key)?;
    write(&mut store, client_id, None);
    Ok(Reply::Done)
}

fn administered(call: &Call<'_>, store: &Store, key: &Key) -> Result<ClientId, GraphError> {
    let app = app_of(call, store, key)?;
    if call.caller.administers(store) {
        Ok(app.client_id)
    } else {
        Err(refusal::insufficient_privileges())
    }
}

fn write(store: &mut Store, client_id: ClientId, publisher: Option<Publisher>) {
    if let Some(app) = store.app_mut(client_id) {
        app.verified_publisher = publisher;
    }
}

/// MicrosoftDocs/entra-docs: troubleshoot-publisher-verification.md names the code; the status is a guess.
fn no_such_account(partner_id: &str) -> GraphError {
    GraphError::new(
        StatusCode::BAD_REQUEST,
        "MPNAccountNotFoundOrNoAccess",
        format!(
            "The Partner One ID you provided ({partner_id}) doesn't exist, or you don't have access to it. Provide a \
             valid Partner One ID and try again."
        ),
    )
}
