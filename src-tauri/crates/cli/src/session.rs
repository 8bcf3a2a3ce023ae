//! What every command shares: the flags that are valid everywhere, and the assistant they lead to.

use std::io;
use std::path::Path;
use std::sync::Arc;

use handrail_assistant::clock::SystemClock;
use handrail_assistant::cloud::Cloud;
use handrail_assistant::given::{self, MAX_SENT};
use handrail_assistant::outside::{Browser, Doors};
use handrail_assistant::{Assistant, Outbound};
use handrail_doors::{Keychain, Memory, SystemBrowser, places, stored_in};
use handrail_words::Words;

use crate::arguments::Globals;
use crate::console::Console;
use crate::failure::Failure;

/// One run of the command line.
pub(crate) struct Session {
    globals: Globals,
    console: Console,
}

impl Session {
    pub(crate) fn new(globals: Globals, console: Console) -> Self {
        Self { globals, console }
    }

    pub(crate) fn console(&self) -> Console {
        self.console
    }

    pub(crate) fn words(&self) -> Words {
        self.console.words()
    }

    /// The assistant over what the window has stored.
    pub(crate) fn stored(&self) -> Result<Assistant, Failure> {
        // An empty variable says as little as one that is not set.
        let named = self
            .globals
            .data_dir
            .clone()
            .filter(|folder| !folder.as_os_str().is_empty());
        let folder = named
            .or_else(places::data)
            .ok_or(Failure::Usage("cli.usage.no_data_folder", Vec::new()))?;
        let secrets = Arc::new(Keychain::of_the_system());
        self.assistant(stored_in(&folder, Arc::new(SystemBrowser), secrets))
    }

    /// Refuses where a secret that is made would be lost when this process ends.
    pub(crate) async fn needs_keychain(&self) -> Result<(), Failure> {
        let asked = tokio::task::spawn_blocking(|| Keychain::of_the_system().keeps());
        if asked.await.unwrap_or(false) {
            return Ok(());
        }
        Err(Failure::Usage("cli.usage.keychain_needed", Vec::new()))
    }

    /// An assistant that leaves nothing behind.
    pub(crate) fn passing(&self) -> Result<Assistant, Failure> {
        self.passing_with(Arc::new(SystemBrowser))
    }

    /// The same with another browser.
    pub(crate) fn passing_with(&self, browser: Arc<dyn Browser>) -> Result<Assistant, Failure> {
        let memory = Arc::new(Memory::default());
        self.assistant(Doors {
            browser,
            secrets: Arc::clone(&memory) as _,
            profiles: Arc::clone(&memory) as _,
            queries: Arc::new(Memory::default()),
            runs: Arc::clone(&memory) as _,
            customers: memory,
            registrations: Arc::new(Memory::default()),
            clock: Arc::new(SystemClock),
        })
    }

    fn assistant(&self, doors: Doors) -> Result<Assistant, Failure> {
        let outbound = Outbound {
            extra_roots: self.globals.ca_file.as_deref().map(contents).transpose()?,
            ..Outbound::default()
        };
        let assistant = Assistant::new(doors, Cloud::microsoft(), &outbound)?;
        if let Some(cloud) = self.custom_cloud()? {
            assistant.add_cloud(cloud);
        }
        Ok(assistant)
    }

    /// The cloud of `--cloud FILE`.
    pub(crate) fn custom_cloud(&self) -> Result<Option<Cloud>, Failure> {
        let Some(path) = &self.globals.cloud else {
            return Ok(None);
        };
        let json = String::from_utf8_lossy(&contents(path)?).into_owned();
        Ok(Some(
            Cloud::parse(&json).map_err(|report| report.with("path", path.display()))?,
        ))
    }
}

/// What is in a file that the command line names.
pub(crate) fn contents(path: &Path) -> Result<Vec<u8>, Failure> {
    given::read(path, MAX_SENT).map_err(|error| unreadable(path, &error))
}

/// A file that was named and cannot be read.
pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::Usage(
        "cli.usage.file_unreadable",
        vec![
            ("path", path.display().to_string()),
            ("reason", error.to_string()),
        ],
    )
}
