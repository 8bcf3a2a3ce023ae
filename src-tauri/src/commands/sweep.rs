//! One question asked of all customers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use handrail_assistant::error::Result;
use handrail_assistant::tenants::{SweepProgress, SweepQuery, SweepView, UnfinishedSweep};
use handrail_doors::Spoken;
use tauri::ipc::Channel;

use super::Desk;

/// Asks a question of customers, and writes their files into a new folder in the person's own.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_sweep(
    desk: Desk<'_>,
    connection_id: String,
    query: SweepQuery,
    on_progress: Channel<SweepProgress>,
) -> Result<SweepView> {
    let folder = desk.assistant.sweep_folder(&desk.preferences.folder());
    let speech = Arc::new(Spoken(desk.preferences.words()));
    let on_progress = move |progress| drop(on_progress.send(progress));
    let swept = desk
        .assistant
        .sweep(&connection_id, &query, &folder, speech, on_progress);
    Ok(noted(&desk, swept.await?))
}

/// Goes on with a sweep where it stopped.
#[tauri::command]
#[specta::specta]
pub(crate) async fn resume_sweep(
    desk: Desk<'_>,
    connection_id: String,
    folder: PathBuf,
    on_progress: Channel<SweepProgress>,
) -> Result<SweepView> {
    let speech = Arc::new(Spoken(desk.preferences.words()));
    let on_progress = move |progress| drop(on_progress.send(progress));
    let folder = below(&desk, &folder);
    let swept = desk
        .assistant
        .resume_sweep(&connection_id, &folder, speech, on_progress);
    Ok(noted(&desk, swept.await?))
}

/// Ends the sweep that runs; what is there stays.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_sweep(desk: Desk<'_>, connection_id: String) -> Result<()> {
    desk.assistant.cancel_sweep(&connection_id);
    Ok(())
}

/// The sweeps in the person's folder that can go on, the newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn unfinished_sweeps(desk: Desk<'_>, connection_id: String) -> Result<Vec<UnfinishedSweep>> {
    let within = desk.preferences.folder();
    desk.assistant.unfinished_sweeps(&connection_id, &within).await
}

/// Forgets what a sweep needs to go on. The files of its customers stay.
#[tauri::command]
#[specta::specta]
pub(crate) async fn discard_sweep(desk: Desk<'_>, connection_id: String, folder: PathBuf) -> Result<()> {
    let folder = below(&desk, &folder);
    desk.assistant.discard_sweep(&connection_id, &folder).await
}

/// The window names a folder, and only those in the person's own are meant: nothing else is read or written for it.
fn below(desk: &Desk<'_>, folder: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default();
    desk.preferences.folder().join(name)
}

/// The window may open the folder and the files that it is told of.
fn noted(desk: &Desk<'_>, swept: SweepView) -> SweepView {
    desk.saved.noted_folder(&swept.folder);
    for file in &swept.files {
        desk.saved.noted(file.clone());
    }
    swept
}
