//! Results in hand, saved files and their folder.

use std::sync::Arc;

use handrail_assistant::error::Result;
use handrail_assistant::results::{
    Comparison, Facet, OverTime, ResultFormat, ResultView, SavedFile, TablePage, TableQuery,
};
use handrail_doors::Spoken;
use tauri::AppHandle;

use super::Desk;
use crate::ports;
use crate::preferences::Preferences;

/// What is known of a result in hand, also while it is read.
#[tauri::command]
#[specta::specta]
pub(crate) fn result(desk: Desk<'_>, result_id: String) -> Result<ResultView> {
    desk.assistant.result(&result_id)
}

/// Some lines of a result, in the order of a query.
#[tauri::command]
#[specta::specta]
pub(crate) async fn table_page(
    desk: Desk<'_>,
    result_id: String,
    query: TableQuery,
    from: u32,
    count: u32,
) -> Result<TablePage> {
    desk.assistant.table_page(&result_id, query, from, count).await
}

/// One row as the service sent it, as indented JSON.
#[tauri::command]
#[specta::specta]
pub(crate) async fn raw_row(desk: Desk<'_>, result_id: String, row: u32) -> Result<String> {
    desk.assistant.raw_row(&result_id, row).await
}

/// Rows over time by severity.
#[tauri::command]
#[specta::specta]
pub(crate) async fn over_time(
    desk: Desk<'_>,
    result_id: String,
    query: TableQuery,
    column: String,
) -> Result<Option<OverTime>> {
    desk.assistant.over_time(&result_id, query, column).await
}

/// The most frequent values of a column.
#[tauri::command]
#[specta::specta]
pub(crate) async fn facet(
    desk: Desk<'_>,
    result_id: String,
    query: TableQuery,
    column: String,
    top: u32,
) -> Result<Option<Facet>> {
    desk.assistant.facet(&result_id, query, column, top).await
}

/// Writes a result into the person's folder: all of it, or the rows that a query shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_result(
    desk: Desk<'_>,
    result_id: String,
    format: ResultFormat,
    shown: Option<TableQuery>,
) -> Result<SavedFile> {
    let (folder, speech) = (desk.preferences.folder(), Spoken(desk.preferences.words()));
    let saved = desk
        .assistant
        .save_result(&result_id, format, shown, &folder, Arc::new(speech));
    Ok(desk.saved.noted(saved.await?))
}

/// Writes the brief of a result into the person's folder: one page for people, in their language.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_brief(desk: Desk<'_>, result_id: String) -> Result<SavedFile> {
    let (folder, speech) = (desk.preferences.folder(), Spoken(desk.preferences.words()));
    let saved = desk.assistant.save_brief(&result_id, &folder, Arc::new(speech));
    Ok(desk.saved.noted(saved.await?))
}

/// What is different from the last run of the same question.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare(desk: Desk<'_>, result_id: String) -> Result<Option<Comparison>> {
    desk.assistant.compare(&result_id).await
}

/// Copies some lines of a result, in the order of a query.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_rows(
    desk: Desk<'_>,
    result_id: String,
    query: TableQuery,
    from: u32,
    count: u32,
) -> Result<()> {
    let speech = Arc::new(Spoken(desk.preferences.words()));
    let text = desk
        .assistant
        .copied_rows(&result_id, query, (from, count), speech)
        .await?;
    desk.clipboard.put(&text)
}

/// Opens a file that was saved since the start in the program of its kind, or a folder made for such files.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_saved(desk: Desk<'_>, path: String) -> Result<()> {
    desk.saved.open(&path)
}

/// Writes the evidence report of a connection, in the person's language and folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_evidence_report(desk: Desk<'_>, connection_id: String) -> Result<SavedFile> {
    let (folder, speech) = (desk.preferences.folder(), Spoken(desk.preferences.words()));
    desk.assistant
        .save_evidence_report(&connection_id, &folder, Arc::new(speech))
        .await
        .map(|saved| desk.saved.noted(saved))
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
