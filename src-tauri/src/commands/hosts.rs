//! Which host answers, and how fast.

use handrail_assistant::checklist::Checklist;
use handrail_assistant::defender::hosts::{HostMeasure, HostView};
use handrail_assistant::error::Result;
use tauri::ipc::Channel;

use super::Desk;

/// The hosts that a connection may call, the usual one first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hosts(desk: Desk<'_>, connection_id: String) -> Result<Vec<HostView>> {
    desk.assistant.hosts(&connection_id).await
}

/// Measures how fast each host answers from here, without a token.
#[tauri::command]
#[specta::specta]
pub(crate) async fn measure_hosts(
    desk: Desk<'_>,
    connection_id: String,
    on_measure: Channel<HostMeasure>,
) -> Result<Vec<HostMeasure>> {
    // A window that is gone needs no progress.
    let on_measure = move |measure| drop(on_measure.send(measure));
    desk.assistant.measure_hosts(&connection_id, on_measure).await
}

/// Ends a measurement that runs.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_measure(desk: Desk<'_>, connection_id: String) -> Result<()> {
    desk.assistant.cancel_measure(&connection_id);
    Ok(())
}

/// Calls another host of the cloud's own list from now on, or the usual one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_host(
    desk: Desk<'_>,
    connection_id: String,
    host: Option<String>,
) -> Result<Checklist> {
    desk.assistant.set_host(&connection_id, host.as_deref()).await
}
