//! The question of a sweep, from what was said on the line.

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::defender::{HuntQuery, ListQuery, QuestionKind};
use handrail_assistant::given::{self, MAX_SENT};
use handrail_assistant::results::{ResultFormat, ResultKind};
use handrail_assistant::tenants::{SweepQuery, SweepQuestion};

use super::SweepArguments;
use crate::failure::Failure;
use crate::since::Since;

/// The question and whom it is for.
pub(super) fn query(
    wanted: &SweepArguments,
    assistant: &Assistant,
    api: Api,
    formats: Vec<ResultFormat>,
) -> Result<SweepQuery, Failure> {
    let question = match (&wanted.hunt, &wanted.ready) {
        (Some(file), _) => {
            let unreadable = |error: std::io::Error| {
                let values = vec![
                    ("path", file.display().to_string()),
                    ("reason", error.to_string()),
                ];
                Failure::Usage("cli.usage.file_unreadable", values)
            };
            let text = given::read(file, MAX_SENT)
                .and_then(|bytes| String::from_utf8(bytes).map_err(std::io::Error::other));
            hunt(text.map_err(unreadable)?, api, wanted.since)
        }
        (None, Some(id)) => ready(id, assistant, api, wanted)?,
        (None, None) => {
            let kind = wanted.read.unwrap_or(ResultKind::Incidents);
            SweepQuestion::List {
                query: wanted.question.of(since(kind, wanted.since)),
            }
        }
    };
    Ok(SweepQuery {
        question,
        tenant_ids: (!wanted.customer.is_empty()).then(|| wanted.customer.clone()),
        concurrency: wanted.concurrency,
        formats,
    })
}

/// A span stays one: two runs of the same schedule ask the same question.
fn since(kind: ResultKind, since: Since) -> ListQuery {
    match since {
        Since::Ago(_) => ListQuery::last_hours(kind, since.hours()),
        Since::At(moment) => ListQuery::since(kind, moment),
    }
}

fn hunt(text: String, api: Api, since: Since) -> SweepQuestion {
    let timespan = match since {
        Since::Ago(_) => format!("PT{}H", since.hours()),
        Since::At(moment) => moment.to_string(),
    };
    SweepQuestion::Hunt {
        query: HuntQuery {
            text,
            api,
            timespan: Some(timespan),
        },
    }
}

fn ready(
    id: &str,
    assistant: &Assistant,
    api: Api,
    wanted: &SweepArguments,
) -> Result<SweepQuestion, Failure> {
    let all = assistant.questions();
    let known = || {
        let ids: Vec<&str> = all.iter().map(|question| question.id.as_str()).collect();
        let values = vec![("name", id.to_owned()), ("ids", ids.join(", "))];
        Failure::Usage("cli.usage.question_unknown", values)
    };
    let question = all.iter().find(|question| question.id == id).ok_or_else(known)?;
    Ok(match (&question.query, &question.hunting) {
        (Some(query), _) => SweepQuestion::List { query: query.clone() },
        (None, Some(text)) => hunt(text.clone(), api, wanted.since),
        (None, None) if question.kind == QuestionKind::Score => SweepQuestion::Score,
        (None, None) => return Err(known()),
    })
}
