//! The wrong ID is copied.

use handrail_assistant::checklist::{StepId, StepState};
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::error::ErrorCode;
use secrecy::SecretString;

use super::by_hand::{ByHand, cause, facts, the_problem};
use crate::tenant::goal;
use crate::terminal::Terminal;

#[tokio::test]
async fn the_tenant_id_in_place_of_the_client_id_is_told_apart_and_the_right_one_goes_on() {
    let hand = ByHand::begun(Api::Xdr, Context::Application).await;
    let assistant = &hand.tenant.assistant;
    let refused = assistant.set_client_id(&hand.id, &hand.overview.tenant_id).await;
    assert_eq!(refused.unwrap_err().code, ErrorCode::ClientIdIsTenantId);
    let fixed = assistant
        .set_client_id(&hand.id, &hand.overview.client_id)
        .await
        .unwrap();
    assert_eq!(fixed.step(StepId::Register).unwrap().state, StepState::Proved);
}

#[tokio::test]
async fn the_object_id_in_place_of_the_client_id_is_unknown_to_entra() {
    let hand = ByHand::begun(Api::Graph, Context::Application).await;
    let assistant = &hand.tenant.assistant;
    let wrong = assistant
        .set_client_id(&hand.id, &hand.overview.object_id)
        .await
        .unwrap();
    let problem = the_problem(&wrong);
    assert_eq!(
        facts(&problem),
        (StepId::Register, ErrorCode::ClientNotFound, Some(700_016))
    );

    let printed = Terminal::beside(&hand.tenant)
        .asks_for_a_token(
            &hand.overview.object_id,
            "whatever",
            "https://graph.microsoft.com/.default",
        )
        .await;
    assert_eq!(cause(&hand.pasted(&printed).await), cause(&problem.1));

    let fixed = assistant
        .set_client_id(&hand.id, &hand.overview.client_id)
        .await
        .unwrap();
    assert_eq!(fixed.step(StepId::Register).unwrap().state, StepState::Proved);
}

#[tokio::test]
async fn a_registration_of_this_tenant_is_unknown_in_another_one() {
    let hand = ByHand::application(Api::Graph).await;
    let customer = hand.tenant.ready().customers[0].clone();
    let found = hand
        .tenant
        .assistant
        .find_tenant(&customer.domain, Some("practice"))
        .await
        .unwrap();
    let secret = hand.new_secret().await.value;
    let elsewhere = hand
        .tenant
        .assistant
        .add_registration(
            &found,
            goal(Api::Graph, Context::Application),
            hand.overview.client_id.parse().unwrap(),
            Some(SecretString::from(secret.as_str())),
        )
        .await
        .unwrap();
    let checklist = hand.tenant.assistant.check(&elsewhere.id).await.unwrap();
    assert!(!checklist.connection.ready);
    let (step, report) = the_problem(&checklist);

    let printed = Terminal::beside(&hand.tenant)
        .asks_for_a_token_in(
            &customer.tenant_id,
            &hand.overview.client_id,
            &secret,
            "https://graph.microsoft.com/.default",
        )
        .await;
    assert_eq!((step, report.code), (StepId::Register, ErrorCode::ClientNotFound));
    // Beside the connection that was seen to work with this client ID, the same answer means the tenant.
    let pasted = hand.pasted(&printed).await;
    assert_eq!(
        (pasted.code, pasted.step),
        (ErrorCode::ClientElsewhere, Some(StepId::Tenant))
    );
    hand.must_be_ready().await;
}
