//! Somebody deletes by hand what Handrail made, half-way or afterwards: one cause, one action, and no going round in circles.

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::registration::{
    ConsentChoice, DriftKind, PlannedChange, RegistrationChoices, RegistrationStepId, RunEvent, RunStepState,
    RunView,
};
use serde_json::Value;

use super::{directory, empty, undone};
use crate::portal::Portal;
use crate::programs::Programs;
use crate::registering::{app_of, applied, choosing, nothing_yet, pages};
use crate::tenant::{Tenant, goal};

/// An administrator with a script.
struct Administrator {
    portal: Portal,
    token: String,
    graph: String,
}

impl Administrator {
    async fn of(tenant: &Tenant) -> Self {
        let portal = Portal::at(&tenant.ready().origin);
        let script = portal.register("Cleaning up").await;
        let id = &script.client_id;
        portal
            .add_permission(id, "Microsoft Graph", "application", "Application.ReadWrite.All")
            .await;
        portal.grant_admin_consent(id).await;
        let secret = portal.new_secret(id).await.value;
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", id),
            ("client_secret", &secret),
            ("scope", "https://graph.microsoft.com/.default"),
        ];
        let origin = &tenant.ready().origin;
        let url = format!("{origin}/{}/oauth2/v2.0/token", tenant.ready().tenant_id);
        let answer = http().post(url).form(&fields).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        let token = answer["access_token"].as_str();
        Self {
            token: token.unwrap_or_else(|| panic!("{answer}")).to_owned(),
            graph: format!("{origin}/v1.0"),
            portal,
        }
    }

    async fn deletes(&self, client_id: &str) {
        let url = format!("{}/applications(appId='{client_id}')", self.graph);
        let answer = http().delete(url).bearer_auth(&self.token).send().await.unwrap();
        assert!(answer.status().is_success(), "{}", answer.status());
    }
}

fn http() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

/// Makes the registration as far as a step, which is done.
async fn stopped_after(assistant: &Assistant, id: &str, last: RegistrationStepId) -> RunView {
    let enough = |event| {
        let done = matches!(&event, RunEvent::Step { step }
            if step.id == last && step.state == RunStepState::Done);
        if done {
            assistant.cancel_registration(id);
        }
    };
    let choices = choosing(ConsentChoice::Grant);
    let view = assistant
        .apply_registration(id, &choices, &pages(), enough)
        .await
        .unwrap();
    assert!(!view.finished, "{view:?}");
    view
}

async fn connection(tenant: &Tenant, context: Context) -> String {
    nothing_yet(tenant, &tenant.assistant, goal(Api::Graph, context)).await
}

#[tokio::test]
async fn an_app_that_is_deleted_half_way_is_planned_and_made_anew() {
    let tenant = Tenant::with(empty()).await;
    let by_hand = Administrator::of(&tenant).await;
    let before = directory(&tenant).await;
    let id = connection(&tenant, Context::Application).await;
    let (assistant, choices) = (
        Programs::of(&tenant).signed_in(&id).await,
        choosing(ConsentChoice::Grant),
    );
    let gone = stopped_after(&assistant, &id, RegistrationStepId::Secret)
        .await
        .client_id
        .unwrap();
    by_hand.deletes(&gone).await;

    let plan = assistant.plan_registration(&id, &choices).await.unwrap();
    let step = plan
        .steps
        .iter()
        .find(|step| step.id == RegistrationStepId::Application)
        .unwrap();
    assert_eq!(step.change, PlannedChange::Create);
    assert!(
        step.requests[0].url.contains("handrail-{run}"),
        "{}",
        step.requests[0].url
    );
    let view = applied(&assistant, &id, &choices).await.0;
    assert!(view.finished, "{view:?}");
    assert_ne!(view.client_id.as_deref(), Some(gone.as_str()));
    let app = app_of(&tenant, &view).await;
    assert_eq!(app["secrets"].as_array().unwrap().len(), 1);
    undone(&assistant, &id).await;
    assert_eq!(directory(&tenant).await, before);
    assert_eq!(tenant.memory.secrets(), 0);
}

#[tokio::test]
async fn an_app_that_is_deleted_afterwards_is_said_to_be_gone_and_undone_without_a_call() {
    let tenant = Tenant::with(empty()).await;
    let by_hand = Administrator::of(&tenant).await;
    let before = directory(&tenant).await;
    let id = connection(&tenant, Context::Application).await;
    let (assistant, choices) = (
        Programs::of(&tenant).signed_in(&id).await,
        choosing(ConsentChoice::Grant),
    );
    let made = applied(&assistant, &id, &choices).await.0;
    by_hand.deletes(made.client_id.as_deref().unwrap()).await;

    let checked = assistant.check_registration(&id).await.unwrap_err();
    assert_eq!(checked.code, ErrorCode::RegistrationGone);
    assert_eq!(checked.params["client_id"], made.client_id.clone().unwrap());
    let rotated = assistant.rotate_credential(&id, |_| ()).await.unwrap_err();
    assert_eq!(rotated.code, ErrorCode::RegistrationGone);
    let view = undone(&assistant, &id).await;
    assert!(!view.undoable && !view.resumable, "{view:?}");
    assert_eq!(directory(&tenant).await, before);
    assert_eq!(assistant.registration_run(&id).await.unwrap(), None);
    assert_eq!(tenant.memory.secrets(), 0);

    let again = applied(&assistant, &id, &choices).await.0;
    assert!(again.finished, "{again:?}");
}

