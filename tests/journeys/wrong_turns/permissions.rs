//! The wrong permission, the wrong kind of it, the wrong API, or nobody's consent.

use handrail_assistant::checklist::StepId;
use handrail_assistant::cloud::Api;
use handrail_assistant::connection::Context;
use handrail_assistant::error::ErrorCode;

use super::by_hand::ByHand;

const THREAT_PROTECTION: &str = "Microsoft Threat Protection";
const ENDPOINT: &str = "WindowsDefenderATP";
const GRAPH: &str = "Microsoft Graph";

/// What the paste of a refused call must be about: the permission or its consent, whichever can be seen from outside.
const PERMISSION_STEPS: [StepId; 2] = [StepId::Permissions, StepId::Consent];

/// The permission of the checklist, added and consented to, ends the wrong turn.
async fn fixed(hand: &ByHand) {
    hand.permit_and_consent().await;
    hand.must_be_ready().await;
}

#[tokio::test]
async fn a_permission_without_consent_is_a_finding_about_consent() {
    for api in [Api::Graph, Api::Xdr, Api::Mde] {
        let hand = ByHand::with_a_secret(api).await;
        let (name, permission) = match api {
            Api::Graph => (GRAPH, "SecurityIncident.Read.All"),
            Api::Xdr => (THREAT_PROTECTION, "Incident.Read.All"),
            Api::Mde => (ENDPOINT, "Alert.Read.All"),
        };
        hand.permit(name, permission).await;
        let (step, report) = hand.blocked().await;
        assert_eq!(
            (step, report.code),
            (StepId::Consent, ErrorCode::ConsentMissing),
            "{api}"
        );
        hand.consent().await;
        hand.must_be_ready().await;
    }
}

#[tokio::test]
async fn consent_before_the_permission_was_added_does_not_count_for_it() {
    let hand = ByHand::with_a_secret(Api::Xdr).await;
    hand.permit(THREAT_PROTECTION, "AdvancedHunting.Read.All").await;
    hand.consent().await;
    hand.permit(THREAT_PROTECTION, "Incident.Read.All").await;
    let (step, report) = hand.blocked().await;
    assert!(PERMISSION_STEPS.contains(&step), "{step:?} {report:?}");
    assert_eq!(report.code, ErrorCode::PermissionMissing);
    hand.consent().await;
    hand.must_be_ready().await;
}

#[tokio::test]
async fn another_permission_of_the_same_api_is_named_as_missing() {
    let hand = ByHand::with_a_secret(Api::Graph).await;
    hand.permit(GRAPH, "SecurityAlert.Read.All").await;
    hand.consent().await;
    let (step, report) = hand.blocked().await;
    assert_eq!(
        (step, report.code),
        (StepId::Permissions, ErrorCode::PermissionMissing)
    );
    assert_eq!(report.params["permission"], "SecurityIncident.Read.All");
    fixed(&hand).await;
}

#[tokio::test]
async fn a_delegated_permission_gives_an_application_nothing() {
    let hand = ByHand::with_a_secret(Api::Xdr).await;
    hand.permit_as("delegated", THREAT_PROTECTION, "Incident.Read")
        .await;
    hand.consent().await;
    let (step, report) = hand.blocked().await;
    assert!(PERMISSION_STEPS.contains(&step), "{step:?} {report:?}");
    assert!(report.finding);
    fixed(&hand).await;
}

#[tokio::test]
async fn an_application_permission_gives_a_person_nothing() {
    let hand = ByHand::registered(Api::Xdr, Context::User).await;
    hand.redirect_to("publicClient", "http://localhost").await;
    hand.permit_as("application", THREAT_PROTECTION, "Incident.Read.All")
        .await;
    hand.consent().await;
    // An administrator would be asked for the delegated one in passing; somebody else is not.
    hand.tenant.person.is(&hand.somebody(Some("Security Reader")));
    let report = hand.pasted(&hand.stopped_at_entra().await).await;
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::AdminApprovalNeeded, Some(StepId::Consent))
    );
    hand.permit_and_consent().await;
    hand.must_sign_in().await;
}

#[tokio::test]
async fn the_permission_of_another_api_gives_nothing_on_this_one() {
    let turns = [
        (Api::Xdr, GRAPH, "SecurityIncident.Read.All"),
        (Api::Xdr, ENDPOINT, "Alert.Read.All"),
        (Api::Mde, THREAT_PROTECTION, "Incident.Read.All"),
        (Api::Graph, THREAT_PROTECTION, "Incident.Read.All"),
    ];
    for (api, wrong_api, permission) in turns {
        let hand = ByHand::with_a_secret(api).await;
        hand.permit(wrong_api, permission).await;
        hand.consent().await;
        let (step, report) = hand.blocked().await;
        assert!(
            PERMISSION_STEPS.contains(&step),
            "{api} with {permission}: {report:?}"
        );
        fixed(&hand).await;
    }
}

#[tokio::test]
async fn the_writing_permission_reads_as_well() {
    let hand = ByHand::with_a_secret(Api::Xdr).await;
    hand.permit(THREAT_PROTECTION, "Incident.ReadWrite.All").await;
    hand.consent().await;
    hand.must_be_ready().await;
}
