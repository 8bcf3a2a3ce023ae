//! Makes a registration what its goal needs.
//!
//! Each step first looks at what is in the tenant and sends only what is missing, so that it can be done again at any time:
//! after a stop, after a crash between a call and its answer, or when all is done already. Before each call the journal
//! says so; what it calls intended after a crash is looked for before anything is sent again.

mod application;
mod certificate;
mod grants;
mod principals;
mod secret;

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

pub(crate) use self::secret::AddedSecret;
use super::directory::Directory;
use super::found::ServicePrincipal;
use super::journal::Journal;
use super::plan::{ResolvedPermission, resource_of};
use super::request::DirectoryRequest;
use super::run::{EntryState, RegistrationStepId, RunEvent};
use super::target::Target;
use crate::checklist::pause;
use crate::clock::Clock;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::http::Answer;

/// So long after the last change the directory may not know yet of what was made. Entra publishes no figure; public
/// scripts wait for seconds, and give up after some minutes (see `checklist/patience.rs`).
const PATIENCE: Duration = Duration::from_secs(3 * 60);

/// A registration that is being made.
pub(crate) struct Applying<'a> {
    pub(crate) journal: Journal<'a>,
    pub(crate) target: Target,
    pub(crate) cancelled: CancellationToken,
    directory: Directory<'a>,
    clock: Arc<dyn Clock>,
    tell: &'a (dyn Fn(RunEvent) + Send + Sync),
    /// The step under way, and since when.
    step: RegistrationStepId,
    since: Timestamp,
    /// What it waited for until now was for the tenant to know.
    waited: bool,
    consented: Option<Timestamp>,
}

/// Does a report say of something that the tenant may not know of it everywhere yet?
type Late = fn(&ErrorReport) -> bool;

impl<'a> Applying<'a> {
    pub(crate) fn new(
        (directory, journal): (Directory<'a>, Journal<'a>),
        target: Target,
        clock: Arc<dyn Clock>,
        cancelled: CancellationToken,
        tell: &'a (dyn Fn(RunEvent) + Send + Sync),
    ) -> Self {
        Self {
            journal,
            target,
            cancelled,
            directory,
            since: clock.now(),
            clock,
            tell,
            step: RegistrationStepId::Application,
            waited: false,
            consented: None,
        }
    }

    /// The step under way.
    pub(crate) fn step(&self) -> RegistrationStepId {
        self.step
    }

    /// Begins a step.
    pub(crate) fn enter(&mut self, step: RegistrationStepId) -> Result<()> {
        self.go_on()?;
        (self.step, self.since, self.waited) = (step, self.clock.now(), false);
        Ok(())
    }

    /// Notes that the step under way is done, and how long the tenant took.
    pub(crate) async fn leave(&mut self) -> Result<()> {
        let (step, waited) = (self.step, self.waited.then(|| self.seconds()));
        self.journal
            .change(move |run| {
                run.done.push(step);
                run.waited.remove(&step);
                run.waited.extend(waited.map(|seconds| (step, seconds)));
            })
            .await
    }

    /// Somebody consented on Entra's page just now, which is a change that no journal knows.
    pub(crate) fn was_consented(&mut self) {
        self.consented = Some(self.clock.now());
    }

    /// The step under way had to wait until the tenant knew.
    pub(crate) fn was_late(&mut self) {
        self.waited = true;
    }

    /// So long the step has taken.
    fn seconds(&self) -> u32 {
        let seconds = self.clock.now().duration_since(self.since).as_secs();
        u32::try_from(seconds).unwrap_or_default()
    }

    /// The person may have had enough: looked at between two calls, never in one.
    fn go_on(&self) -> Result<()> {
        if self.cancelled.is_cancelled() {
            return Err(ErrorReport::new(ErrorCode::Cancelled));
        }
        Ok(())
    }

