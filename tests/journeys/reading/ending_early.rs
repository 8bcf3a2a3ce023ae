//! A reading that ends early keeps what it has, and goes on where it stopped.

use std::collections::BTreeSet;
use std::sync::Mutex;

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::defender::ReadProgress;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::results::{ResultKind, ResultView, TableQuery};
use handrail_practice_tenant::Options;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::block_in_place;

use crate::tenant::{ALWAYS, Tenant, last};

async fn ids(tenant: &Tenant, view: &ResultView) -> BTreeSet<String> {
    let lines = tenant.lines(&view.result_id, TableQuery::default()).await;
    let ids: BTreeSet<String> = lines.iter().map(|line| line.text("id").to_owned()).collect();
    assert_eq!(ids.len(), lines.len(), "a row twice");
    ids
}

/// Reads until so many rows are there, and ends.
async fn cancelled_at(tenant: &Tenant, connection: &ConnectionView, rows: u32) -> ResultView {
    let (assistant, id) = (tenant.assistant.clone(), connection.id.clone());
    let told = move |progress: ReadProgress| {
        if progress.rows >= rows {
            assistant.cancel_read(&id);
        }
    };
    let reading = tenant
        .assistant
        .read_list(&connection.id, &last(ALWAYS), None, told)
        .await;
    reading.unwrap()
}

async fn resumed(tenant: &Tenant, view: &ResultView) -> ResultView {
    let resumed = tenant
        .assistant
        .resume_list(&view.connection_id, view.kind, None, |_| ())
        .await;
    resumed.unwrap()
}

#[tokio::test]
async fn cancelling_keeps_the_rows_and_going_on_brings_the_rest_without_asking_twice() {
    let tenant = Tenant::with(Options {
        incidents: 430,
        ..Options::default()
    })
    .await;
    for (api, pages) in [(Api::Graph, 9), (Api::Xdr, 5)] {
        let connection = tenant.application(api).await;
        let whole = tenant.read(&connection, ALWAYS).await.unwrap();
        let everything = ids(&tenant, &whole).await;
        assert_eq!((everything.len(), whole.requests), (430, pages), "{api}");

        let half = cancelled_at(&tenant, &connection, 150).await;
        assert!(!half.complete && half.stopped.is_none(), "{api}: {half:?}");
        assert!((150..430).contains(&half.rows), "{api}: {}", half.rows);
        assert!(ids(&tenant, &half).await.is_subset(&everything), "{api}");

        let rest = resumed(&tenant, &half).await;
        assert!(rest.complete, "{api}");
        assert_eq!(
            (rest.since, rest.until),
            (half.since, half.until),
            "{api}: the same question"
        );
        assert_eq!(rest.requests, pages, "{api}: every page once");
        assert_eq!(tenant.assistant.result(&rest.result_id).unwrap().rows, 430);
        let view = tenant.assistant.result(&rest.result_id).unwrap();
        assert_eq!(ids(&tenant, &view).await, everything, "{api}");
        let lines = tenant.lines(&view.result_id, TableQuery::default()).await;
        assert!(
            lines.is_sorted_by(|a, b| a.text("updated") >= b.text("updated")),
            "{api}"
        );
    }
}

#[tokio::test]
async fn half_a_list_is_written_nowhere_and_the_whole_one_is_once() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    let folder = tempfile::tempdir().unwrap();
    let files = || std::fs::read_dir(folder.path()).unwrap().count();
    let (assistant, id) = (tenant.assistant.clone(), connection.id.clone());
    let told = move |_: ReadProgress| assistant.cancel_read(&id);
    let half = tenant
        .assistant
        .read_list(&connection.id, &last(ALWAYS), Some(folder.path()), told)
        .await
        .unwrap();
    assert!(!half.complete && half.saved.is_none());
    assert_eq!(files(), 0);
    let whole = tenant
        .assistant
        .resume_list(&connection.id, ResultKind::Incidents, Some(folder.path()), |_| ())
        .await
        .unwrap();
    assert_eq!((whole.saved.unwrap().rows, files()), (180, 1));
}

#[tokio::test]
async fn there_is_nothing_to_go_on_with_after_a_whole_list() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    tenant.read(&connection, ALWAYS).await.unwrap();
    let report = tenant
        .assistant
        .resume_list(&connection.id, ResultKind::Incidents, None, |_| ())
        .await
        .unwrap_err();
    assert_eq!(report.code, ErrorCode::ResultGone);
}

