//! `handrail customers add`, as a schedule runs it.

use std::fs;

use serde_json::Value;
use tempfile::TempDir;

use crate::run::{DONE, ERROR, FINDING, Outcome, PARTLY, Practice, WRONG_USAGE, run};

/// Adds to the partner that is named on the line.
fn add(home: &TempDir, practice: &Practice, line: &str) -> Outcome {
    let partner = format!(
        "--tenant {} --client-id {}",
        practice.text("/tenantDomain"),
        practice.text("/apps/partner/clientId")
    );
    run(
        home,
        &format!("customers add {partner} {line} {} --json", practice.cloud()),
    )
}

fn domains(document: &Value, list: &str) -> Vec<String> {
    let customers = document[list].as_array().unwrap().iter();
    customers
        .map(|customer| customer["domain"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn a_list_is_partly_added_and_each_bad_line_has_its_number_and_reason() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--customers 2");
    let (first, second) = (
        practice.text("/customers/0/domain"),
        practice.text("/customers/1/domain"),
    );
    let table = format!("Domaine;Soci\u{e9}t\u{e9}\n{first};Un\nnowhere.example;Deux\n{second};\n");
    fs::write(home.path().join("customers.csv"), table).unwrap();
    let outcome = add(&home, &practice, "--csv customers.csv");
    assert_eq!(outcome.code, Some(PARTLY), "{outcome:#?}");
    let document = outcome.document();
    assert_eq!(domains(&document, "added"), [first, second]);
    assert_eq!(
        document["added"][0]["tenantId"],
        practice.text("/customers/0/tenantId")
    );
    assert_eq!(document["added"][0]["cloud"], "practice");
    assert_eq!(document["added"][0]["name"], "Un");
    let refused = &document["refused"][0];
    assert_eq!(
        (&refused["line"], &refused["code"]),
        (&3.into(), &"tenant_not_found".into())
    );
    assert_eq!(refused["text"], "nowhere.example;Deux");
    assert!(
        refused["title"]
            .as_str()
            .is_some_and(|title| !title.starts_with("errors."))
    );

    // The same registration is the same connection, with the same roster.
    let again = add(&home, &practice, &format!("{first} {second}"));
    assert_eq!(again.code, Some(DONE), "{again:#?}");
    assert_eq!(domains(&again.document(), "known"), [first, second]);
    let list = run(&home, &format!("connections list {} --json", practice.cloud())).document();
    assert_eq!(list["connections"].as_array().unwrap().len(), 1);
}

#[test]
fn a_list_without_a_customer_in_it_is_told_by_the_exit_code() {
    let home = tempfile::tempdir().unwrap();
    let practice = Practice::start(&home, "--customers 1");
    let refused = add(&home, &practice, "nowhere.example contoso");
    assert_eq!(refused.code, Some(FINDING), "{refused:#?}");
    assert_eq!(refused.document()["refused"].as_array().unwrap().len(), 2);

    fs::write(home.path().join("empty.csv"), "Domain,Name\r\n").unwrap();
    for (file, code) in [
        ("empty.csv", "customer_list_empty"),
        ("missing.csv", "customer_list_unreadable"),
    ] {
        let outcome = add(&home, &practice, &format!("--csv {file}"));
        assert_eq!(outcome.code, Some(WRONG_USAGE), "{outcome:#?}");
        assert_eq!(outcome.document()["error"]["code"], code);
    }
    let unknown = run(&home, "customers add --connection Nobody contoso.com --json");
    assert_eq!(unknown.code, Some(ERROR), "{unknown:#?}");
}
