//! Scripts of other people.

use handrail_assistant::error::Result;
use handrail_assistant::snippets::clinic::{self, ClinicReport};
use secrecy::ExposeSecret;

use super::Desk;

/// The known faults of a pasted script, and the same without them.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn clinic(text: String) -> Result<ClinicReport> {
    Ok(clinic::examine(&text))
}

/// The same for the script in the clipboard. What the window shows of it has its secrets masked.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn clinic_clipboard(desk: Desk<'_>) -> Result<ClinicReport> {
    let text = desk.clipboard.text()?;
    Ok(clinic::examine(text.expose_secret()))
}
