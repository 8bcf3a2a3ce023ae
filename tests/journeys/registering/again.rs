//! A registration that is there already, or not known everywhere yet.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::registration::{
    ConsentChoice, RegistrationChoices, RegistrationStepId, RunEvent, RunStepState,
};

use super::{app_of, applied, apps, choosing, lend_to_set_up, nothing_yet, sign_in_to_set_up, values};
use crate::leaping::impatient;
use crate::tenant::{Tenant, goal};

#[tokio::test]
async fn done_twice_it_is_one_registration_and_the_second_time_only_looks() {
    let tenant = Tenant::start().await;
    let (assistant, choices) = (&tenant.assistant, choosing(ConsentChoice::Grant));
    let id = nothing_yet(&tenant, assistant, goal(Api::Graph, Context::Application)).await;
    sign_in_to_set_up(&tenant, assistant, &id, &choices).await;
    let before = apps(&tenant).await.len();
    let (first, _) = applied(assistant, &id, &choices).await;
    let journal = tenant.memory.journal(&id)["entries"].clone();
    let (second, _) = applied(assistant, &id, &choices).await;
    assert!(second.finished);
    assert_eq!(first.client_id, second.client_id);
    assert_eq!(apps(&tenant).await.len(), before + 1);
    assert_eq!(tenant.memory.journal(&id)["entries"], journal);
    assert_eq!(
        app_of(&tenant, &second).await["secrets"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn what_is_wanted_beside_is_added_to_the_same_registration() {
    let tenant = Tenant::start().await;
    let assistant = &tenant.assistant;
    let mut choices = choosing(ConsentChoice::Grant);
    let id = nothing_yet(&tenant, assistant, goal(Api::Graph, Context::Application)).await;
    sign_in_to_set_up(&tenant, assistant, &id, &choices).await;
    let (first, _) = applied(assistant, &id, &choices).await;
    choices.also = vec![handrail_assistant::connection::Purpose::Hunting];
    let (second, _) = applied(assistant, &id, &choices).await;
    assert!(second.finished, "{second:?}");
    assert_eq!(first.client_id, second.client_id);
    let app = app_of(&tenant, &second).await;
    let mut asked_for = values(&app["permissions"]);
    asked_for.sort_unstable();
    assert_eq!(asked_for, ["SecurityIncident.Read.All", "ThreatHunting.Read.All"]);
}

#[tokio::test]
async fn an_app_that_was_made_by_hand_is_made_whole_and_loses_nothing() {
    let tenant = Tenant::start().await;
    let assistant = &tenant.assistant;
    let by_hand = tenant.ready().apps.user.client_id.clone();
    let all = apps(&tenant).await;
    let old = all
        .iter()
        .find(|app| app["clientId"].as_str() == Some(&by_hand))
        .unwrap();
    let choices = RegistrationChoices {
        repair: Some(old["objectId"].as_str().unwrap().to_owned()),
        ..choosing(ConsentChoice::Grant)
    };
    let id = nothing_yet(&tenant, assistant, goal(Api::Graph, Context::Application)).await;
    sign_in_to_set_up(&tenant, assistant, &id, &choices).await;
    let (view, _) = applied(assistant, &id, &choices).await;
    assert!(view.finished, "{view:?}");
    assert_eq!(view.client_id.as_deref(), Some(by_hand.as_str()));
    assert_eq!(apps(&tenant).await.len(), all.len());
    let new = app_of(&tenant, &view).await;
    let before = values(&old["permissions"]);
    let after = values(&new["permissions"]);
    assert!(before.iter().all(|one| after.contains(one)));
    assert_eq!(after.len(), before.len() + 1);
    assert_eq!(new["redirectUris"], old["redirectUris"]);
    let journal = tenant.memory.journal(&id);
    let acts: Vec<&str> = journal["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["act"].as_str().unwrap())
        .collect();
    assert_eq!(acts, ["change_application", "add_password", "assign_role"]);
}

#[tokio::test]
async fn a_directory_that_takes_its_time_is_waited_for_and_so_it_is_told() {
    let tenant = Tenant::start().await;
    tenant.switch("propagation-delay", true).await;
    let assistant = &impatient(&tenant);
    let choices = choosing(ConsentChoice::Grant);
    let id = nothing_yet(&tenant, assistant, goal(Api::Graph, Context::Application)).await;
    lend_to_set_up(&tenant, assistant, &id).await;
    let (view, told) = applied(assistant, &id, &choices).await;
    assert!(view.finished, "{view:?}");
    let waited: Vec<RegistrationStepId> = told
        .iter()
        .filter_map(|event| match event {
            RunEvent::Waiting { id, .. } => Some(*id),
            _ => None,
        })
        .collect();
    assert!(waited.contains(&RegistrationStepId::Application), "{waited:?}");
    assert!(waited.contains(&RegistrationStepId::Proof), "{waited:?}");
    let proof = view.steps.last().unwrap();
    assert_eq!(
        (proof.id, proof.state),
        (RegistrationStepId::Proof, RunStepState::Done)
    );
    assert!(
        proof.waited_seconds.is_some_and(|seconds| seconds >= 30),
        "{proof:?}"
    );
    let secrets = app_of(&tenant, &view).await["secrets"].clone();
    assert_eq!(secrets.as_array().unwrap().len(), 1);
}
