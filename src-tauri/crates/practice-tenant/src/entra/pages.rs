//! The pages that a person sees in the browser while signing in.

pub(crate) mod consent;
pub(crate) mod device;
pub(crate) mod second_factor;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use maud::{DOCTYPE, Markup, html};

use crate::entra::error::{EntraError, Trace};
use crate::entra::words as w;
use crate::language::Language;
use crate::store::User;

/// Forms here answer to apps at any address, so `form-action` stays open; everything else is this server's own.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

fn page(status: StatusCode, title: &str, language: Language, body: &Markup) -> Response {
    let page = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                link rel="icon" href="/portal/icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="/portal/sign-in.css";
            }
            body {
                aside.strip { (w::STRIP.to(language)) }
                main { (body) }
            }
        }
    };
    let headers = [
        ("content-security-policy", POLICY),
        ("cache-control", "no-store"),
        ("referrer-policy", "no-referrer"),
        ("x-content-type-options", "nosniff"),
    ];
    (status, headers, page).into_response()
}

fn brand() -> Markup {
    html! { p.brand { span.mark aria-hidden="true" {} "Entra ID" } }
}

/// What the sign-in page shows.
pub(crate) struct SignInPage<'a> {
    pub(crate) language: Language,
    pub(crate) authority: &'a str,
    pub(crate) ctx: &'a str,
    pub(crate) app: &'a str,
    pub(crate) name: &'a str,
    pub(crate) password: &'a str,
    pub(crate) error: Option<&'a str>,
    pub(crate) accounts: &'a [&'a User],
}

pub(crate) fn sign_in(shown: &SignInPage<'_>) -> Response {
    let language = shown.language;
    let filled = !shown.password.is_empty();
    let body = html! {
        (brand())
        h1 { (w::SIGN_IN.to(language)) }
        p.quiet { (w::TO_CONTINUE.to(language)) " " strong { (shown.app) } }
        @if let Some(error) = shown.error { p.error role="alert" id="error" { (error) } }
        form method="post" action={ "/" (shown.authority) "/login" } {
            input type="hidden" name="ctx" value=(shown.ctx);
            label for="loginfmt" { (w::EMAIL.to(language)) }
            input id="loginfmt" name="loginfmt" type="email" value=(shown.name) autocomplete="username"
                spellcheck="false" required autofocus[!filled] aria-describedby=[shown.error.map(|_| "error")];
            label for="passwd" { (w::PASSWORD.to(language)) }
            input id="passwd" name="passwd" type="password" value=(shown.password) autocomplete="current-password" required;
            p.actions { button.primary id="idSIButton9" type="submit" autofocus[filled] { (w::SIGN_IN.to(language)) } }
        }
        form.accounts method="post" action={ "/" (shown.authority) "/login" } {
            input type="hidden" name="ctx" value=(shown.ctx);
            h2 { (w::ACCOUNTS.to(language)) }
            p.quiet { (w::ACCOUNTS_HINT.to(language)) }
            @for user in shown.accounts {
                button type="submit" name="account" value=(user.user_principal_name)
                    aria-pressed=(if filled && user.user_principal_name == shown.name { "true" } else { "false" }) {
                    strong { (user.user_principal_name) }
                    small { (roles(user, language)) }
                }
            }
        }
    };
    page(StatusCode::OK, w::SIGN_IN.to(language), language, &body)
}

fn roles(user: &User, language: Language) -> String {
    let names: Vec<&str> = user.roles.iter().map(|role| role.name()).collect();
    if names.is_empty() {
        w::NO_ROLE.to(language).to_owned()
    } else {
        names.join(", ")
    }
}

/// An error that never goes back to the app.
pub(crate) fn error(error: &EntraError, trace: &Trace, language: Language) -> Response {
    let body = html! {
        (brand())
        h1 { (w::SIGN_IN.to(language)) }
        p { (w::TROUBLE.to(language)) }
        p.error role="alert" id="exceptionMessageContainer" { "AADSTS" (error.code) ": " (error.message()) }
        (details(error, trace, language))
    };
    page(StatusCode::BAD_REQUEST, w::TROUBLE.to(language), language, &body)
}

fn details(error: &EntraError, trace: &Trace, language: Language) -> Markup {
    html! {
        section.details {
            h2 { (w::DETAILS.to(language)) }
            p.quiet { (w::DETAILS_HINT.to(language)) }
            dl {
                dt { (w::ERROR_CODE.to(language)) } dd { (error.code) }
                dt { (w::REQUEST_ID.to(language)) } dd { (trace.id) }
                dt { (w::CORRELATION_ID.to(language)) } dd { (trace.correlation_id) }
                dt { (w::TIMESTAMP.to(language)) } dd { (trace.timestamp()) }
            }
        }
    }
}

/// `response_mode=form_post`: the script sends the form at once; without it the button does.
pub(crate) fn form_post(action: &str, pairs: &[(&str, &str)], language: Language) -> Response {
    let body = html! {
        h1 { (w::RETURNING.to(language)) }
        form id="answer" method="post" action=(action) {
            @for (name, value) in pairs { input type="hidden" name=(name) value=(value); }
            p.actions { button.primary type="submit" { (w::CONTINUE.to(language)) } }
        }
        script src="/portal/form-post.js" {}
    };
    page(StatusCode::OK, w::RETURNING.to(language), language, &body)
}

pub(crate) fn signed_out(language: Language, back: Option<&str>) -> Response {
    let body = html! {
        (brand())
        h1 { (w::SIGNED_OUT.to(language)) }
        p { (w::CLOSE_WINDOWS.to(language)) }
        @if let Some(back) = back { p.actions { a.button href=(back) { (w::CONTINUE.to(language)) } } }
    };
    page(StatusCode::OK, w::SIGNED_OUT.to(language), language, &body)
}
