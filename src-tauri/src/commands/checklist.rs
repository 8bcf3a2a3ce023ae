//! Setting up access: from a domain name to proved steps.

use handrail_assistant::checklist::{
    self, Answers, CheckProgress, Checklist, PortalPage, Recommendation, StepId,
};
use handrail_assistant::cloud::{Api, CloudChoice};
use handrail_assistant::connection::{ConnectionView, Credential, Flow, FoundTenant, Goal};
use handrail_assistant::error::Result;
use tauri::ipc::Channel;

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

/// What to set up, from two or three answers.
#[tauri::command]
#[specta::specta]
pub(crate) fn recommend(answers: Answers) -> Result<Recommendation> {
    Ok(checklist::recommend(answers))
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

/// Looks again with growing pauses until the step is proved.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_until(
    desk: Desk<'_>,
    connection_id: String,
    step: StepId,
    on_progress: Channel<CheckProgress>,
) -> Result<Checklist> {
    // A window that is gone needs no progress.
    let told = move |progress| drop(on_progress.send(progress));
    desk.assistant.check_until(&connection_id, step, told).await
}

/// The person does not want to wait any longer.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_check(desk: Desk<'_>, connection_id: String) -> Result<()> {
    desk.assistant.cancel_check(&connection_id);
    Ok(())
}

/// Remembers which step the person looks at.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_step(
    desk: Desk<'_>,
    connection_id: String,
    step: Option<StepId>,
) -> Result<Checklist> {
    desk.assistant.choose_step(&connection_id, step).await
}

/// Another way to sign in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_flow(desk: Desk<'_>, connection_id: String, flow: Flow) -> Result<Checklist> {
    desk.assistant.set_flow(&connection_id, flow).await
}

/// Another way for the application to prove itself.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_credential(
    desk: Desk<'_>,
    connection_id: String,
    credential: Credential,
) -> Result<Checklist> {
    desk.assistant.set_credential(&connection_id, credential).await
}

/// Another API.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_api(desk: Desk<'_>, connection_id: String, api: Api) -> Result<Checklist> {
    desk.assistant.set_api(&connection_id, api).await
}

/// Opens a page of the portal in the system browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_portal(desk: Desk<'_>, connection_id: String, page: PortalPage) -> Result<()> {
    desk.assistant.open_portal(&connection_id, page).await
}
