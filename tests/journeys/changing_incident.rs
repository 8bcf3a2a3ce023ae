//! The page of an incident, and changing it: shown first, sent in each API's words, read back.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context};
use handrail_assistant::defender::{
    AlertEvidenceKind, Change, ChangeField, Classification, Determination, IncidentDetails, WorkStatus,
};
use handrail_assistant::error::ErrorCode;
use handrail_assistant::results::TableQuery;
use serde_json::Value;

use crate::portal::Portal;
use crate::tenant::{Line, Tenant, goal};

/// What an app needs of an API: its name in the portal, and its permissions in both forms.
fn permissions(api: Api, context: Context) -> (&'static str, [&'static str; 2]) {
    match (api, context) {
        (Api::Graph, _) => (
            "Microsoft Graph",
            ["SecurityIncident.Read.All", "SecurityIncident.ReadWrite.All"],
        ),
        (Api::Xdr, Context::Application) => (
            "Microsoft Threat Protection",
            ["Incident.Read.All", "Incident.ReadWrite.All"],
        ),
        (Api::Xdr, Context::User) => (
            "Microsoft Threat Protection",
            ["Incident.Read", "Incident.ReadWrite"],
        ),
        (Api::Mde, Context::Application) => ("WindowsDefenderATP", ["Alert.Read.All", "Alert.ReadWrite.All"]),
        (Api::Mde, Context::User) => ("WindowsDefenderATP", ["Alert.Read", "Alert.ReadWrite"]),
    }
}

/// An app made by hand that may read, and change where it is said.
async fn made(tenant: &Tenant, api: Api, context: Context, may_change: bool) -> ConnectionView {
    let portal = Portal::at(&tenant.ready().origin);
    let client_id = portal.register("Changes incidents").await.client_id;
    let kind = match context {
        Context::Application => "application",
        Context::User => "delegated",
    };
    let (name, [read, write]) = permissions(api, context);
    portal.add_permission(&client_id, name, kind, read).await;
    if may_change {
        portal.add_permission(&client_id, name, kind, write).await;
    }
    portal.grant_admin_consent(&client_id).await;
    if context == Context::Application {
        let secret = portal.new_secret(&client_id).await.value.into();
        return tenant
            .registered(goal(api, context), &client_id, Some(secret))
            .await;
    }
    portal
        .add_redirect_uri(&client_id, "publicClient", "http://localhost")
        .await;
    let connection = tenant.registered(goal(api, context), &client_id, None).await;
    let attempt = tenant.begin(&connection).await;
    tenant.finish(&attempt).await.unwrap();
    connection
}

/// What was updated in the last month: ids, titles, states.
async fn listed(tenant: &Tenant, connection: &ConnectionView) -> Vec<Line> {
    let reading = tenant.read(connection, 24 * 30).await.unwrap();
    tenant.lines(&reading.result_id, TableQuery::default()).await
}

/// The page of an incident that is still open.
async fn open_one(tenant: &Tenant, connection: &ConnectionView) -> IncidentDetails {
    let lines = listed(tenant, connection).await;
    let open = lines
        .iter()
        .find(|line| matches!(line.text("status"), "active" | "new"));
    page(tenant, connection, open.unwrap().text("id")).await
}

async fn page(tenant: &Tenant, connection: &ConnectionView, id: &str) -> IncidentDetails {
    tenant
        .assistant
        .incident_details(&connection.id, None, id)
        .await
        .unwrap()
}

/// Everything at once, with what each API has.
fn everything(api: Api, seen: &IncidentDetails) -> Change {
    Change {
        status: Some(WorkStatus::Resolved),
        assigned_to: Some("ben@contoso.com".into()),
        classification: Some(Classification::InformationalExpectedActivity),
        determination: Some(Determination::ConfirmedActivity),
        comment: Some("It was us: « un essai ».".into()),
        tags: (api != Api::Mde).then(|| vec!["Drill".into(), "2026".into()]),
        seen: Some(seen.updated.clone()),
    }
}

