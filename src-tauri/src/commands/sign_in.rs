//! Signing in: through the system browser, or with a code on any device; and the accounts that did.

use handrail_assistant::checklist::Checklist;
use handrail_assistant::connection::AccountView;
use handrail_assistant::error::Result;
use handrail_assistant::sign_in::{DeviceSignInAttempt, SignInAttempt, SignInStage};
use tauri::ipc::Channel;

use super::Desk;
use crate::landing;

/// Opens the sign-in page in the system browser and listens for its answer. With `another`, the page asks which account
/// it is to be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_sign_in(
    desk: Desk<'_>,
    connection_id: String,
    another: bool,
) -> Result<SignInAttempt> {
    let page = landing::page(desk.preferences.words());
    desk.assistant.start_sign_in(&connection_id, another, page).await
}

/// Asks for a code that is typed in on any device. Finished, cancelled and opened like a sign-in in the browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_device_sign_in(
    desk: Desk<'_>,
    connection_id: String,
) -> Result<DeviceSignInAttempt> {
    desk.assistant.start_device_sign_in(&connection_id).await
}

/// Waits for the person, takes the tokens, checks them and makes the first call.
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

/// Copies the code that is typed in on the page.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_user_code(desk: Desk<'_>, attempt_id: String) -> Result<()> {
    desk.clipboard.put(&desk.assistant.user_code(&attempt_id)?)
}

/// Everybody who signed in to a connection.
#[tauri::command]
#[specta::specta]
pub(crate) async fn accounts(desk: Desk<'_>, connection_id: String) -> Result<Vec<AccountView>> {
    desk.assistant.accounts(&connection_id).await
}

/// Puts an account in use that signed in before.
#[tauri::command]
#[specta::specta]
pub(crate) async fn use_account(
    desk: Desk<'_>,
    connection_id: String,
    account_id: String,
) -> Result<Checklist> {
    desk.assistant.use_account(&connection_id, &account_id).await
}

/// Forgets an account with its tokens.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_account(
    desk: Desk<'_>,
    connection_id: String,
    account_id: String,
) -> Result<Vec<AccountView>> {
    desk.assistant.forget_account(&connection_id, &account_id).await
}
