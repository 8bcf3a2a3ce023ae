//! What somebody hands on who is stuck: read first, saved as it was read.

use std::collections::BTreeMap;

use handrail_assistant::error::Result;
use handrail_assistant::results::SavedFile;
use handrail_assistant::support::{Ids, SupportPreview, Surroundings};
use handrail_doors::places;
use serde_json::json;

use super::Desk;
use crate::journal;

/// What would be saved about a connection, or about all: exactly this text.
#[tauri::command]
#[specta::specta]
pub(crate) async fn support_bundle(
    desk: Desk<'_>,
    connection_id: Option<String>,
    ids: Ids,
) -> Result<SupportPreview> {
    let id = connection_id.as_deref();
    desk.assistant
        .preview_support_bundle(id, surroundings(&desk), ids)
        .await
}

/// Writes the text that was read into the person's folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_support_bundle(desk: Desk<'_>, preview_id: String) -> Result<SavedFile> {
    let folder = desk.preferences.folder();
    let saved = desk.assistant.save_support_bundle(&preview_id, &folder).await?;
    Ok(desk.saved.noted(saved))
}

fn surroundings(desk: &Desk<'_>) -> Surroundings {
    let chosen = desk.preferences.now();
    Surroundings {
        program: "window".to_owned(),
        language: desk.preferences.words().language().tag().to_owned(),
        system_language: sys_locale::get_locale(),
        settings: BTreeMap::from([
            ("theme".to_owned(), json!(chosen.theme)),
            ("folder".to_owned(), json!(chosen.folder)),
            ("cloudFile".to_owned(), json!(chosen.cloud_file)),
            (
                "cloudProblem".to_owned(),
                json!(chosen.cloud_problem.map(|report| report.code)),
            ),
        ]),
        log: journal::last_lines(),
        home: places::home().map(|home| home.display().to_string()),
    }
}
