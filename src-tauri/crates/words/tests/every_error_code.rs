//! Every code that the assistant can answer with has words in every language.

use std::collections::{BTreeMap, BTreeSet};

use handrail_assistant::diagnosis::catalogue;
use handrail_assistant::error::ErrorCode;
use handrail_words::{Language, Words};
use serde::Deserialize;
use serde::de::value::Error;
use serde::de::{Deserializer, Error as _, Visitor};

/// Reads nothing: asks the type itself which variants it has, so that a new code cannot be forgotten here.
struct Variants<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for Variants<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("not an enum"))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        *self.0 = variants;
        Err(Error::custom("only the names were wanted"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

fn every_code() -> &'static [&'static str] {
    let mut names: &'static [&'static str] = &[];
    let _ = ErrorCode::deserialize(Variants(&mut names));
    names
}

#[test]
fn every_error_code_has_a_title_a_cause_and_an_action_in_every_language() {
    assert!(every_code().len() > 60, "{} codes were found", every_code().len());
    let gaps: Vec<String> = Language::ALL
        .into_iter()
        .flat_map(|language| every_code().iter().map(move |code| (language, code)))
        .flat_map(|(language, code)| {
            ["title", "cause", "action"].map(|part| (language, format!("errors.{code}.{part}")))
        })
        .filter(|(language, key)| !Words::of(*language).has(key))
        .map(|(language, key)| format!("{language}: {key}"))
        .collect();
    assert!(gaps.is_empty(), "without words: {gaps:#?}");
}

/// The words of Entra's numbers: number, then title, cause and action.
type Numbers = BTreeMap<String, BTreeMap<String, String>>;

fn numbers(language: Language) -> Numbers {
    let json = match language {
        Language::English => include_str!("../../../../ui/src/i18n/en/aadsts.json"),
        Language::French => include_str!("../../../../ui/src/i18n/fr/aadsts.json"),
    };
    // A file of another shape has no numbers, which the comparison with the catalogue tells.
    serde_json::from_str(json).unwrap_or_default()
}

/// Each text of a language with its number and part.
fn texts(language: Language) -> Vec<((String, String), String)> {
    let texts = numbers(language).into_iter().flat_map(|(number, parts)| {
        parts
            .into_iter()
            .map(move |(part, text)| ((number.clone(), part), text))
    });
    texts.collect()
}

#[test]
fn the_numbers_of_the_catalogue_and_the_numbers_with_words_are_the_same() {
    let known: BTreeSet<String> = catalogue::entries().map(|entry| entry.code.to_string()).collect();
    for language in Language::ALL {
        let worded: BTreeSet<String> = numbers(language).into_keys().collect();
        let differ: Vec<&String> = known.symmetric_difference(&worded).collect();
        assert!(
            differ.is_empty(),
            "{language}: in one of the two only: {differ:?}"
        );
    }
}

#[test]
fn every_number_has_a_title_a_cause_and_an_action_and_nothing_else() {
    for language in Language::ALL {
        for (number, parts) in numbers(language) {
            assert!(
                parts.keys().eq(["action", "cause", "title"]),
                "{language}: {number} has {:?}",
                parts.keys()
            );
        }
    }
}

#[test]
fn the_words_of_a_number_are_short_clean_and_without_places_for_values() {
    for language in Language::ALL {
        for ((number, part), text) in texts(language) {
            let at = format!("{language}: aadsts.{number}.{part}");
            assert!(!text.is_empty() && text.trim() == text, "blanks: {at}");
            assert!(!text.contains("  ") && !text.contains("{{"), "{at}");
            let (most, sentence) = if part == "title" { (80, false) } else { (260, true) };
            assert!(text.chars().count() <= most, "too long: {at}");
            assert_eq!(text.ends_with('.'), sentence, "the full stop: {at}");
        }
    }
}

#[test]
fn no_text_of_a_number_was_left_in_the_other_language() {
    let french: BTreeMap<_, _> = texts(Language::French).into_iter().collect();
    let same: Vec<_> = texts(Language::English)
        .into_iter()
        .filter(|(key, text)| french.get(key) == Some(text))
        .collect();
    assert!(same.is_empty(), "the same in both: {same:#?}");
}

#[test]
fn no_two_numbers_have_the_same_title() {
    for language in Language::ALL {
        let titles: Vec<String> = numbers(language)
            .into_values()
            .filter_map(|mut parts| parts.remove("title"))
            .collect();
        let different: BTreeSet<&String> = titles.iter().collect();
        assert_eq!(different.len(), titles.len(), "{language}");
    }
}
