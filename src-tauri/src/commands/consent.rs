//! A partner's customer, and the consent of its administrator.

use handrail_assistant::checklist::Checklist;
use handrail_assistant::error::Result;
use handrail_assistant::sign_in::{ConsentAttempt, ConsentLink};

use super::Desk;
use crate::landing;

/// Takes the customer's domain.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_customer(desk: Desk<'_>, connection_id: String, text: String) -> Result<Checklist> {
    desk.assistant.set_customer(&connection_id, &text).await
}

/// A page of the partner's own for the answer; an empty text goes back to the loopback listener.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_redirect_uri(
    desk: Desk<'_>,
    connection_id: String,
    text: String,
) -> Result<Checklist> {
    desk.assistant.set_redirect_uri(&connection_id, &text).await
}

/// The link for the customer's administrator.
#[tauri::command]
#[specta::specta]
pub(crate) async fn consent_link(desk: Desk<'_>, connection_id: String) -> Result<ConsentLink> {
    desk.assistant.consent_link(&connection_id).await
}

/// Opens the consent page here and listens for its answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_consent(desk: Desk<'_>, connection_id: String) -> Result<ConsentAttempt> {
    let page = landing::consent_page(desk.preferences.words());
    desk.assistant.start_consent(&connection_id, page).await
}

/// Waits for the browser to come back, and looks whether the customer's tenant confirms it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_consent(desk: Desk<'_>, connection_id: String) -> Result<Checklist> {
    desk.assistant.finish_consent(&connection_id).await
}

/// The person gave up.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_consent(desk: Desk<'_>, connection_id: String) -> Result<()> {
    desk.assistant.cancel_consent(&connection_id);
    Ok(())
}
