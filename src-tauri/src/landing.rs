//! The words that the browser shows once it has handed over its answer.

use handrail_assistant::sign_in::{LandingPage, LandingPages};
use handrail_words::Words;

/// The page after a sign-in.
pub(crate) fn page(words: Words) -> LandingPage {
    said(words, SIGN_IN)
}

/// The page after the consent of a customer's administrator.
pub(crate) fn consent_page(words: Words) -> LandingPage {
    said(words, CONSENT)
}

/// Both, for a registration that is made.
pub(crate) fn pages(words: Words) -> LandingPages {
    LandingPages {
        consent: consent_page(words),
        sign_in: page(words),
    }
}

const SIGN_IN: [&str; 2] = ["sign_in.landing.title", "sign_in.landing.message"];
const CONSENT: [&str; 2] = ["invitations.landing.title", "invitations.landing.message"];

fn said(words: Words, keys: [&str; 2]) -> LandingPage {
    let [title, message] = keys.map(|key| words.plain(key));
    LandingPage {
        language: words.language().tag().to_owned(),
        title,
        message,
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
            for key in SIGN_IN.into_iter().chain(CONSENT) {
                assert!(words.has(key), "{language}: {key}");
            }
            assert_eq!(page(words).language, language.tag());
        }
    }
}
