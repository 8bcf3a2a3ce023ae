//! The customers of a partner: added, named, left out, removed.

use handrail_assistant::error::Result;
use handrail_assistant::tenants::{AddProgress, AddedCustomers, CustomerList};
use tauri::AppHandle;
use tauri::ipc::Channel;

use super::Desk;
use crate::ports;

/// Adds the customers of a list that was typed or pasted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_customers(
    desk: Desk<'_>,
    connection_id: String,
    text: String,
    on_progress: Channel<AddProgress>,
) -> Result<AddedCustomers> {
    added(&desk, &connection_id, CustomerList::parse(&text)?, on_progress).await
}

/// Lets the person choose a list and adds its customers; `None` when they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_customers_file(
    app: AppHandle,
    desk: Desk<'_>,
    connection_id: String,
    on_progress: Channel<AddProgress>,
) -> Result<Option<AddedCustomers>> {
    let title = desk.preferences.words().plain("invitations.list");
    let Some(path) = ports::choose_customer_list(&app, title).await else {
        return Ok(None);
    };
    let list = CustomerList::read(&path)?;
    added(&desk, &connection_id, list, on_progress).await.map(Some)
}

async fn added(
    desk: &Desk<'_>,
    connection_id: &str,
    list: CustomerList,
    on_progress: Channel<AddProgress>,
) -> Result<AddedCustomers> {
    let on_progress = move |progress| drop(on_progress.send(progress));
    desk.assistant
        .add_customers(connection_id, list, on_progress)
        .await
}

/// Ends what is being added; what was found so far is kept.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_adding(desk: Desk<'_>, connection_id: String) -> Result<()> {
    desk.assistant.cancel_adding(&connection_id);
    Ok(())
}

/// Takes customers off the board, with everything that was seen of them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_customers(
    desk: Desk<'_>,
    connection_id: String,
    tenant_ids: Vec<String>,
) -> Result<()> {
    desk.assistant.remove_customers(&connection_id, &tenant_ids).await
}

/// Leaves customers out of looks and sweeps, or takes them in again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn skip_customers(
    desk: Desk<'_>,
    connection_id: String,
    tenant_ids: Vec<String>,
    skipped: bool,
) -> Result<()> {
    desk.assistant
        .skip_customers(&connection_id, &tenant_ids, skipped)
        .await
}

/// What people call a customer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn name_customer(
    desk: Desk<'_>,
    connection_id: String,
    tenant_id: String,
    name: String,
) -> Result<()> {
    desk.assistant
        .name_customer(&connection_id, &tenant_id, &name)
        .await
}
