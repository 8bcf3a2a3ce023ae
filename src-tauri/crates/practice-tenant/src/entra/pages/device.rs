//! The pages of a sign-in for a device.

use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

use super::{brand, page};
use crate::entra::error::{EntraError, Trace};
use crate::entra::words::device as w;
use crate::language::Language;

/// The page that asks for the code. An error is shown with its number, and the code can be typed again.
pub(crate) fn enter_code(language: Language, typed: &str, error: Option<(&EntraError, &Trace)>) -> Response {
    let body = html! {
        (brand())
        h1 { (w::ENTER_CODE.to(language)) }
        p.quiet { (w::ENTER_CODE_HINT.to(language)) }
        @if let Some((error, _)) = error {
            p.error role="alert" id="error" { (w::refused(language, error.code)) " (AADSTS" (error.code) ")" }
        }
        form method="post" action="/devicelogin" {
            label for="otc" { (w::CODE.to(language)) }
            input id="otc" name="otc" type="text" value=(typed) autocomplete="off" autocapitalize="characters"
                spellcheck="false" autofocus aria-describedby=[error.map(|_| "error")];
            p.actions { button.primary id="idSIButton9" type="submit" { (w::NEXT.to(language)) } }
        }
        @if let Some((error, trace)) = error { (super::details(error, trace, language)) }
    };
    let status = error.map_or(StatusCode::OK, |_| StatusCode::BAD_REQUEST);
    page(status, w::ENTER_CODE.to(language), language, &body)
}

/// What the page that asks for a confirmation shows.
pub(crate) struct ConfirmPage<'a> {
    pub(crate) language: Language,
    pub(crate) authority: &'a str,
    pub(crate) ctx: &'a str,
    pub(crate) app: &'a str,
    pub(crate) user: &'a str,
}

pub(crate) fn confirm(shown: &ConfirmPage<'_>) -> Response {
    let language = shown.language;
    let title = w::confirm_title(language, shown.app);
    let body = html! {
        (brand())
        p.quiet { (shown.user) }
        h1 { (title) }
        p { (w::CONFIRM_WHY.to(language)) }
        form method="post" action={ "/" (shown.authority) "/device" } {
            input type="hidden" name="ctx" value=(shown.ctx);
            p.actions {
                button id="idBtn_Back" type="submit" name="decision" value="cancel" { (w::CANCEL.to(language)) }
                button.primary id="idSIButton9" type="submit" name="decision" value="continue" autofocus {
                    (w::CONTINUE.to(language))
                }
            }
        }
    };
    page(StatusCode::OK, &title, language, &body)
}

pub(crate) fn done(language: Language, app: &str) -> Response {
    let title = w::done_title(language, app);
    let body = html! {
        (brand())
        h1 { (title) }
        p { (w::DONE.to(language)) }
    };
    page(StatusCode::OK, &title, language, &body)
}

pub(crate) fn declined(language: Language) -> Response {
    let body = html! {
        (brand())
        h1 { (w::DECLINED.to(language)) }
        p { (w::DECLINED_HINT.to(language)) }
    };
    page(StatusCode::OK, w::DECLINED.to(language), language, &body)
}
