//! The answer that goes back to the app through the browser (RFC 6749 section 4.1.2; OAuth 2.0 Multiple Response Type
//! Encoding Practices, section 2.1).

use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse as _, Response};
use url::Url;

use crate::entra::admin_consent::AdminConsent;
use crate::entra::device_codes::UserCode;
use crate::entra::error::{EntraError, Trace};
use crate::entra::{device_sign_in, pages};
use crate::language::Language;
use crate::practice::Practice;

/// `response_mode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    Query,
    Fragment,
    FormPost,
}

impl Mode {
    pub(crate) fn parse(name: Option<&str>) -> Result<Self, EntraError> {
        match name {
            None | Some("query") => Ok(Self::Query),
            Some("fragment") => Ok(Self::Fragment),
            Some("form_post") => Ok(Self::FormPost),
            Some(other) => Err(EntraError::new(70007).with("response_mode", other)),
        }
    }
}

/// Where the answer of a sign-in goes.
#[derive(Clone, Debug)]
pub(crate) enum Destination {
    /// To the app's redirect URI, through the browser.
    Redirect(Target),
    /// To an app that polls, while the browser shows a last page.
    Device(Device),
    /// To the app, about the whole organization and without a code.
    AdminConsent(AdminConsent),
}

/// An app without a browser.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub(crate) user_code: UserCode,
    pub(crate) language: Language,
}

impl Destination {
    pub(crate) fn language(&self) -> Language {
        match self {
            Self::Redirect(target) => target.language,
            Self::Device(device) => device.language,
            Self::AdminConsent(demand) => demand.target.language,
        }
    }

    /// Sends an error.
    pub(crate) fn error(&self, practice: &Practice, error: &EntraError, trace: &Trace) -> Response {
        match self {
            Self::Redirect(target) => target.error(error, trace),
            Self::Device(device) => device_sign_in::refuse(practice, device, error, trace),
            Self::AdminConsent(demand) => demand.error(error, trace),
        }
    }

    /// Shows an error to the person that an app with a redirect URI never hears of.
    pub(crate) fn refuse(&self, practice: &Practice, error: &EntraError, trace: &Trace) -> Response {
        match self {
            Self::Redirect(Target { language, .. })
            | Self::AdminConsent(AdminConsent {
                target: Target { language, .. },
                ..
            }) => pages::error(error, trace, *language),
            Self::Device(device) => device_sign_in::refuse(practice, device, error, trace),
        }
    }
}

/// Where the app wants its answer.
#[derive(Clone, Debug)]
pub(crate) struct Target {
    pub(crate) redirect_uri: String,
    pub(crate) mode: Mode,
    pub(crate) state: Option<String>,
    pub(crate) language: Language,
}

impl Target {
    /// Sends the pairs, and `state` as it came.
    pub(crate) fn answer(&self, pairs: &[(&str, &str)]) -> Response {
        let mut all = pairs.to_vec();
        if let Some(state) = &self.state {
            all.push(("state", state));
        }
        let Ok(mut url) = Url::parse(&self.redirect_uri) else {
            return StatusCode::BAD_REQUEST.into_response();
        };
        match self.mode {
            Mode::FormPost => return pages::form_post(&self.redirect_uri, &all, self.language),
            Mode::Query => {
                url.query_pairs_mut().extend_pairs(&all);
            }
            Mode::Fragment => {
                let fragment = url::form_urlencoded::Serializer::new(String::new())
                    .extend_pairs(&all)
                    .finish();
                url.set_fragment(Some(&fragment));
            }
        }
        let headers = [(LOCATION.as_str(), url.as_str()), ("cache-control", "no-store")];
        (StatusCode::FOUND, headers).into_response()
    }

    /// Sends an error.
    pub(crate) fn error(&self, error: &EntraError, trace: &Trace) -> Response {
        let description = error.description(trace);
        let uri = format!("https://login.microsoftonline.com/error?code={}", error.code);
        let mut pairs = vec![
            ("error", error.oauth_error()),
            ("error_description", &description),
            ("error_uri", &uri),
        ];
        if let Some(subcode) = error.suberror() {
            pairs.push(("error_subcode", subcode));
        }
        self.answer(&pairs)
    }
}
