//! What Handrail made is taken away again: all of it, nothing else, and from wherever it was left.

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Credential};
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::registration::{
    ConsentChoice, RegistrationChoices, RegistrationStepId, RunStepState, RunView,
};
use handrail_practice_tenant::Options;
use serde_json::{Value, json};

use crate::killing::Moment;
use crate::portal::Portal;
use crate::programs::Programs;
use crate::registering::{self, choosing};
use crate::tenant::{Tenant, goal};

/// A tenant in which nothing is but the app for setting up.
async fn empty() -> Tenant {
    let options = Options {
        empty: true,
        incidents: 5,
        ..Options::default()
    };
    Tenant::with(options).await
}

async fn nothing_yet(tenant: &Tenant, context: Context) -> String {
    registering::nothing_yet(tenant, &tenant.assistant, goal(Api::Graph, context)).await
}

/// Makes the registration whole.
async fn applied(assistant: &Assistant, id: &str, choices: &RegistrationChoices) -> RunView {
    let made = registering::applied(assistant, id, choices).await.0;
    assert!(made.finished, "{:?}", made.steps);
    made
}

async fn undone(assistant: &Assistant, id: &str) -> RunView {
    assistant.undo_registration(id, |_| ()).await.unwrap()
}

/// What of the tenant can be made and granted, in a stable order.
async fn directory(tenant: &Tenant) -> Value {
    let truth = tenant.truth().await;
    let sorted = |name: &str| {
        let mut all = truth[name].as_array().unwrap().clone();
        all.sort_by_key(Value::to_string);
        all
    };
    json!({"apps": sorted("apps"), "principals": sorted("principals"), "grants": sorted("grants")})
}

/// The calls that took something away, as method and path.
async fn deletions(tenant: &Tenant) -> Vec<String> {
    let calls = tenant.calls().await;
    let deleted = calls.iter().filter(|call| call["method"] == "DELETE");
    deleted
        .map(|call| call["path"].as_str().unwrap().to_owned())
        .collect()
}

fn state(view: &RunView, id: RegistrationStepId) -> RunStepState {
    view.steps.iter().find(|step| step.id == id).unwrap().state
}

#[tokio::test]
async fn after_everything_was_made_nothing_is_left_whoever_reads_and_however_consent_was_given() {
    for context in [Context::Application, Context::User] {
        for consent in [ConsentChoice::Link, ConsentChoice::Grant] {
            let tenant = Tenant::start().await;
            let before = directory(&tenant).await;
            let id = nothing_yet(&tenant, context).await;
            let programs = Programs::of(&tenant);
            let assistant = programs.signed_in(&id).await;
            applied(&assistant, &id, &choosing(consent)).await;
            assert_ne!(directory(&tenant).await, before);

            let view = undone(&assistant, &id).await;
            assert!(view.undoing && !view.undoable && !view.resumable);
            let all_undone = view.steps.iter().all(|step| step.state == RunStepState::Undone);
            assert!(all_undone, "{:?}", view.steps);
            assert_eq!(directory(&tenant).await, before, "{context:?} {consent:?}");
            assert_eq!(deletions(&tenant).await.len(), 1, "the rest goes with the app");

            let checklist = assistant.checklist(&id).await.unwrap();
            assert_eq!(checklist.connection.client_id, None);
            assert!(!checklist.connection.ready);
            assert_eq!(tenant.memory.secrets(), 0);
            assert_eq!(assistant.registration_run(&id).await.unwrap(), None);
        }
    }
}

/// Nothing is left to be undone, at the last writes not even the journal.
fn over(outcome: Result<RunView, ErrorReport>, when: &str) {
    match outcome {
        Ok(view) => assert!(!view.undoable && !view.resumable, "{when}: {view:?}"),
        Err(report) => assert_eq!(report.code, ErrorCode::NothingToUndo, "{when}"),
    }
}

#[tokio::test]
async fn killed_at_any_place_undoing_goes_on_until_nothing_is_left() {
    for moment in [Moment::BeforeTheWrite, Moment::AfterTheWrite] {
        let tenant = empty().await;
        let programs = Programs::of(&tenant);
        let before = directory(&tenant).await;
        let id = nothing_yet(&tenant, Context::Application).await;
        for write in 1.. {
            let choices = choosing(ConsentChoice::Grant);
            applied(&programs.signed_in(&id).await, &id, &choices).await;
            let (assistant, death) = programs.mortal(&id).await;
            death.comes_at(write, moment);
            let outcome = death.or(assistant.undo_registration(&id, |_| ())).await;
            let when = format!("{moment:?} {write}: {outcome:?}");
            if death.came() {
                let another = programs.signed_in(&id).await;
                over(another.undo_registration(&id, |_| ()).await, &when);
            }
            assert_eq!(directory(&tenant).await, before, "{when}");
            assert_eq!(tenant.memory.secrets(), 0, "{when}");
            if !death.came() {
                assert!(write > 6, "{write}");
                break;
            }
        }
    }
}