#[tokio::test]
async fn a_reading_that_another_takes_the_place_of_does_not_write_over_it() {
    let tenant = Tenant::with(Options {
        incidents: 430,
        ..Options::default()
    })
    .await;
    tenant.switch("slow", true).await;
    let connection = tenant.application(Api::Graph).await;
    let (seen, mut first_page) = watch::channel(false);
    let (assistant, id) = (tenant.assistant.clone(), connection.id.clone());
    let first = tokio::spawn(async move {
        let told = move |progress: ReadProgress| {
            seen.send_replace(progress.rows > 0);
        };
        assistant.read_list(&id, &last(ALWAYS), None, told).await
    });
    first_page.wait_for(|seen| *seen).await.unwrap();
    let other = tenant.read(&connection, 48).await.unwrap();
    assert_eq!(first.await.unwrap().unwrap_err().code, ErrorCode::Cancelled);
    assert!(other.complete && other.rows < 430);
    assert_eq!(
        tenant.assistant.result(&other.result_id).unwrap().rows,
        other.rows
    );
}

/// Reads, and switches a fault on as soon as so many rows are there.
async fn read_into(tenant: &Tenant, connection: &ConnectionView, fault: &str, rows: u32) -> ResultView {
    let on = Mutex::new(false);
    let told = |progress: ReadProgress| {
        let mut on = on.lock().unwrap();
        if progress.rows >= rows && !*on {
            *on = true;
            block_in_place(|| Handle::current().block_on(tenant.switch(fault, true)));
        }
    };
    let reading = tenant
        .assistant
        .read_list(&connection.id, &last(ALWAYS), None, told)
        .await;
    tenant.switch(fault, false).await;
    reading.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_that_fails_in_the_middle_keeps_the_rows_says_why_and_is_asked_for_again() {
    for (fault, code) in [
        ("broken-json", ErrorCode::AnswerNotUnderstood),
        ("hostile-next-link", ErrorCode::NextLinkRefused),
        ("not-provisioned", ErrorCode::DefenderNotActive),
    ] {
        let tenant = Tenant::start().await;
        let connection = tenant.application(Api::Graph).await;
        let half = read_into(&tenant, &connection, fault, 100).await;
        assert_eq!(
            half.stopped.as_ref().map(|report| report.code),
            Some(code),
            "{fault}"
        );
        assert_eq!((half.rows, half.complete), (100, false), "{fault}");
        let rest = resumed(&tenant, &half).await;
        assert_eq!(
            (rest.rows, rest.complete, rest.stopped),
            (180, true, None),
            "{fault}"
        );
        assert_eq!(ids(&tenant, &half).await.len(), 180, "{fault}");
    }
}

#[tokio::test]
async fn a_token_that_ends_on_every_page_is_renewed_and_no_row_is_missing() {
    let tenant = Tenant::start().await;
    tenant.switch("token-expired-mid-paging", true).await;
    for api in Api::ALL {
        let connection = tenant.application(api).await;
        let view = tenant.read(&connection, ALWAYS).await.unwrap();
        let truth = tenant.truth().await;
        let list = if api == Api::Mde { "alerts" } else { "incidents" };
        assert_eq!(
            ids(&tenant, &view).await.len(),
            truth[list].as_array().unwrap().len(),
            "{api}"
        );
    }
}

#[tokio::test]
async fn the_first_rows_can_be_looked_at_before_the_last_page() {
    let tenant = Tenant::with(Options {
        incidents: 430,
        ..Options::default()
    })
    .await;
    let connection = tenant.application(Api::Graph).await;
    let result_id = format!("{}/incidents", connection.id);
    let seen = Mutex::new(Vec::new());
    let told = |_: ReadProgress| {
        let view = tenant.assistant.result(&result_id).unwrap();
        seen.lock().unwrap().push((view.rows, view.complete));
    };
    tenant
        .assistant
        .read_list(&connection.id, &last(ALWAYS), None, told)
        .await
        .unwrap();
    let seen = seen.into_inner().unwrap();
    assert_eq!(seen.first(), Some(&(50, false)), "{seen:?}");
    assert!(seen.is_sorted(), "{seen:?}");
}
