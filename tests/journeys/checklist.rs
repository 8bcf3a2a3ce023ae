//! The steps turn green on evidence, and red when it is contradicted.

use handrail_assistant::checklist::{Checklist, StepId, StepState};
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::error::{ErrorCode, ErrorReport, Remedy};
use secrecy::SecretString;

use crate::tenant::{Tenant, goal};

fn state(checklist: &Checklist, step: StepId) -> StepState {
    checklist.step(step).unwrap().state
}

fn problem(checklist: &Checklist, step: StepId) -> &ErrorReport {
    checklist.step(step).unwrap().problem.as_ref().unwrap()
}

async fn begun(tenant: &Tenant, api: Api) -> String {
    let found = tenant.found().await;
    let checklist = tenant
        .assistant
        .create_connection(&found, goal(api, Context::Application))
        .await
        .unwrap();
    assert_eq!(checklist.current, Some(StepId::Register));
    checklist.connection.id
}

#[tokio::test]
async fn a_domain_leads_to_its_tenant_and_is_the_first_proof() {
    let tenant = Tenant::start().await;
    let found = tenant.found().await;
    assert_eq!(found.tenant_id, tenant.ready().tenant_id);
    assert!(found.practice);
    let id = begun(&tenant, Api::Graph).await;
    let checklist = tenant.assistant.checklist(&id).await.unwrap();
    assert_eq!(state(&checklist, StepId::Tenant), StepState::Proved);
    assert!(!checklist.step(StepId::Tenant).unwrap().evidence.is_empty());
}

#[tokio::test]
async fn a_domain_that_does_not_exist_is_a_finding_about_the_tenant() {
    let tenant = Tenant::start().await;
    let report = tenant
        .assistant
        .find_tenant("nowhere.example", Some("practice"))
        .await
        .unwrap_err();
    assert_eq!(
        (report.code, report.step, report.remedy),
        (
            ErrorCode::TenantNotFound,
            Some(StepId::Tenant),
            Remedy::EnterAgain
        )
    );
    assert!(report.finding);
    assert_eq!(report.params["domain"], "nowhere.example");
    assert_eq!(report.trace.unwrap().aadsts, Some(90002));
}

#[tokio::test]
async fn what_is_no_domain_is_refused_before_anything_is_sent() {
    let tenant = Tenant::start().await;
    let report = tenant
        .assistant
        .find_tenant("not a domain", Some("practice"))
        .await
        .unwrap_err();
    assert_eq!(report.code, ErrorCode::DomainMalformed);
}

#[tokio::test]
async fn a_tenant_id_in_place_of_the_client_id_is_told_apart() {
    let tenant = Tenant::start().await;
    let id = begun(&tenant, Api::Xdr).await;
    let report = tenant
        .assistant
        .set_client_id(&id, &tenant.ready().tenant_id)
        .await
        .unwrap_err();
    assert_eq!(
        (report.code, report.remedy),
        (ErrorCode::ClientIdIsTenantId, Remedy::EnterAgain)
    );
    assert_eq!(
        tenant
            .assistant
            .checklist(&id)
            .await
            .unwrap()
            .connection
            .client_id,
        None
    );
}

#[tokio::test]
async fn a_client_id_that_entra_does_not_know_blocks_the_step() {
    let tenant = Tenant::start().await;
    let id = begun(&tenant, Api::Graph).await;
    let unknown = "0b9bcb1e-2e0c-4f5b-9a3e-5b8f5a6d7c10";
    let checklist = tenant.assistant.set_client_id(&id, unknown).await.unwrap();
    assert_eq!(state(&checklist, StepId::Register), StepState::Blocked);
    let problem = problem(&checklist, StepId::Register);
    assert_eq!(problem.code, ErrorCode::ClientNotFound);
    assert_eq!(problem.trace.as_ref().unwrap().aadsts, Some(700_016));
    assert!(problem.trace.as_ref().unwrap().correlation_id.is_some());
}

#[tokio::test]
async fn a_secret_id_in_place_of_the_value_is_told_apart() {
    let tenant = Tenant::start().await;
    let id = begun(&tenant, Api::Graph).await;
    tenant
        .assistant
        .set_client_id(&id, &tenant.ready().apps.application.client_id)
        .await
        .unwrap();
    let secret_id = SecretString::from("f0b0b335-1d71-4883-8f98-567911bfdca6");
    let report = tenant.assistant.set_secret(&id, secret_id).await.unwrap_err();
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::SecretIdPasted, Some(StepId::Secret))
    );
    assert_eq!(tenant.memory.secrets(), 0);
}

