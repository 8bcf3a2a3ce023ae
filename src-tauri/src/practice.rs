//! The practice tenant inside the program: started when it is first asked for, gone when the window is closed.

use std::fs;
use std::path::{Path, PathBuf};

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Cloud;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::error::{ErrorCode, ErrorReport, Result};
use handrail_assistant::registration::SetupClient;
use handrail_doors::write_whole;
use handrail_practice_tenant::{Options, PracticeTenant, StartError};
use serde::Serialize;
use specta::Type;
use tokio::sync::Mutex;
use url::Url;

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
    /// It begins with nothing registered but the app for setting up.
    empty: bool,
    /// Its certificates and cloud file, for other programs.
    folder: PathBuf,
    ready_file: PathBuf,
    running: Mutex<Option<PracticeTenant>>,
    /// Held while the connections of an earlier practice tenant are removed.
    clearing: Mutex<()>,
}

impl Practice {
    /// A practice tenant for this assistant. Its ready line goes to `practice.json` in the data folder, for
    /// scripts and tests. An `empty` one begins with nothing registered but the app for setting up.
    pub(crate) fn new(assistant: Assistant, data: &Path, empty: bool) -> Self {
        Self {
            assistant,
            empty,
            folder: data.join("practice"),
            ready_file: data.join("practice.json"),
            running: Mutex::default(),
            clearing: Mutex::default(),
        }
    }

    /// All connections, without any of an earlier practice tenant: those are unknown to the assistant until one
    /// runs again, and then go.
    pub(crate) async fn connections(&self) -> Result<Vec<ConnectionView>> {
        let _cleared = self.clearing.lock().await;
        self.assistant.connections().await
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

    /// The client for setting up in the practice tenant, for a connection to it.
    pub(crate) async fn setup_client(&self, connection_id: &str) -> Result<Option<SetupClient>> {
        let connections = self.assistant.connections().await?;
        let tenant = connections
            .into_iter()
            .find(|one| one.id == connection_id && one.practice)
            .map(|one| one.tenant_id);
        let running = self.running.lock().await;
        let ready = running
            .as_ref()
            .map(PracticeTenant::ready)
            .filter(|ready| tenant.is_some_and(|tenant| tenant == ready.tenant_id));
        Ok(ready.map(|ready| SetupClient::Own {
            client_id: ready.apps.setup.client_id.clone(),
        }))
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
            empty: self.empty,
            ..Options::default()
        };
        let started = handrail_practice_tenant::start(options).await;
        let tenant = started.map_err(|error| start_problem(&error))?;
        let cloud = Cloud::parse(&tenant.cloud().to_string())?;
        self.exchange(cloud).await;
        let ready = serde_json::to_vec(tenant.ready()).map_err(unavailable)?;
        if let Err(error) = write_whole(&self.ready_file, &ready) {
            tracing::warn!(%error, "the ready line was not written");
        }
        Ok(look(running.insert(tenant)))
    }

