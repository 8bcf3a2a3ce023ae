//! How far a sweep is: each customer, all together, and how long it will take at this rate.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::header::{Header, Listed};
use super::journal::Ended;
use super::view::{SweepFailure, SweepProgress, SweptCustomer, SweptState};
use crate::defender::ReadProgress;
use crate::error::ErrorReport;
use crate::tenants::CustomerState;
use crate::tenants::refusal::{says_nothing, state_behind};

/// No rate before so many customers came to an end: the first ones say little.
const ENOUGH: u32 = 5;

/// Every customer of a sweep, in its order.
pub(super) struct Tally {
    /// Where the files are.
    folder: PathBuf,
    pub(super) customers: Vec<SweptCustomer>,
    /// How often a service asked to wait, of those who came to an end.
    pub(super) throttled: u32,
    started: Instant,
    /// Customers that came to an end since.
    ended: u32,
}

impl Tally {
    pub(super) fn new(header: &Header, folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
            customers: header.customers.iter().map(waiting).collect(),
            throttled: 0,
            started: Instant::now(),
            ended: 0,
        }
    }

    /// A customer is asked from now on.
    pub(super) fn begin(&mut self, place: usize) {
        self.customers[place].state = SweptState::Running;
    }

    /// A page came, or a pause.
    pub(super) fn advance(&mut self, place: usize, progress: ReadProgress) {
        let customer = &mut self.customers[place];
        (customer.rows, customer.requests) = (progress.rows, progress.requests);
        customer.waiting_seconds = progress.waiting_seconds;
    }

    /// A customer was left where it is, to go on later.
    pub(super) fn leave(&mut self, place: usize) {
        let customer = &mut self.customers[place];
        (customer.state, customer.waiting_seconds) = (SweptState::Waiting, None);
    }

    /// A customer came to an end in this run.
    pub(super) fn end(&mut self, place: usize, ended: &Ended) {
        self.note(place, ended);
        self.ended += 1;
    }

    /// A customer came to this end, now or in an earlier run.
    pub(super) fn note(&mut self, place: usize, ended: &Ended) {
        let customer = &mut self.customers[place];
        (customer.state, customer.consent) = match &ended.problem {
            Some(problem) => (SweptState::Failed, consent_behind(problem, customer.consent)),
            None => (SweptState::Done, CustomerState::Consented),
        };
        (customer.rows, customer.requests) = (ended.rows, ended.requests);
        customer.waiting_seconds = None;
        customer.problem = ended.problem.as_deref().cloned();
        let file = ended.files.first();
        customer.file = file.map(|file| self.folder.join(&file.path).display().to_string());
        self.throttled += ended.throttled;
    }

    pub(super) fn count(&self, state: SweptState) -> u32 {
        let same = self.customers.iter().filter(|customer| customer.state == state);
        number(same.count())
    }

    /// Rows of those who answered to the end.
    pub(super) fn rows(&self) -> u32 {
        let done = self.customers.iter().filter(|one| one.state == SweptState::Done);
        done.map(|one| one.rows).fold(0, u32::saturating_add)
    }

    /// Calls answered.
    pub(super) fn requests(&self) -> u32 {
        self.customers
            .iter()
            .map(|one| one.requests)
            .fold(0, u32::saturating_add)
    }

    /// All together, with the customer that there is news of.
    pub(super) fn progress(&self, news: Option<usize>) -> SweepProgress {
        let (failed, done) = (self.count(SweptState::Failed), self.count(SweptState::Done));
        let of = number(self.customers.len()) - self.count(SweptState::Skipped);
        let left = of - done - failed;
        SweepProgress {
            done: done + failed,
            of,
            failed,
            rows: self
                .customers
                .iter()
                .map(|one| one.rows)
                .fold(0, u32::saturating_add),
            requests: self.requests(),
            seconds_left: seconds_left(self.ended, left, self.started.elapsed()),
            customer: news.map(|place| self.customers[place].clone()),
        }
    }

    /// Who failed, by the reason, the most frequent first.
    pub(super) fn failures(&self) -> Vec<SweepFailure> {
        let mut failures: Vec<SweepFailure> = Vec::new();
        for customer in &self.customers {
            let Some(problem) = &customer.problem else {
                continue;
            };
            match failures
                .iter_mut()
                .find(|failure| same(&failure.problem, problem))
            {
                Some(failure) => failure.tenant_ids.push(customer.tenant_id.clone()),
                None => failures.push(SweepFailure {
                    problem: problem.clone(),
                    tenant_ids: vec![customer.tenant_id.clone()],
                }),
            }
        }
        failures.sort_by_key(|failure| std::cmp::Reverse(failure.tenant_ids.len()));
        failures
    }
}

/// How far the consent of a customer is that did not answer.
fn consent_behind(problem: &ErrorReport, known: CustomerState) -> CustomerState {
    match (state_behind(problem), known) {
        (Some(state), _) => state,
        (None, CustomerState::Unknown) if says_nothing(problem) => CustomerState::Unreachable,
        (None, known) => known,
    }
}

fn same(one: &ErrorReport, other: &ErrorReport) -> bool {
    (one.code, one.entry) == (other.code, other.entry)
}

fn waiting(listed: &Listed) -> SweptCustomer {
    SweptCustomer {
        tenant_id: listed.tenant_id.to_string(),
        domain: listed.domain.clone(),
        name: listed.name.clone(),
        state: if listed.skipped {
            SweptState::Skipped
        } else {
            SweptState::Waiting
        },
        consent: listed.consent,
        ..SweptCustomer::default()
    }
}

/// At the rate of those who came to an end, in steps that promise no more than is known.
fn seconds_left(ended: u32, left: u32, elapsed: Duration) -> Option<u32> {
    if ended < ENOUGH || left == 0 {
        return None;
    }
    let seconds = elapsed.as_secs_f64() * f64::from(left) / f64::from(ended);
    let step = match seconds {
        seconds if seconds < 60.0 => 5.0,
        seconds if seconds < 600.0 => 30.0,
        _ => 60.0,
    };
    Some(
        Duration::try_from_secs_f64((seconds / step).ceil() * step)
            .map_or(u32::MAX, |left| u32::try_from(left.as_secs()).unwrap_or(u32::MAX)),
    )
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_comes_from_the_measured_rate_and_promises_no_seconds() {
        let left = |ended, left, seconds| seconds_left(ended, left, Duration::from_secs(seconds));
        assert_eq!(left(4, 100, 60), None, "the first ones say little");
        assert_eq!(left(10, 0, 60), None);
        assert_eq!(left(10, 12, 10), Some(15));
        assert_eq!(left(10, 100, 12), Some(120));
        assert_eq!(left(10, 990, 10), Some(1020));
        assert_eq!(left(u32::MAX, 1, 0), Some(0));
    }
}
