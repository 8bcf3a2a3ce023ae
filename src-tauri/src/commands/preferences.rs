//! What the person chose for the window.

use handrail_assistant::error::Result;

use super::Desk;
use crate::preferences::Preferences;

/// The preferences as they are.
#[tauri::command]
#[specta::specta]
pub(crate) fn preferences(desk: Desk<'_>) -> Result<Preferences> {
    Ok(desk.preferences.now())
}

/// Takes over language and theme; the folder is changed by choosing one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_preferences(desk: Desk<'_>, preferences: Preferences) -> Result<Preferences> {
    desk.preferences.change(&preferences)
}
