//! `handrail customers watch`: looks at each customer when its time has come.

use std::sync::Mutex;
use std::time::Duration;

use clap::Args;
use handrail_assistant::Assistant;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::error::ErrorReport;
use handrail_assistant::tenants::BoardChange;
use jiff::SignedDuration;
use serde_json::json;

use super::board::{counts, ended, said};
use super::partner::{PartnerArguments, with_partner};
use crate::console::Console;
use crate::failure::Failure;
use crate::session::Session;

#[derive(Debug, Args)]
pub(crate) struct WatchArguments {
    #[command(flatten)]
    pub(super) partner: PartnerArguments,
    #[arg(long, conflicts_with = "time")]
    pub(super) once: bool,
    #[arg(long = "for", value_name = "10m|2h", value_parser = span)]
    pub(super) time: Option<Duration>,
    #[arg(long, value_name = "30s|5m", value_parser = span)]
    pub(super) interval: Option<Duration>,
}

/// `30s`, `10m`, `2h`.
fn span(text: &str) -> Result<Duration, &'static str> {
    const WANTED: &str = "30s, 10m, 2h";
    let span: SignedDuration = text.parse().map_err(|_| WANTED)?;
    let span = Duration::try_from(span).map_err(|_| WANTED)?;
    if span.is_zero() { Err(WANTED) } else { Ok(span) }
}

/// Watches until everything is green, the time is over, or somebody ends it; `--once` until nobody is due.
pub(crate) async fn run(wanted: &WatchArguments, session: &Session) -> Result<(), Failure> {
    let watch = async |assistant: &Assistant, connection: &ConnectionView| {
        watch(wanted, assistant, &connection.id, session.console()).await
    };
    with_partner(&wanted.partner, session, watch).await
}

async fn watch(
    wanted: &WatchArguments,
    assistant: &Assistant,
    id: &str,
    console: Console,
) -> Result<(), Failure> {
    let before = assistant.board(id).await?;
    let seen = Mutex::new(Heard::default());
    let told = |change: BoardChange| {
        let enough = change.board.all_green() || change.board.problem.is_some();
        hear(&seen, &change, console);
        if enough {
            assistant.stop_watching(id);
        }
    };
    if wanted.once {
        assistant.look_at_due(id, wanted.interval, told).await?;
    } else if !before.all_green() {
        let watching = assistant.watch_customers(id, wanted.interval, told);
        match wanted.time {
            None => watching.await?,
            Some(time) => tokio::select! {
                outcome = watching => outcome?,
                () = tokio::time::sleep(time) => assistant.stop_watching(id),
            },
        }
    }
    let heard = seen.into_inner().unwrap_or_default();
    if let Some(report) = heard.problem {
        return Err(report.into());
    }
    let board = assistant.board(id).await?;
    console.document(&json!({"summary": {
        "customers": board.total, "skipped": board.skipped, "counts": counts(&board), "changed": heard.changed,
    }}))?;
    ended(&board)
}

/// What a watch told so far.
#[derive(Default)]
struct Heard {
    changed: usize,
    problem: Option<ErrorReport>,
}

/// A line for each customer that turned out different.
fn hear(seen: &Mutex<Heard>, change: &BoardChange, console: Console) {
    for customer in &change.changed {
        console.say(&said(&customer.domain, customer.state, console));
        // Whoever reads the lines may have gone; the watch itself is not for them.
        let _ = console.document(customer);
    }
    if let Ok(mut heard) = seen.lock() {
        heard.changed += change.changed.len();
        heard.problem.clone_from(&change.board.problem);
    }
}
