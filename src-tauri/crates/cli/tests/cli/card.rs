//! Connection cards on the command line: written, looked at, taken, and read through.

use std::fs;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::run::{DONE, ERROR, FINDING, Practice, WRONG_USAGE, run};

const CARD: &str = "contoso.handrail.json";

/// A card of somebody who signs in, or of the application, for the practice tenant.
fn write_card(home: &TempDir, practice: &Practice, context: &str, change: impl FnOnce(&mut Value)) {
    let app = if context == "user" { "user" } else { "application" };
    let mut card = json!({
        "handrailCard": 1, "name": "Contoso", "cloud": "practice",
        "tenantId": practice.text("/tenantId"), "tenantDomain": practice.text("/tenantDomain"),
        "clientId": practice.text(&format!("/apps/{app}/clientId")),
        "goal": {"api": "graph", "context": context},
    });
    change(&mut card);
    fs::write(home.path().join(CARD), card.to_string()).unwrap();
}

/// The practice tenant's cloud under another name, as a person's own would come with a card.
fn own_cloud(practice: &Practice) -> Value {
    let file = fs::read_to_string(practice.text("/cloudFile")).unwrap();
    let mut cloud: Value = serde_json::from_str(&file).unwrap();
    cloud["id"] = "elsewhere".into();
    cloud["name"] = "Elsewhere".into();
    cloud["practice"] = false.into();
    cloud
}

#[test]
fn a_card_is_taken_once_and_handed_on_as_it_came() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    write_card(&home, &practice, "user", |_| ());
    let import = format!("connections import {CARD} {} --json", practice.cloud());
    let first = run(&home, &import);
    assert_eq!(first.code, Some(DONE), "{first:#?}");
    assert_eq!(first.document()["already"], false);
    let second = run(&home, &import).document();
    assert_eq!(second["already"], true);
    assert_eq!(second["imported"]["id"], first.document()["imported"]["id"]);

    let list = run(&home, &format!("connections list {} --json", practice.cloud())).document();
    assert_eq!(list["connections"].as_array().unwrap().len(), 1);
    let export = format!(
        "connections export Contoso again.handrail.json {} --json",
        practice.cloud()
    );
    assert_eq!(run(&home, &export).code, Some(DONE));
    let written: Value =
        serde_json::from_str(&fs::read_to_string(home.path().join("again.handrail.json")).unwrap()).unwrap();
    let given: Value = serde_json::from_str(&fs::read_to_string(home.path().join(CARD)).unwrap()).unwrap();
    for field in [
        "handrailCard",
        "name",
        "cloud",
        "tenantId",
        "tenantDomain",
        "clientId",
    ] {
        assert_eq!(written[field], given[field], "{field}");
    }
    assert_eq!(written.get("cloudDefinition"), None);
}

#[test]
fn a_card_reads_what_the_tenant_holds() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--incidents 60");
    write_card(&home, &practice, "application", |_| ());
    fs::write(home.path().join("key.pem"), {
        let file = |pointer: &str| fs::read_to_string(practice.text(pointer)).unwrap();
        file("/apps/application/certificateFile") + &file("/apps/application/certificateKeyFile")
    })
    .unwrap();
    let read = format!(
        "hello-world --card {CARD} --certificate key.pem --since 3650d --output rows {} --json",
        practice.cloud()
    );
    let outcome = run(&home, &read);
    assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
    let held = practice.truth()["incidents"].as_array().unwrap().len();
    assert_eq!(outcome.document()["incidents"], held);
    let without = run(
        &home,
        &format!("hello-world --card {CARD} {} --json", practice.cloud()),
    );
    assert_eq!(without.code, Some(WRONG_USAGE), "{without:#?}");
}

#[test]
fn a_card_with_unknown_hosts_is_shown_and_taken_only_when_that_is_said() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    write_card(&home, &practice, "user", |card| {
        card["cloud"] = "elsewhere".into();
        card["cloudDefinition"] = own_cloud(&practice);
    });
    let refused = run(&home, &format!("connections import {CARD} --json"));
    assert_eq!(refused.code, Some(FINDING), "{refused:#?}");
    let document = refused.document();
    assert_eq!(document["trusted"], false);
    assert_eq!(document["card"]["hosts"][0]["receives"], "credentials");
    assert_eq!(document["card"]["hosts"][0]["known"], false);
    let list = |home| {
        run(home, "connections list --json").document()["connections"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(list(&home), 0);

    let taken = run(&home, &format!("connections import {CARD} --trust-hosts --json"));
    assert_eq!(taken.code, Some(DONE), "{taken:#?}");
    // The cloud came with the card, and is there at the next start.
    assert_eq!(list(&home), 1);
    let again = run(&home, &format!("connections import {CARD} --json"));
    assert_eq!(again.document()["already"], true, "{again:#?}");
    let exported = run(&home, "connections export Contoso --json").document();
    assert_eq!(exported["card"]["cloudDefinition"], own_cloud(&practice));
}

#[test]
fn what_is_no_card_is_refused() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "");
    let code = |home: &TempDir| {
        let outcome = run(home, &format!("connections import {CARD} --json"));
        assert_eq!(outcome.code, Some(ERROR), "{outcome:#?}");
        outcome.document()["error"]["code"].as_str().unwrap().to_owned()
    };
    write_card(&home, &practice, "user", |card| card["clientSecret"] = "x".into());
    assert_eq!(code(&home), "card_malformed");
    write_card(&home, &practice, "user", |card| card["handrailCard"] = 7.into());
    assert_eq!(code(&home), "card_too_new");
    write_card(&home, &practice, "user", |_| ());
    assert_eq!(code(&home), "cloud_unknown");
}
