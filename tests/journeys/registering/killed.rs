//! Killed at every write, and finished by the next program.

use std::sync::Arc;

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Goal};
use handrail_assistant::registration::{ConsentChoice, RegistrationChoices, RunView};
use serde_json::Value;

use super::{app_of, applied, apps, choosing, lend_to_set_up, nothing_yet, pages, part};
use crate::killing::{Death, Moment, mortal};
use crate::leaping::leaping;
use crate::tenant::{Tenant, goal};

/// What one registration has to be, however often its maker was killed.
async fn whole(tenant: &Tenant, view: &RunView, secrets: usize) {
    let app = app_of(tenant, view).await;
    assert_eq!(app["secrets"].as_array().unwrap().len(), secrets, "{app}");
    let own = |all: Vec<Value>| {
        let same = |one: &&Value| one["clientId"].as_str() == view.client_id.as_deref();
        all.iter().filter(same).count()
    };
    assert_eq!(own(part(tenant, "principals").await), 1);
    assert_eq!(own(part(tenant, "grants").await), 1);
}

/// Kills a program at each of its writes in turn, lets the next one finish, and looks at what is there.
async fn killed_at_every_write(goal: Goal, choices: &RegistrationChoices, secrets: usize) -> usize {
    let tenant = Tenant::start().await;
    tenant.switch("propagation-delay", true).await;
    let clock = leaping(&tenant);
    let mut deaths = 0;
    for moment in [Moment::BeforeTheWrite, Moment::AfterTheWrite] {
        for write in 1.. {
            let before = apps(&tenant).await.len();
            let death = Death::far_off();
            let first = mortal(&tenant, &clock, &death);
            let id = nothing_yet(&tenant, &first, goal).await;
            lend_to_set_up(&tenant, &first, &id).await;
            death.comes_at(write, moment);
            let ended = death
                .or(first.apply_registration(&id, choices, &pages(), |_| ()))
                .await;
            let view = match ended {
                Some(view) => view.unwrap(),
                None => finished_by_another(&tenant, &clock, &id, choices).await,
            };
            assert!(view.finished, "{moment:?} {write}: {view:?}");
            assert_eq!(apps(&tenant).await.len(), before + 1, "{moment:?} {write}");
            whole(&tenant, &view, secrets).await;
            if !death.came() {
                break;
            }
            deaths += 1;
        }
    }
    deaths
}

async fn finished_by_another(
    tenant: &Tenant,
    clock: &Arc<dyn handrail_assistant::clock::Clock>,
    id: &str,
    choices: &RegistrationChoices,
) -> RunView {
    let another: Assistant = mortal(tenant, clock, &Death::far_off());
    lend_to_set_up(tenant, &another, id).await;
    applied(&another, id, choices).await.0
}

#[tokio::test]
async fn an_application_is_finished_by_the_next_program_whenever_the_first_was_killed() {
    let goal = goal(Api::Graph, Context::Application);
    let deaths = killed_at_every_write(goal, &choosing(ConsentChoice::Grant), 1).await;
    assert!(deaths > 30, "{deaths}");
}

#[tokio::test]
async fn a_persons_app_is_finished_by_the_next_program_whenever_the_first_was_killed() {
    let goal = goal(Api::Graph, Context::User);
    let deaths = killed_at_every_write(goal, &choosing(ConsentChoice::Grant), 0).await;
    assert!(deaths > 20, "{deaths}");
}
