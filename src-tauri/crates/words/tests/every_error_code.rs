//! Every code that the assistant can answer with has words in every language.

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
