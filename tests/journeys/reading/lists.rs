//! Every list, through every kind of connection, as the application and on behalf of a person.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context};
use handrail_assistant::defender::{ListQuery, Severity};
use handrail_assistant::results::{ResultKind, TableQuery};
use serde_json::Value;

use crate::tenant::{ALWAYS, Tenant};

const EVERYTHING: [ResultKind; 5] = [
    ResultKind::Incidents,
    ResultKind::Alerts,
    ResultKind::Machines,
    ResultKind::Vulnerabilities,
    ResultKind::Recommendations,
];

/// How many rows the truth has; nothing where it does not tell.
fn held(truth: &Value, kind: ResultKind, api: Api) -> Option<usize> {
    let list = match (kind, api) {
        (ResultKind::Incidents, Api::Graph | Api::Xdr) => "incidents",
        (ResultKind::Incidents | ResultKind::Alerts, Api::Mde) => "alerts",
        (ResultKind::Alerts, Api::Graph | Api::Xdr) => "graphAlerts",
        (ResultKind::Machines, _) => "machines",
        _ => return None,
    };
    truth[list].as_array().map(Vec::len)
}

async fn signed_in(tenant: &Tenant, context: Context, api: Api) -> ConnectionView {
    if context == Context::Application {
        return tenant.application(api).await;
    }
    let connection = tenant.user(api).await;
    let attempt = tenant.begin(&connection).await;
    tenant.finish(&attempt).await.unwrap();
    connection
}

#[tokio::test]
async fn every_list_is_read_whole_through_every_connection() {
    let tenant = Tenant::start().await;
    let truth = tenant.truth().await;
    for context in [Context::Application, Context::User] {
        for api in Api::ALL {
            let connection = signed_in(&tenant, context, api).await;
            for kind in EVERYTHING {
                let query = ListQuery::last_hours(kind, ALWAYS);
                let view = tenant.ask(&connection, &query).await;
                let view = view.unwrap_or_else(|report| panic!("{context:?} {api} {kind:?}: {report:?}"));
                assert!(view.complete && view.rows > 0, "{context:?} {api} {kind:?}");
                if let Some(held) = held(&truth, kind, api) {
                    assert_eq!(view.rows as usize, held, "{context:?} {api} {kind:?}");
                }
                let elsewhere = !matches!(kind, ResultKind::Incidents | ResultKind::Alerts);
                assert_eq!(view.api, if elsewhere { Api::Mde } else { api });
                assert_eq!(view.since.is_none(), elsewhere);
            }
            let exposure = tenant.assistant.exposure(&connection.id).await.unwrap();
            assert!((0.0..=100.0).contains(&exposure.score), "{exposure:?}");
        }
    }
}

#[tokio::test]
async fn defender_for_endpoint_has_alerts_where_incidents_are_asked_for() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Mde).await;
    let view = tenant.read(&connection, ALWAYS).await.unwrap();
    assert_eq!(view.kind, ResultKind::Alerts);
    assert_eq!(view.result_id, format!("{}/alerts", connection.id));
}

#[tokio::test]
async fn the_same_alert_reads_the_same_through_every_api() {
    let tenant = Tenant::start().await;
    let mut all = Vec::new();
    for api in Api::ALL {
        let connection = tenant.application(api).await;
        let query = ListQuery::last_hours(ResultKind::Alerts, ALWAYS);
        let view = tenant.ask(&connection, &query).await.unwrap();
        all.push(tenant.lines(&view.result_id, TableQuery::default()).await);
    }
    let [graph, xdr, endpoint] = &all[..] else {
        panic!("three APIs")
    };
    assert!(!endpoint.is_empty() && endpoint.len() < graph.len());
    for line in endpoint {
        let same = |others: &[crate::tenant::Line]| {
            let other = others.iter().find(|other| other.text("id") == line.text("id"));
            other.cloned().unwrap_or_else(|| panic!("{line:?}"))
        };
        for other in [same(graph), same(xdr)] {
            for column in [
                "title",
                "severity",
                "status",
                "assigned_to",
                "category",
                "techniques",
                "incident",
                "updated",
            ] {
                assert_eq!(other.texts(column), line.texts(column), "{column} of {line:?}");
            }
        }
    }
}

#[tokio::test]
async fn incidents_with_their_alerts_name_devices_people_and_techniques() {
    let tenant = Tenant::start().await;
    for api in [Api::Graph, Api::Xdr] {
        let connection = tenant.application(api).await;
        let query = ListQuery {
            with_alerts: true,
            ..ListQuery::last_hours(ResultKind::Incidents, ALWAYS)
        };
        let view = tenant.ask(&connection, &query).await.unwrap();
        let lines = tenant.lines(&view.result_id, TableQuery::default()).await;
        for column in ["devices", "users", "techniques", "category", "alerts"] {
            assert!(
                lines.iter().any(|line| !line.texts(column).is_empty()),
                "{api}: {column}"
            );
        }
    }
}

#[tokio::test]
async fn devices_are_filtered_by_their_risk_and_health() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let risky = ListQuery {
        severities: vec![Severity::High],
        statuses: vec!["active".to_owned()],
        ..ListQuery::last_hours(ResultKind::Machines, 0)
    };
    let view = tenant.ask(&connection, &risky).await.unwrap();
    assert_eq!(
        view.filter.sent,
        "riskScore eq 'High' and healthStatus eq 'Active'"
    );
    let lines = tenant.lines(&view.result_id, TableQuery::default()).await;
    let truth = tenant.truth().await;
    let machines = truth["machines"].as_array().unwrap();
    let risky = machines
        .iter()
        .filter(|one| one["riskScore"] == "High" && one["healthStatus"] == "Active");
    assert_eq!(lines.len(), risky.count());
    assert!(
        lines
            .iter()
            .all(|line| line.text("risk") == "high" && line.text("health") == "active")
    );
    assert!(lines.is_sorted_by(|a, b| a.text("last_seen") >= b.text("last_seen")));
}
