//! From a row of all customers to what is behind it: always in the tenant whose row it is.

use std::collections::BTreeMap;
use std::fs;

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::defender::{Change, HuntQuery, WorkStatus};
use handrail_assistant::error::ErrorCode;
use handrail_assistant::ids::TenantId;
use handrail_assistant::results::TableQuery;
use handrail_practice_tenant::CustomerState;
use serde_json::{Value, json};
use url::Url;

use super::partner::{Partner, english, incidents};
use crate::tenant::{ALWAYS, Line, last};

/// Two customers' rows with the same number: the practice tenant numbers those of every tenant alike.
async fn namesakes(partner: &Partner) -> [Line; 2] {
    let swept = partner.sweep(&incidents()).await.unwrap();
    let mut numbered: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    let lines = partner.tenant.lines(&swept.result_id, TableQuery::default());
    for line in lines.await {
        numbered.entry(line.text("id").to_owned()).or_default().push(line);
    }
    let alike = numbered.into_values().find_map(|lines| {
        let [one, other]: [Line; 2] = lines.into_iter().take(2).collect::<Vec<_>>().try_into().ok()?;
        (one.text("title") != other.text("title")).then_some([one, other])
    });
    alike.unwrap()
}

fn whose(line: &Line) -> TenantId {
    line.text("tenant").parse().unwrap()
}

/// Everything that a tenant was asked, answered or not: method and address.
async fn asked(partner: &Partner, tenant: &str) -> Vec<String> {
    let url = format!("{}/calls?tenant={tenant}", partner.tenant.ready().control);
    let calls: Value = partner.tenant.fetched(&url).await;
    let requests = calls["requests"].as_array().unwrap().iter();
    let said = |call: &Value| format!("{} {} {}", call["method"], call["path"], call["status"]);
    requests.map(said).collect()
}

/// What the checklist of the connection says of each step.
async fn steps(partner: &Partner) -> Value {
    let list = partner.tenant.assistant.checklist(&partner.id).await.unwrap();
    json!(list.steps)
}

#[tokio::test]
async fn two_incidents_of_one_number_are_each_read_from_their_own_customer() {
    for api in [Api::Graph, Api::Xdr] {
        let partner = Partner::of(api, 14, 40).await;
        let lines = namesakes(&partner).await;
        let (assistant, home) = (&partner.tenant.assistant, &partner.tenant.ready().tenant_domain);
        let before = (asked(&partner, home).await, steps(&partner).await);
        for line in &lines {
            let (tenant, id) = (whose(line), line.text("id"));
            let details = assistant.incident_details(&partner.id, Some(tenant), id).await;
            let details = details.unwrap();
            assert_eq!(
                (details.id.as_str(), details.title.as_str()),
                (id, line.text("title"))
            );
            let page: Url = details.portal_url.unwrap().parse().unwrap();
            assistant
                .open_incident(&partner.id, Some(tenant), id)
                .await
                .unwrap();
            assert_eq!(partner.tenant.person.opened().last(), Some(&page));
            let named = page
                .query_pairs()
                .find(|(name, _)| name == "tid")
                .unwrap()
                .1
                .into_owned();
            assert_eq!(named, tenant.to_string());
        }
        let after = (asked(&partner, home).await, steps(&partner).await);
        assert_eq!(
            before, after,
            "{api}: nothing was asked at home, and nothing was noted"
        );
    }
}

