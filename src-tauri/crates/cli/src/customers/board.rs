//! `handrail customers board`: how far each customer is, as far as it was seen.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use handrail_assistant::Assistant;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::results::{ResultFormat, SavedFile};
use handrail_assistant::tenants::{BoardView, CustomerLine, CustomerState};
use handrail_doors::{Spoken, places};
use serde_json::{Value, json};

use super::partner::{PartnerArguments, with_partner};
use crate::console::Console;
use crate::failure::{Failure, error};
use crate::session::Session;

#[derive(Debug, Args)]
pub(crate) struct BoardArguments {
    #[command(flatten)]
    pub(super) partner: PartnerArguments,
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT", value_delimiter = ',', value_parser = rows)]
    pub(super) format: Vec<ResultFormat>,
}

/// The forms of a table.
fn rows(text: &str) -> Result<ResultFormat, &'static str> {
    match text {
        "json" => Ok(ResultFormat::Json),
        "ndjson" => Ok(ResultFormat::Ndjson),
        "csv" => Ok(ResultFormat::Csv),
        "xlsx" => Ok(ResultFormat::Xlsx),
        _ => Err("json, ndjson, csv, xlsx"),
    }
}

/// Shows every customer. Nobody is looked at: that is what `watch` does.
pub(crate) async fn run(wanted: &BoardArguments, session: &Session) -> Result<(), Failure> {
    let show = async |assistant: &Assistant, connection: &ConnectionView| {
        let board = assistant.board(&connection.id).await?;
        let saved = save(wanted, assistant, &board, session).await?;
        let lines = assistant.customer_lines(&connection.id).await?;
        tell(&lines, session.console());
        for file in &saved {
            let values = [("path", file.path.as_str())];
            session
                .console()
                .say(&session.words().text("cli.customers.saved", values));
        }
        session
            .console()
            .document(&document(&lines, &board, &saved, session.console()))?;
        ended(&board)
    };
    with_partner(&wanted.partner, session, show).await
}

/// Done where everything is green, a finding otherwise.
pub(super) fn ended(board: &BoardView) -> Result<(), Failure> {
    if board.all_green() {
        Ok(())
    } else {
        Err(Failure::Told)
    }
}

async fn save(
    wanted: &BoardArguments,
    assistant: &Assistant,
    board: &BoardView,
    session: &Session,
) -> Result<Vec<SavedFile>, Failure> {
    let folder = wanted.output.clone().unwrap_or_else(places::results);
    let folder = std::path::absolute(&folder).unwrap_or(folder);
    let formats = match (wanted.format.as_slice(), &wanted.output) {
        ([], Some(_)) => &[ResultFormat::Csv],
        (formats, _) => formats,
    };
    let speech = Arc::new(Spoken(session.words()));
    let mut saved = Vec::new();
    for format in formats {
        let speech = Arc::clone(&speech) as _;
        let written = assistant.save_result(&board.result_id, *format, None, &folder, speech);
        saved.push(written.await?);
    }
    Ok(saved)
}

fn tell(lines: &[CustomerLine], console: Console) {
    for line in lines {
        console.say(&said(&line.domain, line.state, console));
        if let Some(report) = &line.error {
            console.report(report);
        }
    }
}

/// A customer and how far it is, in words.
pub(super) fn said(domain: &str, state: CustomerState, console: Console) -> String {
    let words = console.words();
    let state = words.plain(&format!("defender.values.consent.{}", state.word()));
    words.text("cli.customers.line", [("domain", domain), ("state", &state)])
}

fn document(lines: &[CustomerLine], board: &BoardView, saved: &[SavedFile], console: Console) -> Value {
    let customers: Vec<Value> = lines.iter().map(|line| customer(line, console)).collect();
    json!({"customers": customers, "counts": counts(board), "skipped": board.skipped, "saved": saved})
}

/// A customer, with the words of its finding as every other document has them.
fn customer(line: &CustomerLine, console: Console) -> Value {
    let mut document = json!(line);
    if let Some(report) = &line.error {
        document["error"] = error(report, console.words())["error"].take();
    }
    document
}

/// How many customers are how far.
pub(super) fn counts(board: &BoardView) -> BTreeMap<&'static str, u32> {
    let counted = board.counts.iter();
    counted
        .map(|counted| (counted.state.word(), counted.count))
        .collect()
}