/// What the tenant holds of an incident or alert.
async fn held(tenant: &Tenant, api: Api, id: &str) -> Value {
    let (list, field) = match api {
        Api::Graph => ("incidents", "id"),
        Api::Xdr => ("xdrIncidents", "incidentId"),
        Api::Mde => ("alerts", "id"),
    };
    let truth = tenant.truth().await;
    let rows = truth[list].as_array().unwrap().iter();
    let mut rows = rows.filter(|row| row[field].to_string().trim_matches('"') == id);
    rows.next().unwrap().clone()
}

#[tokio::test]
async fn a_change_is_shown_then_made_and_seen_in_the_tenant() {
    let tenant = Tenant::start().await;
    for context in [Context::Application, Context::User] {
        for api in Api::ALL {
            let connection = made(&tenant, api, context, true).await;
            let before = open_one(&tenant, &connection).await;
            let change = everything(api, &before);
            let preview = tenant
                .assistant
                .preview_change(&connection.id, None, &before.id, &change)
                .await
                .unwrap();
            assert_eq!(preview.allowed, Some(true), "{api} {context:?}");
            assert_eq!(preview.permission, permissions(api, context).1[1]);
            assert!(!preview.changed_meanwhile);
            assert_eq!(preview.calls.len(), if api == Api::Graph { 2 } else { 1 });
            assert_eq!(preview.calls[0].method, "PATCH");
            assert!(
                preview.calls[0].url.ends_with(&before.id),
                "{:?}",
                preview.calls[0]
            );
            let fields: Vec<_> = preview.differences.iter().map(|one| one.field).collect();
            assert!(fields.contains(&ChangeField::Status) && fields.contains(&ChangeField::Comment));
            assert_eq!(
                page(&tenant, &connection, &before.id).await,
                before,
                "a preview changes nothing"
            );

            let after = tenant
                .assistant
                .apply_change(&connection.id, None, &before.id, &change)
                .await
                .unwrap();
            assert_eq!(after.status.as_deref(), Some("resolved"), "{api} {context:?}");
            assert_eq!(after.assigned_to.as_deref(), Some("ben@contoso.com"));
            assert_eq!(after.determination.as_deref(), Some("confirmedActivity"));
            assert_eq!(after.comments.last().unwrap().text, "It was us: « un essai ».");
            let row = held(&tenant, api, &before.id).await;
            let word = row["status"].as_str().unwrap();
            assert_eq!(word, if api == Api::Graph { "resolved" } else { "Resolved" });
            if api != Api::Mde {
                assert_eq!(after.tags, ["Drill", "2026"]);
            }

            let same = Change {
                comment: None,
                ..change
            };
            let again = tenant
                .assistant
                .apply_change(&connection.id, None, &before.id, &same)
                .await;
            assert_eq!(again.unwrap_err().code, ErrorCode::ChangeEmpty);
        }
    }
}

#[tokio::test]
async fn without_the_permission_nothing_is_changed_and_it_is_named() {
    let tenant = Tenant::start().await;
    for context in [Context::Application, Context::User] {
        for api in Api::ALL {
            let connection = made(&tenant, api, context, false).await;
            let checked = tenant.assistant.check(&connection.id).await.unwrap();
            assert!(checked.connection.ready, "{api} {context:?}: {:?}", checked.steps);
            let before = open_one(&tenant, &connection).await;
            let change = everything(api, &before);
            let preview = tenant
                .assistant
                .preview_change(&connection.id, None, &before.id, &change)
                .await;
            let preview = preview.unwrap();
            assert_eq!(preview.allowed, Some(false), "{api} {context:?}");
            let refused = tenant
                .assistant
                .apply_change(&connection.id, None, &before.id, &change)
                .await;
            let report = refused.unwrap_err();
            assert!(report.finding, "{api} {context:?}: {report:?}");
            assert_eq!(
                report.params.get("permission").map(String::as_str),
                Some(permissions(api, context).1[1]),
                "{api} {context:?}: {report:?}"
            );
            assert_eq!(page(&tenant, &connection, &before.id).await, before);
            let checklist = tenant.assistant.checklist(&connection.id).await.unwrap();
            assert!(
                checklist.connection.ready,
                "{api} {context:?}: the trail is as it was"
            );
        }
    }
}

