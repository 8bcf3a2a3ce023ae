//! The façade: one method for each thing that a person or a script asks for, in the order of the journey.

mod accounts;
mod answering;
mod board;
mod cards;
mod certificates;
mod changing;
mod changing_incident;
mod checking;
mod comparing;
mod consenting;
mod customers;
mod diagnosing;
mod drifting;
mod hosts;
mod hunting;
mod incident;
mod inviting;
mod partner_health;
mod planning;
mod presence;
mod reading;
mod readings;
mod registering;
mod registration;
mod repairing;
mod report;
mod rotating;
mod running;
mod saving;
mod setting_up;
mod showing;
mod signing_in;
mod snippets;
mod supporting;
mod sweeping;
mod undoing;
mod watches;
mod watching;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use secrecy::{ExposeSecret, SecretString};

use self::readings::Readings;
use self::running::{Running, Turns};
use self::setting_up::Setups;
use self::watches::Watches;
use crate::checklist::{Checklist, Probe, StepId, place};
use crate::cloud::{Cloud, CloudChoice};
use crate::connection::{Connection, Connections};
use crate::defender::SavedQueries;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::{Http, Outbound};
use crate::ids::{TenantId, TenantName};
use crate::outside::Doors;
use crate::registration::Runs;
use crate::results::Held;
use crate::session::Session;
use crate::sign_in::{Attempts, PendingConsent};
use crate::support::Previews;
use crate::tenants::{Allowance, Rosters};
use crate::token::{Claims, Signature, TokenInspection, TokenView, inspect};

/// The assistant. Cheap to clone; all clones are the same one.
#[derive(Clone)]
pub struct Assistant(Arc<Inner>);

struct Inner {
    session: Arc<Session>,
    connections: Arc<Connections>,
    attempts: Attempts,
    readings: Readings,
    /// What is shown, by connection and kind: a new reading takes the place of the last.
    results: Mutex<HashMap<String, Arc<Held>>>,
    running: Running,
    hunting: Running,
    queries: SavedQueries,
    rosters: Rosters,
    /// What was done to registrations.
    runs: Runs,
    registering: Running,
    turns: Turns,
    setups: Setups,
    watches: Watches,
    looking: Running,
    /// Of all connections together.
    allowance: Mutex<Allowance>,
    adding: Running,
    checking: Running,
    consents: Mutex<HashMap<String, Arc<PendingConsent>>>,
    /// The consent page of one customer of a roster, by connection.
    customer_consents: Mutex<HashMap<String, (TenantId, Arc<PendingConsent>)>>,
    measuring: Running,
    sweeping: Running,
    /// The support bundle that is being read.
    previews: Previews,
}

impl Assistant {
    /// An assistant with these doors and clouds. The first cloud of a name counts.
    pub fn new(doors: Doors, clouds: Vec<Cloud>, outbound: &Outbound) -> Result<Self> {
        let http = Http::new(outbound, Arc::clone(&doors.clock))?;
        let connections = Arc::new(Connections::new(Arc::clone(&doors.profiles)));
        let queries = SavedQueries::new(Arc::clone(&doors.queries));
        let rosters = Rosters::new(Arc::clone(&doors.customers));
        let runs = Runs::new(Arc::clone(&doors.registrations));
        Ok(Self(Arc::new(Inner {
            session: Arc::new(Session::new(http, doors, clouds, Arc::clone(&connections))),
            connections,
            attempts: Attempts::default(),
            readings: Readings::default(),
            results: Mutex::default(),
            running: Running::default(),
            hunting: Running::default(),
            queries,
            rosters,
            runs,
            registering: Running::default(),
            turns: Turns::default(),
            setups: Setups::default(),
            watches: Watches::default(),
            looking: Running::default(),
            allowance: Mutex::default(),
            adding: Running::default(),
            checking: Running::default(),
            consents: Mutex::default(),
            customer_consents: Mutex::default(),
            measuring: Running::default(),
            sweeping: Running::default(),
            previews: Previews::default(),
        })))
    }

    /// Adds a cloud (the practice tenant, a person's own file), replacing one of the same id.
    pub fn add_cloud(&self, cloud: Cloud) {
        self.0.session.add_cloud(cloud);
    }

    /// Offers a cloud no longer. Connections to it stay stored, and are unknown until it is added again.
    pub fn remove_cloud(&self, id: &str) {
        self.0.session.remove_cloud(id);
    }

