//! A secret or a certificate is replaced: at every moment a token can be taken, and nobody else's is touched.

use std::collections::BTreeSet;
use std::sync::Mutex;

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context, Credential, Goal};
use handrail_assistant::error::ErrorCode;
use handrail_assistant::registration::{RegistrationStepId, RunEvent, RunStepState, RunView};
use handrail_assistant::sign_in::CertificateLifetime;
use serde_json::Value;

use crate::killing::Moment;
use crate::portal::Portal;
use crate::programs::Programs;
use crate::tenant::{Tenant, goal};

/// What the application's registration holds: of its secrets or of its certificates, one name each.
async fn held(tenant: &Tenant, what: &str) -> BTreeSet<String> {
    let truth = tenant.truth().await;
    let client_id = tenant.ready().apps.application.client_id.as_str();
    let apps = truth["apps"].as_array().unwrap();
    let app = apps.iter().find(|app| app["clientId"] == client_id).unwrap();
    let id = |one: &Value| one["id"].as_str().unwrap().to_owned();
    app[what].as_array().unwrap().iter().map(id).collect()
}

/// A program that was just started takes a token.
async fn a_token_can_be_taken(programs: &Programs<'_>, connection: &ConnectionView, when: &str) {
    let taken = programs.just_started().token(&connection.id).await;
    assert!(taken.is_ok(), "{when}: {:?}", taken.err());
}

async fn rotated(assistant: &Assistant, connection: &ConnectionView) -> RunView {
    assistant.rotate_credential(&connection.id, |_| ()).await.unwrap()
}

fn states(view: &RunView) -> Vec<RunStepState> {
    view.steps.iter().map(|step| step.state).collect()
}

async fn by_certificate(tenant: &Tenant) -> ConnectionView {
    let goal = Goal {
        credential: Credential::Certificate,
        ..goal(Api::Graph, Context::Application)
    };
    let client_id = &tenant.ready().apps.application.client_id;
    let connection = tenant.registered(goal, client_id, None).await;
    let made = tenant
        .assistant
        .make_certificate(&connection.id, CertificateLifetime::OneYear);
    made.await.unwrap();
    let pem = tenant.assistant.public_certificate(&connection.id).await.unwrap();
    Portal::at(&tenant.ready().origin)
        .upload_certificate(client_id, &pem)
        .await;
    connection
}

#[tokio::test]
async fn a_new_secret_takes_the_place_of_the_old_one_and_others_stay() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let of_planting = held(&tenant, "secrets").await;
    let portal = Portal::at(&tenant.ready().origin);
    let other = portal.new_secret(connection.client_id.as_ref().unwrap()).await;

    let programs = Programs::of(&tenant);
    let assistant = programs.signed_in(&connection.id).await;
    let view = rotated(&assistant, &connection).await;
    assert!(view.finished, "{:?}", view.steps);
    assert_eq!(states(&view), [RunStepState::Done, RunStepState::Done]);

    let now = held(&tenant, "secrets").await;
    assert_eq!(now.len(), 2);
    assert!(now.contains(&other.id));
    assert!(now.is_disjoint(&of_planting), "{now:?}");
    let new: Vec<String> = now.iter().filter(|id| **id != other.id).cloned().collect();
    assert_eq!(view.steps[0].made, new);
    a_token_can_be_taken(&programs, &connection, "afterwards").await;
    assert!(tenant.memory.secrets() > 0);
    let document = tenant.memory.document().to_string();
    assert!(document.contains(&view.steps[0].made[0]), "{document}");
}

#[tokio::test]
async fn a_new_secret_that_entra_does_not_know_yet_is_waited_for_while_the_old_one_serves() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let programs = Programs::of(&tenant);
    let assistant = programs.signed_in(&connection.id).await;
    tenant.switch("propagation-delay", true).await;
    let waits = Mutex::new(Vec::new());
    let note = |event| {
        if let RunEvent::Waiting { id, seconds } = event {
            assert_eq!(id, RegistrationStepId::Proof);
            waits.lock().unwrap().push(seconds);
        }
    };
    let view = assistant.rotate_credential(&connection.id, note).await.unwrap();
    assert!(view.finished, "{:?}", view.steps);
    let waits = waits.into_inner().unwrap();
    assert!(waits.len() > 4 && waits.is_sorted(), "{waits:?}");
    a_token_can_be_taken(&programs, &connection, "afterwards").await;
}

