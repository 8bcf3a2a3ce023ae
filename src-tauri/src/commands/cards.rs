//! Connection cards: handed on, looked at, and taken. The window learns what a card says; the card itself stays here.

use std::io::Read;
use std::path::Path;

use handrail_assistant::connection::{Card, CardView, ConnectionView, MAX_CARD};
use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use handrail_assistant::given;
use serde::Serialize;
use specta::Type;
use tauri::AppHandle;

use super::Desk;
use crate::ports;

/// A card that was opened and is not trusted yet.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OpenedCard {
    /// Names it until another one is opened.
    pub(crate) token: String,
    /// What it says.
    pub(crate) card: CardView,
}

/// Saves the card of a connection where the person wants it, and says where; `None` when they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_card(
    app: AppHandle,
    desk: Desk<'_>,
    connection_id: String,
) -> Result<Option<String>> {
    let title = desk.preferences.words().plain("home.card.save");
    let (folder, name) = (
        desk.preferences.folder(),
        desk.assistant.card_name(&connection_id).await?,
    );
    let Some(path) = ports::choose_file(&app, title, &folder, &name).await else {
        return Ok(None);
    };
    desk.assistant.save_card(&connection_id, &path).await?;
    Ok(Some(path.display().to_string()))
}

/// Lets the person choose a card, and says what it would make; `None` when they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn inspect_card(app: AppHandle, desk: Desk<'_>) -> Result<Option<OpenedCard>> {
    let title = desk.preferences.words().plain("home.card.open");
    match ports::choose_json_file(&app, title).await {
        Some(path) => opened(&desk, &path).await.map(Some),
        None => Ok(None),
    }
}

/// Waits for a card that the person opens from outside the window, and says what it would make.
#[tauri::command]
#[specta::specta]
pub(crate) async fn given_card(desk: Desk<'_>) -> Result<Option<OpenedCard>> {
    match desk.given_file.taken().await {
        Some(path) => opened(&desk, &path).await.map(Some),
        None => Ok(None),
    }
}

async fn opened(desk: &Desk<'_>, path: &Path) -> Result<OpenedCard> {
    let card = read(path)?;
    if card.is_practice() {
        desk.practice.start().await?;
    }
    let view = desk.assistant.inspect_card(&card).await?;
    let token = desk.opened_card.keep(card);
    Ok(OpenedCard { token, card: view })
}

/// Takes the card that was looked at: the person has seen where it leads.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_card(desk: Desk<'_>, token: String) -> Result<ConnectionView> {
    let card = desk.opened_card.take(&token);
    let card = card.ok_or_else(|| ErrorReport::new(ErrorCode::CardMalformed).with("name", "handrailCard"))?;
    desk.assistant.import_card(card, None).await
}

/// One byte more than a card has at most: enough to see that it is too long.
fn read(path: &Path) -> Result<Card> {
    let mut bytes = Vec::new();
    given::open(path)
        .and_then(|file| file.take(MAX_CARD as u64 + 1).read_to_end(&mut bytes))
        .map_err(|error| {
            ErrorReport::new(ErrorCode::CardMalformed)
                .with("name", path.display())
                .detailed(error)
        })?;
    Card::parse(&bytes)
}