#[tokio::test]
async fn an_app_that_is_deleted_after_it_was_finished_is_made_anew_for_a_person_as_well() {
    let tenant = Tenant::with(empty()).await;
    let by_hand = Administrator::of(&tenant).await;
    let id = connection(&tenant, Context::User).await;
    let (assistant, choices) = (
        Programs::of(&tenant).signed_in(&id).await,
        choosing(ConsentChoice::Link),
    );
    let made = applied(&assistant, &id, &choices).await.0;
    by_hand.deletes(made.client_id.as_deref().unwrap()).await;
    let view = applied(&assistant, &id, &choices).await.0;
    assert!(view.finished, "{view:?}");
    assert_ne!(view.client_id, made.client_id);
    assert!(assistant.token(&id).await.is_ok());
}

#[tokio::test]
async fn of_an_app_that_was_picked_and_deleted_no_other_is_made() {
    let tenant = Tenant::with(empty()).await;
    let by_hand = Administrator::of(&tenant).await;
    let before = directory(&tenant).await;
    let id = connection(&tenant, Context::Application).await;
    let assistant = Programs::of(&tenant).signed_in(&id).await;
    let picked = by_hand.portal.register("Made by hand").await;
    let choices = RegistrationChoices {
        repair: Some(picked.object_id.clone()),
        ..choosing(ConsentChoice::Grant)
    };
    assert!(applied(&assistant, &id, &choices).await.0.finished);
    by_hand.deletes(&picked.client_id).await;
    for _ in 0..2 {
        let view = applied(&assistant, &id, &choices).await.0;
        let stopped = view.steps.iter().find(|step| step.state == RunStepState::Stopped);
        let problem = stopped.unwrap().problem.clone().unwrap();
        assert_eq!(problem.code, ErrorCode::RegistrationGone);
        assert!(!view.undoable, "{view:?}");
    }
    assert_eq!(directory(&tenant).await, before);
    let choices = choosing(ConsentChoice::Grant);
    assert!(applied(&assistant, &id, &choices).await.0.finished);
    undone(&assistant, &id).await;
    assert_eq!(directory(&tenant).await, before);
}

#[tokio::test]
async fn a_secret_that_was_removed_by_hand_is_named_and_made_anew() {
    let tenant = Tenant::with(empty()).await;
    let by_hand = Administrator::of(&tenant).await;
    let before = directory(&tenant).await;
    let id = connection(&tenant, Context::Application).await;
    let (assistant, choices) = (
        Programs::of(&tenant).signed_in(&id).await,
        choosing(ConsentChoice::Grant),
    );
    let view = applied(&assistant, &id, &choices).await.0;
    let client_id = view.client_id.clone().unwrap();
    let remove = async || {
        let secret = app_of(&tenant, &view).await["secrets"][0]["id"].clone();
        by_hand
            .portal
            .remove_secret(&client_id, secret.as_str().unwrap())
            .await;
    };
    remove().await;
    let found = assistant.check_registration(&id).await.unwrap();
    let kinds: Vec<DriftKind> = found.items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [DriftKind::SecretMissing]);
    let rotated = assistant.rotate_credential(&id, |_| ()).await.unwrap();
    assert!(rotated.finished, "{:?}", rotated.steps);
    assert!(assistant.check_registration(&id).await.unwrap().items.is_empty());

    remove().await;
    let again = applied(&assistant, &id, &choices).await.0;
    assert!(again.finished, "{again:?}");
    assert_eq!(
        app_of(&tenant, &again).await["secrets"].as_array().unwrap().len(),
        1
    );
    undone(&assistant, &id).await;
    assert_eq!(directory(&tenant).await, before);
}

#[tokio::test]
async fn an_enterprise_app_that_was_deleted_by_hand_is_made_anew_with_its_grants() {
    let tenant = Tenant::with(empty()).await;
    let by_hand = Administrator::of(&tenant).await;
    let before = directory(&tenant).await;
    let id = connection(&tenant, Context::Application).await;
    let (assistant, choices) = (
        Programs::of(&tenant).signed_in(&id).await,
        choosing(ConsentChoice::Grant),
    );
    let made = applied(&assistant, &id, &choices).await.0;
    let client_id = made.client_id.unwrap();
    by_hand.portal.delete_enterprise_app(&client_id).await;
    let found = assistant.check_registration(&id).await.unwrap();
    let kinds: Vec<DriftKind> = found.items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [DriftKind::EnterpriseAppMissing]);
    let again = applied(&assistant, &id, &choices).await.0;
    assert!(again.finished, "{again:?}");
    undone(&assistant, &id).await;
    assert_eq!(directory(&tenant).await, before);
}

#[tokio::test]
async fn a_grant_that_was_revoked_by_hand_meanwhile_is_given_again() {
    let tenant = Tenant::with(empty()).await;
    let by_hand = Administrator::of(&tenant).await;
    let before = directory(&tenant).await;
    for (context, consent) in [
        (Context::Application, ConsentChoice::Grant),
        (Context::User, ConsentChoice::Link),
    ] {
        let id = connection(&tenant, context).await;
        let (assistant, choices) = (Programs::of(&tenant).signed_in(&id).await, choosing(consent));
        let client_id = if consent == ConsentChoice::Grant {
            stopped_after(&assistant, &id, RegistrationStepId::Consent)
                .await
                .client_id
        } else {
            applied(&assistant, &id, &choices).await.0.client_id
        };
        let permission = "SecurityIncident.Read.All";
        by_hand.portal.revoke(&client_id.unwrap(), permission).await;
        let view = applied(&assistant, &id, &choices).await.0;
        assert!(view.finished, "{context:?}: {view:?}");
        undone(&assistant, &id).await;
        assert_eq!(directory(&tenant).await, before, "{context:?}");
    }
}
