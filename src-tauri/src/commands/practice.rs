//! The practice tenant.

use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use handrail_assistant::outside::Browser;
use handrail_doors::SystemBrowser;

use super::Desk;
use crate::practice::PracticeView;

/// The practice tenant, started if need be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice(desk: Desk<'_>) -> Result<PracticeView> {
    Ok(desk.practice.view().await)
}

/// Opens its portal in the system browser.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_practice_portal(desk: Desk<'_>) -> Result<()> {
    let portal = desk.practice.portal().await?;
    SystemBrowser
        .open(&portal)
        .map_err(|error| ErrorReport::new(ErrorCode::BrowserNotOpened).detailed(error))
}
