//! Registrations made through Microsoft Graph: who may change them now, and making one.

use handrail_assistant::connection::Reminder;
use handrail_assistant::error::Result;
use handrail_assistant::registration::{
    DriftView, RegistrationChoices, RegistrationPlan, RunEvent, RunView, SetupClient, SetupView,
};
use handrail_assistant::sign_in::{DeviceSignInAttempt, SignInAttempt};

use tauri::ipc::Channel;

use super::Desk;
use crate::landing;

/// Opens the sign-in page for the set-up. Cancelled, opened again and copied like any sign-in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_setup_sign_in(
    desk: Desk<'_>,
    connection_id: String,
    client: SetupClient,
    choices: RegistrationChoices,
) -> Result<SignInAttempt> {
    let page = landing::page(desk.preferences.words());
    desk.assistant
        .start_setup_sign_in(&connection_id, client, &choices, page)
        .await
}

/// The same with a code that is typed in on any device.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_setup_device_sign_in(
    desk: Desk<'_>,
    connection_id: String,
    client: SetupClient,
    choices: RegistrationChoices,
) -> Result<DeviceSignInAttempt> {
    desk.assistant
        .start_setup_device_sign_in(&connection_id, client, &choices)
        .await
}

/// Waits for the person, and keeps the token in memory until it ends.
#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_setup_sign_in(desk: Desk<'_>, attempt_id: String) -> Result<SetupView> {
    desk.assistant.finish_setup_sign_in(&attempt_id).await
}

/// Who may change registrations for a connection now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_signed_in(desk: Desk<'_>, connection_id: String) -> Result<Option<SetupView>> {
    desk.assistant.setup_signed_in(&connection_id).await
}

/// Forgets the token of the set-up.
#[tauri::command]
#[specta::specta]
pub(crate) fn forget_setup(desk: Desk<'_>, connection_id: String) -> Result<()> {
    desk.assistant.forget_setup(&connection_id);
    Ok(())
}

/// Through what somebody signed in last to set up in that tenant. The practice tenant has a client for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn setup_client(desk: Desk<'_>, connection_id: String) -> Result<Option<SetupClient>> {
    match desk.assistant.setup_client(&connection_id).await? {
        Some(chosen) => Ok(Some(chosen)),
        None => desk.practice.setup_client(&connection_id).await,
    }
}

/// Remembers through what somebody signs in to set up in that tenant.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_setup_client(
    desk: Desk<'_>,
    connection_id: String,
    client: SetupClient,
) -> Result<()> {
    desk.assistant.keep_setup_client(&connection_id, client).await
}

/// Makes the registration, or makes it whole; where it stopped, it goes on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn apply_registration(
    desk: Desk<'_>,
    connection_id: String,
    choices: RegistrationChoices,
    on_event: Channel<RunEvent>,
) -> Result<RunView> {
    let pages = landing::pages(desk.preferences.words());
    // A window that is gone needs no events.
    let told = move |event| drop(on_event.send(event));
    desk.assistant
        .apply_registration(&connection_id, &choices, &pages, told)
        .await
}

/// Ends what is being done to the registration, after the call that is under way.
#[tauri::command]
#[specta::specta]
pub(crate) fn cancel_registration(desk: Desk<'_>, connection_id: String) -> Result<()> {
    desk.assistant.cancel_registration(&connection_id);
    Ok(())
}

/// What was done to the registration, if anything was.
#[tauri::command]
#[specta::specta]
pub(crate) async fn registration_run(desk: Desk<'_>, connection_id: String) -> Result<Option<RunView>> {
    desk.assistant.registration_run(&connection_id).await
}

/// What would be done to the tenant. It is looked at where somebody is signed in to set up; nothing is changed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn plan_registration(
    desk: Desk<'_>,
    connection_id: String,
    choices: RegistrationChoices,
) -> Result<RegistrationPlan> {
    desk.assistant.plan_registration(&connection_id, &choices).await
}

/// Takes away what was made for a connection, and nothing else.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_registration(
    desk: Desk<'_>,
    connection_id: String,
    on_event: Channel<RunEvent>,
) -> Result<RunView> {
    // A window that is gone needs no news.
    let told = move |event| drop(on_event.send(event));
    desk.assistant.undo_registration(&connection_id, told).await
}

/// Replaces the secret or the certificate of a connection by a new one, which is proved before the old one goes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rotate_credential(
    desk: Desk<'_>,
    connection_id: String,
    on_event: Channel<RunEvent>,
) -> Result<RunView> {
    let told = move |event| drop(on_event.send(event));
    desk.assistant.rotate_credential(&connection_id, told).await
}

/// Compares a registration with what its goal needs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_registration(desk: Desk<'_>, connection_id: String) -> Result<DriftView> {
    desk.assistant.check_registration(&connection_id).await
}

/// Puts right what was picked of it, one after the other, and compares again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn repair_registration(
    desk: Desk<'_>,
    connection_id: String,
    items: Vec<String>,
    on_event: Channel<RunEvent>,
) -> Result<DriftView> {
    let told = move |event| drop(on_event.send(event));
    desk.assistant
        .repair_registration(&connection_id, &items, told)
        .await
}

/// Credentials that end before long, of all connections.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reminders(desk: Desk<'_>) -> Result<Vec<Reminder>> {
    desk.assistant.reminders().await
}