    /// Sends what the journal says is intended at `place`. `None`: the tenant may not know yet of what the request is
    /// about, and a pause has passed. What is refused for good was never done.
    async fn send(
        &mut self,
        place: usize,
        request: &DirectoryRequest,
        (looks, late): (&mut u32, Late),
    ) -> Result<Option<Answer>> {
        self.go_on()?;
        match self.directory.send(request).await {
            Ok(answer) => Ok(Some(answer)),
            Err(report) if late(&report) => self.patience(looks, report).await.map(|()| None),
            Err(report) => {
                if refused(&report) {
                    self.journal.reach(place, EntryState::Undone, None).await?;
                }
                Err(report)
            }
        }
    }

    /// What a request finds, asked for until the directory knows it.
    async fn known<T: serde::de::DeserializeOwned>(&mut self, request: &DirectoryRequest) -> Result<T> {
        let mut looks = 0;
        loop {
            self.go_on()?;
            match self.directory.object(request).await {
                Err(report) if may_be_late(&report) => self.patience(&mut looks, report).await?,
                outcome => return outcome,
            }
        }
    }

    /// Lets a pause pass before the next look; ends with the report once that was done for long enough.
    pub(crate) async fn patience(&mut self, looks: &mut u32, report: ErrorReport) -> Result<()> {
        *looks += 1;
        let next = pause(*looks);
        let now = self.clock.now();
        let entries = self.journal.run().entries.iter().map(|entry| entry.at);
        let last_change = entries.chain(self.consented).max();
        let fresh = last_change.is_some_and(|at| now + next <= at + PATIENCE);
        if !fresh {
            return Err(report);
        }
        self.was_late();
        (self.tell)(RunEvent::Waiting {
            id: self.step,
            seconds: self.seconds(),
        });
        let (clock, cancelled) = (Arc::clone(&self.clock), self.cancelled.clone());
        tokio::select! {
            () = cancelled.cancelled() => return Err(ErrorReport::new(ErrorCode::Cancelled)),
            () = clock.sleep(next) => (),
        }
        Ok(())
    }

    /// The service principals of the APIs, as far as the tenant has them.
    async fn resources(&mut self) -> Result<Vec<ServicePrincipal>> {
        let mut found = Vec::new();
        for api in self.target.apis() {
            let find = DirectoryRequest::find_service_principal(api.app_id());
            found.extend(self.directory.found::<ServicePrincipal>(&find).await?);
        }
        Ok(found)
    }

    /// The permissions with the ids that they have in this tenant. What an API does not offer here stops the run.
    async fn permissions(&mut self) -> Result<(Vec<ServicePrincipal>, Vec<ResolvedPermission>)> {
        let resources = self.resources().await?;
        let (permissions, missing) = self.target.offered(&resources);
        match missing.into_iter().next() {
            Some(report) => Err(report),
            None => Ok((resources, permissions)),
        }
    }

    /// Does the tenant lack an API?
    pub(crate) async fn lacks_resources(&mut self) -> Result<bool> {
        let resources = self.resources().await?;
        let apis = self.target.apis();
        Ok(apis.into_iter().any(|api| resource_of(&resources, api).is_none()))
    }
}

/// The directory answered, and the answer was no.
fn refused(report: &ErrorReport) -> bool {
    status(report).is_some_and(|status| (400..500).contains(&status))
}

/// What a directory says of something that it does not know everywhere yet: "not found", "does not reference a valid
/// object", or that it is there although it could not be seen.
fn may_be_late(report: &ErrorReport) -> bool {
    report.code == ErrorCode::DirectoryObjectUnknown || status(report) == Some(409)
}

/// The same of a request that names another object by its id, which is then called a bad one.
fn may_name_what_is_late(report: &ErrorReport) -> bool {
    may_be_late(report) || status(report) == Some(400)
}

fn status(report: &ErrorReport) -> Option<u16> {
    report.trace.as_ref()?.http_status
}
