//! Where things are kept, and the folder that the person sees.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use tauri::{AppHandle, Manager, Runtime};
use tauri_plugin_dialog::DialogExt;

/// Where connections and preferences are kept: `HANDRAIL_DATA_DIR`, or the place that the system has for this
/// app. Only its owner may look inside.
pub(crate) fn data_folder<R: Runtime>(app: &AppHandle<R>) -> io::Result<PathBuf> {
    let folder = match variable("HANDRAIL_DATA_DIR") {
        Some(folder) => folder,
        None => app.path().app_data_dir().map_err(io::Error::other)?,
    };
    // A folder that cannot be made is said when something is to be kept in it.
    if let Err(error) = make_private(&folder) {
        tracing::warn!(%error, "the data folder cannot be made");
    }
    Ok(folder)
}

/// Where incidents are saved as long as the person has not chosen: `HANDRAIL_RESULTS_DIR`, or `Handrail` among
/// the documents, or in the home folder where there are none.
pub(crate) fn results_folder<R: Runtime>(app: &AppHandle<R>) -> PathBuf {
    let place = app.path();
    let beside = || {
        place
            .document_dir()
            .ok()
            .filter(|folder| folder.is_dir())
            .or_else(|| place.home_dir().ok())
    };
    variable("HANDRAIL_RESULTS_DIR")
        .unwrap_or_else(|| beside().unwrap_or_else(env::temp_dir).join("Handrail"))
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
    let mut dialog = app.dialog().file().set_title(title).set_directory(start);
    if let Some(window) = app.get_webview_window("main") {
        dialog = dialog.set_parent(&window);
    }
    dialog.pick_folder(|folder| {
        // The window may have been closed meanwhile.
        let _ = chosen.send(folder);
    });
    choice.await.ok().flatten()?.into_path().ok()
}

fn variable(name: &str) -> Option<PathBuf> {
    env::var_os(name)
        .filter(|value: &OsString| !value.is_empty())
        .map(PathBuf::from)
}

#[cfg(unix)]
fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
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