#[tokio::test]
async fn a_run_that_was_killed_anywhere_is_undone_from_there() {
    let tenant = empty().await;
    let programs = Programs::of(&tenant);
    let before = directory(&tenant).await;
    let id = nothing_yet(&tenant, Context::Application).await;
    let choices = choosing(ConsentChoice::Grant);
    for moment in [Moment::BeforeTheWrite, Moment::AfterTheWrite] {
        for write in 1.. {
            let (assistant, death) = programs.mortal(&id).await;
            death.comes_at(write, moment);
            let pages = registering::pages();
            let applying = assistant.apply_registration(&id, &choices, &pages, |_| ());
            let outcome = death.or(applying).await;
            let when = format!("{moment:?} {write}: {outcome:?}");
            let another = programs.signed_in(&id).await;
            over(another.undo_registration(&id, |_| ()).await, &when);
            assert_eq!(directory(&tenant).await, before, "{when}");
            if !death.came() {
                assert!(write > 10, "{write}");
                break;
            }
        }
    }
}

#[tokio::test]
async fn an_api_that_others_have_come_to_use_is_left_and_that_is_said() {
    let tenant = empty().await;
    let before = directory(&tenant).await;
    let xdr = goal(Api::Xdr, Context::Application);
    let id = registering::nothing_yet(&tenant, &tenant.assistant, xdr).await;
    let programs = Programs::of(&tenant);
    let assistant = programs.signed_in(&id).await;
    applied(&assistant, &id, &choosing(ConsentChoice::Grant)).await;

    let portal = Portal::at(&tenant.ready().origin);
    let other = portal.register("Somebody else's").await;
    portal
        .add_permission(
            &other.client_id,
            "Microsoft Threat Protection",
            "application",
            "Incident.Read.All",
        )
        .await;
    portal.grant_admin_consent(&other.client_id).await;
    let view = undone(&assistant, &id).await;
    assert_eq!(state(&view, RegistrationStepId::Resource), RunStepState::Left);
    assert_eq!(
        state(&view, RegistrationStepId::Application),
        RunStepState::Undone
    );
    let resource = view
        .steps
        .iter()
        .find(|step| step.id == RegistrationStepId::Resource);
    let problem = resource.unwrap().problem.as_ref().unwrap();
    assert_eq!(problem.code, ErrorCode::PrincipalShared);
    let grants = directory(&tenant).await["grants"].clone();
    assert!(grants.to_string().contains(&other.client_id));

    // Once nobody rests on it any more, it goes too.
    portal.revoke(&other.client_id, "Incident.Read.All").await;
    let view = undone(&assistant, &id).await;
    assert_eq!(state(&view, RegistrationStepId::Resource), RunStepState::Undone);
    let left = directory(&tenant).await;
    let ours = |apps: &Value| apps.as_array().unwrap().len();
    assert_eq!(ours(&left["apps"]), ours(&before["apps"]) + 1);
    assert_eq!(ours(&left["principals"]), ours(&before["principals"]) + 1);
}

/// An app made by hand that has next to nothing of what the goal needs.
async fn by_hand(tenant: &Tenant) -> (String, RegistrationChoices) {
    let portal = Portal::at(&tenant.ready().origin);
    let app = portal.register("Reader").await;
    let id = nothing_yet(tenant, Context::Application).await;
    let choices = RegistrationChoices {
        repair: Some(app.object_id.clone()),
        ..choosing(ConsentChoice::Grant)
    };
    (id, choices)
}

#[tokio::test]
async fn an_app_that_was_repaired_gets_back_what_stood_there() {
    let tenant = Tenant::start().await;
    let (id, choices) = by_hand(&tenant).await;
    let before = directory(&tenant).await;
    let programs = Programs::of(&tenant);
    let assistant = programs.signed_in(&id).await;
    applied(&assistant, &id, &choices).await;
    let view = undone(&assistant, &id).await;
    assert!(!view.undoable && !view.resumable, "{:?}", view.steps);
    assert_eq!(directory(&tenant).await, before);
    assert!(!assistant.checklist(&id).await.unwrap().connection.ready);
}

