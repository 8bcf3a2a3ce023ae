//! A registration that Handrail makes, from an empty tenant to the first incident.

mod again;
mod killed;
mod stopped;

use std::sync::{Arc, Mutex};

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Flow, Goal, Tenancy};
use handrail_assistant::outside::Browser as _;
use handrail_assistant::registration::{
    ConsentChoice, RegistrationChoices, RegistrationStepId, RunEvent, RunStepState, RunView, SetupClient,
};
use handrail_assistant::sign_in::LandingPages;
use handrail_practice_tenant::Options;
use secrecy::SecretString;
use serde_json::Value;
use url::Url;

use crate::tenant::{Tenant, goal, landing, last};

pub(crate) fn pages() -> LandingPages {
    LandingPages {
        consent: landing(),
        sign_in: landing(),
    }
}

pub(crate) fn choosing(consent: ConsentChoice) -> RegistrationChoices {
    RegistrationChoices {
        consent,
        ..RegistrationChoices::default()
    }
}

/// A connection that has no registration yet.
pub(crate) async fn nothing_yet(tenant: &Tenant, assistant: &Assistant, goal: Goal) -> String {
    let found = tenant.found().await;
    assistant
        .create_connection(&found, goal)
        .await
        .unwrap()
        .connection
        .id
}

/// Whoever sits at the browser signs in for the set-up.
pub(crate) async fn sign_in_to_set_up(
    tenant: &Tenant,
    assistant: &Assistant,
    id: &str,
    choices: &RegistrationChoices,
) {
    let client = SetupClient::Own {
        client_id: tenant.ready().apps.setup.client_id.clone(),
    };
    let attempt = assistant
        .start_setup_sign_in(id, client, choices, landing())
        .await
        .unwrap();
    assistant.finish_setup_sign_in(&attempt.attempt_id).await.unwrap();
}

/// A pipeline sets up, without a browser.
pub(crate) async fn lend_to_set_up(tenant: &Tenant, assistant: &Assistant, id: &str) {
    let pipeline = &tenant.ready().apps.pipeline;
    let secret = SecretString::from(pipeline.client_secret.clone().unwrap());
    let client_id = pipeline.client_id.parse().unwrap();
    assistant.lend_setup_secret(id, client_id, secret).await.unwrap();
}

/// Makes the registration, and hands back what was told on the way.
pub(crate) async fn applied(
    assistant: &Assistant,
    id: &str,
    choices: &RegistrationChoices,
) -> (RunView, Vec<RunEvent>) {
    let told = Mutex::new(Vec::new());
    let note = |event| told.lock().unwrap().push(event);
    let view = assistant
        .apply_registration(id, choices, &pages(), note)
        .await
        .unwrap();
    (view, told.into_inner().unwrap())
}

/// The steps that are in that state.
pub(crate) fn steps_in(view: &RunView, state: RunStepState) -> Vec<RegistrationStepId> {
    let steps = view.steps.iter().filter(|step| step.state == state);
    steps.map(|step| step.id).collect()
}

/// The registrations of the tenant.
pub(crate) async fn apps(tenant: &Tenant) -> Vec<Value> {
    part(tenant, "apps").await
}

pub(crate) async fn part(tenant: &Tenant, name: &str) -> Vec<Value> {
    let truth = format!("{}/truth?only={name}", tenant.ready().control);
    tenant.fetched(&truth).await[name].as_array().unwrap().clone()
}

/// The registration that a run made.
pub(crate) async fn app_of(tenant: &Tenant, view: &RunView) -> Value {
    let all = apps(tenant).await;
    let mut own = all
        .into_iter()
        .filter(|app| app["clientId"].as_str() == view.client_id.as_deref());
    own.next().unwrap()
}

pub(crate) fn values(permissions: &Value) -> Vec<&str> {
    let all = permissions.as_array().unwrap().iter();
    all.map(|one| one["value"].as_str().unwrap()).collect()
}

async fn empty() -> Tenant {
    Tenant::with(Options {
        empty: true,
        ..Options::default()
    })
    .await
}

