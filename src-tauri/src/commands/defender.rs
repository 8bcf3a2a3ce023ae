//! Reading incidents and alerts.

use handrail_assistant::defender::{
    Change, ChangePreview, Estimate, ExposureView, IncidentDetails, ListQuery, Question, ReadProgress,
};
use handrail_assistant::error::Result;
use handrail_assistant::results::{ResultKind, ResultView};
use tauri::ipc::Channel;

use super::{Desk, customer};

/// Reads a list, holds it for the table, and saves it in the person's folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_list(
    desk: Desk<'_>,
    connection_id: String,
    query: ListQuery,
    on_progress: Channel<ReadProgress>,
) -> Result<ResultView> {
    let folder = desk.preferences.folder();
    let on_progress = move |progress| drop(on_progress.send(progress));
    desk.assistant
        .read_list(&connection_id, &query, Some(&folder), on_progress)
        .await
}

/// Goes on with a reading where it stopped.
#[tauri::command]
#[specta::specta]
pub(crate) async fn resume_list(
    desk: Desk<'_>,
    connection_id: String,
    kind: ResultKind,
    on_progress: Channel<ReadProgress>,
) -> Result<ResultView> {
    let folder = desk.preferences.folder();
    let on_progress = move |progress| drop(on_progress.send(progress));
    desk.assistant
        .resume_list(&connection_id, kind, Some(&folder), on_progress)
        .await
}

/// What a reading will cost.
#[tauri::command]
#[specta::specta]
pub(crate) async fn estimate(desk: Desk<'_>, connection_id: String, query: ListQuery) -> Result<Estimate> {
    desk.assistant.estimate(&connection_id, &query).await
}

/// Questions that are ready to be asked.
#[tauri::command]
#[specta::specta]
pub(crate) fn questions(desk: Desk<'_>) -> Result<Vec<Question>> {
    Ok(desk.assistant.questions())
}

/// How exposed the devices are.
#[tauri::command]
#[specta::specta]
pub(crate) async fn exposure(desk: Desk<'_>, connection_id: String) -> Result<ExposureView> {
    desk.assistant.exposure(&connection_id).await
}

/// Ends a reading that runs.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_read(desk: Desk<'_>, connection_id: String) -> Result<()> {
    desk.assistant.cancel_read(&connection_id);
    Ok(())
}

/// One incident with its alerts, of a customer or of the connection's own tenant.
#[tauri::command]
#[specta::specta]
pub(crate) async fn incident_details(
    desk: Desk<'_>,
    connection_id: String,
    tenant_id: Option<String>,
    incident_id: String,
) -> Result<IncidentDetails> {
    let customer = customer(tenant_id)?;
    desk.assistant
        .incident_details(&connection_id, customer, &incident_id)
        .await
}

/// Opens the incident in the Defender portal.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_incident(
    desk: Desk<'_>,
    connection_id: String,
    tenant_id: Option<String>,
    incident_id: String,
) -> Result<()> {
    let customer = customer(tenant_id)?;
    desk.assistant
        .open_incident(&connection_id, customer, &incident_id)
        .await
}

/// What a change of an incident would send, and what would become different. Nothing is changed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_change(
    desk: Desk<'_>,
    connection_id: String,
    tenant_id: Option<String>,
    incident_id: String,
    change: Change,
) -> Result<ChangePreview> {
    let customer = customer(tenant_id)?;
    desk.assistant
        .preview_change(&connection_id, customer, &incident_id, &change)
        .await
}

/// Changes an incident and reads it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn apply_change(
    desk: Desk<'_>,
    connection_id: String,
    tenant_id: Option<String>,
    incident_id: String,
    change: Change,
) -> Result<IncidentDetails> {
    let customer = customer(tenant_id)?;
    desk.assistant
        .apply_change(&connection_id, customer, &incident_id, &change)
        .await
}
