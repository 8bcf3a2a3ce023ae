//! The practice tenant inside the program: started when it is first asked for, gone when the window is closed.

use std::fs;
use std::path::{Path, PathBuf};

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Cloud;
use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use handrail_practice_tenant::{Options, PracticeTenant, StartError};
use serde::Serialize;
use specta::Type;
use tokio::sync::Mutex;
use url::Url;

use crate::ports::write_whole;

/// The practice tenant as the window shows it.
#[derive(Clone, Debug, Default, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PracticeView {
    /// It answers.
    pub(crate) running: bool,
    /// The address of its portal.
    pub(crate) portal: Option<String>,
    /// Its domain, to be found like any other.
    pub(crate) tenant_domain: Option<String>,
    /// Why it does not run.
    pub(crate) problem: Option<ErrorReport>,
}

/// The practice tenant, once it runs.
pub(crate) struct Practice {
    assistant: Assistant,
    /// Its certificates and cloud file, for other programs.
    folder: PathBuf,
    ready_file: PathBuf,
    running: Mutex<Option<PracticeTenant>>,
}

impl Practice {
    /// A practice tenant for this assistant. Its ready line goes to `practice.json` in the data folder, for
    /// scripts and tests.
    pub(crate) fn new(assistant: Assistant, data: &Path) -> Self {
        Self {
            assistant,
            folder: data.join("practice"),
            ready_file: data.join("practice.json"),
            running: Mutex::default(),
        }
    }

    /// What the window shows, with the practice tenant started if need be.
    pub(crate) async fn view(&self) -> PracticeView {
        let shown = |tenant: &PracticeTenant| PracticeView {
            running: true,
            portal: Some(tenant.ready().portal.clone()),
            tenant_domain: Some(tenant.ready().tenant_domain.clone()),
            problem: None,
        };
        match self.started(shown).await {
            Ok(view) => view,
            Err(report) => PracticeView {
                problem: Some(report),
                ..PracticeView::default()
            },
        }
    }

    /// The address of its portal.
    pub(crate) async fn portal(&self) -> Result<Url> {
        self.started(|tenant| tenant.ready().portal.parse().map_err(unavailable))
            .await?
    }

    /// Starts it if need be.
    pub(crate) async fn start(&self) -> Result<()> {
        self.started(|_| ()).await
    }

    /// Ends it; what was registered in it is gone.
    pub(crate) async fn stop(&self) {
        if let Some(tenant) = self.running.lock().await.take() {
            tenant.stop().await;
            // Nothing answers at these addresses any more. What stays behind is replaced at the next start.
            let _ = fs::remove_file(&self.ready_file);
            let _ = fs::remove_dir_all(&self.folder);
        }
    }

    async fn started<T>(&self, look: impl FnOnce(&PracticeTenant) -> T) -> Result<T> {
        let mut running = self.running.lock().await;
        if let Some(tenant) = &*running {
            return Ok(look(tenant));
        }
        let options = Options {
            directory: Some(self.folder.clone()),
            ..Options::default()
        };
        let started = handrail_practice_tenant::start(options).await;
        let tenant = started.map_err(|error| start_problem(&error))?;
        let cloud = Cloud::parse(&tenant.cloud().to_string())?;
        let id = cloud.id.clone();
        self.assistant.add_cloud(cloud);
        self.forget_earlier(&id).await;
        let ready = serde_json::to_vec(tenant.ready()).map_err(unavailable)?;
        if let Err(error) = write_whole(&self.ready_file, &ready) {
            tracing::warn!(%error, "the ready line was not written");
        }
        Ok(look(running.insert(tenant)))
    }

    /// Removes the connections of an earlier practice tenant, their secrets too: their registrations ended
    /// with the program that held them.
    async fn forget_earlier(&self, cloud: &str) {
        // A list that cannot be read is said where it is asked for.
        let connections = self.assistant.connections().await.unwrap_or_default();
        for connection in connections
            .iter()
            .filter(|connection| connection.cloud_id == cloud)
        {
            if let Err(report) = self.assistant.remove_connection(&connection.id).await {
                tracing::warn!(%report, "a secret of an earlier practice tenant stays in the keychain");
            }
        }
    }
}

fn start_problem(error: &StartError) -> ErrorReport {
    match error {
        StartError::AddressInUse { address } => {
            ErrorReport::new(ErrorCode::PortInUse).with("port", address.port())
        }
        other => unavailable(other),
    }
}

fn unavailable(error: impl ToString) -> ErrorReport {
    ErrorReport::new(ErrorCode::PracticeUnavailable).detailed(error)
}
