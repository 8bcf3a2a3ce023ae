//! Access on behalf of a user, on Defender XDR, with a sign-in in the system browser.

use super::common::{begin, follow, give_client_id, read_and_compare};
use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::person::Person;
use crate::harness::portal;
use crate::harness::wait::told;

#[tokio::test]
async fn an_analyst_signs_in_with_the_browser_and_finds_the_incidents_on_disk() {
    told(async {
        let app = App::open("user", Setting::ENGLISH_LIGHT).await;
        let practice = app.practice().await;
        begin(&app, "user", "xdr").await;

        let browser = Person::sit_down(&app.desktop).await;
        follow(&app, &browser).await;
        let registration = portal::register(&browser, "Handrail", None).await;
        give_client_id(&app, &registration.client_id).await;
        app.step_is("register", "proved").await;

        app.click("step-redirect-uri").await;
        follow(&app, &browser).await;
        portal::add_redirect_uri(&browser, "http://localhost").await;

        app.click("step-permissions").await;
        follow(&app, &browser).await;
        portal::add_permission(
            &browser,
            Some("Microsoft Threat Protection"),
            "delegated",
            "Incident.Read",
        )
        .await;

        app.click("step-consent").await;
        follow(&app, &browser).await;
        portal::grant_admin_consent(&browser).await;

        app.click("step-sign-in").await;
        let link = app.opened_by(async || app.click("sign-in-start").await).await;
        app.place("waiting").await;
        browser.go_to(&link).await;
        portal::sign_in(&browser, &practice, "analyst").await;
        for step in ["redirect-uri", "permissions", "consent", "sign-in", "incidents"] {
            app.step_is(step, "proved").await;
        }
        let address = browser
            .client
            .current_url()
            .await
            .expect("the browser shows something");
        assert_eq!(address.query(), None, "the code has left the address bar");

        read_and_compare(&app, "xdr").await;
        println!(
            "clicks: {} in Handrail, {} in the browser",
            app.clicks(),
            browser.clicks()
        );
        app.close().await;
    })
    .await;
}
