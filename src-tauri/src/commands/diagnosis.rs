//! What a pasted text means.

use handrail_assistant::diagnosis::{Diagnosis, Hints};
use handrail_assistant::error::Result;
use secrecy::ExposeSecret;

use super::Desk;

/// What a text that was typed or pasted into the window means.
#[tauri::command]
#[specta::specta]
pub(crate) async fn diagnose(
    desk: Desk<'_>,
    connection_id: Option<String>,
    text: String,
    hints: Hints,
) -> Result<Diagnosis> {
    let id = connection_id.as_deref();
    desk.assistant.diagnose(id, &text, hints).await
}

/// What the clipboard holds means. The text stays on this side: it may be a token or a secret.
#[tauri::command]
#[specta::specta]
pub(crate) async fn diagnose_clipboard(
    desk: Desk<'_>,
    connection_id: Option<String>,
    hints: Hints,
) -> Result<Diagnosis> {
    let text = desk.clipboard.text()?;
    let id = connection_id.as_deref();
    desk.assistant.diagnose(id, text.expose_secret(), hints).await
}

/// Opens Microsoft's page about a number of Entra's in the system browser.
#[tauri::command]
#[specta::specta]
pub(crate) fn open_error_lookup(desk: Desk<'_>, number: u32) -> Result<()> {
    desk.assistant.open_error_lookup(number)
}
