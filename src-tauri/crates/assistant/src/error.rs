//! What comes back when something is not as it should be: one shape for findings and errors.
//!
//! A *finding* is what is wrong in the tenant, an *error* is that Handrail could not do its work. Both carry a
//! stable code, parameters, one next action and what an admin needs to find the event in the sign-in logs.
//! No people's words: these live in the language files, one row a code.

mod code;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

pub use self::code::ErrorCode;
use crate::checklist::{PortalPage, StepId};
use crate::results::visible;

/// What the assistant's calls answer.
pub type Result<T> = std::result::Result<T, ErrorReport>;

/// The one next action. The window makes a button of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Remedy {
    /// Open the page of the portal named beside it, change what the words say, come back.
    OpenPortal,
    /// Enter or paste the value again.
    EnterAgain,
    /// Sign in again.
    SignIn,
    /// Sign in with another account.
    UseAnotherAccount,
    /// Sign in with the browser of this computer instead of a device code.
    UseBrowser,
    /// Use a certificate instead of a client secret.
    UseCertificate,
    /// Ask Microsoft Graph instead of an older API.
    UseGraph,
    /// Do the same once more.
    Retry,
    /// Save somewhere else.
    ChooseFolder,
    /// Look at the network, the proxy or the clock of this computer, then retry.
    CheckNetwork,
    /// Somebody with more rights has to act.
    AskAdmin,
    /// Start Handrail again.
    Restart,
    /// Nothing is to be done.
    None,
}

/// How sure the cause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Nothing else gives this answer.
    Certain,
    /// The usual cause.
    Likely,
    /// One of several.
    Unsure,
}

/// What finds the event in Entra's sign-in logs or in a support case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct Trace {
    /// The number of the `AADSTS` code.
    pub aadsts: Option<u32>,
    /// The HTTP status of the answer.
    pub http_status: Option<u16>,
    /// Entra's correlation id, or the request id of an API.
    pub correlation_id: Option<String>,
    /// Entra's trace id.
    pub trace_id: Option<String>,
    /// When the service answered, as it said it.
    pub timestamp: Option<String>,
}

/// One cause and one next action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ErrorReport {
    /// The stable name of the cause.
    pub code: ErrorCode,
    /// The `AADSTS` number whose own words (`aadsts.<number>`) say it best; without one, those of `code` do.
    #[serde(default)]
    pub entry: Option<u32>,
    /// True: the tenant's side needs something. False: Handrail could not do its work.
    pub finding: bool,
    /// The step of the checklist that it belongs to.
    pub step: Option<StepId>,
    /// Values for the words.
    pub params: BTreeMap<String, String>,
    /// The one next action.
    pub remedy: Remedy,
    /// The portal page to open, with [`Remedy::OpenPortal`].
    pub page: Option<PortalPage>,
    /// The address of that page, where the connection is known.
    pub link: Option<String>,
    /// Doing the same again may succeed without any change.
    pub retryable: bool,
    /// How sure the cause is.
    pub confidence: Confidence,
    /// For the sign-in logs.
    pub trace: Option<Trace>,
    /// What the other side said, with nothing secret in it; for people who look closer.
    pub detail: Option<String>,
    /// What the next sign-in has to prove: Entra's claims request, passed on as it came. Neither shown nor stored.
    #[serde(skip)]
    pub(crate) claims: Option<String>,
}

impl ErrorReport {
    /// A report with what is always true of this code.
    pub fn new(code: ErrorCode) -> Self {
        let facts = code.facts();
        Self {
            code,
            entry: None,
            finding: code.is_finding(),
            step: facts.step,
            params: BTreeMap::new(),
            remedy: facts.remedy,
            page: facts.page,
            link: None,
            retryable: facts.retryable,
            confidence: Confidence::Certain,
            trace: None,
            detail: None,
            claims: None,
        }
    }

    /// Adds a value for the words.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params
            .insert(name.to_owned(), visible(&value.to_string()).into_owned());
        self
    }

    /// Adds what finds the event in the logs.
    #[must_use]
    pub fn traced(mut self, trace: Trace) -> Self {
        self.trace = Some(trace);
        self
    }

    /// Adds what the other side said. The caller sees to it that nothing secret is in it.
    #[must_use]
    pub fn detailed(mut self, detail: impl ToString) -> Self {
        self.detail = Some(visible(&detail.to_string()).into_owned());
        self
    }

    /// Says it in the words of a number of Entra's catalogue.
    #[must_use]
    pub fn in_words_of(mut self, number: u32) -> Self {
        self.entry = Some(number);
        self
    }

    /// Puts the report at another step than the code's own.
    #[must_use]
    pub fn at(mut self, step: StepId) -> Self {
        self.step = Some(step);
        self
    }

    /// Says how sure the cause is.
    #[must_use]
    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = confidence;
        self
    }

    /// Doing the same again may succeed.
    #[must_use]
    pub fn retryable(mut self) -> Self {
        self.retryable = true;
        self
    }
}

impl std::fmt::Display for ErrorReport {
    /// For logs: the code and the trace, never a person's data.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.code)?;
        if let Some(code) = self.trace.as_ref().and_then(|trace| trace.aadsts) {
            write!(f, " (AADSTS{code})")?;
        }
        Ok(())
    }
}

impl std::error::Error for ErrorReport {}
