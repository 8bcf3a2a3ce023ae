//! A list that the connection may not read: the finding names permission and API, and the connection stays as it was.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context};
use handrail_assistant::defender::ListQuery;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::results::ResultKind;
use secrecy::SecretString;

use crate::portal::Portal;
use crate::tenant::{Tenant, goal};

/// An application that may read incidents of Graph and nothing else.
async fn reads_incidents_only(tenant: &Tenant) -> ConnectionView {
    let portal = Portal::at(&tenant.ready().origin);
    let client_id = portal.register("Incidents only").await.client_id;
    let secret = SecretString::from(portal.new_secret(&client_id).await.value);
    portal
        .add_permission(
            &client_id,
            "Microsoft Graph",
            "application",
            "SecurityIncident.Read.All",
        )
        .await;
    portal.grant_admin_consent(&client_id).await;
    let goal = goal(Api::Graph, Context::Application);
    let connection = tenant.registered(goal, &client_id, Some(secret)).await;
    assert!(
        tenant
            .assistant
            .check(&connection.id)
            .await
            .unwrap()
            .connection
            .ready
    );
    connection
}

#[tokio::test]
async fn an_application_without_the_permission_is_told_which_and_keeps_its_evidence() {
    let tenant = Tenant::start().await;
    let connection = reads_incidents_only(&tenant).await;
    for (kind, permission, api, code) in [
        (
            ResultKind::Alerts,
            "SecurityAlert.Read.All",
            "Microsoft Graph",
            ErrorCode::PermissionMissing,
        ),
        // A token of an API that it may do nothing at carries no role at all.
        (
            ResultKind::Machines,
            "Machine.Read.All",
            "WindowsDefenderATP",
            ErrorCode::ConsentMissing,
        ),
        (
            ResultKind::Vulnerabilities,
            "Vulnerability.Read.All",
            "WindowsDefenderATP",
            ErrorCode::ConsentMissing,
        ),
        (
            ResultKind::Recommendations,
            "SecurityRecommendation.Read.All",
            "WindowsDefenderATP",
            ErrorCode::ConsentMissing,
        ),
    ] {
        let query = ListQuery::last_hours(kind, 48);
        let report = tenant.ask(&connection, &query).await.unwrap_err();
        assert_eq!((report.code, report.finding), (code, true), "{kind:?}");
        assert_eq!(report.params["permission"], permission, "{kind:?}");
        assert_eq!(report.params["api"], api, "{kind:?}");
        assert!(report.link.is_some(), "{kind:?}");
    }
    let report = tenant.assistant.exposure(&connection.id).await.unwrap_err();
    assert_eq!(report.params["permission"], "Score.Read.All");

    let checklist = tenant.assistant.checklist(&connection.id).await.unwrap();
    assert!(checklist.connection.ready, "{:?}", checklist.steps);
    assert!(tenant.read(&connection, 48).await.unwrap().rows > 0);
}

#[tokio::test]
async fn a_person_whose_application_was_not_given_the_permission_is_told_which() {
    let tenant = Tenant::start().await;
    let portal = Portal::at(&tenant.ready().origin);
    let client_id = portal.register("Incidents only").await.client_id;
    portal
        .add_redirect_uri(&client_id, "publicClient", "http://localhost")
        .await;
    portal
        .add_permission(
            &client_id,
            "Microsoft Graph",
            "delegated",
            "SecurityIncident.Read.All",
        )
        .await;
    portal.grant_admin_consent(&client_id).await;
    let connection = tenant
        .registered(goal(Api::Graph, Context::User), &client_id, None)
        .await;
    let attempt = tenant.begin(&connection).await;
    tenant.finish(&attempt).await.unwrap();
    for (kind, permission, api) in [
        (ResultKind::Alerts, "SecurityAlert.Read.All", "Microsoft Graph"),
        (ResultKind::Machines, "Machine.Read", "WindowsDefenderATP"),
    ] {
        let query = ListQuery::last_hours(kind, 48);
        let report = tenant.ask(&connection, &query).await.unwrap_err();
        assert!(report.finding, "{kind:?}: {report:?}");
        assert_eq!(
            report.params.get("permission").map(String::as_str),
            Some(permission),
            "{kind:?}: {report:?}"
        );
        assert_eq!(
            report.params.get("api").map(String::as_str),
            Some(api),
            "{kind:?}: {report:?}"
        );
    }
    assert!(
        tenant
            .assistant
            .checklist(&connection.id)
            .await
            .unwrap()
            .connection
            .ready
    );
    assert!(tenant.read(&connection, 48).await.unwrap().rows > 0);
}
