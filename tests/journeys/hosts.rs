//! Which host answers: chosen from the cloud's own list, measured, and never with a token where it does not belong.

use handrail_assistant::checklist::{StepId, StepState};
use handrail_assistant::cloud::{Api, Cloud};
use handrail_assistant::connection::{ConnectionView, Context};
use handrail_assistant::defender::hosts::HostMeasure;
use handrail_assistant::error::ErrorCode;
use secrecy::SecretString;
use serde_json::{Value, json};
use url::Url;

use crate::stranger::Stranger;
use crate::tenant::{Tenant, goal};

/// The practice tenant as a cloud that lists other hosts: itself under another name, and whatever is given.
async fn connected(tenant: &Tenant, api: Api, more: &[(&str, &str)]) -> ConnectionView {
    let mut near: Url = tenant.ready().origin.parse().unwrap();
    near.set_host(Some("localhost")).unwrap();
    let hosts = [("near", near.as_str())].into_iter().chain(more.iter().copied());
    let hosts: Vec<Value> = hosts
        .map(|(id, base)| json!({"id": id, "base": base, "area": "here"}))
        .collect();
    let mut cloud = tenant.cloud();
    cloud["id"] = json!("mine");
    cloud["geo_hosts"] = json!(hosts);
    tenant
        .assistant
        .add_cloud(Cloud::parse(&cloud.to_string()).unwrap());
    let found = tenant
        .assistant
        .find_tenant(&tenant.ready().tenant_domain, Some("mine"))
        .await
        .unwrap();
    let app = &tenant.ready().apps.application;
    tenant
        .assistant
        .add_registration(
            &found,
            goal(api, Context::Application),
            app.client_id.parse().unwrap(),
            app.client_secret.clone().map(SecretString::from),
        )
        .await
        .unwrap()
}

fn of<'a>(measures: &'a [HostMeasure], id: &str) -> &'a HostMeasure {
    measures
        .iter()
        .find(|measure| measure.id.as_deref() == Some(id))
        .unwrap()
}

#[tokio::test]
async fn each_host_is_measured_without_a_token_and_one_that_is_not_there_says_so() {
    let tenant = Tenant::start().await;
    let stranger = Stranger::saying("{}".to_owned()).await;
    let more = [
        ("other", stranger.origin.as_str()),
        ("gone", "http://127.0.0.1:1"),
    ];
    let connection = connected(&tenant, Api::Xdr, &more).await;
    let told = std::sync::Mutex::new(Vec::new());
    let measures = tenant
        .assistant
        .measure_hosts(&connection.id, |measure| told.lock().unwrap().push(measure.id))
        .await
        .unwrap();

    assert_eq!(
        measures
            .iter()
            .map(|measure| measure.id.as_deref())
            .collect::<Vec<_>>(),
        [None, Some("near"), Some("other"), Some("gone")]
    );
    assert_eq!(told.into_inner().unwrap().len(), 4);
    for measure in &measures[..3] {
        assert!(measure.median_ms.is_some() && measure.answers == 5, "{measure:?}");
    }
    let gone = of(&measures, "gone");
    assert_eq!((gone.median_ms, gone.answers, gone.fastest), (None, 0, false));
    assert_eq!(gone.problem.as_ref().unwrap().code, ErrorCode::NetworkUnreachable);
    let fastest: Vec<&HostMeasure> = measures.iter().filter(|measure| measure.fastest).collect();
    assert_eq!(fastest.len(), 1);
    assert!(
        measures
            .iter()
            .all(|measure| measure.median_ms.is_none() || measure.median_ms >= fastest[0].median_ms)
    );
    for request in stranger.requests() {
        assert!(!request.to_lowercase().contains("authorization"), "{request}");
    }
}

#[tokio::test]
async fn a_chosen_host_answers_with_the_same_audience_and_has_to_be_proved() {
    let tenant = Tenant::start().await;
    for api in [Api::Xdr, Api::Mde] {
        let connection = connected(&tenant, api, &[]).await;
        tenant.read(&connection, 48).await.unwrap();
        let audience = tenant.assistant.token(&connection.id).await.unwrap().audience;

        let checklist = tenant
            .assistant
            .set_host(&connection.id, Some("near"))
            .await
            .unwrap();
        assert_eq!(
            checklist.step(StepId::Incidents).unwrap().state,
            StepState::Open,
            "{api}"
        );
        assert!(!checklist.connection.ready, "{api}");

        tenant.read(&connection, 48).await.unwrap();
        let checklist = tenant.assistant.checklist(&connection.id).await.unwrap();
        let proof = &checklist.step(StepId::Incidents).unwrap().evidence[0];
        assert_eq!(proof.params["host"], "localhost", "{api}");
        assert_eq!(
            tenant.assistant.token(&connection.id).await.unwrap().audience,
            audience,
            "{api}"
        );

        let hosts = tenant.assistant.hosts(&connection.id).await.unwrap();
        let chosen: Vec<Option<&str>> = hosts
            .iter()
            .filter(|host| host.chosen)
            .map(|host| host.id.as_deref())
            .collect();
        assert_eq!(chosen, [Some("near")], "{api}");
    }
}

#[tokio::test]
async fn a_host_that_the_cloud_does_not_list_is_refused_and_the_usual_one_stays() {
    let tenant = Tenant::start().await;
    let connection = connected(&tenant, Api::Xdr, &[]).await;
    let stranger = Stranger::saying("{}".to_owned()).await;
    for name in ["elsewhere", stranger.origin.as_str()] {
        let report = tenant
            .assistant
            .set_host(&connection.id, Some(name))
            .await
            .unwrap_err();
        assert_eq!(report.code, ErrorCode::HostNotOffered);
    }
    tenant.read(&connection, 48).await.unwrap();
    assert!(stranger.requests().is_empty());
}

#[tokio::test]
async fn a_host_that_left_the_list_is_not_called_any_more() {
    let tenant = Tenant::start().await;
    let stranger = Stranger::saying(json!({"value": []}).to_string()).await;
    let connection = connected(&tenant, Api::Xdr, &[("left", stranger.origin.as_str())]).await;
    tenant
        .assistant
        .set_host(&connection.id, Some("left"))
        .await
        .unwrap();
    let mut cloud = tenant.cloud();
    cloud["id"] = json!("mine");
    tenant
        .assistant
        .add_cloud(Cloud::parse(&cloud.to_string()).unwrap());
    tenant.read(&connection, 48).await.unwrap();
    assert!(stranger.requests().is_empty());
}

#[tokio::test]
async fn graph_offers_nothing_to_choose() {
    let tenant = Tenant::start().await;
    let connection = connected(&tenant, Api::Graph, &[]).await;
    let hosts = tenant.assistant.hosts(&connection.id).await.unwrap();
    assert_eq!(hosts.len(), 1);
    assert!(hosts[0].chosen && hosts[0].id.is_none());
}
