//! From whatever came back to one cause and one next action. Pure: no network, no state.
//!
//! A text goes through four rooms: [`plain`] takes wrappings off, [`clues`] takes it apart, the rooms of rules
//! ([`entra`], [`oauth`], [`network`], [`api_text`], [`phrases`], [`request`], [`bare`]) decide in the order of
//! [`decided`], and [`join`] lets what is known of a connection overrule them. Answers that Handrail gets itself go
//! through the same tables.

mod aadsts;
mod api_response;
mod api_text;
mod bare;
pub mod catalogue;
mod clues;
mod decision;
mod entra;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
mod join;
mod network;
mod numbers;
mod oauth;
mod pattern;
mod phrases;
mod places;
mod plain;
mod redact;
mod request;
mod script;
#[cfg(test)]
mod tests;
mod view;

use std::sync::LazyLock;

use jiff::Timestamp;
use reqwest::StatusCode;

use crate::checklist::StepId;
use crate::clock::apart;
use crate::cloud::Cloud;
use crate::error::{Confidence, ErrorCode, ErrorReport, Trace};
use crate::http::Answer;

pub(crate) use self::aadsts::{EntraError, from_entra};
pub(crate) use self::api_response::from_api;
use self::clues::Clues;
use self::decision::Decision;
pub use self::join::Acquaintance;
pub(crate) use self::pattern::compiled;
use self::phrases::Said;
pub use self::redact::masked;
pub use self::view::{
    Alternative, Attempted, Belongs, Diagnosis, Hints, PastedAnswer, PastedToken, Recognised, Who,
};

/// The value of a report that says how many seconds the service asks to wait.
pub(crate) const PAUSE: &str = "seconds";

/// A failed answer of a sign-in endpoint.
pub(crate) fn token_endpoint(answer: &Answer) -> ErrorReport {
    // Too many requests say as little about the registration as a service in trouble.
    if answer.status.is_server_error() || answer.status == StatusCode::TOO_MANY_REQUESTS {
        let trace = Trace {
            http_status: Some(answer.status.as_u16()),
            ..Trace::default()
        };
        let report = ErrorReport::new(ErrorCode::ServerTrouble)
            .with("host", &answer.host)
            .traced(trace);
        return match answer.retry_after() {
            Some(pause) => report.with(PAUSE, pause.as_secs()),
            None => report,
        };
    }
    match answer.json::<EntraError>() {
        Ok(error) => clocked(from_entra(&error, Some(answer.status.as_u16())), answer),
        Err(report) => report,
    }
}

/// Where the service does not take a time that Handrail wrote, its own date says how wrong it is.
fn clocked(report: ErrorReport, answer: &Answer) -> ErrorReport {
    match answer.clock_ahead() {
        Some(ahead) if report.code == ErrorCode::ClockWrong => ErrorReport {
            trace: report.trace,
            detail: report.detail,
            ..apart(answer.at, ahead)
        },
        _ => report,
    }
}

/// What is known beside the text.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The time, for tokens that have ended.
    pub now: Timestamp,
    /// The clouds whose audiences are known.
    pub clouds: &'a [Cloud],
    /// The connection that the text is about, if any.
    pub connection: Option<Acquaintance<'a>>,
}

/// What a text means, with nothing known but this computer's time and Microsoft's clouds.
pub fn diagnose(text: &str, hints: Hints) -> Diagnosis {
    static CLOUDS: LazyLock<Vec<Cloud>> = LazyLock::new(Cloud::microsoft);
    let known = Known {
        now: Timestamp::now(),
        clouds: &CLOUDS,
        connection: None,
    };
    diagnose_for(text, hints, &known)
}

