//! A registration that stops at a refusal, and goes on from there.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Credential};
use handrail_assistant::error::{ErrorCode, Remedy};
use handrail_assistant::registration::{
    ConsentChoice, RegistrationChoices, RegistrationStepId, RunEvent, RunStepState, RunView,
};
use handrail_practice_tenant::ReadyUser;

use super::{app_of, applied, apps, choosing, nothing_yet, pages, sign_in_to_set_up, steps_in};
use crate::person::Manner;
use crate::tenant::{Tenant, goal};

fn user(tenant: &Tenant, name: &str) -> ReadyUser {
    let mut users = tenant.ready().users.iter();
    let found = users.find(|user| user.user_principal_name.starts_with(name));
    found.unwrap().clone()
}

/// Where a run stopped, and why.
fn stop(view: &RunView) -> (RegistrationStepId, ErrorCode) {
    assert!(view.resumable && !view.finished, "{view:?}");
    let stopped = view.steps.iter().find(|step| step.state == RunStepState::Stopped);
    let stopped = stopped.unwrap_or_else(|| panic!("{view:?}"));
    (stopped.id, stopped.problem.as_ref().unwrap().code)
}

async fn application(tenant: &Tenant, choices: &RegistrationChoices) -> String {
    let assistant = &tenant.assistant;
    let id = nothing_yet(tenant, assistant, goal(Api::Graph, Context::Application)).await;
    sign_in_to_set_up(tenant, assistant, &id, choices).await;
    id
}

#[tokio::test]
async fn a_policy_against_secrets_is_answered_with_a_certificate() {
    let tenant = Tenant::start().await;
    tenant.switch("secret-forbidden-by-policy", true).await;
    let (assistant, choices) = (&tenant.assistant, choosing(ConsentChoice::Grant));
    let id = application(&tenant, &choices).await;
    let (view, _) = applied(assistant, &id, &choices).await;
    assert_eq!(
        stop(&view),
        (RegistrationStepId::Secret, ErrorCode::SecretForbidden)
    );
    let problem = view.steps.last().unwrap().problem.clone().unwrap();
    assert_eq!(problem.remedy, Remedy::UseCertificate);

    assistant
        .set_credential(&id, Credential::Certificate)
        .await
        .unwrap();
    let (view, _) = applied(assistant, &id, &choices).await;
    assert!(view.finished, "{view:?}");
    let app = app_of(&tenant, &view).await;
    assert_eq!(app["secrets"].as_array().unwrap().len(), 0);
    assert_eq!(app["certificates"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_policy_that_wants_secrets_to_end_sooner_gets_one_that_does() {
    let tenant = Tenant::start().await;
    tenant.switch("secret-lifetime-by-policy", true).await;
    let (assistant, choices) = (&tenant.assistant, choosing(ConsentChoice::Grant));
    let id = application(&tenant, &choices).await;
    let (view, _) = applied(assistant, &id, &choices).await;
    assert!(view.finished, "{view:?}");
    let app = app_of(&tenant, &view).await;
    let secret = &app["secrets"][0];
    let time = |name: &str| -> jiff::Timestamp { secret[name].as_str().unwrap().parse().unwrap() };
    let days = time("expires").duration_since(time("start")).as_hours() / 24;
    assert!((88..=90).contains(&days), "{days}");
    let kept = &tenant.memory.document()["connections"][0];
    assert_eq!(kept["secretKeyId"], secret["id"]);
}

#[tokio::test]
async fn somebody_who_may_not_grant_is_told_so_and_another_account_goes_on() {
    let tenant = Tenant::start().await;
    let (assistant, choices) = (&tenant.assistant, choosing(ConsentChoice::Grant));
    tenant.person.is(&user(&tenant, "appadmin@"));
    let before = apps(&tenant).await.len();
    let id = application(&tenant, &choices).await;
    let (view, _) = applied(assistant, &id, &choices).await;
    assert_eq!(stop(&view).0, RegistrationStepId::Consent);
    assert_eq!(
        steps_in(&view, RunStepState::Done),
        [
            RegistrationStepId::Application,
            RegistrationStepId::ServicePrincipal,
            RegistrationStepId::Secret
        ]
    );

    tenant.person.is(&user(&tenant, "admin@"));
    sign_in_to_set_up(&tenant, assistant, &id, &choices).await;
    let (view, _) = applied(assistant, &id, &choices).await;
    assert!(view.finished, "{view:?}");
    assert_eq!(apps(&tenant).await.len(), before + 1);
}

#[tokio::test]
async fn consent_that_is_refused_on_the_page_is_asked_for_again() {
    let tenant = Tenant::start().await;
    let (assistant, choices) = (&tenant.assistant, RegistrationChoices::default());
    let id = application(&tenant, &choices).await;
    tenant.person.will(Manner::RefusesConsent);
    let (view, _) = applied(assistant, &id, &choices).await;
    assert_eq!(
        stop(&view),
        (RegistrationStepId::Consent, ErrorCode::ConsentDeclined)
    );

    tenant.person.will(Manner::Agrees);
    let (view, _) = applied(assistant, &id, &choices).await;
    assert!(view.finished, "{view:?}");
}

#[tokio::test]
async fn whoever_cancels_finds_it_where_it_was() {
    let tenant = Tenant::start().await;
    let (assistant, choices) = (&tenant.assistant, choosing(ConsentChoice::Grant));
    let id = application(&tenant, &choices).await;
    let has_had_enough = |event| {
        let made = matches!(&event, RunEvent::Step { step }
            if step.id == RegistrationStepId::ServicePrincipal && step.state == RunStepState::Done);
        if made {
            assistant.cancel_registration(&id);
        }
    };
    let view = assistant
        .apply_registration(&id, &choices, &pages(), has_had_enough)
        .await
        .unwrap();
    assert_eq!(stop(&view).1, ErrorCode::Cancelled);
    let kept = assistant.registration_run(&id).await.unwrap();
    assert_eq!(kept.as_ref(), Some(&view));

    let (view, _) = applied(assistant, &id, &choices).await;
    assert!(view.finished, "{view:?}");
    assert_eq!(
        app_of(&tenant, &view).await["secrets"].as_array().unwrap().len(),
        1
    );
}

#[tokio::test]
async fn without_a_sign_in_for_it_nothing_is_begun() {
    let tenant = Tenant::start().await;
    let assistant = &tenant.assistant;
    let id = nothing_yet(&tenant, assistant, goal(Api::Graph, Context::Application)).await;
    let refused = assistant
        .apply_registration(&id, &RegistrationChoices::default(), &pages(), |_| ())
        .await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::SetupMissing);
    assert_eq!(assistant.registration_run(&id).await.unwrap(), None);
}
