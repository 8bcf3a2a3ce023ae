//! What would be done to register an app, shown before anything is: what was planned is what is sent.

use handrail_assistant::checklist::EntraRole;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{Context, Goal};
use handrail_assistant::error::ErrorCode;
use handrail_assistant::registration::{
    ConsentChoice, PlannedChange, PlannedStep, RegistrationChoices, RegistrationPlan, RegistrationStepId,
    SetupClient,
};
use handrail_assistant::sign_in::LandingPages;
use handrail_practice_tenant::Options;
use serde_json::Value;

use crate::portal::Portal;
use crate::tenant::{Tenant, goal, landing};

async fn empty() -> Tenant {
    Tenant::with(Options {
        empty: true,
        ..Options::default()
    })
    .await
}

/// A connection that has no registration yet, with somebody signed in to set up.
async fn ready_to_plan(tenant: &Tenant, goal: Goal, choices: &RegistrationChoices) -> String {
    let (assistant, found) = (&tenant.assistant, tenant.found().await);
    let made = assistant.create_connection(&found, goal).await.unwrap();
    let client = SetupClient::Own {
        client_id: tenant.ready().apps.setup.client_id.clone(),
    };
    let id = made.connection.id;
    let attempt = assistant
        .start_setup_sign_in(&id, client, choices, landing())
        .await
        .unwrap();
    assistant.finish_setup_sign_in(&attempt.attempt_id).await.unwrap();
    id
}

async fn planned(tenant: &Tenant, id: &str, choices: &RegistrationChoices) -> RegistrationPlan {
    tenant.assistant.plan_registration(id, choices).await.unwrap()
}

async fn apply(tenant: &Tenant, id: &str, choices: &RegistrationChoices) {
    let pages = LandingPages {
        consent: landing(),
        sign_in: landing(),
    };
    let run = tenant
        .assistant
        .apply_registration(id, choices, &pages, |_| ())
        .await
        .unwrap();
    assert!(run.finished, "{run:?}");
}

fn choosing(consent: ConsentChoice) -> RegistrationChoices {
    RegistrationChoices {
        consent,
        ..RegistrationChoices::default()
    }
}

fn changes(plan: &RegistrationPlan) -> Vec<(RegistrationStepId, PlannedChange)> {
    plan.steps.iter().map(|step| (step.id, step.change)).collect()
}

fn step(plan: &RegistrationPlan, id: RegistrationStepId) -> &PlannedStep {
    plan.steps.iter().find(|step| step.id == id).unwrap()
}

fn body(step: &PlannedStep) -> Value {
    serde_json::from_str(step.requests[0].body.as_deref().unwrap()).unwrap()
}

/// Method, path and body of what changed the directory, oldest first.
async fn changed(tenant: &Tenant) -> Vec<(String, String, Value)> {
    let text = |call: &Value, name: &str| call[name].as_str().unwrap_or_default().to_owned();
    let calls = tenant.calls().await;
    let calls = calls
        .iter()
        .map(|call| (text(call, "method"), text(call, "path"), call["body"].clone()));
    calls.filter(|(method, ..)| method != "GET").collect()
}

/// Does a body fit what was shown? Of a time, only the day was known before, and of what stands in braces nothing.
fn is_as_shown(shown: &Value, sent: &Value) -> bool {
    match (shown, sent) {
        (Value::Object(shown), Value::Object(sent)) => {
            let same = |(name, value): (&String, &Value)| {
                sent.get(name).is_some_and(|sent| is_as_shown(value, sent))
            };
            shown.len() == sent.len() && shown.iter().all(same)
        }
        (Value::Array(shown), Value::Array(sent)) => {
            shown.len() == sent.len()
                && shown
                    .iter()
                    .zip(sent)
                    .all(|(shown, sent)| is_as_shown(shown, sent))
        }
        (Value::String(shown), Value::String(sent)) => match shown.split_once('T') {
            Some((day, _)) if day.parse::<jiff::civil::Date>().is_ok() => sent.starts_with(day),
            _ => shown.contains('{') || shown == sent,
        },
        (shown, sent) => shown == sent,
    }
}

