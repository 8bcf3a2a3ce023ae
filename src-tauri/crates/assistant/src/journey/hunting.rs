//! Hunting: asking the tables, and the queries that a person keeps.

use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;

use super::Assistant;
use super::reading::result_id;
use crate::clock::rfc3339;
use crate::connection::{Connection, Purpose};
use crate::defender::{
    ApiClient, AppliedBy, FilterNote, HuntQuery, HuntView, HuntingAnswer, HuntingLimits, HuntingPlace,
    ReadProgress, SavedQuery, Timespan, ended, places,
};
use crate::error::Result;
use crate::ids::TenantId;
use crate::lock::lock;
use crate::results::{Held, ResultKind, ResultView};
use crate::support::TaskKind;

impl Assistant {
    /// Runs a query at one of the places, and holds its rows for the window.
    ///
    /// A permission that is missing is told and not noted: the connection may still read what it is for.
    ///
    /// What a customer answers is held beside the connection's own answer, and never in its place.
    pub async fn hunt(
        &self,
        id: &str,
        customer: Option<TenantId>,
        query: &HuntQuery,
        on_progress: impl Fn(ReadProgress) + Send + Sync,
    ) -> Result<HuntView> {
        let hunted = Box::pin(self.hunt_there(id, customer, query, on_progress));
        self.recorded((TaskKind::Hunt, id), hunted, |_| None).await
    }

    async fn hunt_there(
        &self,
        id: &str,
        customer: Option<TenantId>,
        query: &HuntQuery,
        on_progress: impl Fn(ReadProgress) + Send + Sync,
    ) -> Result<HuntView> {
        let (now, started) = (self.0.session.now(), Instant::now());
        let there = self.used_at(id, customer).await?;
        let connection = there.toward(query.api, Purpose::Hunting);
        let desk = desk(id, customer);
        let timespan = match &query.timespan {
            Some(text) => text.parse()?,
            None => Timespan::thirty_days(),
        };
        if let Some(report) = ended(query.api, now) {
            return Err(report);
        }
        let cancelled = self.0.hunting.begin(&desk);
        let mut client = ApiClient::new(&self.0.session, &connection, cancelled, &on_progress);
        let place = self.0.session.place(&connection)?;
        let answered = client.hunt(query, &place).await;
        let (requests, throttled) = (client.progress.requests, client.throttled);
        let answer = self.linked(&connection, answered)?;
        let mut view = self.hunted(&connection, query, &answer, timespan.between(now));
        view.result_id = result_id(&desk, ResultKind::Hunting);
        (view.requests, view.throttled) = (requests, throttled);
        view.elapsed_ms = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
        let through = customer.map(|_| connection);
        Ok(self.hold_hunt(view, query, (answer, through), timespan.between(now)))
    }

    /// Ends a query that runs. The service may go on for a while; its answer is not waited for.
    pub fn cancel_hunt(&self, id: &str, customer: Option<TenantId>) {
        self.0.hunting.cancel(&desk(id, customer));
    }

    /// Where a query can be asked with this connection, the recommended place first.
    pub async fn hunting_places(&self, id: &str, customer: Option<TenantId>) -> Result<Vec<HuntingPlace>> {
        let connection = self.used_at(id, customer).await?;
        let cloud = self.0.session.cloud(&connection.cloud)?;
        Ok(places(&connection, &cloud, self.0.session.now()))
    }

    /// The person's own queries, then those that come with Handrail.
    pub async fn saved_queries(&self) -> Result<Vec<SavedQuery>> {
        self.0.queries.all().await
    }

    /// Keeps a query under a name, in place of one of that name.
    pub async fn save_query(&self, name: &str, text: &str) -> Result<Vec<SavedQuery>> {
        self.0.queries.keep(name, text).await
    }

    /// Forgets a query of the person's own.
    pub async fn remove_query(&self, id: &str) -> Result<Vec<SavedQuery>> {
        self.0.queries.remove(id).await
    }

    /// What went wrong toward another purpose, with its link, and without a note in the connection's trail.
    pub(super) fn linked<T>(&self, connection: &Connection, outcome: Result<T>) -> Result<T> {
        let Err(report) = outcome else { return outcome };
        let cloud = self.0.session.cloud(&connection.cloud)?;
        Err(connection.link_elsewhere(report, &cloud))
    }

    fn hunted(
        &self,
        connection: &Connection,
        query: &HuntQuery,
        answer: &HuntingAnswer,
        (since, until): (Timestamp, Timestamp),
    ) -> ResultView {
        let token_end = self.0.session.token_end(connection).unwrap_or(until);
        ResultView {
            result_id: result_id(&connection.id, ResultKind::Hunting),
            connection_id: connection.id.clone(),
            kind: ResultKind::Hunting,
            api: query.api,
            since: Some(rfc3339(since)),
            until: rfc3339(until),
            rows: u32::try_from(answer.spool.len()).unwrap_or(u32::MAX),
            columns: answer.table.columns().to_vec(),
            requests: 0,
            throttled: 0,
            filter: FilterNote {
                sent: query.text.clone(),
                applied_by: AppliedBy::Service,
                locally: Vec::new(),
                left_out: 0,
            },
            complete: true,
            stopped: None,
            saved: None,
            save_problem: None,
            elapsed_ms: 0,
            token_expires: rfc3339(token_end),
        }
    }

    fn hold_hunt(
        &self,
        result: ResultView,
        query: &HuntQuery,
        (answer, through): (HuntingAnswer, Option<Connection>),
        between: (Timestamp, Timestamp),
    ) -> HuntView {
        let HuntingAnswer { schema, table, spool } = answer;
        let order = (0..).take(spool.len()).collect();
        let question = format!("{} {}", query.api, query.text);
        let mut held = Held::new(result.clone(), question, Some(between), table, spool, order);
        held.through = through;
        lock(&self.0.results).insert(result.result_id.clone(), Arc::new(held));
        HuntView {
            limits: HuntingLimits::of(query.api, result.rows),
            result,
            schema,
        }
    }
}

/// The name of what a person hunts at: one query at a time runs for each, and one answer is held.
fn desk(connection: &str, customer: Option<TenantId>) -> String {
    customer.map_or_else(
        || connection.to_owned(),
        |tenant| format!("{connection}/{tenant}"),
    )
}
