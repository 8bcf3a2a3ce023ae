//! Access as the application: incidents of Microsoft Graph, alerts of Defender for Endpoint.

use super::common::{begin, follow, give_client_id, read_and_compare, take_new_secret, tell_clicks};
use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::person::Person;
use crate::harness::portal::{self, Wanted};
use crate::harness::wait::told;

#[tokio::test]
async fn an_admin_sets_up_app_only_access_and_finds_the_incidents_on_disk() {
    told(journey("application", "graph", None, "SecurityIncident.Read.All")).await;
}

#[tokio::test]
async fn an_admin_lets_an_application_read_endpoint_alerts() {
    let name = Some("WindowsDefenderATP");
    told(journey("endpoint-application", "mde", name, "Alert.Read.All")).await;
}

async fn journey(story: &'static str, api: &str, name: Option<&str>, permission: &str) {
    let app = App::open(story, Setting::ENGLISH_LIGHT).await;
    begin(&app, "application", api).await;
    assert!(
        app.shows("practice-badge").await,
        "practice is always visibly practice"
    );
    let admin = Person::sit_down(&app.desktop).await;
    follow(&app, &admin).await;
    let registration = portal::register(&admin, "Handrail", Wanted::default()).await;
    give_client_id(&app, &registration.client_id).await;
    app.step_is("register", "proved").await;

    app.is_at("permissions").await;
    follow(&app, &admin).await;
    portal::add_permission(&admin, name, "application", permission).await;
    // The button is on the same page.
    portal::grant_admin_consent(&admin).await;

    app.click("next-step").await;
    take_new_secret(&app, &admin).await;
    for step in ["permissions", "consent", "token", "incidents"] {
        app.step_is(step, "proved").await;
    }
    read_and_compare(&app, api, None).await;
    tell_clicks(&format!("application, {api}"), &app, &admin);
    app.close().await;
}
