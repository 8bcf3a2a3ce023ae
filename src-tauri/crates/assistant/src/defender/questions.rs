//! Questions that people ask, ready to be asked of the service: `data/questions.json`. Their words are the window's.

use std::sync::LazyLock;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use specta::Type;

use super::call::{kind_at, place_of};
use super::exposure;
use super::list::ListQuery;
use super::permissions;
use super::query::Window;
use super::request::ListRequest;
use crate::clock::{Clock, rfc3339};
use crate::cloud::Api;
use crate::connection::{Context, Goal, Purpose};
use crate::results::{ResultKind, Span, TableQuery};

/// What answers a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum QuestionKind {
    Incidents,
    Alerts,
    Machines,
    Vulnerabilities,
    Recommendations,
    /// A query in KQL.
    Hunting,
    /// The exposure score: one number.
    Score,
}

/// A question that is ready to be asked.
#[derive(Clone, Debug, PartialEq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// Its name; its words are under `home.questions.<id>`.
    pub id: String,
    /// What answers it.
    pub kind: QuestionKind,
    /// The list that is read; `None` for hunting and the score.
    pub query: Option<ListQuery>,
    /// The query in KQL, for hunting.
    pub hunting: Option<String>,
    /// How the answer is looked at: order, groups, filters.
    pub table: TableQuery,
    /// The column of time of the chart above it.
    pub chart: Option<String>,
    /// The column whose most frequent values answer the question.
    pub facet: Option<String>,
    /// How it is asked, for each API that a connection can be to.
    pub calls: Vec<QuestionCall>,
}

/// How a question is asked through a connection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QuestionCall {
    /// The API of the connection.
    pub connection: Api,
    /// The API that is called.
    pub api: Api,
    /// Method and path, as a person reads it.
    pub call: String,
    /// The least application permission that opens it.
    pub application: String,
    /// The least delegated permission that opens it.
    pub user: String,
}

/// As it stands in the file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
    id: String,
    kind: QuestionKind,
    query: Option<ListQuery>,
    hunting: Option<String>,
    #[serde(default)]
    table: TableQuery,
    /// Only what was created in so many hours.
    created_within: Option<u32>,
    chart: Option<String>,
    facet: Option<String>,
    /// Where the field or table that answers is described.
    #[serde(rename = "source")]
    _source: String,
}

#[expect(
    clippy::expect_used,
    reason = "the file is compiled in, and a test reads it: it cannot fail where people are"
)]
static QUESTIONS: LazyLock<Vec<Written>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../data/questions.json")).expect("data/questions.json")
});

/// All questions, with the time seen from now.
pub fn questions(clock: &dyn Clock) -> Vec<Question> {
    QUESTIONS.iter().map(|written| written.question(clock)).collect()
}

impl Written {
    fn question(&self, clock: &dyn Clock) -> Question {
        let calls = Api::ALL.into_iter().filter_map(|api| self.call(api, clock));
        Question {
            id: self.id.clone(),
            kind: self.kind,
            query: self.query.clone(),
            hunting: self.hunting.clone(),
            table: TableQuery {
                span: self
                    .created_within
                    .map(|hours| created_within(hours, clock.now())),
                ..self.table.clone()
            },
            chart: self.chart.clone(),
            facet: self.facet.clone(),
            calls: calls.collect(),
        }
    }

    fn call(&self, connection: Api, clock: &dyn Clock) -> Option<QuestionCall> {
        let (api, purpose, call) = match &self.query {
            Some(query) => {
                let (api, purpose) = place_of(query.kind, connection);
                (api, purpose, listed(api, query, query.window(clock))?)
            }
            None if self.kind == QuestionKind::Score => {
                (Api::Mde, Purpose::Score, format!("GET {}", exposure::PATH))
            }
            None => (
                Api::Graph,
                Purpose::Hunting,
                "POST /v1.0/security/runHuntingQuery".to_owned(),
            ),
        };
        let least = |context| {
            let goal = Goal {
                purpose,
                ..Goal::new(api, context)
            };
            permissions::least(goal).to_owned()
        };
        Some(QuestionCall {
            connection,
            api,
            call,
            application: least(Context::Application),
            user: least(Context::User),
        })
    }
}

/// The call of a list, written as people write it.
fn listed(api: Api, query: &ListQuery, window: Window) -> Option<String> {
    let query = ListQuery {
        kind: kind_at(query.kind, api),
        ..query.clone()
    };
    let request = ListRequest::new(api, &query, window).ok()?;
    let options: Vec<String> = request
        .options()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let mark = if options.is_empty() { "" } else { "?" };
    Some(format!("GET {}{mark}{}", request.call.path, options.join("&")))
}

fn created_within(hours: u32, now: Timestamp) -> Span {
    let span = SignedDuration::from_hours(i64::from(hours));
    Span {
        column: "created".to_owned(),
        from: rfc3339(now.checked_sub(span).unwrap_or(Timestamp::UNIX_EPOCH)),
        to: rfc3339(Timestamp::MAX),
    }
}

impl QuestionKind {
    /// The kind of the result that answers; `None` for the score.
    pub fn result(self) -> Option<ResultKind> {
        match self {
            Self::Incidents => Some(ResultKind::Incidents),
            Self::Alerts => Some(ResultKind::Alerts),
            Self::Machines => Some(ResultKind::Machines),
            Self::Vulnerabilities => Some(ResultKind::Vulnerabilities),
            Self::Recommendations => Some(ResultKind::Recommendations),
            Self::Hunting => Some(ResultKind::Hunting),
            Self::Score => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::cells::columns;
    use super::*;
    use crate::clock::SystemClock;

    #[test]
    fn there_are_many_questions_each_with_a_name_of_its_own_and_one_way_to_ask_it() {
        let questions = questions(&SystemClock);
        let names: BTreeSet<&str> = questions.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(names.len(), questions.len());
        assert!(questions.len() >= 12);
        for one in &questions {
            assert_eq!(
                one.query.is_some(),
                !matches!(one.kind, QuestionKind::Hunting | QuestionKind::Score),
                "{}",
                one.id
            );
            assert_eq!(
                one.hunting.is_some(),
                one.kind == QuestionKind::Hunting,
                "{}",
                one.id
            );
            assert_eq!(
                one.query.as_ref().map(|query| query.kind),
                one.kind.result().filter(|_| one.query.is_some())
            );
        }
    }

    #[test]
    fn every_question_says_its_call_and_its_permission_for_every_connection() {
        for one in questions(&SystemClock) {
            assert_eq!(one.calls.len(), Api::ALL.len(), "{}", one.id);
            for call in &one.calls {
                assert!(
                    !call.application.is_empty() && !call.user.is_empty(),
                    "{}: {call:?}",
                    one.id
                );
            }
        }
    }

    #[test]
    fn every_column_that_a_question_looks_at_is_one_of_its_result() {
        for one in questions(&SystemClock) {
            let Some(query) = &one.query else { continue };
            let known: Vec<String> = columns(query.kind)
                .into_iter()
                .map(|column| column.name)
                .collect();
            let keep = one.table.keep.iter().map(|keep| &keep.column);
            let sort = one.table.sort.iter().map(|sort| &sort.column);
            let span = one.table.span.iter().map(|span| &span.column);
            let looked = keep
                .chain(sort)
                .chain(span)
                .chain(&one.table.group)
                .chain(&one.chart)
                .chain(&one.facet);
            for column in looked {
                assert!(known.contains(column), "{}: {column}", one.id);
            }
        }
    }
}
