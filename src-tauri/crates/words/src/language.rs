//! Which language a person reads.

use std::fmt;
use std::str::FromStr;

/// A language that Handrail speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// English, also where nothing else is known.
    #[default]
    English,
    /// French.
    French,
}

/// Handrail does not speak this language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownLanguage;

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("en or fr")
    }
}

impl std::error::Error for UnknownLanguage {}

impl Language {
    /// Every language, English first.
    pub const ALL: [Self; 2] = [Self::English, Self::French];

    /// The two letters of ISO 639-1.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// The language of the environment, in the order of POSIX ("Environment Variables", section 8.2): the first
    /// of `LC_ALL`, `LC_MESSAGES` and `LANG` that is set and not empty decides.
    pub fn of_environment(variable: impl Fn(&str) -> Option<String>) -> Self {
        ["LC_ALL", "LC_MESSAGES", "LANG"]
            .into_iter()
            .find_map(|name| variable(name).filter(|value| !value.is_empty()))
            .and_then(|value| value.parse().ok())
            .unwrap_or_default()
    }

    /// Is this number followed by the singular? French counts zero among it (Unicode CLDR, plural rules).
    pub fn is_singular(self, count: u64) -> bool {
        match self {
            Self::English => count == 1,
            Self::French => count <= 1,
        }
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// Reads a locale of the system (`fr_FR.UTF-8`) as well as a language tag (`fr-CA`).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let language = text.split(['_', '-', '.', '@']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|known| known.tag().eq_ignore_ascii_case(language))
            .ok_or(UnknownLanguage)
    }
}

impl From<&str> for Language {
    fn from(tag: &str) -> Self {
        tag.parse().unwrap_or_default()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_is_read_down_to_its_language() {
        for text in ["fr", "fr_FR.UTF-8", "fr-CA", "FR", "fr_BE@euro"] {
            assert_eq!(text.parse(), Ok(Language::French), "{text}");
        }
        for text in ["C", "POSIX", "de_DE.UTF-8", "", "french"] {
            assert_eq!(text.parse::<Language>(), Err(UnknownLanguage), "{text}");
        }
    }

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let environment = |pairs: &'static [(&str, &str)]| {
            Language::of_environment(move |name| {
                pairs
                    .iter()
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(environment(&[("LANG", "fr_FR.UTF-8")]), Language::French);
        assert_eq!(
            environment(&[("LC_ALL", ""), ("LANG", "fr_FR.UTF-8")]),
            Language::French
        );
        assert_eq!(
            environment(&[("LC_ALL", "C"), ("LANG", "fr_FR.UTF-8")]),
            Language::English
        );
        assert_eq!(
            environment(&[("LC_MESSAGES", "fr"), ("LANG", "en_US.UTF-8")]),
            Language::French
        );
        assert_eq!(environment(&[]), Language::English);
    }
}
