//! The journal of one registration, as it is written while the tenant is changed.

use std::sync::Arc;

use super::choices::RegistrationChoices;
use super::run::{Act, Entry, EntryState, RegistrationStepId, Run, Runs};
use crate::clock::Clock;
use crate::error::Result;

/// The journal of one connection. What was changed is on disk before anything else goes on.
pub(crate) struct Journal<'a> {
    runs: &'a Runs,
    connection: String,
    clock: Arc<dyn Clock>,
    run: Run,
}

impl<'a> Journal<'a> {
    /// The journal as it stands.
    pub(crate) async fn open(runs: &'a Runs, connection: &str, clock: Arc<dyn Clock>) -> Result<Self> {
        Ok(Self {
            runs,
            connection: connection.to_owned(),
            clock,
            run: runs.of(connection).await?,
        })
    }

    /// What was written last.
    pub(crate) fn run(&self) -> &Run {
        &self.run
    }

    /// Changes it.
    pub(crate) async fn change(&mut self, change: impl FnOnce(&mut Run) + Send + 'static) -> Result<()> {
        let changed = self.runs.change(&self.connection, move |run| {
            change(run);
            run.clone()
        });
        self.run = changed.await?;
        Ok(())
    }

    /// A registration is made, or made whole: the first time under a name that nothing else in the tenant has, and
    /// afterwards under the same. What was done stays written down; what was seen is looked at again.
    pub(crate) async fn begin(&mut self, choices: &RegistrationChoices) -> Result<()> {
        let (choices, now) = (choices.clone(), self.clock.now());
        self.change(move |run| {
            if run.taken_away() {
                *run = Run::default();
            }
            run.id.get_or_insert_with(uuid::Uuid::new_v4);
            run.started_at.get_or_insert(now);
            run.choices = choices;
            (run.stopped, run.undoing) = (None, false);
            run.done.clear();
        })
        .await
    }

    /// Writes down what is sent next, and answers its place in the journal. What was intended already, and never
    /// answered, has its place.
    pub(crate) async fn intend(&mut self, step: RegistrationStepId, act: Act) -> Result<usize> {
        let now = self.clock.now();
        let changed = self.runs.change(&self.connection, move |run| {
            let open = |entry: &Entry| entry.state == EntryState::Intended && entry.act == act;
            let place = run.entries.iter().position(open);
            let place = place.unwrap_or(run.entries.len());
            match run.entries.get_mut(place) {
                Some(entry) => entry.at = now,
                None => run.entries.push(Entry::intended(step, act, now)),
            }
            (place, run.clone())
        });
        let (place, run) = changed.await?;
        self.run = run;
        Ok(place)
    }

    /// The registration is no longer in the tenant. What it took along is written down no more, and what is made next is
    /// another one: the name of the one that is gone may stay taken for as long as Entra keeps it.
    pub(crate) async fn lost(&mut self) -> Result<()> {
        self.change(Run::lost).await
    }

    /// Writes down how far an act is, with the id of what was made where one is known.
    pub(crate) async fn reach(
        &mut self,
        place: usize,
        state: EntryState,
        made: Option<String>,
    ) -> Result<()> {
        self.change(move |run| {
            if let Some(entry) = run.entries.get_mut(place) {
                entry.state = state;
                entry.made = made.or(entry.made.take());
            }
        })
        .await
    }

    /// The first act of which nobody knows whether it was done, among those that fit.
    pub(crate) fn intended(&self, fits: impl Fn(&Entry) -> bool) -> Option<(usize, &Entry)> {
        let entries = self.run.entries.iter().enumerate();
        let mut open = entries.filter(|(_, entry)| entry.state == EntryState::Intended);
        open.find(|(_, entry)| fits(entry))
    }

    /// An act turned out to be done, as a look into the tenant shows.
    pub(crate) async fn found_done(&mut self, act: &Act, made: &str) -> Result<()> {
        match self.intended(|entry| entry.act == *act).map(|(place, _)| place) {
            Some(place) => self.reach(place, EntryState::Done, Some(made.to_owned())).await,
            None => Ok(()),
        }
    }
}