#[tokio::test]
async fn a_change_goes_to_the_customer_alone_and_its_refusal_is_no_matter_of_the_connection() {
    let partner = Partner::of(Api::Graph, 14, 40).await;
    let [line, other] = namesakes(&partner).await;
    let (assistant, tenant, id) = (&partner.tenant.assistant, whose(&line), line.text("id"));
    let elsewhere = asked(&partner, other.text("tenant")).await;
    let before = steps(&partner).await;
    let change = Change {
        status: Some(match line.text("status") {
            "resolved" => WorkStatus::InProgress,
            _ => WorkStatus::Resolved,
        }),
        ..Change::default()
    };
    let preview = assistant
        .preview_change(&partner.id, Some(tenant), id, &change)
        .await;
    let preview = preview.unwrap();
    assert_eq!((preview.allowed, preview.differences.len()), (Some(false), 1));
    let sent = assistant
        .apply_change(&partner.id, Some(tenant), id, &change)
        .await;
    assert!(
        sent.unwrap_err().finding,
        "the customer consented to reading only"
    );
    let refused = asked(&partner, line.text("tenant")).await;
    assert!(
        refused
            .iter()
            .any(|call| call.contains("PATCH") && call.ends_with("403")),
        "{refused:?}"
    );
    assert_eq!(asked(&partner, other.text("tenant")).await, elsewhere);
    assert_eq!(steps(&partner).await, before);
}

#[tokio::test]
async fn hunting_at_two_customers_holds_two_answers_and_their_files_say_whose_they_are() {
    let partner = Partner::of(Api::Graph, 14, 40).await;
    let query = HuntQuery {
        text: "AlertInfo | take 20".into(),
        api: Api::Graph,
        timespan: Some("P30D".into()),
    };
    let mut results = Vec::new();
    for domain in partner.domains(CustomerState::Consented).into_iter().take(2) {
        let tenant = partner.tenant_id(&domain);
        let (assistant, there) = (&partner.tenant.assistant, Some(tenant));
        assert!(
            !assistant
                .hunting_places(&partner.id, there)
                .await
                .unwrap()
                .is_empty()
        );
        let view = assistant.hunt(&partner.id, there, &query, |_| ()).await.unwrap();
        let rows = partner
            .tenant
            .lines(&view.result.result_id, TableQuery::default())
            .await;
        results.push((domain, view.result.result_id, rows));
    }
    assert_ne!(results[0].2, results[1].2);
    for (domain, result, rows) in results {
        let assistant = &partner.tenant.assistant;
        assert_eq!(partner.tenant.lines(&result, TableQuery::default()).await, rows);
        let folder = partner.folder.path().join(&domain);
        let saved = assistant.save_brief(&result, &folder, english());
        let page = fs::read_to_string(saved.await.unwrap().path).unwrap();
        assert!(page.contains(&domain), "the file says whose rows they are");
    }
}

#[tokio::test]
async fn whoever_is_no_customer_is_refused_before_anything_is_asked() {
    let partner = Partner::of(Api::Graph, 3, 10).await;
    let stranger: TenantId = "00000000-1111-2222-3333-444444444444".parse().unwrap();
    let assistant = &partner.tenant.assistant;
    let refused = assistant
        .incident_details(&partner.id, Some(stranger), "1001")
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::CustomerUnknown);
    assert_eq!(refused.params["tenant"], stranger.to_string());
    let own = partner.tenant.application(Api::Graph).await;
    assert_eq!(own.goal.context, Context::Application);
    let refused = assistant
        .open_incident(&own.id, Some(stranger), "1001")
        .await
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::NoCustomersHere);
    assert!(partner.tenant.calls().await.is_empty());
    assert!(partner.tenant.person.opened().is_empty());
}

#[tokio::test]
async fn rows_of_the_last_customer_are_let_go_when_the_connection_turns_to_another() {
    let partner = Partner::of(Api::Graph, 14, 10).await;
    let swept = partner.sweep(&incidents()).await.unwrap();
    let consented = partner.domains(CustomerState::Consented);
    let assistant = &partner.tenant.assistant;
    assistant.set_customer(&partner.id, &consented[0]).await.unwrap();
    let query = last(ALWAYS);
    let read = assistant
        .read_list(&partner.id, &query, None, |_| ())
        .await
        .unwrap();
    assert_eq!(read.rows as usize, partner.truth(&consented[0]).await.len());
    assistant.set_customer(&partner.id, &consented[1]).await.unwrap();
    assert_eq!(
        assistant.result(&read.result_id).unwrap_err().code,
        ErrorCode::ResultGone
    );
    assert_eq!(assistant.result(&swept.result_id).unwrap().rows, swept.rows);
}
