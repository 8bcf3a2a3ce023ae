//! What is shown of a run.

use super::{Entry, EntryState, RegistrationStepId, Run, RunStepState, RunStepView, RunView};
use crate::clock::rfc3339;

impl Run {
    /// The run as the window shows it; `None` where nothing was ever begun.
    pub(crate) fn view(&self, connection_id: &str) -> Option<RunView> {
        let first = self.entries.first().map(|entry| entry.at);
        let started_at = self.started_at.or(first)?;
        let finished =
            !self.undoing && self.stopped.is_none() && self.done.contains(&RegistrationStepId::Proof);
        Some(RunView {
            connection_id: connection_id.to_owned(),
            started_at: rfc3339(started_at),
            choices: self.choices.clone(),
            client_id: self.client_id.clone(),
            steps: self
                .steps()
                .into_iter()
                .map(|step| self.step_view(step))
                .collect(),
            finished,
            resumable: !finished && !self.taken_away(),
            undoable: self.entries.iter().any(Entry::undoable),
            undoing: self.undoing,
        })
    }

    /// The steps that were begun, in the order in which they are done.
    pub(crate) fn steps(&self) -> Vec<RegistrationStepId> {
        let begun = self.entries.iter().map(|entry| entry.step);
        let looked = self.done.iter().filter(|_| !self.undoing).copied();
        let stopped = self.stopped.iter().map(|(step, _)| *step);
        let mut steps: Vec<_> = begun.chain(looked).chain(stopped).collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }

    /// One step as the window shows it.
    pub(crate) fn step_view(&self, id: RegistrationStepId) -> RunStepView {
        let entries = || self.entries.iter().filter(move |entry| entry.step == id);
        let stopped = self.stopped.as_ref().filter(|(step, _)| *step == id);
        let mut left = entries().filter(|entry| entry.state == EntryState::Left);
        let problem = stopped
            .map(|(_, report)| report.clone())
            .or_else(|| left.find_map(|entry| entry.problem.clone()));
        RunStepView {
            id,
            state: if stopped.is_some() {
                RunStepState::Stopped
            } else {
                self.step_state(id)
            },
            made: entries().filter_map(|entry| entry.made.clone()).collect(),
            problem,
            waited_seconds: self.waited.get(&id).copied(),
        }
    }

    fn step_state(&self, id: RegistrationStepId) -> RunStepState {
        let states: Vec<EntryState> = self
            .entries
            .iter()
            .filter(|entry| entry.step == id)
            .map(|entry| entry.state)
            .collect();
        let settled = |state: &EntryState| matches!(state, EntryState::Undone | EntryState::Left);
        // What was refused while it was made is tried again.
        if self.undoing && !states.is_empty() && states.iter().all(settled) {
            return if states.contains(&EntryState::Left) {
                RunStepState::Left
            } else {
                RunStepState::Undone
            };
        }
        let under_way = |state: &EntryState| matches!(state, EntryState::Intended | EntryState::Undoing);
        if self.undoing {
            let working = states.contains(&EntryState::Undoing);
            return if working {
                RunStepState::Working
            } else {
                RunStepState::Done
            };
        }
        if self.done.contains(&id) && !states.iter().any(under_way) {
            RunStepState::Done
        } else {
            RunStepState::Working
        }
    }
}
