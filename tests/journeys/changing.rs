//! Leaving and coming back, and changing one's mind: what still holds stays, the rest is looked at again.

use handrail_assistant::checklist::{Checklist, StepId, StepState};
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{Context, Credential, Flow};
use handrail_assistant::outside::ProfileStore;
use serde_json::json;

use crate::tenant::{Tenant, assistant};

fn has(checklist: &Checklist, step: StepId) -> bool {
    checklist.step(step).is_some()
}

fn proved(checklist: &Checklist, step: StepId) -> bool {
    checklist
        .step(step)
        .is_some_and(|step| step.state == StepState::Proved)
}

async fn signed_in(tenant: &Tenant, api: Api) -> String {
    let connection = tenant.user(api).await;
    let attempt = tenant.begin(&connection).await;
    assert!(tenant.finish(&attempt).await.unwrap().connection.ready);
    connection.id
}

#[tokio::test]
async fn a_device_code_in_place_of_the_browser_needs_another_step_and_another_sign_in() {
    let tenant = Tenant::start().await;
    let id = signed_in(&tenant, Api::Graph).await;
    let checklist = tenant.assistant.set_flow(&id, Flow::DeviceCode).await.unwrap();
    assert!(has(&checklist, StepId::PublicClientFlag) && !has(&checklist, StepId::RedirectUri));
    assert!(!proved(&checklist, StepId::SignIn) && proved(&checklist, StepId::Register));
    assert!(!checklist.connection.ready);
    let back = tenant
        .assistant
        .set_flow(&id, Flow::AuthorizationCode)
        .await
        .unwrap();
    assert_eq!(back.current, Some(StepId::RedirectUri));
}

#[tokio::test]
async fn a_certificate_in_place_of_the_secret_has_to_be_proved_itself() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Xdr).await;
    tenant.assistant.check(&connection.id).await.unwrap();
    let changed = tenant
        .assistant
        .set_credential(&connection.id, Credential::Certificate)
        .await
        .unwrap();
    assert!(has(&changed, StepId::Certificate) && !has(&changed, StepId::Secret));
    assert!(!proved(&changed, StepId::Token) && proved(&changed, StepId::Consent));
    tenant
        .assistant
        .set_credential(&connection.id, Credential::Secret)
        .await
        .unwrap();
    assert!(
        tenant
            .assistant
            .check(&connection.id)
            .await
            .unwrap()
            .connection
            .ready,
        "the secret was kept"
    );
}

#[tokio::test]
async fn another_api_is_proved_by_its_own_permission_and_its_own_answer() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Xdr).await;
    tenant.assistant.check(&connection.id).await.unwrap();
    let changed = tenant.assistant.set_api(&connection.id, Api::Mde).await.unwrap();
    assert!(proved(&changed, StepId::Secret) && !proved(&changed, StepId::Consent));
    assert!(!proved(&changed, StepId::Incidents));
    let checked = tenant.assistant.check(&connection.id).await.unwrap();
    assert!(checked.connection.ready);
    let host = &checked.step(StepId::Token).unwrap().evidence[0].params["expected"];
    assert_eq!(host, "https://api.securitycenter.microsoft.com");
}

#[tokio::test]
async fn a_new_start_goes_on_where_the_last_one_ended() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let before = tenant.assistant.check(&connection.id).await.unwrap();
    tenant
        .assistant
        .choose_step(&connection.id, Some(StepId::Secret))
        .await
        .unwrap();

    // As after a crash: nothing but what was stored is left.
    let next = assistant(&tenant.person, &tenant.memory);
    next.add_cloud(Cloud::parse(&tenant.cloud().to_string()).unwrap());
    let after = next.checklist(&connection.id).await.unwrap();
    assert_eq!(after.chosen, Some(StepId::Secret));
    assert_eq!(after.connection, before.connection);
    let evidence = |checklist: &Checklist| -> Vec<_> {
        checklist
            .steps
            .iter()
            .map(|step| (step.id, step.evidence.clone()))
            .collect()
    };
    assert_eq!(evidence(&after), evidence(&before));
    assert!(next.check(&connection.id).await.unwrap().connection.ready);
}

#[tokio::test]
async fn a_connection_of_an_earlier_version_is_still_there() {
    let tenant = Tenant::start().await;
    let ready = tenant.ready();
    let document = json!({"version": 1, "connections": [{
        "id": "old", "name": "Contoso", "cloud": "practice", "tenantId": ready.tenant_id,
        "tenantDomain": "contoso.com", "clientId": ready.apps.user.client_id,
        "goal": {"api": "graph", "context": "user"}, "secret": null, "account": "admin@contoso.com",
        "trail": {"seen": {"consent": {"evidence": [
            {"kind": "scp_claim", "params": {"permission": "SecurityIncident.Read.All"}, "at": "2026-09-01T08:00:00Z"}
        ]}}},
        "lastAnswer": null,
    }]});
    tenant.memory.update(&mut |_| Some(document.clone())).unwrap();
    let checklist = tenant.assistant.checklist("old").await.unwrap();
    assert!(proved(&checklist, StepId::Consent));
    assert_eq!(
        checklist.connection.goal,
        crate::tenant::goal(Api::Graph, Context::User)
    );
    assert_eq!(checklist.connection.account.as_deref(), Some("admin@contoso.com"));
}

#[tokio::test]
async fn what_the_browser_alone_showed_makes_its_step_appear_and_a_sign_in_takes_it_back() {
    let tenant = Tenant::start().await;
    let id = signed_in(&tenant, Api::Graph).await;
    let page = "AADSTS50105: Your administrator has configured the application to block users";
    let hints = handrail_assistant::diagnosis::Hints::default();
    tenant.assistant.diagnose(Some(&id), page, hints).await.unwrap();
    let checklist = tenant.assistant.checklist(&id).await.unwrap();
    let step = checklist.step(StepId::UserAssignment).unwrap();
    assert_eq!(step.state, StepState::Blocked);
    assert!(step.link.as_ref().unwrap().contains("users-and-groups"));
    assert!(!checklist.connection.ready);

    let checklist = tenant.assistant.check(&id).await.unwrap();
    assert!(proved(&checklist, StepId::UserAssignment));
    assert!(checklist.connection.ready);
}
