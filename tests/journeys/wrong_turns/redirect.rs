//! The redirect address is missing, another one, or on the wrong platform.

use handrail_assistant::checklist::StepId;
use handrail_assistant::cloud::Api;
use handrail_assistant::error::ErrorCode;

use super::by_hand::{ByHand, cause};

const WANTED: &str = "http://localhost";

/// The address on the platform where it belongs.
async fn fixed(hand: &ByHand, wrong: &str) {
    hand.portal
        .remove_redirect_uri(&hand.overview.client_id, wrong)
        .await;
    hand.redirect_to("publicClient", WANTED).await;
    hand.must_sign_in().await;
}

#[tokio::test]
async fn the_web_platform_is_found_out_when_the_code_is_redeemed() {
    let hand = ByHand::for_people(Api::Xdr).await;
    hand.redirect_to("web", WANTED).await;
    let report = hand.sign_in().await.unwrap_err();
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::PlatformIsWeb, Some(StepId::RedirectUri))
    );
    fixed(&hand, WANTED).await;
}

#[tokio::test]
async fn the_single_page_platform_is_found_out_when_the_code_is_redeemed() {
    let hand = ByHand::for_people(Api::Graph).await;
    hand.redirect_to("spa", WANTED).await;
    let report = hand.sign_in().await.unwrap_err();
    assert_eq!(
        (report.code, report.step),
        (ErrorCode::PlatformIsSinglePage, Some(StepId::RedirectUri))
    );
    fixed(&hand, WANTED).await;
}

#[tokio::test]
async fn no_redirect_address_at_all_stops_at_entra() {
    let hand = ByHand::for_people(Api::Graph).await;
    let page = hand.stopped_at_entra().await;
    let report = hand.pasted(&page).await;
    assert_eq!(cause(&report), (ErrorCode::RedirectUriMissing, Some(500_113)));
    assert_eq!(report.step, Some(StepId::RedirectUri));
    hand.redirect_to("publicClient", WANTED).await;
    hand.must_sign_in().await;
}

#[tokio::test]
async fn another_path_or_host_stops_at_entra() {
    for wrong in [
        "http://localhost/callback",
        "http://localhost/Auth",
        "https://portal.azure.com",
    ] {
        let hand = ByHand::for_people(Api::Graph).await;
        hand.redirect_to("publicClient", wrong).await;
        let page = hand.stopped_at_entra().await;
        let report = hand.pasted(&page).await;
        assert_eq!(
            cause(&report),
            (ErrorCode::RedirectUriMismatch, Some(50011)),
            "{wrong}"
        );
        assert_eq!(report.step, Some(StepId::RedirectUri));
        assert!(
            report
                .link
                .as_ref()
                .is_some_and(|link| link.contains(&hand.overview.client_id)),
            "{:?}",
            report.link
        );
        fixed(&hand, wrong).await;
    }
}

#[tokio::test]
async fn the_port_of_localhost_does_not_matter() {
    let hand = ByHand::for_people(Api::Graph).await;
    hand.redirect_to("publicClient", "http://localhost:8400").await;
    hand.must_sign_in().await;
}
