//! One question asked of all customers.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Assistant;
use super::presence::while_there;
use crate::connection::{Connection, Customer};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::TenantName;
use crate::lock::lock;
use crate::outside::Speech;
use crate::tenants::{
    Asker, CustomerRecord, Header, Sweep, SweepFolder, SweepProgress, SweepQuery, SweepQuestion, SweepView,
    Swept, Told, UnfinishedSweep, unfinished,
};

impl Assistant {
    /// Asks a question of customers, each in its own tenant, and writes their files into a folder of its own.
    ///
    /// A customer that fails keeps no other from being asked. What is wrong with the partner's own registration ends
    /// the sweep: `complete` is false and `stopped` says why. [`Self::resume_sweep`] goes on.
    pub async fn sweep(
        &self,
        id: &str,
        query: &SweepQuery,
        folder: &Path,
        speech: Arc<dyn Speech>,
        on_progress: impl Fn(SweepProgress) + Send + Sync + 'static,
    ) -> Result<SweepView> {
        let connection = self.0.connections.one(id).await?;
        let customers = chosen(self.0.rosters.of(id).await?.customers, query)?;
        let header = Header::new(&connection, query, &customers, &*self.0.session.doors.clock)?;
        let asker = self.asker(connection, speech, on_progress);
        let sweep = Sweep::begin(asker, SweepFolder::create(folder)?, header)?;
        self.swept(id, sweep).await
    }

    /// Goes on with a sweep where it stopped: what was answered is not asked again, and who failed is asked anew.
    pub async fn resume_sweep(
        &self,
        id: &str,
        folder: &Path,
        speech: Arc<dyn Speech>,
        on_progress: impl Fn(SweepProgress) + Send + Sync + 'static,
    ) -> Result<SweepView> {
        let connection = self.0.connections.one(id).await?;
        let asker = self.asker(connection, speech, on_progress);
        let sweep = Sweep::resume(asker, SweepFolder::open(folder)?)?;
        self.swept(id, sweep).await
    }

    /// What the sweep in a folder asks; `None` where there is none that could go on.
    pub fn sweep_question(&self, folder: &Path) -> Option<SweepQuestion> {
        Some(Header::peek(folder)?.question)
    }

    /// Ends the sweep of a connection; what is there stays, and it can go on later.
    pub fn cancel_sweep(&self, id: &str) {
        self.0.sweeping.cancel(id);
    }

    /// The sweeps of a connection in the folders below this one that can go on, the newest first.
    pub async fn unfinished_sweeps(&self, id: &str, within: &Path) -> Result<Vec<UnfinishedSweep>> {
        let connection = self.0.connections.one(id).await?;
        let within = within.to_owned();
        let found = tokio::task::spawn_blocking(move || unfinished_within(&within, &connection));
        found
            .await
            .map_err(|error| ErrorReport::new(ErrorCode::Internal).detailed(error))
    }

    /// Forgets what a sweep needs to go on. The files of its customers stay.
    pub async fn discard_sweep(&self, id: &str, folder: &Path) -> Result<()> {
        let connection = self.0.connections.one(id).await?;
        let kept = SweepFolder::open(folder)?;
        match Header::read(&kept) {
            Ok(header) if !header.belongs_to(&connection) => {
                Err(ErrorReport::new(ErrorCode::SweepUnreadable).with("path", folder.display()))
            }
            _ => kept.forget(),
        }
    }

    /// A folder for a sweep that begins now, below this one.
    pub fn sweep_folder(&self, within: &Path) -> PathBuf {
        let now = self.0.session.now().to_zoned(jiff::tz::TimeZone::system());
        within.join(now.strftime("Sweep %Y-%m-%dT%H.%M.%S").to_string())
    }

    fn asker(
        &self,
        connection: Connection,
        speech: Arc<dyn Speech>,
        on_progress: impl Fn(SweepProgress) + Send + Sync + 'static,
    ) -> Asker {
        Asker {
            session: Arc::clone(&self.0.session),
            cancelled: self.0.sweeping.begin(&connection.id),
            connection,
            speech,
            on_progress: Box::new(on_progress),
        }
    }

    /// Runs a sweep, holds its rows, and notes in the roster what was seen of each customer.
    async fn swept(&self, id: &str, sweep: Arc<Sweep>) -> Result<SweepView> {
        let (home, api) = sweep.asked();
        let run = Box::pin(sweep.run());
        let swept = while_there(&self.0.connections, id, run, || self.cancel_sweep(id));
        let Swept { view, held, ended } = swept.await?;
        if let Some(held) = held {
            lock(&self.0.results).insert(view.result_id.clone(), held);
        }
        let noted = self.0.rosters.change(id, move |roster| {
            let wanted = roster.all_wanted(home.goal);
            let told = Told {
                home: &home,
                wanted: &wanted,
                api,
            };
            for one in &ended {
                if let Some(record) = roster.customer_mut(one.tenant_id) {
                    told.note(record, one);
                }
            }
        });
        if let Err(report) = noted.await {
            tracing::warn!(%report, "what a sweep saw of its customers was not noted");
        }
        Ok(view)
    }
}

/// The customers that are meant, in the order of the roster.
fn chosen(customers: Vec<CustomerRecord>, query: &SweepQuery) -> Result<Vec<CustomerRecord>> {
    let Some(ids) = &query.tenant_ids else {
        return Ok(customers);
    };
    let wanted: HashSet<TenantName> = ids.iter().map(|id| id.parse()).collect::<Result<_>>()?;
    let names = |record: &CustomerRecord| {
        let Customer { tenant_id, domain } = &record.customer;
        [TenantName::Id(*tenant_id), TenantName::Domain(domain.clone())]
    };
    let known: HashSet<TenantName> = customers.iter().flat_map(names).collect();
    if let Some(unknown) = wanted.iter().find(|name| !known.contains(name)) {
        return Err(ErrorReport::new(ErrorCode::CustomerUnknown).with("tenant", unknown));
    }
    let meant = |record: &CustomerRecord| names(record).iter().any(|name| wanted.contains(name));
    Ok(customers.into_iter().filter(meant).collect())
}

fn unfinished_within(within: &Path, connection: &Connection) -> Vec<UnfinishedSweep> {
    let entries = fs::read_dir(within).into_iter().flatten().flatten();
    let sweeps = entries.filter_map(|entry| {
        // One that runs at this moment needs nobody to go on with it.
        let folder = SweepFolder::open(&entry.path()).ok()?;
        unfinished(&folder, connection)
    });
    let mut sweeps: Vec<UnfinishedSweep> = sweeps.collect();
    sweeps.sort_by(|one, other| other.started_at.cmp(&one.started_at));
    sweeps
}
