//! Killed while an app registration is made or taken away: the journal knows of everything that is in the tenant, and
//! whoever comes next finishes.

use std::time::Duration;

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_practice_tenant::Options;
use trust::{Part, Tally};

use super::kills;
use super::victim::Victim;
use crate::registering::{lend_to_set_up, nothing_yet, part};
use crate::tenant::{Tenant, goal};

const SEED: u64 = 0x5EED_0004;

#[tokio::test]
async fn a_registration_is_made_and_taken_away_whoever_is_killed_on_the_way() {
    let mut tally = Tally::of(Part::Kills, "apply journal");
    let mut victim = Victim::of("registrations", (1, Duration::from_millis(60)), SEED);
    let tenant = Tenant::with(Options {
        incidents: 5,
        ..Options::default()
    })
    .await;
    let first = victim.next_program(&tenant);
    let id = nothing_yet(&tenant, &first, goal(Api::Graph, Context::Application)).await;
    let pipeline = &tenant.ready().apps.pipeline;
    victim.knows("cloud", tenant.cloud());
    victim.knows("connection", id.as_str());
    victim.knows("client_id", pipeline.client_id.as_str());
    victim.knows("secret", pipeline.client_secret.as_deref().unwrap());
    let before = part(&tenant, "apps").await.len();
    let (mut made, mut undone, mut halfway) = (0, 0, 0);
    for kill in 0..kills() {
        let said = victim.dies().await;
        made += said.iter().filter(|line| line.starts_with("made ")).count();
        undone += said.iter().filter(|line| *line == "undone").count();
        let run = first.registration_run(&id).await;
        let apps = part(&tenant, "apps").await.len() - before;
        // What is in the tenant is in the journal, and is there once at most.
        let held = run
            .as_ref()
            .is_ok_and(|run| apps == 0 || (apps == 1 && run.is_some()));
        halfway += usize::from(
            run.as_ref()
                .is_ok_and(|run| run.as_ref().is_some_and(|run| run.resumable)),
        );
        tally.case(
            format_args!("seed {SEED:#x}, kill {kill}: {apps} apps, {run:?}, {said:?}"),
            held,
        );
        if let (Ok(run), Some(last)) = (&run, said.last().and_then(|last| last.strip_prefix("made "))) {
            let told = run.as_ref().and_then(|run| run.client_id.as_deref());
            let undoing = run.as_ref().is_none_or(|run| run.undoing);
            assert!(
                undoing || told == Some(last),
                "seed {SEED:#x}, kill {kill}: {run:?} after {said:?}"
            );
        }
    }
    assert!(made > 5 && undone > 5, "{made} made, {undone} undone");
    trust::matrix(&format!(
        "kills, apply journal: {made} registrations made and {undone} taken away, {halfway} kills halfway"
    ));

    lend_to_set_up(&tenant, &first, &id).await;
    if first
        .registration_run(&id)
        .await
        .unwrap()
        .is_some_and(|run| run.undoable)
    {
        first.undo_registration(&id, |_| ()).await.unwrap();
    }
    let left = part(&tenant, "apps").await.len() - before;
    tally.case(format_args!("{left} apps are left in the end"), left == 0);
    tally.tell();
}