/// Registers in a tenant that has nothing, for each API, and reads there.
async fn from_nothing_to_incidents(context: Context, consent: ConsentChoice) {
    let tenant = empty().await;
    let (assistant, choices) = (&tenant.assistant, choosing(consent));
    for (api, permission) in [
        (Api::Graph, "SecurityIncident.Read.All"),
        (Api::Xdr, "Incident.Read"),
        (Api::Mde, "Alert.Read"),
    ] {
        let id = nothing_yet(&tenant, assistant, goal(api, context)).await;
        sign_in_to_set_up(&tenant, assistant, &id, &choices).await;
        let (view, told) = applied(assistant, &id, &choices).await;
        assert!(view.finished, "{api}: {view:?}");
        assert!(view.undoable && !view.resumable);
        assert_eq!(view.steps.len(), steps_in(&view, RunStepState::Done).len());

        let app = app_of(&tenant, &view).await;
        assert!(app["uniqueName"].as_str().unwrap().starts_with("handrail-"));
        let asked_for = values(&app["permissions"]);
        assert_eq!(asked_for.len(), 1, "{asked_for:?}");
        assert!(asked_for[0].starts_with(permission), "{asked_for:?}");
        let resource = view
            .steps
            .iter()
            .any(|step| step.id == RegistrationStepId::Resource);
        assert_eq!(resource, api != Api::Graph);
        let pages = told
            .iter()
            .filter(|event| matches!(event, RunEvent::InBrowser { .. }));
        let expected = usize::from(consent == ConsentChoice::Link) + usize::from(context == Context::User);
        assert_eq!(pages.count(), expected);

        let checklist = assistant.checklist(&id).await.unwrap();
        assert!(checklist.connection.ready, "{api}: {:?}", checklist.steps);
        let read = assistant.read_list(&id, &last(48), None, |_| ()).await.unwrap();
        assert!(read.rows > 0, "{api}");
    }
}

#[tokio::test]
async fn an_application_that_is_granted_its_permissions_reads_in_a_tenant_that_was_empty() {
    from_nothing_to_incidents(Context::Application, ConsentChoice::Grant).await;
}

#[tokio::test]
async fn an_application_that_an_administrator_consents_to_reads_in_a_tenant_that_was_empty() {
    from_nothing_to_incidents(Context::Application, ConsentChoice::Link).await;
}

#[tokio::test]
async fn a_person_reads_through_an_app_that_was_granted_its_permissions() {
    from_nothing_to_incidents(Context::User, ConsentChoice::Grant).await;
}

#[tokio::test]
async fn a_person_reads_through_an_app_that_an_administrator_consented_to() {
    from_nothing_to_incidents(Context::User, ConsentChoice::Link).await;
}

#[tokio::test]
async fn whoever_signs_in_by_a_code_is_told_it_and_goes_on() {
    let tenant = Tenant::start().await;
    let by_code = Goal {
        flow: Flow::DeviceCode,
        ..goal(Api::Graph, Context::User)
    };
    let (assistant, choices) = (&tenant.assistant, choosing(ConsentChoice::Grant));
    let id = nothing_yet(&tenant, assistant, by_code).await;
    sign_in_to_set_up(&tenant, assistant, &id, &choices).await;
    let person = Arc::clone(&tenant.person);
    let types_it_in = move |event| {
        if let RunEvent::InBrowser {
            link,
            code: Some(code),
            ..
        } = event
        {
            person.read_code(&code);
            person.open(&Url::parse(&link).unwrap()).unwrap();
        }
    };
    let view = assistant
        .apply_registration(&id, &choices, &pages(), types_it_in)
        .await
        .unwrap();
    assert!(view.finished, "{view:?}");
    assert_eq!(app_of(&tenant, &view).await["isFallbackPublicClient"], true);
}

#[tokio::test]
async fn a_partners_registration_is_proved_as_far_as_that_goes_without_a_customer() {
    let tenant = Tenant::start().await;
    let of_a_partner = Goal {
        tenancy: Tenancy::Customers,
        ..goal(Api::Graph, Context::Application)
    };
    let (assistant, choices) = (&tenant.assistant, RegistrationChoices::default());
    let id = nothing_yet(&tenant, assistant, of_a_partner).await;
    sign_in_to_set_up(&tenant, assistant, &id, &choices).await;
    let (view, _) = applied(assistant, &id, &choices).await;
    assert!(view.finished, "{view:?}");
    let app = app_of(&tenant, &view).await;
    assert_eq!(app["signInAudience"], "AzureADMultipleOrgs");

    assistant.set_customer(&id, "fabrikam.example").await.unwrap();
    let link = assistant.consent_link(&id).await.unwrap().link;
    assert!(link.contains(view.client_id.as_deref().unwrap()), "{link}");
}

#[tokio::test]
async fn nothing_secret_is_told_or_written_into_a_document() {
    let tenant = Tenant::start().await;
    let (assistant, choices) = (&tenant.assistant, choosing(ConsentChoice::Grant));
    let id = nothing_yet(&tenant, assistant, goal(Api::Graph, Context::Application)).await;
    sign_in_to_set_up(&tenant, assistant, &id, &choices).await;
    let (view, told) = applied(assistant, &id, &choices).await;
    assert_eq!(tenant.memory.secrets(), 1);
    let hint = app_of(&tenant, &view).await["secrets"][0]["hint"].clone();
    let secret = tenant.memory.any_secret().unwrap();
    assert!(secret.starts_with(hint.as_str().unwrap()));
    let journal = tenant.memory.journal(&id).to_string();
    let events: Vec<Value> = told
        .iter()
        .map(|event| serde_json::to_value(event).unwrap())
        .collect();
    for text in [
        journal,
        tenant.memory.document().to_string(),
        format!("{events:?}"),
    ] {
        assert!(!text.contains(&secret));
        assert!(!text.contains("eyJ"));
    }
}
