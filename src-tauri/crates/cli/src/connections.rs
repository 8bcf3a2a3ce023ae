//! `handrail connections`: what the window has stored.

use handrail_assistant::connection::{ConnectionView, Context};
use handrail_assistant::error::{ErrorCode, ErrorReport};
use serde_json::json;

use crate::failure::Failure;
use crate::session::Session;

/// Lists all connections.
pub(crate) async fn list(session: &Session) -> Result<(), Failure> {
    let connections = session.stored()?.connections().await?;
    let (console, words) = (session.console(), session.words());
    for connection in &connections {
        let state = if connection.ready {
            "cli.connections.ready"
        } else {
            "cli.connections.not_ready"
        };
        let values = [
            ("name", connection.name.as_str()),
            (
                "api",
                &words.plain(&format!("common.api.{}", connection.goal.api)),
            ),
            ("who", &words.plain(who(connection.goal.context))),
            ("state", &words.plain(state)),
            ("id", &connection.id),
        ];
        console.say(&words.text("cli.connections.line", values));
    }
    if connections.is_empty() {
        console.say(&words.plain("cli.connections.none"));
    }
    console.document(&json!({"connections": connections}))
}

/// Removes one connection and its secrets.
pub(crate) async fn remove(name: &str, session: &Session) -> Result<(), Failure> {
    let assistant = session.stored()?;
    let connection = named(name, &assistant.connections().await?)?;
    let run = assistant.registration_run(&connection.id).await?;
    assistant.remove_connection(&connection.id).await?;
    if let Some(run) = run.filter(|run| run.undoable) {
        let values = [("id", run.client_id.as_deref().unwrap_or_default())];
        let left = session.words().text("cli.connections.app_stays", values);
        session.console().say(&left);
    }
    session.console().say(
        &session
            .words()
            .text("cli.connections.removed", [("name", &connection.name)]),
    );
    session.console().document(&json!({"removed": connection}))
}

/// The key of the words for who reads.
pub(crate) fn who(context: Context) -> &'static str {
    match context {
        Context::User => "app.context.user",
        Context::Application => "app.context.application",
    }
}

/// The one connection of that name or id. Two connections may share a name; then the id decides.
pub(crate) fn named(name: &str, connections: &[ConnectionView]) -> Result<ConnectionView, Failure> {
    if let Some(connection) = connections.iter().find(|connection| connection.id == name) {
        return Ok(connection.clone());
    }
    let found: Vec<&ConnectionView> = connections
        .iter()
        .filter(|one| one.name.eq_ignore_ascii_case(name))
        .collect();
    match found.as_slice() {
        [] => Err(ErrorReport::new(ErrorCode::ConnectionUnknown)
            .with("name", name)
            .into()),
        [connection] => Ok((*connection).clone()),
        several => {
            let ids: Vec<&str> = several.iter().map(|connection| connection.id.as_str()).collect();
            Err(Failure::Usage(
                "cli.usage.name_ambiguous",
                vec![("name", name.to_owned()), ("ids", ids.join(", "))],
            ))
        }
    }
}
