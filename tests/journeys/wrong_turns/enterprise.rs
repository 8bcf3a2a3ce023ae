//! What an administrator sets at the enterprise application.

use handrail_assistant::checklist::StepId;
use handrail_assistant::cloud::Api;
use handrail_assistant::error::ErrorCode;

use super::by_hand::{ByHand, cause};

#[tokio::test]
async fn somebody_who_is_not_assigned_stops_at_entra() {
    let hand = ByHand::for_people_with_redirect(Api::Graph).await;
    let reader = hand.somebody(Some("Security Reader"));
    hand.tenant.person.is(&reader);
    hand.portal
        .set_property(&hand.overview.client_id, "assignment_required", true)
        .await;
    let report = hand.pasted(&hand.stopped_at_entra().await).await;
    assert_eq!(cause(&report), (ErrorCode::UserNotAssigned, Some(50105)));
    assert_eq!(report.step, Some(StepId::UserAssignment));

    hand.portal
        .assign(&hand.overview.client_id, &reader.user_principal_name)
        .await;
    hand.must_sign_in().await;
}

#[tokio::test]
async fn an_app_that_is_switched_off_is_told_from_an_unknown_one() {
    let hand = ByHand::application(Api::Xdr).await;
    hand.portal
        .set_property(&hand.overview.client_id, "enabled", false)
        .await;
    let (_, report) = hand.blocked().await;
    let secret = hand.new_secret().await;
    let pasted = hand.pasted(&hand.curl(&secret.value).await).await;
    assert_eq!(cause(&pasted), cause(&report));
    assert_eq!(cause(&report).1, Some(7_000_112));
    assert_eq!(pasted.step, Some(StepId::Register));

    hand.portal
        .set_property(&hand.overview.client_id, "enabled", true)
        .await;
    hand.must_be_ready().await;
}

#[tokio::test]
async fn an_app_that_is_switched_off_stops_people_at_entra() {
    let hand = ByHand::for_people_with_redirect(Api::Graph).await;
    hand.portal
        .set_property(&hand.overview.client_id, "enabled", false)
        .await;
    let report = hand.pasted(&hand.stopped_at_entra().await).await;
    assert_eq!(cause(&report).1, Some(7_000_112));
    hand.portal
        .set_property(&hand.overview.client_id, "enabled", true)
        .await;
    hand.must_sign_in().await;
}
