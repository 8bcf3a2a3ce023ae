//! Certificates of an application: public halves only.

use handrail_assistant::error::Result;
use handrail_assistant::sign_in::{CertificateLifetime, CertificatesView};
use tauri::AppHandle;

use super::Desk;
use crate::ports;

/// The certificates of a connection.
#[tauri::command]
#[specta::specta]
pub(crate) async fn certificates(desk: Desk<'_>, connection_id: String) -> Result<CertificatesView> {
    desk.assistant.certificates(&connection_id).await
}

/// Makes a key, which goes to the keychain, and a certificate for it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn make_certificate(
    desk: Desk<'_>,
    connection_id: String,
    lifetime: CertificateLifetime,
) -> Result<CertificatesView> {
    desk.assistant.make_certificate(&connection_id, lifetime).await
}

/// Copies the public half as text.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_certificate(desk: Desk<'_>, connection_id: String) -> Result<()> {
    let pem = desk.assistant.public_certificate(&connection_id).await?;
    desk.clipboard.put(&pem)
}

/// Saves the public half where the person wants it, and says where; `None` when they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_certificate(
    app: AppHandle,
    desk: Desk<'_>,
    connection_id: String,
) -> Result<Option<String>> {
    let title = desk.preferences.words().plain("sign_in.certificate.save");
    let folder = desk.preferences.folder();
    let Some(path) = ports::choose_file(&app, title, &folder, "handrail.cer").await else {
        return Ok(None);
    };
    desk.assistant.save_certificate(&connection_id, &path).await?;
    Ok(Some(path.display().to_string()))
}

/// Saves the certificate with its key, encrypted, where the person wants it, and says where; `None` when they change their
/// mind. The password that opens it goes to the clipboard and nowhere else.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_certificate_with_key(
    app: AppHandle,
    desk: Desk<'_>,
    connection_id: String,
) -> Result<Option<String>> {
    let sealed = desk.assistant.certificate_with_key(&connection_id).await?;
    let title = desk
        .preferences
        .words()
        .plain("sign_in.certificate.save_with_key");
    let folder = desk.preferences.folder();
    let Some(path) = ports::choose_file(&app, title, &folder, "handrail.pfx").await else {
        return Ok(None);
    };
    // First the password: a file that nobody can open is of no use.
    desk.clipboard.put_secret(sealed.password())?;
    sealed.write(&path)?;
    Ok(Some(path.display().to_string()))
}
