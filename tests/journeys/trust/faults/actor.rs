//! Somebody with a Handrail of their own: nothing waits, and what was waited for is known.

use std::collections::BTreeSet;
use std::fs;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use handrail_assistant::clock::Clock;
use handrail_assistant::cloud::Cloud;
use handrail_assistant::{Assistant, Jitter, Outbound, Timeouts};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use tempfile::TempDir;

use super::Scene;
use super::operation::{Operation, Outcome};
use crate::person::Person;
use crate::tenant::{Memory, doors};

/// The chance in every pause of the matrix.
const SEED: u64 = 8;
/// Longer than the practice tenant takes on a busy machine, and short enough for a column of those that never answer.
const PATIENCE: Duration = Duration::from_millis(1500);

/// A clock that can be wrong, and that lets pauses pass at once.
#[derive(Default)]
pub(super) struct Time {
    ahead: AtomicI64,
    /// The pauses since they were forgotten.
    pauses: Mutex<Vec<Duration>>,
}

impl Time {
    /// Puts the clock of this computer forward by so many seconds.
    pub(super) fn shift(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::SeqCst);
    }

    pub(super) fn forget(&self) {
        self.pauses.lock().unwrap().clear();
    }

    pub(super) fn pauses(&self) -> Vec<Duration> {
        self.pauses.lock().unwrap().clone()
    }
}

impl Clock for Time {
    fn now(&self) -> Timestamp {
        let waited: Duration = self.pauses.lock().unwrap().iter().sum();
        let waited = SignedDuration::try_from(waited).unwrap();
        Timestamp::now() + waited + SignedDuration::from_secs(self.ahead.load(Ordering::SeqCst))
    }

    fn sleep(&self, pause: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            self.pauses.lock().unwrap().push(pause);
            tokio::task::yield_now().await;
        })
    }
}

pub(super) struct Actor {
    pub(super) assistant: Assistant,
    pub(super) person: Arc<Person>,
    pub(super) memory: Arc<Memory>,
    pub(super) time: Arc<Time>,
    pub(super) folder: TempDir,
    /// The connection that everything is about.
    pub(super) id: String,
    /// What it is about beside that: an incident.
    pub(super) about: String,
}

impl Actor {
    pub(super) fn of(scene: &Scene) -> Self {
        let person = Person::with(&scene.tenant.ready().users[0]);
        let (memory, time) = (Arc::default(), Arc::default());
        Self {
            assistant: started(scene, &person, &memory, &time),
            person,
            memory,
            time,
            folder: tempfile::tempdir().unwrap(),
            id: String::new(),
            about: String::new(),
        }
    }

    /// Starts Handrail again: what it had in memory is gone.
    pub(super) fn restart(&mut self, scene: &Scene) {
        self.assistant = started(scene, &self.person, &self.memory, &self.time);
    }

    /// What is stored of connections: their ids, each with its registration.
    pub(super) fn kept(&self) -> BTreeSet<(String, String)> {
        let document = self.memory.document();
        let connections = document["connections"].as_array().cloned().unwrap_or_default();
        let text = |one: &Value, name: &str| one[name].to_string();
        let connections = connections.iter();
        connections
            .map(|one| (text(one, "id"), text(one, "tenantId")))
            .collect()
    }

    /// No connection is lost, and the folder holds files for people only where all went well.
    pub(super) fn is_whole(
        &self,
        operation: Operation,
        before: &BTreeSet<(String, String)>,
        outcome: &Outcome,
    ) -> Result<(), String> {
        let now = self.kept();
        if !now.is_superset(before) {
            return Err(format!("of {before:?} {now:?} is left"));
        }
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        let wanted = usize::from(outcome.problem.is_none() && operation.saves());
        let whole = operation == Operation::Sweep || names.len() == wanted;
        whole
            .then_some(())
            .ok_or_else(|| format!("{names:?} in the folder"))
    }
}

fn started(scene: &Scene, person: &Arc<Person>, memory: &Arc<Memory>, time: &Arc<Time>) -> Assistant {
    let outbound = Outbound {
        timeouts: Timeouts {
            connect: PATIENCE,
            read: PATIENCE,
            // In a debug build the first query makes all tables.
            long_read: 4 * PATIENCE,
        },
        jitter: Jitter::seeded(SEED),
        ..Outbound::default()
    };
    let doors = doors(person, memory, Arc::clone(time) as _);
    let assistant = Assistant::new(doors, Vec::new(), &outbound).unwrap();
    assistant.add_cloud(Cloud::parse(&scene.tenant.cloud().to_string()).unwrap());
    assistant
}
