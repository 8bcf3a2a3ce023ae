//! What a hundred thousand incidents cost: read, looked at, exported; beside curl and a plain loop over the same pages.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Goal};
use handrail_assistant::defender::ListQuery;
use handrail_assistant::results::{Keep, ResultFormat, ResultKind, ResultView, Sort, TableQuery};
use handrail_doors::Spoken;
use handrail_words::{Language, Words};

use crate::practice::Practice;
use crate::report::Report;
use crate::{Failed, assistant, memory, plain};

const INCIDENTS: u32 = 100_000;
/// Long enough ago for every incident of the practice tenant.
const HOURS: u32 = 24 * 366 * 20;
/// Lines that fit into a tall window.
const IN_SIGHT: u32 = 50;

pub(crate) async fn measure() -> Result<(), Failed> {
    let practice = Practice::start(INCIDENTS, 0)?;
    let goal = Goal::new(Api::Graph, Context::Application);
    let (assistant, connection) = assistant::beside(&practice, "application", goal).await?;
    let mut report = Report::new(format!("{INCIDENTS} incidents"));
    let (view, load) = read(&assistant, &connection, &mut report).await?;
    looked_at(&assistant, &view, &mut report).await?;
    exported(&assistant, &view, &mut report).await?;
    compared_with_plain(&practice, &view, load, &mut report).await?;
    report.print();
    Ok(())
}

async fn read(
    assistant: &Assistant,
    connection: &str,
    report: &mut Report,
) -> Result<(ResultView, Duration), Failed> {
    let before = memory::now();
    let began = Instant::now();
    let first = Mutex::new(None);
    let query = ListQuery::last_hours(ResultKind::Incidents, HOURS);
    let view = assistant
        .read_list(connection, &query, None, |progress| {
            if let Ok(mut first) = first.lock()
                && progress.rows > 0
            {
                first.get_or_insert_with(|| began.elapsed());
            }
        })
        .await?;
    let load = began.elapsed();
    if view.rows != INCIDENTS || !view.complete {
        return Err(format!("{} of {INCIDENTS} incidents were read", view.rows).into());
    }
    let first = first.lock().ok().and_then(|first| *first).unwrap_or(load);
    report.time("first rows", first, Some((load, "of the whole reading")));
    report.time("whole reading", load, None);
    report.memory("memory before reading", before);
    report.memory("memory with all rows in hand", memory::now());
    report.memory("peak while reading", memory::peak());
    Ok((view, load))
}

/// What a person does with the table: each is one question to Rust.
async fn looked_at(assistant: &Assistant, view: &ResultView, report: &mut Report) -> Result<(), Failed> {
    let sorted = |column: &str| TableQuery {
        sort: Some(Sort {
            column: column.into(),
            descending: false,
        }),
        ..TableQuery::default()
    };
    let searched = TableQuery {
        search: "ransomware".into(),
        ..TableQuery::default()
    };
    let filtered = TableQuery {
        keep: vec![Keep {
            column: "severity".into(),
            any_of: vec!["high".into()],
        }],
        ..TableQuery::default()
    };
    let grouped = TableQuery {
        group: Some("status".into()),
        ..TableQuery::default()
    };
    for (name, query, from) in [
        ("sort by title", sorted("title"), 0),
        ("scroll, already sorted", sorted("title"), INCIDENTS / 2),
        ("search in all columns", searched, 0),
        ("filter by severity", filtered, 0),
        ("group by status", grouped, 0),
    ] {
        let began = Instant::now();
        let page = assistant
            .table_page(&view.result_id, query, from, IN_SIGHT)
            .await?;
        report.time(name, began.elapsed(), None);
        if page.shown == 0 {
            return Err(format!("{name} shows nothing").into());
        }
    }
    let began = Instant::now();
    assistant
        .over_time(&view.result_id, TableQuery::default(), "updated".into())
        .await?;
    report.time("chart over time", began.elapsed(), None);
    Ok(())
}

/// Every format, written to disk, with the memory that it took at most.
async fn exported(assistant: &Assistant, view: &ResultView, report: &mut Report) -> Result<(), Failed> {
    let folder = tempfile::tempdir()?;
    let speech = Arc::new(Spoken(Words::of(Language::English)));
    let formats = [
        ResultFormat::Json,
        ResultFormat::Ndjson,
        ResultFormat::Csv,
        ResultFormat::Xlsx,
    ];
    for format in formats {
        memory::forget_peak();
        let before = memory::now();
        let began = Instant::now();
        let saved = assistant
            .save_result(
                &view.result_id,
                format,
                None,
                folder.path(),
                Arc::clone(&speech) as _,
            )
            .await?;
        report.time(&format!("export as {}", saved.format), began.elapsed(), None);
        report.memory(
            "  more memory at its peak",
            memory::peak().zip(before).map(|(peak, before)| peak - before),
        );
        if saved.rows != INCIDENTS {
            return Err(format!("{} holds {} rows", saved.path, saved.rows).into());
        }
    }
    Ok(())
}

/// The same calls without Handrail: by curl, and by a loop that keeps nothing.
async fn compared_with_plain(
    practice: &Practice,
    view: &ResultView,
    load: Duration,
    report: &mut Report,
) -> Result<(), Failed> {
    let authority = practice.text("/caFile")?;
    let certificate = reqwest::Certificate::from_pem(&std::fs::read(authority)?)?;
    let http = reqwest::Client::builder()
        .no_proxy()
        .add_root_certificate(certificate)
        .build()?;
    let token = plain::token(practice, &http).await?;
    let since = view.since.as_deref().unwrap_or_default();
    let mut first = url::Url::parse(practice.text("/graph")?)?;
    first.set_path("/v1.0/security/incidents");
    first
        .query_pairs_mut()
        .append_pair("$filter", &format!("lastUpdateDateTime ge {since}"));
    let (addresses, followed) = plain::follow(&http, first.as_str(), &token).await?;
    let fetched = plain::curl(&addresses, &token, authority)?;
    report.time("the same pages by curl", fetched, None);
    report.time("the same pages by a plain loop", followed, None);
    report.time("Handrail, again", load, Some((fetched, "times curl")));
    report.time("Handrail, again", load, Some((followed, "times the plain loop")));
    Ok(())
}
