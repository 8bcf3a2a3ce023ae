//! Handrail registers by itself: from a tenant in which nothing is to the first incidents, with one sign-in.

mod pictures;

use serde_json::{Value, json};

use super::common::{read_and_compare, tell_clicks};
use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::person::Person;
use crate::harness::portal;
use crate::harness::truth;
use crate::harness::wait::told;

/// "Set up access", "Register it for me", "Sign in and register".
const THREE: u32 = 3;

#[tokio::test]
async fn an_admin_gets_from_an_empty_tenant_to_the_first_incidents_in_three_clicks() {
    told(async {
        let (app, admin) = empty_tenant("registration-user").await;
        app.click("home-start").await;
        app.click("setup-register").await;
        let consent = signed_in(&app, &admin).await;
        let sign_in = consented(&app, &admin, &consent).await;
        // With the app that was just made, the administrator is the first to read.
        admin.go_to(&sign_in).await;
        portal::sign_in(&admin, &app.practice().await, "admin").await;
        app.place("first-rows").await;
        newest_is_of_the_tenant(&app).await;
        assert_eq!(app.clicks(), THREE, "from Home to the first incidents");
        tell_clicks("registered by Handrail, on behalf of a user", &app, &admin);

        let made = shown_as_made(&app).await;
        assert_eq!(permissions(&made), [("delegated", "SecurityIncident.Read.All")]);
        assert_eq!(made["secrets"].as_array().map(Vec::len), Some(0));
        read_and_compare(&app, "graph", None).await;
        app.close().await;
    })
    .await;
}

#[tokio::test]
async fn an_admin_lets_handrail_register_an_application_and_consents_on_the_page_that_opens() {
    told(async {
        let (app, admin) = empty_tenant("registration-application").await;
        let before = directory(&app).await;
        app.click("home-start").await;
        app.choose("goal-application").await;
        app.click("setup-register").await;
        let consent = signed_in(&app, &admin).await;
        admin.go_to(&consent).await;
        portal::answer_consent(&admin, true).await;
        app.place("first-rows").await;
        assert_eq!(app.clicks(), THREE + 1, "and one for who reads");
        tell_clicks("registered by Handrail, application", &app, &admin);

        let made = shown_as_made(&app).await;
        assert_eq!(permissions(&made), [("application", "SecurityIncident.Read.All")]);
        assert_eq!(made["secrets"].as_array().map(Vec::len), Some(1));
        read_and_compare(&app, "graph", None).await;

        look_after(&app).await;
        app.click("undo").await;
        app.click("undo-sure").await;
        app.place("registration-gone").await;
        assert_eq!(directory(&app).await, before, "nothing of it is left");
        app.close().await;
    })
    .await;
}

/// The API of Defender for Endpoint has never come into this tenant; that it is brought in was announced, and costs no
/// question.
#[tokio::test]
async fn handrail_grants_by_itself_what_an_application_needs_and_brings_its_api_in() {
    told(async {
        let (app, admin) = empty_tenant("registration-granted").await;
        app.click("home-start").await;
        app.choose("goal-application").await;
        app.choose("subject-endpoint").await;
        app.click("setup-register").await;
        app.choose("consent-grant").await;
        app.until("the plan with a grant", async || {
            let consent = app.text("planned-consent").await;
            consent.contains("Grants Alert.Read.All").then_some(())
        })
        .await;
        let page = app.opened_by(async || app.click("register").await).await;
        admin.go_to(&page).await;
        portal::sign_in(&admin, &app.practice().await, "admin").await;
        app.place("first-rows").await;
        assert_eq!(
            app.clicks(),
            THREE + 3,
            "and one each for who reads, what, and who grants"
        );
        tell_clicks(
            "registered and granted by Handrail, application, mde",
            &app,
            &admin,
        );

        let made = shown_as_made(&app).await;
        assert_eq!(permissions(&made), [("application", "Alert.Read.All")]);
        read_and_compare(&app, "mde", None).await;
        app.close().await;
    })
    .await;
}

/// Handrail's window and the administrator's browser, with a practice tenant that has no app of Handrail's.
async fn empty_tenant(story: &'static str) -> (App, Person) {
    let app = App::open_empty(story, Setting::ENGLISH_LIGHT).await;
    let admin = Person::sit_down(&app.desktop).await;
    let there = part(&app, "apps").await;
    assert_eq!(there.len(), 1, "only the app for setting up: {there:?}");
    (app, admin)
}

/// The administrator signs in for the set-up. Hands back the page on which to consent.
async fn signed_in(app: &App, admin: &Person) -> String {
    let page = app.opened_by(async || app.click("register").await).await;
    admin.go_to(&page).await;
    let practice = app.practice().await;
    app.opened_by(async || portal::sign_in(admin, &practice, "admin").await)
        .await
}

/// The administrator consents. Hands back the page on which to sign in with the new app.
async fn consented(app: &App, admin: &Person, page: &str) -> String {
    admin.go_to(page).await;
    app.opened_by(async || portal::answer_consent(admin, true).await)
        .await
}

/// The incident that is shown as the newest is one of the tenant's.
async fn newest_is_of_the_tenant(app: &App) {
    let shown = app.text("newest-row").await;
    let incidents = part(app, "incidents").await;
    let mut names = incidents.iter().filter_map(|one| one["displayName"].as_str());
    assert!(
        names.any(|name| shown.ends_with(name)),
        "no incident of the tenant is called so: {shown}"
    );
}

/// From anywhere to the registration that stands.
async fn look_after(app: &App) {
    app.click("nav-setup").await;
    app.click("open-registration").await;
    app.place("made").await;
}

/// What of the tenant can be made and granted.
async fn directory(app: &App) -> Value {
    json!([
        part(app, "apps").await,
        part(app, "principals").await,
        part(app, "grants").await
    ])
}

/// What the practice tenant holds of the registration whose ids the window shows.
async fn shown_as_made(app: &App) -> Value {
    let shown = app.text("planned-application").await;
    let mut apps = part(app, "apps").await.into_iter();
    let id = |app: &Value, name: &str| app[name].as_str().unwrap_or_default().to_owned();
    apps.find(|one| shown.contains(&id(one, "objectId")))
        .unwrap_or_else(|| panic!("no app of the tenant is among what is shown: {shown}"))
}

/// One part of the truth about the practice tenant.
async fn part(app: &App, name: &str) -> Vec<Value> {
    let practice = app.practice().await;
    let control = practice["control"]
        .as_str()
        .expect("the practice tenant's control");
    truth::ask(control, None, name).await
}

/// What the app asks for, as kind and name.
fn permissions(app: &Value) -> Vec<(&str, &str)> {
    let all = app["permissions"].as_array().expect("a list of permissions");
    all.iter()
        .filter_map(|one| Some((one["type"].as_str()?, one["value"].as_str()?)))
        .collect()
}
