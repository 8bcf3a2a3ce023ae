//! Whatever the API can filter by, the rows are those that the tenant holds for the question.

use std::collections::BTreeSet;

use handrail_assistant::cloud::Api;
use handrail_assistant::defender::{AppliedBy, FilterField, FilterNote, ListQuery, Severity, WhyLocal};
use handrail_assistant::results::{ResultKind, TableQuery};
use jiff::Timestamp;
use serde_json::Value;

use crate::tenant::{ALWAYS, Tenant};

/// A row of the truth, in the words that questions are asked in.
struct Held {
    id: String,
    title: String,
    severity: String,
    status: String,
    assigned_to: String,
    updated: Timestamp,
}

/// Every list of things that happened, and where the truth has it.
const LISTS: [(ResultKind, Api); 5] = [
    (ResultKind::Incidents, Api::Graph),
    (ResultKind::Incidents, Api::Xdr),
    (ResultKind::Alerts, Api::Graph),
    (ResultKind::Alerts, Api::Xdr),
    (ResultKind::Alerts, Api::Mde),
];

fn held(truth: &Value, kind: ResultKind, api: Api) -> Vec<Held> {
    let rows = |name: &str| truth[name].as_array().unwrap().clone();
    let ((id, title, updated), rows) = match (kind, api) {
        (ResultKind::Incidents, Api::Graph) => {
            (("id", "displayName", "lastUpdateDateTime"), rows("incidents"))
        }
        (ResultKind::Incidents, _) => (
            ("incidentId", "incidentName", "lastUpdateTime"),
            rows("xdrIncidents"),
        ),
        (_, Api::Graph) => (("id", "title", "lastUpdateDateTime"), rows("graphAlerts")),
        (_, Api::Mde) => (("id", "title", "lastUpdateTime"), rows("alerts")),
        (_, Api::Xdr) => {
            let incidents = rows("xdrIncidents");
            let alerts = incidents
                .iter()
                .flat_map(|one| one["alerts"].as_array().unwrap().clone());
            (("alertId", "title", "lastUpdatedTime"), alerts.collect())
        }
    };
    let text = |row: &Value, name: &str| row[name].as_str().unwrap_or_default().to_owned();
    rows.iter()
        .map(|row| Held {
            id: row[id]
                .as_str()
                .map_or_else(|| row[id].to_string(), str::to_owned),
            title: text(row, title),
            severity: text(row, "severity").to_lowercase(),
            status: text(row, "status").to_lowercase(),
            assigned_to: text(row, "assignedTo"),
            updated: text(row, updated).parse().unwrap(),
        })
        .collect()
}

/// Questions of every kind, alone and together. The person and the text are of the tenant.
fn questions(kind: ResultKind, person: &str, text: &str) -> Vec<ListQuery> {
    let serious = || vec![Severity::High, Severity::Medium];
    let open = || {
        let new = if kind == ResultKind::Alerts {
            "new"
        } else {
            "active"
        };
        vec![new.to_owned(), "inProgress".to_owned()]
    };
    let whole = || ListQuery::last_hours(kind, ALWAYS);
    let recent = || ListQuery::last_hours(kind, 48);
    vec![
        recent(),
        ListQuery {
            severities: vec![Severity::High],
            ..whole()
        },
        ListQuery {
            severities: serious(),
            ..whole()
        },
        ListQuery {
            severities: vec![Severity::Informational, Severity::Unknown],
            ..whole()
        },
        ListQuery {
            statuses: vec!["resolved".to_owned()],
            ..whole()
        },
        ListQuery {
            statuses: open(),
            ..whole()
        },
        ListQuery {
            statuses: vec!["a word of tomorrow".to_owned()],
            ..whole()
        },
        ListQuery {
            assigned_to: Some(person.to_owned()),
            ..whole()
        },
        ListQuery {
            assigned_to: Some(person.to_owned()),
            statuses: vec!["resolved".to_owned()],
            ..whole()
        },
        ListQuery {
            assigned_to: Some(String::new()),
            severities: serious(),
            ..whole()
        },
        ListQuery {
            text: text.to_uppercase(),
            ..whole()
        },
        ListQuery {
            text: text.to_owned(),
            severities: serious(),
            statuses: open(),
            ..recent()
        },
        ListQuery {
            assigned_to: Some("o'neill@contoso.com".to_owned()),
            ..whole()
        },
    ]
}

