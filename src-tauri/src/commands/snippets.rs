//! Scripts: those of other people, and a connection's own calls.

use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use handrail_assistant::snippets::clinic::{self, ClinicReport};
use handrail_assistant::snippets::{ScheduleKind, Snippet, SnippetCall, SnippetLanguage};
use secrecy::ExposeSecret;

use super::Desk;

/// The known faults of a pasted script, and the same without them.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn clinic(text: String) -> Result<ClinicReport> {
    examined(&text)
}

/// The same for the script in the clipboard. What the window shows of it has its secrets masked.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn clinic_clipboard(desk: Desk<'_>) -> Result<ClinicReport> {
    let text = desk.clipboard.text()?;
    examined(text.expose_secret())
}

/// A call of the connection as a script. No secret is in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn snippet(
    desk: Desk<'_>,
    connection_id: String,
    call: SnippetCall,
    language: SnippetLanguage,
) -> Result<Snippet> {
    desk.assistant.snippet(&connection_id, &call, language).await
}

/// The languages in which a call of the connection can be written.
#[tauri::command]
#[specta::specta]
pub(crate) async fn snippet_languages(
    desk: Desk<'_>,
    connection_id: String,
    call: SnippetCall,
) -> Result<Vec<SnippetLanguage>> {
    desk.assistant.snippet_languages(&connection_id, &call).await
}

/// What can run a call of the connection by itself.
#[tauri::command]
#[specta::specta]
pub(crate) async fn schedules(
    desk: Desk<'_>,
    connection_id: String,
    call: SnippetCall,
) -> Result<Vec<ScheduleKind>> {
    desk.assistant.schedules(&connection_id, &call).await
}

/// The text for what runs a call of the connection by itself.
#[tauri::command]
#[specta::specta]
pub(crate) async fn schedule(
    desk: Desk<'_>,
    connection_id: String,
    call: SnippetCall,
    kind: ScheduleKind,
) -> Result<String> {
    desk.assistant.schedule(&connection_id, &call, kind).await
}

fn examined(text: &str) -> Result<ClinicReport> {
    clinic::examine_bytes(text.as_bytes()).map_err(|_| ErrorReport::new(ErrorCode::TextUnknown))
}
