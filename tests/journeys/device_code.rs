//! On behalf of a person without a browser on this computer: a code that is typed in on another device.

use handrail_assistant::checklist::{Checklist, StepId};
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::{ConnectionView, Context, Flow, Goal};
use handrail_assistant::error::{ErrorCode, ErrorReport, Remedy};
use handrail_assistant::sign_in::DeviceSignInAttempt;

use crate::person::{Manner, Seen};
use crate::portal::Portal;
use crate::tenant::{Tenant, goal};

/// A connection on behalf of a person who types a code.
pub(crate) async fn connection(tenant: &Tenant) -> ConnectionView {
    let by_code = Goal {
        flow: Flow::DeviceCode,
        ..goal(Api::Graph, Context::User)
    };
    let client_id = &tenant.ready().apps.user.client_id;
    tenant.registered(by_code, client_id, None).await
}

/// Asks for a code, and shows it to the person.
async fn begin(tenant: &Tenant, connection: &ConnectionView) -> DeviceSignInAttempt {
    let attempt = tenant
        .assistant
        .start_device_sign_in(&connection.id)
        .await
        .unwrap();
    tenant.person.read_code(&attempt.user_code);
    attempt
}

async fn finish(tenant: &Tenant, attempt: &DeviceSignInAttempt) -> Result<Checklist, ErrorReport> {
    tenant.assistant.finish_sign_in(&attempt.attempt_id, |_| ()).await
}

/// Types the code in, and says what Handrail made of it.
async fn typed_in(tenant: &Tenant, connection: &ConnectionView) -> Result<Checklist, ErrorReport> {
    let attempt = begin(tenant, connection).await;
    tenant.assistant.open_sign_in_link(&attempt.attempt_id).unwrap();
    tenant.person.saw().await;
    finish(tenant, &attempt).await
}

#[tokio::test]
async fn a_code_that_is_typed_in_leads_to_incidents() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    let checklist = typed_in(&tenant, &connection).await.unwrap();
    assert!(checklist.connection.ready, "{:?}", checklist.steps);
    let admin = &tenant.ready().users[0].user_principal_name;
    assert_eq!(checklist.connection.account.as_ref(), Some(admin));
    assert!(tenant.read(&connection, 48).await.unwrap().rows > 0);
    assert_eq!(tenant.person.opened().len(), 1);
}

#[tokio::test]
async fn nothing_is_opened_before_the_person_asks_and_the_page_is_the_one_that_was_answered() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    let attempt = begin(&tenant, &connection).await;
    assert!(tenant.person.opened().is_empty());
    let page = format!("{}/devicelogin", tenant.ready().origin);
    assert_eq!(attempt.verification_uri, page);
    let code = tenant.assistant.user_code(&attempt.attempt_id).unwrap();
    assert_eq!(code, attempt.user_code);
}

#[tokio::test]
async fn handrail_waits_while_the_code_is_not_typed_in_yet() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    let attempt = begin(&tenant, &connection).await;
    let first_look = tokio::sync::Notify::new();
    let waiting = tenant
        .assistant
        .finish_sign_in(&attempt.attempt_id, |_| first_look.notify_one());
    let (outcome, ()) = tokio::join!(waiting, async {
        first_look.notified().await;
        tenant.assistant.open_sign_in_link(&attempt.attempt_id).unwrap();
    });
    assert!(outcome.unwrap().connection.ready);
}

#[tokio::test]
async fn a_refusal_on_the_other_device_ends_the_waiting() {
    let tenant = Tenant::start().await;
    tenant.person.will(Manner::RefusesConsent);
    let connection = connection(&tenant).await;
    let report = typed_in(&tenant, &connection).await.unwrap_err();
    assert_eq!((report.code, report.finding), (ErrorCode::SignInDeclined, false));
}

#[tokio::test]
async fn a_code_that_has_expired_is_said() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    let attempt = begin(&tenant, &connection).await;
    tenant.put_the_clock_forward(16 * 60).await;
    let report = finish(&tenant, &attempt).await.unwrap_err();
    assert_eq!(report.code, ErrorCode::DeviceCodeExpired);
}

#[tokio::test]
async fn a_policy_that_blocks_codes_sends_the_person_to_the_browser() {
    let tenant = Tenant::start().await;
    tenant.switch("device-code-blocked", true).await;
    let connection = connection(&tenant).await;
    let report = typed_in(&tenant, &connection).await.unwrap_err();
    assert_eq!(
        (report.code, report.step, report.remedy),
        (
            ErrorCode::DeviceCodeBlocked,
            Some(StepId::ConditionalAccess),
            Remedy::UseBrowser
        )
    );
    assert_eq!(report.trace.unwrap().aadsts, Some(53003));
    // The browser is open to the same person.
    let attempt = tenant.begin(&connection).await;
    tenant.finish(&attempt).await.unwrap();
}

#[tokio::test]
async fn a_registration_that_allows_no_public_client_flows_is_named_by_its_switch() {
    let tenant = Tenant::start().await;
    let portal = Portal::at(&tenant.ready().origin);
    let client_id = &tenant.ready().apps.user.client_id;
    portal.allow_public_client_flows(client_id, false).await;
    let connection = connection(&tenant).await;
    let report = typed_in(&tenant, &connection).await.unwrap_err();
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::PublicClientFlowsOff, Some(StepId::PublicClientFlag))
    );
    portal.allow_public_client_flows(client_id, true).await;
    assert!(typed_in(&tenant, &connection).await.unwrap().connection.ready);
}

#[tokio::test]
async fn a_sign_in_by_code_can_be_given_up() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    let attempt = begin(&tenant, &connection).await;
    let (finished, ()) = tokio::join!(finish(&tenant, &attempt), async {
        tenant.assistant.cancel_sign_in(&attempt.attempt_id).unwrap();
    });
    assert_eq!(finished.unwrap_err().code, ErrorCode::SignInCancelled);
    assert_eq!(tenant.memory.secrets(), 0);
}

#[tokio::test]
async fn a_wrong_code_stays_on_entras_page() {
    let tenant = Tenant::start().await;
    let connection = connection(&tenant).await;
    let attempt = begin(&tenant, &connection).await;
    tenant.person.read_code("WRONGCODE");
    tenant.assistant.open_sign_in_link(&attempt.attempt_id).unwrap();
    let Seen::EntraPage(page) = tenant.person.saw().await else {
        panic!("no page of Entra's")
    };
    assert!(page.contains("AADSTS70018"));
}
