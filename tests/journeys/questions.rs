//! Ready questions: each has an answer in the practice tenant, through every kind of connection.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::defender::{Question, QuestionKind};
use handrail_assistant::results::ResultView;

use crate::tenant::Tenant;
use crate::terminal::Terminal;

/// Asks the service, then looks at the answer as the question says.
async fn answered(tenant: &Tenant, connection: &ConnectionView, question: &Question) {
    let id = &question.id;
    let view = tenant.ask(connection, question.query.as_ref().unwrap()).await;
    let view = view.unwrap_or_else(|report| panic!("{id}: {report:?}"));
    let lines = tenant.lines(&view.result_id, question.table.clone()).await;
    assert!(!lines.is_empty(), "{id}: nothing is shown of {} rows", view.rows);
    if let Some(column) = &question.facet {
        assert!(
            values(tenant, question, &view, column).await > 0,
            "{id}: {column} has no values"
        );
    }
    if let Some(column) = &question.chart {
        let chart = tenant
            .assistant
            .over_time(&view.result_id, question.table.clone(), column.clone())
            .await
            .unwrap();
        assert!(
            chart.is_some_and(|chart| !chart.bars.is_empty()),
            "{id}: {column} has no times"
        );
    }
}

async fn values(tenant: &Tenant, question: &Question, view: &ResultView, column: &str) -> usize {
    let facet = tenant
        .assistant
        .facet(&view.result_id, question.table.clone(), column.to_owned(), 5)
        .await;
    let facet = facet.unwrap().unwrap();
    facet.values.iter().filter(|value| value.count > 0).count()
}

#[tokio::test]
async fn every_question_has_an_answer_through_every_connection() {
    let tenant = Tenant::start().await;
    for api in Api::ALL {
        let connection = tenant.application(api).await;
        for question in tenant.assistant.questions() {
            match question.kind {
                QuestionKind::Hunting => (),
                QuestionKind::Score => {
                    let exposure = tenant.assistant.exposure(&connection.id).await.unwrap();
                    assert!(exposure.score > 0.0, "{exposure:?}");
                }
                _ => answered(&tenant, &connection, &question).await,
            }
        }
    }
}

#[tokio::test]
async fn the_call_that_a_question_shows_is_the_one_that_is_made() {
    let tenant = Tenant::start().await;
    for api in Api::ALL {
        let connection = tenant.application(api).await;
        for question in tenant.assistant.questions() {
            let Some(query) = &question.query else { continue };
            tenant.ask(&connection, query).await.unwrap();
            let shown = question.calls.iter().find(|call| call.connection == api).unwrap();
            let path = shown
                .call
                .strip_prefix("GET ")
                .unwrap()
                .split('?')
                .next()
                .unwrap();
            let calls = tenant.calls().await;
            let asked = calls.last().unwrap()["path"].as_str().unwrap();
            assert!(
                asked.starts_with(path),
                "{}: {asked} instead of {path}",
                question.id
            );
        }
    }
}

#[tokio::test]
async fn hunting_questions_bring_rows() {
    let tenant = Tenant::start().await;
    let token = tenant
        .issued("application", "https://graph.microsoft.com/.default")
        .await;
    let terminal = Terminal::beside(&tenant);
    let questions = tenant.assistant.questions();
    let hunting: Vec<(&str, &str)> = questions
        .iter()
        .filter_map(|one| Some((one.id.as_str(), one.hunting.as_deref()?)))
        .collect();
    assert!(hunting.len() >= 3);
    for (id, query) in hunting {
        let rows = terminal.hunts(query, &token).await;
        assert!(!rows.is_empty(), "{id}");
    }
}
