//! The page that a partner puts on its own web server: where a customer's browser ends after the consent page. It loads
//! nothing, sends nothing and keeps nothing; whether somebody accepted or cancelled, it reads from its own address.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::outside::Speech;

const STYLE: &str = include_str!("redirect_page.css");
/// Beside the window's own code, where scripts are checked and tested.
const SCRIPT: &str = include_str!("../../../../../ui/src/features/tenants/invite/redirect_page.js");

/// The page in one language.
pub(crate) fn redirect_page(speech: &dyn Speech) -> Markup {
    let say = |key: &str| {
        let key = format!("invitations.page.{key}");
        speech
            .say(&key, &std::collections::BTreeMap::new())
            .unwrap_or(key)
    };
    html! {
        (DOCTYPE)
        html lang=(speech.language()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                meta http-equiv="Content-Security-Policy" content=(policy(STYLE, Some(SCRIPT)));
                meta name="referrer" content="no-referrer";
                meta name="robots" content="noindex";
                meta name="color-scheme" content="light dark";
                title { (say("title")) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    section #neutral { h1 { (say("title")) } p { (say("neutral")) } }
                    section #accepted hidden { h1 { (say("accepted_title")) } p { (say("accepted")) } }
                    section #refused hidden {
                        h1 { (say("refused_title")) }
                        p { (say("refused")) }
                        p { span.label { (say("reason")) } " " code #reason {} }
                    }
                    p.last { (say("close")) }
                }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// What a page of ours may do: show itself, with exactly this style and this script.
pub(super) fn policy(style: &str, script: Option<&str>) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    let script = script.map(|script| format!("; script-src {}", hash(script)));
    format!(
        "default-src 'none'; style-src {}{}; base-uri 'none'; form-action 'none'",
        hash(style),
        script.unwrap_or_default()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Keys;

    #[test]
    fn the_page_names_no_address_and_may_use_none() {
        let page = redirect_page(&Keys).into_string();
        for loads in [
            "http:",
            "https:",
            "src=",
            "href=",
            "url(",
            "@import",
            "fetch",
            "innerHTML",
        ] {
            assert!(!page.contains(loads), "{loads}");
        }
        assert!(page.contains("default-src 'none'") && !page.contains("unsafe-inline"));
    }

    #[test]
    fn the_policy_allows_the_texts_as_they_stand_in_the_page() {
        // The SHA-256 of the empty text, as openssl computes it.
        let empty = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
        assert!(policy("", None).contains(&format!("style-src {empty};")));
        let page = redirect_page(&Keys).into_string();
        assert!(page.contains(&format!("<style>{STYLE}</style>")));
        assert!(page.contains(&format!("<script>{SCRIPT}</script>")));
    }
}
