//! A partner's customers: added, one of them consents, and one question goes to all.

use std::fs;
use std::path::Path;

use serde_json::Value;

use super::common::{assert_file_is_the_truth, begin_for_customers, take_prepared, two_days_ago};
use crate::harness::app::App;
use crate::harness::desktop::Setting;
use crate::harness::keys::ENTER;
use crate::harness::person::Person;
use crate::harness::portal;
use crate::harness::truth;
use crate::harness::wait::told;

#[tokio::test]
async fn customers_are_added_one_consents_the_board_turns_green_by_itself_and_all_answer_into_files() {
    told(async {
        let app = App::open("customers", Setting::ENGLISH_LIGHT).await;
        let practice = app.practice().await;
        begin_for_customers(&app).await;
        take_prepared(&app, &practice["apps"]["partner"]).await;

        // The partner's app is known to the first; nobody has asked the second; the third granted nothing.
        let customers: Vec<&str> = practice["customers"]
            .as_array()
            .expect("the practice tenant has customers")
            .iter()
            .filter_map(|customer| customer["domain"].as_str())
            .collect();
        let [consented, asked, nothing_granted] = customers[..] else {
            panic!("three customers, not {customers:?}");
        };
        app.click("nav-customers").await;
        app.click("add-customers").await;
        let lines = customers.join(&ENTER.to_string());
        app.type_into("customer-domains", &lines).await;
        app.click("add-domains").await;
        let outcome = app.text("adding-outcome").await;
        assert!(outcome.starts_with("3 "), "three are added: {outcome}");
        app.click("adding-done").await;
        for (domain, state) in [
            (consented, "consented"),
            (asked, "no-app"),
            (nothing_granted, "no-roles"),
        ] {
            app.find(&row_in(domain, state)).await;
        }
        app.picture("customers").await;

        consent(&app, asked).await;
        app.find(&row_in(asked, "consented")).await;
        app.picture("customers-consented").await;

        sweep(&app, &practice, &[consented, asked]).await;
        app.close().await;
    })
    .await;
}

/// The line of a customer that is that far.
fn row_in(domain: &str, state: &str) -> String {
    format!("[data-testid='result-row']:has([title='{domain}']) [data-state='{state}']")
}

/// The customer's administrator follows the link of the invitation. Nothing is pressed in Handrail afterwards.
async fn consent(app: &App, domain: &str) {
    let row = app
        .find(&format!("[data-testid='result-row'] [title='{domain}']"))
        .await;
    row.click().await.expect("a line that takes a click");
    app.place("invitation-link").await;
    app.picture("customer-invitation").await;
    let link = app.text("invitation-link").await;
    let administrator = Person::sit_down(&app.desktop).await;
    administrator.go_to(&link).await;
    portal::sign_in_as(&administrator, &format!("admin@{domain}")).await;
    portal::answer_consent(&administrator, true).await;
}

/// Asks all for the incidents of 48 hours; those who consented have them on disk as the practice tenant holds them.
async fn sweep(app: &App, practice: &Value, answering: &[&str]) {
    let control = practice["control"]
        .as_str()
        .expect("the practice tenant's control");
    app.click("ask-all").await;
    app.place("sweep-cost").await;
    app.picture("sweep").await;
    let earliest = two_days_ago();
    app.click("sweep-ask").await;
    app.place("sweep-line").await;
    let latest = two_days_ago();
    app.find("[data-testid='cause']").await;
    app.place("result-row").await;
    app.picture("sweep-answer").await;

    let folder = app.text("sweep-folder").await;
    let mut rows = 0;
    for domain in answering {
        let truth = truth::ask(control, Some(domain), "incidents").await;
        let file = format!("{folder}/{domain}.json");
        rows += assert_file_is_the_truth(&file, &truth, "lastUpdateDateTime", "id", (earliest, latest));
    }
    let all = Path::new(&folder).join("All customers.json");
    let all: Vec<Value> = serde_json::from_slice(&fs::read(all).expect("the file of all customers"))
        .expect("an array of incidents");
    assert_eq!(all.len(), rows, "all customers together have the rows of each");
    assert!(
        all.iter().all(|row| row["customerDomain"].is_string()),
        "each row says whose it is"
    );
    let shown = app.place("sweep-line").await.attr("data-rows").await;
    assert_eq!(shown.ok().flatten(), Some(rows.to_string()));
}
