//! Setting up access: from a domain name to proved steps.

use handrail_assistant::checklist::{Checklist, PortalPage};
use handrail_assistant::cloud::CloudChoice;
use handrail_assistant::connection::{ConnectionView, FoundTenant, Goal};
use handrail_assistant::error::Result;

use super::Desk;

/// The clouds to choose from.
#[tauri::command]
#[specta::specta]
pub(crate) fn clouds(desk: Desk<'_>) -> Result<Vec<CloudChoice>> {
    Ok(desk.assistant.clouds())
}

/// The tenant and the cloud of a domain. Without a cloud, Microsoft's are asked one after the other.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find_tenant(desk: Desk<'_>, name: String, cloud: Option<String>) -> Result<FoundTenant> {
    desk.assistant.find_tenant(&name, cloud.as_deref()).await
}

/// A new connection to a tenant that was found.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_connection(desk: Desk<'_>, tenant: FoundTenant, goal: Goal) -> Result<Checklist> {
    desk.assistant.create_connection(&tenant, goal).await
}

/// All connections.
#[tauri::command]
#[specta::specta]
pub(crate) async fn connections(desk: Desk<'_>) -> Result<Vec<ConnectionView>> {
    desk.practice.connections().await
}

/// Removes a connection with its secrets and tokens.
#[tauri::command]
#[specta::specta]
pub(crate) async fn remove_connection(desk: Desk<'_>, connection_id: String) -> Result<()> {
    desk.assistant.remove_connection(&connection_id).await
}

/// The steps of a connection with what has been seen of them so far.
#[tauri::command]
#[specta::specta]
pub(crate) async fn checklist(desk: Desk<'_>, connection_id: String) -> Result<Checklist> {
    desk.assistant.checklist(&connection_id).await
}

/// Takes the "Application (client) ID" as pasted.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_client_id(desk: Desk<'_>, connection_id: String, text: String) -> Result<Checklist> {
    desk.assistant.set_client_id(&connection_id, &text).await
}

/// Takes the client secret's value out of the clipboard, which is emptied once the secret is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_secret_from_clipboard(desk: Desk<'_>, connection_id: String) -> Result<Checklist> {
    let secret = desk.clipboard.text()?;
    let checklist = desk.assistant.set_secret(&connection_id, secret.clone()).await?;
    desk.clipboard.forget(&secret);
    Ok(checklist)
}

/// Looks at every step afresh.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check(desk: Desk<'_>, connection_id: String) -> Result<Checklist> {
    desk.assistant.check(&connection_id).await
}

/// Opens a page of the portal in the system browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_portal(desk: Desk<'_>, connection_id: String, page: PortalPage) -> Result<()> {
    desk.assistant.open_portal(&connection_id, page).await
}
