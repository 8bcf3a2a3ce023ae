//! Whoever looks may not be allowed to grant: what is shown is what is sent, and the rest is said.

use handrail_assistant::Assistant;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::registration::{ConsentChoice, DriftItem, DriftKind, DriftPart, SetupClient};

use super::{ALERTS, GIVEN, READ, by_hand, kinds, looked, names, repaired};
use crate::leaping::impatient;
use crate::portal::Portal;
use crate::registering::choosing;
use crate::tenant::{Tenant, goal, landing};

fn methods(item: &DriftItem) -> Vec<&str> {
    let requests = item.repair.iter().flat_map(|step| &step.requests);
    requests.map(|one| one.method.as_str()).collect()
}

/// The calls that changed something in the directory.
async fn sent(tenant: &Tenant) -> Vec<String> {
    let calls = tenant.calls().await;
    let changes = calls.iter().filter(|call| {
        let directory = call["path"].as_str().unwrap().starts_with("/v1.0/");
        directory && call["method"] != "GET"
    });
    changes
        .map(|call| call["method"].as_str().unwrap().to_owned())
        .collect()
}

/// An administrator signs in through an app of their own that may change registrations and grant nothing.
async fn sign_in_without_the_right_to_grant(tenant: &Tenant, assistant: &Assistant, id: &str) {
    let portal = Portal::at(&tenant.ready().origin);
    let client_id = portal.register("Sets up").await.client_id;
    let (api, right) = ("Microsoft Graph", "Application.ReadWrite.All");
    portal.add_permission(&client_id, api, "delegated", right).await;
    portal.grant_admin_consent(&client_id).await;
    portal
        .add_redirect_uri(&client_id, "publicClient", "http://localhost")
        .await;
    let (client, choices) = (SetupClient::Own { client_id }, choosing(ConsentChoice::Link));
    let attempt = assistant
        .start_setup_sign_in(id, client, &choices, landing())
        .await;
    let attempt = attempt.unwrap().attempt_id;
    assistant.finish_setup_sign_in(&attempt).await.unwrap();
}

#[tokio::test]
async fn without_the_right_to_grant_the_rest_is_left_to_entras_own_pages() {
    let tenant = Tenant::start().await;
    let assistant = impatient(&tenant);
    let connection = by_hand(&tenant, goal(Api::Graph, Context::Application)).await;
    let (id, client_id) = (connection.id.as_str(), connection.client_id.clone().unwrap());
    let portal = Portal::at(&tenant.ready().origin);
    portal.revoke(&client_id, READ).await;
    sign_in_without_the_right_to_grant(&tenant, &assistant, id).await;
    let found = looked(&assistant, id).await;
    let (extra, missing) = (DriftKind::PermissionExtra, DriftKind::GrantMissing);
    assert_eq!(kinds(&found), [extra, extra, missing]);
    for item in &found.items {
        let shown: &[&str] = match item.kind {
            DriftKind::PermissionExtra => &["PATCH"],
            _ => &[],
        };
        assert_eq!(methods(item), shown);
        assert!(item.problem.link.is_some(), "{:?}", item.problem);
    }
    let after = repaired(&assistant, id).await;
    assert_eq!(sent(&tenant).await, ["PATCH", "PATCH"]);
    // What was granted on behalf of people, nobody here may see.
    assert_eq!(kinds(&after), [missing, DriftKind::GrantExtra]);
    assert!(after.items.iter().all(|item| item.repair.is_none()));
    // Nothing of that can be sent, and nothing is waited for.
    let waited = std::sync::atomic::AtomicBool::new(false);
    let note = |_| waited.store(true, std::sync::atomic::Ordering::SeqCst);
    let again = assistant
        .repair_registration(id, &names(&after), note)
        .await
        .unwrap();
    assert_eq!((names(&again), sent(&tenant).await.len()), (names(&after), 2));
    assert!(!waited.into_inner());
}

#[tokio::test]
async fn an_app_that_may_read_its_own_registration_is_looked_at_while_nobody_is_signed_in() {
    let tenant = Tenant::start().await;
    let assistant = impatient(&tenant);
    let connection = by_hand(&tenant, goal(Api::Graph, Context::Application)).await;
    let (id, client_id) = (connection.id.as_str(), connection.client_id.clone().unwrap());
    let unread = assistant.check_registration(id).await.unwrap_err();
    assert_eq!(unread.code, ErrorCode::SetupMissing);

    let portal = Portal::at(&tenant.ready().origin);
    let (api, own) = ("Microsoft Graph", "Application.Read.All");
    portal.add_permission(&client_id, api, "application", own).await;
    portal.grant_admin_consent(&client_id).await;
    let fresh = impatient(&tenant);
    let found = looked(&fresh, id).await;
    let alerts = format!("permission_extra graph Role {ALERTS}");
    assert_eq!(names(&found), [GIVEN, alerts.as_str()]);
    // It may not read what was granted on behalf of people, and says so.
    let unseen: Vec<DriftPart> = found.unseen.iter().map(|one| one.part).collect();
    assert_eq!(unseen, [DriftPart::Grants]);
    let shown: Vec<Vec<&str>> = found.items.iter().map(methods).collect();
    assert_eq!(shown, [vec!["PATCH"], vec!["PATCH", "DELETE"]]);
    assert!(found.credential_ends.is_some());
    let refused = fresh.repair_registration(id, &names(&found), |_| ()).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::SetupMissing);
    assert_eq!(sent(&tenant).await, [""; 0]);

    // Whoever signs in then sees what that sign-in sends before it is sent.
    sign_in_without_the_right_to_grant(&tenant, &fresh, id).await;
    let shown = looked(&fresh, id).await;
    let itself = "permission_extra graph Role Application.Read.All";
    assert_eq!(names(&shown), [GIVEN, itself, alerts.as_str()]);
    assert!(shown.items.iter().all(|item| methods(item) == ["PATCH"]));
}
