//! Sign-ins that do not end well.

use super::common::{begin, follow, give_client_id};
use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::person::Person;
use crate::harness::portal::{self, Platform, Wanted};
use crate::harness::wait::told;

#[tokio::test]
async fn a_sign_in_that_is_given_up_or_refused_is_shown_as_what_it_is() {
    told(async {
        let app = App::open("refused", Setting::ENGLISH_LIGHT).await;
        let practice = app.practice().await;
        begin(&app, "user", "graph").await;
        let browser = Person::sit_down(&app.desktop).await;
        follow(&app, &browser).await;
        let wanted = Wanted {
            redirect: Some((Platform::Desktop, "http://localhost")),
            ..Wanted::default()
        };
        let registration = portal::register(&browser, "Handrail", wanted).await;
        give_client_id(&app, &registration.client_id).await;
        app.step_is("register", "proved").await;
        app.click("step-permissions").await;
        follow(&app, &browser).await;
        portal::add_permission(&browser, None, "delegated", "SecurityIncident.Read.All").await;

        app.click("step-sign-in").await;
        app.opened_by(async || app.click("sign-in-start").await).await;
        app.place("waiting").await;
        app.click("waiting-cancel").await;
        app.problem_is("sign_in_cancelled").await;
        app.step_is("register", "proved").await;
        assert!(!app.shows("waiting").await, "the wait is over");

        app.click("step-sign-in").await;
        let link = app.opened_by(async || app.click("sign-in-start").await).await;
        browser.go_to(&link).await;
        portal::sign_in(&browser, &practice, "admin").await;
        portal::answer_consent(&browser, false).await;
        app.problem_is("consent_declined").await;
        app.close().await;
    })
    .await;
}
