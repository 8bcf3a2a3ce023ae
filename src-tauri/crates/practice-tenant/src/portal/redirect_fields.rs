//! The two fields of a redirect URI, on two pages.

use maud::{Markup, html};

use crate::entra::{RedirectRefused, check_redirect};
use crate::language::Text;
use crate::portal::layout::beside;
use crate::portal::view::View;
use crate::portal::words::{self as w, wrong};
use crate::store::{App, Platform, Redirect};

/// What was typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Typed {
    pub(crate) platform: String,
    pub(crate) uri: String,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wrong {
    pub(crate) platform: Option<Text>,
    pub(crate) uri: Option<Text>,
}

/// Platform names in the order of the portal's list.
pub(crate) fn platform_name(platform: Platform) -> Text {
    match platform {
        Platform::PublicClient => w::NATIVE,
        Platform::Web => w::WEB,
        Platform::Spa => w::SPA,
    }
}

/// The fields, with what was typed and what is wrong.
pub(crate) fn fields(view: &View, typed: &Typed, wrong: Wrong) -> Markup {
    html! {
        div.pair {
            div {
                label for="platform" { (view.say(w::PLATFORM)) }
                select id="platform" name="platform" aria-invalid=[wrong.platform.map(|_| "true")] {
                    option value="" { (view.say(w::SELECT_PLATFORM)) }
                    @for platform in Platform::ALL {
                        option value=(platform.id()) selected[typed.platform == platform.id()] {
                            (view.say(platform_name(platform)))
                        }
                    }
                }
                (beside(view, "platform-wrong", wrong.platform))
            }
            div.wide {
                label for="redirect_uri" { (view.say(w::REDIRECT_URI)) }
                input id="redirect_uri" name="redirect_uri" type="text" inputmode="url" value=(typed.uri)
                    placeholder=(view.say(w::REDIRECT_URI_EXAMPLE)) autocomplete="off" spellcheck="false"
                    aria-invalid=[wrong.uri.map(|_| "true")] aria-describedby=[wrong.uri.map(|_| "redirect-wrong")];
                (beside(view, "redirect-wrong", wrong.uri))
            }
        }
    }
}

/// Checks what was typed, as the portal's box does.
pub(crate) fn check(app: Option<&App>, typed: &Typed) -> Result<Redirect, Wrong> {
    let platform = Platform::ALL
        .into_iter()
        .find(|platform| platform.id() == typed.platform);
    let uri = typed.uri.trim();
    let checked = check_redirect(app, platform.unwrap_or(Platform::PublicClient), uri).map_err(explain);
    match (platform, checked) {
        (Some(platform), Ok(())) => Ok(Redirect {
            platform,
            uri: uri.to_owned(),
        }),
        (platform, checked) => Err(Wrong {
            platform: platform.is_none().then_some(wrong::PLATFORM),
            uri: checked.err(),
        }),
    }
}

fn explain(refused: RedirectRefused) -> Text {
    match refused {
        RedirectRefused::Empty => wrong::EMPTY,
        RedirectRefused::NotAUri => wrong::NOT_A_URI,
        RedirectRefused::TooLong => wrong::TOO_LONG,
        RedirectRefused::NotHttps => wrong::NOT_HTTPS,
        RedirectRefused::LoopbackAddress => wrong::LOOPBACK,
        RedirectRefused::Fragment => wrong::FRAGMENT,
        RedirectRefused::Wildcard => wrong::WILDCARD,
        RedirectRefused::Character => wrong::CHARACTER,
        RedirectRefused::Taken => wrong::TAKEN,
        RedirectRefused::TooMany => wrong::TOO_MANY,
    }
}
