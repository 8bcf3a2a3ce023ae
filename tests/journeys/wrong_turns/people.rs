//! The registration is right; the account is not.

use handrail_assistant::checklist::StepId;
use handrail_assistant::cloud::Api;
use handrail_assistant::error::ErrorCode;
use handrail_practice_tenant::ReadyUser;

use super::by_hand::{ByHand, cause, the_problem};

#[tokio::test]
async fn a_disabled_account_stops_at_entra() {
    let hand = ByHand::for_people_with_redirect(Api::Graph).await;
    let reader = hand.somebody(Some("Security Reader"));
    hand.tenant.person.is(&reader);
    hand.portal
        .set_account(&reader.user_principal_name, "enabled", false)
        .await;
    let report = hand.pasted(&hand.stopped_at_entra().await).await;
    assert_eq!(
        (cause(&report).1, report.step),
        (Some(50057), Some(StepId::SignIn))
    );
    hand.portal
        .set_account(&reader.user_principal_name, "enabled", true)
        .await;
    hand.must_sign_in().await;
}

#[tokio::test]
async fn an_expired_password_stops_at_entra() {
    let hand = ByHand::for_people_with_redirect(Api::Xdr).await;
    let reader = hand.somebody(Some("Security Reader"));
    hand.tenant.person.is(&reader);
    hand.portal
        .set_account(&reader.user_principal_name, "password_expired", true)
        .await;
    let report = hand.pasted(&hand.stopped_at_entra().await).await;
    assert_eq!(
        (cause(&report).1, report.step),
        (Some(50055), Some(StepId::SignIn))
    );
    hand.portal
        .set_account(&reader.user_principal_name, "password_expired", false)
        .await;
    hand.must_sign_in().await;
}

#[tokio::test]
async fn an_account_that_is_not_in_the_tenant_stops_at_entra() {
    let hand = ByHand::for_people_with_redirect(Api::Graph).await;
    let admin = hand.tenant.ready().users[0].clone();
    hand.tenant.person.is(&ReadyUser {
        user_principal_name: format!("nobody@{}", hand.tenant.ready().tenant_domain),
        ..admin.clone()
    });
    let report = hand.pasted(&hand.stopped_at_entra().await).await;
    assert_eq!(cause(&report), (ErrorCode::UserNotInTenant, Some(50034)));
    assert_eq!(report.step, Some(StepId::Tenant));
    hand.tenant.person.is(&admin);
    hand.must_sign_in().await;
}

#[tokio::test]
async fn somebody_without_a_defender_role_is_told_so_and_another_account_gets_in() {
    for api in [Api::Graph, Api::Xdr] {
        let hand = ByHand::for_people_with_redirect(api).await;
        hand.tenant.person.is(&hand.somebody(None));
        let checklist = hand.sign_in().await.unwrap();
        let (step, report) = the_problem(&checklist);
        assert_eq!(report.code, ErrorCode::UserLacksDefenderRole, "{api} {step:?}");
        hand.tenant.person.is(&hand.somebody(Some("Security Reader")));
        hand.must_sign_in().await;
    }
}
