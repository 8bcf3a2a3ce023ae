//! A picture of each state of a registration, in both languages, light and dark.

use super::look_after;
use crate::harness::app::App;
use crate::harness::desktop::{Language, Setting, Theme};
use crate::harness::person::Person;
use crate::harness::portal;
use crate::harness::wait::told;
use crate::stories::common::follow;
use crate::stories::screens::choose_language;

#[tokio::test]
async fn every_state_in_english_and_light() {
    told(pictures("registration-en-light", Language::English, Theme::Light)).await;
}

#[tokio::test]
async fn every_state_in_english_and_dark() {
    told(pictures("registration-en-dark", Language::English, Theme::Dark)).await;
}

#[tokio::test]
async fn every_state_in_french_and_light() {
    told(pictures("registration-fr-light", Language::French, Theme::Light)).await;
}

#[tokio::test]
async fn every_state_in_french_and_dark() {
    told(pictures("registration-fr-dark", Language::French, Theme::Dark)).await;
}

async fn pictures(story: &'static str, language: Language, theme: Theme) {
    let app = App::open_empty(story, Setting { language, theme }).await;
    choose_language(&app, language).await;
    let admin = Person::sit_down(&app.desktop).await;
    made(&app, &admin).await;
    ask_for_more(&app, &admin).await;
    look_after(&app).await;
    app.picture("registration-keeping").await;
    app.click("check-registration").await;
    app.place("difference").await;
    app.picture("registration-drift").await;
    app.click("undo").await;
    app.place("undo-sure").await;
    app.picture("registration-undo").await;
    app.click("undo-sure").await;
    app.place("registration-gone").await;
    app.picture("registration-gone").await;
    app.close().await;
}

/// From the plan to the first incidents.
async fn made(app: &App, admin: &Person) {
    app.click("home-start").await;
    app.choose("goal-application").await;
    app.click("setup-register").await;
    app.place("plan").await;
    app.picture("registration-plan").await;
    unfold(app, "planned-application").await;
    app.place("planned-request").await;
    app.picture("registration-requests").await;
    unfold(app, "planned-application").await;

    let page = app.opened_by(async || app.click("register").await).await;
    app.place("registration-waiting").await;
    app.picture("registration-waiting").await;
    admin.go_to(&page).await;
    let practice = app.practice().await;
    let consent = app
        .opened_by(async || portal::sign_in(admin, &practice, "admin").await)
        .await;
    app.place("copy-page").await;
    app.picture("registration-live").await;
    admin.go_to(&consent).await;
    portal::answer_consent(admin, true).await;
    app.place("newest-row").await;
    app.picture("registration-done").await;
}

/// Somebody lets the app ask for more than Handrail needs, in the portal.
async fn ask_for_more(app: &App, admin: &Person) {
    app.click("nav-setup").await;
    app.click("step-permissions").await;
    follow(app, admin).await;
    portal::add_permission(admin, None, "application", "SecurityAlert.Read.All").await;
}

/// Opens or closes what is folded away in the place.
async fn unfold(app: &App, id: &str) {
    let summary = app.find(&format!("[data-testid='{id}'] summary")).await;
    summary.click().await.expect("a summary that takes a click");
}
