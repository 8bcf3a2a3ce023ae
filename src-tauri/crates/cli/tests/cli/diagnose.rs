//! `handrail diagnose`.

use serde_json::Value;

use crate::run::{DONE, FINDING, WRONG_USAGE, run, run_with_input};

fn diagnosed(line: &str, input: &str) -> (Option<i32>, Value) {
    let home = tempfile::tempdir().unwrap();
    let outcome = run_with_input(&home, &format!("diagnose - --json {line}"), input);
    (outcome.code, outcome.document())
}

#[test]
fn a_number_ends_in_one_cause_with_its_step_words_and_link() {
    let text = "AADSTS7000215: Invalid client secret provided for app '631a96bc-a705-4eda-9f99-fdaf9f54f6a2'.\n\
        Trace ID: 5b6c7d8e-9fa0-4b1c-8d2e-3f4051627300\nCorrelation ID: 6a7b8c9d-0e1f-4203-8415-263748596a7b\n\
        Timestamp: 2026-07-07 07:07:07Z";
    let (code, document) = diagnosed("", text);
    assert_eq!(code, Some(FINDING), "{document:#}");
    let finding = &document["finding"];
    assert_eq!(document["recognised"], "aadsts");
    assert_eq!(
        (&finding["id"], &finding["code"], &finding["step"]),
        (&"secret_wrong".into(), &7_000_215.into(), &"secret".into())
    );
    for words in ["title", "cause", "fix"] {
        let text = finding[words].as_str().unwrap();
        assert!(!text.is_empty() && !text.starts_with("aadsts."), "{text}");
    }
    let link = finding["link"].as_str().unwrap();
    assert!(link.contains("631a96bc-a705-4eda-9f99-fdaf9f54f6a2"), "{link}");
    assert_eq!(
        document["trace"]["correlationId"],
        "6a7b8c9d-0e1f-4203-8415-263748596a7b"
    );
    assert_eq!(document["trace"]["timestamp"], "2026-07-07 07:07:07Z");
    let others = document["alternatives"].as_array().unwrap();
    assert!(others.iter().all(|other| {
        other["step"].is_string()
            && other["title"]
                .as_str()
                .is_some_and(|title| !title.contains(".title"))
    }));
}

#[test]
fn what_is_known_beside_the_text_narrows_the_cause() {
    let text = "AADSTS7000218: The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    let (_, with_a_person) = diagnosed("--flow device_code --as user", text);
    assert_eq!(with_a_person["finding"]["step"], "public-client-flag");
    let (_, without) = diagnosed("--flow client_credentials", text);
    assert_eq!(without["finding"]["step"], "secret");
}

#[test]
fn an_unknown_text_is_shown_whole_without_its_secrets_and_never_guessed() {
    let secret = "Qz18Q~MadeUpForHandrail.NotARealOne_0000";
    let text = format!(
        "the frobnicator said no\npassword={secret}\nCorrelation ID: 6a7b8c9d-0e1f-4203-8415-263748596a7b"
    );
    let (code, document) = diagnosed("", &text.replace(secret, "hunter2hunter2"));
    assert_eq!(code, Some(FINDING));
    assert_eq!(document["recognised"], "unknown");
    assert_eq!(document["finding"]["step"], "unknown");
    assert_eq!(document["finding"]["confidence"], "unsure");
    assert!(document["finding"]["link"].as_str().unwrap().ends_with("/error"));
    let shown = document["text"].as_str().unwrap();
    assert!(
        shown.contains("the frobnicator said no") && !shown.contains("hunter2"),
        "{shown}"
    );

    let home = tempfile::tempdir().unwrap();
    for line in ["diagnose --json", "diagnose --lang fr"] {
        let outcome = run_with_input(&home, line, &text);
        assert_eq!(outcome.code, Some(FINDING), "{outcome:#?}");
        assert!(
            !outcome.everything().contains("MadeUpForHandrail"),
            "{outcome:#?}"
        );
    }
}

#[test]
fn nothing_wrong_ends_well_and_nothing_at_all_is_wrong_usage() {
    let (code, document) = diagnosed(
        "",
        "http://localhost:8080/?admin_consent=True&tenant=5d4c3b2a-1908-4f7e-8d6c-5b4a39281706&state=k9",
    );
    assert_eq!((code, &document["finding"]), (Some(DONE), &Value::Null));
    let home = tempfile::tempdir().unwrap();
    assert_eq!(
        run_with_input(&home, "diagnose --json", " \n").code,
        Some(WRONG_USAGE)
    );
    assert_eq!(run(&home, "diagnose --flow sideways").code, Some(WRONG_USAGE));
}

#[test]
fn a_long_log_is_read_to_its_end() {
    let home = tempfile::tempdir().unwrap();
    let mut huge = "2026-10-10 10:10:10 INFO nothing to see here <p>&amp;%41 \\u0041\n".repeat(2_000);
    huge.push_str("AADSTS50105: not assigned");
    let outcome = run_with_input(&home, "diagnose --json", &huge);
    assert_eq!(outcome.document()["finding"]["step"], "user-assignment");
}