    /// Makes the new practice tenant known, and removes the connections of an earlier one, their secrets too:
    /// their registrations ended with the program that held them.
    async fn exchange(&self, cloud: Cloud) {
        let _clearing = self.clearing.lock().await;
        let id = cloud.id.clone();
        self.assistant.add_cloud(cloud);
        // A list that cannot be read is said where it is asked for.
        let connections = self.assistant.connections().await.unwrap_or_default();
        for connection in connections.iter().filter(|connection| connection.cloud_id == id) {
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

#[cfg(test)]
mod tests {
    use std::sync::{Arc, PoisonError};

    use handrail_assistant::clock::SystemClock;
    use handrail_assistant::connection::{Context, Goal};
    use handrail_assistant::outside::{
        Browser, BrowserError, Doors, KeptIn, ProfileStore, ProfileStoreError, SecretName, SecretStore,
        SecretStoreError,
    };
    use handrail_assistant::{Outbound, cloud::Api};
    use handrail_doors::Memory;
    use secrecy::SecretString;
    use serde_json::Value;

    use super::*;

    /// What outlives a start: the stored connections and the names of the kept secrets.
    #[derive(Default)]
    struct Computer {
        document: std::sync::Mutex<Option<Value>>,
        secrets: std::sync::Mutex<Vec<String>>,
    }

    impl Computer {
        fn secrets(&self) -> std::sync::MutexGuard<'_, Vec<String>> {
            self.secrets.lock().unwrap_or_else(PoisonError::into_inner)
        }
    }

    impl ProfileStore for Computer {
        fn load(&self) -> std::result::Result<Option<Value>, ProfileStoreError> {
            Ok(self.document.lock().unwrap().clone())
        }

        fn update(
            &self,
            change: &mut dyn FnMut(Option<Value>) -> Option<Value>,
        ) -> std::result::Result<(), ProfileStoreError> {
            let mut document = self.document.lock().unwrap();
            if let Some(next) = change(document.clone()) {
                *document = Some(next);
            }
            Ok(())
        }
    }

    impl SecretStore for Computer {
        fn put(&self, name: &SecretName, _: &SecretString) -> std::result::Result<KeptIn, SecretStoreError> {
            self.secrets().push(name.to_string());
            Ok(KeptIn::Keychain)
        }

        fn fetch(&self, _: &SecretName) -> std::result::Result<Option<SecretString>, SecretStoreError> {
            Ok(None)
        }

        fn remove(&self, name: &SecretName) -> std::result::Result<(), SecretStoreError> {
            self.secrets().retain(|kept| *kept != name.to_string());
            Ok(())
        }
    }

    impl Browser for Computer {
        fn open(&self, _: &Url) -> std::result::Result<(), BrowserError> {
            Ok(())
        }
    }

    fn started_on(computer: &Arc<Computer>, data: &Path) -> Practice {
        let doors = Doors {
            browser: computer.clone(),
            secrets: computer.clone(),
            profiles: computer.clone(),
            queries: computer.clone(),
            runs: Arc::new(Memory::default()),
            customers: Arc::new(Memory::default()),
            registrations: Arc::new(Memory::default()),
            clock: Arc::new(SystemClock),
        };
        let assistant = Assistant::new(doors, Cloud::microsoft(), &Outbound::default()).unwrap();
        Practice::new(assistant, data, false)
    }

    async fn connect(practice: &Practice) {
        let domain = practice.view().await.tenant_domain.unwrap();
        let app = practice
            .started(|tenant| tenant.ready().apps.application.clone())
            .await
            .unwrap();
        let found = practice
            .assistant
            .find_tenant(&domain, Some("practice"))
            .await
            .unwrap();
        let goal = Goal::new(Api::Graph, Context::Application);
        let secret = app.client_secret.map(SecretString::from);
        let client_id = app.client_id.parse().unwrap();
        practice
            .assistant
            .add_registration(&found, goal, client_id, secret)
            .await
            .unwrap();
    }

    #[tokio::test]
    async fn connections_of_an_earlier_practice_tenant_go_with_their_secrets() {
        let (computer, data) = (Arc::new(Computer::default()), tempfile::tempdir().unwrap());
        let earlier = started_on(&computer, data.path());
        connect(&earlier).await;
        assert_eq!(earlier.connections().await.unwrap().len(), 1);
        assert_eq!(computer.secrets().len(), 1);
        earlier.stop().await;

        let later = started_on(&computer, data.path());
        assert!(later.connections().await.unwrap().is_empty());
        later.start().await.unwrap();
        assert!(later.connections().await.unwrap().is_empty());
        assert!(computer.secrets().is_empty());
        connect(&later).await;
        later.start().await.unwrap();
        assert_eq!(later.connections().await.unwrap().len(), 1);
        later.stop().await;
    }

    #[tokio::test]
    async fn the_practice_tenant_brings_its_client_for_setting_up() {
        let (computer, data) = (Arc::new(Computer::default()), tempfile::tempdir().unwrap());
        let practice = started_on(&computer, data.path());
        connect(&practice).await;
        let connection = practice.connections().await.unwrap().remove(0);
        let planted = practice
            .started(|tenant| tenant.ready().apps.setup.client_id.clone())
            .await
            .unwrap();
        let offered = practice.setup_client(&connection.id).await.unwrap();
        assert_eq!(offered, Some(SetupClient::Own { client_id: planted }));
        assert_eq!(practice.setup_client("another").await.unwrap(), None);
        practice.stop().await;
    }

    #[tokio::test]
    async fn the_ready_line_is_there_exactly_as_long_as_the_practice_tenant() {
        let data = tempfile::tempdir().unwrap();
        let practice = started_on(&Arc::default(), data.path());
        practice.start().await.unwrap();
        let line: Value =
            serde_json::from_slice(&fs::read(data.path().join("practice.json")).unwrap()).unwrap();
        assert_eq!(line["portal"], practice.portal().await.unwrap().as_str());
        practice.stop().await;
        assert_eq!(fs::read_dir(data.path()).unwrap().count(), 0);
    }

    #[tokio::test]
    async fn a_practice_tenant_that_cannot_start_says_so_and_is_tried_again() {
        let data = tempfile::tempdir().unwrap();
        let practice = started_on(&Arc::default(), data.path());
        fs::write(&practice.folder, "in the way").unwrap();
        let view = practice.view().await;
        assert!(!view.running);
        assert_eq!(view.problem.unwrap().code, ErrorCode::PracticeUnavailable);
        fs::remove_file(&practice.folder).unwrap();
        assert!(practice.view().await.running);
    }
}
