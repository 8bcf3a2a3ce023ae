//! `handrail customers sweep`: one question, asked of every customer.

mod answer;
mod query;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use clap::{ArgGroup, Args};
use handrail_assistant::Assistant;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::results::{ResultFormat, ResultKind};
use handrail_doors::Spoken;

use self::answer::Told;
use super::partner::{PartnerArguments, with_partner};
use crate::arguments::Format;
use crate::failure::Failure;
use crate::interruption::Interruption;
use crate::question::{QuestionArguments, list};
use crate::session::Session;
use crate::since::Since;

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("asked").args(["read", "ready", "hunt"])))]
pub(crate) struct SweepArguments {
    #[command(flatten)]
    pub(super) partner: PartnerArguments,
    #[arg(long, value_name = "48h|7d|TIME", default_value = "48h")]
    pub(super) since: Since,
    #[arg(long, value_name = "LIST", value_parser = list)]
    pub(super) read: Option<ResultKind>,
    #[arg(long = "question", value_name = "ID")]
    pub(super) ready: Option<String>,
    #[arg(long, value_name = "FILE")]
    pub(super) hunt: Option<PathBuf>,
    #[command(flatten)]
    pub(super) question: QuestionArguments,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=64))]
    pub(super) concurrency: Option<u32>,
    #[arg(long, value_name = "DIR")]
    pub(super) output: PathBuf,
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', default_value = "json")]
    pub(super) format: Vec<Format>,
    #[arg(long)]
    pub(super) resume: bool,
    #[arg(value_name = "DOMAIN|ID")]
    pub(super) customer: Vec<String>,
}

/// Asks every customer. Ctrl+C keeps what is there and says how to go on.
pub(crate) async fn run(
    wanted: &SweepArguments,
    session: &Session,
    interruption: &mut Interruption,
) -> Result<(), Failure> {
    let formats = formats(&wanted.format)?;
    let folder = std::path::absolute(&wanted.output).unwrap_or_else(|_| wanted.output.clone());
    let sweep = async |assistant: &Assistant, connection: &ConnectionView| {
        let api = connection.goal.api;
        let query = query::query(wanted, assistant, api, formats)?;
        let begun = assistant.sweep_question(&folder).filter(|_| wanted.resume);
        let kind = begun.as_ref().unwrap_or(&query.question).kind(api);
        let told = Arc::new(Mutex::new(Told::new(session.console(), kind)));
        let heard = Arc::clone(&told);
        let on_progress = move |progress| {
            let mut told = heard.lock().unwrap_or_else(PoisonError::into_inner);
            told.hear(&progress);
        };
        let speech = Arc::new(Spoken(session.words()));
        let work = async {
            if begun.is_some() {
                let resumed = assistant.resume_sweep(&connection.id, &folder, speech, on_progress);
                return resumed.await;
            }
            let swept = assistant.sweep(&connection.id, &query, &folder, speech, on_progress);
            swept.await
        };
        // What was begun is put down in an orderly way, which takes no longer than a file.
        let swept = interruption
            .orderly(work, || assistant.cancel_sweep(&connection.id))
            .await?;
        let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
        told.end(&swept)
    };
    with_partner(&wanted.partner, session, sweep).await
}

/// The forms of a table: the brief is of one tenant.
fn formats(wanted: &[Format]) -> Result<Vec<ResultFormat>, Failure> {
    let form = |format: &Format| match format {
        Format::Json => Ok(ResultFormat::Json),
        Format::Ndjson => Ok(ResultFormat::Ndjson),
        Format::Csv => Ok(ResultFormat::Csv),
        Format::Xlsx => Ok(ResultFormat::Xlsx),
        Format::Html => Err(Failure::Usage("cli.usage.sweep_format", Vec::new())),
    };
    wanted.iter().map(form).collect()
}
