//! Everything behind the window, made once at the start.

use std::io;
use std::path::Path;
use std::sync::Arc;

use handrail_assistant::clock::SystemClock;
use handrail_assistant::cloud::Cloud;
use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use handrail_assistant::given::{self, MAX_SENT};
use handrail_assistant::outside::Doors;
use handrail_assistant::{Assistant, Outbound};
use handrail_doors::{KeptDocuments, KeptRuns, Keychain, SystemBrowser};
use tauri::AppHandle;

use crate::arguments::Arguments;
use crate::opened_card::{GivenFile, KeptCard};
use crate::ports::{Clipboard, SavedFiles, StoredProfiles, data_folder};
use crate::practice::Practice;
use crate::preferences::KeptPreferences;

/// What the commands work with.
pub(crate) struct Desktop {
    pub(crate) assistant: Assistant,
    pub(crate) practice: Practice,
    pub(crate) preferences: KeptPreferences,
    pub(crate) clipboard: Clipboard,
    pub(crate) saved: SavedFiles,
    pub(crate) opened_card: KeptCard,
    pub(crate) given_file: GivenFile,
}

impl Desktop {
    /// Puts everything together.
    pub(crate) fn open(app: &AppHandle, arguments: &Arguments) -> Result<Self> {
        let data = data_folder().ok_or_else(|| ErrorReport::new(ErrorCode::StoreUnreadable))?;
        let doors = Doors {
            browser: Arc::new(SystemBrowser),
            secrets: Arc::new(Keychain::of_the_system()),
            profiles: Arc::new(StoredProfiles::new(app.clone(), &data, "connections")),
            queries: Arc::new(StoredProfiles::new(app.clone(), &data, "queries")),
            runs: Arc::new(KeptRuns::new(&data)),
            customers: Arc::new(KeptDocuments::of_customers(&data)),
            registrations: Arc::new(KeptDocuments::of_registrations(&data)),
            clock: Arc::new(SystemClock),
        };
        let mut clouds = Cloud::microsoft();
        if let Some(file) = &arguments.cloud {
            clouds.push(read_cloud(file)?);
        }
        let preferences = KeptPreferences::open(app, &data);
        // A file that was chosen earlier and is broken now must not keep the window from opening.
        match preferences.cloud_file().map(|file| read_cloud(&file)) {
            Some(Ok(cloud)) => clouds.push(cloud),
            Some(Err(report)) => preferences.cloud_failed(report),
            None => {}
        }
        let outbound = Outbound {
            extra_roots: arguments
                .ca_file
                .as_ref()
                .map(|authorities| authorities.0.clone()),
            ..Outbound::default()
        };
        let assistant = Assistant::new(doors, clouds, &outbound)?;
        Ok(Self {
            practice: Practice::new(assistant.clone(), &data, arguments.empty),
            assistant,
            preferences,
            clipboard: Clipboard::default(),
            saved: SavedFiles::default(),
            opened_card: KeptCard::default(),
            given_file: GivenFile::new(arguments.card.clone()),
        })
    }

    /// Ends what runs beside the window.
    pub(crate) async fn close(&self) {
        self.practice.stop().await;
    }
}

/// The cloud of a person's own file.
pub(crate) fn read_cloud(file: &Path) -> Result<Cloud> {
    let unreadable = |error| ErrorReport::new(ErrorCode::CloudFileUnreadable).detailed(error);
    let bytes = given::read(file, MAX_SENT).map_err(unreadable);
    bytes
        .and_then(|bytes| String::from_utf8(bytes).map_err(|error| unreadable(io::Error::other(error))))
        .and_then(|text| Cloud::parse(&text))
        .map_err(|report| report.with("path", file.display()))
}
