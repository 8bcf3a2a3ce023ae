//! What comes of a sweep: a file for each customer, one with all rows, and who failed and why.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use handrail_assistant::cloud::Api;
use handrail_assistant::defender::HuntQuery;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::results::{ResultFormat, ResultKind, TableQuery};
use handrail_assistant::tenants::{SweepQuery, SweepQuestion, SweptState};
use handrail_practice_tenant::CustomerState;
use serde_json::json;

use super::partner::{Partner, files, ids, incidents, rows};

#[tokio::test]
async fn who_consented_answers_with_everything_and_who_did_not_is_listed_with_the_reason() {
    let partner = Partner::of(Api::Graph, 14, 360).await;
    let swept = partner.sweep(&incidents()).await.unwrap();
    let consented = partner.domains(CustomerState::Consented);
    assert!(swept.complete && swept.stopped.is_none());
    assert_eq!(swept.succeeded as usize, consented.len());
    assert_eq!(swept.failed as usize, 14 - consented.len());

    let mut all = Vec::new();
    for domain in &consented {
        let sent = rows(&partner.folder().join(format!("{domain}.json")));
        assert_eq!(ids(&sent, "id"), partner.truth(domain).await, "{domain}");
        all.extend(sent.iter().map(|row| format!("{domain} {}", row["id"])));
    }
    all.sort();
    let combined = rows(&partner.folder().join("All customers.json"));
    let mut whose: Vec<String> = combined
        .iter()
        .map(|row| format!("{} {}", row["customerDomain"].as_str().unwrap(), row["id"]))
        .collect();
    whose.sort();
    assert_eq!(whose, all, "the file of all rows is the sum of its parts");
    assert_eq!(swept.rows as usize, all.len());

    let code = |state| {
        let domain = partner.domains(state)[0].clone();
        let customer = swept.customers.iter().find(|one| one.domain == domain).unwrap();
        assert_eq!(customer.state, SweptState::Failed, "{domain}");
        assert!(
            !partner.folder().join(format!("{domain}.json")).exists(),
            "{domain}"
        );
        customer.problem.clone().unwrap().code
    };
    assert_eq!(code(CustomerState::NoApp), ErrorCode::CustomerConsentMissing);
    assert_eq!(code(CustomerState::NoRoles), ErrorCode::CustomerConsentMissing);
    assert_eq!(
        code(CustomerState::PartialRoles),
        ErrorCode::CustomerConsentPartial
    );
    assert_eq!(
        code(CustomerState::NotProvisioned),
        ErrorCode::CustomerDefenderNotActive
    );
    assert_eq!(code(CustomerState::Blocked), ErrorCode::CustomerBlocked);
    let named: usize = swept
        .failures
        .iter()
        .map(|failure| failure.tenant_ids.len())
        .sum();
    assert_eq!(named, swept.failed as usize);
}

#[tokio::test]
async fn the_board_turns_with_what_a_sweep_saw_and_nobody_is_looked_at_again() {
    let partner = Partner::of(Api::Graph, 9, 12).await;
    let swept = partner.sweep(&incidents()).await.unwrap();
    for customer in &partner.tenant.ready().customers {
        let line = swept
            .customers
            .iter()
            .find(|one| one.tenant_id == customer.tenant_id);
        let told = serde_json::to_value(line.unwrap().consent).unwrap();
        let truth = serde_json::to_value(customer.state).unwrap();
        let seen = &partner.record(&customer.tenant_id)["seen"];
        assert_eq!((&told, &seen["state"]), (&truth, &truth), "{seen:#}");
        let green = customer.state == CustomerState::Consented;
        assert_eq!(seen["finding"].is_null(), green, "{seen:#}");
        assert_eq!(
            seen["missing"].as_array().unwrap().is_empty(),
            green || truth == "not-provisioned"
        );
    }
}

#[tokio::test]
async fn a_question_that_the_partner_does_not_want_of_its_customers_turns_nobody_amber() {
    let partner = Partner::of(Api::Graph, 1, 12).await;
    partner.sweep(&incidents()).await.unwrap();
    let before = partner.record(&partner.tenant.ready().customers[0].tenant_id);
    let scores = SweepQuery {
        question: SweepQuestion::Score,
        ..incidents()
    };
    partner
        .tenant
        .put_customer(&partner.domains(CustomerState::Consented)[0], "partial-roles")
        .await;
    let folder = partner.folder.path().join("scores");
    let assistant = &partner.tenant.assistant;
    let swept = assistant
        .sweep(&partner.id, &scores, &folder, super::partner::english(), |_| ())
        .await;
    assert_eq!(swept.unwrap().failed, 1);
    let after = partner.record(&partner.tenant.ready().customers[0].tenant_id);
    assert_eq!(before["seen"], after["seen"]);
    assert!(after["nextLook"].is_null(), "{after:#}");
}

#[tokio::test]
async fn the_table_of_all_rows_says_whose_each_is_and_is_looked_at_like_any_other() {
    let partner = Partner::of(Api::Xdr, 8, 30).await;
    let swept = partner.sweep(&incidents()).await.unwrap();
    let lines = partner
        .tenant
        .lines(&swept.result_id, TableQuery::default())
        .await;
    assert_eq!(lines.len(), swept.rows as usize);
    let customers: BTreeSet<&str> = lines.iter().map(|line| line.text("customer")).collect();
    let consented = partner.domains(CustomerState::Consented);
    assert_eq!(customers, consented.iter().map(String::as_str).collect());
    assert!(
        lines
            .windows(2)
            .all(|pair| pair[0].text("updated") >= pair[1].text("updated"))
    );
    let facet = partner
        .tenant
        .assistant
        .facet(&swept.result_id, TableQuery::default(), "customer".into(), 3)
        .await;
    assert!(facet.unwrap().is_some());
    assert!(
        partner
            .tenant
            .assistant
            .compare(&swept.result_id)
            .await
            .unwrap()
            .is_none()
    );
    let answered = partner
        .tenant
        .ready()
        .customers
        .iter()
        .find(|one| one.domain == consented[0]);
    let record = partner.record(&answered.unwrap().tenant_id);
    assert!(
        record["last_answer"]["rows"]
            .as_u64()
            .or(record["lastAnswer"]["rows"].as_u64())
            > Some(0)
    );
}

