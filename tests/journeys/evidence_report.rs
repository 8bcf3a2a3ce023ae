//! The evidence report: everything that was seen, nothing that is secret, and a page that stands alone.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context};
use handrail_doors::Spoken;
use handrail_words::Words;
use scraper::{Html, Selector};
use secrecy::SecretString;

use crate::tenant::{Tenant, goal};

async fn report(tenant: &Tenant, connection: &ConnectionView, language: &str, folder: &Path) -> String {
    let speech = Arc::new(Spoken(Words::of(language)));
    let saved = tenant
        .assistant
        .save_evidence_report(&connection.id, folder, speech)
        .await
        .unwrap();
    assert_eq!(saved.format, "html");
    assert_eq!(u64::from(saved.bytes), fs::metadata(&saved.path).unwrap().len());
    fs::read_to_string(saved.path).unwrap()
}

/// What a person reads on the page.
fn text(page: &str) -> String {
    let body = Selector::parse("body").unwrap();
    let page = Html::parse_document(page);
    let texts = page.select(&body).flat_map(|body| body.text());
    texts.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_report_of_a_finished_connection_holds_all_evidence_and_no_secret() {
    let tenant = Tenant::start().await;
    let folder = tempfile::tempdir().unwrap();
    let application = tenant.application(Api::Graph).await;
    tenant.assistant.check(&application.id).await.unwrap();
    tenant.read(&application, 48).await.unwrap();
    let user = tenant.user(Api::Xdr).await;
    let attempt = tenant.begin(&user).await;
    tenant.finish(&attempt).await.unwrap();
    tenant.read(&user, 48).await.unwrap();

    let secret = tenant.ready().apps.application.client_secret.clone().unwrap();
    for connection in [application, user] {
        let checklist = tenant.assistant.checklist(&connection.id).await.unwrap();
        assert!(checklist.connection.ready);
        for language in ["en", "fr"] {
            let page = report(&tenant, &connection, language, folder.path()).await;
            let read = text(&page);
            for evidence in checklist.steps.iter().flat_map(|step| &step.evidence) {
                let time = evidence.at.replace('T', " ").replace('Z', " UTC");
                assert!(read.contains(&time), "{evidence:?}");
                for value in evidence.params.values() {
                    assert!(read.contains(value.as_str()), "{value} in {evidence:?}");
                }
            }
            for value in [&connection.tenant_id, connection.client_id.as_ref().unwrap()] {
                assert!(read.contains(value.as_str()), "{value}");
            }
            assert!(
                !read.contains("results.report.") && !read.contains("checklist."),
                "a text is missing: {read}"
            );
            for needle in [secret.as_str(), "eyJ", "Bearer", "refresh_token"] {
                assert!(!page.contains(needle), "{needle} is in the report");
            }
        }
    }
}

#[tokio::test]
async fn the_report_needs_nothing_from_elsewhere_and_runs_nothing() {
    let tenant = Tenant::start().await;
    let folder = tempfile::tempdir().unwrap();
    let connection = tenant.application(Api::Xdr).await;
    let page = Html::parse_document(&report(&tenant, &connection, "en", folder.path()).await);
    for selector in ["script", "link", "img", "iframe", "[src]", "[href]", "[onclick]"] {
        let found = page.select(&Selector::parse(selector).unwrap()).count();
        assert_eq!(found, 0, "{selector}");
    }
    let language = Selector::parse("html[lang=en]").unwrap();
    assert_eq!(page.select(&language).count(), 1);
}

#[tokio::test]
async fn what_was_not_proved_and_why_stands_in_the_report() {
    let tenant = Tenant::start().await;
    let folder = tempfile::tempdir().unwrap();
    let app = tenant.ready().apps.unconsented.clone();
    let secret = app.client_secret.map(SecretString::from);
    let connection = tenant
        .registered(goal(Api::Graph, Context::Application), &app.client_id, secret)
        .await;
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    let problems: Vec<_> = checklist
        .steps
        .iter()
        .filter_map(|step| step.problem.as_ref())
        .collect();
    assert!(!problems.is_empty());

    let words = Words::of("en");
    let read = text(&report(&tenant, &connection, "en", folder.path()).await);
    for problem in problems {
        assert!(read.contains(&problem.code.name()), "{problem:?}");
    }
    for step in checklist.steps.iter().filter(|step| step.evidence.is_empty()) {
        let id = serde_json::to_value(step.id).unwrap();
        let title = words.plain(&format!("checklist.steps.{}.title", id.as_str().unwrap()));
        assert!(
            read.contains(&format!("{title}  –")) || read.contains(&format!("{title} –")),
            "{title}"
        );
    }
}
