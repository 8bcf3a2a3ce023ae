//! Scripts of other people.

use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use handrail_assistant::snippets::clinic::{self, ClinicReport};
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

fn examined(text: &str) -> Result<ClinicReport> {
    clinic::examine_bytes(text.as_bytes()).map_err(|_| ErrorReport::new(ErrorCode::TextUnknown))
}