#[tokio::test]
async fn somebody_who_was_quicker_is_noticed() {
    let tenant = Tenant::start().await;
    let connection = made(&tenant, Api::Graph, Context::Application, true).await;
    let seen = open_one(&tenant, &connection).await;
    tenant.put_the_clock_forward(60).await;
    let theirs = Change {
        status: Some(WorkStatus::InProgress),
        ..Change::default()
    };
    let quicker = tenant
        .assistant
        .apply_change(&connection.id, None, &seen.id, &theirs)
        .await;
    let now = quicker.unwrap();
    assert_ne!(now.updated, seen.updated);
    let mine = everything(Api::Graph, &seen);
    let preview = tenant
        .assistant
        .preview_change(&connection.id, None, &seen.id, &mine)
        .await
        .unwrap();
    assert!(preview.changed_meanwhile);
    assert_eq!(preview.updated, now.updated);
    let status = preview
        .differences
        .iter()
        .find(|one| one.field == ChangeField::Status);
    assert_eq!(
        status.unwrap().before.as_deref(),
        Some("inProgress"),
        "what is there now"
    );
}

#[tokio::test]
async fn a_pair_that_no_api_takes_is_refused_before_it_is_sent() {
    let tenant = Tenant::start().await;
    let connection = made(&tenant, Api::Xdr, Context::Application, true).await;
    let before = open_one(&tenant, &connection).await;
    let change = Change {
        classification: Some(Classification::FalsePositive),
        determination: Some(Determination::Malware),
        ..Change::default()
    };
    let refused = tenant
        .assistant
        .apply_change(&connection.id, None, &before.id, &change)
        .await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::VerdictMismatch);
    assert_eq!(page(&tenant, &connection, &before.id).await, before);
}

#[tokio::test]
async fn the_page_of_an_incident_says_who_and_what_was_touched() {
    let tenant = Tenant::start().await;
    for api in Api::ALL {
        let connection = tenant.application(api).await;
        let mut kinds = Vec::new();
        for line in listed(&tenant, &connection).await.iter().take(40) {
            let details = page(&tenant, &connection, line.text("id")).await;
            assert_eq!(details.title, line.text("title"), "{api}");
            assert!(
                !details.alerts.is_empty() && details.portal_url.is_some(),
                "{api}"
            );
            assert!(details.alerts.iter().all(|alert| alert.status.is_some()), "{api}");
            assert!(
                details
                    .techniques
                    .iter()
                    .all(|technique| technique.name.is_some()),
                "{api}: {:?}",
                details.techniques
            );
            let named = |id: &String| details.alerts.iter().any(|alert| alert.row.id == *id);
            assert!(
                details
                    .evidence
                    .iter()
                    .all(|piece| piece.alerts.iter().all(named)),
                "{api}"
            );
            for user in details.alerts.iter().flat_map(|alert| &alert.row.devices) {
                assert!(details.devices.iter().any(|device| device.name == *user), "{api}");
            }
            kinds.extend(details.evidence.iter().map(|piece| piece.kind));
        }
        for kind in [
            AlertEvidenceKind::File,
            AlertEvidenceKind::Process,
            AlertEvidenceKind::Account,
        ] {
            assert!(kinds.contains(&kind), "{api}: no {kind:?}");
        }
        assert!(!kinds.contains(&AlertEvidenceKind::Other), "{api}");
    }
}
