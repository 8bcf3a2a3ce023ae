//! A result in other people's hands: the same rows in every form, the page for people, and what is new the next time.

use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

use handrail_assistant::clock::{Clock, SystemClock};
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::defender::{Change, ListQuery, WorkStatus};
use handrail_assistant::results::{Keep, ResultFormat, ResultView, TableQuery};
use handrail_doors::Spoken;
use handrail_words::Words;
use serde_json::Value;

use crate::tenant::{Tenant, assistant_at, last};

const WEEKS: u32 = 24 * 28;

pub(crate) fn words(language: &str) -> Arc<Spoken> {
    Arc::new(Spoken(Words::of(language)))
}

async fn incidents(tenant: &Tenant) -> (ConnectionView, ResultView) {
    let connection = tenant.application(Api::Graph).await;
    let query = ListQuery {
        with_alerts: true,
        ..last(WEEKS)
    };
    let view = tenant.ask(&connection, &query).await.unwrap();
    (connection, view)
}

/// Writes a result and reads the file as text.
async fn saved(
    tenant: &Tenant,
    view: &ResultView,
    format: ResultFormat,
    shown: Option<TableQuery>,
) -> (u32, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = tenant
        .assistant
        .save_result(&view.result_id, format, shown, folder.path(), words("en"))
        .await
        .unwrap();
    (file.rows, fs::read_to_string(file.path).unwrap())
}

fn ids(rows: &[Value]) -> Vec<String> {
    rows.iter()
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn every_form_holds_the_same_rows_in_the_same_order() {
    let tenant = Tenant::start().await;
    let (_, view) = incidents(&tenant).await;
    let (rows, array) = saved(&tenant, &view, ResultFormat::Json, None).await;
    let array: Vec<Value> = serde_json::from_str(&array).unwrap();
    assert_eq!((rows, array.len()), (view.rows, view.rows as usize));
    assert!(!array.is_empty());

    let (_, lines) = saved(&tenant, &view, ResultFormat::Ndjson, None).await;
    let lines: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines, array);

    let (rows, table) = saved(&tenant, &view, ResultFormat::Csv, None).await;
    assert_eq!(rows, view.rows);
    let in_table: Vec<String> = table
        .split_terminator("\r\n")
        .skip(1)
        .map(|line| line.rsplit(',').next().unwrap().to_owned())
        .collect();
    assert_eq!(in_table, ids(&array));
}

#[tokio::test]
async fn with_a_query_only_the_rows_shown_are_saved() {
    let tenant = Tenant::start().await;
    let (_, view) = incidents(&tenant).await;
    let shown = TableQuery {
        keep: vec![Keep {
            column: "severity".into(),
            any_of: vec!["high".into()],
        }],
        ..TableQuery::default()
    };
    let (rows, text) = saved(&tenant, &view, ResultFormat::Json, Some(shown)).await;
    let array: Vec<Value> = serde_json::from_str(&text).unwrap();
    assert!(rows > 0 && rows < view.rows);
    assert_eq!(array.len(), rows as usize);
    assert!(array.iter().all(|row| row["severity"] == "high"));
}

#[tokio::test]
async fn the_brief_counts_what_the_tenant_holds_in_the_persons_language() {
    let tenant = Tenant::start().await;
    let (_, view) = incidents(&tenant).await;
    let (_, rows) = saved(&tenant, &view, ResultFormat::Json, None).await;
    let rows: Vec<Value> = serde_json::from_str(&rows).unwrap();
    let open = rows
        .iter()
        .filter(|row| row["status"] != "resolved" && row["status"] != "redirected")
        .count();
    let folder = tempfile::tempdir().unwrap();
    for (language, said) in [("en", "still open"), ("fr", "toujours en cours")] {
        let file = tenant
            .assistant
            .save_brief(&view.result_id, folder.path(), words(language))
            .await
            .unwrap();
        let page = fs::read_to_string(&file.path).unwrap();
        assert!(page.contains(&format!("<html lang=\"{language}\">")));
        let lead = page
            .split_once("class=\"lead\">")
            .unwrap()
            .1
            .split_once("</p>")
            .unwrap()
            .0;
        assert!(lead.contains(said) && lead.contains(&open.to_string()), "{lead}");
        assert!(
            !page.contains("results.") && !page.contains("defender."),
            "a key without words"
        );
        assert!(!page.contains("<script"));
    }
}

#[tokio::test]
async fn the_next_run_says_what_changed_and_what_was_resolved() {
    let tenant = Tenant::start().await;
    let (connection, view) = incidents(&tenant).await;
    assert_eq!(tenant.assistant.compare(&view.result_id).await.unwrap(), None);
    assert_eq!(
        tenant.assistant.compare(&view.result_id).await.unwrap(),
        None,
        "not its own last run"
    );

    let open: Vec<String> = tenant
        .lines(&view.result_id, TableQuery::default())
        .await
        .iter()
        .filter(|line| line.text("status") == "active")
        .map(|line| line.text("id").to_owned())
        .take(2)
        .collect();
    let resolve = Change {
        status: Some(WorkStatus::Resolved),
        ..Change::default()
    };
    let assign = Change {
        assigned_to: Some("ben@contoso.com".into()),
        ..Change::default()
    };
    for (id, change) in open.iter().zip([resolve, assign]) {
        tenant
            .assistant
            .apply_change(&connection.id, None, id, &change)
            .await
            .unwrap();
    }

    // Another start: what was seen is found again.
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let assistant = assistant_at(&tenant, clock);
    assistant.add_cloud(handrail_assistant::cloud::Cloud::parse(&tenant.cloud().to_string()).unwrap());
    let query = ListQuery {
        with_alerts: true,
        ..last(WEEKS)
    };
    let again = assistant
        .read_list(&connection.id, &query, None, |_| ())
        .await
        .unwrap();
    let comparison = assistant.compare(&again.result_id).await.unwrap().unwrap();
    assert_eq!((comparison.resolved, comparison.added), (1, 0));
    assert!(comparison.changed >= 1);
    let columns: BTreeSet<&String> = comparison
        .changes
        .iter()
        .flat_map(|change| &change.columns)
        .collect();
    assert!(columns.contains(&"assigned_to".to_owned()) && columns.contains(&"status".to_owned()));
    let resolved = TableQuery {
        keep: vec![Keep {
            column: comparison.column.clone(),
            any_of: vec!["resolved".into()],
        }],
        ..TableQuery::default()
    };
    let page = assistant
        .table_page(&again.result_id, resolved, 0, 10)
        .await
        .unwrap();
    assert_eq!(page.shown, 1);
}

#[tokio::test]
async fn what_a_removed_connection_saw_is_forgotten() {
    let tenant = Tenant::start().await;
    let (connection, view) = incidents(&tenant).await;
    tenant.assistant.compare(&view.result_id).await.unwrap();
    assert_eq!(tenant.memory.runs(), 1);
    tenant.assistant.remove_connection(&connection.id).await.unwrap();
    assert_eq!(tenant.memory.runs(), 0);
}
