//! The token: claims and a verdict, never the token.

use handrail_assistant::error::Result;
use handrail_assistant::token::TokenView;

use super::Desk;

/// The connection's token, judged. Takes one where there is none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn token(desk: Desk<'_>, connection_id: String) -> Result<TokenView> {
    desk.assistant.token(&connection_id).await
}
