//! What a reading will cost is said before it begins.

use handrail_assistant::cloud::Api;
use handrail_assistant::defender::{Estimate, ListQuery, Severity};
use handrail_assistant::results::ResultKind;

use crate::tenant::{ALWAYS, Tenant};

#[tokio::test]
async fn graph_counts_the_rows_and_the_calls_are_those_of_the_reading() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    for query in [
        ListQuery::last_hours(ResultKind::Incidents, ALWAYS),
        ListQuery::last_hours(ResultKind::Alerts, ALWAYS),
        ListQuery {
            severities: vec![Severity::High],
            ..ListQuery::last_hours(ResultKind::Incidents, 48)
        },
    ] {
        let estimate = tenant.assistant.estimate(&connection.id, &query).await.unwrap();
        let view = tenant.ask(&connection, &query).await.unwrap();
        assert_eq!(
            (estimate.rows, estimate.calls),
            (Some(view.rows), Some(view.requests)),
            "{query:?}"
        );
        assert!(estimate.seconds.is_some());
    }
}

#[tokio::test]
async fn the_defender_apis_do_not_count_and_their_limits_are_said() {
    let tenant = Tenant::start().await;
    for (api, per_minute) in [(Api::Xdr, 50), (Api::Mde, 100)] {
        let connection = tenant.application(api).await;
        let query = ListQuery::last_hours(ResultKind::Alerts, 48);
        let estimate = tenant.assistant.estimate(&connection.id, &query).await.unwrap();
        let expected = Estimate {
            rows: None,
            calls: None,
            per_minute: Some(per_minute),
            per_hour: Some(1500),
            seconds: None,
        };
        assert_eq!(estimate, expected, "{api}");
    }
}