#[tokio::test]
async fn a_wrong_secret_proves_the_client_id_and_blocks_the_secret() {
    let tenant = Tenant::start().await;
    let id = begun(&tenant, Api::Graph).await;
    tenant
        .assistant
        .set_client_id(&id, &tenant.ready().apps.application.client_id)
        .await
        .unwrap();
    let checklist = tenant
        .assistant
        .set_secret(&id, SecretString::from("Wr0ng~secret.value_of-an-admin"))
        .await
        .unwrap();
    assert_eq!(state(&checklist, StepId::Register), StepState::Proved);
    assert_eq!(state(&checklist, StepId::Secret), StepState::Blocked);
    let problem = problem(&checklist, StepId::Secret);
    assert_eq!(problem.code, ErrorCode::SecretWrong);
    assert_eq!(problem.trace.as_ref().unwrap().aadsts, Some(7_000_215));
    assert!(
        problem
            .link
            .as_ref()
            .is_some_and(|link| link.contains("certificates-secrets"))
    );
}

#[tokio::test]
async fn every_step_of_a_good_registration_is_proved_with_evidence() {
    let tenant = Tenant::start().await;
    for api in Api::ALL {
        let connection = tenant.application(api).await;
        let checklist = tenant.assistant.check(&connection.id).await.unwrap();
        for step in &checklist.steps {
            assert_eq!(
                step.state,
                StepState::Proved,
                "{api}: {:?} {:?}",
                step.id,
                step.problem
            );
            assert!(!step.evidence.is_empty(), "{api}: {:?}", step.id);
        }
        assert!(checklist.connection.ready);
        assert_eq!(checklist.current, None);
    }
}

#[tokio::test]
async fn consent_that_was_never_given_is_found_in_the_token() {
    let tenant = Tenant::start().await;
    let app = tenant.ready().apps.unconsented.clone();
    let secret = app.client_secret.map(SecretString::from);
    let connection = tenant
        .registered(goal(Api::Xdr, Context::Application), &app.client_id, secret)
        .await;
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    assert_eq!(state(&checklist, StepId::Secret), StepState::Proved);
    assert_eq!(state(&checklist, StepId::Consent), StepState::Blocked);
    assert_eq!(
        problem(&checklist, StepId::Consent).code,
        ErrorCode::ConsentMissing
    );
    assert!(!checklist.connection.ready);
}

#[tokio::test]
async fn a_step_turns_red_again_when_consent_is_revoked_and_green_when_it_is_back() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    assert!(
        tenant
            .assistant
            .check(&connection.id)
            .await
            .unwrap()
            .connection
            .ready
    );

    tenant.switch("consent-missing", true).await;
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    assert_eq!(state(&checklist, StepId::Consent), StepState::Blocked);
    assert!(!checklist.connection.ready);

    tenant.switch("consent-missing", false).await;
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    assert_eq!(state(&checklist, StepId::Consent), StepState::Proved);
    assert!(checklist.connection.ready);
}

#[tokio::test]
async fn a_secret_that_went_with_its_session_is_asked_for_again() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    tenant.assistant.check(&connection.id).await.unwrap();
    tenant.memory.restart();
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    assert_eq!(state(&checklist, StepId::Register), StepState::Proved);
    assert_eq!(problem(&checklist, StepId::Secret).code, ErrorCode::SecretMissing);
    assert_eq!(checklist.current, Some(StepId::Secret));
}

#[tokio::test]
async fn a_secret_that_expires_turns_its_step_red() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    tenant.assistant.check(&connection.id).await.unwrap();
    tenant.switch("secret-expired", true).await;
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    assert_eq!(problem(&checklist, StepId::Secret).code, ErrorCode::SecretExpired);
    assert!(!checklist.connection.ready);
}

#[tokio::test]
async fn another_client_id_takes_the_proofs_of_the_old_one_away() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    tenant.assistant.check(&connection.id).await.unwrap();
    let checklist = tenant
        .assistant
        .set_client_id(&connection.id, "0b9bcb1e-2e0c-4f5b-9a3e-5b8f5a6d7c10")
        .await
        .unwrap();
    assert!(!checklist.connection.ready);
    assert_ne!(state(&checklist, StepId::Token), StepState::Proved);
}
