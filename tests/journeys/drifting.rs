//! A registration beside what its goal needs: what differs is found, put right where somebody picks it, and then in order.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::registration::{ConsentChoice, DriftItem, DriftKind, RegistrationChoices};

use crate::registering::sign_in_to_set_up;
use crate::tenant::Tenant;

/// An administrator signs in to set up, with the right to grant.
async fn set_up(tenant: &Tenant, connection: &ConnectionView) {
    let choices = RegistrationChoices {
        consent: ConsentChoice::Grant,
        ..RegistrationChoices::default()
    };
    sign_in_to_set_up(tenant, &tenant.assistant, &connection.id, &choices).await;
}

#[tokio::test]
async fn a_permission_too_many_goes_with_its_grant_once_somebody_picks_it() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    set_up(&tenant, &connection).await;
    let found = tenant.assistant.check_registration(&connection.id).await.unwrap();
    let alerts = "permission_extra graph Role SecurityAlert.Read.All";
    let extra = found.items.iter().find(|item| item.id == alerts).unwrap();
    assert_eq!((extra.kind, extra.choice), (DriftKind::PermissionExtra, true));
    let planned = &extra.repair.as_ref().unwrap().requests;
    let methods: Vec<&str> = planned.iter().map(|one| one.method.as_str()).collect();
    assert_eq!(methods, ["PATCH", "DELETE"]);

    let picked = [alerts.to_owned()];
    let repaired = tenant
        .assistant
        .repair_registration(&connection.id, &picked, |_| ())
        .await
        .unwrap();
    let about_alerts = |item: &&DriftItem| item.id.ends_with("SecurityAlert.Read.All");
    assert_eq!(repaired.items.iter().find(about_alerts), None);
    assert_eq!(repaired.items.len() + 1, found.items.len());
}
