//! One question asked of all customers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Assistant;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::outside::Speech;
use crate::tenants::{SweepProgress, SweepQuery, SweepView, UnfinishedSweep};

impl Assistant {
    /// Asks a question of customers, each in its own tenant, and writes their files into a folder of its own.
    ///
    /// A customer that fails keeps no other from being asked. What is wrong with the partner's own registration ends
    /// the sweep: `complete` is false and `stopped` says why. [`Self::resume_sweep`] goes on.
    pub async fn sweep(
        &self,
        id: &str,
        _query: &SweepQuery,
        _folder: &Path,
        _speech: Arc<dyn Speech>,
        _on_progress: impl Fn(SweepProgress) + Send + Sync + 'static,
    ) -> Result<SweepView> {
        self.0.connections.one(id).await?;
        Err(ErrorReport::new(ErrorCode::SweepUnreadable))
    }

    /// Goes on with a sweep where it stopped: what was answered is not asked again, and who failed is asked anew.
    pub async fn resume_sweep(
        &self,
        id: &str,
        _folder: &Path,
        _speech: Arc<dyn Speech>,
        _on_progress: impl Fn(SweepProgress) + Send + Sync + 'static,
    ) -> Result<SweepView> {
        self.0.connections.one(id).await?;
        Err(ErrorReport::new(ErrorCode::SweepUnreadable))
    }

    /// Ends the sweep of a connection; what is there stays, and it can go on later.
    pub fn cancel_sweep(&self, id: &str) {
        self.0.sweeping.cancel(id);
    }

    /// The sweeps of a connection in the folders below this one that can go on, the newest first.
    pub async fn unfinished_sweeps(&self, id: &str, _within: &Path) -> Result<Vec<UnfinishedSweep>> {
        self.0.connections.one(id).await?;
        Ok(Vec::new())
    }

    /// Forgets what a sweep needs to go on. The files of its customers stay.
    pub async fn discard_sweep(&self, id: &str, _folder: &Path) -> Result<()> {
        self.0.connections.one(id).await?;
        Ok(())
    }

    /// A folder for a sweep that begins now, below this one.
    pub fn sweep_folder(&self, within: &Path) -> PathBuf {
        let now = self.0.session.now().to_zoned(jiff::tz::TimeZone::system());
        within.join(now.strftime("Sweep %Y-%m-%dT%H.%M.%S").to_string())
    }
}