/// What a text means, joined with what is known.
pub fn diagnose_for(text: &str, hints: Hints, known: &Known<'_>) -> Diagnosis {
    let clues = Clues::read(plain::plain(text), hints);
    let mut diagnosis = bare_value(&clues, known).unwrap_or_else(|| told(&clues, known));
    diagnosis.trace = clues.trace.clone();
    diagnosis.official = official(&diagnosis);
    if let Some(report) = diagnosis.finding.take() {
        diagnosis.finding = Some(finished(report, &clues, known));
    }
    let unknown = diagnosis
        .finding
        .as_ref()
        .is_some_and(|report| report.step == Some(StepId::Unknown));
    if unknown {
        diagnosis.shown = Some(redact::masked(text));
    }
    diagnosis
}

/// A token, a GUID, a secret, and nothing else.
fn bare_value(clues: &Clues, known: &Known<'_>) -> Option<Diagnosis> {
    if let Some(token) = bare::token(&clues.text) {
        let (seen, fault) = bare::examine(token, clues, known.clouds, known.now)?;
        let foreign = known
            .connection
            .and_then(|acquaintance| acquaintance.fault_of(&seen));
        let mut diagnosis = Diagnosis::of(Recognised::Jwt);
        diagnosis.token = Some(seen);
        return Some(match foreign.or(fault) {
            Some(decision) => with(diagnosis, decision),
            None => diagnosis,
        });
    }
    if let Some(id) = bare::id(&clues.text) {
        let mut diagnosis = Diagnosis::of(Recognised::Guid);
        let own = known
            .connection
            .and_then(|acquaintance| acquaintance.belongs(id.guid));
        diagnosis.belongs = Some(own.unwrap_or(id.belongs));
        diagnosis.service = id.service;
        return Some(with(diagnosis, id.decision));
    }
    if bare::is_broken_token(&clues.text) {
        let diagnosis = Diagnosis::of(Recognised::Jwt);
        return Some(with(diagnosis, Decision::of(ErrorCode::TokenMalformed)));
    }
    bare::is_secret(&clues.text).then(|| {
        let mut diagnosis = Diagnosis::of(Recognised::Secret);
        diagnosis.belongs = Some(Belongs::ClientSecret);
        with(diagnosis, Decision::of(ErrorCode::SecretShared))
    })
}

/// A text that tells of something.
fn told(clues: &Clues, known: &Known<'_>) -> Diagnosis {
    match decided(clues, known) {
        Some((recognised, Some(decision))) => with(Diagnosis::of(recognised), decision),
        Some((recognised, None)) => Diagnosis::of(recognised),
        None => {
            let decision = Decision::of(ErrorCode::TextUnknown).unsure();
            with(Diagnosis::of(Recognised::Unknown), decision)
        }
    }
}

/// The rooms of rules, the most telling first. `None` inside: nothing is wrong.
fn decided(clues: &Clues, known: &Known<'_>) -> Option<(Recognised, Option<Decision>)> {
    if is_data(clues) {
        return None;
    }
    let recognised = || recognised_as(clues);
    let joined = known
        .connection
        .and_then(|acquaintance| acquaintance.decide(clues));
    if let Some(decision) = joined.or_else(|| entra::decide(clues)) {
        return Some((recognised(), Some(decision)));
    }
    if let Some(decision) = network::decide(clues) {
        let is_answer = network::is_answer(clues) && clues.status.is_none();
        let recognised = if is_answer {
            Recognised::Redirect
        } else {
            Recognised::Network
        };
        return Some((recognised, Some(decision)));
    }
    if let Some(decision) = challenged(clues).then(|| api_text::decide(clues)).flatten() {
        return Some((Recognised::ApiError, Some(decision)));
    }
    let said = phrases::said(clues);
    if let Some(Said::Page(decision)) = said {
        let recognised = match clues.oauth {
            Some(_) => recognised(),
            None => Recognised::EntraPage,
        };
        return Some((recognised, Some(decision)));
    }
    if let Some(decision) = oauth::decide(clues) {
        return Some((recognised(), Some(decision)));
    }
    if let Some(decision) = oauth::status_only(clues) {
        return Some((Recognised::TokenError, Some(decision)));
    }
    if let Some(decision) = api_text::decide(clues) {
        return Some((Recognised::ApiError, Some(decision)));
    }
    match said {
        Some(Said::Sentence(decision)) => return Some((recognised(), Some(decision))),
        Some(Said::Fine) => return Some((fine_as(clues), None)),
        _ => {}
    }
    if clues.says(&["\"token_type\"", "'token_type'"]) && clues.says(&["access_token"]) {
        return Some((Recognised::Jwt, None));
    }
    script::decide(clues).or_else(|| {
        let decision = request::decide(clues).or_else(|| bare::secret_in(clues))?;
        let secret = decision.report.code == ErrorCode::SecretShared;
        let recognised = if secret {
            Recognised::Secret
        } else {
            Recognised::Script
        };
        Some((recognised, Some(decision)))
    })
}

