//! What is heard while a tenant is changed: a line for each step that came to its end, and how the command ends.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::registration::{RegistrationStepId, RunEvent, RunStepState, RunStepView, RunView};
use serde::Serialize;
use serde_json::{Value, json};

use crate::console::{Console, tell};
use crate::failure::{Failure, reported};
use crate::sign_in::tell_code;

/// The lines of a command that works step by step.
pub(super) struct Told {
    console: Console,
    /// With these a step has come to its end.
    ends: &'static [RunStepState],
    /// What was said of each step last: some commands tell all their steps again and again.
    steps: Mutex<BTreeMap<RegistrationStepId, RunStepView>>,
}

impl Told {
    /// Of a command that makes something.
    pub(super) fn making(console: Console) -> Self {
        Self::ending(console, &[RunStepState::Done, RunStepState::Stopped])
    }

    /// Of a command that takes something away: done is what it was before.
    pub(super) fn undoing(console: Console) -> Self {
        let ends = &[RunStepState::Undone, RunStepState::Left, RunStepState::Stopped];
        Self::ending(console, ends)
    }

    fn ending(console: Console, ends: &'static [RunStepState]) -> Self {
        Self {
            console,
            ends,
            steps: Mutex::default(),
        }
    }

    pub(super) fn hear(&self, event: &RunEvent) {
        let words = self.console.words();
        match event {
            RunEvent::Step { step } => self.step(step),
            RunEvent::Waiting { id, seconds } => {
                let values = [
                    ("step", said(*id, self.console)),
                    ("seconds", seconds.to_string()),
                ];
                self.console.progress(&words.text("cli.register.waiting", values));
            }
            RunEvent::InBrowser {
                link,
                code: Some(code),
                ..
            } => tell_code(link, code, words),
            RunEvent::InBrowser { id, link, .. } => {
                self.console.progress_done();
                tell(&words.text(&format!("cli.register.in_browser.{}", name(id)), [("link", link)]));
            }
            RunEvent::Checklist { .. } => (),
        }
    }

    fn step(&self, step: &RunStepView) {
        let mut steps = self.steps.lock().unwrap_or_else(PoisonError::into_inner);
        if !self.ends.contains(&step.state) || steps.get(&step.id) == Some(step) {
            return;
        }
        steps.insert(step.id, step.clone());
        self.console.progress_done();
        let state = format!("registration.run_state.{}", name(&step.state));
        let values = [
            ("step", said(step.id, self.console)),
            ("state", self.console.words().plain(&state)),
        ];
        self.console
            .say(&self.console.words().text("cli.register.line", values));
        if let Some(report) = &step.problem {
            self.console.report(report);
        }
        // Whoever reads the lines may have gone; what is done to the tenant is not for them.
        let _ = self.console.document(&line(step, self.console));
    }
}

/// A step as other programs read it.
fn line(step: &RunStepView, console: Console) -> Value {
    let mut line = json!({
        "step": spelled(step.id),
        "state": step.state,
        "waitedSeconds": step.waited_seconds,
        "made": step.made,
    });
    reported(&mut line, step.problem.as_ref(), console.words());
    line
}

/// What the steps say about how it went: a finding where one stopped it, partly done where something was left.
pub(super) fn ended(view: &RunView) -> Result<(), Failure> {
    let problem = |state| {
        let mut stopped = view.steps.iter().filter(move |step| step.state == state);
        stopped.find_map(|step| step.problem.as_ref())
    };
    match (problem(RunStepState::Stopped), problem(RunStepState::Left)) {
        (Some(report), _) => Err(stopped_by(report)),
        (None, Some(_)) => Err(Failure::ToldPartly),
        (None, None) => Ok(()),
    }
}

fn stopped_by(report: &ErrorReport) -> Failure {
    match report.code {
        ErrorCode::Cancelled | ErrorCode::SignInCancelled => Failure::ToldCancelled,
        _ if report.finding => Failure::Told,
        _ => Failure::ToldError,
    }
}

/// The last line of what takes something away, or puts something in the place of another.
pub(super) fn summary(view: &RunView, complete: bool) -> Value {
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for step in &view.steps {
        *states.entry(name(&step.state)).or_default() += 1;
    }
    json!({"summary": {
        "connection": view.connection_id,
        "clientId": view.client_id,
        "steps": states,
        "complete": complete,
        "resumable": view.resumable,
        "undoable": view.undoable,
    }})
}

/// The name of a step, for people.
pub(super) fn said(id: RegistrationStepId, console: Console) -> String {
    console.words().plain(&format!("registration.step.{}", name(&id)))
}

/// A step as other steps are spelled for programs.
pub(super) fn spelled(id: RegistrationStepId) -> String {
    name(&id).replace('_', "-")
}

/// The stable name of one of several.
pub(super) fn name(one: &impl Serialize) -> String {
    let value = serde_json::to_value(one).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}
