//! A partner reads the incidents of a customer.

use super::common::{
    begin_for_customers, follow, give_client_id, read_and_compare, take_new_secret, tell_clicks,
};
use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::keys::{self, ENTER};
use crate::harness::person::Person;
use crate::harness::portal::{self, Platform, Wanted};
use crate::harness::wait::told;

#[tokio::test]
async fn a_partner_gets_a_customers_consent_and_finds_that_customers_incidents_on_disk() {
    told(async {
        let app = App::open("partner", Setting::ENGLISH_LIGHT).await;
        let practice = app.practice().await;
        // Defender works there, and the new app is as unknown as every other.
        let customer = &practice["customers"][0];
        let domain = customer["domain"].as_str().expect("a customer has a domain");
        begin_for_customers(&app).await;

        let browser = Person::sit_down(&app.desktop).await;
        follow(&app, &browser).await;
        let wanted = Wanted {
            redirect: Some((Platform::Web, "http://localhost")),
            many_tenants: true,
        };
        let registration = portal::register(&browser, "Handrail", wanted).await;
        give_client_id(&app, &registration.client_id).await;
        app.step_is("register", "proved").await;

        app.click("step-permissions").await;
        follow(&app, &browser).await;
        portal::add_permission(&browser, None, "application", "SecurityIncident.Read.All").await;

        app.click("next-step").await;
        take_new_secret(&app, &browser).await;

        app.is_at("customer").await;
        app.type_into("customer-domain", domain).await;
        keys::press(&app, ENTER).await;
        app.step_is("customer", "proved").await;
        app.is_at("consent").await;
        let link = app.opened_by(async || app.click("open-consent").await).await;
        app.place("consent-waiting").await;
        browser.go_to(&link).await;
        portal::sign_in_as(&browser, &format!("admin@{domain}")).await;
        portal::answer_consent(&browser, true).await;
        for step in [
            "account-types",
            "redirect-uri",
            "permissions",
            "consent",
            "token",
            "incidents",
        ] {
            app.step_is(step, "proved").await;
        }

        read_and_compare(&app, "graph", customer["tenantId"].as_str()).await;
        tell_clicks("partner, Graph", &app, &browser);
        app.close().await;
    })
    .await;
}
