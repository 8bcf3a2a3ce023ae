//! A partner's customers: the board, looking at them, and the partner's own registration.

use handrail_assistant::error::Result;
use handrail_assistant::ids::TenantId;
use handrail_assistant::results::TableQuery;
use handrail_assistant::tenants::{
    BoardChange, BoardView, CustomerPanelView, LookProgress, PartnerHealth, Wanted, WantedView,
};
use tauri::ipc::Channel;

use super::Desk;

/// The board of a connection's customers; its rows are a result like any other.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board(desk: Desk<'_>, connection_id: String) -> Result<BoardView> {
    desk.assistant.board(&connection_id).await
}

/// The tenant IDs of all customers that a query shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shown_customers(
    desk: Desk<'_>,
    result_id: String,
    query: TableQuery,
) -> Result<Vec<String>> {
    desk.assistant.shown_customers(&result_id, query).await
}

/// One customer with everything that is known of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn customer(
    desk: Desk<'_>,
    connection_id: String,
    tenant_id: String,
) -> Result<CustomerPanelView> {
    desk.assistant.customer(&connection_id, tenant_id.parse()?).await
}

/// Looks at customers by itself, until it is stopped.
#[tauri::command]
#[specta::specta]
pub(crate) async fn watch_customers(
    desk: Desk<'_>,
    connection_id: String,
    on_change: Channel<BoardChange>,
) -> Result<()> {
    // A window that is gone needs no news.
    let told = move |change| drop(on_change.send(change));
    desk.assistant.watch_customers(&connection_id, None, told).await
}

/// Ends the watching.
#[tauri::command]
#[specta::specta]
pub(crate) fn stop_watching(desk: Desk<'_>, connection_id: String) -> Result<()> {
    desk.assistant.stop_watching(&connection_id);
    Ok(())
}

/// Looks at some customers now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_at(
    desk: Desk<'_>,
    connection_id: String,
    tenant_ids: Vec<String>,
    on_progress: Channel<LookProgress>,
) -> Result<BoardView> {
    let tenants: Vec<TenantId> = tenant_ids.iter().map(|id| id.parse()).collect::<Result<_>>()?;
    let told = move |progress| drop(on_progress.send(progress));
    desk.assistant.look_at(&connection_id, &tenants, told).await
}

/// The person does not want to wait for the looks.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_look(desk: Desk<'_>, connection_id: String) -> Result<()> {
    desk.assistant.cancel_look(&connection_id);
    Ok(())
}

/// Is the partner's own registration in order?
#[tauri::command]
#[specta::specta]
pub(crate) async fn partner_health(desk: Desk<'_>, connection_id: String) -> Result<PartnerHealth> {
    desk.assistant.partner_health(&connection_id).await
}

/// Replaces what is wanted at every customer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_wanted(
    desk: Desk<'_>,
    connection_id: String,
    wanted: Vec<Wanted>,
) -> Result<BoardView> {
    desk.assistant.set_wanted(&connection_id, wanted).await
}

/// What can be wanted at customers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn wantable(desk: Desk<'_>, connection_id: String) -> Result<Vec<WantedView>> {
    desk.assistant.wantable(&connection_id).await
}
