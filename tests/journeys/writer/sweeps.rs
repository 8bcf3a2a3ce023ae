//! Sweeps: one after the other, each gone on with where the last program left it.

use handrail_assistant::Assistant;
use handrail_assistant::defender::ListQuery;
use handrail_assistant::results::{ResultFormat, ResultKind};
use handrail_assistant::tenants::{SweepProgress, SweepQuery, SweepQuestion, SweptState};

use crate::{Job, english, say};

pub(crate) async fn work(assistant: &Assistant, job: &Job) {
    let id = &job.connection;
    assistant.lend_secret(id, job.secret()).await.unwrap();
    let query = SweepQuery {
        question: SweepQuestion::List {
            query: ListQuery::last_hours(ResultKind::Incidents, 24 * 365 * 10),
        },
        tenant_ids: None,
        concurrency: None,
        formats: vec![ResultFormat::Json],
    };
    say("ready");
    for begun in assistant.unfinished_sweeps(id, &job.folder).await.unwrap() {
        say(format!("resuming {}", begun.folder));
        let swept = assistant
            .resume_sweep(id, begun.folder.as_ref(), english(), told)
            .await
            .unwrap();
        assert!(swept.complete, "{swept:?}");
        say(format!("swept {} {}", swept.rows, begun.folder));
    }
    for number in 0.. {
        let folder = job.folder.join(format!("{}-{number:03}", std::process::id()));
        say(format!("sweeping {}", folder.display()));
        let swept = assistant
            .sweep(id, &query, &folder, english(), told)
            .await
            .unwrap();
        assert!(swept.complete, "{swept:?}");
        say(format!("swept {} {}", swept.rows, folder.display()));
    }
}

/// Who came to an end.
fn told(progress: SweepProgress) {
    let ended = progress.customer.filter(|one| one.state == SweptState::Done);
    if let Some(customer) = ended {
        say(format!(
            "done {} {}",
            customer.rows,
            customer.file.unwrap_or_default()
        ));
    }
}
