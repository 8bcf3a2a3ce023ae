//! Every ready question has words in every language, and nothing else has.

use std::collections::BTreeSet;

use handrail_assistant::clock::SystemClock;
use handrail_assistant::defender::questions;
use handrail_words::{Language, Words};

#[test]
fn every_question_has_a_title_and_a_reason_in_every_language() {
    let questions = questions(&SystemClock);
    assert!(questions.len() >= 12);
    for language in Language::ALL {
        for question in &questions {
            for part in ["title", "why"] {
                let key = format!("home.questions.{}.{part}", question.id);
                assert!(Words::of(language).has(&key), "{language}: {key}");
            }
        }
    }
}

#[test]
fn no_words_are_left_of_a_question_that_is_gone() {
    let asked: BTreeSet<String> = questions(&SystemClock).into_iter().map(|one| one.id).collect();
    for text in [
        include_str!("../../../../ui/src/i18n/en/home.json"),
        include_str!("../../../../ui/src/i18n/fr/home.json"),
    ] {
        let home: serde_json::Value = serde_json::from_str(text).unwrap();
        let worded: BTreeSet<String> = home["questions"].as_object().unwrap().keys().cloned().collect();
        assert_eq!(worded, asked);
    }
}
