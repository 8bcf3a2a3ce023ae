//! Access on behalf of a user, with a sign-in in the system browser: incidents of Defender XDR, alerts of Defender for
//! Endpoint.

use super::common::{begin, follow, give_client_id, read_and_compare, tell_clicks};
use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::person::Person;
use crate::harness::portal::{self, Platform, Wanted};
use crate::harness::wait::told;

#[tokio::test]
async fn an_admin_registers_the_app_consents_while_signing_in_and_finds_the_incidents_on_disk() {
    told(async {
        let (app, browser) = registered("user", "xdr").await;
        // Nothing is set under API permissions: Entra asks an administrator for what the sign-in wants.
        let practice = app.practice().await;
        start_sign_in(&app, &browser).await;
        portal::sign_in(&browser, &practice, "admin").await;
        portal::answer_consent(&browser, true).await;
        arrives(&app, &browser, "xdr").await;
    })
    .await;
}

#[tokio::test]
async fn an_analyst_signs_in_and_finds_the_alerts_of_the_devices_on_disk() {
    told(async {
        let (app, browser) = registered("endpoint", "mde").await;
        app.click("step-permissions").await;
        follow(&app, &browser).await;
        portal::add_permission(&browser, Some("WindowsDefenderATP"), "delegated", "Alert.Read").await;
        portal::grant_admin_consent(&browser).await;
        let practice = app.practice().await;
        start_sign_in(&app, &browser).await;
        portal::sign_in(&browser, &practice, "analyst").await;
        arrives(&app, &browser, "mde").await;
    })
    .await;
}

/// A new connection whose app is registered, the address for the sign-in included.
async fn registered(story: &'static str, api: &str) -> (App, Person) {
    let app = App::open(story, Setting::ENGLISH_LIGHT).await;
    begin(&app, "user", api).await;
    let browser = Person::sit_down(&app.desktop).await;
    follow(&app, &browser).await;
    let wanted = Wanted {
        redirect: Some((Platform::Desktop, "http://localhost")),
        ..Wanted::default()
    };
    let registration = portal::register(&browser, "Handrail", wanted).await;
    give_client_id(&app, &registration.client_id).await;
    app.step_is("register", "proved").await;
    (app, browser)
}

async fn start_sign_in(app: &App, browser: &Person) {
    app.click("step-sign-in").await;
    let link = app.opened_by(async || app.click("sign-in-start").await).await;
    app.place("waiting").await;
    browser.go_to(&link).await;
}

/// The sign-in proves what could not be seen before it, and the rows are there.
async fn arrives(app: &App, browser: &Person, api: &str) {
    for step in ["redirect-uri", "permissions", "consent", "sign-in", "incidents"] {
        app.step_is(step, "proved").await;
    }
    let address = browser
        .client
        .current_url()
        .await
        .expect("the browser shows something");
    assert_eq!(address.query(), None, "the code has left the address bar");
    read_and_compare(app, api, None).await;
    tell_clicks(&format!("on behalf of a user, {api}"), app, browser);
}
