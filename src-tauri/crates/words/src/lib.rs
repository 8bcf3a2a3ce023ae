//! People's words outside the window: the window's own language files, read by the parts without a window.
//!
//! `ui/src/i18n/{en,fr}/*.json`, a file for each word of the layout, is the only place where Handrail keeps sentences. The window reads it through i18next;
//! this crate reads it for the command line and for the page that the browser shows after a sign-in. Both
//! understand the same small subset of i18next: dotted keys, `{{name}}`, and `_one` / `_other` for counts.

mod fill;
mod language;

use std::sync::OnceLock;

use serde_json::{Map, Value};

pub use self::language::{Language, UnknownLanguage};

/// One file a word: its name, and its text in English and in French.
macro_rules! files {
    ($($word:literal),+ $(,)?) => {
        [$((
            $word,
            include_str!(concat!("../../../../ui/src/i18n/en/", $word, ".json")),
            include_str!(concat!("../../../../ui/src/i18n/fr/", $word, ".json")),
        )),+]
    };
}

const FILES: [(&str, &str, &str); 21] = files![
    "aadsts",
    "app",
    "checklist",
    "cli",
    "common",
    "defender",
    "diagnosis",
    "errors",
    "home",
    "hunting",
    "invitations",
    "keeping",
    "registration",
    "results",
    "settings",
    "sign_in",
    "snippets",
    "support",
    "sweep",
    "tenants",
    "token",
];

/// The words of one language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    language: Language,
    table: &'static Value,
}

/// What a person reads about one cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorWords {
    /// What is the matter, in one line.
    pub title: String,
    /// Why, in plain words.
    pub cause: String,
    /// The one thing to do next.
    pub action: String,
}

impl Words {
    /// The words of a language. A language tag such as `"fr"` or `"fr-CA"` works too; without words of its own
    /// it means English.
    pub fn of(language: impl Into<Language>) -> Self {
        let language = language.into();
        Self {
            language,
            table: table(language),
        }
    }

    /// Which language this is.
    pub fn language(self) -> Language {
        self.language
    }

    /// The text under a dotted key, with each `{{name}}` replaced. A key without words comes back as it is, so
    /// that a gap is seen and never panics.
    pub fn text<K, V>(self, key: &str, params: impl IntoIterator<Item = (K, V)>) -> String
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        self.find(key)
            .map_or_else(|| key.to_owned(), |template| fill::fill(template, params))
    }

    /// The text under a key that needs no values.
    pub fn plain(self, key: &str) -> String {
        self.text(key, [("", ""); 0])
    }

    /// The text for a number of things: the key with `_one` or `_other` behind it, `{{count}}` replaced as well.
    pub fn counted(self, key: &str, count: u64) -> String {
        let form = if self.language.is_singular(count) {
            "one"
        } else {
            "other"
        };
        self.text(&format!("{key}_{form}"), [("count", count.to_string())])
    }

    /// The words for the stable code of a cause, with its parameters.
    pub fn error<K, V>(self, code: &str, params: impl IntoIterator<Item = (K, V)> + Clone) -> ErrorWords
    where
        K: AsRef<str>,
        V: AsRef<str>,
    {
        let text = |part: &str| self.text(&format!("errors.{code}.{part}"), params.clone());
        ErrorWords {
            title: text("title"),
            cause: text("cause"),
            action: text("action"),
        }
    }

    /// The words for a number of Entra's error catalogue.
    pub fn aadsts(self, number: u32) -> ErrorWords {
        let text = |part: &str| self.plain(&format!("aadsts.{number}.{part}"));
        ErrorWords {
            title: text("title"),
            cause: text("cause"),
            action: text("action"),
        }
    }

    /// Is there a text under this key?
    pub fn has(self, key: &str) -> bool {
        self.find(key).is_some()
    }

    fn find(self, key: &str) -> Option<&'static str> {
        key.split('.')
            .try_fold(self.table, |table, part| table.get(part))?
            .as_str()
    }
}

fn table(language: Language) -> &'static Value {
    static TABLES: [OnceLock<Value>; 2] = [OnceLock::new(), OnceLock::new()];
    let slot = match language {
        Language::English => &TABLES[0],
        Language::French => &TABLES[1],
    };
    slot.get_or_init(|| {
        let texts = FILES.iter().map(|(word, english, french)| {
            let text = match language {
                Language::English => english,
                Language::French => french,
            };
            ((*word).to_owned(), serde_json::from_str(text).unwrap_or_default())
        });
        texts.collect::<Map<_, _>>().into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_its_dotted_key_in_each_language() {
        assert_eq!(Words::of(Language::English).plain("common.cancel"), "Cancel");
        assert_eq!(Words::of(Language::French).plain("common.cancel"), "Annuler");
    }

    #[test]
    fn every_language_file_of_the_window_is_read() {
        for language in ["en", "fr"] {
            let folder = format!("{}/../../../ui/src/i18n/{language}", env!("CARGO_MANIFEST_DIR"));
            let mut found: Vec<String> = std::fs::read_dir(folder)
                .unwrap()
                .filter_map(|entry| {
                    entry
                        .unwrap()
                        .path()
                        .file_name()?
                        .to_str()?
                        .strip_suffix(".json")
                        .map(str::to_owned)
                })
                .collect();
            found.sort();
            assert_eq!(found, FILES.map(|(word, _, _)| word));
        }
        for (word, english, french) in FILES {
            for text in [english, french] {
                assert!(
                    serde_json::from_str::<Value>(text).is_ok_and(|table| table.is_object()),
                    "{word}"
                );
            }
        }
    }

    #[test]
    fn a_key_without_words_comes_back_as_it_is() {
        for key in ["no.such.key", "common", ""] {
            assert_eq!(Words::of(Language::English).plain(key), key);
        }
    }

    #[test]
    fn an_error_has_three_texts_with_its_values_in_them() {
        let words = Words::of("fr").error("tenant_not_found", [("domain", "contoso.example")]);
        assert!(words.title.contains("contoso.example"), "{}", words.title);
        assert!(!words.cause.is_empty() && !words.action.is_empty());
    }

    #[test]
    fn counting_follows_the_grammar_of_the_language() {
        let (english, french) = (Words::of("en"), Words::of("fr"));
        assert_eq!(english.counted("cli.hello_world.incidents", 0), "0 incidents");
        assert_eq!(english.counted("cli.hello_world.incidents", 1), "1 incident");
        assert_eq!(french.counted("cli.hello_world.incidents", 0), "0 incident");
        assert_eq!(french.counted("cli.hello_world.incidents", 2), "2 incidents");
    }
}