fn fits(row: &Held, query: &ListQuery, since: Timestamp) -> bool {
    let severity = match row.severity.as_str() {
        "unspecified" => "unknown",
        other => other,
    };
    let named = |one: &Severity| one.name() == severity;
    row.updated >= since
        && (query.severities.is_empty() || query.severities.iter().any(named))
        && (query.statuses.is_empty() || query.statuses.iter().any(|one| one.to_lowercase() == row.status))
        && query
            .assigned_to
            .as_ref()
            .is_none_or(|one| one.to_lowercase() == row.assigned_to.to_lowercase())
        && row.title.to_lowercase().contains(&query.text.to_lowercase())
}

#[tokio::test]
async fn every_question_brings_the_rows_that_the_tenant_holds_for_it() {
    let tenant = Tenant::start().await;
    let truth = tenant.truth().await;
    for (kind, api) in LISTS {
        let connection = tenant.application(api).await;
        let held = held(&truth, kind, api);
        let person = &held
            .iter()
            .find(|row| !row.assigned_to.is_empty())
            .unwrap()
            .assigned_to;
        let mut answered = 0;
        for query in questions(kind, person, &held[0].title) {
            let view = tenant.ask(&connection, &query).await.unwrap();
            let since = view.since.as_deref().unwrap().parse().unwrap();
            let expected: BTreeSet<&str> = held
                .iter()
                .filter(|row| fits(row, &query, since))
                .map(|row| row.id.as_str())
                .collect();
            let lines = tenant.lines(&view.result_id, TableQuery::default()).await;
            let read: BTreeSet<&str> = lines.iter().map(|line| line.text("id")).collect();
            assert_eq!(read, expected, "{api} {kind:?} {query:?}: {:?}", view.filter);
            assert_eq!(lines.len(), read.len(), "{api} {kind:?} {query:?}: a row twice");
            answered += usize::from(!read.is_empty());
        }
        assert!(
            answered >= 9,
            "{api} {kind:?}: only {answered} questions had an answer"
        );
    }
}

fn note_of(view: &FilterNote) -> Vec<(FilterField, WhyLocal)> {
    view.locally.iter().map(|one| (one.field, one.why)).collect()
}

#[tokio::test]
async fn the_note_says_what_the_service_was_asked_and_what_was_left_out_here() {
    let tenant = Tenant::start().await;
    let query = |kind| ListQuery {
        severities: vec![Severity::High],
        statuses: vec!["resolved".to_owned()],
        text: "a".to_owned(),
        ..ListQuery::last_hours(kind, ALWAYS)
    };
    let graph = tenant.application(Api::Graph).await;
    let note = tenant
        .ask(&graph, &query(ResultKind::Incidents))
        .await
        .unwrap()
        .filter;
    assert_eq!(note_of(&note), [(FilterField::Text, WhyLocal::NotOffered)]);
    assert!(
        note.sent
            .ends_with(" and severity eq 'high' and status eq 'resolved'"),
        "{note:?}"
    );

    let xdr = tenant.application(Api::Xdr).await;
    let view = tenant.ask(&xdr, &query(ResultKind::Incidents)).await.unwrap();
    let note = view.filter;
    assert_eq!(note.applied_by, AppliedBy::Handrail);
    assert_eq!(
        note_of(&note),
        [
            (FilterField::Severity, WhyLocal::NotOffered),
            (FilterField::Text, WhyLocal::NotOffered)
        ]
    );
    assert!(note.sent.ends_with(" and status eq 'Resolved'"), "{note:?}");
    let resolved = held(&tenant.truth().await, ResultKind::Incidents, Api::Xdr);
    let resolved = resolved.iter().filter(|row| row.status == "resolved").count();
    assert_eq!((view.rows + note.left_out) as usize, resolved);
}

#[tokio::test]
async fn what_the_service_does_by_itself_is_said_to_be_its_work() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Mde).await;
    let query = ListQuery {
        severities: vec![Severity::High, Severity::Low],
        ..ListQuery::last_hours(ResultKind::Alerts, ALWAYS)
    };
    let note = tenant.ask(&connection, &query).await.unwrap().filter;
    assert_eq!(
        (note.applied_by, note.left_out, note.locally),
        (AppliedBy::Service, 0, vec![])
    );
}

#[tokio::test]
async fn the_first_few_are_as_many_as_asked_for_also_when_others_are_left_out() {
    let tenant = Tenant::start().await;
    for api in [Api::Graph, Api::Xdr] {
        let connection = tenant.application(api).await;
        let query = ListQuery {
            severities: vec![Severity::High],
            top: Some(7),
            ..ListQuery::last_hours(ResultKind::Incidents, ALWAYS)
        };
        let view = tenant.ask(&connection, &query).await.unwrap();
        assert_eq!((view.rows, view.complete), (7, true), "{api}");
    }
}
