//! Asking the APIs: all pages, each once, with patience.

use std::collections::HashSet;
use std::sync::Mutex;

use handrail_assistant::checklist::PortalPage;
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::Context;
use handrail_assistant::defender::{AppliedBy, ReadProgress};
use handrail_assistant::error::{ErrorCode, ErrorReport};
use handrail_assistant::results::TableQuery;
use handrail_practice_tenant::Options;
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::tenant::{ALWAYS, Tenant, goal, last};

/// The calls of the incident and alert lists that the tenant has answered with 200.
async fn answered_lists(tenant: &Tenant) -> Vec<String> {
    let calls = tenant.calls().await;
    calls
        .iter()
        .filter(|call| call["status"] == 200)
        .map(|call| call["path"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn an_application_reaches_incidents_and_alerts() {
    let tenant = Tenant::start().await;
    for api in Api::ALL {
        let connection = tenant.application(api).await;
        let reading = tenant.read(&connection, 48).await.unwrap();
        let lines = tenant.lines(&reading.result_id, TableQuery::default()).await;
        assert!(!lines.is_empty(), "{api}");
        assert_eq!(
            reading.filter.applied_by,
            AppliedBy::Service,
            "{api}: {:?}",
            reading.filter
        );
        assert!(
            lines.is_sorted_by(|a, b| a.text("updated") >= b.text("updated")),
            "{api}: newest first"
        );
    }
}

#[tokio::test]
async fn every_page_is_fetched_once() {
    let tenant = Tenant::with(Options {
        incidents: 730,
        ..Options::default()
    })
    .await;
    for (api, calls) in [(Api::Graph, 15), (Api::Xdr, 8)] {
        let before = answered_lists(&tenant).await.len();
        let connection = tenant.application(api).await;
        let reading = tenant.read(&connection, ALWAYS).await.unwrap();
        let asked = answered_lists(&tenant).await.split_off(before);
        let lines = tenant.lines(&reading.result_id, TableQuery::default()).await;
        let ids: HashSet<&str> = lines.iter().map(|line| line.text("id")).collect();
        assert_eq!((reading.rows, lines.len(), ids.len()), (730, 730, 730), "{api}");
        assert_eq!(
            (asked.len(), reading.requests),
            (calls, u32::try_from(calls).unwrap()),
            "{api}: {asked:#?}"
        );
        assert_eq!(
            asked.iter().collect::<HashSet<_>>().len(),
            asked.len(),
            "{api}: {asked:#?}"
        );
    }
}

#[tokio::test]
async fn a_list_that_fills_its_last_page_exactly_has_no_row_twice() {
    let tenant = Tenant::with(Options {
        incidents: 200,
        ..Options::default()
    })
    .await;
    for api in [Api::Graph, Api::Xdr] {
        let connection = tenant.application(api).await;
        assert_eq!(tenant.read(&connection, ALWAYS).await.unwrap().rows, 200, "{api}");
    }
}

#[tokio::test]
async fn a_tenant_where_nothing_happened_is_an_answer_and_no_error() {
    let tenant = Tenant::with(Options {
        incidents: 0,
        ..Options::default()
    })
    .await;
    for api in Api::ALL {
        let connection = tenant.application(api).await;
        assert_eq!(tenant.read(&connection, 48).await.unwrap().rows, 0, "{api}");
    }
}

#[tokio::test]
async fn a_throttled_service_is_waited_for() {
    let tenant = Tenant::start().await;
    tenant.switch("throttled", true).await;
    let connection = tenant.application(Api::Graph).await;
    let waits = Mutex::new(Vec::new());
    let told = |progress: ReadProgress| waits.lock().unwrap().extend(progress.waiting_seconds);
    let reading = tenant
        .assistant
        .read_list(&connection.id, &last(ALWAYS), None, told)
        .await
        .unwrap();
    assert_eq!(reading.rows, 180);
    assert!(reading.throttled > 0);
    assert_eq!(waits.lock().unwrap().len(), reading.throttled as usize);
    assert!(waits.lock().unwrap().iter().all(|seconds| *seconds == 1));
}

#[tokio::test]
async fn progress_counts_up_to_what_was_read() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let rows = Mutex::new(Vec::new());
    let told = |progress: ReadProgress| rows.lock().unwrap().push(progress.rows);
    tenant
        .assistant
        .read_list(&connection.id, &last(ALWAYS), None, told)
        .await
        .unwrap();
    let rows = rows.into_inner().unwrap();
    assert!(rows.is_sorted());
    assert_eq!(rows.last(), Some(&180));
}

#[tokio::test]
async fn half_an_answer_is_not_understood_and_says_so() {
    let tenant = Tenant::start().await;
    tenant.switch("broken-json", true).await;
    let connection = tenant.application(Api::Xdr).await;
    let report = tenant.read(&connection, 48).await.unwrap_err();
    assert_eq!(
        (report.code, report.finding),
        (ErrorCode::AnswerNotUnderstood, false)
    );
}

#[tokio::test]
async fn an_api_that_refuses_a_powerless_token_is_told_like_the_token_itself() {
    let tenant = Tenant::start().await;
    let app = tenant.ready().apps.unconsented.clone();
    for api in Api::ALL {
        let secret = app.client_secret.clone().map(SecretString::from);
        let connection = tenant
            .registered(goal(api, Context::Application), &app.client_id, secret)
            .await;
        let report = tenant.read(&connection, 48).await.unwrap_err();
        assert!(report.finding, "{api}: {report:?}");
        assert_eq!(
            (report.code, report.page),
            (ErrorCode::ConsentMissing, Some(PortalPage::ApiPermissions)),
            "{api}"
        );
    }
}

/// What comes of reading through a cloud one of whose addresses nobody answers at.
async fn read_without_network(field: &str) -> Result<(), ErrorReport> {
    let tenant = Tenant::start().await;
    // Bound and dropped: a port that was free a moment ago refuses.
    let closed = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let mut cloud = tenant.cloud();
    cloud["id"] = json!("cut-off");
    cloud[field] = Value::from(format!("http://{closed}"));
    tenant
        .assistant
        .add_cloud(Cloud::parse(&cloud.to_string()).unwrap());
    let found = tenant
        .assistant
        .find_tenant(&tenant.ready().tenant_domain, Some("cut-off"))
        .await?;
    let app = tenant.ready().apps.application.clone();
    let (wanted, secret) = (
        goal(Api::Graph, Context::Application),
        app.client_secret.map(SecretString::from),
    );
    let connection = tenant
        .assistant
        .add_registration(&found, wanted, app.client_id.parse().unwrap(), secret)
        .await?;
    tenant.read(&connection, 48).await.map(|_| ())
}

#[tokio::test]
async fn no_network_is_an_error_of_this_side_that_may_be_retried() {
    for field in ["entra_authority", "graph_base"] {
        let report = read_without_network(field).await.unwrap_err();
        assert_eq!(
            (report.code, report.finding, report.retryable),
            (ErrorCode::NetworkUnreachable, false, true),
            "{field}"
        );
        assert!(
            report.params["host"].starts_with("127.0.0.1"),
            "{field}: {}",
            report.params["host"]
        );
    }
}

#[tokio::test]
async fn the_story_of_an_incident_comes_with_its_alerts() {
    let tenant = Tenant::start().await;
    for api in [Api::Graph, Api::Xdr] {
        let connection = tenant.application(api).await;
        let reading = tenant.read(&connection, 48).await.unwrap();
        let lines = tenant.lines(&reading.result_id, TableQuery::default()).await;
        let id = lines[0].text("id");
        let details = tenant
            .assistant
            .incident_details(&connection.id, None, id)
            .await
            .unwrap();
        assert_eq!(details.id, id);
        assert!(!details.alerts.is_empty(), "{api}");
        assert!(
            details.alerts.is_sorted_by(|a, b| a.row.time <= b.row.time),
            "{api}"
        );
    }
}
