//! The pages that ask for consent.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

use crate::catalogue::{Kind, Permission};
use crate::entra::error::{EntraError, Trace};
use crate::entra::pages::{brand, details, page};
use crate::entra::words::consent as w;
use crate::language::Language;
use crate::store::User;

/// What is said about the publisher of an app that other organizations use
/// (MicrosoftDocs/entra-docs: howto-configure-publisher-domain.md).
#[derive(Clone, Copy)]
pub(crate) enum Publisher<'a> {
    Unverified,
    Verified(&'a str),
}

/// What the consent pages show.
pub(crate) struct ConsentPage<'a> {
    pub(crate) language: Language,
    pub(crate) authority: &'a str,
    pub(crate) ctx: &'a str,
    pub(crate) app: &'a str,
    /// Who stands behind the app; `None` for an app of one tenant, where the page does not say.
    pub(crate) publisher: Option<Publisher<'a>>,
    pub(crate) tenant: &'a str,
    pub(crate) user: &'a User,
    pub(crate) permissions: &'a BTreeSet<Permission>,
}

impl ConsentPage<'_> {
    /// The app, and below it who stands behind it.
    fn heading(&self) -> Markup {
        html! {
            p {
                strong { (self.app) }
                @match self.publisher {
                    None => {},
                    Some(Publisher::Unverified) => { br; small #publisher { (w::UNVERIFIED.to(self.language)) } },
                    Some(Publisher::Verified(name)) => {
                        br; small #publisher { (name) " " strong { "✓ " (w::VERIFIED.to(self.language)) } }
                    },
                }
            }
        }
    }

    fn list(&self) -> Markup {
        html! {
            ul.permissions {
                @for one in self.permissions {
                    li {
                        (one.row().map_or("", |row| row.description.in_language(self.language)))
                        small {
                            (one.resource.name()) " · " code { (one.value) }
                            @if one.kind == Kind::Application { " · " (w::AS_ITSELF.to(self.language)) }
                        }
                    }
                }
            }
        }
    }

    fn form(&self, inside: &Markup) -> Markup {
        form(self.authority, self.ctx, inside)
    }

    fn accept_or_cancel(&self) -> Markup {
        html! {
            p.actions {
                button type="submit" name="decision" value="cancel" { (w::CANCEL.to(self.language)) }
                button.primary type="submit" name="decision" value="accept" { (w::ACCEPT.to(self.language)) }
            }
        }
    }
}

fn form(authority: &str, ctx: &str, inside: &Markup) -> Markup {
    html! {
        form method="post" action={ "/" (authority) "/consent" } {
            input type="hidden" name="ctx" value=(ctx);
            (inside)
        }
    }
}

/// One person is asked; an administrator may answer for everybody.
pub(crate) fn consent(shown: &ConsentPage<'_>, may_answer_for_everybody: bool) -> Response {
    let language = shown.language;
    let terms = html! {
        @if may_answer_for_everybody {
            label.check {
                input type="checkbox" name="on_behalf_of_organization" value="true";
                span { (w::ON_BEHALF.to(language)) small { (w::ON_BEHALF_HINT.to(language)) } }
            }
        }
        p.quiet { (w::CONSENT_MEANS.to(language)) }
    };
    asked(shown, None, &terms)
}

/// An administrator is asked for the whole organization.
pub(crate) fn admin_consent(shown: &ConsentPage<'_>) -> Response {
    let terms = html! { p.quiet { (w::FOR_ALL_USERS.to(shown.language)) } };
    asked(shown, Some(shown.tenant), &terms)
}

/// The question, with what an answer means. `organization` is named where the answer is for all of it.
fn asked(shown: &ConsentPage<'_>, organization: Option<&str>, terms: &Markup) -> Response {
    let language = shown.language;
    let title = w::PERMISSIONS_REQUESTED.to(language);
    let body = html! {
        (brand())
        p.quiet {
            (shown.user.user_principal_name)
            @if let Some(organization) = organization { " · " (organization) }
        }
        h1 { (title) }
        @if organization.is_some() { p { (w::REVIEW.to(language)) } }
        (shown.heading())
        p { (w::APP_WOULD_LIKE.to(language)) }
        (shown.list())
        (shown.form(&html! { (terms) (shown.accept_or_cancel()) }))
    };
    page(StatusCode::OK, title, language, &body)
}

/// AADSTS90094 and 90095: somebody asked for what only an administrator may give.
pub(crate) fn approval_required(shown: &ConsentPage<'_>, error: &EntraError, trace: &Trace) -> Response {
    let language = shown.language;
    let can_ask = error.code == 90095;
    let title = if can_ask { w::APPROVAL_REQUEST } else { w::APPROVAL }.to(language);
    let body = html! {
        (brand())
        p.quiet { (shown.user.user_principal_name) " · " (shown.tenant) }
        h1 { (title) }
        p { strong { (shown.app) } " " (w::APPROVAL_WHY.to(language)) }
        (shown.list())
        (shown.form(&html! {
            @if can_ask {
                label for="reason" { (w::REASON.to(language)) }
                textarea id="reason" name="reason" rows="3" maxlength="500" {}
            }
            p.actions.stacked {
                @if can_ask {
                    button.primary type="submit" name="decision" value="request" { (w::REQUEST.to(language)) }
                }
                button type="submit" name="decision" value="switch" { (w::OTHER_ACCOUNT.to(language)) }
                button type="submit" name="decision" value="cancel" { (w::RETURN.to(language)) }
            }
        }))
        p.quiet.apart { "AADSTS" (error.code) ": " (error.message()) }
        (details(error, trace, language))
    };
    page(StatusCode::OK, title, language, &body)
}

/// An administrator was asked.
pub(crate) fn request_sent(language: Language, authority: &str, ctx: &str) -> Response {
    let body = html! {
        (brand())
        h1 { (w::REQUEST_SENT.to(language)) }
        p { (w::REQUEST_SENT_HOW.to(language)) }
        (form(authority, ctx, &html! {
            p.actions {
                button.primary type="submit" name="decision" value="cancel" autofocus { (w::RETURN.to(language)) }
            }
        }))
    };
    page(StatusCode::OK, w::REQUEST_SENT.to(language), language, &body)
}
