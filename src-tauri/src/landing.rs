//! The words that the browser shows once it has handed over its answer.

use handrail_assistant::sign_in::LandingPage;
use handrail_words::Words;

/// The page in that language.
pub(crate) fn page(words: Words) -> LandingPage {
    LandingPage {
        language: words.language().tag().to_owned(),
        title: words.plain("sign_in.landing.title"),
        message: words.plain("sign_in.landing.message"),
    }
}

#[cfg(test)]
mod tests {
    use handrail_words::Language;

    use super::*;

    #[test]
    fn the_browser_shows_words_in_each_language() {
        for language in Language::ALL {
            let words = Words::of(language);
            assert!(
                words.has("sign_in.landing.title") && words.has("sign_in.landing.message"),
                "{language}"
            );
            assert_eq!(page(words).language, language.tag());
        }
    }
}
