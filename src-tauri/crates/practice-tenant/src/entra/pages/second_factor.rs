//! The pages of the second factor.

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::entra::pages::{brand, page};
use crate::entra::words::second_factor as w;
use crate::language::Language;

/// What both pages show.
pub(crate) struct SecondFactorPage<'a> {
    pub(crate) language: Language,
    pub(crate) authority: &'a str,
    pub(crate) ctx: &'a str,
    pub(crate) user: &'a str,
}

impl SecondFactorPage<'_> {
    fn form(&self, inside: &Markup) -> Markup {
        html! {
            form method="post" action={ "/" (self.authority) "/second-factor" } {
                input type="hidden" name="ctx" value=(self.ctx);
                (inside)
            }
        }
    }
}

/// "Approve sign in request".
pub(crate) fn proof(shown: &SecondFactorPage<'_>, number: u8, wrong_number: bool) -> Response {
    let language = shown.language;
    let body = html! {
        (brand())
        p.quiet { (shown.user) }
        h1 { (w::APPROVE_TITLE.to(language)) }
        p { (w::APPROVE_HOW.to(language)) }
        p.number id="idRichContext_DisplaySign" { (number) }
        (shown.form(&html! {
            section.phone aria-labelledby="phone" {
                h2 id="phone" { (w::PHONE.to(language)) }
                p.quiet { (w::PHONE_HINT.to(language)) }
                label for="number" { (w::NUMBER.to(language)) }
                input id="number" name="number" type="text" inputmode="numeric" autocomplete="off" maxlength="2"
                    autofocus aria-invalid=[wrong_number.then_some("true")]
                    aria-describedby=[wrong_number.then_some("error")];
                @if wrong_number { p.error role="alert" id="error" { (w::WRONG_NUMBER.to(language)) } }
                // Enter presses the first button, so it comes first here and stands last on the page.
                p.actions.reversed {
                    button.primary type="submit" name="decision" value="approve" { (w::APPROVE.to(language)) }
                    button type="submit" name="decision" value="deny" { (w::DENY.to(language)) }
                }
            }
        }))
    };
    page(StatusCode::OK, w::APPROVE_TITLE.to(language), language, &body)
}

/// "More information required": the user has no authenticator app yet.
pub(crate) fn registration(shown: &SecondFactorPage<'_>) -> Response {
    let language = shown.language;
    let body = html! {
        (brand())
        p.quiet { (shown.user) }
        h1 { (w::MORE_TITLE.to(language)) }
        p { (w::MORE_WHY.to(language)) }
        p.quiet { (w::MORE_PRACTICE.to(language)) }
        (shown.form(&html! {
            p.actions {
                button type="submit" name="decision" value="cancel" { (w::CANCEL.to(language)) }
                button.primary type="submit" name="decision" value="register" autofocus { (w::SET_UP.to(language)) }
            }
        }))
    };
    page(StatusCode::OK, w::MORE_TITLE.to(language), language, &body)
}
