//! A picture of every screen, in both languages, light and dark, kept in `artifacts/screens`.

use super::common::{begin_for_customers, give_client_id, hunt, set_up_prepared_application, take_prepared};
use crate::harness::app::App;
use crate::harness::clipboard;
use crate::harness::desktop::{Language, Setting, Theme};
use crate::harness::keys::ENTER;
use crate::harness::wait::told;

const PASTED_ERROR: &str = "AADSTS7000222: The provided client secret keys for app are expired.";
/// As half the web shows it, in one line.
const PASTED_SCRIPT: &str = "$secret = 'abc8Q~0123456789abcdefghijklmnopqrstuvwx'; \
    Invoke-RestMethod -Method Post -Uri \"https://login.windows.net/$tenantId/oauth2/token\" -Body $body";

#[tokio::test]
async fn every_screen_in_english_and_light() {
    told(pictures("screens-en-light", Language::English, Theme::Light)).await;
}

#[tokio::test]
async fn every_screen_in_english_and_dark() {
    told(pictures("screens-en-dark", Language::English, Theme::Dark)).await;
}

#[tokio::test]
async fn every_screen_in_french_and_light() {
    told(pictures("screens-fr-light", Language::French, Theme::Light)).await;
}

#[tokio::test]
async fn every_screen_in_french_and_dark() {
    told(pictures("screens-fr-dark", Language::French, Theme::Dark)).await;
}

async fn pictures(story: &'static str, language: Language, theme: Theme) {
    let app = App::open(story, Setting { language, theme }).await;
    choose_language(&app, language).await;
    assert_speaks_and_looks(&app, language, theme).await;
    app.picture("home-empty").await;
    blocked_and_waiting(&app).await;
    app.click("nav-home").await;
    set_up_prepared_application(&app).await;
    app.picture("checklist-done").await;
    app.click("see-incidents").await;
    app.place("saved-path").await;
    app.place("result-row").await;
    app.picture("incidents").await;
    app.click("result-row").await;
    app.place("row-panel").await;
    app.picture("incident-details").await;
    app.click("open-incident").await;
    app.place("incident-lead").await;
    app.picture("incident").await;
    hunting(&app).await;
    app.click("nav-snippets").await;
    app.place("snippet-text").await;
    app.picture("snippets").await;
    app.click("nav-token").await;
    app.place("token-verdict").await;
    app.picture("token").await;
    explained(&app).await;
    app.click("nav-settings").await;
    app.place("language-select").await;
    app.picture("settings").await;
    app.click("settings-support").await;
    app.place("support-text").await;
    app.picture("support").await;
    app.click("nav-home").await;
    app.place("home-start").await;
    app.picture("home").await;
    customers(&app).await;
    app.close().await;
}

/// A partner's board from its first customer on, an invitation, and one question to all.
async fn customers(app: &App) {
    let practice = app.practice().await;
    begin_for_customers(app).await;
    take_prepared(app, &practice["apps"]["partner"]).await;
    app.click("nav-customers").await;
    app.click("add-customers").await;
    let first = practice["customers"][0]["domain"]
        .as_str()
        .expect("the practice tenant has customers");
    let lines = ["northwindtraders.example", first, "no domain"];
    app.type_into("customer-domains", &lines.join(&ENTER.to_string()))
        .await;
    app.click("add-domains").await;
    app.place("adding-outcome").await;
    app.picture("customers-added").await;
    app.click("adding-done").await;
    app.find("[data-testid='result-row'] [data-state='consented']")
        .await;
    app.find("[data-testid='result-row']:has([data-state='no-app']) [title]")
        .await
        .click()
        .await
        .expect("a line that takes a click");
    app.place("invitation-link").await;
    app.picture("customers").await;
    app.click("open-health").await;
    app.place("health-publisher").await;
    app.picture("customers-health").await;
    app.click("ask-all").await;
    app.place("sweep-cost").await;
    app.picture("sweep").await;
    app.click("sweep-ask").await;
    app.find("[data-testid='cause']").await;
    app.place("result-row").await;
    app.picture("sweep-answer").await;
}

/// A query to begin with, and what it brings; then the tables that can be asked.
async fn hunting(app: &App) {
    hunt(app).await;
    app.picture("hunting").await;
    app.click("hunt-tables").await;
    app.type_into("tables-search", "DeviceProcess").await;
    app.picture("hunting-tables").await;
}

/// What a pasted error means, and what is wrong in a pasted script.
async fn explained(app: &App) {
    app.click("nav-diagnosis").await;
    for (text, place, screen) in [
        (PASTED_ERROR, "problem", "diagnosis"),
        (PASTED_SCRIPT, "clinic", "clinic"),
    ] {
        let copied = clipboard::copy(&app.desktop, text);
        app.click("diagnosis-paste").await;
        app.place(place).await;
        drop(copied);
        app.picture(screen).await;
    }
}

/// The set-up of a connection on behalf of a user, as far as the wait for the browser.
async fn blocked_and_waiting(app: &App) {
    let practice = app.practice().await;
    app.click("home-start").await;
    app.place("where-practice").await;
    app.click("goal-user").await;
    app.click("api-graph").await;
    app.picture("setup").await;
    app.click("setup-continue").await;
    app.step_is("tenant", "proved").await;
    app.picture("checklist").await;
    give_client_id(
        app,
        practice["tenantId"].as_str().expect("the practice tenant's id"),
    )
    .await;
    app.problem_is("client_id_is_tenant_id").await;
    app.picture("checklist-blocked").await;
    give_client_id(
        app,
        practice["apps"]["user"]["clientId"]
            .as_str()
            .expect("a prepared registration"),
    )
    .await;
    app.step_is("register", "proved").await;
    app.click("step-sign-in").await;
    app.click("sign-in-start").await;
    app.place("waiting").await;
    app.picture("waiting").await;
    app.click("waiting-cancel").await;
    app.place("step-sign-in").await;
}

/// Under Settings: the system's own language needs a locale that few machines have installed.
pub(super) async fn choose_language(app: &App, language: Language) {
    app.click("nav-settings").await;
    let list = app.place("language-select").await;
    list.select_by_value(language.code())
        .await
        .expect("a language to choose");
    app.click("nav-home").await;
    app.place("home-start").await;
}

/// The window speaks the language that was chosen, and is as dark as the desktop.
async fn assert_speaks_and_looks(app: &App, language: Language, theme: Theme) {
    let script = "return [document.documentElement.lang, matchMedia('(prefers-color-scheme: dark)').matches]";
    let seen = app
        .client
        .execute(script, Vec::new())
        .await
        .expect("the page answers");
    assert_eq!(
        seen[0].as_str().map(|lang| lang.starts_with(language.code())),
        Some(true),
        "{seen}"
    );
    assert_eq!(seen[1].as_bool(), Some(theme == Theme::Dark), "{seen}");
}
