//! On behalf of a person: system browser, PKCE, one answer on the loopback address.

use handrail_assistant::checklist::StepId;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::ConnectionView;
use handrail_assistant::error::{ErrorCode, ErrorReport, Remedy};
use handrail_assistant::outside::Browser;
use handrail_assistant::sign_in::SignInStage;

use crate::person::{Manner, Seen};
use crate::tenant::Tenant;

/// Starts a sign-in that must not succeed, and says why it did not.
async fn failed(tenant: &Tenant, connection: &ConnectionView) -> ErrorReport {
    let attempt = tenant.begin(connection).await;
    tenant.finish(&attempt).await.unwrap_err()
}

#[tokio::test]
async fn a_person_reaches_incidents_with_pkce() {
    let tenant = Tenant::start().await;
    for api in [Api::Graph, Api::Xdr] {
        let connection = tenant.user(api).await;
        let attempt = tenant.begin(&connection).await;
        assert!(attempt.redirect_uri.starts_with("http://localhost:"));
        assert!(attempt.authorize_url.contains("code_challenge_method=S256"));
        assert!(attempt.browser_problem.is_none());

        let stages = std::sync::Mutex::new(Vec::new());
        let told = |stage| stages.lock().unwrap().push(stage);
        let checklist = tenant
            .assistant
            .finish_sign_in(&attempt.attempt_id, told)
            .await
            .unwrap();
        assert!(checklist.connection.ready, "{api}: {:?}", checklist.steps);
        assert_eq!(
            checklist.connection.account.as_ref(),
            Some(&tenant.ready().users[0].user_principal_name)
        );
        assert_eq!(stages.lock().unwrap().first(), Some(&SignInStage::Waiting));
        assert_eq!(stages.lock().unwrap().last(), Some(&SignInStage::Verifying));

        let reading = tenant.read(&connection, 48).await.unwrap();
        assert!(reading.rows > 0);
    }
}

#[tokio::test]
async fn the_person_ends_on_the_landing_page_and_the_code_is_out_of_the_address() {
    let tenant = Tenant::start().await;
    let connection = tenant.user(Api::Graph).await;
    let attempt = tenant.begin(&connection).await;
    tenant.finish(&attempt).await.unwrap();
    let Seen::Landing { page, statuses } = tenant.person.saw().await else {
        panic!("no landing page")
    };
    assert_eq!(statuses, [303, 200]);
    assert!(page.contains("You are signed in"));
    assert!(!page.contains("code="));
}

#[tokio::test]
async fn a_person_who_signed_in_is_not_asked_again() {
    let tenant = Tenant::start().await;
    let connection = tenant.user(Api::Graph).await;
    let attempt = tenant.begin(&connection).await;
    tenant.finish(&attempt).await.unwrap();
    let checklist = tenant.assistant.check(&connection.id).await.unwrap();
    assert!(checklist.connection.ready, "{:?}", checklist.steps);
    assert_eq!(tenant.person.opened().len(), 1);
}

#[tokio::test]
async fn nobody_is_signed_in_before_the_first_sign_in() {
    let tenant = Tenant::start().await;
    let connection = tenant.user(Api::Graph).await;
    let report = tenant.read(&connection, 48).await.unwrap_err();
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::NotSignedIn, Some(StepId::SignIn))
    );
}

#[tokio::test]
async fn a_refused_consent_is_a_finding_about_consent() {
    let tenant = Tenant::start().await;
    tenant.switch("consent-missing", true).await;
    tenant.person.will(Manner::RefusesConsent);
    let connection = tenant.user(Api::Graph).await;
    let report = failed(&tenant, &connection).await;
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::ConsentDeclined, Some(StepId::Consent))
    );
    assert!(report.finding);
    assert_eq!(report.trace.unwrap().aadsts, Some(65004));
}

#[tokio::test]
async fn a_second_answer_changes_nothing() {
    let tenant = Tenant::start().await;
    tenant.person.will(Manner::AnswersTwice);
    let connection = tenant.user(Api::Graph).await;
    let attempt = tenant.begin(&connection).await;
    let checklist = tenant.finish(&attempt).await.unwrap();
    assert!(checklist.connection.ready);
    let report = tenant.finish(&attempt).await.unwrap_err();
    assert_eq!(report.code, ErrorCode::SignInUnknown);
    assert!(
        tenant
            .assistant
            .checklist(&connection.id)
            .await
            .unwrap()
            .connection
            .ready
    );
}

#[tokio::test]
async fn an_answer_with_a_foreign_state_is_refused_and_ends_nothing() {
    let tenant = Tenant::start().await;
    tenant.person.will(Manner::BringsAForeignAnswerFirst);
    let connection = tenant.user(Api::Graph).await;
    let attempt = tenant.begin(&connection).await;
    let checklist = tenant.finish(&attempt).await.unwrap();
    assert!(checklist.connection.ready, "{:?}", checklist.steps);
}

