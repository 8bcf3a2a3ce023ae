//! `handrail hello-world`: from nothing to saved incidents in one command.

mod answer;
mod place;

use std::sync::Arc;

use handrail_assistant::Assistant;
use handrail_assistant::connection::{ConnectionView, Context};
use handrail_assistant::defender::{ListQuery, ReadProgress};
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::results::{ResultFormat, ResultView, SavedFile};
use handrail_doors::{Spoken, places};
use handrail_practice_tenant::PracticeTenant;
use handrail_words::Words;
use jiff::Timestamp;

use self::place::connect;
use crate::arguments::{Format, HelloWorldArguments};
use crate::console::Console;
use crate::failure::Failure;
use crate::practice;
use crate::session::Session;
use crate::sign_in::{Way, found, sign_in};

/// Reads and saves what was updated in the window of time.
pub(crate) async fn run(wanted: &HelloWorldArguments, session: &Session) -> Result<(), Failure> {
    let practice = if wanted.practice {
        Some(practice::for_this_run(session).await?)
    } else {
        None
    };
    let outcome = hello(wanted, session, practice.as_ref()).await;
    if let Some(practice) = practice {
        practice.stop().await;
    }
    outcome
}

async fn hello(
    wanted: &HelloWorldArguments,
    session: &Session,
    practice: Option<&PracticeTenant>,
) -> Result<(), Failure> {
    let since = wanted.since.before(Timestamp::now());
    if since > Timestamp::now() {
        return Err(Failure::Usage(
            "cli.usage.since_in_future",
            vec![("since", since.to_string())],
        ));
    }
    let (assistant, connection) = connect(wanted, session, practice).await?;
    if connection.goal.context == Context::User {
        sign_in_if_needed(&assistant, &connection, session).await?;
    }
    let reading = read(wanted, &assistant, &connection, session.console()).await?;
    let saved = save(wanted, &assistant, &reading, session.words()).await?;
    let token = assistant.token(&connection.id).await?;
    session
        .console()
        .document(&answer::document(&connection, &reading, &saved, &token))?;
    answer::tell(&connection, &reading, &saved, session.console());
    Ok(())
}

async fn read(
    wanted: &HelloWorldArguments,
    assistant: &Assistant,
    connection: &ConnectionView,
    console: Console,
) -> Result<ResultView, Failure> {
    let since = wanted.since.before(Timestamp::now());
    let query = ListQuery {
        top: wanted.top,
        // Devices, people and techniques are what the alerts name.
        with_alerts: wanted.format.contains(&Format::Html),
        ..wanted.question.of(ListQuery::since(wanted.read, since))
    };
    let told = |progress: ReadProgress| tell_progress(progress, console);
    let reading = assistant.read_list(&connection.id, &query, None, told).await;
    console.progress_done();
    whole(reading?)
}

/// Writes the rows in each form that was asked for, once.
async fn save(
    wanted: &HelloWorldArguments,
    assistant: &Assistant,
    reading: &ResultView,
    words: Words,
) -> Result<Vec<SavedFile>, Failure> {
    let folder = wanted.output.clone().unwrap_or_else(places::results);
    let folder = std::path::absolute(&folder).unwrap_or(folder);
    let speech = Arc::new(Spoken(words));
    let mut saved: Vec<SavedFile> = Vec::new();
    for (place, format) in wanted.format.iter().enumerate() {
        if wanted.format[..place].contains(format) {
            continue;
        }
        let (id, speech) = (&reading.result_id, Arc::clone(&speech));
        let rows = |format| assistant.save_result(id, format, None, &folder, Arc::clone(&speech) as _);
        saved.push(match format {
            Format::Json => rows(ResultFormat::Json).await?,
            Format::Ndjson => rows(ResultFormat::Ndjson).await?,
            Format::Csv => rows(ResultFormat::Csv).await?,
            Format::Xlsx => rows(ResultFormat::Xlsx).await?,
            Format::Html => assistant.save_brief(id, &folder, speech).await?,
        });
    }
    Ok(saved)
}

/// Half a list is not saved, and is no answer.
fn whole(reading: ResultView) -> Result<ResultView, Failure> {
    if reading.complete {
        return Ok(reading);
    }
    let ended = || ErrorReport::new(ErrorCode::Cancelled);
    Err(reading.stopped.unwrap_or_else(ended).into())
}

fn tell_progress(progress: ReadProgress, console: Console) {
    let words = console.words();
    let text = match progress.waiting_seconds {
        Some(seconds) => words.counted("cli.hello_world.waiting", u64::from(seconds)),
        None => words.counted("cli.hello_world.rows_so_far", u64::from(progress.rows)),
    };
    console.progress(&text);
}

/// A stored connection may still know its person; otherwise the browser asks.
async fn sign_in_if_needed(
    assistant: &Assistant,
    connection: &ConnectionView,
    session: &Session,
) -> Result<(), Failure> {
    match assistant.token(&connection.id).await {
        Ok(_) => return Ok(()),
        Err(report) if matches!(report.code, ErrorCode::NotSignedIn | ErrorCode::SignInExpired) => (),
        Err(report) => return Err(report.into()),
    }
    let checklist = sign_in(assistant, connection, Way::of(connection.goal), session).await?;
    found(&checklist).map_or(Ok(()), |problem| Err(problem.into()))
}
