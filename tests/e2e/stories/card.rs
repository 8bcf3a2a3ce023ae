//! Somebody who was sent a connection card: no set-up, a question in plain words, and a brief to hand on.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::person::Person;
use crate::harness::portal;
use crate::harness::wait::told;

#[tokio::test]
async fn somebody_with_a_card_has_the_brief_of_a_question_in_four_clicks() {
    told(async {
        let app = App::open("card", Setting::ENGLISH_LIGHT).await;
        let browser = Person::sit_down(&app.desktop).await;
        let practice = app.practice().await;
        let card = app.desktop.home().join("contoso.handrail.json");
        fs::write(&card, handed_on(&practice).to_string()).expect("a card in the story's home");

        app.start_again(&card).await;
        app.place("take-card").await;
        app.picture("card").await;
        app.click("take-card").await;
        app.place("question-open_and_serious").await;

        let before = app.clicks();
        app.click("question-open_and_serious").await;
        let link = app.opened_by(async || app.click("problem-action").await).await;
        browser.go_to(&link).await;
        portal::sign_in(&browser, &practice, "analyst").await;
        app.place("result-row").await;
        app.click("save-brief").await;
        // In a bar that is narrower than the path, its text is not all displayed.
        let saved = app.place("saved-file").await;
        let path = saved.attr("title").await.expect("the window answers");
        let path = path.expect("where it was saved");
        app.picture("answer").await;

        let clicks = app.clicks() - before;
        println!("clicks: a ready question from Home to the saved brief: {clicks}");
        assert!(clicks <= 4, "{clicks} clicks");
        is_a_page_of_its_own(Path::new(&path));
    })
    .await;
}

/// What an administrator exports: where to ask, through which registration, and nothing secret.
fn handed_on(practice: &Value) -> Value {
    json!({
        "handrailCard": 1,
        "name": "Contoso",
        "cloud": "practice",
        "tenantId": practice["tenantId"],
        "tenantDomain": practice["tenantDomain"],
        "clientId": practice["apps"]["user"]["clientId"],
        "goal": {"api": "graph", "context": "user"},
    })
}

fn is_a_page_of_its_own(file: &Path) {
    let page = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    assert!(page.contains("<svg"), "the brief has charts");
    for foreign in ["<script", " src=", "url(", "@import"] {
        assert!(!page.contains(foreign), "the brief holds {foreign}");
    }
}
