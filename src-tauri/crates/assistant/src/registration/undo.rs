//! Takes a registration away again: what the journal says was made, backwards, and nothing else.
//!
//! Whatever is to be undone is looked for first, so that a call whose answer was lost, a crash at any place, and somebody
//! who was faster all end alike. Deleting an app takes its secrets, certificates, grants and its enterprise application
//! at home along (application-delete.md): no call is spent on these; that they are gone is looked at.

mod find;
mod restore;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio_util::sync::CancellationToken;

use self::find::{Found, find};
use super::directory::Directory;
use super::request::DirectoryRequest;
use super::run::{Act, Entry, EntryState, RegistrationStepId, Run, RunEvent, Runs};
use crate::checklist::pause;
use crate::clock::Clock;
use crate::error::{ErrorCode, ErrorReport, Result};

/// So long after a change another part of the directory may not know of it. Entra publishes no figure; what
/// `checklist::PATIENCE` says of secrets is the slowest.
const SPREAD: SignedDuration = SignedDuration::from_mins(2);

/// What was sent so often and is still there will not go by being sent again.
const MAX_SENT: u32 = 3;

/// Undoes a run.
pub(crate) struct Undo<'a> {
    pub(crate) directory: Directory<'a>,
    pub(crate) runs: &'a Runs,
    pub(crate) connection: &'a str,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) cancelled: CancellationToken,
    pub(crate) tell: &'a (dyn Fn(RunEvent) + Send + Sync),
    /// Gives a finding the link to the page that it names.
    pub(crate) link: &'a (dyn Fn(ErrorReport) -> ErrorReport + Send + Sync),
}

impl Undo<'_> {
    /// Undoes everything, or stops at the first refusal; the run says which.
    pub(crate) async fn undo(&mut self) -> Result<Run> {
        let mut run = self.change(begin).await?;
        while let Some(at) = run.next_to_undo() {
            let step = run.entries[at].step;
            let done = match self.entry(run.clone(), at).await {
                Ok(done) => done,
                Err(report) => {
                    let report = (self.link)(report);
                    self.change(move |run| run.stopped = Some((step, report))).await?
                }
            };
            self.tell_changes(&run, &done);
            run = done;
            if run.stopped.is_some() {
                break;
            }
        }
        Ok(run)
    }

    /// Undoes one act: looks, takes away, looks again until it is gone.
    async fn entry(&mut self, mut run: Run, at: usize) -> Result<Run> {
        let mut sent: Option<Timestamp> = None;
        let (mut times, mut looks, begun) = (0, 0, self.clock.now());
        loop {
            if self.cancelled.is_cancelled() {
                return Err(ErrorReport::new(ErrorCode::Cancelled));
            }
            let entry = &run.entries[at];
            let spreading = |since: Timestamp| self.clock.now().duration_since(since) < SPREAD;
            let (undo, made) = match find(&mut self.directory, &run, entry).await? {
                Found::Nothing if entry.may_appear() && spreading(entry.at) => (None, None),
                Found::Nothing => return self.settle(at, EntryState::Undone, None).await,
                Found::Kept(report) => {
                    let report = (self.link)(report);
                    return self.settle(at, EntryState::Left, Some(report)).await;
                }
                Found::There { .. } if sent.is_some_and(spreading) => (None, None),
                Found::There { .. } if times == MAX_SENT => {
                    return Err(ErrorReport::new(ErrorCode::DirectoryObjectUnknown));
                }
                Found::There { made, undo } => (Some(undo), made),
            };
            if let Some(undo) = undo {
                let before = run;
                run = self.mark(at, made).await?;
                self.tell_changes(&before, &run);
                self.send(&undo).await?;
                (sent, times, looks) = (Some(self.clock.now()), times + 1, 0);
            } else {
                looks += 1;
                self.wait(run.entries[at].step, begun, pause(looks)).await;
            }
        }
    }

    /// Whoever was faster did the same.
    async fn send(&mut self, undo: &DirectoryRequest) -> Result<()> {
        match self.directory.send(undo).await {
            Err(report) if report.code != ErrorCode::DirectoryObjectUnknown => Err(report),
            _ => Ok(()),
        }
    }

    async fn wait(&self, id: RegistrationStepId, begun: Timestamp, pause: Duration) {
        let so_far = self.clock.now().duration_since(begun).as_secs();
        let seconds = u32::try_from(so_far).unwrap_or_default();
        (self.tell)(RunEvent::Waiting { id, seconds });
        tokio::select! {
            () = self.cancelled.cancelled() => (),
            () = self.clock.sleep(pause) => (),
        }
    }

    /// Writes down that an act is to be undone next, and what of it was found.
    async fn mark(&self, at: usize, made: Option<String>) -> Result<Run> {
        self.change(move |run| {
            if let Some(entry) = run.entries.get_mut(at) {
                entry.state = EntryState::Undoing;
                entry.made = made.or_else(|| entry.made.take());
            }
        })
        .await
    }

    /// Writes down how an act ended. What goes with an app has gone with it.
    async fn settle(&self, at: usize, state: EntryState, problem: Option<ErrorReport>) -> Result<Run> {
        self.change(move |run| {
            let app = matches!(run.entries[at].act, Act::CreateApplication { .. });
            let with_it: Vec<bool> = (run.entries.iter())
                .map(|entry| app && run.goes_with_the_app(entry))
                .collect();
            for (index, (entry, with_it)) in run.entries.iter_mut().zip(with_it).enumerate() {
                if index == at || with_it {
                    entry.state = state;
                }
            }
            run.entries[at].problem = problem;
        })
        .await
    }

    async fn change(&self, change: impl FnOnce(&mut Run) + Send + 'static) -> Result<Run> {
        let changed = |run: &mut Run| {
            change(run);
            run.clone()
        };
        self.runs.change(self.connection, changed).await
    }

    fn tell_changes(&self, before: &Run, after: &Run) {
        for id in after.steps() {
            let step = after.step_view(id);
            if step != before.step_view(id) {
                (self.tell)(RunEvent::Step { step: Box::new(step) });
            }
        }
    }
}

