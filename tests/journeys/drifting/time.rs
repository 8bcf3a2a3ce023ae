//! What time brings: permissions that nobody needed, and credentials that end.

use std::sync::Arc;
use std::time::Duration;

use handrail_assistant::Assistant;
use handrail_assistant::clock::Clock;
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{Context, ReminderKind, ReminderState};
use handrail_assistant::defender::ListQuery;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::registration::{ConsentChoice, DriftKind};
use handrail_assistant::results::ResultKind;

use super::{ALERTS, kinds, looked, made};
use crate::administrator::Administrator;
use crate::leaping::leaping;
use crate::registering::{choosing, sign_in_to_set_up};
use crate::tenant::{Tenant, assistant_at, goal, last};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// An assistant whose time is put forward by whoever sleeps.
fn timed(tenant: &Tenant) -> (Assistant, Arc<dyn Clock>) {
    let clock = leaping(tenant);
    let assistant = assistant_at(tenant, Arc::clone(&clock));
    assistant.add_cloud(Cloud::parse(&tenant.cloud().to_string()).unwrap());
    (assistant, clock)
}

#[tokio::test]
async fn a_permission_that_no_call_needed_is_named_and_the_goals_own_only_after_a_quarter() {
    let tenant = Tenant::start().await;
    let (assistant, clock) = timed(&tenant);
    let (id, app) = made(&tenant, &assistant, goal(Api::Graph, Context::Application)).await;
    let script = Administrator::of(&tenant).await;
    script.grant_role(&app, ALERTS).await;
    script.grant_role(&app, "ThreatHunting.Read.All").await;
    let hints = async || {
        sign_in_to_set_up(&tenant, &assistant, &id, &choosing(ConsentChoice::Grant)).await;
        let all = looked(&assistant, &id).await.hints.into_iter();
        let mut named: Vec<String> = all.map(|hint| hint.permission).collect();
        named.sort_unstable();
        named
    };
    assert!(
        assistant
            .read_list(&id, &last(48), None, |_| ())
            .await
            .unwrap()
            .rows
            > 0
    );
    assert_eq!(hints().await, [ALERTS, "ThreatHunting.Read.All"]);

    clock.sleep(50 * DAY).await;
    let alerts = ListQuery::last_hours(ResultKind::Alerts, 48);
    assert!(assistant.read_list(&id, &alerts, None, |_| ()).await.is_ok());
    assert_eq!(hints().await, ["ThreatHunting.Read.All"]);

    clock.sleep(41 * DAY).await;
    let expected = ["SecurityIncident.Read.All", "ThreatHunting.Read.All"];
    assert_eq!(hints().await, expected);
}

#[tokio::test]
async fn a_secret_is_remembered_from_a_month_before_its_end_without_asking_anybody() {
    let tenant = Tenant::start().await;
    let (assistant, clock) = timed(&tenant);
    let (id, _) = made(&tenant, &assistant, goal(Api::Graph, Context::Application)).await;
    let calls = tenant.calls().await.len();
    // It is good for half a year.
    clock.sleep(149 * DAY).await;
    assert_eq!(assistant.reminders().await.unwrap(), []);
    clock.sleep(2 * DAY).await;
    let [soon] = assistant.reminders().await.unwrap().try_into().unwrap();
    assert_eq!(
        (soon.connection_id.as_str(), soon.kind),
        (id.as_str(), ReminderKind::Secret)
    );
    assert_eq!(
        (soon.state, soon.problem.code),
        (ReminderState::Soon, ErrorCode::SecretExpiresSoon)
    );
    assert_eq!(tenant.calls().await.len(), calls);
    sign_in_to_set_up(&tenant, &assistant, &id, &choosing(ConsentChoice::Grant)).await;
    let found = looked(&assistant, &id).await;
    assert_eq!(kinds(&found), [DriftKind::SecretExpiresSoon]);
    assert_eq!(found.credential_ends.as_deref(), Some(soon.ends_at.as_str()));
    assert!(found.items[0].repair.is_none(), "a rotation makes a new one");

    clock.sleep(30 * DAY).await;
    let [ended] = assistant.reminders().await.unwrap().try_into().unwrap();
    assert_eq!(
        (ended.state, ended.problem.code),
        (ReminderState::Ended, ErrorCode::SecretExpired)
    );
    sign_in_to_set_up(&tenant, &assistant, &id, &choosing(ConsentChoice::Grant)).await;
    assert_eq!(kinds(&looked(&assistant, &id).await), [DriftKind::SecretExpired]);
}
