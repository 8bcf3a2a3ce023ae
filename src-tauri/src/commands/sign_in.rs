//! Signing in through the system browser.

use handrail_assistant::checklist::Checklist;
use handrail_assistant::error::Result;
use handrail_assistant::sign_in::{SignInAttempt, SignInStage};
use tauri::ipc::Channel;

use super::Desk;
use crate::landing;

/// Opens the sign-in page in the system browser and listens for its answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_sign_in(desk: Desk<'_>, connection_id: String) -> Result<SignInAttempt> {
    let page = landing::page(desk.preferences.words());
    desk.assistant.start_sign_in(&connection_id, page).await
}

/// Waits for the browser, redeems the code, checks the token and makes the first call.
#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_sign_in(
    desk: Desk<'_>,
    attempt_id: String,
    on_progress: Channel<SignInStage>,
) -> Result<Checklist> {
    // A window that is gone needs no progress.
    let on_stage = move |stage| drop(on_progress.send(stage));
    desk.assistant.finish_sign_in(&attempt_id, on_stage).await
}

/// The person gave up.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_sign_in(desk: Desk<'_>, attempt_id: String) -> Result<()> {
    desk.assistant.cancel_sign_in(&attempt_id)
}

/// Shows the sign-in page once more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_sign_in_link(desk: Desk<'_>, attempt_id: String) -> Result<()> {
    desk.assistant.open_sign_in_link(&attempt_id)
}

/// Copies the address of the sign-in page, for a browser that did not open by itself.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_sign_in_link(desk: Desk<'_>, attempt_id: String) -> Result<()> {
    let link = desk.assistant.sign_in_link(&attempt_id)?;
    desk.clipboard.put(link.as_str())
}
