//! What the person chose for the window.

use handrail_assistant::error::Result;

use tauri::AppHandle;

use super::Desk;
use crate::desktop::read_cloud;
use crate::ports;
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

/// Lets the person choose the file of a cloud of their own, offers that cloud, and reads it at each start from now
/// on. A broken file says line and field and changes nothing, and neither does a change of mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_cloud_file(app: AppHandle, desk: Desk<'_>) -> Result<Preferences> {
    let title = desk.preferences.words().plain("settings.cloud_file");
    let Some(file) = ports::choose_json_file(&app, title).await else {
        return Ok(desk.preferences.now());
    };
    desk.assistant.add_cloud(read_cloud(&file)?);
    desk.preferences.choose_cloud_file(Some(file))
}

/// Offers that cloud no longer. Its connections stay stored and come back with the file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_cloud_file(desk: Desk<'_>) -> Result<Preferences> {
    let read = desk.preferences.cloud_file().map(|file| read_cloud(&file));
    if let Some(Ok(cloud)) = read {
        desk.assistant.remove_cloud(&cloud.id);
    }
    desk.preferences.choose_cloud_file(None)
}
