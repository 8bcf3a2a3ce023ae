//! Evidence: what a check saw, and what a reading left for the comparison with the next one.

use handrail_assistant::Assistant;
use handrail_assistant::checklist::Checklist;
use handrail_assistant::defender::ListQuery;
use handrail_assistant::results::ResultKind;
use serde_json::{Value, json};

use crate::{Job, say};

pub(crate) async fn work(assistant: &Assistant, job: &Job) {
    assistant
        .lend_secret(&job.connection, job.secret())
        .await
        .unwrap();
    let query = ListQuery::last_hours(ResultKind::Incidents, 48);
    say("ready");
    loop {
        let checked = assistant.check(&job.connection).await.unwrap();
        say(format!("checked {}", seen(&checked)));
        let read = assistant
            .read_list(&job.connection, &query, None, |_| ())
            .await
            .unwrap();
        assistant.compare(&read.result_id).await.unwrap();
        assistant.compare(&read.result_id).await.unwrap();
        say(format!("read {}", read.rows));
    }
}

/// When each step was proved.
fn seen(checklist: &Checklist) -> Value {
    let steps = checklist.steps.iter();
    steps
        .map(|step| json!([step.id, step.evidence.last().map(|one| &one.at)]))
        .collect()
}
