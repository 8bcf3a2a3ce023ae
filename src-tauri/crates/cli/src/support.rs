//! `handrail support`: what somebody hands on who is stuck, and the same played again by whoever helps.

mod person;
mod replay;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use handrail_assistant::Assistant;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::support::{Ids, MaskKind, SupportPreview, Surroundings};
use handrail_doors::places;
use serde_json::json;

use crate::connections::named;
use crate::failure::Failure;
use crate::session::{Session, unreadable};

/// What can be done about support bundles.
#[derive(Debug, Subcommand)]
pub(crate) enum SupportCommand {
    Save(SaveArguments),
    Replay {
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct SaveArguments {
    #[arg(long, value_name = "NAME")]
    connection: Option<String>,
    #[arg(long)]
    keep_ids: bool,
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
}

/// Saves a bundle, or plays one again.
pub(crate) async fn run(command: &SupportCommand, session: &Session) -> Result<(), Failure> {
    match command {
        SupportCommand::Save(wanted) => save(wanted, session).await,
        SupportCommand::Replay { file } => replay::run(file, session).await,
    }
}

/// A command has no history: each connection is looked at once, and what that brings is what is handed on.
async fn save(wanted: &SaveArguments, session: &Session) -> Result<(), Failure> {
    let assistant = session.stored()?;
    let all = assistant.connections().await?;
    let chosen = match &wanted.connection {
        Some(name) => Some(named(name, &all)?),
        None => None,
    };
    let looked_at = chosen.as_ref().map_or(all.as_slice(), std::slice::from_ref);
    look_at(looked_at, &assistant, session).await;
    let ids = if wanted.keep_ids { Ids::Kept } else { Ids::Masked };
    let id = chosen.as_ref().map(|connection| connection.id.as_str());
    let preview = assistant
        .preview_support_bundle(id, surroundings(session), ids)
        .await?;
    let path = std::path::absolute(&wanted.output).map_err(|error| unreadable(&wanted.output, &error))?;
    tell(&preview, &path, &assistant, session).await
}

async fn look_at(connections: &[ConnectionView], assistant: &Assistant, session: &Session) {
    for connection in connections {
        session.console().progress(&connection.name);
        // What goes wrong here is what the bundle is about.
        if let Err(report) = assistant.check(&connection.id).await {
            tracing::info!(%report, "a connection could not be looked at");
        }
    }
    session.console().progress_done();
}

async fn tell(
    preview: &SupportPreview,
    path: &Path,
    assistant: &Assistant,
    session: &Session,
) -> Result<(), Failure> {
    let saved = assistant.save_support_bundle_as(&preview.id, path).await?;
    let (console, words) = (session.console(), session.words());
    let values = [
        ("path", saved.path.clone()),
        ("exchanges", preview.counts.exchanges.to_string()),
        ("failed", preview.counts.failed.to_string()),
        ("findings", preview.counts.findings.to_string()),
    ];
    console.say(&words.text("cli.support.saved", values));
    let read_it = match preview.ids {
        Ids::Masked => "cli.support.masked",
        Ids::Kept => "cli.support.kept",
    };
    console.say(&words.plain(read_it));
    let mut masked: BTreeMap<MaskKind, u32> = BTreeMap::new();
    for one in &preview.masked {
        *masked.entry(one.kind).or_default() += 1;
    }
    console.document(&json!({
        "saved": {"path": saved.path, "bytes": saved.bytes},
        "ids": preview.ids,
        "counts": preview.counts,
        "masked": masked,
    }))
}

fn surroundings(session: &Session) -> Surroundings {
    Surroundings {
        program: "command line".to_owned(),
        language: session.words().language().tag().to_owned(),
        system_language: std::env::var("LANG").ok(),
        home: places::home().map(|home| home.display().to_string()),
        ..Surroundings::default()
    }
}
