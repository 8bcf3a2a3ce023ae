//! The smallest real call: one row at most. It proves what no token can, that there is a product behind the API and
//! that it answers.

use tokio_util::sync::CancellationToken;

use super::call::kind_at;
use super::client::ApiClient;
use super::list::ListQuery;
use super::reading::Reading;
use super::request::ListRequest;
use crate::connection::{Connection, Purpose};
use crate::error::Result;
use crate::results::ResultKind;
use crate::session::Session;

/// How far back it looks.
const HOURS: u32 = 48;

/// The list that a purpose can be tried with; `None` where there is none.
pub(crate) fn list_of(purpose: Purpose) -> Option<ResultKind> {
    match purpose {
        Purpose::Incidents | Purpose::Changing => Some(ResultKind::Incidents),
        Purpose::Alerts => Some(ResultKind::Alerts),
        Purpose::Machines => Some(ResultKind::Machines),
        Purpose::Vulnerabilities => Some(ResultKind::Vulnerabilities),
        Purpose::Recommendations => Some(ResultKind::Recommendations),
        Purpose::Hunting | Purpose::Score => None,
    }
}

/// Asks for one row of a list, and says how many came.
pub(crate) async fn smallest_call(
    session: &Session,
    connection: &Connection,
    kind: ResultKind,
) -> Result<u32> {
    let place = session.place(connection)?;
    let api = connection.goal.api;
    let query = ListQuery {
        top: Some(1),
        ..ListQuery::last_hours(kind_at(kind, api), HOURS)
    };
    let request = ListRequest::new(api, &query, query.window(&*session.doors.clock))?;
    let mut client = ApiClient::new(session, connection, CancellationToken::new(), &|_| ());
    let mut reading = Reading::new(request, &place)?;
    reading.read(&mut client, &place, |_| ()).await?;
    Ok(reading.rows())
}
