//! "What does this mean?": from something pasted to the page where it is put right.

use super::common::begin;
use crate::harness::app::App;
use crate::harness::clipboard;
use crate::harness::desktop::Setting;
use crate::harness::keys;
use crate::harness::wait::told;

/// As a person copies it from the page.
const MISMATCH: &str = "AADSTS50011: The redirect URI 'http://localhost:8400' specified in the request does not match. \
    Correlation ID: 9c2f1a44-7a0d-4f5e-8f8b-2d1f6a3b7c10";

/// Made for this story: {"alg":"none"}, no API, long expired.
const TOKEN: &str =
    "eyJhbGciOiJub25lIn0.eyJhdWQiOiJodHRwczovL2V4YW1wbGUuY29tIiwiZXhwIjoxNzAwMDAwMDAwfQ.c2lnbmF0dXJl";

#[tokio::test]
async fn a_pasted_error_leads_to_its_step_and_a_pasted_token_never_enters_the_window() {
    told(async {
        let app = App::open("diagnosis", Setting::ENGLISH_LIGHT).await;
        begin(&app, "user", "graph").await;

        let copied = clipboard::copy(&app.desktop, MISMATCH);
        app.click("nav-diagnosis").await;
        app.click("diagnosis-paste").await;
        app.problem_is("redirect_uri_mismatch").await;
        app.find("[data-testid='diagnosis-step'][data-step='redirect-uri']")
            .await;
        drop(copied);
        app.click("diagnosis-go-step").await;
        app.is_at("redirect-uri").await;

        // On any screen, outside every field.
        app.click("step-tenant").await;
        let copied = clipboard::copy(&app.desktop, TOKEN);
        keys::press_with_control(&app, 'v').await;
        app.find("[data-testid='diagnosis'][data-recognised='jwt']").await;
        drop(copied);
        let page = app
            .client
            .execute("return document.documentElement.outerHTML", Vec::new())
            .await
            .expect("the page answers");
        let (_, signature) = TOKEN.rsplit_once('.').expect("a token has three parts");
        assert!(
            !page.as_str().is_some_and(|page| page.contains(signature)),
            "the page holds the token"
        );
        app.close().await;
    })
    .await;
}
