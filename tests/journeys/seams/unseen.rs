//! A set-up that may not read what was granted: what it does not see is said to be not seen, and nothing fails of it.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::registration::{
    ConsentChoice, DriftKind, DriftPart, PlannedChange, RegistrationChoices, RegistrationStepId,
    RunStepState, SetupClient,
};

use super::{directory, empty, state, undone};
use crate::portal::Portal;
use crate::registering::{applied, choosing, nothing_yet};
use crate::tenant::{Tenant, goal, landing};

/// Through the borrowed client, so that no more is in the token than was asked for.
async fn set_up(tenant: &Tenant, id: &str, choices: &RegistrationChoices) {
    let client = SetupClient::GraphCommandLineTools;
    let attempt = tenant
        .assistant
        .start_setup_sign_in(id, client, choices, landing())
        .await
        .unwrap();
    let finished = tenant.assistant.finish_setup_sign_in(&attempt.attempt_id).await;
    let scopes = finished.unwrap().scopes;
    let grants = choices.consent == ConsentChoice::Grant;
    assert_eq!(
        scopes
            .iter()
            .any(|scope| scope.contains("Grant.") || scope.contains("RoleAssignment.")),
        grants,
        "{scopes:?}"
    );
}

async fn from_plan_to_undo(context: Context) {
    let tenant = Tenant::with(empty()).await;
    let (assistant, choices) = (&tenant.assistant, choosing(ConsentChoice::Link));
    let before = directory(&tenant).await;
    let id = nothing_yet(&tenant, assistant, goal(Api::Xdr, context)).await;
    set_up(&tenant, &id, &choices).await;
    let plan = assistant.plan_registration(&id, &choices).await.unwrap();
    assert!(plan.looked && plan.unseen.is_empty() && plan.problems.is_empty());
    let (view, _) = applied(assistant, &id, &choices).await;
    assert!(view.finished, "{view:?}");

    // Roles can be read, grants to everybody cannot.
    let unseen = context == Context::User;
    let plan = assistant.plan_registration(&id, &choices).await.unwrap();
    let codes: Vec<ErrorCode> = plan.unseen.iter().map(|report| report.code).collect();
    assert_eq!(codes, vec![ErrorCode::SetupScopeMissing; usize::from(unseen)]);
    let consent = plan
        .steps
        .iter()
        .find(|step| step.id == RegistrationStepId::Consent);
    assert_eq!(consent.unwrap().change, PlannedChange::Keep);

    let client_id = view.client_id.clone().unwrap();
    let portal = Portal::at(&tenant.ready().origin);
    portal.allow_public_client_flows(&client_id, true).await;
    let found = assistant.check_registration(&id).await.unwrap();
    let kinds: Vec<DriftKind> = found.items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [DriftKind::PublicClientFlowsOn]);
    assert_eq!(found.in_order.contains(&DriftPart::Grants), !unseen);
    assert_eq!(
        found.unseen.iter().any(|one| one.part == DriftPart::Grants),
        unseen
    );
    let picked = [found.items[0].id.clone()];
    let repaired = assistant.repair_registration(&id, &picked, |_| ()).await.unwrap();
    assert!(repaired.items.is_empty(), "{:?}", repaired.items);
    if context == Context::Application {
        let rotated = assistant.rotate_credential(&id, |_| ()).await.unwrap();
        assert!(rotated.finished, "{:?}", rotated.steps);
    }

    // Whether others use the API that the run brought in cannot be seen either: it stays, until somebody may look.
    let view = undone(assistant, &id).await;
    assert_eq!(
        state(&view, RegistrationStepId::Application),
        RunStepState::Undone
    );
    assert_eq!(state(&view, RegistrationStepId::Resource), RunStepState::Left);
    let resource = view
        .steps
        .iter()
        .find(|step| step.id == RegistrationStepId::Resource);
    let problem = resource.unwrap().problem.clone().unwrap();
    assert_eq!(problem.code, ErrorCode::SetupScopeMissing);
    set_up(&tenant, &id, &choosing(ConsentChoice::Grant)).await;
    undone(assistant, &id).await;
    let after = directory(&tenant).await;
    assert_eq!(after["apps"], before["apps"]);
}

#[tokio::test]
async fn an_application_goes_all_the_way_with_the_least_right() {
    from_plan_to_undo(Context::Application).await;
}

#[tokio::test]
async fn a_persons_app_goes_all_the_way_with_the_least_right() {
    from_plan_to_undo(Context::User).await;
}
