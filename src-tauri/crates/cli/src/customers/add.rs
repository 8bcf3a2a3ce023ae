//! `handrail customers add`: customers by their domains, or from a list.

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use handrail_assistant::Assistant;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::tenants::{
    AddProgress, AddedCustomers, CustomerBrief, CustomerList, MAX_CUSTOMER_LIST, RefusedLine,
};
use handrail_words::Words;
use serde_json::{Value, json};

use super::partner::{PartnerArguments, with_partner};
use crate::console::Console;
use crate::failure::{Failure, error};
use crate::session::Session;
use crate::standard_input;

#[derive(Debug, Args)]
#[command(group(ArgGroup::new("list").required(true).args(["csv", "domain"])))]
pub(crate) struct AddArguments {
    #[command(flatten)]
    pub(super) partner: PartnerArguments,
    #[arg(long, value_name = "FILE|-", conflicts_with = "secret_stdin")]
    pub(super) csv: Option<PathBuf>,
    #[arg(value_name = "DOMAIN")]
    pub(super) domain: Vec<String>,
}

/// Adds what is found, and says of each other line why it was not.
pub(crate) async fn run(wanted: &AddArguments, session: &Session) -> Result<(), Failure> {
    let list = list(wanted).await?;
    let add = async |assistant: &Assistant, connection: &ConnectionView| {
        let console = session.console();
        let on_progress = |progress| tell_progress(progress, console);
        let added = assistant.add_customers(&connection.id, list, on_progress).await;
        console.progress_done();
        let outcome = added?;
        tell(&outcome, console);
        console.document(&document(&outcome, console.words()))?;
        ended(&outcome)
    };
    with_partner(&wanted.partner, session, add).await
}

async fn list(wanted: &AddArguments) -> Result<CustomerList, ErrorReport> {
    match &wanted.csv {
        None => CustomerList::parse(&wanted.domain.join("\n")),
        Some(file) if file == Path::new("-") => {
            let bytes = standard_input::bytes(MAX_CUSTOMER_LIST + 1).await;
            let bytes = bytes.ok_or_else(|| ErrorReport::new(ErrorCode::CustomerListUnreadable))?;
            CustomerList::decode(&bytes).map_err(|report| report.with("path", "-"))
        }
        Some(file) => CustomerList::read(file),
    }
}

/// Done where no line was refused, partly done where some were. Where all were, it is a finding, unless nobody could be
/// asked.
fn ended(outcome: &AddedCustomers) -> Result<(), Failure> {
    let unasked = |refused: &RefusedLine| !refused.problem.finding && refused.problem.retryable;
    match (
        outcome.added.len() + outcome.known.len(),
        outcome.refused.as_slice(),
    ) {
        (_, []) => Ok(()),
        (1.., _) => Err(Failure::ToldPartly),
        (0, refused) if refused.iter().all(unasked) => Err(Failure::ToldError),
        (0, _) => Err(Failure::Told),
    }
}

fn tell_progress(progress: AddProgress, console: Console) {
    let values = [
        ("done", progress.done.to_string()),
        ("of", progress.of.to_string()),
    ];
    console.progress(&console.words().text("cli.customers.adding", values));
}

fn tell(outcome: &AddedCustomers, console: Console) {
    let words = console.words();
    for refused in &outcome.refused {
        let values = [("line", refused.line.to_string()), ("text", refused.text.clone())];
        console.say(&words.text("cli.customers.refused_line", values));
        console.report(&refused.problem);
    }
    let counted = |key: &str, count: usize| words.counted(key, count as u64);
    console.say(&counted("cli.customers.added", outcome.added.len()));
    if !outcome.known.is_empty() {
        console.say(&counted("cli.customers.known", outcome.known.len()));
    }
}

fn document(outcome: &AddedCustomers, words: Words) -> Value {
    let briefs = |briefs: &[CustomerBrief]| briefs.iter().map(customer).collect::<Vec<_>>();
    let refused = |refused: &RefusedLine| {
        let mut problem = error(&refused.problem, words)["error"].take();
        json!({
            "line": refused.line, "text": refused.text, "code": problem["code"].take(), "title": problem["title"].take(),
            "finding": refused.problem.finding,
        })
    };
    json!({
        "added": briefs(&outcome.added),
        "known": briefs(&outcome.known),
        "refused": outcome.refused.iter().map(refused).collect::<Vec<_>>(),
    })
}

fn customer(brief: &CustomerBrief) -> Value {
    json!({
        "tenantId": brief.tenant_id, "domain": brief.domain, "cloud": brief.cloud_id, "name": brief.name,
    })
}