#[tokio::test]
async fn a_sign_in_can_be_cancelled_after_the_tab_was_closed() {
    let tenant = Tenant::start().await;
    tenant.person.will(Manner::ClosesTheTab);
    let connection = tenant.user(Api::Graph).await;
    let attempt = tenant.begin(&connection).await;
    assert_eq!(tenant.person.saw().await, Seen::Nothing);
    let (finished, ()) = tokio::join!(tenant.finish(&attempt), async {
        tenant.assistant.cancel_sign_in(&attempt.attempt_id).unwrap();
    });
    assert_eq!(finished.unwrap_err().code, ErrorCode::SignInCancelled);
}

#[tokio::test]
async fn a_closed_tab_ends_the_waiting_after_a_while() {
    let tenant = Tenant::start().await;
    tenant.person.will(Manner::ClosesTheTab);
    let connection = tenant.user(Api::Graph).await;
    let attempt = tenant.begin(&connection).await;
    assert_eq!(tenant.person.saw().await, Seen::Nothing);
    // From here on nothing but the patience of the sign-in is waited for, so that time may run ahead.
    tokio::time::pause();
    let report = tenant.finish(&attempt).await.unwrap_err();
    assert_eq!(report.code, ErrorCode::SignInTimedOut);
}

#[tokio::test]
async fn a_newer_sign_in_ends_the_older_one() {
    let tenant = Tenant::start().await;
    tenant.person.will(Manner::ClosesTheTab);
    let connection = tenant.user(Api::Graph).await;
    let older = tenant.begin(&connection).await;
    tenant.person.will(Manner::Agrees);
    let (waited, newer) = tokio::join!(tenant.finish(&older), async {
        let newer = tenant.begin(&connection).await;
        tenant.finish(&newer).await
    });
    assert_eq!(waited.unwrap_err().code, ErrorCode::SignInCancelled);
    assert!(newer.unwrap().connection.ready);
}

#[tokio::test]
async fn an_error_page_that_is_pasted_is_understood() {
    let tenant = Tenant::start().await;
    let unknown = "0b9bcb1e-2e0c-4f5b-9a3e-5b8f5a6d7c10";
    let connection = tenant
        .registered(tenant.user(Api::Graph).await.goal, unknown, None)
        .await;
    let attempt = tenant.begin(&connection).await;
    let Seen::EntraPage(page) = tenant.person.saw().await else {
        panic!("no page of Entra's")
    };
    let report = tenant.diagnosed(&connection, &page).await;
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::ClientNotFound, Some(StepId::Ids))
    );
    tenant.assistant.cancel_sign_in(&attempt.attempt_id).unwrap();
}

#[tokio::test]
async fn a_browser_that_does_not_open_leaves_a_link_that_works() {
    let tenant = Tenant::start().await;
    tenant.person.will(Manner::HasNoBrowser);
    let connection = tenant.user(Api::Graph).await;
    let attempt = tenant.begin(&connection).await;
    assert_eq!(
        attempt.browser_problem.as_ref().unwrap().code,
        ErrorCode::BrowserNotOpened
    );

    tenant.person.will(Manner::Agrees);
    let link = tenant.assistant.sign_in_link(&attempt.attempt_id).unwrap();
    assert_eq!(link.as_str(), attempt.authorize_url);
    tenant.person.open(&link).unwrap();
    let checklist = tenant.finish(&attempt).await.unwrap();
    assert!(checklist.connection.ready);
}

#[tokio::test]
async fn a_person_without_a_defender_role_signs_in_and_is_told_what_is_missing() {
    let tenant = Tenant::start().await;
    let member = tenant
        .ready()
        .users
        .iter()
        .find(|user| user.roles.is_empty())
        .unwrap();
    tenant.person.is(member);
    let connection = tenant.user(Api::Xdr).await;
    let attempt = tenant.begin(&connection).await;
    let checklist = tenant.finish(&attempt).await.unwrap();
    assert_eq!(
        checklist.current,
        Some(StepId::Incidents),
        "{:?}",
        checklist.steps
    );
    let problem = checklist
        .step(StepId::Incidents)
        .unwrap()
        .problem
        .as_ref()
        .unwrap();
    assert_eq!(
        (problem.code, problem.finding),
        (ErrorCode::UserLacksDefenderRole, true)
    );
}

#[tokio::test]
async fn a_person_who_may_not_consent_is_sent_to_an_administrator() {
    let tenant = Tenant::start().await;
    let member = tenant
        .ready()
        .users
        .iter()
        .find(|user| user.roles.is_empty())
        .unwrap();
    tenant.person.is(member);
    tenant.switch("consent-missing", true).await;
    let connection = tenant.user(Api::Graph).await;
    let attempt = tenant.begin(&connection).await;
    let Seen::EntraPage(page) = tenant.person.saw().await else {
        panic!("no page of Entra's")
    };
    let report = tenant.diagnosed(&connection, &page).await;
    assert_eq!(
        (report.code, report.remedy),
        (ErrorCode::AdminApprovalNeeded, Remedy::AskAdmin)
    );
    tenant.assistant.cancel_sign_in(&attempt.attempt_id).unwrap();
}
