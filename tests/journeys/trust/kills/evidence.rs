//! Killed while what was seen is saved: the trail of a check, and what a reading leaves for the next one.

use std::fs;
use std::path::Path;
use std::time::Duration;

use handrail_assistant::Assistant;
use handrail_assistant::checklist::StepState;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_practice_tenant::Options;
use jiff::Timestamp;
use serde_json::Value;
use trust::{Part, Tally};

use super::kills;
use super::victim::Victim;
use crate::tenant::{Tenant, goal};

const SEED: u64 = 0x5EED_0002;

/// A tenant with few incidents, and a connection to it as the application in the victim's store.
pub(super) async fn connected(victim: &mut Victim, incidents: u32) -> (Tenant, String) {
    let tenant = Tenant::with(Options {
        incidents,
        ..Options::default()
    })
    .await;
    let app = &tenant.ready().apps.application;
    let client_id = app.client_id.parse().unwrap();
    let first = victim.next_program(&tenant);
    let goal = goal(Api::Graph, Context::Application);
    let made = first
        .add_registration(&tenant.found().await, goal, client_id, None)
        .await
        .unwrap();
    victim.knows("cloud", tenant.cloud());
    victim.knows("connection", made.id.as_str());
    victim.knows("secret", app.client_secret.as_deref().unwrap());
    first
        .lend_secret(&made.id, app.client_secret.clone().unwrap().into())
        .await
        .unwrap();
    assert!(first.check(&made.id).await.unwrap().connection.ready);
    (tenant, made.id)
}

/// When each step was proved; `None` where one is not.
async fn proofs(program: &Assistant, id: &str) -> Option<Vec<(Value, Timestamp)>> {
    let checklist = program.checklist(id).await.ok()?;
    let steps = checklist.steps.iter().map(|step| {
        let proved = step.state == StepState::Proved;
        let at = step.evidence.last()?.at.parse().ok()?;
        proved.then_some((serde_json::to_value(step.id).ok()?, at))
    });
    steps.collect()
}

/// What the last run of the one question saw.
fn run_of(runs: &Path) -> Option<Vec<u8>> {
    let files = fs::read_dir(runs).into_iter().flatten();
    let mut files = files.map(|entry| entry.unwrap().path());
    let run = files.find(|path| path.extension().is_some_and(|extension| extension == "json"))?;
    Some(fs::read(run).unwrap())
}

#[tokio::test]
async fn what_was_seen_outlives_whoever_is_killed_while_noting_it() {
    let mut tally = Tally::of(Part::Kills, "evidence");
    let mut victim = Victim::of("evidence", (2, Duration::from_millis(30)), SEED);
    let (tenant, id) = connected(&mut victim, 20).await;
    // It reads anew what is there: one is enough.
    let next = victim.next_program(&tenant);
    let runs = victim.data().join("runs").join(&id);
    let (mut said, mut ever_read) = (Value::Null, false);
    for kill in 0..kills() {
        for line in victim.dies().await {
            match line.split_once(' ').unwrap() {
                ("checked", steps) => said = serde_json::from_str(steps).unwrap(),
                ("read", rows) => ever_read = rows != "0",
                _ => {}
            }
        }
        let found = proofs(&next, &id).await;
        let held = found.as_ref().is_some_and(|found| {
            let told = said.as_array().into_iter().flatten();
            told.zip(found).all(|(told, (step, at))| {
                let told_at: Option<Timestamp> = told[1].as_str().and_then(|at| at.parse().ok());
                told[0] == *step && told_at.is_some_and(|told_at| *at >= told_at)
            })
        });
        tally.case(
            format_args!("seed {SEED:#x}, kill {kill}: {found:?} after {said}"),
            held,
        );
        let run = run_of(&runs);
        let whole = run
            .as_ref()
            .map(|run| serde_json::from_slice::<Value>(run).is_ok());
        tally.case(
            format_args!("seed {SEED:#x}, kill {kill}: the last run is whole: {whole:?}"),
            whole.unwrap_or(!ever_read),
        );
    }
    assert!(
        said.is_array() && ever_read,
        "nobody came so far as to check and to read"
    );
    tally.tell();
}