/// What was left once is looked at again: what rested on it may be gone.
fn begin(run: &mut Run) {
    (run.undoing, run.stopped) = (true, None);
    for entry in &mut run.entries {
        if entry.state == EntryState::Left {
            (entry.state, entry.problem) = (EntryState::Done, None);
        }
    }
}

impl Run {
    /// The run made the app, so that the app goes when the run is undone.
    pub(crate) fn made_the_app(&self) -> bool {
        let made = |entry: &Entry| matches!(entry.act, Act::CreateApplication { .. });
        self.entries.iter().any(made)
    }

    /// Backwards, and nothing of what goes with the app.
    fn next_to_undo(&self) -> Option<usize> {
        let next = |entry: &Entry| entry.undoable() && !self.goes_with_the_app(entry);
        self.entries.iter().rposition(next)
    }

    /// A run is about one app. If it made the app, all else that it made is the app's, but for the service principals of
    /// APIs.
    fn goes_with_the_app(&self, entry: &Entry) -> bool {
        let is_the_app = matches!(entry.act, Act::CreateApplication { .. });
        !is_the_app && entry.act.is_of_the_app(self.client_id.as_deref()) && self.made_the_app()
    }
}

impl Entry {
    /// What was intended may have been made all the same, and be told a while later.
    fn may_appear(&self) -> bool {
        let makes = matches!(
            self.act,
            Act::CreateApplication { .. }
                | Act::CreateServicePrincipal { .. }
                | Act::AddPassword { .. }
                | Act::AddCertificate { .. }
                | Act::AssignRole { .. }
                | Act::Grant { .. }
        );
        makes && self.made.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(acts: impl IntoIterator<Item = Act>) -> Run {
        let entry = |act| {
            let at = Timestamp::UNIX_EPOCH;
            let mut entry = Entry::intended(RegistrationStepId::Application, act, at);
            entry.state = EntryState::Done;
            entry
        };
        let mut run = Run::default();
        run.client_id = Some("own".into());
        run.entries = acts.into_iter().map(entry).collect();
        run
    }

    fn principal(app_id: &str) -> Act {
        Act::CreateServicePrincipal {
            app_id: app_id.into(),
        }
    }

    fn secret() -> Act {
        Act::AddPassword {
            application: "object".into(),
            name: "Handrail".into(),
        }
    }

    #[test]
    fn what_goes_with_the_app_costs_no_call() {
        let app = Act::CreateApplication {
            unique_name: "handrail".into(),
        };
        let mut run = run([app, principal("own"), principal("api"), secret()]);
        assert_eq!(run.next_to_undo(), Some(2));
        run.entries[2].state = EntryState::Left;
        assert_eq!(run.next_to_undo(), Some(0));
        run.entries[0].state = EntryState::Undone;
        assert_eq!(run.next_to_undo(), None);
    }

    #[test]
    fn of_an_app_that_was_there_before_each_act_is_undone_the_last_one_first() {
        let mut run = run([principal("own"), secret()]);
        assert_eq!(run.next_to_undo(), Some(1));
        run.entries[1].state = EntryState::Undone;
        assert_eq!(run.next_to_undo(), Some(0));
    }
}
