//! What somebody hands on who is stuck: nothing secret is in it, and played again the same goes wrong at the same step.

use handrail_assistant::checklist::StepState;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context};
use handrail_assistant::error::ErrorCode;
use handrail_assistant::support::{Ids, Replay, Surroundings, TaskKind};
use secrecy::SecretString;
use serde_json::{Value, json};

use crate::scenarios::{connection, failing, met};
use crate::tenant::{Tenant, goal, landing};

async fn bundle(tenant: &Tenant, connection: &ConnectionView, ids: Ids) -> String {
    let around = Surroundings {
        log: vec![format!("a line about {}", connection.tenant_domain)],
        ..Surroundings::default()
    };
    let preview = tenant
        .assistant
        .preview_support_bundle(Some(&connection.id), around, ids)
        .await
        .unwrap();
    preview.text
}

/// The tenant answers as it is told in a bundle, and the assistant does what the bundle is about.
async fn replayed(replay: &Replay, context: Context) -> (bool, String) {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant, context).await;
    let answers = replay.answers(&connection.tenant_id, connection.client_id.as_deref().unwrap());
    tenant.answer(&answers);
    let replayed = tenant
        .assistant
        .rerun(replay, &connection.id, landing())
        .await
        .unwrap();
    (
        replayed.same,
        format!("{:?} and {:?}", replayed.expected, replayed.met),
    )
}

#[tokio::test]
async fn every_scenario_that_fails_is_met_again_by_whoever_gets_its_bundle() {
    let mut misses = Vec::new();
    for (name, context, code) in failing() {
        let tenant = Tenant::start().await;
        let connection = connection(&tenant, context).await;
        tenant.switch(name, true).await;
        met(&tenant, &connection).await.unwrap();
        let replay = Replay::parse(&bundle(&tenant, &connection, Ids::Masked).await).unwrap();
        assert_eq!(replay.expected().code, code, "{name}");
        let (same, told) = replayed(&replay, context).await;
        if !same {
            misses.push(format!("{name}: {told}"));
        }
    }
    assert!(misses.is_empty(), "{}", misses.join("\n"));
}

#[tokio::test]
async fn without_the_recorded_answers_nothing_goes_wrong() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    tenant.switch("secret-expired", true).await;
    met(&tenant, &connection).await.unwrap();
    let replay = Replay::parse(&bundle(&tenant, &connection, Ids::Masked).await).unwrap();
    tenant.switch("secret-expired", false).await;
    let replayed = tenant
        .assistant
        .rerun(&replay, &connection.id, landing())
        .await
        .unwrap();
    assert!(!replayed.same && replayed.met.is_none(), "{replayed:?}");
}

#[tokio::test]
async fn a_bundle_names_neither_tenant_nor_app_nor_person() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant, Context::User).await;
    tenant.switch("mfa-required", true).await;
    met(&tenant, &connection).await.unwrap();
    let text = bundle(&tenant, &connection, Ids::Masked).await;
    let account = connection_account(&tenant, &connection).await;
    let names = [
        &connection.tenant_id,
        &connection.tenant_domain,
        connection.client_id.as_ref().unwrap(),
        &connection.id,
        &account,
    ];
    for name in names {
        assert!(
            !text.to_lowercase().contains(&name.to_lowercase()),
            "{name} in {text}"
        );
    }
    // What Microsoft's support asks for is there in either.
    let correlation = |text: &str| {
        let bundle: Value = serde_json::from_str(text).unwrap();
        bundle["findings"][0]["report"]["trace"]["correlationId"].clone()
    };
    let kept = bundle(&tenant, &connection, Ids::Kept).await;
    assert!(correlation(&text).is_string());
    assert_eq!(correlation(&text), correlation(&kept));
    assert!(kept.contains(&connection.tenant_id), "{kept}");
}

async fn connection_account(tenant: &Tenant, connection: &ConnectionView) -> String {
    let all = tenant.assistant.connections().await.unwrap();
    let stored = all.into_iter().find(|one| one.id == connection.id).unwrap();
    stored.account.unwrap()
}

#[tokio::test]
async fn what_is_saved_is_what_was_read_byte_for_byte() {
    let tenant = Tenant::start().await;
    let connection = tenant.application(Api::Graph).await;
    tenant.assistant.check(&connection.id).await.unwrap();
    let preview = |ids| {
        tenant
            .assistant
            .preview_support_bundle(None, Surroundings::default(), ids)
    };
    let earlier = preview(Ids::Kept).await.unwrap();
    let read = preview(Ids::Masked).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    // Whatever happens between reading and saving.
    tenant.assistant.check(&connection.id).await.unwrap();
    let saved = tenant
        .assistant
        .save_support_bundle(&read.id, folder.path())
        .await
        .unwrap();
    assert_eq!(std::fs::read(&saved.path).unwrap(), read.text.as_bytes());
    assert_eq!(saved.bytes as usize, read.text.len());
    let gone = tenant
        .assistant
        .save_support_bundle(&earlier.id, folder.path())
        .await;
    assert_eq!(gone.unwrap_err().code, ErrorCode::ResultGone);
}

#[tokio::test]
async fn what_never_left_this_computer_is_met_again_too() {
    let tenant = Tenant::start().await;
    let app = &tenant.ready().apps.application;
    let wrong = SecretString::from("Qz18Q~MadeUpForHandrail.NotARealOne_0000".to_owned());
    let connection = tenant
        .registered(
            goal(Api::Graph, Context::Application),
            &app.client_id,
            Some(wrong),
        )
        .await;
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    assert!(
        checklist
            .steps
            .iter()
            .any(|step| step.state == StepState::Blocked)
    );
    let text = bundle(&tenant, &connection, Ids::Masked).await;
    assert!(!text.contains("MadeUpForHandrail"), "{text}");
    let replay = Replay::parse(&text).unwrap();
    assert_eq!(replay.expected().task, TaskKind::Check);
    let (same, told) = replayed(&replay, Context::Application).await;
    assert!(same, "{told}");
}

#[test]
fn what_is_no_bundle_is_refused() {
    let code = |text: &str| Replay::parse(text).unwrap_err().code;
    for text in [
        "",
        "{}",
        "[1]",
        "handrail",
        r#"{"format": "handrail-support-2"}"#,
        r#"{"format": "handrail-support-1"}"#,
    ] {
        assert_eq!(code(text), ErrorCode::SupportBundleMalformed, "{text}");
    }
    let deep = "[".repeat(100_000);
    assert_eq!(code(&deep), ErrorCode::SupportBundleMalformed);
    let unknown = json!({"format": "handrail-support-1", "colour": "red"}).to_string();
    assert_eq!(code(&unknown), ErrorCode::SupportBundleMalformed);
}