/// Does a path fit what was shown, where braces stand for what only an answer can bring?
fn fits(shown: &str, path: &str) -> bool {
    let mut rest = path;
    for (place, part) in shown.split(['{', '}']).enumerate() {
        // Every other part stood between braces.
        if place % 2 == 1 {
            let end = rest.find(['/', '\'', '"', '?']).unwrap_or(rest.len());
            rest = &rest[end..];
        } else if let Some(after) = rest.strip_prefix(part) {
            rest = after;
        } else {
            return false;
        }
    }
    rest.is_empty()
}

#[tokio::test]
async fn a_plan_is_there_before_anybody_signed_in_and_asks_the_tenant_nothing() {
    let tenant = empty().await;
    let found = tenant.found().await;
    let goal = goal(Api::Graph, Context::Application);
    let id = tenant.assistant.create_connection(&found, goal).await.unwrap();
    let id = id.connection.id;
    let plan = planned(&tenant, &id, &RegistrationChoices::default()).await;
    assert!(!plan.looked);
    assert_eq!(plan.roles, [EntraRole::ApplicationDeveloper]);
    assert_eq!(tenant.calls().await, Vec::<Value>::new());
}

#[tokio::test]
async fn looking_changes_nothing_and_finds_that_an_empty_tenant_lacks_the_api() {
    let tenant = empty().await;
    let choices = RegistrationChoices::default();
    let id = ready_to_plan(&tenant, goal(Api::Xdr, Context::Application), &choices).await;
    let plan = planned(&tenant, &id, &choices).await;
    assert!(plan.looked && plan.existing.is_empty() && plan.problems.is_empty());
    assert_eq!(
        changes(&plan),
        [
            (RegistrationStepId::Application, PlannedChange::Create),
            (RegistrationStepId::ServicePrincipal, PlannedChange::Create),
            (RegistrationStepId::Resource, PlannedChange::Create),
            (RegistrationStepId::Secret, PlannedChange::Create),
            (RegistrationStepId::Consent, PlannedChange::InBrowser),
            (RegistrationStepId::Proof, PlannedChange::Look),
        ]
    );
    assert_eq!(plan.roles, [EntraRole::CloudApplicationAdministrator]);
    assert_eq!(changed(&tenant).await, []);
}

#[tokio::test]
async fn everything_that_is_sent_was_shown_before() {
    let tenant = empty().await;
    for (api, context) in [
        (Api::Mde, Context::Application),
        (Api::Xdr, Context::User),
        (Api::Graph, Context::Application),
    ] {
        let choices = choosing(ConsentChoice::Grant);
        let id = ready_to_plan(&tenant, goal(api, context), &choices).await;
        let plan = planned(&tenant, &id, &choices).await;
        let shown: Vec<(String, String, Value)> = plan
            .steps
            .iter()
            .flat_map(|step| &step.requests)
            .filter(|request| request.method != "GET")
            .map(|request| {
                let path = request.url.split_once("/v1.0/").unwrap().1;
                let body = request
                    .body
                    .as_deref()
                    .map_or(Value::Null, |body| serde_json::from_str(body).unwrap());
                (request.method.clone(), format!("/v1.0/{path}"), body)
            })
            .collect();
        let before = changed(&tenant).await.len();
        apply(&tenant, &id, &choices).await;
        let sent = changed(&tenant).await.split_off(before);
        assert_eq!(sent.len(), shown.len(), "{api}: {sent:?} of {shown:?}");
        for ((method, path, body), (shown_method, shown_path, shown_body)) in sent.iter().zip(&shown) {
            assert_eq!(method, shown_method);
            assert!(fits(shown_path, path), "{api}: {path} of {shown_path}");
            assert!(
                is_as_shown(shown_body, body),
                "{api}: {path}: {body} of {shown_body}"
            );
        }
    }
}

