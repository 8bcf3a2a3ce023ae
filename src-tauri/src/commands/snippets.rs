//! Scripts of other people.

use handrail_assistant::error::Result;
use handrail_assistant::snippets::clinic::{self, ClinicReport};

/// The known faults of a pasted script, and the same without them.
#[tauri::command(async)]
#[specta::specta]
pub(crate) fn clinic(text: String) -> Result<ClinicReport> {
    Ok(clinic::examine(&text))
}
