//! Asking the tables: three places, both contexts, and each way that a query fails.

use std::sync::Arc;

use handrail_assistant::clock::Clock;
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{ConnectionView, Context};
use handrail_assistant::defender::{HuntQuery, HuntView};
use handrail_assistant::error::{ErrorCode, ErrorReport, Remedy};
use handrail_assistant::results::{ColumnKind, TableQuery};
use jiff::Timestamp;
use serde_json::Value;

use crate::portal::Portal;
use crate::tenant::{Line, Tenant, assistant_at, goal};

fn query(api: Api, text: &str) -> HuntQuery {
    HuntQuery {
        text: text.to_owned(),
        api,
        timespan: None,
    }
}

async fn hunted(
    tenant: &Tenant,
    connection: &ConnectionView,
    query: &HuntQuery,
) -> Result<HuntView, ErrorReport> {
    tenant.assistant.hunt(&connection.id, None, query, |_| ()).await
}

/// The first row, by column.
async fn first(tenant: &Tenant, view: &HuntView) -> Line {
    let mut lines = tenant.lines(&view.result.result_id, TableQuery::default()).await;
    lines.swap_remove(0)
}

/// The whole number under a column.
fn number(line: &Line, column: &str) -> u64 {
    line.text(column).parse().unwrap()
}

/// The paths of the hunting calls that reached the tenant.
async fn asked(tenant: &Tenant) -> Vec<String> {
    let truth = tenant.truth().await;
    let paths = truth["requests"].as_array().unwrap().iter();
    let paths = paths.map(|call| call["path"].as_str().unwrap().to_owned());
    paths
        .filter(|path| path.contains("runHuntingQuery") || path.contains("/api/advanced"))
        .collect()
}

async fn both_contexts(tenant: &Tenant) -> [ConnectionView; 2] {
    let application = tenant.application(Api::Graph).await;
    let user = tenant.user(Api::Graph).await;
    let attempt = tenant.begin(&user).await;
    tenant.finish(&attempt).await.unwrap();
    [application, user]
}

#[tokio::test]
async fn the_same_question_has_the_same_answer_at_all_three_places_and_for_everybody() {
    let tenant = Tenant::start().await;
    let mut answers = Vec::new();
    for connection in both_contexts(&tenant).await {
        for api in Api::ALL {
            let question = query(
                api,
                "DeviceInfo | summarize Devices = dcount(DeviceId), Last = max(Timestamp)",
            );
            let view = hunted(&tenant, &connection, &question).await.unwrap();
            let names: Vec<_> = view.schema.iter().map(|column| column.name.as_str()).collect();
            assert_eq!(names, ["Devices", "Last"], "{api}");
            let kinds: Vec<_> = view.result.columns.iter().map(|column| column.kind).collect();
            assert_eq!(kinds, [ColumnKind::Number, ColumnKind::Time], "{api}");
            assert_eq!((view.result.api, view.result.rows), (api, 1));
            assert!(!view.limits.rows_reached);
            assert_eq!(view.limits.ends_on.is_some(), api != Api::Graph);
            answers.push(first(&tenant, &view).await);
        }
    }
    assert_eq!(answers.len(), 6);
    assert!(answers.iter().all(|answer| *answer == answers[0]), "{answers:?}");
    assert!(number(&answers[0], "Devices") > 0);
}

#[tokio::test]
async fn every_query_that_comes_with_handrail_brings_rows() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let mut empty = Vec::new();
    let starters = tenant.assistant.saved_queries().await.unwrap();
    for starter in starters.iter().filter(|query| query.starter) {
        let view = hunted(&tenant, &connection, &query(Api::Graph, &starter.text)).await;
        let view = view.unwrap_or_else(|report| panic!("{}: {report:?}", starter.id));
        if view.result.rows == 0 {
            empty.push(&starter.id);
        }
    }
    assert!(empty.is_empty(), "{empty:?}");
}

#[tokio::test]
async fn a_wrong_query_is_told_in_the_words_of_the_service() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    for api in Api::ALL {
        let report = hunted(&tenant, &connection, &query(api, "DeviceInfo | where Nope == 1")).await;
        let report = report.unwrap_err();
        assert_eq!(
            (report.code, report.remedy),
            (ErrorCode::HuntingQueryRefused, Remedy::EnterAgain),
            "{api}: {report:?}"
        );
        assert!(report.params["message"].contains("Nope"), "{api}: {report:?}");
    }
}

#[tokio::test]
async fn how_far_back_is_told_to_graph() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let mut counts = Vec::new();
    for timespan in [Some("P2D"), Some("P30D"), None] {
        let question = HuntQuery {
            timespan: timespan.map(str::to_owned),
            ..query(Api::Graph, "AlertInfo | summarize Alerts = count()")
        };
        let view = hunted(&tenant, &connection, &question).await.unwrap();
        counts.push(number(&first(&tenant, &view).await, "Alerts"));
    }
    assert!(counts[0] > 0 && counts[0] < counts[1], "{counts:?}");
    assert_eq!(counts[1], counts[2]);

    let before = asked(&tenant).await.len();
    let question = HuntQuery {
        timespan: Some("two days".into()),
        ..query(Api::Graph, "AlertInfo")
    };
    let report = hunted(&tenant, &connection, &question).await.unwrap_err();
    assert_eq!(report.code, ErrorCode::TimespanMalformed);
    assert_eq!(asked(&tenant).await.len(), before, "nothing was asked");
}