#[tokio::test]
async fn what_was_made_needs_nothing_more_and_is_found_by_the_next_connection() {
    let tenant = empty().await;
    let choices = choosing(ConsentChoice::Grant);
    let first = ready_to_plan(&tenant, goal(Api::Graph, Context::Application), &choices).await;
    apply(&tenant, &first, &choices).await;
    let plan = planned(&tenant, &first, &choices).await;
    let keeps = |step: &&PlannedStep| step.change == PlannedChange::Keep;
    assert_eq!(plan.steps.iter().filter(keeps).count(), 5, "{:?}", changes(&plan));
    assert_eq!(plan.existing, []);

    let second = ready_to_plan(&tenant, goal(Api::Graph, Context::Application), &choices).await;
    let plan = planned(&tenant, &second, &choices).await;
    assert_eq!(
        step(&plan, RegistrationStepId::Application).change,
        PlannedChange::Create
    );
    let [found] = plan.existing.as_slice() else {
        panic!("{:?}", plan.existing);
    };
    assert!(found.tagged && found.created_at.is_some() && found.link.is_some());

    let repairing = RegistrationChoices {
        repair: Some(found.object_id.clone()),
        ..choices
    };
    let plan = planned(&tenant, &second, &repairing).await;
    assert_eq!(plan.existing, []);
    assert_eq!(
        step(&plan, RegistrationStepId::Application).change,
        PlannedChange::Keep
    );
    // The value of the secret that is there is known to the other connection only.
    assert_eq!(
        step(&plan, RegistrationStepId::Secret).change,
        PlannedChange::Create
    );

    let linked = choosing(ConsentChoice::Link);
    let id = ready_to_plan(&tenant, goal(Api::Xdr, Context::Application), &linked).await;
    let plan = planned(&tenant, &id, &linked).await;
    assert_eq!(
        plan.existing,
        [],
        "it has the same name and the tag of another goal"
    );
}

#[tokio::test]
async fn an_app_made_by_hand_is_found_by_its_name_and_only_what_it_lacks_is_added() {
    let tenant = empty().await;
    let portal = Portal::at(&tenant.ready().origin);
    let made = portal.register("Handrail user").await;
    portal
        .add_redirect_uri(&made.client_id, "web", "http://localhost")
        .await;
    let choices = RegistrationChoices::default();
    let id = ready_to_plan(&tenant, goal(Api::Graph, Context::User), &choices).await;
    let plan = planned(&tenant, &id, &choices).await;
    let [found] = plan.existing.as_slice() else {
        panic!("{:?}", plan.existing);
    };
    assert_eq!(
        (&found.object_id, &found.client_id),
        (&made.object_id, &made.client_id)
    );
    assert!(!found.tagged);

    let repairing = RegistrationChoices {
        repair: Some(made.object_id.clone()),
        ..choices
    };
    let plan = planned(&tenant, &id, &repairing).await;
    let application = step(&plan, RegistrationStepId::Application);
    assert_eq!(application.change, PlannedChange::Change);
    let body = body(application);
    assert_eq!(body["web"]["redirectUris"], serde_json::json!([]));
    assert_eq!(body["publicClient"]["redirectUris"][0], "http://localhost");
    assert_eq!(body.get("displayName"), None);
    assert_eq!(plan.roles, [EntraRole::CloudApplicationAdministrator]);
}

#[tokio::test]
async fn a_repair_of_what_is_not_there_is_a_finding() {
    let tenant = empty().await;
    let choices = RegistrationChoices::default();
    let id = ready_to_plan(&tenant, goal(Api::Graph, Context::User), &choices).await;
    for repair in ["7f1d0a3e-6b8c-4d2e-9f00-0a1b2c3d4e5f", "(appId='x')/owners"] {
        let repairing = RegistrationChoices {
            repair: Some(repair.to_owned()),
            ..choices.clone()
        };
        let refused = tenant.assistant.plan_registration(&id, &repairing).await;
        assert_eq!(refused.unwrap_err().code, ErrorCode::DirectoryObjectUnknown);
    }
}