#[tokio::test]
async fn killed_at_any_place_a_rotation_of_a_secret_goes_on_and_a_token_can_always_be_taken() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let portal = Portal::at(&tenant.ready().origin);
    let other = portal.new_secret(connection.client_id.as_ref().unwrap()).await;
    killed_everywhere(&tenant, &connection, "secrets", &other.id).await;
}

#[tokio::test]
async fn killed_at_any_place_a_rotation_of_a_certificate_goes_on_and_a_token_can_always_be_taken() {
    let tenant = Tenant::start().await;
    let of_planting = held(&tenant, "certificates").await;
    let other = of_planting.first().unwrap().clone();
    let connection = by_certificate(&tenant).await;
    killed_everywhere(&tenant, &connection, "certificates", &other).await;
}

/// Dies at the first write, at the second, ... until one rotation comes through unharmed.
async fn killed_everywhere(tenant: &Tenant, connection: &ConnectionView, what: &str, other: &str) {
    let programs = Programs::of(tenant);
    for moment in [Moment::BeforeTheWrite, Moment::AfterTheWrite] {
        let mut deaths = 0;
        for write in 1.. {
            let before = held(tenant, what).await;
            let (assistant, death) = programs.mortal(&connection.id).await;
            death.comes_at(write, moment);
            let rotating = assistant.rotate_credential(&connection.id, |_| ());
            let outcome = death.or(rotating).await;
            let when = format!("{moment:?} {write}: {outcome:?}");
            a_token_can_be_taken(&programs, connection, &when).await;
            if death.came() {
                deaths += 1;
                let another = programs.signed_in(&connection.id).await;
                let view = rotated(&another, connection).await;
                assert!(view.finished, "{when}: {:?}", view.steps);
                a_token_can_be_taken(&programs, connection, &when).await;
            }
            let now = held(tenant, what).await;
            assert_eq!(now.len(), 2, "{when}: {now:?}");
            assert!(now.contains(other), "{when}");
            assert_ne!(now, before, "{when}");
            if !death.came() {
                break;
            }
        }
        assert!(deaths > 5, "{deaths}");
    }
}

#[tokio::test]
async fn where_secrets_are_forbidden_it_stops_and_the_old_one_serves() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let before = held(&tenant, "secrets").await;
    let programs = Programs::of(&tenant);
    let assistant = programs.signed_in(&connection.id).await;
    tenant.switch("secret-forbidden-by-policy", true).await;
    let view = rotated(&assistant, &connection).await;
    assert_eq!(states(&view), [RunStepState::Stopped, RunStepState::Waiting]);
    let problem = view.steps[0].problem.as_ref().unwrap();
    assert_eq!(problem.code, ErrorCode::SecretForbidden);
    assert!(view.resumable && !view.finished);
    assert_eq!(held(&tenant, "secrets").await, before);
    a_token_can_be_taken(&programs, &connection, "afterwards").await;

    tenant.switch("secret-forbidden-by-policy", false).await;
    assert!(rotated(&assistant, &connection).await.finished);
    assert_eq!(held(&tenant, "secrets").await.len(), 1);
}

#[tokio::test]
async fn a_tenant_that_wants_secrets_to_end_sooner_gets_one_that_does() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let programs = Programs::of(&tenant);
    let assistant = programs.signed_in(&connection.id).await;
    tenant.switch("secret-lifetime-by-policy", true).await;
    let view = rotated(&assistant, &connection).await;
    assert!(view.finished, "{:?}", view.steps);
    a_token_can_be_taken(&programs, &connection, "afterwards").await;
}

#[tokio::test]
async fn there_is_nothing_to_rotate_where_people_sign_in_and_nobody_rotates_without_a_set_up() {
    let tenant = Tenant::start().await;
    let refused = async |connection: &ConnectionView| {
        let outcome = tenant.assistant.rotate_credential(&connection.id, |_| ()).await;
        outcome.unwrap_err().code
    };
    let user = tenant.user(Api::Graph).await;
    assert_eq!(refused(&user).await, ErrorCode::NothingToRotate);
    let application = tenant.application(Api::Graph).await;
    assert_eq!(refused(&application).await, ErrorCode::SetupMissing);
}
