//! Proof: the checklist turns green by evidence, one real call included.

use std::sync::atomic::{AtomicBool, Ordering};

use super::Making;
use crate::checklist::{CheckProgress, Checklist, StepId, StepState, credential_step, place};
use crate::connection::{Connection, Context, Flow, Tenancy};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::{RegistrationStepId, RunEvent};

/// A person is not sent to the browser every second: the pauses begin as if there had been so many looks.
const LOOKS_WITHOUT_A_PERSON: u32 = 4;

impl Making<'_> {
    /// As much as can be proved without a customer: for one's own tenant everything, for a partner that the registration
    /// is known and its credential taken. The rest of a partner's checklist is each customer's.
    pub(super) async fn proof(&mut self) -> Result<()> {
        let connection = self.connection().await?;
        match (connection.goal.tenancy, connection.goal.context) {
            (Tenancy::Customers, Context::Application) => self.until(credential_step(connection.goal)).await,
            (Tenancy::Customers, Context::User) => self.until(StepId::Register).await,
            (Tenancy::Own, Context::Application) => self.until(StepId::Incidents).await,
            (Tenancy::Own, Context::User) => {
                if !proved(&self.assistant.check(self.id).await?, StepId::Incidents) {
                    self.until(StepId::Register).await?;
                    self.sign_in_once_consented(&connection).await?;
                }
                self.until(StepId::Incidents).await
            }
        }
    }

    /// Looks with growing pauses until a step of the checklist is proved.
    pub(super) async fn until(&mut self, step: StepId) -> Result<()> {
        let (id, tell) = (self.applying.step(), self.tell);
        let waited = AtomicBool::new(false);
        let on_progress = |progress: CheckProgress| {
            if progress.next_in_ms.is_some() {
                waited.store(true, Ordering::Relaxed);
                let seconds = progress.waited_ms / 1000;
                tell(RunEvent::Waiting { id, seconds });
            }
        };
        let looking = self.assistant.check_until(self.id, step, on_progress);
        let checklist = tokio::select! {
            () = self.applying.cancelled.cancelled() => return Err(ErrorReport::new(ErrorCode::Cancelled)),
            checklist = Box::pin(looking) => checklist?,
        };
        if waited.into_inner() {
            self.applying.was_late();
        }
        let (seen, problem) = (proved(&checklist, step), first_problem(&checklist));
        tell(RunEvent::Checklist {
            checklist: Box::new(checklist),
        });
        match problem {
            _ if seen => Ok(()),
            Some(report) => Err(report),
            None => Err(ErrorReport::new(ErrorCode::NotSignedIn)),
        }
    }

    /// Signs in. What was granted a moment ago may not count yet, and only a sign-in shows that: it is done again after a
    /// while, and the browser remembers who it was.
    async fn sign_in_once_consented(&mut self, connection: &Connection) -> Result<()> {
        let mut looks = LOOKS_WITHOUT_A_PERSON;
        loop {
            match self.sign_in(connection).await {
                Err(report) if report.code == ErrorCode::ConsentMissing => {
                    self.applying.patience(&mut looks, report).await?;
                }
                outcome => return outcome,
            }
        }
    }

    /// The ordinary sign-in of the new app, in the browser or with a code.
    async fn sign_in(&mut self, connection: &Connection) -> Result<()> {
        let assistant = self.assistant;
        let (attempt, link, code) = if connection.goal.flow == Flow::DeviceCode {
            let attempt = assistant.start_device_sign_in(self.id).await?;
            (
                attempt.attempt_id,
                attempt.verification_uri,
                Some(attempt.user_code),
            )
        } else {
            let page = self.pages.sign_in.clone();
            let attempt = assistant.start_sign_in(self.id, false, page).await?;
            (attempt.attempt_id, attempt.authorize_url, None)
        };
        (self.tell)(RunEvent::InBrowser {
            id: RegistrationStepId::Proof,
            link,
            code,
        });
        let signing_in = assistant.finish_sign_in(&attempt, |_| ());
        tokio::select! {
            () = self.applying.cancelled.cancelled() => {
                assistant.cancel_sign_in(&attempt)?;
                Err(ErrorReport::new(ErrorCode::Cancelled))
            }
            outcome = Box::pin(signing_in) => outcome.map(drop),
        }
    }
}

fn proved(checklist: &Checklist, step: StepId) -> bool {
    let step = place(checklist.connection.goal, step).unwrap_or(step);
    let step = checklist.step(step);
    step.is_some_and(|step| step.state == StepState::Proved)
}

fn first_problem(checklist: &Checklist) -> Option<ErrorReport> {
    checklist.steps.iter().find_map(|step| step.problem.clone())
}
