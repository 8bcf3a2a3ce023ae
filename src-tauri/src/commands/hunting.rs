//! Hunting: queries, where they are asked, what they can ask for, and those that are kept.

use handrail_assistant::defender::{
    HuntQuery, HuntView, HuntingPlace, HuntingSchema, ReadProgress, SavedQuery,
};
use handrail_assistant::error::Result;
use tauri::ipc::Channel;

use super::{Desk, customer};

/// Runs a query, at a customer or in the connection's own tenant, and holds its rows for the table.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hunt(
    desk: Desk<'_>,
    connection_id: String,
    tenant_id: Option<String>,
    query: HuntQuery,
    on_progress: Channel<ReadProgress>,
) -> Result<HuntView> {
    // A window that is gone needs no progress.
    let on_progress = move |progress| drop(on_progress.send(progress));
    let customer = customer(tenant_id)?;
    desk.assistant
        .hunt(&connection_id, customer, &query, on_progress)
        .await
}

/// Ends a query that runs.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_hunt(desk: Desk<'_>, connection_id: String, tenant_id: Option<String>) -> Result<()> {
    desk.assistant.cancel_hunt(&connection_id, customer(tenant_id)?);
    Ok(())
}

/// Where a query can be asked, the recommended place first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hunting_places(
    desk: Desk<'_>,
    connection_id: String,
    tenant_id: Option<String>,
) -> Result<Vec<HuntingPlace>> {
    let customer = customer(tenant_id)?;
    desk.assistant.hunting_places(&connection_id, customer).await
}

/// The tables and columns that can be asked for.
#[tauri::command]
#[specta::specta]
pub(crate) fn hunting_schema() -> Result<HuntingSchema> {
    Ok(HuntingSchema::known().clone())
}

/// The person's own queries, then those that come with Handrail.
#[tauri::command]
#[specta::specta]
pub(crate) async fn saved_queries(desk: Desk<'_>) -> Result<Vec<SavedQuery>> {
    desk.assistant.saved_queries().await
}

/// Keeps a query under a name, in place of one of that name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_query(desk: Desk<'_>, name: String, text: String) -> Result<Vec<SavedQuery>> {
    desk.assistant.save_query(&name, &text).await
}

/// Forgets a query of the person's own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_query(desk: Desk<'_>, id: String) -> Result<Vec<SavedQuery>> {
    desk.assistant.remove_query(&id).await
}
