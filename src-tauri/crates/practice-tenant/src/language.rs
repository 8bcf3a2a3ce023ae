//! English or French, as the browser asks.

use axum::extract::FromRequestParts;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::request::Parts;
use std::convert::Infallible;

use crate::cookies;

/// The cookie that keeps the language somebody chose.
pub(crate) const COOKIE: &str = "practice-lang";

/// The two languages of the practice pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) enum Language {
    /// English, also for every other language.
    #[default]
    English,
    /// French.
    French,
}

impl Language {
    /// The tag for `<html lang>` and for `?lang=`.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The first of the two that a tag such as `fr-CA` or a list such as `de, fr;q=0.8, en;q=0.5` names.
    fn first_of(tags: &str) -> Option<Self> {
        let mut choices: Vec<(f32, Self)> = tags
            .split([',', ' '])
            .filter_map(|entry| {
                let (tag, weight) = entry.split_once(';').unwrap_or((entry, ""));
                let weight = weight
                    .trim()
                    .strip_prefix("q=")
                    .and_then(|q| q.parse().ok())
                    .unwrap_or(1.0);
                let language = match tag.trim().get(..2)?.to_ascii_lowercase().as_str() {
                    "fr" => Self::French,
                    "en" => Self::English,
                    _ => return None,
                };
                (weight > 0.0).then_some((weight, language))
            })
            .collect();
        choices.sort_by(|a, b| b.0.total_cmp(&a.0));
        choices.first().map(|(_, language)| *language)
    }

    fn of_request(parts: &Parts) -> Self {
        let query = parts.uri.query().unwrap_or_default();
        let asked = url::form_urlencoded::parse(query.as_bytes())
            .filter(|(name, _)| matches!(name.as_ref(), "lang" | "mkt" | "ui_locales"))
            .find_map(|(_, tags)| Self::first_of(&tags));
        let cookie = || cookies::named(&parts.headers, COOKIE).and_then(Self::first_of);
        let header = || Self::first_of(parts.headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?);
        asked.or_else(cookie).or_else(header).unwrap_or_default()
    }
}

impl<S: Sync> FromRequestParts<S> for Language {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of_request(parts))
    }
}

/// The same words in both languages. A page asks for [`Text::to`]; a missing translation does not compile.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Text {
    /// English.
    pub(crate) en: &'static str,
    /// French.
    pub(crate) fr: &'static str,
}

impl Text {
    /// The words in `language`.
    pub(crate) const fn to(self, language: Language) -> &'static str {
        match language {
            Language::English => self.en,
            Language::French => self.fr,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_wins() {
        assert_eq!(
            Language::first_of("de-DE,fr;q=0.8,en;q=0.7"),
            Some(Language::French)
        );
        assert_eq!(Language::first_of("fr;q=0.2, en-GB"), Some(Language::English));
        assert_eq!(Language::first_of("de, nl"), None);
        assert_eq!(Language::first_of("fr;q=0"), None);
        assert_eq!(Language::first_of("é"), None);
    }
}
