//! The page that the browser shows once the answer has arrived. Static: nothing of the request is in it.

use serde::{Deserialize, Serialize};

/// The words of the page, from the language files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LandingPage {
    /// BCP 47 tag: `en`, `fr`.
    pub language: String,
    /// One line: the answer has arrived.
    pub title: String,
    /// What to do now.
    pub message: String,
}

/// The pages of a registration that is made: one after each answer that the browser brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LandingPages {
    /// After the consent.
    pub consent: LandingPage,
    /// After the sign-in.
    pub sign_in: LandingPage,
}

const STYLE: &str = "body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f5f5f5;\
color:#242424;font:16px/1.5 'Segoe UI',system-ui,sans-serif}main{background:#fff;border-radius:12px;padding:40px 48px;\
max-width:26rem;box-shadow:0 2px 8px rgba(0,0,0,.14)}h1{font-size:22px;margin:0 0 8px}p{margin:0;color:#616161}\
@media(prefers-color-scheme:dark){body{background:#1f1f1f;color:#fff}main{background:#292929}p{color:#d6d6d6}}";

impl LandingPage {
    /// The page, whose only style carries the nonce that its policy allows.
    pub(super) fn html(&self, nonce: &str) -> String {
        let [language, title, message] =
            [&self.language, &self.title, &self.message].map(|text| escaped(text));
        format!(
            "<!doctype html><html lang=\"{language}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title>\
             <style nonce=\"{nonce}\">{STYLE}</style></head>\
             <body><main><h1>{title}</h1><p>{message}</p></main></body></html>"
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
