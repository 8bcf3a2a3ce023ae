//! How answers are read: page by page, with patience, and from endpoints that stay.

use super::Becomes::Program;
use super::{ANY, Finding, Pattern, Rule, expressions, has, places, program};
use crate::snippets::clinic::FaultId;
use crate::snippets::clinic::script::Script;

pub(super) const PATTERNS: &[Pattern] = &[Pattern {
    fault: FaultId::LegacyHunting,
    languages: ANY,
    finds: r"/api/(advancedhunting|advancedqueries)/run\b",
    becomes: Program,
}];

pub(super) const RULES: &[Rule] = &[lists];

expressions! {
    LIST = r"(?:/api/(?:incidents|alerts|machines|machineactions|indicators|vulnerabilities|recommendations|software)|/security/(?:incidents|alerts_v2|alerts))(?:['\x22?\s)\\`]|$)";
    PAGES = r"nextLink|\$skip|`\$skip|['\x22]\$?skip['\x22]|\bPageIterator\b";
    FEW = r"\$top['\x22]?\s*[=:]\s*['\x22]?\d{1,4}\b";
    PATIENT = r"\b429\b|Retry-?_?After|TooManyRequests|\bretry\b|--retry\b|\bRetry\(|Polly|\bbackoff\b|MaximumRetryCount|\bRetryHandler\b|AddStandardResilienceHandler";
}

/// A list is read to its end, and a service that asks for a pause gets one. Whoever asks for a few rows gets them in
/// one answer.
fn lists(script: &Script<'_>) -> Vec<Finding> {
    let Some(list) = places(&LIST, &script.code).find_map(|place| place.get(0)) else {
        return Vec::new();
    };
    let pages = has(&PAGES, &script.code);
    let few = !pages && has(&FEW, &script.code);
    let mut found = Vec::new();
    if !pages && !few {
        found.push(program(FaultId::OnePage, list.start()));
    }
    if !has(&PATIENT, &script.code) && !few {
        found.push(program(FaultId::NoThrottling, list.start()));
    }
    found
}
