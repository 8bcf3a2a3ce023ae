//! The board turns green, amber and red by itself: from what each customer's tenant answers, and from nothing else.

use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Purpose;
use handrail_assistant::error::ErrorCode;
use handrail_assistant::results::{Keep, ResultFormat, TableQuery};
use handrail_assistant::tenants::{BoardChange, CustomerState, Wanted};
use handrail_doors::Spoken;
use handrail_words::{Language, Words};
use std::sync::Arc;

use crate::leaping::impatient;
use crate::partnership::Partnership;
use crate::portal::Portal;

/// How many customers are looked at side by side.
const AT_ONCE: usize = 8;

const EVERY_STATE: [(CustomerState, Option<ErrorCode>); 6] = [
    (CustomerState::Consented, None),
    (CustomerState::NoApp, Some(ErrorCode::CustomerConsentMissing)),
    (CustomerState::NoRoles, Some(ErrorCode::CustomerConsentMissing)),
    (
        CustomerState::PartialRoles,
        Some(ErrorCode::CustomerConsentPartial),
    ),
    (CustomerState::Blocked, Some(ErrorCode::CustomerBlocked)),
    (
        CustomerState::NotProvisioned,
        Some(ErrorCode::CustomerDefenderNotActive),
    ),
];

fn settled(change: &BoardChange) -> bool {
    let board = &change.board;
    board.count(CustomerState::Unknown) + board.count(CustomerState::Unreachable) == 0
}

#[tokio::test]
async fn every_state_is_seen_from_outside_with_one_finding_and_its_action() {
    let partners = Partnership::of(6).await;
    let board = partners.look().await;
    assert_eq!((board.total, board.counts.len()), (6, 6));
    for (tenant, (state, code)) in partners.tenants().into_iter().zip(EVERY_STATE) {
        let customer = partners.assistant.customer(&partners.id, tenant).await.unwrap();
        let finding = customer.finding.as_ref();
        assert_eq!(
            (customer.state, finding.map(|report| report.code)),
            (state, code),
            "{finding:?}"
        );
        assert_eq!(customer.last_answer.is_some(), code.is_none());
        let lacks_consent = !matches!(
            state,
            CustomerState::Consented | CustomerState::Blocked | CustomerState::NotProvisioned
        );
        let link = finding.and_then(|report| report.link.clone());
        let asks = link.map(|link| link.contains(&format!("/{tenant}/adminconsent?")));
        assert_eq!(asks, lacks_consent.then_some(true), "{finding:?}");
        assert!(finding.is_none_or(|report| report.page.is_none()), "{finding:?}");
        let named = finding.is_none_or(|report| report.params["customer"] == customer.domain);
        assert!(named, "{finding:?}");
    }
}

#[tokio::test]
async fn what_is_missing_is_named_and_what_is_granted_too() {
    let partners = Partnership::of(6).await;
    partners.look().await;
    let partly = partners.tenants()[3];
    let customer = partners.assistant.customer(&partners.id, partly).await.unwrap();
    assert_eq!(customer.present[0].permission, "SecurityAlert.Read.All");
    assert_eq!(customer.missing[0].permission, "SecurityIncident.Read.All");
    assert!(customer.evidence.len() > 2);
}

#[tokio::test]
async fn consent_turns_the_board_green_unaided_and_taking_it_back_turns_it_amber() {
    let partners = Partnership::of(6).await;
    let waiting = partners.customers()[1].tenant_id.clone();
    let mut watch = partners.watch(&partners.assistant);
    watch.until(settled).await;
    partners.put(1, "consented").await;
    let change = watch.until_at(&waiting, CustomerState::Consented).await;
    assert_eq!(change.board.count(CustomerState::Consented), 2);
    partners.put(1, "no-roles").await;
    let change = watch.until_at(&waiting, CustomerState::NoRoles).await;
    assert_eq!(change.board.count(CustomerState::Consented), 1);
    partners.assistant.stop_watching(&partners.id);
    watch.task.await.unwrap();
    assert!(!partners.assistant.board(&partners.id).await.unwrap().watching);
}

#[tokio::test]
async fn a_killed_watch_goes_on_where_it_was() {
    let partners = Partnership::of(150).await;
    let mut first = partners.watch(&partners.assistant);
    let seen = first.until(|change| !change.changed.is_empty()).await.changed;
    first.task.abort();
    assert!(first.task.await.unwrap_err().is_cancelled());

    let mut second = partners.watch(&impatient(&partners.tenant));
    second.until(settled).await;
    let asked = partners.asked().await;
    for customer in &seen {
        assert_eq!(asked[&customer.tenant_id].0, 1, "{}", customer.domain);
    }
    for customer in partners.customers() {
        let times = asked[&customer.tenant_id].0;
        assert!((1..=2).contains(&times), "{}: {times}", customer.domain);
    }
}

#[tokio::test]
async fn a_sign_in_service_that_asks_for_pauses_is_waited_for() {
    let partners = Partnership::of(12).await;
    partners.tenant.switch("token-throttled", true).await;
    let board = partners.look().await;
    assert!(board.count(CustomerState::Unreachable) > 0);
    let mut watch = partners.watch(&partners.assistant);
    watch.until(settled).await;
}

