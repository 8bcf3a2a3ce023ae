//! Asking a partner's customers for consent, and understanding what they answer.

use std::sync::Arc;

use handrail_assistant::error::Result;
use handrail_assistant::results::SavedFile;
use handrail_assistant::sign_in::ConsentAttempt;
use handrail_assistant::tenants::{CallbackRead, ConsentAgain, Invitation, InvitationPart, LinkForm};
use handrail_doors::Spoken;
use serde::Deserialize;
use specta::Type;

use super::Desk;
use crate::landing;
use crate::preferences::Language;

/// How a customer is asked.
#[derive(Clone, Copy, Debug, Deserialize, Type)]
pub(crate) struct InvitationChoice {
    /// Which consent page the link opens.
    form: LinkForm,
    /// The customer's language, which need not be the person's.
    language: Language,
}

/// A customer's link and the message around it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn invitation(
    desk: Desk<'_>,
    connection_id: String,
    tenant_id: String,
    choice: InvitationChoice,
) -> Result<Invitation> {
    let speech = Spoken(choice.language.words());
    let invitation = desk
        .assistant
        .invitation(&connection_id, &tenant_id, choice.form, &speech);
    invitation.await
}

/// Copies the link or the message of a customer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn copy_invitation(
    desk: Desk<'_>,
    connection_id: String,
    tenant_id: String,
    choice: InvitationChoice,
    part: InvitationPart,
) -> Result<()> {
    let speech = Spoken(choice.language.words());
    let invitation = desk
        .assistant
        .invitation(&connection_id, &tenant_id, choice.form, &speech)
        .await?;
    desk.clipboard.put(match part {
        InvitationPart::Link => &invitation.link,
        InvitationPart::Message => &invitation.message,
    })
}

/// Writes a page for the administrator of each customer into the person's folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_handoff(
    desk: Desk<'_>,
    connection_id: String,
    tenant_ids: Vec<String>,
    language: Language,
) -> Result<Vec<SavedFile>> {
    let (folder, speech) = (desk.preferences.folder(), Spoken(language.words()));
    let saved = desk
        .assistant
        .save_handoff(&connection_id, &tenant_ids, &folder, Arc::new(speech))
        .await?;
    Ok(saved.into_iter().map(|file| desk.saved.noted(file)).collect())
}

/// Writes the invitations of many customers into one file of the person's folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_invitations(
    desk: Desk<'_>,
    connection_id: String,
    tenant_ids: Vec<String>,
    choice: InvitationChoice,
) -> Result<SavedFile> {
    let (folder, speech) = (
        desk.preferences.folder(),
        Arc::new(Spoken(choice.language.words())),
    );
    let saved = desk
        .assistant
        .save_invitations(&connection_id, &tenant_ids, choice.form, &folder, speech);
    Ok(desk.saved.noted(saved.await?))
}

/// Writes the page for the partner's own web server into the person's folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_redirect_page(desk: Desk<'_>, language: Language) -> Result<SavedFile> {
    let (folder, speech) = (desk.preferences.folder(), Spoken(language.words()));
    let saved = desk.assistant.save_redirect_page(&folder, Arc::new(speech));
    Ok(desk.saved.noted(saved.await?))
}

/// What a pasted redirect address says, and what the customer's tenant says to it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn read_callback(
    desk: Desk<'_>,
    connection_id: String,
    text: String,
) -> Result<CallbackRead> {
    desk.assistant.read_callback(&connection_id, &text).await
}

/// Opens a customer's consent page here, for its administrator, and listens for the answer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_customer_consent(
    desk: Desk<'_>,
    connection_id: String,
    tenant_id: String,
) -> Result<ConsentAttempt> {
    let page = landing::consent_page(desk.preferences.words());
    let attempt = desk
        .assistant
        .start_customer_consent(&connection_id, &tenant_id, page);
    attempt.await
}

/// Waits for that browser to come back, and looks at the customer.
#[tauri::command]
#[specta::specta]
pub(crate) async fn finish_customer_consent(desk: Desk<'_>, connection_id: String) -> Result<CallbackRead> {
    desk.assistant.finish_customer_consent(&connection_id).await
}

/// Which customers have to consent again to everything that is wanted now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn consent_again(desk: Desk<'_>, connection_id: String) -> Result<ConsentAgain> {
    desk.assistant.consent_again(&connection_id).await
}