#[tokio::test]
async fn a_row_is_shown_as_the_service_sent_it() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let question = query(Api::Graph, "AlertInfo | sort by AlertId asc | take 3");
    let view = hunted(&tenant, &connection, &question).await.unwrap();
    let raw = tenant.assistant.raw_row(&view.result.result_id, 0).await.unwrap();
    let raw: Value = serde_json::from_str(&raw).unwrap();
    assert_eq!(first(&tenant, &view).await.text("AlertId"), raw["AlertId"]);
    let gone = tenant
        .assistant
        .raw_row(&view.result.result_id, 3)
        .await
        .unwrap_err();
    assert_eq!(gone.code, ErrorCode::ResultGone);
}

#[tokio::test]
async fn a_busy_service_is_waited_for() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    tenant.switch("throttled", true).await;
    let mut throttled = 0;
    for _ in 0..3 {
        let view = hunted(&tenant, &connection, &query(Api::Graph, "AlertInfo | take 1")).await;
        throttled += view.unwrap().result.throttled;
    }
    assert!(throttled > 0);
}

#[tokio::test]
async fn a_query_that_runs_can_be_ended() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    tenant.switch("slow", true).await;
    let (assistant, id) = (tenant.assistant.clone(), connection.id.clone());
    let running = tokio::spawn(async move {
        assistant
            .hunt(&id, None, &query(Api::Graph, "AlertInfo | take 1"), |_| ())
            .await
    });
    while !running.is_finished() {
        tenant.assistant.cancel_hunt(&connection.id, None);
        tokio::task::yield_now().await;
    }
    assert_eq!(running.await.unwrap().unwrap_err().code, ErrorCode::Cancelled);
}

/// An app that may read incidents and nothing else, made by hand.
async fn reads_incidents_only(tenant: &Tenant, context: Context) -> ConnectionView {
    let portal = Portal::at(&tenant.ready().origin);
    let client_id = portal.register("Incidents only").await.client_id;
    let kind = match context {
        Context::Application => "application",
        Context::User => "delegated",
    };
    let permission = "SecurityIncident.Read.All";
    portal
        .add_permission(&client_id, "Microsoft Graph", kind, permission)
        .await;
    portal.grant_admin_consent(&client_id).await;
    let secret = match context {
        Context::Application => Some(portal.new_secret(&client_id).await.value.into()),
        Context::User => {
            portal
                .add_redirect_uri(&client_id, "publicClient", "http://localhost")
                .await;
            None
        }
    };
    let connection = tenant
        .registered(goal(Api::Graph, context), &client_id, secret)
        .await;
    if context == Context::User {
        let attempt = tenant.begin(&connection).await;
        tenant.finish(&attempt).await.unwrap();
    }
    connection
}

#[tokio::test]
async fn a_missing_permission_is_named_and_incidents_can_still_be_read() {
    let tenant = Tenant::start().await;
    for context in [Context::Application, Context::User] {
        let connection = reads_incidents_only(&tenant, context).await;
        let checked = tenant.assistant.check(&connection.id).await.unwrap();
        assert!(checked.connection.ready, "{context:?}: {:?}", checked.steps);
        let report = hunted(&tenant, &connection, &query(Api::Graph, "AlertInfo")).await;
        let report = report.unwrap_err();
        assert!(report.finding, "{context:?}: {report:?}");
        if context == Context::Application {
            assert_eq!(report.code, ErrorCode::PermissionMissing);
        }
        assert_eq!(
            report.params.get("permission").map(String::as_str),
            Some("ThreatHunting.Read.All"),
            "{context:?}: {report:?}"
        );
        let checklist = tenant.assistant.checklist(&connection.id).await.unwrap();
        assert!(checklist.connection.ready, "{context:?}: the trail is as it was");
        tenant.read(&connection, 48).await.unwrap();
    }
}

/// The first day without the older endpoints.
struct February;

impl Clock for February {
    fn now(&self) -> Timestamp {
        "2027-02-01T00:00:01Z".parse().unwrap()
    }
}

#[tokio::test]
async fn the_older_endpoints_are_refused_from_the_day_they_end_and_graph_is_named() {
    let tenant = Tenant::start().await;
    let assistant = assistant_at(&tenant, Arc::new(February));
    assistant.add_cloud(Cloud::parse(&tenant.cloud().to_string()).unwrap());
    let connection = tenant.application(Api::Graph).await;
    let places = assistant.hunting_places(&connection.id, None).await.unwrap();
    let ended: Vec<_> = places.iter().map(|place| (place.api, place.ended)).collect();
    assert_eq!(ended, [(Api::Graph, false), (Api::Xdr, true), (Api::Mde, true)]);
    assert!(places[0].recommended && places[0].ends_on.is_none());
    assert_eq!(places[2].permission, "AdvancedQuery.Read.All");
    for api in [Api::Xdr, Api::Mde] {
        let report = assistant
            .hunt(&connection.id, None, &query(api, "DeviceInfo"), |_| ())
            .await;
        let report = report.unwrap_err();
        assert_eq!(
            (report.code, report.remedy),
            (ErrorCode::HuntingEnded, Remedy::UseGraph)
        );
        assert_eq!(report.params["date"], "2027-02-01");
    }
    assert!(asked(&tenant).await.is_empty());
}