#[tokio::test]
async fn a_skipped_customer_is_listed_and_not_asked() {
    let partner = Partner::of(Api::Graph, 3, 10).await;
    partner.keep_changed(|_, one| one["skipped"] = json!(true));
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let swept = partner
        .sweep_telling(&incidents(), move |progress| heard.lock().unwrap().push(progress))
        .await
        .unwrap();
    assert_eq!((swept.skipped, swept.succeeded, swept.customers.len()), (3, 0, 3));
    assert!(swept.complete && swept.customers.iter().all(|one| one.state == SweptState::Skipped));
    assert_eq!(told.lock().unwrap().last().unwrap().of, 0);
    for customer in &swept.customers {
        assert!(partner.calls(&customer.domain).await.is_empty());
    }
}

#[tokio::test]
async fn progress_ends_where_the_result_does() {
    let partner = Partner::of(Api::Graph, 9, 10).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&told);
    let swept = partner
        .sweep_telling(&incidents(), move |progress| heard.lock().unwrap().push(progress))
        .await
        .unwrap();
    let told = told.lock().unwrap();
    let last = told.last().unwrap();
    assert_eq!((last.done, last.of), (9, 9));
    assert_eq!((last.failed, last.requests), (swept.failed, swept.requests));
    assert!(told.windows(2).all(|pair| pair[0].done <= pair[1].done));
}

#[tokio::test]
async fn two_customers_of_one_domain_have_a_file_each() {
    let partner = Partner::of(Api::Graph, 9, 10).await;
    partner.keep_changed(|_, one| one["domain"] = json!("fabrikam.example"));
    let swept = partner.sweep(&incidents()).await.unwrap();
    assert!(swept.succeeded > 1);
    let files = files(&partner.folder());
    assert_eq!(files.len(), swept.succeeded as usize + 1, "{:?}", files.keys());
}

#[tokio::test]
async fn every_form_holds_the_same_rows() {
    let partner = Partner::of(Api::Graph, 8, 20).await;
    let formats = vec![
        ResultFormat::Json,
        ResultFormat::Ndjson,
        ResultFormat::Csv,
        ResultFormat::Xlsx,
    ];
    let query = SweepQuery {
        formats,
        ..incidents()
    };
    let swept = partner.sweep(&query).await.unwrap();
    let all = files(&partner.folder());
    let mut csv = csv::Reader::from_reader(all["All customers.csv"].as_slice());
    let headings = csv.headers().unwrap().clone();
    assert_eq!((&headings[0], &headings[1]), ("customer", "tenant"));
    assert_eq!(csv.records().map(Result::unwrap).count(), swept.rows as usize);
    let lines = all["All customers.ndjson"].split_inclusive(|byte| *byte == b'\n');
    assert_eq!(lines.count(), swept.rows as usize);
    assert_eq!(all.len(), 4 * (swept.succeeded as usize + 1));
    assert_eq!(swept.files.len(), 4);
}

#[tokio::test]
async fn a_hunting_query_is_asked_of_all_and_its_rows_stand_in_one_table() {
    let partner = Partner::of(Api::Graph, 8, 60).await;
    let query = SweepQuery {
        question: SweepQuestion::Hunt {
            query: HuntQuery {
                text: "AlertInfo | summarize Alerts = count() by Severity".into(),
                api: Api::Graph,
                timespan: Some("P30D".into()),
            },
        },
        ..incidents()
    };
    let swept = partner.sweep(&query).await.unwrap();
    let consented = partner.domains(CustomerState::Consented);
    assert_eq!(
        (swept.kind, swept.succeeded as usize),
        (ResultKind::Hunting, consented.len())
    );
    let lines = partner
        .tenant
        .lines(&swept.result_id, TableQuery::default())
        .await;
    assert!(lines.iter().all(|line| !line.text("Alerts").is_empty()));
    let customers: BTreeSet<&str> = lines.iter().map(|line| line.text("customer")).collect();
    assert_eq!(customers, consented.iter().map(String::as_str).collect());
    let SweepQuestion::Hunt { query } = swept.question else {
        panic!("it was a hunting query");
    };
    assert!(
        query.timespan.unwrap().contains('/'),
        "the time is fixed at the start"
    );
}

#[tokio::test]
async fn the_exposure_score_of_all_is_a_row_each() {
    let partner = Partner::of(Api::Mde, 8, 10).await;
    let query = SweepQuery {
        question: SweepQuestion::Score,
        ..incidents()
    };
    let swept = partner.sweep(&query).await.unwrap();
    let consented = partner.domains(CustomerState::Consented);
    let lines = partner
        .tenant
        .lines(&swept.result_id, TableQuery::default())
        .await;
    assert_eq!((swept.kind, lines.len()), (ResultKind::Score, consented.len()));
    for line in lines {
        let score: f64 = line.text("exposure_score").parse().unwrap();
        assert!((0.0..=100.0).contains(&score));
        assert!(["low", "medium", "high"].contains(&line.text("exposure")));
    }
}
