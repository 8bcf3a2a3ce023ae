//! Where things are kept, and the folder that the person sees.

use std::fs;
use std::path::{Path, PathBuf};

use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use handrail_doors::places;
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};

/// Where connections and preferences are kept; `None` where the system names no place. Only its owner may look
/// inside.
pub(crate) fn data_folder() -> Option<PathBuf> {
    let folder = places::data()?;
    // A folder that cannot be made is said when something is to be kept in it.
    if let Err(error) = places::make_private(&folder) {
        tracing::warn!(%error, "the data folder cannot be made");
    }
    Some(folder)
}

/// Shows a folder in the system's file manager.
pub(crate) fn open_folder(folder: &Path) -> Result<()> {
    let opened = fs::create_dir_all(folder).and_then(|()| open::that_detached(folder));
    opened.map_err(|error| {
        ErrorReport::new(ErrorCode::FolderNotOpened)
            .with("path", folder.display())
            .detailed(error)
    })
}

/// Lets the person choose a folder; `None` when they change their mind.
pub(crate) async fn choose_folder<R: Runtime>(
    app: &AppHandle<R>,
    title: String,
    start: &Path,
) -> Option<PathBuf> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    dialog(app, title).set_directory(start).pick_folder(|folder| {
        // The window may have been closed meanwhile.
        let _ = chosen.send(folder);
    });
    choice.await.ok().flatten()?.into_path().ok()
}

/// Lets the person say where a file is to be written; `None` when they change their mind.
pub(crate) async fn choose_file<R: Runtime>(
    app: &AppHandle<R>,
    title: String,
    start: &Path,
    name: &str,
) -> Option<PathBuf> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    dialog(app, title)
        .set_directory(start)
        .set_file_name(name)
        .save_file(|file| {
            // The window may have been closed meanwhile.
            let _ = chosen.send(file);
        });
    choice.await.ok().flatten()?.into_path().ok()
}

/// Lets the person choose a JSON file to read; `None` when they change their mind.
pub(crate) async fn choose_json_file<R: Runtime>(app: &AppHandle<R>, title: String) -> Option<PathBuf> {
    picked(dialog(app, title).add_filter("JSON", &["json"])).await
}

/// Lets the person choose a list of customers to read; `None` when they change their mind.
pub(crate) async fn choose_customer_list<R: Runtime>(app: &AppHandle<R>, title: String) -> Option<PathBuf> {
    picked(dialog(app, title).add_filter("CSV", &["csv", "tsv", "txt"])).await
}

async fn picked<R: Runtime>(dialog: FileDialogBuilder<R>) -> Option<PathBuf> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    dialog.pick_file(|file| {
        // The window may have been closed meanwhile.
        let _ = chosen.send(file);
    });
    choice.await.ok().flatten()?.into_path().ok()
}

fn dialog<R: Runtime>(app: &AppHandle<R>, title: String) -> FileDialogBuilder<R> {
    let dialog = app.dialog().file().set_title(title);
    match app.get_webview_window("main") {
        Some(window) => dialog.set_parent(&window),
        None => dialog,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let report = open_folder(&file.path().join("below a file")).unwrap_err();
        assert_eq!(report.code, ErrorCode::FolderNotOpened);
        assert!(report.params["path"].ends_with("below a file"));
    }
}
