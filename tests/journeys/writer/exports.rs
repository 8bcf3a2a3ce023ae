//! Files for people: rows in each format, the brief, the evidence report.

use handrail_assistant::Assistant;
use handrail_assistant::defender::ListQuery;
use handrail_assistant::results::{ResultFormat, ResultKind};

use crate::{Job, english, say};

pub(crate) async fn work(assistant: &Assistant, job: &Job) {
    let (id, folder) = (&job.connection, &job.folder);
    assistant.lend_secret(id, job.secret()).await.unwrap();
    let query = ListQuery::last_hours(ResultKind::Incidents, 24 * 365 * 10);
    let result = assistant
        .read_list(id, &query, None, |_| ())
        .await
        .unwrap()
        .result_id;
    say("ready");
    loop {
        for format in [
            ResultFormat::Json,
            ResultFormat::Csv,
            ResultFormat::Xlsx,
            ResultFormat::Ndjson,
        ] {
            let saved = assistant
                .save_result(&result, format, None, folder, english())
                .await
                .unwrap();
            say(format!("saved {} {}", saved.bytes, saved.path));
        }
        let brief = assistant.save_brief(&result, folder, english()).await.unwrap();
        say(format!("saved {} {}", brief.bytes, brief.path));
        let report = assistant
            .save_evidence_report(id, folder, english())
            .await
            .unwrap();
        say(format!("saved {} {}", report.bytes, report.path));
    }
}
