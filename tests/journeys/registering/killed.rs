//! Killed at every write, and finished by the next program. Everything that matters lies between two writes: a call that
//! goes out is written down before, and its answer after.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Goal};
use handrail_assistant::registration::{ConsentChoice, RegistrationChoices, RunView};
use serde_json::Value;

use super::{app_of, applied, apps, choosing, nothing_yet, pages, part};
use crate::dying::{Death, dying, living};
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
async fn killed_at_every_write(
    tenant: &Tenant,
    (goal, death): (Goal, Death),
    choices: &RegistrationChoices,
    secrets: usize,
) -> i64 {
    for write in 1.. {
        let before = apps(tenant).await.len();
        let id = nothing_yet(tenant, &tenant.assistant, goal).await;
        let (first, stores) = dying(tenant, &id, write, death).await;
        let ended = first.apply_registration(&id, choices, &pages(), |_| ()).await;
        let died = stores.died();
        let view = if died {
            applied(&living(tenant, &id).await, &id, choices).await.0
        } else {
            ended.unwrap()
        };
        assert!(view.finished, "{death:?} {write}: {view:?}");
        assert_eq!(apps(tenant).await.len(), before + 1, "{death:?} {write}");
        whole(tenant, &view, secrets).await;
        if !died {
            return write - 1;
        }
    }
    0
}

/// What was done and not written down, in a directory that does not show it at once either.
#[tokio::test]
async fn what_the_first_program_did_and_could_not_write_down_is_found_by_the_next_one() {
    let tenant = Tenant::start().await;
    tenant.switch("propagation-delay", true).await;
    let application = (goal(Api::Graph, Context::Application), Death::Before);
    let choices = choosing(ConsentChoice::Grant);
    let deaths = killed_at_every_write(&tenant, application, &choices, 1).await;
    assert!(deaths > 15, "{deaths}");
}

#[tokio::test]
async fn what_the_first_program_wrote_down_and_did_not_do_is_done_by_the_next_one() {
    let tenant = Tenant::start().await;
    let choices = choosing(ConsentChoice::Grant);
    let application = (goal(Api::Graph, Context::Application), Death::After);
    let deaths = killed_at_every_write(&tenant, application, &choices, 1).await;
    assert!(deaths > 15, "{deaths}");
}

#[tokio::test]
async fn a_persons_app_is_finished_by_the_next_program_too() {
    let tenant = Tenant::start().await;
    let choices = choosing(ConsentChoice::Grant);
    let person = (goal(Api::Graph, Context::User), Death::Before);
    let deaths = killed_at_every_write(&tenant, person, &choices, 0).await;
    assert!(deaths > 10, "{deaths}");
}
