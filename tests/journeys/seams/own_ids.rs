//! A tenant whose API calls a permission by another id than the one that Microsoft publishes.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::registration::{ConsentChoice, RegistrationPlan, RegistrationStepId};
use serde_json::Value;

use super::empty;
use crate::registering::{app_of, applied, choosing, nothing_yet, sign_in_to_set_up, values};
use crate::tenant::{Tenant, goal};
use crate::wire::Wire;

const OWN: &str = "0f0e0d0c-0b0a-4908-8706-050403020100";

/// The id of the first permission that the app is to ask for.
fn asked(plan: &RegistrationPlan) -> String {
    let step = plan
        .steps
        .iter()
        .find(|step| step.id == RegistrationStepId::Application);
    let body = step.unwrap().requests[0].body.as_deref().unwrap();
    let body: Value = serde_json::from_str(body).unwrap();
    let access = &body["requiredResourceAccess"][0]["resourceAccess"][0];
    access["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn the_tenants_own_id_is_planned_sent_and_granted() {
    let wire = Wire::laid().await;
    let tenant = Tenant::with(wire.options(empty())).await;
    let (assistant, choices) = (&tenant.assistant, choosing(ConsentChoice::Grant));
    let id = nothing_yet(&tenant, assistant, goal(Api::Graph, Context::Application)).await;
    let published = asked(&assistant.plan_registration(&id, &choices).await.unwrap());
    wire.swap(&published, OWN);

    sign_in_to_set_up(&tenant, assistant, &id, &choices).await;
    let plan = assistant.plan_registration(&id, &choices).await.unwrap();
    assert_eq!(asked(&plan), OWN);
    let (view, _) = applied(assistant, &id, &choices).await;
    assert!(view.finished, "{view:?}");
    let heard = wire.heard();
    assert!(heard.matches(OWN).count() >= 2 && !heard.contains(&published));
    let app = app_of(&tenant, &view).await;
    assert_eq!(values(&app["permissions"]), ["SecurityIncident.Read.All"]);
    let found = assistant.check_registration(&id).await.unwrap();
    assert!(found.items.is_empty(), "{:?}", found.items);
}
