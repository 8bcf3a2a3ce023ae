//! What a pasted text means.

use handrail_assistant::error::{ErrorReport, Result};

use super::Desk;

/// The cause behind a pasted error; `None` when nothing in it is recognised.
#[tauri::command]
#[specta::specta]
pub(crate) async fn diagnose(
    desk: Desk<'_>,
    connection_id: Option<String>,
    text: String,
) -> Result<Option<ErrorReport>> {
    desk.assistant.diagnose(connection_id.as_deref(), &text).await
}
