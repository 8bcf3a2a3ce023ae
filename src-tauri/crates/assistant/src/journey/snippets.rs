//! A connection's calls as scripts.

use super::Assistant;
use crate::connection::Connection;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::snippets::{Caller, ScheduleKind, Snippet, SnippetCall, SnippetLanguage, schedule, snippet};

impl Assistant {
    /// The languages in which a call of the connection can be written.
    pub async fn snippet_languages(&self, id: &str, call: &SnippetCall) -> Result<Vec<SnippetLanguage>> {
        let connection = self.0.connections.one(id).await?;
        let offered = |language: &SnippetLanguage| language.offers(call, connection.goal);
        Ok(SnippetLanguage::ALL.into_iter().filter(offered).collect())
    }

    /// A call of the connection as a script: its ids and hosts are filled in, no secret is.
    pub async fn snippet(&self, id: &str, call: &SnippetCall, language: SnippetLanguage) -> Result<Snippet> {
        let connection = self.0.connections.one(id).await?;
        let toward = toward(&connection, call);
        let place = self.0.session.place(&toward)?;
        let caller = Caller {
            connection: &toward,
            cloud: &self.0.session.cloud(&connection.cloud)?,
            place: &place,
        };
        snippet(&caller, call, language)
    }

    /// What can run a call of the connection by itself.
    pub async fn schedules(&self, id: &str, call: &SnippetCall) -> Result<Vec<ScheduleKind>> {
        let goal = self.0.connections.one(id).await?.goal;
        let offered = |kind: &ScheduleKind| kind.offers(call, goal);
        Ok(ScheduleKind::ALL.into_iter().filter(offered).collect())
    }

    /// The text for what runs a call of the connection by itself.
    pub async fn schedule(&self, id: &str, call: &SnippetCall, kind: ScheduleKind) -> Result<String> {
        let connection = self.0.connections.one(id).await?;
        schedule(&connection, call, kind).ok_or_else(|| ErrorReport::new(ErrorCode::SnippetNotOffered))
    }
}

fn toward(connection: &Connection, call: &SnippetCall) -> Connection {
    let (api, purpose) = call.target(connection.goal.api);
    connection.toward(api, purpose)
}
