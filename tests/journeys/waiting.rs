//! What was changed takes a while to be known everywhere: Handrail looks again, and says how long it took.

use std::sync::Mutex;

use handrail_assistant::checklist::{CheckProgress, StepId, StepState};
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::error::ErrorCode;
use secrecy::SecretString;

use crate::leaping::impatient;
use crate::portal::Portal;
use crate::tenant::{Tenant, goal};

/// A connection whose registration nobody has consented to.
async fn unconsented(tenant: &Tenant) -> String {
    let app = tenant.ready().apps.unconsented.clone();
    let secret = app.client_secret.map(SecretString::from);
    let wanted = goal(Api::Xdr, Context::Application);
    tenant.registered(wanted, &app.client_id, secret).await.id
}

fn pauses(told: &Mutex<Vec<CheckProgress>>) -> Vec<u32> {
    let told = told.lock().unwrap();
    told.iter()
        .filter_map(|progress| progress.next_in_ms)
        .map(|next| next / 1000)
        .collect()
}

#[tokio::test]
async fn consent_that_takes_its_time_turns_green_with_the_measured_wait() {
    let tenant = Tenant::start().await;
    let (assistant, id) = (impatient(&tenant), unconsented(&tenant).await);
    tenant.switch("propagation-delay", true).await;
    Portal::at(&tenant.ready().origin)
        .grant_admin_consent(&tenant.ready().apps.unconsented.client_id)
        .await;

    let told = Mutex::new(Vec::new());
    let note = |progress| told.lock().unwrap().push(progress);
    let checklist = assistant.check_until(&id, StepId::Consent, note).await.unwrap();
    let step = checklist.step(StepId::Consent).unwrap();
    assert_eq!(step.state, StepState::Proved);
    let waited: u64 = step.evidence[0].params["waited_ms"].parse().unwrap();
    assert!((30_000..60_000).contains(&waited), "{waited}");
    assert_eq!(pauses(&told), [1, 2, 4, 8, 15]);
    assert!(checklist.connection.ready);
}

#[tokio::test]
async fn consent_that_never_comes_is_not_waited_for_for_ever() {
    let tenant = Tenant::start().await;
    let (assistant, id) = (impatient(&tenant), unconsented(&tenant).await);
    let told = Mutex::new(Vec::new());
    let note = |progress| told.lock().unwrap().push(progress);
    let checklist = assistant.check_until(&id, StepId::Consent, note).await.unwrap();
    assert_eq!(checklist.step(StepId::Consent).unwrap().state, StepState::Blocked);
    assert!((120..=300).contains(&pauses(&told).iter().sum::<u32>()));
}

#[tokio::test]
async fn what_needs_a_person_is_not_waited_for() {
    let tenant = Tenant::start().await;
    let assistant = impatient(&tenant);
    let id = tenant.application(Api::Graph).await.id;
    tenant.switch("secret-expired", true).await;
    let told = Mutex::new(Vec::new());
    let note = |progress| told.lock().unwrap().push(progress);
    let checklist = assistant.check_until(&id, StepId::Token, note).await.unwrap();
    assert_eq!(checklist.current, Some(StepId::Permissions));
    assert_eq!(pauses(&told), [0; 0]);
}

#[tokio::test]
async fn the_waiting_ends_when_the_person_says_so() {
    let tenant = Tenant::start().await;
    let id = unconsented(&tenant).await;
    let assistant = tenant.assistant.clone();
    let give_up = |progress: CheckProgress| {
        if progress.next_in_ms.is_some() {
            assistant.cancel_check(&id);
        }
    };
    let outcome = tenant.assistant.check_until(&id, StepId::Consent, give_up).await;
    assert_eq!(outcome.unwrap_err().code, ErrorCode::Cancelled);
}

#[tokio::test]
async fn a_step_that_is_proved_at_once_names_no_wait() {
    let tenant = Tenant::start().await;
    let (assistant, id) = (impatient(&tenant), tenant.application(Api::Graph).await.id);
    let checklist = assistant.check_until(&id, StepId::Consent, |_| ()).await.unwrap();
    let evidence = &checklist.step(StepId::Consent).unwrap().evidence;
    assert!(!evidence[0].params.contains_key("waited_ms"));
}