/// A list that an API answered: words in an incident's title report nothing.
fn is_data(clues: &Clues) -> bool {
    let text = clues.text.trim_start();
    text.starts_with('{')
        && clues.says(&["\"value\":[", "\"value\": ["])
        && !clues.says(&["\"error\":", "warning"])
}

/// An API's challenge speaks OAuth too (RFC 6750).
fn challenged(clues: &Clues) -> bool {
    clues.says(&[
        "www-authenticate",
        "invalidauthenticationtoken",
        "insufficient_claims",
        "invalid authorization payload",
    ])
}

fn recognised_as(clues: &Clues) -> Recognised {
    let asked = clues.says(&[
        "?error=",
        "#error=",
        "&error=",
        "?error_description=",
        "error_subcode=",
    ]);
    let address = clues.says(&["http://", "https://", "myapp://", "msal"]);
    if asked && address {
        Recognised::Redirect
    } else if clues.says(&["error_description", "error_codes"])
        || (clues.oauth.is_some() && clues.numbers.reported.is_empty())
    {
        Recognised::TokenError
    } else if clues.numbers.reported.is_empty() {
        Recognised::EntraPage
    } else {
        Recognised::Aadsts
    }
}

fn fine_as(clues: &Clues) -> Recognised {
    if clues.says(&["admin_consent=", "?code="]) {
        Recognised::Redirect
    } else {
        Recognised::EntraPage
    }
}

fn with(mut diagnosis: Diagnosis, decision: Decision) -> Diagnosis {
    diagnosis.finding = Some(decision.report);
    diagnosis.who = decision.who;
    diagnosis.alternatives = decision.alternatives;
    diagnosis
}

/// Microsoft's own page: of the number, or the one that explains any number.
fn official(diagnosis: &Diagnosis) -> Option<String> {
    let unknown = matches!(diagnosis.recognised, Recognised::Unknown | Recognised::EntraPage);
    match diagnosis
        .trace
        .aadsts
        .or_else(|| diagnosis.finding.as_ref()?.entry)
    {
        Some(number) => Some(catalogue::lookup_link(number).into()),
        None => unknown.then(|| catalogue::lookup_page().to_string()),
    }
}

/// Without a connection, the page of the registration that the text names, in the cloud that is likeliest.
fn linked(mut report: ErrorReport, clues: &Clues, known: &Known<'_>) -> ErrorReport {
    let page = report.page.or_else(|| report.step.and_then(decision::page_of));
    let link = page.and_then(|page| known.clouds.first()?.portal_link(page, clues.client_id()));
    report.link = link.map(String::from);
    report
}

fn finished(report: ErrorReport, clues: &Clues, known: &Known<'_>) -> ErrorReport {
    let mut report = match &known.connection {
        Some(acquaintance) => acquaintance.complete(report),
        None => linked(report, clues, known),
    };
    for value in report.params.values_mut() {
        *value = redact::masked(value);
    }
    if report.step == Some(StepId::Unknown) {
        report.confidence = Confidence::Unsure;
    }
    report.traced(clues.trace.clone())
}
