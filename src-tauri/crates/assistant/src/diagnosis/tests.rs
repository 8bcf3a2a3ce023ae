//! What holds for every text.

use proptest::prelude::*;

use super::*;

/// The steps that other programs may meet (the command line's contract).
const STEPS: [StepId; 16] = [
    StepId::Register,
    StepId::AccountTypes,
    StepId::RedirectUri,
    StepId::PublicClientFlag,
    StepId::Permissions,
    StepId::Consent,
    StepId::Secret,
    StepId::Ids,
    StepId::Tenant,
    StepId::UserAssignment,
    StepId::ConditionalAccess,
    StepId::SignIn,
    StepId::RequestBug,
    StepId::Service,
    StepId::Network,
    StepId::Unknown,
];

fn nothing_said(text: &str) -> Diagnosis {
    diagnose(text, Hints::default())
}

#[test]
fn every_number_of_the_catalogue_ends_at_its_own_step_in_its_own_words() {
    for entry in catalogue::entries() {
        let diagnosis = nothing_said(&format!("AADSTS{}: Something was refused.", entry.code));
        let report = diagnosis.finding.unwrap();
        assert_eq!(
            (report.step, report.entry, report.retryable),
            (Some(entry.step), Some(entry.code), entry.retryable),
            "AADSTS{}",
            entry.code
        );
        assert_eq!(
            (diagnosis.who, diagnosis.trace.aadsts),
            (Some(entry.who_can_fix), Some(entry.code))
        );
    }
}

#[test]
fn an_outage_that_looks_like_a_request_bug_is_the_services() {
    let text = "AADSTS90100: A parameter is empty.";
    let step = |text: &str| nothing_said(text).finding.unwrap().step;
    assert_eq!(step(text), Some(StepId::RequestBug));
    assert_eq!(
        step(&format!(
            "{text}\nService Health shows an incident, everyone gets it"
        )),
        Some(StepId::Service)
    );
}

/// Texts of the words that the rules look for, in any order and wrapping.
fn pasted() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "AADSTS",
        "7000215",
        "50011",
        "AADSTS50105:",
        "error",
        "\"error\":",
        "invalid_client",
        "HTTP/1.1",
        "403",
        "401",
        "206",
        "{",
        "}",
        "\"",
        "\\\"",
        "\\u0026",
        "%2520",
        "&lt;",
        "<div>",
        "<input name=\"error\" value=",
        "https://login.microsoftonline.com/",
        "{{tenantid}}",
        "//",
        "oauth2/token",
        "scope=",
        "resource=",
        "api.security.microsoft.com",
        ".default",
        "roles:",
        "aud:",
        "eyJ0eXAiOiJKV1QifQ.e30.x",
        "Correlation ID:",
        "6a7b8c9d-0e1f-4203-8415-263748596a7b",
        "granted ten minutes ago",
        "Delegated",
        "ECONNREFUSED",
        "http://localhost/?code=",
        "Need admin approval",
        "curl",
        "$x =",
        "\n",
        " ",
        "Warning: 199 -",
    ]);
    prop::collection::vec(words, 0..12).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn every_text_ends_at_a_step_of_the_contract(text in prop_oneof![pasted(), "\\PC{0,120}"]) {
        let diagnosis = nothing_said(&text);
        if let Some(report) = diagnosis.finding {
            let step = report.step.unwrap();
            prop_assert!(STEPS.contains(&step), "{step:?}");
            if step == StepId::Unknown {
                prop_assert_eq!(report.confidence, Confidence::Unsure);
                prop_assert!(diagnosis.shown.is_some());
            }
        }
        prop_assert!(diagnosis.alternatives.iter().all(|other| STEPS.contains(&other.step)));
    }
}
