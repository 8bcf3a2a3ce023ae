//! The secret is not the secret.

use handrail_assistant::checklist::StepId;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::error::ErrorCode;
use secrecy::SecretString;

use super::by_hand::{ByHand, cause, facts};

#[tokio::test]
async fn the_secret_id_in_place_of_the_value_is_told_apart_and_never_sent() {
    let hand = ByHand::registered(Api::Graph, Context::Application).await;
    hand.permit_and_consent().await;
    let secret = hand.new_secret().await;
    let refused = hand
        .tenant
        .assistant
        .set_secret(&hand.id, SecretString::from(secret.id.as_str()))
        .await
        .unwrap_err();
    assert_eq!(
        (refused.code, refused.step),
        (ErrorCode::SecretIdPasted, Some(StepId::Secret))
    );
    let pasted = hand.pasted(&format!("client_secret={}", secret.id)).await;
    assert_eq!(pasted.code, ErrorCode::SecretIdPasted);

    hand.give_secret(&secret.value).await;
    hand.must_be_ready().await;
}

#[tokio::test]
async fn a_secret_that_somebody_deleted_is_wrong_and_a_new_one_is_right() {
    let hand = ByHand::registered(Api::Xdr, Context::Application).await;
    hand.permit_and_consent().await;
    let secret = hand.new_secret().await;
    hand.give_secret(&secret.value).await;
    hand.must_be_ready().await;

    hand.portal
        .remove_secret(&hand.overview.client_id, &secret.id)
        .await;
    let problem = hand.blocked().await;
    assert_eq!(
        facts(&problem),
        (StepId::Secret, ErrorCode::SecretWrong, Some(7_000_215))
    );
    let printed = hand.curl(&secret.value).await;
    assert_eq!(cause(&hand.pasted(&printed).await), cause(&problem.1));

    let secret = hand.new_secret().await;
    hand.give_secret(&secret.value).await;
    hand.must_be_ready().await;
}

#[tokio::test]
async fn the_secret_of_another_registration_is_wrong() {
    let hand = ByHand::registered(Api::Mde, Context::Application).await;
    hand.permit_and_consent().await;
    let foreign = hand
        .tenant
        .ready()
        .apps
        .application
        .client_secret
        .clone()
        .unwrap();
    hand.give_secret(&foreign).await;
    let problem = hand.blocked().await;
    assert_eq!(
        facts(&problem),
        (StepId::Secret, ErrorCode::SecretWrong, Some(7_000_215))
    );
    let printed = hand.curl(&foreign).await;
    assert_eq!(cause(&hand.pasted(&printed).await), cause(&problem.1));

    let own = hand.new_secret().await;
    hand.give_secret(&own.value).await;
    hand.must_be_ready().await;
}

#[tokio::test]
async fn an_expired_secret_is_told_from_a_wrong_one() {
    let hand = ByHand::application(Api::Graph).await;
    hand.must_be_ready().await;
    hand.tenant.switch("secret-expired", true).await;
    let problem = hand.blocked().await;
    assert_eq!(
        facts(&problem),
        (StepId::Secret, ErrorCode::SecretExpired, Some(7_000_222))
    );
    let secret = hand.new_secret().await;
    let printed = hand.curl(&secret.value).await;
    assert_eq!(cause(&hand.pasted(&printed).await), cause(&problem.1));

    hand.tenant.switch("secret-expired", false).await;
    hand.give_secret(&secret.value).await;
    hand.must_be_ready().await;
}
