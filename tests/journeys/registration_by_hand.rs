//! The whole way: a registration made by hand in the portal, with the classic wrong turns, up to a saved file.

use handrail_assistant::checklist::{Checklist, StepId, StepState};
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::error::ErrorCode;
use secrecy::SecretString;

use crate::portal::Portal;
use crate::tenant::{Tenant, goal, landing, last};

fn current(checklist: &Checklist) -> Option<StepId> {
    checklist.current
}

/// The API's name in the portal and the permission to pick, as the checklist says them.
fn to_copy(checklist: &Checklist) -> (String, String) {
    let copy = &checklist.step(StepId::Permissions).unwrap().copy;
    (copy[0].value.clone(), copy[1].value.clone())
}

#[tokio::test]
async fn an_application_registered_by_hand_reaches_saved_incidents() {
    for api in [Api::Graph, Api::Xdr] {
        let tenant = Tenant::start().await;
        let portal = Portal::at(&tenant.ready().origin);
        let checklist = tenant
            .assistant
            .create_connection(&tenant.found().await, goal(api, Context::Application))
            .await
            .unwrap();
        let id = checklist.connection.id.clone();
        let (api_name, permission) = to_copy(&checklist);

        let overview = portal.register("Handrail application").await;
        let wrong_turn = tenant
            .assistant
            .set_client_id(&id, &overview.tenant_id)
            .await
            .unwrap_err();
        assert_eq!(wrong_turn.code, ErrorCode::ClientIdIsTenantId);
        let wrong_turn = tenant
            .assistant
            .set_client_id(&id, &overview.object_id)
            .await
            .unwrap();
        assert_eq!(
            wrong_turn.step(StepId::Register).unwrap().state,
            StepState::Blocked
        );
        let checklist = tenant
            .assistant
            .set_client_id(&id, &overview.client_id)
            .await
            .unwrap();
        assert_eq!(current(&checklist), Some(StepId::Permissions));

        let secret = portal.new_secret(&overview.client_id).await;
        let wrong_turn = tenant
            .assistant
            .set_secret(&id, SecretString::from(secret.id))
            .await
            .unwrap_err();
        assert_eq!(wrong_turn.code, ErrorCode::SecretIdPasted);
        let checklist = tenant
            .assistant
            .set_secret(&id, SecretString::from(secret.value))
            .await
            .unwrap();
        assert_eq!(checklist.step(StepId::Secret).unwrap().state, StepState::Proved);

        portal
            .add_permission(&overview.client_id, &api_name, "application", &permission)
            .await;
        let checklist = tenant.assistant.check(&id).await.unwrap();
        assert_eq!(checklist.step(StepId::Consent).unwrap().state, StepState::Blocked);

        portal.grant_admin_consent(&overview.client_id).await;
        let checklist = tenant.assistant.check(&id).await.unwrap();
        assert_eq!(current(&checklist), None, "{api}: {:?}", checklist.steps);

        let folder = tempfile::tempdir().unwrap();
        let reading = tenant
            .assistant
            .read_list(&id, &last(48), Some(folder.path()), |_| ())
            .await
            .unwrap();
        assert_eq!(reading.saved.unwrap().rows, reading.rows);
    }
}

/// A registration for signing in, made by hand with `http://localhost` on that platform, and its connection.
async fn registered_for_a_person(tenant: &Tenant, api: Api, platform: &str) -> String {
    let portal = Portal::at(&tenant.ready().origin);
    let wanted = goal(api, Context::User);
    let created = tenant
        .assistant
        .create_connection(&tenant.found().await, wanted)
        .await;
    let checklist = created.unwrap();
    let (id, (api_name, permission)) = (checklist.connection.id.clone(), to_copy(&checklist));
    let client_id = portal.register("Handrail user").await.client_id;
    tenant.assistant.set_client_id(&id, &client_id).await.unwrap();
    portal
        .add_redirect_uri(&client_id, platform, "http://localhost")
        .await;
    portal
        .add_permission(&client_id, &api_name, "delegated", &permission)
        .await;
    portal.grant_admin_consent(&client_id).await;
    id
}

#[tokio::test]
async fn a_public_client_registered_by_hand_signs_a_person_in() {
    for api in [Api::Graph, Api::Xdr] {
        let tenant = Tenant::start().await;
        let id = registered_for_a_person(&tenant, api, "publicClient").await;
        let attempt = tenant
            .assistant
            .start_sign_in(&id, false, landing())
            .await
            .unwrap();
        let checklist = tenant.finish(&attempt).await.unwrap();
        assert_eq!(current(&checklist), None, "{api}: {:?}", checklist.steps);
    }
}

#[tokio::test]
async fn a_redirect_address_on_the_web_platform_is_found_out() {
    let tenant = Tenant::start().await;
    let id = registered_for_a_person(&tenant, Api::Graph, "web").await;
    let attempt = tenant
        .assistant
        .start_sign_in(&id, false, landing())
        .await
        .unwrap();
    let report = tenant.finish(&attempt).await.unwrap_err();
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::PlatformIsWeb, Some(StepId::RedirectUri))
    );
}
