//! Saved files and their folder.

use std::sync::Arc;

use handrail_assistant::error::Result;
use handrail_assistant::results::SavedFile;
use handrail_doors::Spoken;
use tauri::AppHandle;

use super::Desk;
use crate::ports;
use crate::preferences::Preferences;

/// Writes the last reading once more, without asking the service again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_incidents_again(desk: Desk<'_>, connection_id: String) -> Result<SavedFile> {
    desk.assistant
        .save_again(&connection_id, &desk.preferences.folder())
        .await
}

/// Writes the evidence report of a connection, in the person's language and folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_evidence_report(desk: Desk<'_>, connection_id: String) -> Result<SavedFile> {
    let (folder, speech) = (desk.preferences.folder(), Spoken(desk.preferences.words()));
    desk.assistant
        .save_evidence_report(&connection_id, &folder, Arc::new(speech))
        .await
}

/// Shows the folder in the system's file manager.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_folder(desk: Desk<'_>) -> Result<()> {
    ports::open_folder(&desk.preferences.folder())
}

/// Lets the person choose the folder. Nothing changes when they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_folder(app: AppHandle, desk: Desk<'_>) -> Result<Preferences> {
    let title = desk.preferences.words().plain("settings.folder");
    match ports::choose_folder(&app, title, &desk.preferences.folder()).await {
        Some(folder) => desk.preferences.choose_folder(folder),
        None => Ok(desk.preferences.now()),
    }
}
