//! Each operation, each fault: the matrix.
//!
//! What is right is written down in [`table`], by asking what somebody in front of it has to know and to do. A cell holds
//! where that is said, after so many requests, with nothing half-written, and where the operation succeeds once the fault
//! is gone.

mod actor;
#[cfg(unix)]
mod disk;
mod fault;
mod operation;
mod table;

use std::fmt::Write as _;
use std::time::Duration;

use handrail_practice_tenant::Options;
use trust::{Between, Part, Tally};

use self::actor::Actor;
use self::fault::Fault;
use self::operation::{Operation, Outcome};
use self::table::expected;
use crate::tenant::Tenant;

/// The practice tenant, and the way to it.
struct Scene {
    tenant: Tenant,
    between: Between,
}

impl Scene {
    async fn set() -> Self {
        let between = Between::laid().await;
        let tenant = Tenant::behind(
            &between,
            Options {
                customers: 2,
                ..Options::default()
            },
        )
        .await;
        Self { tenant, between }
    }

    /// Lets the fault fall on every request that the operation is about, tries, and tries again without it.
    async fn cell(&self, operation: Operation, fault: Fault) -> Seen {
        self.between.at_peace();
        let mut actor = Actor::of(self);
        operation.prepare(self, &mut actor).await;
        let before = actor.kept();
        self.between.taken();
        actor.time.forget();
        fault.befall(self, &actor, operation).await;
        let outcome = operation.run(self, &mut actor).await;
        let whole = actor.is_whole(operation, &before, &outcome);
        let exchanges = self.between.taken();
        let requests = exchanges
            .iter()
            .filter(|one| operation.is_hit(&one.request))
            .count();
        let pauses = actor.time.pauses();
        fault.pass(self, &actor);
        actor.time.forget();
        let afterwards = operation.again(self, &mut actor).await;
        Seen {
            outcome,
            requests,
            pauses,
            whole,
            afterwards,
        }
    }
}

/// What became of a cell.
struct Seen {
    outcome: Outcome,
    requests: usize,
    pauses: Vec<Duration>,
    whole: Result<(), String>,
    afterwards: Outcome,
}

impl Seen {
    /// As it stands in the table: what was said, after how many requests, with what in hand.
    fn told(&self) -> String {
        match &self.outcome.problem {
            None => "ok".to_owned(),
            Some(report) => {
                let kept = if self.outcome.partial { "+" } else { "" };
                format!("{} {}{kept}", fault::short(report.code), self.requests)
            }
        }
    }

    /// What does not hold, of what holds in every cell.
    fn complaints(&self, fault: Fault) -> Vec<String> {
        let mut complaints = Vec::new();
        complaints.extend(self.whole.clone().err());
        if let Some(report) = &self.afterwards.problem {
            complaints.push(format!("afterwards still {report}: {:?}", report.detail));
        }
        if let Some(asked) = fault.pause()
            && let Some(other) = self.pauses.iter().find(|pause| **pause < asked)
        {
            complaints.push(format!("asked to wait {asked:?}, waited {other:?}"));
        }
        if self.pauses.iter().sum::<Duration>() > Duration::from_secs(16 * 60) {
            complaints.push(format!("waited {:?}", self.pauses));
        }
        complaints
    }
}

/// Goes through the rows of some operations.
async fn rows(operations: &[Operation]) {
    let scene = Scene::set().await;
    let mut text = String::new();
    let mut failed = Vec::new();
    let mut tallies = Vec::new();
    for operation in operations {
        let mut tally = Tally::of(Part::Faults, operation.name());
        write!(text, "{:<20}", operation.name()).unwrap();
        for (fault, expected) in Fault::ALL.into_iter().zip(expected(*operation)) {
            if expected == table::CANNOT {
                write!(text, " {expected:<10}").unwrap();
                continue;
            }
            let seen = scene.cell(*operation, fault).await;
            let told = seen.told();
            write!(text, " {told:<10}").unwrap();
            let mut complaints = seen.complaints(fault);
            if told != expected {
                let detail = seen.outcome.problem.as_ref().map(|report| format!("{report:?}"));
                complaints.push(format!(
                    "{told} instead of {expected}: {}",
                    detail.unwrap_or_default()
                ));
            }
            let held = complaints.is_empty();
            let name = format!("{} × {fault:?}: {}", operation.name(), complaints.join("; "));
            tally.case(&name, held);
            if !held {
                failed.push(name);
            }
        }
        text.push('\n');
        tallies.push(tally);
    }
    trust::matrix(&text);
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    for tally in tallies {
        tally.tell();
    }
}

#[tokio::test]
async fn signing_in_meets_every_fault() {
    let mut head = format!("{:<20}", "");
    for fault in Fault::ALL {
        write!(head, " {:<10}", fault.name()).unwrap();
    }
    trust::matrix(&head);
    rows(&[
        Operation::Discovery,
        Operation::AuthorizationCode,
        Operation::DeviceCode,
        Operation::AdminConsent,
        Operation::Check,
    ])
    .await;
}

#[tokio::test]
async fn taking_a_token_meets_every_fault() {
    rows(&[
        Operation::ClientSecret,
        Operation::Certificate,
        Operation::Refresh,
    ])
    .await;
}

#[tokio::test]
async fn reading_meets_every_fault() {
    rows(&[
        Operation::GraphIncidents,
        Operation::XdrIncidents,
        Operation::MdeAlerts,
        Operation::NextPage,
        Operation::Hunting,
    ])
    .await;
}

#[tokio::test]
async fn changing_meets_every_fault() {
    rows(&[
        Operation::IncidentUpdate,
        Operation::RegistrationPlan,
        Operation::RegistrationApply,
        Operation::Rotate,
    ])
    .await;
}

#[tokio::test]
async fn a_partner_meets_every_fault() {
    rows(&[Operation::CustomerLookup, Operation::Sweep]).await;
}