    /// The clouds to choose from.
    pub fn clouds(&self) -> Vec<CloudChoice> {
        self.0.session.cloud_choices()
    }

    /// The connection's token, judged. Takes one where there is none.
    pub async fn token(&self, id: &str) -> Result<TokenView> {
        let connection = self.0.connections.one(id).await?;
        let session = &self.0.session;
        let token = self
            .noted(&connection, session.access_token(&connection).await)
            .await?;
        Ok(session.judged(&connection, &token).await?.view)
    }

    /// Looks at a token from anywhere. Its signature is checked where a cloud that is known publishes its key.
    pub async fn inspect_token(&self, token: SecretString) -> Result<TokenInspection> {
        let text = token.expose_secret().trim();
        let text = text.strip_prefix("Bearer ").unwrap_or(text);
        let signature = self.published_signature(text).await;
        let clouds = self.0.session.clouds();
        let inspection = inspect(text, signature, &clouds, self.0.session.now());
        inspection.ok_or_else(|| ErrorReport::new(ErrorCode::AnswerNotUnderstood).with("message", "JWT"))
    }

    async fn published_signature(&self, token: &str) -> Signature {
        let tenant = Claims::decode(token)
            .and_then(|claims| claims.tenant_id().parse().ok())
            .map(TenantName::Id);
        let Some(tenant) = tenant else {
            return Signature::NotChecked;
        };
        let mut best = Signature::NotChecked;
        // A person's own cloud first: it is why they named it.
        let mut clouds = self.0.session.clouds();
        clouds.retain(Cloud::has_apis);
        clouds.sort_by_key(|cloud| !cloud.custom);
        clouds.dedup_by(|a, b| a.authority == b.authority);
        for cloud in clouds {
            let Ok(discovery) = crate::tenant::discover(&self.0.session.http, &cloud, &tenant).await else {
                continue;
            };
            match self.0.session.signature(&discovery, token).await {
                Ok(Signature::UnknownKey) | Err(_) => best = Signature::UnknownKey,
                Ok(found) => return found,
            }
        }
        best
    }

    fn open(&self, url: &url::Url) -> Result<()> {
        let opened = self.0.session.doors.browser.open(url);
        opened.map_err(|error| ErrorReport::new(ErrorCode::BrowserNotOpened).detailed(error))
    }

    fn shown(&self, connection: &Connection) -> Result<Checklist> {
        Ok(Checklist::of(
            connection,
            &self.0.session.cloud(&connection.cloud)?,
        ))
    }

    /// Stores what a probe saw, unless the registration or the account was changed meanwhile. What others saw of other
    /// steps meanwhile stays.
    async fn keep_trail(&self, probe: Probe<'_>) -> Result<Checklist> {
        let (before, seen) = (probe.begun, probe.connection);
        let updated = self
            .0
            .connections
            .update(&seen.id, |connection| {
                let same_account = connection.accounts.current() == seen.accounts.current();
                if (connection.client_id, connection.goal) == (seen.client_id, seen.goal)
                    && connection.customer == seen.customer
                    && same_account
                {
                    connection.trail.take_over(&before, seen.trail);
                }
            })
            .await?;
        self.shown(&updated)
    }

    /// What only a browser showed is hearsay, and maybe old: it is noted where no proof speaks against it.
    async fn note_pasted(&self, connection: &Connection, report: &ErrorReport) {
        let step = report.step.and_then(|step| place(connection.goal, step));
        if let Some(step) = step
            && report.finding
            && !connection.trail.proved(step)
        {
            self.note(connection, step, report).await;
        }
    }

    async fn note(&self, connection: &Connection, step: StepId, report: &ErrorReport) {
        let noted = report.clone();
        let object = |connection: &mut Connection| connection.trail.object(step, noted);
        if let Err(unnoted) = self.0.connections.update(&connection.id, object).await {
            tracing::warn!(report = %unnoted, "the finding was not noted");
        }
    }

    /// Puts a report into the connection's trail on its way to the caller, so that the step turns red.
    async fn noted<T>(&self, connection: &Connection, outcome: Result<T>) -> Result<T> {
        let Err(report) = outcome else { return outcome };
        let cloud = self.0.session.cloud(&connection.cloud)?;
        let step = report.step.and_then(|step| place(connection.goal, step));
        if report.finding {
            self.note(connection, step.unwrap_or(StepId::Incidents), &report)
                .await;
        }
        Err(connection.link(report, &cloud))
    }
}