#[tokio::test]
async fn an_expired_secret_is_one_finding_and_not_one_for_each_customer() {
    let partners = Partnership::of(30).await;
    partners.tenant.switch("secret-expired", true).await;
    let refused = partners
        .assistant
        .look_at(&partners.id, &partners.tenants(), |_| ())
        .await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::SecretExpired);
    let asked: usize = partners.asked().await.values().map(|(tokens, _)| tokens).sum();
    assert!(asked <= 2 * AT_ONCE, "{asked} token requests");

    let mut watch = partners.watch(&partners.assistant);
    let change = watch.until(|change| change.board.problem.is_some()).await;
    assert_eq!(change.board.problem.unwrap().code, ErrorCode::SecretExpired);
    partners.tenant.switch("secret-expired", false).await;
    let change = watch.until(settled).await;
    assert_eq!(change.board.total, 30);
    watch.until(|change| change.board.problem.is_none()).await;
    let checklist = partners.assistant.checklist(&partners.id).await.unwrap();
    assert!(checklist.steps.iter().all(|step| step.problem.is_none()));
}

#[tokio::test]
async fn a_registration_for_one_tenant_is_the_partners_fault_and_no_customers() {
    let partners = Partnership::of(6).await;
    let client_id = partners.tenant.ready().apps.partner.client_id.clone();
    Portal::at(&partners.tenant.ready().origin)
        .support_accounts(&client_id, "AzureADMyOrg")
        .await;
    let tenants = partners.tenants();
    let refused = partners.assistant.look_at(&partners.id, &tenants, |_| ()).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::SingleTenant);
    let board = partners.assistant.board(&partners.id).await.unwrap();
    assert_eq!(board.count(CustomerState::Unknown), 6);
}

#[tokio::test]
async fn tokens_of_many_tenants_at_once_each_open_their_own() {
    let partners = Partnership::of(40).await;
    for customer in 0..40 {
        partners.put(customer, "consented").await;
    }
    let board = partners.look().await;
    assert!(board.all_green());
    let asked = partners.asked().await;
    for customer in partners.customers() {
        // The practice tenant counts a call where its token comes from.
        assert_eq!(asked[&customer.tenant_id], (1, 1), "{}", customer.domain);
    }
}

#[tokio::test]
async fn a_green_customer_costs_one_token_request_and_no_call() {
    let partners = Partnership::of(1).await;
    partners.look().await;
    partners.look().await;
    let asked = partners.asked().await;
    assert_eq!(asked[&partners.customers()[0].tenant_id], (2, 1));
}

#[tokio::test]
async fn one_more_permission_turns_those_who_lack_it_amber_before_anybody_is_asked() {
    let partners = Partnership::of(6).await;
    partners.look().await;
    let before = partners.asked().await;
    let machines = Wanted {
        api: Api::Mde,
        purpose: Purpose::Machines,
    };
    let wanted = partners.assistant.set_wanted(&partners.id, vec![machines]).await;
    let board = wanted.unwrap();
    assert_eq!(board.count(CustomerState::Consented), 0);
    assert_eq!(board.wanted.len(), 2);
    assert_eq!(partners.asked().await, before);
    let green = partners.tenants()[0];
    let customer = partners.assistant.customer(&partners.id, green).await.unwrap();
    assert_eq!(
        (customer.state, customer.finding.unwrap().code),
        (CustomerState::PartialRoles, ErrorCode::CustomerConsentPartial)
    );
    assert_eq!(customer.missing[0].permission, "Machine.Read.All");
    // It was granted all the time, and nobody had looked.
    assert_eq!(partners.look().await.count(CustomerState::Consented), 1);
}

#[tokio::test]
async fn the_board_is_filtered_copied_and_saved_like_any_result() {
    let partners = Partnership::of(6).await;
    let board = partners.look().await;
    let blocked = TableQuery {
        keep: vec![Keep {
            column: "consent".into(),
            any_of: vec!["blocked".into()],
        }],
        ..TableQuery::default()
    };
    let shown = partners
        .assistant
        .shown_customers(&board.result_id, blocked.clone())
        .await;
    assert_eq!(shown.unwrap(), [partners.customers()[4].tenant_id.clone()]);

    let folder = tempfile::tempdir().unwrap();
    let french = Arc::new(Spoken(Words::of(Language::French)));
    let copied = partners
        .assistant
        .copied_rows(&board.result_id, blocked, (0, 10), french.clone())
        .await;
    let copied = copied.unwrap();
    let rule = format!("Une règle de {} bloque", partners.customers()[4].domain);
    assert!(copied.contains("Bloqué") && copied.contains(&rule), "{copied}");
    let saved = partners
        .assistant
        .save_result(&board.result_id, ResultFormat::Csv, None, folder.path(), french)
        .await
        .unwrap();
    let text = std::fs::read_to_string(&saved.path).unwrap();
    assert!(
        text.starts_with("customer,domain,cloud,consent,present,missing,"),
        "{text}"
    );
    assert_eq!((saved.rows, text.contains("customer_blocked")), (6, true));
}