#[tokio::test]
async fn what_somebody_changed_since_stays_as_they_left_it() {
    let tenant = Tenant::start().await;
    let (id, choices) = by_hand(&tenant).await;
    let programs = Programs::of(&tenant);
    let assistant = programs.signed_in(&id).await;
    let made = applied(&assistant, &id, &choices).await;
    let client_id = made.client_id.unwrap();
    let portal = Portal::at(&tenant.ready().origin);
    portal
        .add_permission(
            &client_id,
            "Microsoft Graph",
            "application",
            "SecurityAlert.Read.All",
        )
        .await;
    let view = undone(&assistant, &id).await;
    let step = view
        .steps
        .iter()
        .find(|step| step.id == RegistrationStepId::Application)
        .unwrap();
    assert_eq!(step.state, RunStepState::Left);
    let problem = step.problem.as_ref().unwrap();
    assert_eq!(problem.code, ErrorCode::RegistrationChangedSince);
    assert_eq!(problem.params["members"], "requiredResourceAccess");
    let apps = directory(&tenant).await["apps"].clone();
    let app = apps
        .as_array()
        .unwrap()
        .iter()
        .find(|app| app["clientId"] == client_id.as_str());
    let asked_for = app.unwrap()["permissions"].to_string();
    assert!(asked_for.contains("SecurityAlert.Read.All"), "{asked_for}");
    assert!(app.unwrap()["secrets"].as_array().unwrap().is_empty());
}

#[tokio::test]
async fn with_a_certificate_and_after_a_rotation_nothing_is_left_either() {
    let tenant = empty().await;
    let before = directory(&tenant).await;
    let id = nothing_yet(&tenant, Context::Application).await;
    let programs = Programs::of(&tenant);
    let assistant = programs.signed_in(&id).await;
    assistant
        .set_credential(&id, Credential::Certificate)
        .await
        .unwrap();
    applied(&assistant, &id, &choosing(ConsentChoice::Grant)).await;
    let rotated = assistant.rotate_credential(&id, |_| ()).await.unwrap();
    assert!(rotated.finished, "{:?}", rotated.steps);
    undone(&assistant, &id).await;
    assert_eq!(directory(&tenant).await, before);
    assert_eq!(tenant.memory.secrets(), 0);
}

#[tokio::test]
async fn a_repaired_app_whose_secret_was_rotated_loses_the_newer_one() {
    let tenant = Tenant::start().await;
    let (id, choices) = by_hand(&tenant).await;
    let before = directory(&tenant).await;
    let programs = Programs::of(&tenant);
    let assistant = programs.signed_in(&id).await;
    applied(&assistant, &id, &choices).await;
    let rotated = assistant.rotate_credential(&id, |_| ()).await;
    assert!(rotated.unwrap().finished);
    undone(&assistant, &id).await;
    assert_eq!(directory(&tenant).await, before);
}

#[tokio::test]
async fn a_refusal_stops_it_and_it_goes_on_with_another_account() {
    let tenant = Tenant::start().await;
    let before = directory(&tenant).await;
    let id = nothing_yet(&tenant, Context::Application).await;
    let programs = Programs::of(&tenant);
    let assistant = programs.signed_in(&id).await;
    applied(&assistant, &id, &choosing(ConsentChoice::Grant)).await;
    assistant.forget_setup(&id);
    let refused = assistant.undo_registration(&id, |_| ()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::SetupMissing);

    let weak = tenant
        .ready()
        .users
        .iter()
        .find(|user| user.roles.is_empty())
        .unwrap();
    tenant.person.is(weak);
    let assistant = programs.signed_in(&id).await;
    let view = undone(&assistant, &id).await;
    let step = view.steps.iter().find(|step| step.problem.is_some()).unwrap();
    assert_eq!(step.state, RunStepState::Stopped);
    assert_eq!(step.problem.as_ref().unwrap().code, ErrorCode::SetupForbidden);
    assert!(view.resumable && view.undoable);

    tenant.person.is(&tenant.ready().users[0]);
    let view = undone(&programs.signed_in(&id).await, &id).await;
    assert!(!view.undoable, "{:?}", view.steps);
    assert_eq!(directory(&tenant).await, before);
}

#[tokio::test]
async fn where_nothing_was_made_there_is_nothing_to_undo() {
    let tenant = Tenant::start().await;
    let id = tenant.application(Api::Graph).await.id;
    let refused = tenant.assistant.undo_registration(&id, |_| ()).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::NothingToUndo);
}
