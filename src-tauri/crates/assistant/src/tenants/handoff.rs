//! The handoff pack: one page for a customer's administrator that says what is granted, why, who may approve, what
//! Microsoft's page looks like and how to take it back. No script, nothing from elsewhere; it prints on two sheets.

use jiff::Timestamp;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::letter::{Letter, LetterWords, purpose};
use super::qr::QrPicture;
use super::redirect_page::policy;
use crate::clock::rfc3339;
use crate::error::Result;
use crate::outside::Speech;

const STYLE: &str = include_str!("handoff.css");

/// The page about a letter.
pub(crate) fn handoff_page(letter: &Letter, at: Timestamp, speech: &dyn Speech) -> Result<Markup> {
    let page = Page {
        letter,
        qr: letter.qr()?,
        at: rfc3339(at),
        words: letter.words(speech),
    };
    Ok(page.whole())
}

struct Page<'a> {
    letter: &'a Letter,
    qr: QrPicture,
    at: String,
    words: LetterWords<'a>,
}

impl Page<'_> {
    fn say(&self, key: &str) -> String {
        self.words.say(&format!("handoff.{key}"))
    }

    fn whole(&self) -> Markup {
        html! {
            (DOCTYPE)
            html lang=(self.words.language()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width";
                    meta http-equiv="Content-Security-Policy" content=(policy(STYLE, None));
                    meta name="referrer" content="no-referrer";
                    meta name="color-scheme" content="light dark";
                    title { (self.say("title")) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    header {
                        @if self.letter.cloud.practice { p { span.practice { (self.say("practice")) } } }
                        h1 { (self.say("title")) }
                        p.lead { (self.say(if self.letter.partner.is_some() { "lead" } else { "lead_alone" })) }
                    }
                    main {
                        (self.open())
                        (self.grants())
                        (self.section("who", &html! { p { (self.words.say(self.letter.who())) } p { (self.words.say("who.not_global")) } }))
                        (self.prompt())
                        (self.section("end", &html! { p { (self.words.say(self.letter.ending())) } p { (self.words.say("ending.no_report")) } }))
                        (self.section("revoke", &html! { ol { @for step in ["revoke_open", "revoke_choose", "revoke_delete"] { li { (self.say(step)) } } } p { (self.say("revoke_effect")) } }))
                        (self.records())
                    }
                    footer { "Handrail " (env!("CARGO_PKG_VERSION")) " · " (self.at.replace('T', " ").replace('Z', " UTC")) }
                }
            }
        }
    }

    fn section(&self, title: &str, content: &Markup) -> Markup {
        html! { section { h2 { (self.say(title)) } (content) } }
    }

    fn open(&self) -> Markup {
        let link = self.letter.link.as_str();
        let content = html! {
            div.open {
                div {
                    p { (self.say("open_text")) }
                    p { a.button href=(link) { (self.say("open_button")) } }
                    p.address { (link) }
                    p { strong { (self.say("check_address")) } }
                }
                figure.qr {
                    svg viewBox=(format!("0 0 {0} {0}", self.qr.size)) role="img" aria-label=(self.say("qr")) shape-rendering="crispEdges" {
                        path d=(self.qr.path) {}
                    }
                    figcaption { (self.say("qr")) }
                }
            }
        };
        self.section("open", &content)
    }

    fn grants(&self) -> Markup {
        let asked = &self.letter.asked;
        let content = html! {
            @if asked.is_empty() { p { (self.words.say("message.permissions_unknown")) } }
            @else {
                p { (self.say("asked_lead")) }
                table {
                    thead { tr { @for column in ["permission", "lets", "why"] { th scope="col" { (self.say(&format!("column_{column}"))) } } } }
                    tbody {
                        @for asked in asked {
                            tr {
                                th scope="row" { code { (asked.grant.permission) } br; span.api { (self.words.borrow(&format!("common.api.{}", asked.grant.api))) } }
                                td { (self.purpose(purpose(asked.wanted), "lets")) }
                                td { (self.purpose(purpose(asked.wanted), "why")) }
                            }
                        }
                    }
                }
                p { (self.words.say(self.letter.extent())) }
            }
        };
        self.section("asked", &content)
    }

    fn purpose(&self, purpose: &str, part: &str) -> String {
        self.words.say(&format!("purpose.{purpose}.{part}"))
    }

    /// Microsoft's page, drawn with the words of its own language.
    fn prompt(&self) -> Markup {
        let portal = |key: &str| self.words.borrow(&format!("checklist.portal.{key}"));
        let content = html! {
            div.prompt {
                figure role="img" aria-label=(self.say("prompt_label")) {
                    div.page aria-hidden="true" {
                        p.microsoft { "Microsoft" }
                        p.who { "admin@" (self.letter.domain) }
                        p.heading { (portal("consent_page")) br; span { (portal("consent_review")) } }
                        p.app { (self.letter.app) br; span.unverified { "⚠ " (self.say("unverified")) } }
                        p.warning { (self.say("not_published")) }
                        ul { @for asked in &self.letter.asked { li { (asked.grant.permission) } } }
                        p.buttons { span { (portal("cancel")) } " " span.accept { (portal("accept")) } }
                    }
                }
                div {
                    p { (self.say("prompt_text")) }
                    p { strong { (self.say("unverified_title")) } " " (self.say("unverified_text")) }
                    p { (self.say("prompt_name")) }
                }
            }
        };
        self.section("prompt", &content)
    }

    fn records(&self) -> Markup {
        let letter = self.letter;
        let fact =
            |label: &str, value: &str| html! { tr { th scope="row" { (self.say(label)) } td { (value) } } };
        let content = html! {
            table.facts {
                tbody {
                    (fact("client_id", &letter.client_id.to_string()))
                    @if let Some(partner) = &letter.partner { (fact("partner", partner)) }
                    (fact("tenant", &format!("{} ({})", letter.domain, letter.tenant.id())))
                    (fact("answer", &letter.redirect_uri))
                }
            }
        };
        self.section("records", &content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::results::Keys;
    use crate::tenants::letter::tests::letter;

    fn page(letter: &Letter) -> String {
        let page = handoff_page(letter, Timestamp::UNIX_EPOCH, &Keys).unwrap();
        page.into_string()
    }

    #[test]
    fn the_page_shows_every_permission_with_what_it_is_for() {
        let page = page(&letter());
        for text in [
            "<code>Incident.Read.All</code>",
            "invitations.purpose.incidents.lets",
            "invitations.purpose.hunting.why",
            "invitations.handoff.unverified",
            "admin@fabrikam.example",
        ] {
            assert!(page.contains(text), "{text}: {page}");
        }
    }

    #[test]
    fn names_that_others_chose_stay_text() {
        let hostile = "</td><script>alert(1)</script>\"'";
        let letter = Letter {
            app: hostile.into(),
            partner: Some(hostile.into()),
            customer: hostile.into(),
            domain: hostile.into(),
            redirect_uri: hostile.into(),
            ..letter()
        };
        let page = page(&letter);
        assert!(!page.contains("<script"), "{page}");
        assert!(page.matches("&lt;script&gt;").count() >= 5);
    }

    #[test]
    fn the_page_loads_nothing_and_leads_to_the_consent_page_only() {
        let page = page(&letter());
        for loads in ["src=", "url(", "@import", "<script", "unsafe-inline", "style="] {
            assert!(!page.contains(loads), "{loads}");
        }
        let link = letter().link.as_str().replace('&', "&amp;");
        assert_eq!(page.matches("href=").count(), 1);
        assert!(page.contains(&format!("href=\"{link}\"")));
    }
}
