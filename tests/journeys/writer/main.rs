//! A program that is there to be killed: it works on the stores that the desktop and the command line have, through the
//! assistant's public API, and says each thing on standard output before it begins and once it is done.
//!
//! `writer WORK JOB`: `JOB` is a JSON file that says where the stores are. See `trust/kills.rs`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "whatever goes wrong here has to fail the test that reads its standard output"
)]

mod connections;
mod evidence;
mod exports;
mod registrations;
mod sweeps;

use std::fmt::Display;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Arc;

use handrail_assistant::clock::SystemClock;
use handrail_assistant::cloud::Cloud;
use handrail_assistant::outside::{Browser, BrowserError, Doors, ProfileStore, ProfileStoreError};
use handrail_assistant::{Assistant, Outbound};
use handrail_doors::{BackedUp, KeptDocuments, KeptRuns, Memory, Spoken};
use handrail_words::Words;
use secrecy::SecretString;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

/// Where to work, and with what.
#[derive(Debug, Deserialize)]
struct Job {
    /// The data folder.
    data: PathBuf,
    /// A cloud of one's own, where the network is needed.
    cloud: Option<Value>,
    /// The connection to work on.
    connection: String,
    /// What it proves itself with.
    client_id: String,
    secret: String,
    /// Where files for people go.
    folder: PathBuf,
    /// Connections are written as Tauri's store plugin writes them.
    in_place: bool,
}

impl Job {
    fn secret(&self) -> SecretString {
        SecretString::from(self.secret.clone())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, work, job] = arguments.as_slice() else {
        panic!("writer WORK JOB");
    };
    let job: Job = serde_json::from_slice(&fs::read(job).unwrap()).unwrap();
    let assistant = assistant(&job);
    match work.as_str() {
        "connections" => connections::work(&assistant).await,
        "evidence" => evidence::work(&assistant, &job).await,
        "exports" => exports::work(&assistant, &job).await,
        "registrations" => registrations::work(&assistant, &job).await,
        "sweeps" => sweeps::work(&assistant, &job).await,
        other => panic!("no such work: {other}"),
    }
}

/// Says something, in one piece: what was said is in the pipe whatever becomes of this program.
fn say(what: impl Display) {
    let mut out = std::io::stdout().lock();
    if writeln!(out, "{what}").and_then(|()| out.flush()).is_err() {
        // Nobody is left who would kill it.
        process::exit(1);
    }
}

fn english() -> Arc<Spoken> {
    Arc::new(Spoken(Words::of("en")))
}

fn assistant(job: &Job) -> Assistant {
    let profiles: Arc<dyn ProfileStore> = if job.in_place {
        Arc::new(InPlace::new(&job.data))
    } else {
        Arc::new(BackedUp::new(&job.data, "connections"))
    };
    let doors = Doors {
        browser: Arc::new(NoBrowser),
        secrets: Arc::new(Memory::default()),
        profiles,
        queries: Arc::new(BackedUp::new(&job.data, "queries")),
        runs: Arc::new(KeptRuns::new(&job.data)),
        customers: Arc::new(KeptDocuments::of_customers(&job.data)),
        registrations: Arc::new(KeptDocuments::of_registrations(&job.data)),
        clock: Arc::new(SystemClock),
    };
    let assistant = Assistant::new(doors, Cloud::microsoft(), &Outbound::default()).unwrap();
    if let Some(cloud) = &job.cloud {
        assistant.add_cloud(Cloud::parse(&cloud.to_string()).unwrap());
    }
    assistant
}

/// Nobody sits here.
struct NoBrowser;

impl Browser for NoBrowser {
    fn open(&self, url: &Url) -> Result<(), BrowserError> {
        Err(BrowserError(format!("nobody is there to see {url}")))
    }
}

/// Connections as the window keeps them: the store plugin writes its file in place.
struct InPlace {
    files: BackedUp,
    path: PathBuf,
}

impl InPlace {
    fn new(data: &Path) -> Self {
        let files = BackedUp::new(data, "connections");
        let path = files.path().to_owned();
        Self { files, path }
    }
}

impl ProfileStore for InPlace {
    fn load(&self) -> Result<Option<Value>, ProfileStoreError> {
        self.files.load()
    }

    fn update(
        &self,
        change: &mut dyn FnMut(Option<Value>) -> Option<Value>,
    ) -> Result<(), ProfileStoreError> {
        let write = |next: &Value| {
            // In many small pieces, so that kills fall between two of them.
            let whole = serde_json::to_vec_pretty(&json!({"connections": next}))?;
            let mut file = fs::File::create(&self.path)?;
            whole.chunks(4).try_for_each(|piece| file.write_all(piece))
        };
        let changed = self.files.exchange(change, write);
        changed.map_err(|error| self.files.problem(&error))
    }
}
